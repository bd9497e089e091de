"""Registers the audit app."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """Use cases, events, the hash chain and reactions."""

    name = "stratrade.apps.audit"
    label = "audit"
    default_auto_field = "django.db.models.BigAutoField"
