"""Reference data of a fresh installation: agencies, law register, control list, the dated watch-list snapshot."""

import datetime as dt
import hashlib
from collections.abc import Callable
from importlib.resources import files
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_noop as _

from stratrade.apps.accounts import queries as accounts
from stratrade.apps.accounts import services as account_services
from stratrade.apps.accounts.access import SYSTEM
from stratrade.apps.law import services as law
from stratrade.apps.lists import services as lists
from stratrade.apps.screening import queries as screening
from stratrade.apps.screening import services as screening_services
from stratrade.interfaces.exchange.watchlists import lines
from stratrade.kernel import yamltext

SNAPSHOT = "un-2026-02-27.jsonl"
SNAPSHOT_DAY = dt.date(2026, 2, 27)
FIRST_DAY = dt.date(2025, 11, 15)
"""The day from which the packaged edition of the control list is taken to be in force."""


def nobody() -> bool:
    """Whether no account has been opened yet."""
    return not accounts.page(for_=SYSTEM).exists()


def load(tell: Callable[[str], None]) -> None:
    """Bring reference data up to what this release carries; what is there already stays."""
    fresh = not accounts.agencies()
    if fresh:
        tell("Loading agencies, law register, control list and watch-list snapshot…")
    account_services.load_agencies(
        _pack("agencies.yaml")["agencies"], pack=settings.STRATRADE_PACK, by=SYSTEM
    )
    law.load(_pack("law.yaml"), pack=settings.STRATRADE_PACK, by=SYSTEM)
    row = lists.load(by=SYSTEM)
    lists.adopt(row.digest, in_force_from=FIRST_DAY, by=SYSTEM)
    if screening.standing_edition("UN") is None:
        _watchlist()


def _watchlist() -> None:
    raw = (files("stratrade") / "data" / "watchlists" / SNAPSHOT).read_bytes()
    screening_services.adopt(
        "UN",
        lines.parse(raw),
        hashlib.sha256(raw).hexdigest(),
        names={
            "en": "United Nations Security Council Consolidated List",
            "fr": "Liste récapitulative du Conseil de sécurité des Nations Unies",
            "km": "បញ្ជីរួមរបស់ក្រុមប្រឹក្សាសន្តិសុខអង្គការសហប្រជាជាតិ",
        },
        publisher=_("United Nations Security Council"),
        legal_basis=_("Charter of the United Nations, Chapter VII"),
        label=_("Demonstration snapshot: names, dates and reference numbers only"),
        published_on=SNAPSHOT_DAY,
        by=SYSTEM,
    )


def _pack(name: str) -> Any:
    path = files("stratrade") / "data" / "packs" / settings.STRATRADE_PACK / name
    return yamltext.read(path.read_text(encoding="utf-8"))
