"""The steward desk."""
