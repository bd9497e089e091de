"""What may be read of alerts and lists, and by whom."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils import timezone

from stratrade.apps import pack as pack_files
from stratrade.apps.accounts import access
from stratrade.apps.accounts.models import User
from stratrade.apps.accounts.permissions import Permission
from stratrade.apps.documents import files
from stratrade.apps.screening.models import (
    Alert,
    Batch,
    FinancialReference,
    Freeze,
    FreezeStop,
    KeptEntry,
    ListedEntry,
    ListEdition,
    Receipt,
    Screening,
    Trusted,
    WatchList,
)
from stratrade.kernel.validity import legal_date

_CUSTOMS_ONLY = "enforcement."
_WAITING = ("OPEN", "ESCALATED")


@dataclass(frozen=True, slots=True)
class Difference:
    """Entries of two editions that differ: entry id -> name."""

    added: Mapping[str, str]
    changed: Mapping[str, str]
    removed: Mapping[str, str]


def difference(before: ListEdition | None, after: ListEdition | Mapping[str, tuple[str, str]]) -> Difference:
    """What a new edition changes.

    Args:
        before: the edition in force, None where there is none.
        after: the new one, or entry id -> (digest, name) of what is not stored yet.
    """
    old = _states(before) if before else {}
    new = _states(after) if isinstance(after, ListEdition) else after
    return Difference(
        added={k: name for k, (_, name) in new.items() if k not in old},
        changed={k: name for k, (digest, name) in new.items() if k in old and old[k][0] != digest},
        removed={k: name for k, (_, name) in old.items() if k not in new},
    )


def _states(edition: ListEdition) -> dict[str, tuple[str, str]]:
    rows = edition.entries.values_list("entry_id", "digest", "name")
    return {entry: (digest, name) for entry, digest, name in rows}


def edition(code: str, digest: str) -> ListEdition | None:
    """One edition of a list, in force or not."""
    return ListEdition.objects.filter(list__code=code, digest=digest).first()


@dataclass(frozen=True, slots=True)
class Aged:
    """An edition with its ages.

    Args:
        row: the edition.
        days: since the day of the list, or since its adoption where it names none.
        waited: hours between receipt and adoption.
        came: days between the day of the list and receipt; None where the list names no day.
    """

    row: ListEdition
    days: int
    waited: int
    came: int | None = None

    @property
    def late(self) -> bool:
        """Whether it was put in force more than a day after it was received: lists bind without delay."""
        return self.waited > _WITHOUT_DELAY


@dataclass(frozen=True, slots=True)
class Speed:
    """How fast editions of a list are put in force, over all of them.

    Args:
        editions: so many.
        median: hours from receipt to being in force.
        longest: the same, of the slowest.
        late: editions that took more than a day.
    """

    editions: int
    median: int
    longest: int
    late: int


def speed(editions: Sequence[Aged]) -> Speed | None:
    """The time to adoption over the editions of a list; None where it has none."""
    waits = sorted(e.waited for e in editions)
    if not waits:
        return None
    return Speed(len(waits), waits[len(waits) // 2], waits[-1], sum(e.late for e in editions))


_WITHOUT_DELAY = 24  # hours; sanctions of the Security Council bind without delay (FATF recommendation 6)


def ages(*, on: date, for_: User) -> list[tuple[WatchList, list[Aged], Speed | None]]:
    """Every list with its editions, the one in force first, each with its age on a day; and their time to adoption."""
    found = [(each, [_aged(row, on) for row in _standing_first(each)]) for each in lists(for_=for_)]
    return [(each, editions, speed(editions)) for each, editions in found]


def _standing_first(watch_list: WatchList) -> list[ListEdition]:
    return sorted(watch_list.editions.all(), key=lambda row: (not row.stands, -row.pk))


def _aged(row: ListEdition, on: date) -> Aged:
    day = row.published_on or legal_date(row.adopted_at, settings.LEGAL_TIME_ZONE)
    waited = row.adopted_at - row.received_at
    received = legal_date(row.received_at, settings.LEGAL_TIME_ZONE)
    came = max(0, (received - row.published_on).days) if row.published_on else None
    return Aged(row, max(0, (on - day).days), int(waited.total_seconds() // 3600), came)


def kept(*, for_: User) -> QuerySet[KeptEntry]:
    """Entries of the lists that are kept here, and what is proposed for them, the newest first."""
    if not access.may(for_, Permission.SCREENING_LIST_READ):
        return KeptEntry.objects.none()
    return KeptEntry.objects.select_related("added_by")


def receipts(*, for_: User) -> list[Receipt]:
    """Files that wait to be put in force, the newest first."""
    if not access.may(for_, Permission.SCREENING_LIST_ADOPT):
        return []
    return list(Receipt.objects.filter(edition=None).select_related("received_by"))


def receipt(public_id: UUID, *, for_: User) -> Receipt | None:
    """One received file, or None where the person may not adopt lists."""
    if not access.may(for_, Permission.SCREENING_LIST_ADOPT):
        return None
    rows = Receipt.objects.select_related("received_by", "edition", "edition__list", "file", "alias_file")
    return rows.filter(public_id=public_id).first()


def twins(alert: Alert, *, for_: User) -> QuerySet[Alert]:
    """The alerts that wait about the same party and the same state of the entry, this one among them."""
    same = visible(for_).filter(
        party_key=alert.party_key,
        country=alert.country,
        list_code=alert.list_code,
        entry_id=alert.entry_id,
        entry_digest=alert.entry_digest,
        status__in=["OPEN", "ESCALATED"],
    )
    return same | visible(for_).filter(pk=alert.pk)


def visible(for_: User) -> QuerySet[Alert]:
    """The alerts a person may see: customs those on declarations, other officials with the permission all."""
    if not access.may(for_, Permission.SCREENING_ALERT_READ):
        return Alert.objects.none()
    if access.may(for_, Permission.CASEWORK_CASE_READ):
        return Alert.objects.all()
    return Alert.objects.filter(subject__startswith=_CUSTOMS_ONLY)


CHANNELS: Mapping[str, str] = {
    "cases": "casework.",
    "licences": "licences.",
    "border": "enforcement.",
    "register": "parties.",
    "tables": "screening.batch",
}
"""Where alerts come from, and how the subjects of each begin."""


def queue(
    *, for_: User, status: str = "", code: str = "", channel: str = "", words: str = "", mine: bool = False
) -> QuerySet[Alert]:
    """Alerts that wait, strongest first; or those of one status.

    Args:
        status: OPEN, ESCALATED, TRUE or FALSE; "SECOND" for what waits for a second person.
        code: of a list.
        channel: a key of `CHANNELS`.
        words: in the name of either party.
        mine: without what the person proposed, who may not agree with themselves.
    """
    rows = visible(for_).select_related("decided_by", "proposed_by")
    if status == "SECOND":
        rows = rows.filter(status__in=_WAITING).exclude(proposed_by=None)
    else:
        rows = rows.filter(status=status) if status else rows.filter(status__in=_WAITING)
    if code:
        rows = rows.filter(list_code=code)
    if channel in CHANNELS:
        rows = rows.filter(subject__startswith=CHANNELS[channel])
    for word in words.split():
        rows = rows.filter(Q(name__icontains=word) | Q(listed_name__icontains=word))
    if mine:
        rows = rows.exclude(proposed_by=for_.pk)
    return rows


def next_after(alert: Alert, *, for_: User) -> Alert | None:
    """The alert that waits next in the queue, so that an officer need not go back to it."""
    return queue(for_=for_, mine=True).exclude(pk=alert.pk).first()


def decided_before(alert: Alert, *, for_: User) -> list[Alert]:
    """What was decided about the same name and the same entry before, whatever state they were in."""
    rows = visible(for_).filter(
        party_key=alert.party_key,
        list_code=alert.list_code,
        entry_id=alert.entry_id,
        status__in=["TRUE", "FALSE"],
    )
    return list(
        rows.exclude(pk=alert.pk).select_related("decided_by", "released_by").order_by("-decided_at")[:5]
    )


def trusted(*, for_: User, on: date) -> QuerySet[Trusted]:
    """The good-guy list on a day."""
    if not access.may(for_, Permission.SCREENING_ALERT_READ):
        return Trusted.objects.none()
    rows = Trusted.objects.filter(ended_at=None, valid_to__gte=on).select_related("added_by", "alert")
    return rows.filter(alert__in=visible(for_))


def trusted_one(public_id: UUID, *, for_: User) -> Trusted | None:
    """One party on the good-guy list, past or present."""
    rows = Trusted.objects.filter(alert__in=visible(for_)).select_related("added_by", "ended_by", "alert")
    return rows.filter(public_id=public_id).first()


def trust_of(alert: Alert, *, on: date) -> Trusted | None:
    """Whether the party of an alert is trusted about its entry on a day."""
    return Trusted.objects.filter(
        party_key=alert.party_key,
        party_state=alert.party_state,
        list_code=alert.list_code,
        entry_id=alert.entry_id,
        ended_at=None,
        valid_to__gte=on,
    ).first()


def evidence(subject: str, *, for_: User) -> list[Screening]:
    """The screenings of a thing, newest first. The caller has read the thing from its own scoped query."""
    if not access.may(for_, Permission.SCREENING_EVIDENCE_READ):
        return []
    return list(Screening.objects.filter(subject=subject)[:20])


def evidence_one(public_id: UUID, *, for_: User) -> Screening | None:
    """One screening; customs see those of the border, other officials with the permission all."""
    if not access.may(for_, Permission.SCREENING_EVIDENCE_READ):
        return None
    rows = Screening.objects.filter(public_id=public_id)
    if not access.may(for_, Permission.CASEWORK_CASE_READ):
        rows = rows.filter(subject__startswith=_CUSTOMS_ONLY)
    return rows.first()


def one(public_id: UUID, *, for_: User) -> Alert | None:
    """One alert, or None where the person may not see it."""
    return visible(for_).filter(public_id=public_id).select_related("decided_by", "proposed_by").first()


def of_trail(subject: str) -> Alert | None:
    """The alert that the audit calls so, for reactions."""
    prefix, _, public_id = subject.partition(":")
    return Alert.objects.filter(public_id=UUID(public_id)).first() if prefix == "screening.alert" else None


def about(subject: str, *, for_: User) -> list[Alert]:
    """The alerts raised on a case, licence or declaration."""
    return list(visible(for_).filter(subject=subject))


def about_party(subjects: Collection[str], keys: Collection[str], *, for_: User) -> list[Alert]:
    """The alerts about a party, whatever they were raised on.

    Args:
        subjects: what the audit calls the party.
        keys: of its names.
    """
    rows = visible(for_).filter(Q(subject__in=subjects) | Q(party_key__in=keys))
    return list(rows.select_related("decided_by").order_by("-raised_at")[:50])


def open_about(subject: str) -> int:
    """How many alerts about a thing wait, for reactions that hold or free it."""
    return Alert.objects.filter(subject=subject, status__in=["OPEN", "ESCALATED"]).count()


def confirmed_about(subject: str) -> bool:
    """Whether a party of a thing is on a list for certain."""
    return Alert.objects.filter(subject=subject, status="TRUE").exists()


def stands(code: str, entry: str) -> bool:
    """Whether an entry is on the edition of a list in force."""
    rows = ListedEntry.objects.filter(edition__list__code=code, edition__stands=True)
    return rows.filter(entry_id=entry).exists()


def freezes(*, for_: User) -> QuerySet[Freeze]:
    """Freeze referrals: the licensing authority and auditors see all, an agency those that have reached it."""
    if not access.may(for_, Permission.SCREENING_FREEZE_READ):
        return Freeze.objects.none()
    if access.may(for_, Permission.CASEWORK_CASE_READ):
        return Freeze.objects.all()
    reached = FreezeStop.objects.filter(agency=for_.agency_id, sent_at__isnull=False)
    return Freeze.objects.filter(pk__in=reached.values("freeze"))


def freeze(public_id: UUID, *, for_: User) -> Freeze | None:
    """One referral with its road and what is named in it."""
    rows = freezes(for_=for_).filter(public_id=public_id).select_related("released_by", "release_proposed_by")
    return rows.prefetch_related("matters", "stops__agency", "stops__received_by", "stops__done_by").first()


def may_agree_release(user: User) -> bool:
    """Whether the pack chose the person's office to agree that a match was an error."""
    chosen = pack_files.read(settings.STRATRADE_PACK).screening.release_second
    return access.may(user, Permission.SCREENING_FREEZE_AGREE) and any(
        office.role == user.role and user.agency is not None and office.agency == user.agency.code
        for office in chosen
    )


