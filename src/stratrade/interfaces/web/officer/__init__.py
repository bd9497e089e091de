"""The officer desk."""
