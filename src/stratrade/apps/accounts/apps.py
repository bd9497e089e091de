"""Registers the accounts app."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Agencies, units, users, roles and what they may do."""

    name = "stratrade.apps.accounts"
    label = "accounts"
    default_auto_field = "django.db.models.BigAutoField"