def freezes_waiting(*, for_: User) -> list[FreezeStop]:
    """The referrals whose turn is the person's agency's, the oldest first."""
    if not access.may(for_, Permission.SCREENING_FREEZE_ANSWER) or not for_.agency_id:
        return []
    rows = FreezeStop.objects.filter(
        agency=for_.agency_id, sent_at__isnull=False, done_at=None, freeze__status="OPEN"
    )
    return list(rows.select_related("freeze", "agency").order_by("sent_at"))


def freeze_of_subject(subject: str) -> Freeze | None:
    """The referral that the audit calls so, for reactions."""
    prefix, _, public_id = subject.partition(":")
    return Freeze.objects.filter(public_id=UUID(public_id)).first() if prefix == "screening.freeze" else None


def frozen_subjects(freeze: Freeze, prefix: str) -> dict[str, str]:
    """The things of one kind in which the party of a referral is confirmed: subject -> the parts it plays."""
    rows = Alert.objects.filter(
        party_key=freeze.party_key,
        country=freeze.country,
        list_code=freeze.list_code,
        entry_id=freeze.entry_id,
        status="TRUE",
        subject__startswith=prefix,
    )
    found: dict[str, list[str]] = {}
    for subject, role in rows.order_by("pk").values_list("subject", "role"):
        found.setdefault(subject, []).append(role)
    return {subject: ", ".join(dict.fromkeys(roles)) for subject, roles in found.items()}


