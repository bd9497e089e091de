"""What a sentence names is read as words: codes as labels, units as symbols, countries by name."""

import pytest
from django.utils import translation

from stratrade.apps import wording
from stratrade.apps.wording.shown import shown


@pytest.mark.parametrize(
    ("key", "value", "language", "read"),
    [
        ("outcome", "licence_required", "en", "Licence required"),
        ("position", "NO_OBJECTION", "fr", "Pas d’objection"),
        ("lane", "inspect", "en", "Inspect"),
        ("unit", "KGM", "en", "kg"),
        ("country", "VN", "fr", "Viêt Nam"),
        ("part", "party END_USER", "en", "End user"),
        ("part", "item 3 removed", "en", "item 3, taken out"),
        ("limb", "informed, military_end_use", "en", None),
        ("op", "ge", "en", "≥"),
        ("entry", "2B350.g", "en", "2B350.g"),
        ("reason", "GRANT is what I wrote", "en", "GRANT is what I wrote"),
        ("name", "OPEN", "en", "OPEN"),
        ("quantity", 4, "en", 4),
        ("limit", "1000000", "en", "1,000,000"),
        ("amount", "1.8E+7", "en", "18,000,000"),
        ("limit", "30", "en", "30"),
    ],
)
def test_values_are_read_as_words(key, value, language, read):
    with translation.override(language):
        found = shown(key, value)
    if read is None:
        assert "informed" not in found
        assert "_" not in found
    else:
        assert found == read


def test_sentence_of_an_event_reads_its_codes():
    with translation.override("en"):
        said = wording.event_sentence(
            "casework.DecisionProposed", {"reference": "A-1", "outcome": "GRANT", "reason": "All agree."}
        )
    assert said == "Proposed for A-1: Grant. All agree."


def test_sentence_without_a_parameter_says_an_ellipsis():
    with translation.override("en"):
        assert wording.event_sentence("casework.CaseUnheld", {}) == "… is no longer on hold."
