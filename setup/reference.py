"""Write docs/reference from the code: commands, roles, states, events and jobs. `python setup/reference.py [check]`."""

import argparse
import os
import sys
import tempfile
from collections.abc import Iterable, Sequence
from importlib import import_module
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TARGET = ROOT / "docs" / "reference"
MACHINES = ("measures", "classification", "casework", "screening", "licences", "enforcement", "nation")


def main(verb: str) -> int:
    """Write the pages, or name those that no longer say what the code says."""
    stale = [name for name, text in _pages().items() if _differs(name, text)]
    if verb == "check":
        for name in stale:
            print(f"docs/reference/{name}: no longer what the code says; run `make docs`", file=sys.stderr)
        return 1 if stale else 0
    TARGET.mkdir(parents=True, exist_ok=True)
    for name, text in _pages().items():
        (TARGET / name).write_text(text, encoding="utf-8")
    print(f"{len(stale)} pages of docs/reference written anew")
    return 0


def _differs(name: str, text: str) -> bool:
    path = TARGET / name
    return not path.is_file() or path.read_text(encoding="utf-8") != text


def _pages() -> dict[str, str]:
    return {
        "commands.md": _commands(),
        "roles.md": _roles(),
        "states.md": _states(),
        "events.md": _events(),
        "jobs.md": _jobs(),
    }


def _page(title: str, about: str, body: Iterable[str]) -> str:
    note = "Made from the code by `make docs`; change the code, not this page."
    return "\n".join([f"# {title}", "", about, "", note, "", *body]).rstrip() + "\n"


def _table(heading: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    lines = [heading, ["---"] * len(heading), *rows]
    return ["| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines]


def _commands() -> str:
    from stratrade.interfaces.cli.main import COMMANDS, NAMES  # noqa: PLC0415 - the environment first

    body: list[str] = []
    for name in COMMANDS:
        module = import_module(f"stratrade.interfaces.cli.{name}")
        shown = NAMES.get(name, name)
        parser = argparse.ArgumentParser(
            prog=f"stratrade {shown}",
            description=module.HELP,
            formatter_class=lambda prog: argparse.HelpFormatter(prog, width=100),
        )
        module.add_arguments(parser)
        body += [f"## {shown}", "", "```", parser.format_help().rstrip(), "```", ""]
    return _page(
        "Commands", "Exit codes: 0 done, 1 done with faults or rejected rows, 2 unusable input.", body
    )


def _roles() -> str:
    from stratrade.apps.accounts.roles import ROLES  # noqa: PLC0415 - Django first

    rows = [
        (
            f"`{code}`",
            ", ".join(desk.value for desk in role.desks) or "none",
            ", ".join(role.agency_kinds) or "any",
            ", ".join(f"`{p.value}`" for p in sorted(role.permissions)),
        )
        for code, role in ROLES.items()
    ]
    return _page(
        "Roles",
        "Who may do what, at which desk.",
        _table(("role", "desks", "kinds of agency", "permissions"), rows),
    )


def _states() -> str:
    from stratrade.kernel.machine import Machine  # noqa: PLC0415

    body: list[str] = []
    for app in MACHINES:
        module = import_module(f"stratrade.apps.{app}.workflow")
        for machine in (value for value in vars(module).values() if isinstance(value, Machine)):
            rows = [
                (t.source, t.action, t.target, f"`{t.permission}`" if t.permission else "the system")
                for t in machine.transitions
            ]
            body += [f"## {machine.name}", "", f"Begins as {machine.initial}.", ""]
            body += [*_table(("from", "act", "to", "permission"), rows), ""]
    return _page("States", "The only ways a status may change.", body)


def _events() -> str:
    from stratrade.apps.audit import reactions  # noqa: PLC0415 - Django first
    from stratrade.apps.audit.events import Event  # noqa: PLC0415
    from stratrade.apps.wording.events import EVENTS  # noqa: PLC0415

    wired = reactions.installed()
    rows = [
        (
            f"`{name}`",
            str(EVENTS.get(name, "")),
            "<br>".join(f"`{r.removeprefix('stratrade.apps.')}`" for r in wired.get(name, ())),
        )
        for name, event in sorted(Event.known.items())
        if event.__module__.startswith("stratrade.apps.")
    ]
    about = "Everything the audit trail can say, and who reacts to it."
    return _page("Events", about, _table(("event", "sentence", "reactions"), rows))


def _jobs() -> str:
    from stratrade.interfaces.jobs.registry import JOBS  # noqa: PLC0415 - Django first

    rows = [(f"`{j.name}`", f"`{j.schedule}`" if j.schedule else "on an event", j.queue) for j in JOBS]
    return _page("Jobs", "What workers do.", _table(("job", "when", "queue"), rows))


if __name__ == "__main__":
    if sys.argv[1:] not in ([], ["check"]):
        sys.exit("usage: python setup/reference.py [check]")
    with tempfile.TemporaryDirectory() as home:
        os.environ["STRATRADE_HOME"] = home
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "stratrade.project.settings")
        for name in ("PORT", "HOST", "DATABASE_URL"):
            os.environ.pop(name, None)

        import django

        django.setup()
        raise SystemExit(main("".join(sys.argv[1:])))
