"""Registers the enforcement app."""

from django.apps import AppConfig


class EnforcementConfig(AppConfig):
    """Declarations, holds, exits and what customs found."""

    name = "stratrade.apps.enforcement"
    label = "enforcement"
    default_auto_field = "django.db.models.BigAutoField"