def of_the_unit(user: User) -> bool:
    """Whether a person belongs to the financial intelligence unit."""
    unit = pack_files.read(settings.STRATRADE_PACK).screening.financial_agency
    return bool(unit) and user.agency is not None and user.agency.code == unit


def financial_permission(user: User) -> Permission:
    """What writing to the other side asks of a person: the unit answers as it answers referrals."""
    return Permission.SCREENING_FREEZE_ANSWER if of_the_unit(user) else Permission.SCREENING_FINANCIAL_WRITE


def financial(*, for_: User) -> QuerySet[FinancialReference]:
    """References to and from the financial intelligence unit: for it, the licensing authority and auditors."""
    whole = access.may(for_, Permission.SCREENING_FREEZE_READ) and access.may(
        for_, Permission.CASEWORK_CASE_READ
    )
    if not whole and not of_the_unit(for_):
        return FinancialReference.objects.none()
    return FinancialReference.objects.select_related("sent_by", "answered_by")


def financial_waiting(*, for_: User) -> QuerySet[FinancialReference]:
    """The references that the person's side must answer, the oldest first."""
    side = "OUT" if of_the_unit(for_) else "IN"
    return financial(for_=for_).filter(direction=side, answered_at=None).order_by("sent_at")


def batches(*, for_: User) -> QuerySet[Batch]:
    """The tables of names a person handed in; auditors see all."""
    if not access.may(for_, Permission.SCREENING_BATCH_RUN):
        whole = access.may(for_, Permission.SCREENING_QUALITY_READ)
        return Batch.objects.select_related("by") if whole else Batch.objects.none()
    return Batch.objects.filter(by=for_.pk).select_related("by")


