"""The customs desk."""
