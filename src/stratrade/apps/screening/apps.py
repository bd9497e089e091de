"""Registers the screening app."""

from django.apps import AppConfig


class ScreeningConfig(AppConfig):
    """Watch-list editions, alerts and dispositions."""

    name = "stratrade.apps.screening"
    label = "screening"
    default_auto_field = "django.db.models.BigAutoField"
