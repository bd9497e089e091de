"""Ruling requests as whoever asks sees them, at whatever desk."""
