"""Registers the classification app."""

from django.apps import AppConfig


class ClassificationConfig(AppConfig):
    """Which entries of the list in force cover goods."""

    name = "stratrade.apps.classification"
    label = "classification"
    default_auto_field = "django.db.models.BigAutoField"
