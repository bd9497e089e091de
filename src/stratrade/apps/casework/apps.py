"""Registers the casework app."""

from django.apps import AppConfig


class CaseworkConfig(AppConfig):
    """Applications, referrals, decisions."""

    name = "stratrade.apps.casework"
    label = "casework"
    default_auto_field = "django.db.models.BigAutoField"
