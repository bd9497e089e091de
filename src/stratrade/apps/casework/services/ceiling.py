"""The ceiling of Schedule 1 on a case: what the State would hold with each item of an import, and those before it."""

from dataclasses import replace
from decimal import Decimal

from stratrade.apps.accounts.clock import today
from stratrade.apps.casework.models import Case
from stratrade.apps.lists import queries as lists
from stratrade.apps.lists import services as list_services
from stratrade.apps.measures import accounts
from stratrade.apps.measures.accounts import Holding
from stratrade.engines.determination import schedule1
from stratrade.engines.determination.cwc import schedules
from stratrade.engines.determination.model import Transaction

_PART = "CWC-1"


class Account:
    """What the State holds, with the items of a case that were asked about so far.

    The account is read when the first item of Schedule 1 comes up, without a lock: who grants takes `accounts.lock`
    before.
    """

    def __init__(self, case: Case) -> None:
        self._import = case.activity == "import"
        self._stood: Holding | None = None
        self._added = Decimal(0)

    def add(self, asked: Transaction) -> Transaction:
        """The question with what the State would then hold and have acquired, and what others plan."""
        if not self._import or not is_schedule_1(asked.cas, asked.entry):
            return asked
        if self._stood is None:
            self._stood = accounts.schedule_1(today())
        self._added += schedule1.pure_grams(asked) or Decimal(0)
        return replace(
            asked,
            holding_g=self._stood.holding_g + self._added,
            acquired_g=self._stood.acquired_g + self._added,
            planned_g=self._stood.planned_g(),
        )


def is_schedule_1(cas: str, entry: str) -> bool:
    """Whether goods are a Schedule 1 chemical by the list in force today, or else by the entry given to them."""
    if not cas:
        return entry.startswith(_PART)
    parts = schedules(list_services.open_edition(lists.in_force(today()).digest))
    return parts.get(cas, "").startswith("1")


def lock(case: Case) -> None:
    """Keep the account as it is until the caller's transaction ends, where the case would add to it."""
    if case.activity == "import" and any(
        is_schedule_1(item.cas, item.entry or item.claimed_entry) for item in case.items.all()
    ):
        accounts.lock()
