"""What follows from what goods are decides, is told apart from what was read, and gives way to what is stated."""

import pytest

from stratrade.apps import shelf
from stratrade.engines.classify.identify import Query, identify
from stratrade.engines.classify.values import read_value

FOLLOWS, READ = "classify.value.follows", "classify.value.read"


@pytest.fixture(scope="module")
def index():
    return shelf.read_index()


def _candidate(text, entry, index, **values):
    answers = {name: read_value(name, value, index.edition) for name, value in values.items()}
    found = identify(Query(text, values=answers), index)
    return next(candidate for candidate in found.candidates if candidate.entry == entry)


def _told(candidate, code):
    return {f.params["parameter"]: f.params["value"] for f in candidate.because if f.code == code}


@pytest.mark.parametrize(
    ("text", "entry", "parameter", "value"),
    [
        ("Krytron tubes, 40 pcs", "3A228", "anode_peak_voltage", "≥ 2.5 kV"),
        ("Monel 400 bellows sealed valve 1/4 inch NPT", "2A226", "valve_nickel_share", "63 % …"),
        ("ICP-MS quadrupole mass spectrometer", "3A233", "mass_resolving_power", "240"),
        ("Titanium electron beam melting furnace 300 kW", "2B227", "furnace_temperature", "1200"),
        ("UF6 cold trap (desublimer) for an enrichment plant", "0B002", "uf6_contact_material", "resistant"),
    ],
)
def test_what_nobody_writes_follows_and_is_told_as_such(text, entry, parameter, value, index):
    candidate = _candidate(text, entry, index)
    assert candidate.status == "met"
    assert value.split()[-1].strip("…") in _told(candidate, FOLLOWS)[parameter] or value in str(
        _told(candidate, FOLLOWS)[parameter]
    )


def test_what_is_stated_goes_before(index):
    candidate = _candidate("Krytron tubes, anode peak current 50 A", "3A228", index)
    assert candidate.status == "excluded"
    assert "anode_peak_current" not in _told(candidate, FOLLOWS)


def test_what_somebody_answers_goes_before(index):
    candidate = _candidate("Krytron tubes", "3A228", index, electrodes="2")
    assert candidate.status == "excluded"


def test_a_figure_takes_its_name_from_the_goods(index):
    candidate = _candidate("Atomised magnesium powder, 99.8 % Mg, particle size 45 µm", "1C011", index)
    assert candidate.status == "met"
    assert _told(candidate, READ)["propulsive_metal_content"] == "99.8 %"
    assert _candidate("Magnesium powder, 96 % Mg, particle size 45 µm", "1C011", index).status == "open"


def test_a_word_beside_which_a_rule_does_not_hold(index):
    continuous = _candidate("Fibre laser 300 W single mode 1070 nm", "6A005", index)
    assert continuous.status == "excluded"
    pulsed = _candidate("Fibre laser pulsed 300 W single mode 1070 nm", "6A005", index)
    assert "laser_emission_kind" not in _told(pulsed, FOLLOWS)


@pytest.mark.parametrize(
    ("text", "entry", "status"),
    [
        ("Linear encoder for machine tools, accuracy 0.5 µm over 1000 mm", "2B006", "met"),
        ("Linear encoder for machine tools, accuracy 10 µm over 1 m", "2B006", "excluded"),
        ("Toray carbon fibre tow 230 GPa 4900 MPa continuous filament", "1C210", "met"),
        ("Maraging C300 cube 60x60x60 mm", "1C216", "excluded"),
        ("Maraging C300 block 200x100x100 mm", "1C216", "met"),
        ("Isostatic graphite block 100 x 100 x 40 mm, density 1.80 g/cm3, grain 10 µm", "1C107", "excluded"),
        ("Guidance set for missile, CEP 5 km at 300 km range", "7A117", "met"),
        ("Guidance set for missile, CEP 15 km at 300 km range", "7A117", "excluded"),
        ("Glass fibre yarn 72 GPa 2000 MPa continuous filament", "1C210", "open"),
    ],
)
def test_what_follows_from_figures_together(text, entry, status, index):
    assert _candidate(text, entry, index).status == status
