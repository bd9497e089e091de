"""Registers the lists app."""

from django.apps import AppConfig


class ListsConfig(AppConfig):
    """Editions of the control list and which of them is in force."""

    name = "stratrade.apps.lists"
    label = "lists"
    default_auto_field = "django.db.models.BigAutoField"
