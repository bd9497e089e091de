"""The exporter desk."""
