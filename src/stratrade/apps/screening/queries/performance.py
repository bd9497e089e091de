"""How good screening was: how many alerts were false, and how long they took."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Aggregate, Case, Count, DurationField, F, Max, Q, Value, When
from django.utils import timezone

from stratrade.apps.accounts import access
from stratrade.apps.accounts.models import User
from stratrade.apps.accounts.permissions import Permission
from stratrade.apps.screening.models import Alert
from stratrade.apps.screening.queries.alert import CHANNELS


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
    rows = Alert.objects.filter(raised_at__gte=timezone.now() - timedelta(days=days)).order_by()
    took = F("decided_at") - F("raised_at")
    counted = (
        rows.annotate(channel=_channel())
        .values("list_code", "channel")
        .annotate(
            raised=Count("pk"),
            decided=Count("decided_at"),
            false=Count("pk", filter=Q(status="FALSE", decided_at__isnull=False)),
            median=Middle(took),
            longest=Max(took),
        )
    )
    return [
        Quality(
            row["list_code"],
            row["channel"],
            raised=row["raised"],
            decided=row["decided"],
            false=row["false"],
            median_hours=_hours(row["median"]),
            longest_hours=_hours(row["longest"]),
        )
        for row in counted.order_by("list_code", "channel")
    ]


class Middle(Aggregate):
    """The value in the middle, those that are not known left out."""

    function = "PERCENTILE_CONT"
    template = "%(function)s(0.5) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = DurationField()


def _channel() -> Case:
    """The channel of an alert, as `channel_of` says it."""
    return Case(
        *(When(subject__startswith=prefix, then=Value(name)) for name, prefix in CHANNELS.items()),
        default=Value(""),
    )


def _hours(took: timedelta | None) -> int:
    return 0 if took is None else int(took.total_seconds() // 3600)
