"""Load the law register of the pack."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from stratrade.apps.accounts import access
from stratrade.apps.accounts import queries as accounts
from stratrade.apps.accounts.models import User
from stratrade.apps.accounts.permissions import Permission
from stratrade.apps.audit.services import record, unchanged, use_case
from stratrade.apps.law.events import LawLoaded
from stratrade.apps.law.models import Article, Instrument, LawEdition, Provision

UNVERIFIED = "unverified"


class LawUnreadable(ValueError):
    """The register cannot be loaded: names the place and what is wrong there."""


@dataclass(frozen=True, slots=True)
class Register:
    """The content of `law.yaml`, checked.

    Args:
        instruments: mappings with code, kind, titles and articles.
        provisions: mappings with act, activity, goods_class, article, agency and status.
    """

    instruments: tuple[Mapping[str, Any], ...]
    provisions: tuple[Mapping[str, Any], ...]
    digest: str


def read(content: Mapping[str, Any]) -> Register:
    """Check a register before anything is stored.

    Args:
        content: what `law.yaml` of a pack holds.

    Raises:
        LawUnreadable: a field is missing, a name is used twice, or a provision names no known article.
    """
    instruments = tuple(content.get("instruments") or ())
    provisions = tuple(content.get("provisions") or ())
    for row in instruments:
        _need(row, ("code", "kind", "title", "short"), "instrument")
    for row in provisions:
        _need(
            row,
            ("code", "act", "activity", "goods_class", "article", "agency", "status", "source"),
            "provision",
        )
        if row["status"] not in {"in_force", "draft"}:
            raise LawUnreadable(f"provision {row['code']}: status {row['status']!r}")
    _once((row["code"] for row in instruments), "instrument")
    _once((row["code"] for row in provisions), "provision")
    places = {_place(i["code"], a["number"]) for i in instruments for a in i.get("articles", ())}
    for row in provisions:
        if row["article"] not in places:
            raise LawUnreadable(f"provision {row['code']}: no article {row['article']!r}")
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, default=str)
    return Register(instruments, provisions, hashlib.sha256(text.encode()).hexdigest())


@use_case
def load(content: Mapping[str, Any], *, pack: str, by: User) -> LawEdition:
    """Load a register as a new edition that stands from now on; the same content changes nothing.

    Args:
        content: what `law.yaml` of the pack holds.
        pack: id of the pack.
        by: who loads it.

    Returns:
        The edition that stands.

    Raises:
        LawUnreadable: see `read`; also where a provision names an agency that is not loaded.
        AccessDenied: the person may not.
    """
    access.require(by, Permission.LAW_PROVISION_LOAD)
    register = read(content)
    standing = LawEdition.objects.filter(digest=register.digest).first()
    if standing is not None:
        unchanged()
        return standing
    edition = LawEdition.objects.create(digest=register.digest, pack=pack, loaded_at=timezone.now())
    articles = _store_instruments(edition, register)
    _store_provisions(edition, register, articles)
    record(
        LawLoaded(
            pack=pack,
            digest=register.digest,
            instruments=len(register.instruments),
            provisions=len(register.provisions),
        ),
        subject=f"law.register:{pack}",
        by=by,
    )
    return edition


def _store_instruments(edition: LawEdition, register: Register) -> dict[str, Article]:
    articles: dict[str, Article] = {}
    for row in register.instruments:
        instrument = Instrument.objects.create(
            edition=edition,
            code=row["code"],
            kind=row["kind"],
            number=str(row.get("number", "")),
            titles=_names(row["title"]),
            short=_names(row["short"]),
            adopted_on=_day(row.get("adopted_on")),
            in_force_from=_day(row.get("from")),
            in_force_to=_day(row.get("to")),
            verified=row.get("source", UNVERIFIED) != UNVERIFIED,
            source=str(row.get("source", UNVERIFIED)),
            note=_names(row.get("note") or {}),
        )
        for article in row.get("articles", ()):
            articles[_place(row["code"], article["number"])] = Article.objects.create(
                instrument=instrument,
                number=str(article["number"]),
                subject=_names(article.get("subject") or {}),
            )
    return articles


def _store_provisions(edition: LawEdition, register: Register, articles: Mapping[str, Article]) -> None:
    agencies = {agency.code: agency for agency in accounts.agencies()}
    for row in register.provisions:
        agency = agencies.get(row["agency"])
        if agency is None:
            raise LawUnreadable(f"provision {row['code']}: no agency {row['agency']!r}")
        Provision.objects.create(
            edition=edition,
            code=row["code"],
            act=row["act"],
            activity=row["activity"],
            goods_class=row["goods_class"],
            article=articles[row["article"]],
            agency=agency,
            status=row["status"].upper(),
            valid_from=_day(row.get("from")),
            valid_to=_day(row.get("to")),
            verified=row["source"] != UNVERIFIED,
            source=str(row["source"]),
        )


def _place(instrument: str, number: object) -> str:
    return f"{instrument}#{number}"


def _need(row: Mapping[str, Any], keys: Iterable[str], what: str) -> None:
    missing = [key for key in keys if row.get(key) in (None, "")]
    if missing:
        raise LawUnreadable(f"{what} {row.get('code', '?')}: {', '.join(missing)} missing")


def _once(codes: Iterable[str], what: str) -> None:
    seen: set[str] = set()
    for code in codes:
        if code in seen:
            raise LawUnreadable(f"{what} {code}: twice")
        seen.add(code)


def _names(value: object) -> dict[str, str]:
    if isinstance(value, str):
        return {"en": value}
    return {str(k): str(v) for k, v in value.items()} if isinstance(value, Mapping) else {}


def _day(value: object) -> date | None:
    match value:
        case None | "":
            return None
        case date():
            return value
        case str():
            return date.fromisoformat(value)
        case _:
            raise LawUnreadable(f"{value!r} is no date")
