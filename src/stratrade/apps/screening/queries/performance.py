"""How good screening was: how many alerts were false, and how long they took."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from stratrade.apps.accounts import access
from stratrade.apps.accounts.models import User
from stratrade.apps.accounts.permissions import Permission
from stratrade.apps.screening.models import Alert
from stratrade.apps.screening.queries.alert import channel_of


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
