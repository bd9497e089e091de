"""Lists that several forms offer."""

from functools import cache

import pycountry
from django.utils.translation import gettext_lazy as _

from stratrade.kernel import country

UNITS = [
    ("C62", _("pieces")),
    ("SET", _("sets")),
    ("KGM", _("kilograms")),
    ("GRM", _("grams")),
    ("MGM", _("milligrams")),
    ("TNE", _("tonnes")),
    ("LTR", _("litres")),
    ("MLT", _("millilitres")),
    ("MTR", _("metres")),
    ("MTK", _("square metres")),
    ("MTQ", _("cubic metres")),
]
BARREL = ("BLL", _("barrels"))
"""In which resolutions count oil; nowhere else offered."""
CURRENCIES = [
    ("USD", "USD"),
    ("KHR", "KHR"),
    ("EUR", "EUR"),
    ("THB", "THB"),
    ("VND", "VND"),
    ("CNY", "CNY"),
    ("JPY", "JPY"),
]


@cache
def countries(language: str | None) -> list[tuple[str, str]]:
    """Every country with its name in a language, sorted by name, after an empty choice."""
    named = [(c.alpha_2, country.name(c.alpha_2, language or "en")) for c in pycountry.countries]
    return [("", "—"), *sorted(named, key=lambda pair: pair[1])]
