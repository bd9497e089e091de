"""Screen a table of names that somebody handed in, part by part; the page of the table shows how far it is."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override
from procrastinate.contrib.django import app

from stratrade.apps import wording
from stratrade.apps.screening import services
from stratrade.engines.lists.faults import RowFault
from stratrade.interfaces.exchange.tables import names
from stratrade.interfaces.exchange.unreadable import Unreadable
from stratrade.kernel.finding import Finding, Severity

PART = 100  # names screened between two looks at the clock


@app.task(name="screening.batch", queue="editions")
def screen_batch(batch: str) -> None:
    """Screen one table; a second time, or after another process has done it, nothing is done.

    Args:
        batch: public id of the table.
    """
    waiting = services.waiting_batch(UUID(batch))
    if waiting is None:
        return
    try:
        found, faults = names.read(waiting.raw, waiting.name)
    except Unreadable as refused:
        services.fail(waiting.public_id, _plain([RowFault(0, "", refused.finding)]))
        return
    except Exception:
        broken = Finding("screening.batch.failed", Severity.BLOCK)
        services.fail(waiting.public_id, _plain([RowFault(0, "", broken)]))
        raise
    if not found:
        services.fail(waiting.public_id, _plain(faults))
        return
    services.begin(waiting.public_id, count=len(found))
    hits: list[tuple[names.Name, Sequence[dict[str, Any]]]] = []
    editions: dict[str, str] = {}
    for start in range(0, len(found), PART):
        part = found[start : start + PART]
        subjects = [_subject(one) for one in part]
        screened = [services.compare([subject]) for subject in subjects]
        editions.update(*[dict(one.editions) for one in screened[:1]])
        hits += [(one, said.hits) for one, said in zip(part, screened, strict=True)]
        whole = services.Screened(
            tuple(hit for said in screened for hit in said.hits),
            editions,
            tuple(hit for said in screened for hit in said.set_aside),
        )
        services.progress_batch(waiting.public_id, subjects, whole)
        if waiting.alerting and whole.any:
            services.raise_from_batch(waiting.public_id, subjects, whole)
    services.finish(
        waiting.public_id, _workbook(hits, editions, faults, services.language_of(waiting.public_id))
    )


def _subject(one: names.Name) -> services.Subject:
    return services.Subject(
        role="",
        name=one.name,
        country=one.country,
        identifier=one.identifier,
        kind=one.kind,
        date_of_birth=one.date_of_birth,
        address=one.address,
    )


def _workbook(
    hits: Sequence[tuple[names.Name, Sequence[dict[str, Any]]]],
    editions: dict[str, str],
    faults: Sequence[RowFault],
    language: str,
) -> bytes:
    """One line for each likeness, and one for each name without any, in the language of whoever asked."""
    with override(language):
        headings = [
            _("Row"),
            _("Name"),
            _("Country"),
            _("Number"),
            _("Resembles"),
            _("Likeness in per cent"),
            _("List"),
            _("Why they are alike"),
        ]
        rows = [line for one, said in hits for line in _lines(one, said)]
        about = [
            (_("Edition of the list %(list)s") % {"list": code}, digest) for code, digest in editions.items()
        ]
        about += [(_("Configuration"), services.configuration()), (_("State"), settings.STRATRADE_PACK)]
        about += [(_("Row %(row)s") % {"row": f.row}, _said(f)) for f in faults]
        return names.workbook(headings, rows, about, sheets=(_("Result"), _("Rests on")))


def _lines(one: names.Name, said: Sequence[dict[str, Any]]) -> list[list[Any]]:
    who = [one.row, one.name, one.country, one.identifier or one.id]
    if not said:
        return [[*who, _("nobody"), 0, "", ""]]
    return [
        [
            *who,
            hit["name"],
            round(hit["score"] * 100),
            f"{hit['list']} {hit['entry_id']}",
            "; ".join(wording.sentence(r["code"], r["params"]) for r in hit["reasons"]),
        ]
        for hit in said
    ]


def _said(fault: RowFault) -> str:
    found = fault.finding.as_dict()
    return wording.sentence(fault.finding.code, found["params"])  # type: ignore[arg-type]


def _plain(faults: Sequence[RowFault]) -> list[dict[str, Any]]:
    return [{"row": f.row, "column": f.column, "finding": f.finding.as_dict()} for f in faults]
