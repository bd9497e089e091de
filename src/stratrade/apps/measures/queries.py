"""Which notices stand and which switches are off, and who may read of them."""

from datetime import date, timedelta
from uuid import UUID

from django.conf import settings
from django.db.models import Q, QuerySet

from stratrade.apps.accounts import access
from stratrade.apps.accounts.clock import today
from stratrade.apps.accounts.models import User
from stratrade.apps.accounts.permissions import Permission
from stratrade.apps.law import queries as law
from stratrade.apps.law.queries import ANY, ProvisionView
from stratrade.apps.measures import standing
from stratrade.apps.measures.models import InformNotice, SwitchDetermination
from stratrade.apps.parties import queries as parties
from stratrade.apps.parties.models import Party
from stratrade.engines.determination.rules import SanctionRule
from stratrade.engines.determination.served import Served, name_key, number_key
from stratrade.engines.determination.transfers import TransferRule
from stratrade.kernel.validity import legal_date

ACT = "catch_all.notice"
_CLASS = "unlisted"
CAUGHT_UP = timedelta(days=31)
"""How far back nights are caught up in which nothing ran."""


def visible(for_: User) -> QuerySet[InformNotice]:
    """Officials who may see every notice; for a company those served on itself; nothing for others."""
    if access.may(for_, Permission.MEASURES_NOTICE_READ):
        return InformNotice.objects.all()
    if access.may(for_, Permission.MEASURES_NOTICE_ACKNOWLEDGE):
        return InformNotice.objects.filter(
            company__in=parties.companies_of(for_), status__in=["SERVED", "WITHDRAWN"]
        )
    return InformNotice.objects.none()


def page(*, for_: User) -> QuerySet[InformNotice]:
    """Notices the person may see, the newest first."""
    return visible(for_).select_related("company", "proposed_by", "decided_by").order_by("-pk")


def one(public_id: UUID, *, for_: User) -> InformNotice | None:
    """One notice, or None where the person may not see it."""
    rows = visible(for_).select_related(
        "company", "proposed_by", "decided_by", "acknowledged_by", "end_proposed_by"
    )
    return rows.filter(public_id=public_id).first()


def awaiting(for_: User) -> QuerySet[InformNotice]:
    """Proposed notices and withdrawals that this person may sign: not their own, the oldest first."""
    if not access.may(for_, Permission.MEASURES_NOTICE_SERVE):
        return InformNotice.objects.none()
    fresh = Q(status="PROPOSED") & ~Q(proposed_by=for_.pk)
    ending = Q(status="SERVED", end_proposed_by__isnull=False) & ~Q(end_proposed_by=for_.pk)
    return InformNotice.objects.filter(fresh | ending).order_by("pk")


def due_for_review(for_: User) -> QuerySet[InformNotice]:
    """Standing notices whose day of review has come, the oldest first."""
    if not access.may(for_, Permission.MEASURES_NOTICE_SERVE):
        return InformNotice.objects.none()
    return _standing(today()).filter(review_on__lte=today()).order_by("review_on", "pk")


def unacknowledged(for_: User) -> QuerySet[InformNotice]:
    """Notices served on the person's companies that nobody there has acknowledged, the oldest first."""
    if not access.may(for_, Permission.MEASURES_NOTICE_ACKNOWLEDGE):
        return InformNotice.objects.none()
    return visible(for_).filter(status="SERVED", acknowledged_at=None).order_by("pk")


def provision(on: date) -> ProvisionView | None:
    """What carries a notice on a day; drafts count in exercises only."""
    return law.provision_for(ACT, activity=ANY, goods_class=_CLASS, on=on)


def in_force(on: date) -> tuple[Served, ...]:
    """The notices that stand on a day, as the engines ask for them. Never why."""
    rows = list(_standing(on).select_related("company__merged_into").order_by("pk"))
    if not rows:
        return ()
    basis = citation(on)
    return tuple(_served(row, basis) for row in rows)


def citation(on: date) -> str:
    """What carries a notice on a day, as it is cited; empty where nothing does."""
    carried = provision(on)
    return carried.citation if carried else ""


def as_served(public_id: UUID) -> Served | None:
    """A notice that was signed, as the engines ask for it, whether or not it stands today."""
    rows = InformNotice.objects.select_related("company__merged_into")
    row = rows.filter(public_id=public_id, status__in=["SERVED", "WITHDRAWN"]).first()
    if row is None:
        return None
    return _served(row, citation(today()))


