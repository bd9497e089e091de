"""The nation app."""
