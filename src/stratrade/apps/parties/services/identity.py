"""Two records that are one party, one record that is two: merge, take back, split. Everything can be undone.

Each is done inside `steps.agree`, once a second person agreed to what a first one proposed.
"""

from collections.abc import Iterator, Sequence
from uuid import UUID

from django.db import IntegrityError, models, transaction
from django.utils import timezone

from stratrade.apps.accounts.models import User
from stratrade.apps.audit.services import record
from stratrade.apps.parties.events import PartyMerged, PartySplit, PartyUnmerged
from stratrade.apps.parties.models import Dealing, Identifier, Merge, Party, PartyName
from stratrade.apps.parties.services import moving
from stratrade.apps.parties.services.register import name_of, read_main, write
from stratrade.kernel.finding import Finding, Severity

_STAYS = frozenset({"parties.merge", "parties.party", "parties.identitystep"})
_MEMBERS = "parties.membership"
_REGISTERED = "registered"
"""Among what went over: the record that stayed was registered by the merge alone."""


class Unfit(Exception):
    """The records cannot be merged, parted or related so; `finding` says why."""

    def __init__(self, code: str, **params: str | int) -> None:
        self.finding = Finding(code, Severity.BLOCK, dict(params))
        super().__init__(code)


def fit_merge(survivor: Party, absorbed: Party) -> None:
    """Refuse two records that cannot become one.

    Raises:
        Unfit: the same record, merged already, or two of different kinds.
    """
    if survivor.pk == absorbed.pk:
        raise Unfit("parties.merge.same")
    for party in (survivor, absorbed):
        if party.status == Party.Status.MERGED:
            raise Unfit("parties.merge.already", name=party.name)
    if survivor.kind != absorbed.kind:
        raise Unfit("parties.merge.kinds", name=absorbed.name)


def fit_unmerge(row: Merge) -> None:
    """Refuse a merge that cannot be taken back.

    Raises:
        Unfit: taken back already, or the record that stayed went into another one since: what went over is there
            by now, so that merge is taken back first.
    """
    if row.undone_at is not None:
        raise Unfit("parties.merge.undone")
    survivor = row.survivor
    if survivor.status == Party.Status.MERGED:
        into = survivor.merged_into
        raise Unfit("parties.merge.went_on", name=survivor.name, other=into.name if into else "")


def merge(public_id: UUID, other: UUID, *, reason: str, by: User) -> Merge:
    """Make another record part of this one: whatever names it names this one from now on.

    What went over is kept, so that the merge can be taken back. The main address of the record that stays stays so;
    that of the other is one of its addresses, with the day until which it was a main one. Names on papers that were
    issued, and frozen copies of applications, stay as they were printed. Users go over only from a registered record:
    who asks to be registered under a company's name, or was refused, must not come to act for it so.

    Args:
        public_id: the record that stays.
        other: the record that goes into it.

    Raises:
        Unfit: see `fit_merge`.
    """
    survivor, absorbed = _two(public_id, other)
    fit_merge(survivor, absorbed)
    now = timezone.now()
    given = moving.give_way(absorbed, survivor, at=now, by=by)
    moved = dict(_moved(absorbed, survivor))
    registers = survivor.status == Party.Status.KNOWN and absorbed.status == Party.Status.REGISTERED
    row = Merge.objects.create(
        survivor=survivor,
        absorbed=absorbed,
        status_before=absorbed.status,
        moved={**moved, **given, **({_REGISTERED: [survivor.pk]} if registers else {})},
        reason=reason.strip(),
        at=now,
        by=by,
    )
    if registers:
        survivor.status, survivor.registered_at = absorbed.status, absorbed.registered_at
    absorbed.status, absorbed.merged_into = Party.Status.MERGED, survivor
    read_main(survivor)
    for party in (survivor, absorbed):
        party.version += 1
        party.save()
    name_of(survivor, absorbed.name, PartyName.Kind.SPELLING)
    said = PartyMerged(
        name=survivor.name, other=absorbed.name, moved=sum(map(len, moved.values())), reason=row.reason
    )
    record(said, subject=survivor.subject, by=by)
    return row


