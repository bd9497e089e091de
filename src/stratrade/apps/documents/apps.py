"""Registers the documents app."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """Files, issued documents and their check codes."""

    name = "stratrade.apps.documents"
    label = "documents"
    default_auto_field = "django.db.models.BigAutoField"
