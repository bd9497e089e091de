"""What approvals of committees lift for the goods of a case, and what its licence then holds of them."""

from collections.abc import Sequence
from datetime import date

from stratrade.apps.accounts.models import User
from stratrade.apps.casework.models import Case, CaseItem, CaseParty
from stratrade.apps.measures import approvals
from stratrade.apps.measures.services import ledger
from stratrade.engines.determination.approved import Asked, Fitting, Taken, fitting, less
from stratrade.engines.determination.model import Determination
from stratrade.engines.determination.served import name_key, number_key
from stratrade.kernel.finding import Finding

_RECEIVERS = frozenset({"CONSIGNEE", "END_USER"})
NOTHING = Fitting(Asked(frozenset(), frozenset(), frozenset(), "", (), ""))
"""What is lifted where no approval speaks of the destination."""


class Lifting:
    """The approvals that could speak of a case, drawn upon item by item.

    Args:
        case: whose goods are asked about.
        on: the day on which approvals must be valid.
    """

    def __init__(self, case: Case, *, on: date) -> None:
        self._case = case
        self._on = on
        self._left = approvals.of_destination(case.destination)
        self._people = list(case.parties.all()) if self._left else []
        self.taken: dict[int, list[Taken]] = {}

    def fit(self, item: CaseItem, entry: str) -> Fitting:
        """What may lift a rule for an item under an entry; nothing where no approval speaks of the destination."""
        if not self._left:
            return NOTHING
        return fitting(self._left, _asked(self._case, item, entry, self._people), on=self._on)

    def draw(self, item: CaseItem, fit: Fitting, answer: Determination) -> list[Finding]:
        """Note what the answer leant on, so that the next item finds less; returned are the reasons to show."""
        used = fit.used(answer.requirements)
        taken = [fit.taken(one) for one in used]
        self.taken[item.number] = taken
        self._left = less(self._left, taken)
        shown = [one.finding(t.quantity, fit.asked) for one, t in zip(used, taken, strict=True)]
        stopped = [str(f.params.get("rule", "")) for f in answer.findings if f.code.startswith("sanctions.")]
        return [*shown, *fit.reasons(stopped)]


def reserve(taken: dict[int, list[Taken]], *, licence: str, lines: dict[int, int], by: User) -> None:
    """Hold for a licence what its goods take from approvals; runs inside the caller's use case.

    Args:
        taken: item number -> what it takes.
        licence: its reference.
        lines: item number -> line of the licence.

    Raises:
        Overdraw, NotStanding: see `ledger.reserve`.
    """
    wanted = [(one.key, lines[item], one) for item, row in taken.items() if item in lines for one in row]
    ledger.lock(key for key, _line, _one in wanted)
    for key, line, one in sorted(wanted, key=lambda w: w[:2]):
        ledger.reserve(key, matter=licence, item=line, quantity=one.quantity, by=by)


def _asked(case: Case, item: CaseItem, entry: str, parties: Sequence[CaseParty]) -> Asked:
    names = {name_key(name) for p in parties for name in (p.name, p.native_name) if name}
    ids = {number_key(p.identifier) for p in parties if p.identifier}
    names.add(name_key(case.applicant.name))
    ids |= {number_key(value) for value in case.applicant.identifiers.values_list("value", flat=True)}
    return Asked(
        names=frozenset(names - {""}),
        ids=frozenset(ids),
        recipients=frozenset(name_key(p.name) for p in parties if p.role in _RECEIVERS) - {""},
        hs="".join(c for c in item.hs if c.isdigit()),
        entries=(entry,) if entry else (),
        destination=case.destination,
        quantity=item.quantity,
        unit=item.unit,
        value=item.value,
        currency=item.currency,
    )
