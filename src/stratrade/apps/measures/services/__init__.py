"""Use cases of notices and what measures do when something happens."""
