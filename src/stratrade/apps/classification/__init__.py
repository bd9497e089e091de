"""The classification app."""
