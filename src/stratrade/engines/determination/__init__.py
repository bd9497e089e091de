"""The determination engine."""