def batch(public_id: UUID, *, for_: User) -> Batch | None:
    """One table of names, or None where somebody else handed it in."""
    return batches(for_=for_).filter(public_id=public_id).first()


def workbook(row: Batch) -> bytes | None:
    """The result of a table; None where there is none yet."""
    return files.read(row.result_id) if row.result_id else None


def lists(*, for_: User) -> list[WatchList]:
    """Every list with its editions, newest first."""
    if not access.may(for_, Permission.SCREENING_LIST_READ):
        return []
    return list(WatchList.objects.prefetch_related("editions", "editions__adopted_by"))


def standing_edition(code: str) -> ListEdition | None:
    """The edition of a list in force."""
    return ListEdition.objects.filter(list__code=code, stands=True).select_related("list").first()


def edition_before(row: ListEdition) -> ListEdition | None:
    """The edition of the same list that was put in force before another one."""
    return (
        ListEdition.objects.filter(list=row.list_id, adopted_at__lt=row.adopted_at)
        .order_by("-adopted_at")
        .first()
    )


def entry(code: str, entry_id: str, *, for_: User) -> ListedEntry | None:
    """One entry of the edition in force of a list."""
    return entries(code, for_=for_).filter(entry_id=entry_id).select_related("edition__list").first()


def states_of(code: str, entry_id: str) -> list[ListedEntry]:
    """An entry in every edition that has it, the newest first."""
    rows = ListedEntry.objects.filter(edition__list__code=code, entry_id=entry_id)
    return list(rows.select_related("edition").order_by("-edition__adopted_at"))