def unmerge(merge_id: UUID, *, reason: str, by: User) -> Party:
    """Take a merge back: what went over goes back, as far as it still stands with the record that stayed.

    Returns:
        The record that stands by itself again.

    Raises:
        Unfit: see `fit_unmerge`.
    """
    row = Merge.objects.select_for_update(of=("self",)).get(public_id=merge_id)
    survivor, absorbed = _two(row.survivor.public_id, row.absorbed.public_id)
    row.survivor = survivor
    fit_unmerge(row)
    if _REGISTERED in row.moved and survivor.status == Party.Status.REGISTERED:
        survivor.status, survivor.registered_at = Party.Status.KNOWN, None
    for relation in _relations():
        keys = row.moved.get(_label(relation), ())
        manager, field = relation.related_model._default_manager, relation.field.name  # noqa: SLF001
        manager.filter(pk__in=keys, **{field: survivor}).update(**{field: absorbed})
    absorbed.status, absorbed.merged_into = row.status_before, None
    moving.give_back(absorbed, survivor, row.moved)
    for party in (survivor, absorbed):
        party.version += 1
        party.save()
    row.undone_at, row.undone_by, row.undo_reason = timezone.now(), by, reason.strip()
    row.save(update_fields=["undone_at", "undone_by", "undo_reason"])
    said = PartyUnmerged(name=survivor.name, other=absorbed.name, reason=row.undo_reason)
    record(said, subject=survivor.subject, by=by)
    record(said, subject=absorbed.subject, by=by)
    return absorbed


def split(
    public_id: UUID,
    *,
    name: str,
    country: str,
    dealings: Sequence[int],
    identifiers: Sequence[int],
    reason: str,
    by: User,
) -> Party:
    """Part one record into two: the dealings and numbers named go to a new one. A merge puts them together again.

    Args:
        dealings: keys of dealings of this party.
        identifiers: keys of its numbers.

    Returns:
        The new record.

    Raises:
        Unfit: nothing to part, or no name.
    """
    party = Party.objects.select_for_update().get(public_id=public_id)
    if not name.strip() or not (dealings or identifiers):
        raise Unfit("parties.split.nothing")
    fresh = Party(kind=party.kind, status=Party.Status.KNOWN)
    write(fresh, {"name": name[:300], "country": country})
    moved = Dealing.objects.filter(party=party, pk__in=dealings).update(party=fresh)
    moved += Identifier.objects.filter(party=party, pk__in=identifiers).update(party=fresh)
    if not moved:
        raise Unfit("parties.split.nothing")
    party.version += 1
    party.save(update_fields=["version"])
    said = PartySplit(name=party.name, other=fresh.name, moved=moved, reason=reason.strip())
    record(said, subject=party.subject, by=by)
    record(said, subject=fresh.subject, by=by)
    return fresh


def _two(first: UUID, second: UUID) -> tuple[Party, Party]:
    """Two records, locked in the order of their keys."""
    rows = Party.objects.select_for_update().filter(public_id__in={first, second}).order_by("pk")
    found = {row.public_id: row for row in rows}
    if first not in found or second not in found:
        raise Party.DoesNotExist
    return found[first], found[second]


def _relations() -> Iterator[models.ManyToOneRel]:
    """Every foreign key of the product that names a party, whatever app owns it."""
    for relation in Party._meta.related_objects:  # noqa: SLF001 - the public way to ask
        label = relation.related_model._meta.label_lower  # noqa: SLF001
        if isinstance(relation, models.ManyToOneRel) and label not in _STAYS:
            yield relation


def _label(relation: models.ManyToOneRel) -> str:
    return f"{relation.related_model._meta.label_lower}.{relation.field.name}"  # noqa: SLF001


def _moved(absorbed: Party, survivor: Party) -> Iterator[tuple[str, list[int]]]:
    """Point what names one record at another; what already stands there twice stays where it is."""
    acted_for = absorbed.status == Party.Status.REGISTERED
    for relation in _relations():
        manager, field = relation.related_model._default_manager, relation.field.name  # noqa: SLF001
        if relation.related_model._meta.label_lower == _MEMBERS and not acted_for:  # noqa: SLF001
            continue
        moved = []
        for key in manager.filter(**{field: absorbed}).order_by("pk").values_list("pk", flat=True):
            try:
                with transaction.atomic():
                    manager.filter(pk=key).update(**{field: survivor})
            except IntegrityError:
                continue
            moved.append(key)
        if moved:
            yield _label(relation), moved
