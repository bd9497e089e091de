"""Screen parties, raise alerts, settle them, adopt editions of watch lists, screen again what is stored."""

from stratrade.apps.screening.services.adopt import (
    SHRINK_LIMIT,
    Preview,
    Received,
    ShrinkRefused,
    Source,
    adopt,
    adopt_received,
    contents,
    preview,
    receive,
    take,
)
from stratrade.apps.screening.services.alerts import raise_alerts, raise_found, subject_of
from stratrade.apps.screening.services.rescreen import Stored, Watch, rescreen, watch
from stratrade.apps.screening.services.screen import (
    THRESHOLD,
    Screened,
    Subject,
    configuration,
    party_key,
    screen,
)
from stratrade.apps.screening.services.settle import (
    Refused,
    end_trust,
    needs_second,
    second,
    settle,
    trust,
)

__all__ = [
    "SHRINK_LIMIT",
    "THRESHOLD",
    "Preview",
    "Received",
    "Refused",
    "Screened",
    "ShrinkRefused",
    "Source",
    "Stored",
    "Subject",
    "Watch",
    "adopt",
    "adopt_received",
    "configuration",
    "contents",
    "end_trust",
    "needs_second",
    "party_key",
    "preview",
    "raise_alerts",
    "raise_found",
    "receive",
    "rescreen",
    "screen",
    "second",
    "settle",
    "subject_of",
    "take",
    "trust",
    "watch",
]
