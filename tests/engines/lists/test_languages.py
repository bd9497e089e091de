"""What the packaged list says in French and Khmer: complete, figures as in English, one word for one thing."""

import csv
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from importlib.resources import files

import pytest

from stratrade.apps import shelf
from stratrade.engines.lists import load
from stratrade.engines.lists.model import Edition, FeatureTest, PurposeTest

KHMER = re.compile("[\u1780-\u17b3]")
WORD = re.compile(r"[A-Za-z]{4}")
NUMBER = re.compile(r"(?<![\w.,])\d++(?:[.,]\d++)*+(?:(?![\w.]?\w)|(?=[a-z°%µΩ]))")
"""A figure on its own: not the digits of 2B350, of UF6 or of a code such as b.3."""
THOUSANDS = {"en": r"[ ,\u00a0\u202f]", "fr": r"[ \u00a0\u202f]", "km": r"[. \u00a0\u202f]"}
TERMS = files("stratrade") / "data" / "lists" / "terms-km.csv"


@pytest.fixture(scope="module")
def edition() -> Edition:
    return load.parse(shelf.edition_files(shelf.edition_ids()[0]))


@pytest.fixture(scope="module")
def terms() -> list[dict[str, str]]:
    return list(csv.DictReader(TERMS.read_text("utf-8").splitlines()))


def asked(edition: Edition) -> Iterator[tuple[str, Mapping[str, str]]]:
    """What an officer is asked: names of facts, questions, answers to choose from."""
    for parameter in edition.parameters.values():
        yield f"{parameter.id} label", parameter.label
        if parameter.question:
            yield f"{parameter.id} question", parameter.question
        for option, names in parameter.options.items():
            yield f"{parameter.id} {option}", names
    for entry in edition.entries.values():
        for node in entry.criteria.walk():
            if isinstance(node.test, FeatureTest | PurposeTest) and node.test.question:
                yield node.path, node.test.question


def said(edition: Edition) -> Iterator[tuple[str, Mapping[str, str]]]:
    """All that the list says to a reader."""
    yield from asked(edition)
    for entry in edition.entries.values():
        yield entry.code, entry.title
        yield from ((node.path, node.title) for node in entry.criteria.walk())


def figures(text: str, language: str) -> list[Decimal]:
    """The figures in a text as its language writes them, in order of size."""
    plain = re.sub(rf"(?<=\d){THOUSANDS[language]}(?=\d{{3}}(?!\d))", "", text)
    found = [number.replace(",", ".") for number in NUMBER.findall(plain)]
    return sorted(Decimal(number) for number in found if number.count(".") < 2)


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("above 1,200 kJ/kg and 0.5 µm", "en", ["0.5", "1200"]),
        ("plus de 76 200 m, 2B350.g, UF6", "fr", ["76200"]),
        ("លើស 76.200 m និង 0,5 µm នៃ 2B350.g.1", "km", ["0.5", "76200"]),
    ],
)
def test_figures_reads_numbers_as_the_language_writes_them(text, language, expected):
    assert figures(text, language) == [Decimal(number) for number in expected]


def test_every_question_and_answer_is_in_three_languages(edition):
    assert [where for where, words in asked(edition) if not {"en", "fr", "km"} <= set(words)] == []


def test_khmer_is_in_khmer_letters(edition):
    latin = [(where, words["km"]) for where, words in said(edition) if not KHMER.search(words.get("km", "ក"))]
    assert [one for one in latin if WORD.search(one[1])] == []


@pytest.mark.parametrize("language", ["fr", "km"])
def test_figures_are_those_of_the_english(edition, language):
    told = {(words["en"], words[language]) for _, words in said(edition) if language in words}
    assert [one for one in told if figures(one[0], "en") != figures(one[1], language)] == []


def test_terms_each_has_one_spelling(edition, terms):
    khmer = "\n".join(words["km"] for _, words in said(edition) if "km" in words)
    refused = [(row["english"], other) for row in terms for other in row["refused"].split("|") if other]
    assert [one for one in refused if one[1] in khmer] == []
    assert [row["english"] for row in terms if row["khmer"] not in khmer] == []


def test_terms_are_said_in_three_languages_once(terms):
    assert [
        row for row in terms if not (row["english"] and row["french"] and KHMER.search(row["khmer"]))
    ] == []
    assert len({row["english"] for row in terms}) == len({row["khmer"] for row in terms}) == len(terms)
