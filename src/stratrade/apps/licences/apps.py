"""Registers the licences app."""

from django.apps import AppConfig


class LicencesConfig(AppConfig):
    """Licences, their lines and the quantity ledger."""

    name = "stratrade.apps.licences"
    label = "licences"
    default_auto_field = "django.db.models.BigAutoField"
