"""Fails where a model has changed without its migration. Needs no database."""

import os
import sys
import tempfile

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "stratrade.project.settings")


def main() -> int:
    """Compare migrations with models; name each change that has none."""
    import django  # noqa: PLC0415 - the environment first
    from django.apps import apps  # noqa: PLC0415
    from django.db.migrations.autodetector import MigrationAutodetector  # noqa: PLC0415
    from django.db.migrations.loader import MigrationLoader  # noqa: PLC0415
    from django.db.migrations.state import ProjectState  # noqa: PLC0415

    django.setup()
    loader = MigrationLoader(None)
    ours = {c.label for c in apps.get_app_configs() if c.name.startswith("stratrade.")}
    detector = MigrationAutodetector(loader.project_state(), ProjectState.from_apps(apps))
    changes = detector.changes(graph=loader.graph)
    missing = [
        f"{label}: {op.describe()}" for label in ours for m in changes.get(label, ()) for op in m.operations
    ]
    forks = [
        f"{label}: two migrations claim to be the last: {', '.join(n)}"
        for label, n in loader.detect_conflicts().items()
    ]
    for line in missing + forks:
        print(line, file=sys.stderr)
    return 1 if missing or forks else 0


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as home:
        os.environ["STRATRADE_HOME"] = home
        raise SystemExit(main())