def turning(on: date) -> tuple[list[InformNotice], list[InformNotice]]:
    """Notices signed earlier whose first day has come, and those whose last day has passed, both not long ago.

    A night in which the job did not run is caught up; whoever acts on it leaves out what was said before.
    """
    served = InformNotice.objects.filter(status="SERVED").order_by("pk")
    began = served.filter(valid_from__lte=on, valid_from__gt=on - CAUGHT_UP)
    lapsed = served.filter(valid_to__lt=on, valid_to__gte=on - CAUGHT_UP)
    return [row for row in began if _signed_on(row) < row.valid_from], list(lapsed)


def _signed_on(row: InformNotice) -> date:
    at = row.decided_at or row.proposed_at
    return legal_date(at, settings.LEGAL_TIME_ZONE)


def _standing(on: date) -> QuerySet[InformNotice]:
    return InformNotice.objects.filter(
        Q(valid_to=None) | Q(valid_to__gte=on), status="SERVED", valid_from__lte=on
    )


def _served(row: InformNotice, basis: str) -> Served:
    names: set[str] = set()
    ids: set[str] = set()
    if row.name:
        names.add(name_key(row.name))
    if row.company is not None:
        of_company = marks_of(row.company)
        names, ids = names | of_company[0], ids | of_company[1]
    return Served(
        reference=row.reference,
        text=row.text,
        since=row.valid_from,
        concern=row.concern.lower(),
        basis=basis,
        names=frozenset(names - {""}),
        ids=frozenset(ids - {""}),
        hs=(row.hs_from, row.hs_to) if row.hs_from else None,
        destination=row.destination,
    )


def marks_of(company: Party) -> tuple[set[str], set[str]]:
    """Keys of every name of a company, and its numbers."""
    now = company.merged_into or company
    texts = [now.name, now.native_name, now.trade_name, company.name]
    texts += now.other_names.values_list("text", flat=True)
    numbers = {number_key(value) for value in now.identifiers.values_list("value", flat=True)}
    return {name_key(text) for text in texts if text} - {""}, numbers - {""}


def schedule_1_ceiling(on: date) -> TransferRule | None:
    """The ceiling of Schedule 1 as it stands on a day."""
    rules = standing.law().transfers
    return next((r for r in rules if r.id == "CWC-S1-CEILING" and r.interval.contains(on)), None)


# ---- switches of the sanctions pack
def switches() -> tuple[str, ...]:
    """The switches that measures of the pack name."""
    return tuple(sorted({rule.switch for rule in rules() if rule.switch}))


def rules() -> tuple[SanctionRule, ...]:
    """The measures of the Security Council as they stand here."""
    return standing.law().sanctions


def countries_of(switch: str) -> frozenset[str] | None:
    """The countries that the measures of a switch look at; None where one looks at none in particular."""
    found = frozenset(rule.country for rule in rules() if rule.switch == switch)
    return None if "" in found else found


def switched_off(on: date) -> frozenset[str]:
    """The switches that the last signed determination by a day has set off; all others are on."""
    rows = SwitchDetermination.objects.filter(status="SET", set_on__lte=on).order_by("decided_at", "pk")
    last = dict(rows.values_list("switch", "position"))
    return frozenset(switch for switch, position in last.items() if position == "OFF")


def determinations(*, for_: User) -> QuerySet[SwitchDetermination]:
    """Determinations, the newest first, for those who may see them."""
    if not access.may(for_, Permission.MEASURES_SWITCH_READ):
        return SwitchDetermination.objects.none()
    return SwitchDetermination.objects.select_related("proposed_by", "decided_by").order_by("-pk")


def switch_authority(on: date) -> str:
    """Code of the agency that the law register charges with measures of the Security Council; empty where none."""
    found = law.provision_for("transfer.condition", activity=ANY, goods_class="sanctions", on=on)
    return found.agency if found is not None else ""


def may_set(by: User) -> bool:
    """Whether a person speaks for that agency."""
    code = by.agency.code if by.agency else ""
    return access.may(by, Permission.MEASURES_SWITCH_SET) and bool(code) and code == switch_authority(today())
