"""Registers the search app."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    """One table of what can be found."""

    name = "stratrade.apps.search"
    label = "search"
    default_auto_field = "django.db.models.BigAutoField"
