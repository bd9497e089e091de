"""Opens the desks of a data folder as the people of its demonstration State, and does one task: run as a program.

It speaks to the pages without a server. Prints what was opened, one line a person; ends with 1 where a page fails.
"""

import re
import sys

from stratrade.interfaces.cli import session

LINK = re.compile(r'href="(/[^"#?]*)"')
DESKS = {
    "exporter": "exporter",
    "officer": "officer",
    "head": "officer",
    "reviewer": "officer",
    "customs": "customs",
    "supervisor": "customs",
    "steward": "steward",
    "focal": "nation",
}
MOST = 12


def main() -> int:
    """Walk, then take on a case that waits."""
    with session.database():
        session.start_django()
        from django.conf import settings  # noqa: PLC0415 - after set-up

        settings.ALLOWED_HOSTS = ["testserver"]
        from stratrade.interfaces.jobs import merkle  # noqa: PLC0415 - after set-up

        failed = sum(_walk(person, f"/{desk}/") for person, desk in DESKS.items())
        taken = _take_a_case()
        merkle.sign_root()  # as the job does every five minutes; the kept copy holds no key
        return 1 if failed or not taken else 0


def _client(person):
    from django.test import Client  # noqa: PLC0415 - after set-up

    from stratrade.apps.accounts import queries  # noqa: PLC0415

    client = Client(raise_request_exception=False)
    client.force_login(
        queries.by_email(f"{person}@demo.example"),
        backend="allauth.account.auth_backends.AuthenticationBackend",
    )
    return client


def _walk(person: str, desk: str) -> int:
    client, todo, seen, failed = _client(person), [desk], set(), 0
    while todo and len(seen) < MOST:
        path = todo.pop(0)
        if path in seen:
            continue
        seen.add(path)
        answer = client.get(path)
        if answer.status_code != 200:
            failed += 1
            print(f"{person} {path} {answer.status_code}")
        elif answer.headers["Content-Type"].startswith("text/html"):
            todo += [p for p in LINK.findall(answer.content.decode()) if p.startswith(desk) and not _file(p)]
    print(f"{person}: {len(seen)} pages")
    return failed


def _file(path: str) -> bool:
    """Whether it is a document: those lie beside the database, not in it."""
    return path.endswith((".pdf", ".csv", ".xlsx", "/pdf/", "/document/"))


def _take_a_case() -> bool:
    """An officer takes on a case that was handed in before the upgrade."""
    from stratrade.apps.accounts import queries as accounts  # noqa: PLC0415 - after set-up
    from stratrade.apps.casework import queries as casework  # noqa: PLC0415
    from stratrade.apps.casework.services import triage  # noqa: PLC0415

    officer = accounts.by_email("officer@demo.example")
    case = casework.page(for_=officer, status="SUBMITTED").order_by("pk").first()
    if case is None:
        print("no case waits")
        return False
    triage.accept(case.public_id, version=case.version, by=officer)
    print(f"taken on: {case.reference}")
    return True


if __name__ == "__main__":
    sys.exit(main())
