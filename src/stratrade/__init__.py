"""Stratrade: the national strategic trade control system."""

__version__ = "0.1.0"
