"""Store editions that come with the release, and put the first in force."""

from collections.abc import Mapping
from datetime import date

from django.utils import timezone

from stratrade.apps import shelf
from stratrade.apps.accounts import access
from stratrade.apps.accounts.models import User
from stratrade.apps.accounts.permissions import Permission
from stratrade.apps.audit.services import record, unchanged, use_case
from stratrade.apps.lists.events import EditionAdopted, EditionLoaded
from stratrade.apps.lists.models import Adoption, EditionRow, EntryRow, HsLink
from stratrade.engines.lists import load as engine
from stratrade.engines.lists.codes import category, group
from stratrade.engines.lists.model import Edition


class NotLoaded(LookupError):
    """No edition with that digest is stored."""


@use_case
def load(edition: str | None = None, *, by: User) -> EditionRow:
    """Store a packaged edition; one already stored stays as it is.

    Args:
        edition: id of a packaged edition; the one this release stands on where none is named.
        by: who loads it.

    Returns:
        The stored edition. It is not in force by that, see `adopt`.

    Raises:
        UnknownEditionError: none of that id is packaged.
        EditionError: a file of it cannot be read.
        AccessDenied: the person may not.
    """
    access.require(by, Permission.LISTS_EDITION_LOAD)
    row, fresh = store(shelf.edition_documents(edition), by=by)
    if not fresh:
        unchanged()
    return row


def store(documents: Mapping[str, object], *, by: User) -> tuple[EditionRow, bool]:
    """Keep the content of an edition; runs inside the caller's use case.

    Args:
        documents: plain content of its files, see `engines.lists.load.read_documents`.
        by: who brings it.

    Returns:
        The stored edition and whether it is new.

    Raises:
        EditionError: a file of it cannot be read.
    """
    parsed = engine.assemble(documents)
    stored = EditionRow.objects.filter(digest=parsed.digest).first()
    if stored is not None:
        return stored, False
    row = EditionRow.objects.create(
        code=parsed.id,
        digest=parsed.digest,
        titles=dict(parsed.title),
        legal_status=parsed.legal_status,
        valid_from=parsed.valid_from,
        valid_to=parsed.valid_to,
        documents=dict(documents),
        loaded_at=timezone.now(),
    )
    _store_entries(row, parsed)
    record(
        EditionLoaded(edition=parsed.id, digest=parsed.digest, entries=len(parsed.entries)),
        subject=f"lists.edition:{parsed.digest}",
        by=by,
    )
    return row, True


def _store_entries(row: EditionRow, parsed: Edition) -> None:
    entries = EntryRow.objects.bulk_create(
        EntryRow(
            edition=row,
            code=entry.code,
            titles=dict(entry.title),
            category=category(entry.code),
            group=group(entry.code),
            valid_from=entry.valid_from,
            valid_to=entry.valid_to,
        )
        for entry in parsed.entries.values()
    )
    by_code = {entry.code: entry for entry in entries}
    HsLink.objects.bulk_create(
        HsLink(
            entry=by_code[entry.code],
            hs=link.hs,
            strength=link.strength,
            reason=link.reason,
            source=link.source,
        )
        for entry in parsed.entries.values()
        for link in {link.hs: link for link in entry.hs}.values()
    )


@use_case
def adopt(digest: str, *, in_force_from: date, by: User) -> Adoption:
    """Put an edition of the release in force, as installation does; people propose and adopt (`propose`).

    Args:
        digest: of the stored edition.
        in_force_from: the first day on which it applies.
        by: who adopts it.

    Raises:
        NotLoaded: no such edition is stored.
        AccessDenied: the person may not.
    """
    access.require(by, Permission.LISTS_EDITION_LOAD)
    if by.role != access.SYSTEM.role:  # people adopt by a proposal that a second person accepts
        raise access.AccessDenied(by, Permission.LISTS_EDITION_LOAD)
    row = EditionRow.objects.select_for_update().filter(digest=digest).first()
    if row is None:
        raise NotLoaded(digest)
    standing = Adoption.objects.filter(in_force_from__lte=in_force_from).first()
    if standing is not None and standing.edition_id == row.pk:
        unchanged()
        return standing
    adoption = Adoption.objects.create(
        edition=row, in_force_from=in_force_from, adopted_at=timezone.now(), adopted_by=by.audit_name
    )
    record(
        EditionAdopted(edition=row.code, digest=digest, in_force_from=in_force_from),
        subject=f"lists.edition:{digest}",
        by=by,
    )
    return adoption
