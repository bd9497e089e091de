"""Licences: what may leave, how much of it is left, and every movement against it."""
