"""Use cases of enforcement, one file a verb."""
