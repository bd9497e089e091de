"""What the publishers of lists write in their own ways, brought to ours: days of birth, kinds of numbers, sexes."""

import re
from collections.abc import Iterable, Mapping

from stratrade.engines.matching.model import ListedName
from stratrade.engines.matching.normalise import script
from stratrade.kernel import country

MOST_YEARS = 10
"""A span of years of birth longer than this tells nothing."""
_MONTHS = {
    name: number
    for number, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), start=1)
}
_ISO = re.compile(r"^(\d{4})-(\d{2})-(\d{2})")
_SLASHED = re.compile(r"^(\d{1,2})[/.](\d{1,2})[/.](\d{4})$")
_SPELT = re.compile(r"^(?:(\d{1,2})\s+)?([A-Za-z]{3})[a-z]*\.?\s+(\d{4})$")
_YEARS = re.compile(r"\b(1[89]\d{2}|20\d{2})\b")
_KINDS = (
    ("imo", ("imo", "vessel registration identification")),
    ("mmsi", ("mmsi", "maritime mobile service")),
    ("call_sign", ("call sign", "callsign")),
    ("tail", ("tail number", "aircraft registration", "construction number", "serial number (msn)")),
    ("passport", ("passport", "travel document")),
    ("tax", ("tax", "inn", "vat", "fiscal", "rfc", "cuit", "nit #", "r.f.c.", "ein")),
    ("registration", ("regist", "ogrn", "commercial", "business", "lei", "company number", "regnumber", "duns",
                      "unified social credit", "license", "licence", "swift", "bic", "okpo", "kpp")),
    ("national_id", ("national", "identity", "identification", "cedula", "ssn", "social security", "id card",
                     "personal id", "citizen", "id")),
)  # fmt: skip
_NO_NUMBERS = (
    "date",
    "gender",
    "website",
    "email",
    "e-mail",
    "phone",
    "sanction",
    "risk",
    "directive",
    "ticker",
    "target",
    "transaction",
    "nationality",
    "organization type",
    "executive order",
    "information",
)
"""Words in what a list calls something that it keeps beside numbers and that is none."""
_COUNTRIES = {
    "north korea": "KP",
    "south korea": "KR",
    "korea, north": "KP",
    "korea, south": "KR",
    "burma": "MM",
    "turkey": "TR",
    "democratic republic of the congo": "CD",
    "congo, democratic republic of the": "CD",
    "congo (democratic republic)": "CD",
    "dr congo": "CD",
    "congo, republic of the": "CG",
    "state of palestine": "PS",
    "palestinian": "PS",
    "west bank": "PS",
    "region: gaza": "PS",
    "occupied palestinian territories": "PS",
    "the gambia": "GM",
    "the bahamas": "BS",
    "cote d ivoire": "CI",
    "ivory coast": "CI",
    "macau": "MO",
    "china, hong kong special administrative region": "HK",
    "macedonia, the former yugoslav republic of": "MK",
    "cape verde": "CV",
    "swaziland": "SZ",
    "east timor": "TL",
}
"""Countries as publishers of lists write them, where their official names are others."""
_LONG = 5  # digits of a number that is picked out of a sentence
_PLAIN = re.compile(r"[\w./ -]{1,30}")
_PICKED = re.compile(r"[A-Za-z]{0,4}[0-9][0-9A-Za-z./-]*")
_SHIP = re.compile(r"(?<!\d)\d{7}(?!\d)")


def days(text: str) -> tuple[str, ...]:
    """Dates of birth as ISO days or as years, every year of a short span.

    >>> days("28 Apr 1937"), days("00/00/1965"), days("circa 1960"), days("1970 to 1972"), days("unknown")
    (('1937-04-28',), ('1965',), ('1960',), ('1970', '1971', '1972'), ())
    """
    plain = " ".join(text.split())
    if found := _ISO.match(plain):
        year, month, day = found.groups()
        return (f"{year}-{month}-{day}",) if month != "00" and day != "00" else (year,)
    if found := _SLASHED.match(plain):
        day, month, year = found.groups()
        exact = 0 < int(day) <= 31 and 0 < int(month) <= 12  # noqa: PLR2004 - days and months
        return (f"{year}-{int(month):02d}-{int(day):02d}",) if exact else (year,)
    if found := _SPELT.match(plain):
        day, month, year = found.groups()
        number = _MONTHS.get(month.lower())
        return (f"{year}-{number:02d}-{int(day):02d}",) if number and day else (year,)
    years = [int(y) for y in _YEARS.findall(plain)]
    if len(years) == 2 and 0 <= years[1] - years[0] <= MOST_YEARS:  # noqa: PLR2004 - from and to
        return tuple(str(y) for y in range(years[0], years[1] + 1))
    return tuple(dict.fromkeys(map(str, years)))


