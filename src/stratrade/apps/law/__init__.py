"""The law app."""
