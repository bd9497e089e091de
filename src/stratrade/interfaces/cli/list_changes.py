"""`stratrade lists diff|hs` and the day of `show`: editions side by side, and customs codes back to entries."""

import contextlib
import json
import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path

import django
from django.conf import settings
from django.utils import translation

from stratrade.apps import shelf
from stratrade.apps.lists import announced
from stratrade.apps.wording import changes
from stratrade.engines.lists import load
from stratrade.engines.lists import standing as list_day
from stratrade.engines.lists.codes import is_intangible
from stratrade.engines.lists.diff import diff
from stratrade.engines.lists.model import Edition
from stratrade.engines.lists.reading import EditionError
from stratrade.interfaces.cli import list_import
from stratrade.interfaces.cli.errors import Unusable

LANGUAGES = ("en", "fr", "km")
_DIGEST = re.compile(r"[0-9a-f]{8,64}")
_HS = re.compile(r"[0-9]{4,8}")
_LOCALE = Path(changes.__file__).parents[2] / "locale"


def day(text: str) -> date:
    """A day typed as 2026-01-31.

    Raises:
        Unusable: it is none.
    """
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Unusable(f"{text!r} is no day; write it as 2026-01-31") from None


def edition_on(on: date) -> Edition:
    """The packaged edition that stood on a day: the latest that had begun and not ended.

    Raises:
        Unusable: none stood.
    """
    editions = [shelf.read_edition(name) for name in shelf.edition_ids()]
    standing = [edition for edition in editions if edition.in_force(on)]
    if not standing:
        raise Unusable(f"no packaged control list was in force on {on}")
    return max(standing, key=lambda edition: (edition.valid_from or date.min, edition.id))


def named(name: str) -> Edition:
    """The edition meant by a packaged id, the beginning of a digest, or a folder of YAML files.

    Raises:
        Unusable: there is none such, or it cannot be read.
    """
    try:
        if name in shelf.edition_ids():
            return shelf.read_edition(name)
        folder = Path(name)
        if folder.is_dir():
            return load.parse({f.name: f.read_text("utf-8") for f in sorted(folder.glob("*.yaml"))})
        if _DIGEST.fullmatch(name):
            for known in map(shelf.read_edition, shelf.edition_ids()):
                if known.digest.startswith(name):
                    return known
    except (EditionError, OSError, UnicodeDecodeError) as problem:
        raise Unusable(f"{name}: {problem}") from None
    raise Unusable(f"{name}: no packaged edition, digest or folder")


def report(before: str, after: str, *, language: str) -> int:
    """Print what the second edition says otherwise than the first, a paragraph a line."""
    speak()
    old, new = named(before), named(after)
    found = diff(old, new)
    with translation.override(language):
        for finding in found:
            print(f"{finding.reference}: {changes.told(finding, (new, old))}")
    print(f"{old.id} {old.digest[:12]} -> {new.id} {new.digest[:12]}: {len(found)}")
    return 0


def standing(edition: str | None) -> Edition:
    """The edition that customs codes are looked up in: the named one, else the one this installation has in force.

    Raises:
        EditionError, UnknownEditionError: see `shelf.read_edition`.
    """
    if edition is None:
        with contextlib.suppress(LookupError):
            return shelf.open_index(announced.announced(_today()), _not_kept).edition
    return shelf.read_edition(edition)


def _today() -> date:
    return datetime.now(UTC).astimezone().date()


def _not_kept() -> Mapping[str, object]:
    raise LookupError("the index is not kept here")


def stood(on: date, edition: str | None, *, language: str, as_json: bool) -> int:
    """Print what the list was on a day: the edition in force and its entries, with only what stood on that day.

    Args:
        on: the day.
        edition: a packaged edition to look at; the one that this installation had in force where none is named.
        language: of the titles.
        as_json: one JSON document.

    Raises:
        Unusable: no edition was in force.
    """
    found = _stood(on, edition)
    if not found.in_force(on):
        raise Unusable(f"{found.id} was not in force on {on}")
    entries = list(list_day.edition_on(found, on).entries.values())
    titles = {entry.code: entry.title.get(language) or entry.title["en"] for entry in entries}
    if as_json:
        head = {"on": on.isoformat(), "edition": found.id, "digest": found.digest}
        print(json.dumps({**head, "entries": titles}, ensure_ascii=False))
        return 0
    for code, title in titles.items():
        print(f"{code:<10} {title}")
    print(f"{found.id} {found.digest[:12]} on {on}: {len(entries)} entries")
    return 0


def _stood(on: date, edition: str | None) -> Edition:
    if edition is not None:
        return shelf.read_edition(edition)
    digest = announced.announced(on)
    if not digest:
        return edition_on(on)
    packaged = (shelf.read_edition(name) for name in shelf.edition_ids())
    ours = next((known for known in packaged if known.digest == digest), None)
    try:
        return ours or shelf.open_index(digest, _not_kept).edition
    except LookupError:
        reason = "its index was built by another release; start the product once, or name --edition"
        raise Unusable(f"edition {digest[:12]} was in force here on {on}, but {reason}") from None


def of_hs(code: str, edition: Edition, tariff: Path | None = None) -> int:
    """Print the entries that goods under a customs code of four to eight digits may fall in.

    Args:
        code: the code, with or without dots.
        edition: where links and national lines are looked up.
        tariff: a table of national lines to use in place of those of the edition.
    """
    digits = code.replace(".", "").replace(" ", "")
    if not _HS.fullmatch(digits):
        raise Unusable(f"{code!r} is no HS code of four to eight digits")
    lines = edition.tariff if tariff is None else list_import.lines(tariff, edition)
    line = lines.get(digits)
    wanted = line.hs if line else digits[:6]
    for number in lines:
        if number.startswith(digits):
            words = lines[number].title
            print(f"{number[:4]}.{number[4:6]}.{number[6:]}  {words['en']}  {words.get('km', '')}".rstrip())
    rows = [
        (link.hs, entry.code, link.strength, entry.title["en"])
        for entry in edition.entries.values()
        for link in entry.hs
        if link.hs.startswith(wanted)
    ]
    for hs, entry_code, strength, title in sorted(rows):
        print(f"{hs[:4]}.{hs[4:]}  {entry_code:<10} {strength:<9} {title}")
    print(f"{edition.id}: {len(rows)} links under {wanted}")
    return 0


def counted(edition: Edition) -> int:
    """Print how many pairs of customs codes and entries the edition has, by strength and source."""
    rows = [(entry, link) for entry in edition.entries.values() for link in entry.hs]
    tangible = [(entry, link) for entry, link in rows if not is_intangible(entry.code)]
    for strength in ("direct", "partial", "possible"):
        print(f"{strength:<9} {sum(link.strength == strength for _, link in rows)}")
    print(f"official  {sum(link.source == 'official' for _, link in rows)}")
    print(f"with a reason {sum(bool(link.reason) for _, link in rows)}")
    print(
        f"{edition.id}: {len(rows)} pairs, {len(tangible)} of them over "
        f"{len({entry.code for entry, _ in tangible})} tangible entries; {len(edition.tariff)} national lines"
    )
    return 0


def speak() -> None:
    """Sentences need the catalogues; nothing else of the framework is set up."""
    if not settings.configured:
        settings.configure(USE_I18N=True, LOCALE_PATHS=[str(_LOCALE)], LANGUAGE_CODE="en")
        django.setup()
