"""Collect, compile and check the sentences of the screens: `python setup/messages.py collect|compile|check`.

Works without GNU gettext. `collect` reads every template and Python file under src and brings the catalogues
of each language up to date, keeping what is translated; `compile` writes the files the product reads;
`check` names what has no translation, one whose placeholders differ, or one in the letters of another language,
and fails where there is any.
"""

import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "stratrade"
LOCALE = SOURCE / "locale"
LANGUAGES = ("km", "fr")
DOMAIN = "django"
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
_UNSTABLE = tuple(
    f'"{name}'
    for name in (
        "POT-Creation-Date",
        "PO-Revision-Date",
        "Generated-By",
        "Last-Translator",
        "Language-Team",
        "Report-Msgid-Bugs-To",
    )
)
_PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|%[sd]")
# languages whose words cannot be written without these letters
_SCRIPTS = {"km": re.compile("[\u1780-\u17d3]")}
_NO_WORD = re.compile(r"%\(\w+\)[sd]|%[sd%]|<[^>]*>|&\w+;")
_WORD = re.compile(r"[a-z]{2}")


def path_of(language: str) -> Path:
    """The catalogue of a language."""
    return LOCALE / language / "LC_MESSAGES" / f"{DOMAIN}.po"


def collected() -> Catalog:
    """Every sentence in the source, with where it is said."""
    catalogue = Catalog(domain=DOMAIN, project="Stratrade", version="1", fuzzy=False)
    for path in _files():
        place = path.relative_to(ROOT).as_posix()
        text = path.read_text(encoding="utf-8")
        if path.suffix == ".html":
            # Templates become lines of calls; their indentation means nothing to the extractor.
            text = "\n".join(line.strip() for line in templatize(text, origin=place).splitlines())
        method = "python" if path.suffix == ".py" else "javascript"
        found = extract(method, io.BytesIO(text.encode()), keywords=KEYWORDS)
        for _line, messages, _comments, context in found:
            catalogue.add(messages, locations=[(place, 0)], context=context)
    return catalogue


def _files() -> Iterator[Path]:
    for pattern in ("**/*.html", "**/*.py"):
        for path in sorted(SOURCE.glob(pattern)):
            if not {"node_modules", "migrations", "__pycache__"} & set(path.parts):
                yield path


def opened(language: str) -> Catalog:
    """The catalogue of a language as it stands; an empty one where there is none."""
    path = path_of(language)
    if not path.exists():
        return Catalog(locale=language, domain=DOMAIN, project="Stratrade", version="1", fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, locale=language, domain=DOMAIN)


def collect() -> int:
    """Bring the catalogues up to date."""
    template = collected()
    for language in LANGUAGES:
        catalogue = opened(language)
        catalogue.update(template, no_fuzzy_matching=True, update_header_comment=False)
        catalogue.obsolete.clear()
        catalogue.header_comment = f"# {_title(language)}"
        path = path_of(language)
        path.parent.mkdir(parents=True, exist_ok=True)
        out = io.BytesIO()
        write_po(out, catalogue, width=110, sort_output=True, include_lineno=False, omit_header=False)
        # Dates of collecting would make every run a change.
        lines = [line for line in out.getvalue().decode().splitlines() if not line.startswith(_UNSTABLE)]
        path.write_text("\n".join(lines).rstrip() + "\n", encoding="utf-8")
    return 0


def _title(language: str) -> str:
    if language == "km":
        return (
            "Sentences of the screens in Khmer. A draft: to be reviewed by officials before it is relied on."
        )
    return "Sentences of the screens in French."


def compile_all() -> int:
    """Write the compiled catalogues."""
    for language in LANGUAGES:
        with path_of(language).with_suffix(".mo").open("wb") as file:
            write_mo(file, opened(language))
    return 0


def check() -> int:
    """Name what is not translated, or not with the same placeholders."""
    template = collected()
    wrong = 0
    for language in LANGUAGES:
        catalogue = opened(language)
        for message in template:
            fault = _fault(message, catalogue) if message.id else ""
            if fault:
                wrong += 1
                print(f"{language}: {fault}: {message.id!r}", file=sys.stderr)
    print(f"{sum(1 for m in template if m.id)} sentences, {wrong} faults in {', '.join(LANGUAGES)}")
    return 1 if wrong else 0


def _fault(message: Message, catalogue: Catalog) -> str:
    known = catalogue.get(message.id, message.context)
    strings = (
        [known.string] if known and isinstance(known.string, str) else list(known.string if known else [])
    )
    if not strings or not all(strings):
        return "not translated"
    source = message.id if isinstance(message.id, str) else message.id[1]
    wanted = {found.group(0) for found in _PLACEHOLDER.finditer(source)}
    for number, string in enumerate(strings, start=1):
        said = {found.group(0) for found in _PLACEHOLDER.finditer(string)}
        # "one line" may leave the number out; the last form may not.
        if said != wanted and not (number < len(strings) and said < wanted):
            return "placeholders differ"
    if any(foreign(string, str(catalogue.locale)) for string in strings):
        return "written in another language"
    return ""


def foreign(string: str, language: str) -> bool:
    """Whether it has words, and no letter of the script of its language; capitals alone are initials or a code."""
    said = _NO_WORD.sub("", string)
    script = _SCRIPTS.get(language)
    return script is not None and bool(_WORD.search(said)) and not script.search(said)


VERBS = {"collect": collect, "compile": compile_all, "check": check}

if __name__ == "__main__":
    if len(sys.argv) != 2 or sys.argv[1] not in VERBS:  # noqa: PLR2004 - the name and one verb
        sys.exit("usage: python setup/messages.py collect|compile|check")
    settings.configure(USE_I18N=True)
    sys.exit(VERBS[sys.argv[1]]())
