"""Starts the product: hands the wiring to the audit."""

from django.apps import AppConfig


class ProjectConfig(AppConfig):
    """The top floor."""

    name = "stratrade.project"
    label = "project"

    def ready(self) -> None:
        """Tell the audit who reacts to what."""
        from stratrade.apps.audit import reactions  # noqa: PLC0415 - models are ready only now
        from stratrade.project import wiring  # noqa: PLC0415 - models are ready only now

        reactions.install(wiring.REACTIONS)
