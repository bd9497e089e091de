"""Is this deployment fit to face people? Django's own list, and ours."""

import os
import stat
from pathlib import Path

from django.conf import settings
from django.core import checks
from django.db import connection

HSTS = frozenset({"security.W004", "security.W005", "security.W008", "security.W021"})
"""What the proxy that ends TLS answers for; silent where it is said to be there."""


def faults() -> list[str]:
    """Name what must change before this deployment faces the network."""
    found = [
        f"{m.id}: {m.msg.splitlines()[0]}"
        for m in checks.run_checks(include_deployment_checks=True)
        if m.level >= checks.WARNING and m.id not in HSTS
    ]
    return [*found, *_folder(Path(settings.STRATRADE_HOME)), *_surroundings(), *_role()]


def _folder(home: Path) -> list[str]:
    found = []
    secrets = [
        home / "secret-key",
        home / "demo-password",
        *home.glob("keys/*.pem"),
        *home.glob("postgres/password-*"),
    ]
    found += [
        f"{path}: readable by others; it must have mode 0600"
        for path in secrets
        if path.is_file() and stat.S_IMODE(path.stat().st_mode) & 0o077
    ]
    if stat.S_IMODE(home.stat().st_mode) & 0o022:
        found.append(f"{home}: writable by others")
    if (home / "demonstration").exists():
        found.append("this data folder holds a demonstration State; a deployment needs a folder of its own")
    return found


def _surroundings() -> list[str]:
    found = []
    if settings.DEBUG:
        found.append("STRATRADE_DEBUG is on")
    if os.environ.get("STRATRADE_TLS") != "1":
        found.append("STRATRADE_TLS is not 1: cookies would travel in the clear")
    if not settings.EMAIL_HOST:
        found.append("STRATRADE_MAIL_HOST is not set: notices stay in the inbox")
    if "*" in settings.ALLOWED_HOSTS:
        found.append("STRATRADE_HOSTS allows every name")
    return found


def _role() -> list[str]:
    """The running product's role owns no table and cannot touch the trail."""
    with connection.cursor() as cursor:
        cursor.execute("select current_user, rolsuper from pg_roles where rolname = current_user")
        name, superuser = cursor.fetchone()
        cursor.execute(
            "select count(*) from pg_tables where tableowner = current_user and schemaname = 'public'"
        )
        (owned,) = cursor.fetchone()
        cursor.execute(
            "select coalesce("
            "bool_or(has_table_privilege(t, 'UPDATE') or has_table_privilege(t, 'DELETE')), false)"
            " from unnest(array[to_regclass('public.audit_event'), to_regclass('public.audit_applied')]) t"
            " where t is not null"
        )
        (touches,) = cursor.fetchone()
    found = [f"the database role {name} is a superuser"] if superuser else []
    if owned:
        found.append(f"the database role {name} owns {owned} tables; set STRATRADE_RUNTIME_DATABASE_URL")
    if touches:
        found.append(f"the database role {name} may change the trail")
    return found
