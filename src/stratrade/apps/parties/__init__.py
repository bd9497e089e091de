"""The parties app."""
