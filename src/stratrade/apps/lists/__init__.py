"""The lists app."""
