"""Reactions are deferred with their event and applied once."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

import pytest
from django.db import connection

from stratrade.apps.accounts import access
from stratrade.apps.audit import applying, reactions, services
from stratrade.apps.audit.events import Event
from stratrade.apps.audit.models import Applied, EventRow
from stratrade.apps.audit.reactions import Happening

pytestmark = pytest.mark.django_db


@dataclass(frozen=True, slots=True)
class BellRung(Event):
    times: int


@dataclass(frozen=True, slots=True)
class BellHeard(Event):
    times: int


heard: list[Happening] = []


def listen(happening: Happening) -> None:
    heard.append(happening)


@services.use_case
def _note(times: int) -> None:
    services.access_decided()
    services.record(BellHeard(times), subject="bell:ear", by=access.SYSTEM)


def note(happening: Happening) -> None:
    assert isinstance(happening.event, BellRung)
    _note(happening.event.times)


def faint(happening: Happening) -> None:
    _note(happening.event.payload()["times"])
    raise LookupError("fainted")


@services.use_case
def ring(times: int) -> None:
    services.access_decided()
    services.record(BellRung(times), subject="bell:1", by=access.SYSTEM)


@pytest.fixture(autouse=True)
def no_jobs_of_others() -> None:
    """Tests that commit leave their jobs behind; they come back when this test's transaction is undone."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs")


@pytest.fixture(autouse=True)
def wired() -> Iterator[None]:
    before = dict(reactions._installed)
    heard.clear()
    reactions.install({BellRung: [listen, note, faint]})
    yield
    reactions._installed.clear()
    reactions._installed.update(before)


def jobs() -> list[dict[str, str]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT args FROM procrastinate_jobs WHERE task_name = %s ORDER BY id", [reactions.TASK]
        )
        return [json.loads(row[0]) for row in cursor.fetchall()]


def event_id() -> UUID:
    return EventRow.objects.get(subject="bell:1").public_id


def test_record_defers_one_job_for_each_reaction() -> None:
    ring(3)
    names = {reactions.name_of(f) for f in (listen, note, faint)}
    assert {(job["event_id"], job["reaction"]) for job in jobs()} == {(str(event_id()), n) for n in names}


def test_record_rolled_back_defers_nothing() -> None:
    @services.use_case
    def lost() -> None:
        services.access_decided()
        services.record(BellRung(1), subject="bell:1", by=access.SYSTEM)
        raise LookupError("lost")

    with pytest.raises(LookupError):
        lost()
    assert jobs() == []


def test_apply_twice_reacts_once() -> None:
    ring(3)
    name = reactions.name_of(listen)
    assert applying.apply(event_id(), name) is True
    assert applying.apply(event_id(), name) is False
    assert [h.event for h in heard] == [BellRung(3)]
    assert heard[0].subject == "bell:1"


def test_apply_runs_a_use_case_in_its_own_transaction() -> None:
    ring(2)
    applying.apply(event_id(), reactions.name_of(note))
    applying.apply(event_id(), reactions.name_of(note))
    assert EventRow.objects.filter(name=BellHeard.event_name()).count() == 1


def test_apply_failure_leaves_neither_effect_nor_mark() -> None:
    ring(2)
    with pytest.raises(LookupError, match="fainted"):
        applying.apply(event_id(), reactions.name_of(faint))
    assert not Applied.objects.exists()
    assert not EventRow.objects.filter(name=BellHeard.event_name()).exists()


def test_apply_unknown_reaction_is_refused() -> None:
    ring(1)
    with pytest.raises(applying.UnknownReaction):
        applying.apply(event_id(), "nowhere.nothing")
    with pytest.raises(applying.UnknownReaction):
        applying.apply(UUID(int=7), reactions.name_of(listen))