@dataclass(frozen=True, slots=True)
class Quality:
    """How alerts of one list and one channel were decided; hours are those from raising to decision."""

    code: str
    channel: str
    raised: int
    decided: int
    false: int
    median_hours: int
    longest_hours: int

    @property
    def false_pct(self) -> int:
        """False matches in per cent of what was decided."""
        return round(100 * self.false / self.decided) if self.decided else 0


def quality(*, for_: User, days: int) -> list[Quality]:
    """How good screening was: by list and channel, of alerts raised in the last days."""
    if not access.may(for_, Permission.SCREENING_QUALITY_READ):
        return []
    rows = Alert.objects.filter(raised_at__gte=timezone.now() - timedelta(days=days))
    groups: dict[tuple[str, str], list[tuple[str, datetime, datetime | None]]] = {}
    for code, subject, status, raised, decided in rows.values_list(
        "list_code", "subject", "status", "raised_at", "decided_at"
    ):
        groups.setdefault((code, channel_of(subject)), []).append((status, raised, decided))
    return [_quality(code, channel, found) for (code, channel), found in sorted(groups.items())]


def channel_of(subject: str) -> str:
    """The channel of a thing by how its subject begins."""
    return next((name for name, prefix in CHANNELS.items() if subject.startswith(prefix)), "")


def _quality(code: str, channel: str, found: Collection[tuple[str, datetime, datetime | None]]) -> Quality:
    hours = sorted(int((end - start).total_seconds() // 3600) for _, start, end in found if end is not None)
    return Quality(
        code,
        channel,
        raised=len(found),
        decided=len(hours),
        false=sum(1 for status, _, end in found if end is not None and status == "FALSE"),
        median_hours=hours[len(hours) // 2] if hours else 0,
        longest_hours=hours[-1] if hours else 0,
    )


def entries(code: str, *, words: str = "", kind: str = "", for_: User) -> QuerySet[ListedEntry]:
    """Who is on the edition in force of a list, narrowed by words in any name and by kind."""
    if not access.may(for_, Permission.SCREENING_LIST_READ):
        return ListedEntry.objects.none()
    rows = ListedEntry.objects.filter(edition__list__code=code, edition__stands=True).order_by("name")
    if kind:
        rows = rows.filter(kind=kind)
    for word in words.split():
        rows = rows.filter(Q(name__icontains=word) | Q(content__names__icontains=word))
    return rows.select_related("edition__list")
