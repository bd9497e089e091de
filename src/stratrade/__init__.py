"""Stratrade: the national strategic trade control system."""
