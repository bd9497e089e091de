"""Registers the law app."""

from django.apps import AppConfig


class LawConfig(AppConfig):
    """Instruments, articles and provisions in force."""

    name = "stratrade.apps.law"
    label = "law"
    default_auto_field = "django.db.models.BigAutoField"
