"""The classify engine."""
