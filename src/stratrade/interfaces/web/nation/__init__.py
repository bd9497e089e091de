"""The nation desk."""
