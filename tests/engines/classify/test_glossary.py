"""Nouns of other languages are read as the English words of the list."""

import pytest

from stratrade.engines.classify.glossary import Glossary

GLOSSARY = Glossary(
    {
        "km": {"ស្នប់": "pump", "ស្នប់បូម": "suction pump", "សុញ្ញកាស": "vacuum"},
        "fr": {"vanne à soufflet": "bellows valve", "vanne": "valve", "pompe": "pump"},
        "vi": {"máy ly tâm": "centrifuge"},
        "zh": {"离心机": "centrifuge"},
    }
)


@pytest.mark.parametrize(
    ("text", "english"),
    [
        ("ស្នប់បូមសុញ្ញកាស", "suction pump vacuum"),
        ("ស្នប់ 380 mm", "pump 380 mm"),
        ("Vannes à soufflet Hastelloy DN 25", "bellows valve Hastelloy DN 25"),
        ("pompe, vanne", "pump, valve"),
        ("Máy ly tâm 10000 rpm", "centrifuge 10000 rpm"),
        ("离心机 2台", "centrifuge 2台"),
    ],
)
def test_nouns_are_put_into_english_the_longest_first(text, english):
    assert " ".join(GLOSSARY.translated(text).split()) == english


@pytest.mark.parametrize("text", ["", "vacuum pump 380 mm", "pompeux", "ទឹកត្រី", "  "])
def test_what_is_not_known_stays_as_it_is(text):
    assert GLOSSARY.translated(text) == text


def test_an_empty_glossary_changes_nothing():
    assert Glossary({}).translated("ស្នប់ pompe") == "ស្នប់ pompe"


def test_a_description_in_khmer_is_identified_as_the_english_one(ask):
    khmer, english = ask("ស្នប់បូមសុញ្ញកាសទួរបូ 380 mm inlet"), ask("turbomolecular pump 380 mm inlet")
    assert [c.entry for c in khmer.candidates] == [c.entry for c in english.candidates]
    assert khmer.verdict == english.verdict
