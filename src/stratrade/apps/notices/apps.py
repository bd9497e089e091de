"""Registers the notices app."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    """Inbox and outgoing mail."""

    name = "stratrade.apps.notices"
    label = "notices"
    default_auto_field = "django.db.models.BigAutoField"
