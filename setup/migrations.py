"""Fails where a model has changed without its migration. Needs no database."""

import os
import sys
import tempfile

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "stratrade.project.settings")
os.environ.setdefault("STRATRADE_HOME", tempfile.mkdtemp())

import django  # noqa: E402 - the environment first
from django.apps import apps  # noqa: E402
from django.db.migrations.autodetector import MigrationAutodetector  # noqa: E402
from django.db.migrations.loader import MigrationLoader  # noqa: E402
from django.db.migrations.state import ProjectState  # noqa: E402


def main() -> int:
    """Compare migrations with models; name each change that has none."""
    django.setup()
    loader = MigrationLoader(None, ignore_no_initial=True)
    ours = {c.label for c in apps.get_app_configs() if c.name.startswith("stratrade.")}
    detector = MigrationAutodetector(loader.project_state(), ProjectState.from_apps(apps))
    changes = detector.changes(graph=loader.graph)
    missing = [f"{label}: {op.describe()}" for label in ours for m in changes.get(label, ()) for op in m.operations]
    for line in missing:
        print(line, file=sys.stderr)
    return 1 if missing else 0


if __name__ == "__main__":
    raise SystemExit(main())
