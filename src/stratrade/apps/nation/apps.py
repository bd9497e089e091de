"""Django knows the app under this name."""

from django.apps import AppConfig


class NationConfig(AppConfig):
    """What the State owes to treaty bodies, and the records behind it."""

    name = "stratrade.apps.nation"
    label = "nation"
    default_auto_field = "django.db.models.BigAutoField"
