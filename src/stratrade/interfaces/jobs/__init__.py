"""Batch and periodic jobs."""
