"""Things are found by the beginnings of their words, in any script, by those who may learn of them."""

import pytest

from stratrade.apps.accounts.models import User
from stratrade.apps.accounts.permissions import Permission
from stratrade.apps.search import queries, services
from stratrade.apps.search.models import Findable

pytestmark = pytest.mark.django_db


def put(subject: str = "t:1", **change: object) -> None:
    values = {
        "kind": "case",
        "title": "APP-2026-000001-K Vacuum pump",
        "words": "ស្នប់បូមសុញ្ញកាស Société Étoile",
        "link": "/officer/cases/1/",
        "permission": Permission.CASEWORK_CASE_READ,
        "owner": "company-1",
    }
    services.put(subject, **{**values, **change})  # type: ignore[arg-type]


def found(words: str, role: str = "officer", **how: object) -> list[str]:
    user = User(email="u@x.example", name="u", role=role)
    return [row.subject for row in queries.find(words, for_=user, **how)]  # type: ignore[arg-type]


@pytest.mark.parametrize("words", ["vacuum", "VACU pum", "app-2026-000001", "etoile", "ស្នប់បូមសុញ្ញកាស"])
def test_find_by_beginnings_of_words(words: str) -> None:
    put()
    assert found(words) == ["t:1"]


@pytest.mark.parametrize("words", ["", "  ", "acuum", "vacuum valve", "'", "a'b:* | c", "\\"])
def test_find_nothing_where_a_word_is_missing(words: str) -> None:
    put()
    assert found(words) == []


def test_find_is_closed_to_those_without_the_permission() -> None:
    put()
    assert found("vacuum", "customs") == []
    assert found("vacuum", "exporter") == []


def test_find_own_things_of_a_company() -> None:
    put()
    assert found("vacuum", "exporter", owners=["company-1"]) == ["t:1"]
    assert found("vacuum", "exporter", owners=["company-2", ""]) == []


def test_put_again_brings_the_row_up_to_date() -> None:
    put()
    put(title="Lathe", words="")
    assert Findable.objects.count() == 1
    assert found("lathe") == ["t:1"]
    assert found("vacuum") == []


def test_drop_forgets() -> None:
    put()
    services.drop("t:1")
    services.drop("t:1")
    assert found("vacuum") == []
