"""What every test shares; plugins/one_cluster.py says where a session keeps its data and its database."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import one_cluster
import pytest
from pytest_django import DjangoDbBlocker

if TYPE_CHECKING:
    from stratrade.apps.accounts.models import User
    from stratrade.apps.lists.models import EditionRow


LONG_FIRST = ("prepared", "demonstration", "live_server", "stratrade", "client", "transactional_db", "db")
"""Fixtures of tests that take long, the longest first: what is begun last keeps one worker busy alone."""


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A file goes to one worker, long ones first; all that wants the prepared data folder goes to the same one."""
    files: dict[Path, int] = {}
    for item in items:
        used = getattr(item, "fixturenames", ())
        rank = next((n for n, name in enumerate(LONG_FIRST) if name in used), len(LONG_FIRST))
        files[item.path] = min(rank, files.get(item.path, rank))
    items.sort(key=lambda item: files[item.path])
    for item in items:
        place = "prepared" if files[item.path] == 0 else f"{item.path.parent.name}-{item.path.stem}"
        item.add_marker(pytest.mark.xdist_group(place))


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_blocker: DjangoDbBlocker) -> None:
    """Start the database when the first test asks for it."""
    with django_db_blocker.unblock():
        one_cluster.start_database()


@pytest.fixture(scope="session", autouse=True)
def _flush_past_the_triggers() -> Iterator[None]:
    """Tests with real transactions empty the tables afterwards, the trail too, as only its owner can.

    Only what holds rows is emptied: a test leaves a few in some of more than a hundred tables. The queue is emptied
    with them, which Django leaves alone: tests that work it off would look at every job of the tests before.
    """
    import kept_rows  # noqa: PLC0415 - the settings are ready only now
    from django.core.management.commands import flush  # noqa: PLC0415
    from django.db import transaction  # noqa: PLC0415
    from django.db.backends.postgresql.operations import DatabaseOperations  # noqa: PLC0415

    def statements(self: DatabaseOperations, _style: object, tables: list[str], **_more: object) -> list[str]:
        ours = [name for name in tables if name not in kept_rows.LASTING]
        held = kept_rows.holding([*ours, *kept_rows.QUEUE])
        return [f"DELETE FROM {self.quote_name(name)}" for name in held]  # noqa: S608 - our own tables

    def empty(self: DatabaseOperations, sql_list: list[str]) -> None:
        with transaction.atomic(using=self.connection.alias), self.connection.cursor() as cursor:
            cursor.execute("SET LOCAL session_replication_role = replica")
            for sql in sql_list:
                cursor.execute(sql)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(DatabaseOperations, "sql_flush", statements)
        patch.setattr(DatabaseOperations, "execute_sql_flush", empty)
        patch.setattr(flush, "emit_post_migrate_signal", lambda *_args, **_more: None)
        yield


@pytest.fixture(scope="session", autouse=True)
def _reference_data_is_loaded_once() -> Iterator[None]:
    """Loading what a release carries into empty tables copies the rows back that it left the first time."""
    import kept_rows  # noqa: PLC0415 - the settings are ready only now

    from stratrade.apps.accounts.access import SYSTEM  # noqa: PLC0415
    from stratrade.apps.lists import services as lists  # noqa: PLC0415
    from stratrade.apps.lists.models import EditionRow  # noqa: PLC0415
    from stratrade.interfaces.jobs import reference  # noqa: PLC0415

    load, load_list = reference.load, lists.load

    def reference_load(tell: Callable[[str], None]) -> None:
        if not kept_rows.filled("reference", lambda: load(tell)):
            load(tell)

    def lists_load(edition: str | None = None, *, by: "User") -> "EditionRow":
        if (
            edition is None
            and by is SYSTEM
            and kept_rows.filled("list", lambda: load_list(by=by), among="lists_")
        ):
            return EditionRow.objects.get()
        return load_list(edition, by=by)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reference, "load", reference_load)
        patch.setattr(lists, "load", lists_load)
        yield
