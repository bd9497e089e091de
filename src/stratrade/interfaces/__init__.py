"""Doors: translate in, one call into apps, translate out."""
