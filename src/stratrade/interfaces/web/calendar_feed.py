"""The obligations calendar as iCalendar (RFC 5545), under an address that only its owner was shown."""

import datetime as dt
from collections.abc import Iterator

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.views.decorators.http import require_safe

from stratrade.apps.accounts.clock import today
from stratrade.apps.nation import calendar, queries
from stratrade.interfaces.web import wording

_WIDEST = 75
_ESCAPED = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})


@require_safe
def feed(_request: HttpRequest, token: str) -> HttpResponse:
    """What the owner of the address has to do with; nothing where the address is closed or unknown."""
    reader = queries.reader_of(token)
    if reader is None:
        raise Http404
    with translation.override(reader.language):
        rows = calendar.owed(for_=reader, on=today())
        text = "".join(f"{folded}\r\n" for line in _lines(rows) for folded in _fold(line))
    answer = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    answer.headers["Cache-Control"] = "private, no-store"
    answer.headers["Referrer-Policy"] = "no-referrer"
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer


def _lines(rows: list[calendar.Owed]) -> Iterator[str]:
    yield from ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Stratrade//Obligations//EN", "METHOD:PUBLISH")
    stamp = timezone.now().astimezone(dt.UTC).strftime("%Y%m%dT%H%M%SZ")
    for row in rows:
        title = wording.label(f"duty_{row.duty.id}")
        yield "BEGIN:VEVENT"
        yield f"UID:{row.key}@stratrade"
        yield f"DTSTAMP:{stamp}"
        yield f"DTSTART;VALUE=DATE:{row.due_on:%Y%m%d}"
        yield f"DTEND;VALUE=DATE:{row.due_on + dt.timedelta(days=1):%Y%m%d}"
        yield f"SUMMARY:{_plain(f'{title}, {row.period or row.about}')}"
        yield f"DESCRIPTION:{_plain(f'{wording.label(row.state)} · {row.owner} · {row.duty.reference}')}"
        yield "TRANSP:TRANSPARENT"
        yield f"STATUS:{'CONFIRMED' if row.done else 'TENTATIVE'}"
        if not row.done:
            yield from ("BEGIN:VALARM", "ACTION:DISPLAY", "TRIGGER:-P7D", f"DESCRIPTION:{_plain(title)}")
            yield "END:VALARM"
        yield "END:VEVENT"
    yield "END:VCALENDAR"


def _plain(text: str) -> str:
    return text.translate(_ESCAPED)


def _fold(line: str) -> Iterator[str]:
    """Lines of at most 75 octets; what follows begins with a space, and no character is cut."""
    piece, size = "", 0
    for char in line:
        width = len(char.encode())
        if size + width > _WIDEST:
            yield piece
            piece, size = " ", 1
        piece, size = piece + char, size + width
    yield piece
