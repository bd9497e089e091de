"""Khmer as written in Cambodia."""
