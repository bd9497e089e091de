"""Tell those who owe a declaration that its day comes; tell the minister when it has passed."""

import datetime as dt

from stratrade.apps.accounts import access
from stratrade.apps.accounts import queries as accounts
from stratrade.apps.accounts.clock import today
from stratrade.apps.accounts.models import User
from stratrade.apps.accounts.permissions import Permission
from stratrade.apps.audit import queries as trail
from stratrade.apps.audit.services import record, unchanged, use_case
from stratrade.apps.nation.calendar import Owed, owed
from stratrade.apps.nation.events import DutyReminded
from stratrade.apps.notices import services as notices

STAGES: tuple[tuple[int, str], ...] = ((0, "TODAY"), (7, "WEEK"), (30, "MONTH"))
"""Days left -> stage; each stage is told once."""
LATE = "LATE"


def remind_all(*, by: User) -> int:
    """Tell whoever must be told today. Called by the job, once a day.

    Returns:
        How many reminders went out.
    """
    on = today()
    rows = owed(for_=by, on=on, last=on + dt.timedelta(days=STAGES[-1][0]))
    return sum(remind(row, by=by) for row in rows if not row.done)


@use_case
def remind(row: Owed, *, by: User) -> bool:
    """Tell the owner's focal points of one duty, and ministers when it is late; each stage once.

    Returns:
        Whether anybody was told.
    """
    access.require(by, Permission.NATION_DUTY_READ)
    stage = stage_of(row, today())
    subject = f"nation.duty:{row.key}"
    told = {event.payload.get("stage") for event in trail.of_subject(subject)}
    if not stage or stage in told:
        unchanged()
        return False
    people: list[User | str] = list(accounts.of_role("focal", agency_code=row.owner))
    if row.duty.is_return:
        people += accounts.of_role("officer", agency_code=row.owner)
    if stage == LATE:
        people.append("role:minister")
    code = "notices.nation.duty_late" if stage == LATE else "notices.nation.duty_due"
    params = {"duty": row.duty.id, "period": row.period or row.about, "due_on": row.due_on.isoformat()}
    notices.tell(people, code, params, link="/nation/obligations/")
    said = DutyReminded(kind=row.duty.id, period=row.period, due_on=row.due_on, stage=stage)
    record(said, subject=subject, by=by)
    return True


def stage_of(row: Owed, on: dt.date) -> str:
    """How near the day is; empty where nobody need be told yet."""
    left = (row.due_on - on).days
    if left < 0:
        return LATE
    return next((stage for days, stage in STAGES if left <= days), "")
