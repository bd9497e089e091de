"""Approvals of committees as told to somebody who asks about a transaction: to officials, and to whose they are."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Q

from stratrade.apps.accounts import access
from stratrade.apps.accounts.models import User
from stratrade.apps.accounts.permissions import Permission
from stratrade.apps.measures import approvals
from stratrade.apps.measures.models import CommitteeApproval
from stratrade.apps.measures.services import seen
from stratrade.apps.parties import queries as parties
from stratrade.engines.determination.approved import Approval, Asked, plain
from stratrade.engines.determination.model import Determination, Transaction
from stratrade.kernel.finding import Finding


@dataclass(frozen=True, slots=True)
class Told:
    """An approval that stands, as the asker may know it, and whether these goods could go under it.

    Args:
        lifts: how the determination names it; empty where these goods are not those of the letter.
        refused: why it lifts nothing for goods that it speaks of, such as that too little is left.
    """

    reference: str
    letter: str
    rule: str
    citation: str
    applicant: str
    valid_to: date
    remaining: Decimal
    unit: str
    lifts: str = ""
    refused: Finding | None = None

    def as_dict(self) -> dict[str, Any]:
        """As JSON."""
        return {
            "reference": self.reference,
            "letter": self.letter,
            "rule": self.rule,
            "citation": self.citation,
            "applicant": self.applicant,
            "valid_to": self.valid_to.isoformat(),
            "remaining": plain(self.remaining),
            "unit": self.unit,
            "fits": bool(self.lifts),
            "because": self.refused.as_dict() if self.refused else None,
        }


def about(asked: Transaction, found: Determination, *, on: date, for_: User | None) -> tuple[Told, ...]:
    """The approvals for rules that stop or condition a transaction which the asker may know of.

    Whoever may read approvals is told of every one, and the trail says so; a company of its own; nobody else of any.

    Args:
        for_: who asks; None for somebody who did not sign in.
    """
    rules = {str(f.params.get("rule", "")) for f in found.findings if f.code.startswith("sanctions.")}
    rows = [] if for_ is None else _known(rules - {""}, asked.destination, on, for_)
    if for_ is not None and access.may(for_, Permission.MEASURES_APPROVAL_READ):
        for row in rows:
            seen.approval(row, by=for_)
    return tuple(
        _told(row, one, asked, on=on) for row, one in zip(rows, approvals.as_asked(rows), strict=True)
    )


def _known(rules: Collection[str], destination: str, on: date, for_: User) -> list[CommitteeApproval]:
    if not rules or not destination:
        return []
    rows = CommitteeApproval.objects.filter(
        rule__in=rules,
        destination=destination,
        status=CommitteeApproval.Status.CONFIRMED,
        valid_from__lte=on,
        valid_to__gte=on,
    )
    if not access.may(for_, Permission.MEASURES_APPROVAL_READ):
        mine = [company.pk for company in parties.companies_of(for_)]
        rows = rows.filter(Q(company__in=mine) | Q(company__merged_into__in=mine)) if mine else rows.none()
    return list(rows.select_related("company").order_by("valid_to", "pk"))


def _told(row: CommitteeApproval, one: Approval, asked: Transaction, *, on: date) -> Told:
    """Whether the goods are those of the letter; who sends and receives them is not asked and must fit besides."""
    line = Asked(
        names=one.names,
        ids=one.ids,
        recipients=one.recipients,
        hs="".join(c for c in asked.hs_code if c.isdigit()),
        entries=(asked.entry,) if asked.entry else (),
        destination=asked.destination,
        route=asked.via,
        quantity=asked.quantity,
        unit=asked.unit,
    )
    refused = one.refusal(line, on=on) if one.speaks_of(line) else None
    return Told(
        reference=row.reference,
        letter=row.letter,
        rule=row.rule,
        citation=row.citation,
        applicant=row.applicant,
        valid_to=row.valid_to,
        remaining=row.remaining,
        unit=one.shown_unit,
        lifts=one.lifts if one.speaks_of(line) and refused is None else "",
        refused=refused,
    )


def lifting(told: Sequence[Told]) -> tuple[str, ...]:
    """What the determination takes as approvals at hand."""
    return tuple(one.lifts for one in told if one.lifts)
