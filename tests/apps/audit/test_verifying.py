"""Every kind of tampering by the owner of the database is named for what it is."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.utils import timezone

from stratrade.apps.accounts import access
from stratrade.apps.audit import chain, queries, roots, services, verifying
from stratrade.apps.audit.events import Event
from stratrade.apps.audit.identity import uuid7
from stratrade.apps.audit.models import EventRow, Head
from stratrade.apps.audit.verifying import Tampering

pytestmark = pytest.mark.django_db

SUBJECT = "t:chain"


@dataclass(frozen=True, slots=True)
class SealBroken(Event):
    number: int


@services.use_case
def say(subject: str, *numbers: int) -> None:
    services.access_decided()
    for number in numbers:
        services.record(SealBroken(number), subject=subject, by=access.SYSTEM)


@pytest.fixture
def trail(tmp_path: Path) -> Path:
    """Five events of one subject and two of another, signed, with the triggers out of the way."""
    say(SUBJECT, 1, 2, 3, 4, 5)
    say("t:other", 1, 2)
    sign(tmp_path)
    with connection.cursor() as cursor:
        for table in ("audit_event", "audit_head"):
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
    return tmp_path


def sign(home: Path) -> roots.SignedRoot | None:
    return roots.sign(home, queries.heads(), now=timezone.now())


def flaws(home: Path) -> list[tuple[str, str, int]]:
    return [(f.kind.value, f.subject, f.seq) for f in verifying.verify(home).flaws]


def row(seq: int) -> EventRow:
    return EventRow.objects.get(subject=SUBJECT, seq=seq)


def renumber(change: Callable[[int], int]) -> None:
    for event in EventRow.objects.filter(subject=SUBJECT):
        EventRow.objects.filter(pk=event.pk).update(seq=change(event.seq) + 1000)
    for event in EventRow.objects.filter(subject=SUBJECT):
        EventRow.objects.filter(pk=event.pk).update(seq=event.seq - 1000)


def rehash_from(seq: int, *, head: bool) -> None:
    previous = row(seq - 1).hash if seq > 1 else chain.START
    for event in EventRow.objects.filter(subject=SUBJECT, seq__gte=seq).order_by("seq"):
        event.prev_hash = previous
        previous = event.computed_hash()
        EventRow.objects.filter(pk=event.pk).update(prev_hash=event.prev_hash, hash=previous)
    if head:
        Head.objects.filter(subject=SUBJECT).update(hash=previous)


def test_verify_untouched_is_clean(trail: Path) -> None:
    outcome = verifying.verify(trail)
    assert outcome.clean
    assert (outcome.subjects, outcome.events, outcome.signed_roots) == (2, 7, 1)


def test_verify_later_events_are_clean(trail: Path) -> None:
    say(SUBJECT, 6)
    assert verifying.verify(trail).clean
    sign(trail)
    assert verifying.verify(trail).signed_roots == 2


@pytest.mark.parametrize(
    "values",
    [
        {"payload": {"number": 33}},
        {"actor": "user:x"},
        {"actor_name": "x"},
        {"name": "x.Y"},
        {"hash": "0" * 64},
    ],
)
@pytest.mark.parametrize("seq", [1, 3, 5])
def test_verify_changed_content_is_named(trail: Path, values: dict[str, object], seq: int) -> None:
    EventRow.objects.filter(subject=SUBJECT, seq=seq).update(**values)
    assert flaws(trail) == [("changed", SUBJECT, seq)]


def test_verify_changed_time_is_named(trail: Path) -> None:
    EventRow.objects.filter(subject=SUBJECT, seq=2).update(occurred_at=timezone.now())
    assert flaws(trail) == [("changed", SUBJECT, 2)]


def test_verify_changed_and_hashed_again_alone_is_named(trail: Path) -> None:
    event = row(3)
    event.payload = {"number": 33}
    EventRow.objects.filter(pk=event.pk).update(payload=event.payload, hash=event.computed_hash())
    assert flaws(trail) == [("re-hashed", SUBJECT, 3)]


def test_verify_whole_rest_hashed_again_is_named_by_the_head(trail: Path) -> None:
    (trail / "audit" / "roots.jsonl").unlink()
    sign(trail)
    say(SUBJECT, 6)
    EventRow.objects.filter(subject=SUBJECT, seq=6).update(payload={"number": 66})
    rehash_from(6, head=False)
    assert flaws(trail) == [("re-hashed", SUBJECT, 6)]


def test_verify_rest_and_head_hashed_again_is_named_by_the_signed_root(trail: Path) -> None:
    EventRow.objects.filter(subject=SUBJECT, seq=2).update(payload={"number": 22})
    rehash_from(2, head=True)
    assert flaws(trail) == [("re-hashed", SUBJECT, 5)]


@pytest.mark.parametrize("seq", [1, 2, 4])
def test_verify_removed_event_is_named(trail: Path, seq: int) -> None:
    row(seq).delete()
    assert flaws(trail) == [("removed", SUBJECT, seq)]


@pytest.mark.parametrize("seq", [1, 2, 4])
def test_verify_removed_event_with_the_rest_renumbered_is_named(trail: Path, seq: int) -> None:
    row(seq).delete()
    renumber(lambda n: n - 1 if n > seq else n)
    assert flaws(trail) == [("removed", SUBJECT, seq)]


def forged(seq: int, prev_hash: str) -> EventRow:
    event = EventRow(
        public_id=uuid7(),
        subject=SUBJECT,
        seq=seq,
        name=SealBroken.event_name(),
        actor="system",
        actor_name="system",
        occurred_at=timezone.now(),
        payload={"number": 99},
        prev_hash=prev_hash,
    )
    event.hash = event.computed_hash()
    event.save()
    return event


@pytest.mark.parametrize("seq", [1, 3, 5])
def test_verify_inserted_event_with_the_rest_renumbered_is_named(trail: Path, seq: int) -> None:
    before = row(seq - 1).hash if seq > 1 else chain.START
    renumber(lambda n: n + 1 if n >= seq else n)
    forged(seq, before)
    assert flaws(trail) == [("inserted", SUBJECT, seq)]


def test_verify_inserted_event_with_a_wrong_hash_is_named(trail: Path) -> None:
    renumber(lambda n: n + 1 if n >= 3 else n)
    event = forged(3, row(2).hash)
    EventRow.objects.filter(pk=event.pk).update(hash="1" * 64)
    assert flaws(trail) == [("inserted", SUBJECT, 3)]


def test_verify_event_added_behind_the_head_is_named(trail: Path) -> None:
    forged(6, row(5).hash)
    assert flaws(trail) == [("inserted", SUBJECT, 6)]


def test_verify_exchanged_events_are_named(trail: Path) -> None:
    renumber(lambda n: {2: 4, 4: 2}.get(n, n))
    found = flaws(trail)
    assert {kind for kind, _, _ in found} == {"reordered"}
    assert {2, 4} <= {seq for _, _, seq in found}


def test_verify_tail_cut_off_is_named(trail: Path) -> None:
    EventRow.objects.filter(subject=SUBJECT, seq__gte=4).delete()
    assert flaws(trail) == [("cut off", SUBJECT, 4)]


def test_verify_tail_cut_off_with_the_head_wound_back_is_named(trail: Path) -> None:
    EventRow.objects.filter(subject=SUBJECT, seq__gte=4).delete()
    Head.objects.filter(subject=SUBJECT).update(count=3, hash=row(3).hash)
    assert flaws(trail) == [("cut off", SUBJECT, 4)]


def test_verify_whole_subject_gone_is_named(trail: Path) -> None:
    EventRow.objects.filter(subject=SUBJECT).delete()
    assert flaws(trail) == [("cut off", SUBJECT, 1)]
    Head.objects.filter(subject=SUBJECT).delete()
    assert flaws(trail) == [("cut off", SUBJECT, 1)]


def test_verify_head_gone_is_named(trail: Path) -> None:
    Head.objects.filter(subject=SUBJECT).delete()
    assert flaws(trail) == [("head does not fit", SUBJECT, 0)]


def test_verify_head_with_another_hash_is_named(trail: Path) -> None:
    Head.objects.filter(subject=SUBJECT).update(hash="2" * 64)
    assert flaws(trail) == [("re-hashed", SUBJECT, 5)]


def test_verify_altered_root_is_named(trail: Path) -> None:
    path = trail / "audit" / "roots.jsonl"
    path.write_text(path.read_text().replace('"subjects":2', '"subjects":3'))
    assert flaws(trail) == [(Tampering.ROOT.value, "audit/roots.jsonl", 1)]


def test_verify_removed_root_line_is_named(trail: Path) -> None:
    say(SUBJECT, 6)
    sign(trail)
    path = trail / "audit" / "roots.jsonl"
    path.write_text(path.read_text().splitlines(keepends=True)[1])
    assert (Tampering.ROOT.value, "audit/roots.jsonl", 1) in flaws(trail)


def test_verify_roots_file_gone_is_named(trail: Path) -> None:
    (trail / "audit" / "roots.jsonl").unlink()
    found = verifying.verify(trail, first_root_within=timedelta(0)).flaws
    assert [(f.kind, f.subject, f.seq) for f in found] == [(Tampering.ROOT, "audit/roots.jsonl", 0)]


def test_verify_new_trail_before_its_first_root_is_clean(tmp_path: Path) -> None:
    say(SUBJECT, 1)
    assert verifying.verify(tmp_path).clean


def test_sign_nothing_new_writes_nothing(trail: Path) -> None:
    assert sign(trail) is None
    assert len(roots.read(trail)) == 1


def test_sign_keeps_the_key_to_itself(trail: Path) -> None:
    assert (trail / "keys" / "audit.pem").stat().st_mode & 0o777 == 0o600
    assert (trail / "audit" / "roots.jsonl").stat().st_mode & 0o777 == 0o600
