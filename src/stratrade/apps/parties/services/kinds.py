"""Say what kind of party a record is; the party is screened again by reaction."""

from uuid import UUID

from stratrade.apps.accounts import access
from stratrade.apps.accounts.models import User
from stratrade.apps.accounts.permissions import Permission
from stratrade.apps.accounts.transitions import check_version
from stratrade.apps.audit.services import record, use_case
from stratrade.apps.parties.events import PartyKindSet
from stratrade.apps.parties.models import Party
from stratrade.apps.parties.services.identity import Unfit


@use_case
def set_kind(public_id: UUID, kind: str, *, reason: str, version: int | None, by: User) -> Party:
    """Say that a party is a person, an organisation, a body of a State, a vessel or an aircraft, or that it is unknown.

    Args:
        kind: one of `Party.Kind`.
        reason: how it is known.

    Raises:
        Unfit: no such kind, no reason, that kind already, or the record became part of another.
        StaleVersion: somebody changed the record meanwhile.
    """
    access.require(by, Permission.PARTIES_PARTY_REGISTER)
    party = Party.objects.select_for_update().get(public_id=public_id)
    check_version(party, version)
    if party.status == Party.Status.MERGED:
        raise Unfit("parties.merge.already", name=party.name)
    if kind not in Party.Kind.values:
        raise Unfit("parties.kind.unknown")
    if kind == party.kind:
        raise Unfit("parties.kind.same", name=party.name)
    if not reason.strip():
        raise Unfit("parties.merge.reason")
    before, party.kind = party.kind, kind
    party.version += 1
    party.save(update_fields=["kind", "version"])
    said = PartyKindSet(name=party.name, before=before, kind=kind, reason=reason.strip()[:2000])
    record(said, subject=party.subject, by=by)
    return party