def kind_of(words: str) -> str:
    """The kind of a number by what a list calls it (see `engines.matching.model.IDENTIFIERS`).

    >>> kind_of("Passport"), kind_of("Tax ID No."), kind_of("Vessel Registration Identification"), kind_of("other")
    ('passport', 'tax', 'imo', 'document')
    """
    said = words.lower().replace("_", " ")
    if "driv" in said:
        return "document"
    for kind, signs in _KINDS:
        if any(sign in said if len(sign) > 3 else sign in said.split() for sign in signs):  # noqa: PLR2004
            return kind
    return "document"


def is_number(words: str) -> bool:
    """Whether what a list calls something is a number of the party, and no day, address or remark beside it.

    >>> is_number("Passport"), is_number("Effective Date (EO 14024)"), is_number("Secondary sanctions risk:")
    (True, False, False)
    """
    said = words.lower()
    return not any(sign in said for sign in _NO_NUMBERS) and not (
        "address" in said and "currency" not in said
    )


def picked(text: str) -> list[str]:
    """The numbers of a cell that may hold a sentence about them.

    >>> picked("RC 77"), picked("(No.): 190950894 (Belarus), 7704734000/770301001 (Russia)")
    (['RC 77'], ['190950894', '7704734000', '770301001'])
    """
    plain = " ".join(text.split())
    if not plain or _PLAIN.fullmatch(plain):
        return [plain] if plain else []
    parts = (part.strip("./-") for found in _PICKED.findall(plain) for part in found.split("/"))
    found = [part for part in parts if sum(c.isdigit() for c in part) >= _LONG]
    return list(dict.fromkeys(found)) or [plain[:80]]


def numbers(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    """Numbers by kind, each once; of ship numbers only the seven digits.

    >>> numbers([("imo", "IMO 9074729"), ("passport", "A1"), ("passport", "A1"), ("tax", " ")])
    {'imo': ('9074729',), 'passport': ('A1',)}

    A dash stands for a number that is not known.
    """
    found: dict[str, dict[str, None]] = {}
    for kind, value in pairs:
        ship = _SHIP.search(value) if kind == "imo" else None
        plain = ship.group(0) if ship else " ".join(value.split())
        if any(c.isalnum() for c in plain):
            found.setdefault(kind, {})[plain] = None
    return {kind: tuple(values) for kind, values in found.items()}


def sex(text: str) -> str:
    """f, m, or nothing.

    >>> sex("Female"), sex("M"), sex("")
    ('f', 'm', '')
    """
    first = text.strip().lower()[:1]
    return first if first in {"f", "m"} else ""


def countries(texts: Iterable[str]) -> tuple[str, ...]:
    """The codes of what can be read as a country, each once; "00" and the like are none.

    >>> countries(["Iraq", "iq", "nowhere", "Iraq; Syria", "Iran (Islamic Republic of)", "Korea, North"])
    ('IQ', 'SY', 'IR', 'KP')
    """
    parts = (part.strip() for text in texts for part in re.split(r"[;\n]|\(\d+\)", text))
    return tuple(dict.fromkeys(code for part in parts if part and (code := _country(part))))


def _country(text: str) -> str | None:
    bare = text.split("(", 1)[0].strip()
    return country.parse(text) or _COUNTRIES.get(text.lower()) or (country.parse(bare) if bare else None)


def name(text: str, quality: str = "strong") -> ListedName | None:
    """A name without needless blanks; None where nothing is left of it."""
    plain = " ".join(text.split())
    return ListedName(plain, quality, script(plain)) if plain else None


def names(found: Iterable[ListedName | None]) -> tuple[ListedName, ...]:
    """Names in their order, each spelling once; a spelling that is strong anywhere is strong."""
    kept: dict[str, ListedName] = {}
    for one in found:
        if one is not None and (one.text not in kept or kept[one.text].quality == "weak" != one.quality):
            kept[one.text] = one
    return tuple(kept.values())


def line(parts: Iterable[str | None]) -> str:
    """An address in one line."""
    return ", ".join(" ".join(p.split()) for p in parts if p and p.strip())


def gathered(rows: Iterable[Mapping[str, str]], *columns: str) -> list[str]:
    """What stands in any of the columns of any of the rows, in order, each once."""
    found = (" ".join(row[c].split()) for row in rows for c in columns if row.get(c, "").strip())
    return list(dict.fromkeys(found))
