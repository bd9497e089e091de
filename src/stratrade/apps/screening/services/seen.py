"""That somebody opened what screening keeps confidential; see `accounts.readings`."""

from stratrade.apps.accounts import readings
from stratrade.apps.accounts.models import User
from stratrade.apps.accounts.permissions import Permission
from stratrade.apps.screening.events import AlertSeen, EntrySeen, EvidenceSeen, FreezeSeen, ListSeen
from stratrade.apps.screening.models import Alert, Freeze, KeptEntry, Screening

_SUBJECT = 120  # characters of a subject of the trail


def subject_of_list(code: str) -> str:
    """What the trail calls a watch list."""
    return f"screening.watchlist:{code}"[:_SUBJECT]


def subject_of_entry(code: str, entry: str) -> str:
    """What the trail calls an entry of a watch list."""
    return f"screening.listed:{code}/{entry}"[:_SUBJECT]


def subject_of_evidence(row: Screening) -> str:
    """What the trail calls the evidence of a screening."""
    return f"screening.evidence:{row.public_id}"


def alert(row: Alert, *, by: User) -> None:
    """An alert was opened."""
    said = AlertSeen(row.list_code, row.entry_id)
    readings.note(said, subject=row.subject_of_trail, needs=Permission.SCREENING_ALERT_READ, by=by)


def evidence(row: Screening, *, by: User) -> None:
    """The evidence of a screening was opened; it is noted with what was screened."""
    needs = Permission.SCREENING_EVIDENCE_READ
    readings.note(EvidenceSeen(row.subject), subject=subject_of_evidence(row), needs=needs, by=by)


def watchlist(code: str, *, by: User) -> None:
    """The entries of a list were opened."""
    needs = Permission.SCREENING_LIST_READ
    readings.note(ListSeen(code), subject=subject_of_list(code), needs=needs, by=by)


def entry(code: str, entry_id: str, *, by: User) -> None:
    """An entry of a list was opened."""
    said, needs = EntrySeen(code, entry_id), Permission.SCREENING_LIST_READ
    readings.note(said, subject=subject_of_entry(code, entry_id), needs=needs, by=by)


def kept(row: KeptEntry, *, by: User) -> None:
    """An entry of a list that is kept here was opened."""
    said, needs = EntrySeen(row.list_code, row.name[:200]), Permission.SCREENING_LIST_READ
    readings.note(said, subject=row.subject, needs=needs, by=by)


def freeze(row: Freeze, *, by: User) -> None:
    """A freeze referral was opened."""
    needs = Permission.SCREENING_FREEZE_READ
    readings.note(FreezeSeen(row.reference), subject=row.subject, needs=needs, by=by)
