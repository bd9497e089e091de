"""What is typical of a product line is asked to be confirmed; it decides nothing."""

import pytest

from stratrade.apps import shelf
from stratrade.engines.classify.glossary import Glossary
from stratrade.engines.classify.identify import Query, identify
from stratrade.engines.classify.values import read_value

TYPICAL = "classify.value.typical"


@pytest.fixture(scope="module")
def index():
    return shelf.read_index()


def _candidate(found, entry):
    return next(candidate for candidate in found.candidates if candidate.entry == entry)


@pytest.mark.parametrize(
    ("text", "entry", "parameter", "typical"),
    [
        ("MKS Baratron 626A 10 Torr", "2B230", "accuracy_pct_fs", "0.25 %"),
        ("Pfeiffer HiPace 300", "2B231", "throat_size", "250 mm"),
        ("Sinamics G120 drive 15 kW", "3A225", "output_frequency", "550 Hz"),
        ("Hermle C42 U machining center", "2B201", "simultaneous_axes", "5"),
        ("DJI Agras T40", "9A112", "aerosol_tank", "40 l"),
        ("Trinity F90 survey kit", "9A012", "endurance", "90 min"),
    ],
)
def test_a_figure_of_a_product_line_is_said_and_asked_and_decides_nothing(
    text, entry, parameter, typical, index
):
    found = identify(Query(text), index)
    candidate = _candidate(found, entry)
    assert (found.verdict, candidate.status) == ("insufficient_data", "open")
    said = {f.params["parameter"]: f.params for f in candidate.because if f.code == TYPICAL}
    assert typical in said[parameter]["value"]
    assert said[parameter]["source"] == "unverified"
    asked = {ask.parameter: ask.typical for ask in candidate.ask}
    assert asked[parameter] == said[parameter]["value"]
    assert candidate.ask[0].typical, "first what the line would decide"


@pytest.mark.parametrize(
    ("text", "values", "entry", "status"),
    [
        ("Sinamics G120 drive", {"output_frequency": "550 Hz"}, "3A225", "excluded"),
        ("Pfeiffer HiPace 300", {"throat_size": "98 mm"}, "2B231", "excluded"),
        ("Hermle C42 U machining center", {"simultaneous_axes": "5"}, "2B201", "met"),
    ],
)
def test_what_somebody_confirms_decides(text, values, entry, status, index):
    answers = {name: read_value(name, value, index.edition) for name, value in values.items()}
    assert _candidate(identify(Query(text, values=answers), index), entry).status == status


def test_what_the_text_states_decides_against_the_line(index):
    found = _candidate(identify(Query("Pfeiffer HiPace 2300, throat size 420 mm"), index), "2B231")
    assert "throat_size" not in {f.params.get("parameter") for f in found.because if f.code == TYPICAL}
    assert "420 mm" in {f.params.get("value") for f in found.because}


def test_a_line_stands_where_its_words_do():
    glossary = Glossary({"lines": {"Maker M*": "vacuum pump 250 mm"}, "fr": {"vanne": "valve"}})
    text, lines = glossary.apart(glossary.marked("vanne, Maker M12 neuve"))
    assert text.split() == ["valve,", "vacuum", "pump", "250", "mm", "neuve"]
    assert [(line.name, text[line.start : line.end].strip()) for line in lines] == [
        ("Maker M*", "vacuum pump 250 mm")
    ]


def test_every_product_line_says_how_it_is_known(index):
    edition = index.edition
    assert edition.line_sources.keys() == edition.glossary["lines"].keys()
    assert set(edition.line_sources.values()) <= {"unverified", "maker"}
