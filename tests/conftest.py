"""What every test shares; plugins/one_cluster.py says where a session keeps its data and its database."""

from collections.abc import Iterator

import one_cluster
import pytest


@pytest.fixture(scope="session")
def django_db_modify_db_settings() -> None:
    """Start the database when the first test asks for it."""
    one_cluster.start_database()


@pytest.fixture(scope="session", autouse=True)
def _flush_past_the_triggers() -> Iterator[None]:
    """Tests with real transactions empty the tables afterwards, the trail too, as only its owner can."""
    from django.db import transaction  # noqa: PLC0415 - the settings are ready only now
    from django.db.backends.postgresql.operations import DatabaseOperations  # noqa: PLC0415

    def flush(self: DatabaseOperations, sql_list: list[str]) -> None:
        with transaction.atomic(using=self.connection.alias), self.connection.cursor() as cursor:
            cursor.execute("SET LOCAL session_replication_role = replica")
            for sql in sql_list:
                cursor.execute(sql)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(DatabaseOperations, "execute_sql_flush", flush)
        yield


@pytest.fixture(autouse=True)
def _own_language() -> Iterator[None]:
    """A page shown in one language leaves it active; no test inherits it from the one before."""
    from django.utils import translation  # noqa: PLC0415 - the settings are ready only now

    yield
    translation.deactivate()
