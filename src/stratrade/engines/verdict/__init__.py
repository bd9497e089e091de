"""The verdict engine."""
