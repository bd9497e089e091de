"""The lists engine."""
