"""Use cases of casework, one file a verb."""
