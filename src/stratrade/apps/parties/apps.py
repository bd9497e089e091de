"""Registers the parties app."""

from django.apps import AppConfig


class PartiesConfig(AppConfig):
    """Companies, people, and their members."""

    name = "stratrade.apps.parties"
    label = "parties"
    default_auto_field = "django.db.models.BigAutoField"
