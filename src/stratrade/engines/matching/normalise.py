"""A name brought to tokens that can be compared across spellings and scripts."""

import re
import unicodedata
from functools import lru_cache

from anyascii import anyascii

from stratrade.kernel.text import search_key

LONGEST = 400  # characters of a name that are looked at; longer input is cut, so that the time stays bounded
MOST_TOKENS = 24

_SPLIT = re.compile(r"[^\w]+", re.UNICODE)
_HONORIFICS = frozenset(
    (
        "mr mrs ms miss dr prof sir haji hajji hajj mullah maulavi mawlawi sheikh shaykh sayed sayyid "
        "general gen colonel col major capt captain lt brigadier samdech oknha lok neak he hrh eng engr "
        "ing qari ustad mohtaram "
    ).split()
)
_LEGAL = {
    "ltd": "limited", "limited": "limited", "llc": "limited", "gmbh": "limited", "sarl": "limited", "bhd": "limited",
    "sdn": "limited", "pte": "limited", "pvt": "limited", "private": "limited", "plc": "public", "ag": "public",
    "sa": "public", "spa": "public", "nv": "public", "jsc": "public", "ojsc": "public", "pjsc": "public",
    "oao": "public", "ao": "public", "ooo": "limited", "inc": "corporation", "incorporated": "corporation",
    "corp": "corporation", "corporation": "corporation", "co": "company", "company": "company", "cie": "company",
    "est": "establishment", "establishment": "establishment", "kg": "limited", "bv": "limited", "srl": "limited",
    "tbk": "public", "pt": "company", "fzco": "limited", "fze": "limited", "fzc": "limited", "jv": "venture",
}  # fmt: skip
_WORDS = {
    "intl": "international", "int": "international", "comm": "commercial", "grp": "group", "tech": "technology",
    "technologies": "technology", "srvcs": "services", "svcs": "services", "ind": "industries",
    "industry": "industries", "industrial": "industries", "trdg": "trading", "trade": "trading", "gen": "general",
    "mfg": "manufacturing", "eng": "engineering", "org": "organization", "organisation": "organization",
    "bros": "brothers", "natl": "national", "dev": "development", "dept": "department", "univ": "university",
    "inst": "institute", "assn": "association", "shpg": "shipping",
}  # fmt: skip
_PARTICLES = frozenset(
    ("al el ul ad an ar as at az ash bin ben ibn bint von van de del della da di dos the of and & ").split()
)
_SOFT = (
    (re.compile(r"(.)\1+"), r"\1"),
    (re.compile(r"ph"), "f"),
    (re.compile(r"kh|gh|q|ck|c(?=[aourlt])"), "k"),
    (re.compile(r"zh|dj|j"), "j"),
    (re.compile(r"sch|sh|ch|tch"), "s"),
    (re.compile(r"th"), "t"),
    (re.compile(r"dh"), "d"),
    (re.compile(r"ou|oo|u|w"), "u"),
    (re.compile(r"ee|ie|y|iy|ii|ei"), "i"),
    (re.compile(r"v|f"), "f"),
    (re.compile(r"h"), ""),
    (re.compile(r"e|i"), "i"),
    (re.compile(r"o|u"), "u"),
    (re.compile(r"(.)\1+"), r"\1"),
)
_VOWELS = re.compile(r"[aeiou]")
_KHMER = re.compile(r"[\u1780-\u17ff]")
_HANGUL = re.compile(r"[\uac00-\ud7a3]")


@lru_cache(maxsize=20_000)
def tokens(name: str) -> tuple[str, ...]:
    """The comparable words of a name, in order: Latin letters, no accents, honorifics and particles dropped.

    >>> tokens("Dr. José AL-MARTINEZ")
    ('jose', 'martinez')
    >>> tokens("CO LTD")
    ('company', 'limited')
    """
    key = search_key(name[:LONGEST])
    latin = key if key.isascii() else _latin(key)
    found = [t for t in _SPLIT.split(latin.casefold()) if t][: MOST_TOKENS * 2]
    kept = [_WORDS.get(t, _LEGAL.get(t, t)) for t in found if t not in _PARTICLES]
    named = [t for t in kept if t not in _HONORIFICS] or kept or found
    return tuple(_joined_initials(named)[:MOST_TOKENS])


def is_legal(token: str) -> bool:
    """Whether a token only says what kind of company it is."""
    return token in _CLASSES


_CLASSES = frozenset(_LEGAL.values())


@lru_cache(maxsize=50_000)
def soft(token: str) -> str:
    """A spelling-tolerant form: transliteration variants of one sound become one letter.

    >>> soft("mohammed") == soft("muhamed"), soft("qadhafi") == soft("kadafi")
    (True, True)
    """
    form = token
    for pattern, letter in _SOFT:
        form = pattern.sub(letter, form)
    return form or token


@lru_cache(maxsize=50_000)
def skeleton(token: str) -> str:
    """The consonants of the soft form, for scripts that do not write vowels.

    >>> skeleton("salim") == skeleton("slm")
    True
    """
    form = _VOWELS.sub("", soft(token))
    return form or soft(token)


def script(text: str) -> str:
    """The script most letters of a text belong to, by Unicode name; Latin where there is no letter.

    >>> script("ស្នប់"), script("Иван"), script("abc")
    ('KHMER', 'CYRILLIC', 'LATIN')
    """
    counts: dict[str, int] = {}
    for character in text[:LONGEST]:
        if character.isalpha() or unicodedata.category(character).startswith("M"):
            name = unicodedata.name(character, "").split(" ")[0]
            counts[name] = counts.get(name, 0) + 1
    return max(counts, key=lambda k: counts[k]) if counts else "LATIN"


def _latin(key: str) -> str:
    """Latin letters for any script; Korean syllables stay apart."""
    if _HANGUL.search(key):
        key = _HANGUL.sub(lambda m: f" {m.group(0)} ", key)
    return search_key(anyascii(key))


def _joined_initials(found: list[str]) -> list[str]:
    """Runs of single letters that spell an abbreviation become one token (j s c -> jsc)."""
    out: list[str] = []
    run = ""
    for token in [*found, ""]:
        if len(token) == 1 and token.isalpha() and len(found) > 3:  # noqa: PLR2004 - short names keep initials
            run += token
            continue
        if len(run) > 2:  # noqa: PLR2004 - one or two letters are initials of given names
            out.append(_LEGAL.get(run, run))
        else:
            out.extend(run)
        run = ""
        if token:
            out.append(token)
    return out
