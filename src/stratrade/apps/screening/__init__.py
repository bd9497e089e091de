"""The screening app."""
