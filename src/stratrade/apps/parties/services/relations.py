"""Record who owns, controls or directs whom, and that it ended."""

from decimal import Decimal
from uuid import UUID

from django.utils import timezone

from stratrade.apps.accounts import access
from stratrade.apps.accounts.models import User
from stratrade.apps.accounts.permissions import Permission
from stratrade.apps.audit.services import record, use_case
from stratrade.apps.parties import keys
from stratrade.apps.parties.events import PartyRegistered, RelationEnded, RelationRecorded
from stratrade.apps.parties.models import Party, Relation
from stratrade.apps.parties.services.identity import Unfit
from stratrade.apps.parties.services.register import write

_WHOLE = Decimal(100)


@use_case
def relate(
    owned: UUID,
    *,
    kind: str,
    name: str = "",
    country: str = "",
    owner: UUID | None = None,
    person: bool = False,
    share_pct: Decimal | None = None,
    source: str,
    by: User,
) -> Relation:
    """Record that somebody owns, controls or directs a party.

    Args:
        owned: the party.
        kind: OWNS (with a share), CONTROLS or DIRECTS.
        owner: who, where a record is there; else `name` and `country`, and a record is made where none fits.
        share_pct: in per cent, above 0 and at most 100.
        source: who says so: register extract, annual report, the applicant.

    Raises:
        Unfit: no share, more than the whole, itself, or recorded already.
    """
    access.require(by, Permission.PARTIES_RELATION_WRITE)
    held = Party.objects.select_for_update().get(public_id=owned)
    holder = _holder(owner, name, country, person=person, by=by)
    _check(holder, held, kind, share_pct)
    relation = Relation.objects.create(
        owner=holder,
        owned=held,
        kind=kind,
        share_pct=share_pct if kind == Relation.Kind.OWNS else None,
        source=source.strip()[:300],
        recorded_at=timezone.now(),
        recorded_by=by,
    )
    share = "" if relation.share_pct is None else f"{relation.share_pct.normalize():f} %"
    said = RelationRecorded(
        owner=holder.name, owned=held.name, relation=kind, share=share, source=relation.source
    )
    for party in (held, holder):
        record(said, subject=party.subject, by=by)
    return relation


@use_case
def end_relation(public_id: UUID, *, reason: str, by: User) -> Relation:
    """Note that a relation no longer stands, or never did.

    Raises:
        Unfit: ended already, or no reason.
    """
    access.require(by, Permission.PARTIES_RELATION_WRITE)
    relation = Relation.objects.select_for_update().get(public_id=public_id)
    if relation.ended_at is not None:
        raise Unfit("parties.relation.ended")
    if not reason.strip():
        raise Unfit("parties.merge.reason")
    relation.ended_at, relation.ended_by = timezone.now(), by
    relation.end_reason = reason.strip()[:300]
    relation.save(update_fields=["ended_at", "ended_by", "end_reason"])
    said = RelationEnded(
        owner=relation.owner.name,
        owned=relation.owned.name,
        relation=relation.kind,
        reason=relation.end_reason,
    )
    for party in (relation.owned, relation.owner):
        record(said, subject=party.subject, by=by)
    return relation


def _holder(owner: UUID | None, name: str, country: str, *, person: bool, by: User) -> Party:
    if owner is not None:
        return Party.objects.get(public_id=owner)
    key = keys.name_key(name)
    if not key:
        raise Unfit("parties.relation.nobody")
    known = Party.objects.filter(name_key=key, country=country, merged_into=None).order_by("pk").first()
    if known is not None:
        return known
    fresh = Party(kind=Party.Kind.PERSON if person else Party.Kind.ORGANISATION, status=Party.Status.KNOWN)
    write(fresh, {"name": name[:300], "country": country})
    record(PartyRegistered(name=fresh.name, country=country), subject=fresh.subject, by=by)
    return fresh


def _check(holder: Party, held: Party, kind: str, share: Decimal | None) -> None:
    if holder.pk == held.pk:
        raise Unfit("parties.relation.itself", name=held.name)
    standing = Relation.objects.filter(owned=held, kind=kind, ended_at=None)
    if standing.filter(owner=holder).exists():
        raise Unfit("parties.relation.already", name=holder.name)
    if kind != Relation.Kind.OWNS:
        return
    if share is None or not 0 < share <= _WHOLE:
        raise Unfit("parties.relation.share")
    owned_already = sum((r.share_pct or Decimal(0) for r in standing), Decimal(0))
    if owned_already + share > _WHOLE:
        raise Unfit(
            "parties.relation.whole", name=held.name, left=format((_WHOLE - owned_already).normalize(), "f")
        )
