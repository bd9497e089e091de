"""Starts the product: tells apps below what only those above them know."""

from django.apps import AppConfig


class ProjectConfig(AppConfig):
    """The top floor."""

    name = "stratrade.project"
    label = "project"

    def ready(self) -> None:
        """Tell the audit who reacts to what, and the measures who keeps the account of Schedule 1."""
        from stratrade.apps.audit import reactions  # noqa: PLC0415 - models are ready only now
        from stratrade.apps.measures import accounts  # noqa: PLC0415 - models are ready only now
        from stratrade.apps.nation import holdings  # noqa: PLC0415 - models are ready only now
        from stratrade.project import wiring  # noqa: PLC0415 - models are ready only now

        reactions.install(wiring.REACTIONS)
        accounts.install(holdings.schedule_1)
