"""The notices app."""
