"""No page shows a stored code where a word belongs: every page of the demonstration State, as every role."""

import re
from typing import Any

import pytest
from django.test import Client
from lxml import html
from lxml.html import HtmlElement

from stratrade.apps.accounts import queries as accounts
from stratrade.apps.accounts.roles import ROLES
from stratrade.interfaces.jobs import demonstrate, reference

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
SNAKE = re.compile(r"\b(?:[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+|[a-z][a-z0-9]*(?:_[a-z0-9]+)+)\b")
PLAIN = re.compile(
    r"\b(?:DRAFT|SUBMITTED|ASSESSMENT|CONSULTATION|DECISION|GRANT(?:ED)?|REFUSED?|RETURNED|WITHDRAWN|ANSWERED"
    r"|ESCALATED|RECALLED|CONDITIONS|OBJECTION|ISSUED|SUSPENDED|REVOKED|SURRENDERED|RESERVE|COMMIT|RELEASED?"
    r"|REVERSE|WAITING|HELD|EXITED|CANCELLED|SUPERSEDED|CONTROLLED|UNDETERMINED|CONSIGNEE|CONSIGNOR|EXPORTER"
    r"|INTERMEDIARY|OPEN|KGM|MGM|GRM|C62|LTR|MTQ)\b"
)
"""Stored codes of one word; they are upper case, and no word of a page is."""

DOTTED = re.compile(
    r"\b(?:accounts|casework|classification|enforcement|licences|notices|screening|documents)\.[A-Za-z_.]+\b"
)
ISO_DAY = re.compile(r"\b(?:19|20)\d\d-[01]\d-[0-3]\d\b")
"""A day as machines write it; a reader gets it as the language writes days, and an edition by its name."""

PATTERN = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|(?<=/)\d+(?=/)|(?<=/list/)[^/]+")
PAGES_OF_A_KIND = 3
MOST = 150


@pytest.fixture(autouse=True)
def plain_static(settings):
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


@pytest.fixture
def demonstration(db: None, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """The demonstration State, and clients that keep no copy of what each template was given."""
    monkeypatch.setattr("django.test.client.store_rendered_templates", lambda *_args, **_more: None)
    settings.DEMONSTRATION = True
    reference.load(lambda _line: None)
    demonstrate.build(lambda _line: None)


def read(tree: HtmlElement) -> str:
    """What a reader sees or hears of a page; identifiers stand in <code>, drawings and scripts say nothing."""
    for found in tree.xpath("//script | //style | //code | //pre | //head"):
        found.drop_tree()
    told = [text for text in tree.xpath("//text()") if text.strip()]
    return " ".join([*told, *tree.xpath("//@aria-label | //@title | //@placeholder | //@data-label")])


def codes(text: str) -> set[str]:
    """Codes in what a page says."""
    return {found.group(0) for pattern in (SNAKE, PLAIN, DOTTED, ISO_DAY) for found in pattern.finditer(text)}


def links(tree: HtmlElement, path: str) -> list[str]:
    """Where a page leads on this site."""
    found = []
    for link in tree.xpath("//a/@href"):
        target = path.partition("?")[0] + link if link.startswith("?") else link.partition("#")[0]
        if target.startswith("/") and not target.startswith(("//", "/static", "/api")):
            found.append(target)
    return found


def crawl(client: Client, start: str) -> dict[str, str]:
    """What every page says that a person gets to by links, at most a few of each kind."""
    todo, pages, kinds = [start, "/"], {}, {}
    while todo and len(pages) < MOST:
        path = todo.pop(0)
        kind = PATTERN.sub("*", path.partition("?")[0])
        if path in pages or kinds.get(kind, 0) >= PAGES_OF_A_KIND or "logout" in path:
            continue
        answer = client.get(path)
        if not answer.headers.get("Content-Type", "").startswith("text/html"):
            continue
        assert answer.status_code in {200, 302}, (path, answer.status_code)
        if answer.status_code == 302:
            todo.append(answer["Location"])
            continue
        kinds[kind] = kinds.get(kind, 0) + 1
        tree = html.fromstring(answer.content.decode())
        todo.extend(links(tree, path))
        pages[path] = read(tree)
    return pages


def test_the_reader_finds_codes_and_passes_words() -> None:
    page = "<body><p>Outcome: NO_OBJECTION, licence_required, GRANT.</p><code>NOT_LISTED</code>Granted</body>"
    for given, found in (
        (page, {"NO_OBJECTION", "licence_required", "GRANT"}),
        ('<body><td data-label="END_USER">x</td></body>', {"END_USER"}),
        ("<body>Since 2026-02-27 or 27 February 2026</body>", {"2026-02-27"}),
        ("<body>The event casework.CaseGranted</body>", {"casework.CaseGranted"}),
    ):
        assert codes(read(html.fromstring(given))) == found


def test_no_page_of_the_demonstration_shows_a_code(demonstration: None) -> None:
    found: dict[str, str] = {}
    seen: dict[str, int] = {}
    for language in ("en", "km"):
        for role in [code for code, one in ROLES.items() if one.person]:
            user = accounts.by_email(f"{role}@demo.example")
            assert user is not None, role
            client = Client()
            client.cookies["language"] = language
            client.force_login(user, backend=BACKEND)
            desks = ROLES[role].desks
            pages = crawl(client, f"/{desks[0].value}/" if desks else "/")
            seen[role] = len(pages)
            for path, page in pages.items():
                for code in codes(page):
                    found.setdefault(code, f"{role} {language} {path}")
    assert min(seen.values()) > 8
    assert sum(seen.values()) > 200
    assert found == {}
