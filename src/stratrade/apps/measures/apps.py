"""Registers the measures app."""

from django.apps import AppConfig


class MeasuresConfig(AppConfig):
    """Notices of the catch-all."""

    name = "stratrade.apps.measures"
    label = "measures"
    default_auto_field = "django.db.models.BigAutoField"
