"""Every address x every role, as they really answer, against the committed table.

A change of who may open what shows as a change of `access_table.csv`. To write it anew:
`WRITE_ACCESS_TABLE=1 pytest tests/architecture/test_access_table.py`.
"""

import ast
import csv
import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import Resolver404, URLPattern, URLResolver, get_resolver, resolve

from stratrade.apps.accounts.models import Agency, User
from stratrade.apps.accounts.roles import ROLES, Desk
from stratrade.interfaces.web import errors
from stratrade.interfaces.web.pages import Page

TABLE = Path(__file__).with_name("access_table.csv")
NOBODY = "anonymous"
PEOPLE = [role.code for role in ROLES.values() if role.person]
SAMPLES = {
    "uuid": "00000000-0000-7000-8000-000000000000",
    "int": "1",
    "slug": "x",
    "path": "x",
    "str": "x",
}


def _addresses(patterns: list[Any], prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    for pattern in patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _addresses(pattern.url_patterns, route)
        else:
            yield route, pattern


def addresses() -> list[tuple[str, URLPattern]]:
    """Every route of the product with its pattern, in the order of the URL table."""
    return [(route, pattern) for route, pattern in _addresses(get_resolver().url_patterns)]


def _filled(route: str) -> str:
    plain = re.sub(r"<(?:(\w+):)?\w+>", lambda m: SAMPLES.get(m.group(1) or "str", "x"), route)
    return "/" + plain.replace("^", "").replace("$", "").replace("\\Z", "")


def _answer(client: Client, address: str) -> str:
    """What opening an address answers; where it only takes something in, what an empty message answers."""
    response = client.get(address)
    if response.status_code == 405:
        response = client.post(address, data="{}", content_type="application/json")
    status = response.status_code
    if status in {401, 403}:
        return "denied"
    if status in {301, 302, 303, 307}:
        return "sign in" if "/account/login" in response["Location"] else "elsewhere"
    assert status < 500, f"{address} answers {status}"
    return "open"


def _drawn_once(page: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A page of a refusal, drawn the first time each person meets it; from then on its status says enough."""
    drawn: dict[object, int] = {}

    def answer(request: HttpRequest, exception: object = None) -> HttpResponse:
        who = request.user.pk
        if who in drawn:
            return HttpResponse(status=drawn[who])
        made = page(request, exception)
        drawn[who] = made.status_code
        return made

    return answer


@pytest.fixture
def clients(db: None, settings: Any, monkeypatch: pytest.MonkeyPatch) -> dict[str, Client]:
    """A signed-in browser for each role, and one for nobody; static files need not be collected."""
    monkeypatch.setattr("django.test.client.store_rendered_templates", lambda *_args, **_more: None)
    for name in ("forbidden", "not_found"):
        monkeypatch.setattr(errors, name, _drawn_once(getattr(errors, name)))
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}
    found = {NOBODY: Client(raise_request_exception=True)}
    for code in PEOPLE:
        role = ROLES[code]
        agency = None
        if role.agency_kinds:
            kind = role.agency_kinds[0]
            agency, _ = Agency.objects.get_or_create(code=kind.upper(), kind=kind, names={"en": kind})
        user = User.objects.create(email=f"{code}@x.example", name=code, role=code, agency=agency)
        found[code] = Client()
        found[code].force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return found


def _table(clients: dict[str, Client]) -> list[dict[str, str]]:
    rows = []
    for route in sorted({route for route, _ in addresses()}):
        address = _filled(route)
        if address.rstrip("/").endswith("/logout"):
            continue  # opening it would sign the browser out of every later address
        answers = {who: _answer(client, address) for who, client in clients.items()}
        rows.append({"address": "/" + route, **answers})
    return rows


def test_every_address_answers_every_role_as_the_table_says(clients: dict[str, Client]) -> None:
    rows = _table(clients)
    columns = ["address", NOBODY, *PEOPLE]
    if os.environ.get("WRITE_ACCESS_TABLE") == "1":
        with TABLE.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, columns, lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
    with TABLE.open(encoding="utf-8", newline="") as file:
        committed = {row["address"]: row for row in csv.DictReader(file)}
    found = {row["address"]: row for row in rows}
    assert sorted(found) == sorted(committed)
    changed = {
        address: {
            who: (committed[address][who], row[who]) for who in row if committed[address][who] != row[who]
        }
        for address, row in found.items()
    }
    assert {address: change for address, change in changed.items() if change} == {}


def _links(root: Path) -> Iterator[str]:
    """Every path of this site that a notice leads to or a found thing lies at."""
    for path in sorted((root / "apps").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            parts = node.values if isinstance(node, ast.JoinedStr) else [node]
            text = "".join(
                str(part.value) if isinstance(part, ast.Constant) else SAMPLES["uuid"]
                for part in parts
                if isinstance(part, ast.Constant | ast.FormattedValue)
            )
            if re.match(r"^/(exporter|officer|customs|nation|steward)/", text):
                yield text


def test_every_link_of_a_notice_leads_somewhere(root: Path) -> None:
    links = {link.rstrip("/") + "/" for link in _links(root)}
    assert len(links) > 5
    wrong = []
    for link in sorted(links):
        try:
            resolve(link)
        except Resolver404:
            wrong.append(link)
    assert wrong == []


def test_every_page_of_a_desk_stands_behind_its_gate() -> None:
    desks = {desk.value for desk in Desk}
    wrong = []
    seen = 0
    for route, pattern in addresses():
        desk = route.split("/")[0]
        if desk not in desks:
            continue
        seen += 1
        view = getattr(pattern.callback, "view_class", None)
        given = getattr(pattern.callback, "view_initkwargs", {})
        if view is None or not issubclass(view, Page) or given.get("desk", view.desk) != desk:
            wrong.append(route)
    assert seen > 10
    assert wrong == []


def test_nobody_opens_a_desk_without_signing_in(clients: dict[str, Client]) -> None:
    desks = tuple(f"{desk.value}/" for desk in Desk)
    for route, _ in addresses():
        if route.startswith(desks):
            assert _answer(clients[NOBODY], _filled(route)) == "sign in", route


def test_no_role_opens_a_desk_it_does_not_sit_at(clients: dict[str, Client]) -> None:
    for code in PEOPLE:
        theirs = {desk.value for desk in ROLES[code].desks}
        for desk in Desk:
            answer = _answer(clients[code], f"/{desk.value}/")
            assert (answer == "open") is (desk.value in theirs), (code, desk.value, answer)
