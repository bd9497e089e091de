"""Watch lists by edition, screenings as evidence, alerts and what was decided."""

from stratrade.apps.screening.models.alert import Alert, Disposition, Trusted
from stratrade.apps.screening.models.freeze import FinancialReference, Freeze, FreezeMatter, FreezeStop
from stratrade.apps.screening.models.kept import KeptEntry
from stratrade.apps.screening.models.screening import Batch, Screening
from stratrade.apps.screening.models.watchlist import ListedEntry, ListEdition, Receipt, WatchList

__all__ = [
    "Alert",
    "Batch",
    "Disposition",
    "FinancialReference",
    "Freeze",
    "FreezeMatter",
    "FreezeStop",
    "KeptEntry",
    "ListEdition",
    "ListedEntry",
    "Receipt",
    "Screening",
    "Trusted",
    "WatchList",
]
