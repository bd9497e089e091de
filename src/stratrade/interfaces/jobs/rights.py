"""Rights of the running product's role, given by the owner after every migration."""

from django.db import connection

from stratrade.apps.audit.grants import statements


def give(role: str) -> None:
    """Give the role what it needs and nothing on the trail but to add and read; skipped where there is no such role."""
    with connection.cursor() as cursor:
        cursor.execute("select 1 from pg_roles where rolname = %s", [role])
        if cursor.fetchone() is None:
            return
        for statement in statements(role):
            cursor.execute(statement)
