"""From words, codes and numbers to entries: what is found, what is asked, what is left alone."""

from decimal import Decimal

import pytest

from stratrade.engines.lists.model import Span
from stratrade.kernel.quantity import Quantity, unit


def top(found):
    return found.candidates[0]


def codes(found):
    return [finding.code for finding in (*found.findings, *(f for c in found.candidates for f in c.because))]


# ------------------------------------------------------------ chemicals


@pytest.mark.parametrize(
    "text", ["78-38-6", "DEEP, CAS 78-38-6, 200 kg drums", "Diethyl ethylphosphonate 98 %"]
)
def test_identify_chemical_by_number_or_name(ask, text):
    found = ask(text)
    assert found.verdict == "controlled"
    assert top(found).paragraph == "1C350.17"


def test_identify_chemical_given_beside_the_text(ask):
    assert ask("drums", cas=("102-71-6",)).verdict == "controlled"


def test_identify_impossible_cas_number_is_remarked_and_asked(ask):
    found = ask("precursor 78-38-7")
    assert found.verdict == "insufficient_data"
    assert "classify.cas.invalid" in codes(found)
    assert found.ask[0].parameter == "cas"


def test_identify_mixture_without_share_asks_for_it(ask):
    found = ask("Triethanolamine solution in water")
    assert found.verdict == "insufficient_data"
    assert top(found).ask[0].parameter == "concentration_pct"


def test_identify_undiluted_chemical_is_said_to_be_taken_as_such(ask):
    assert "classify.substance.assumed_neat" in codes(ask("triethanolamine, 220 kg drum"))


@pytest.mark.parametrize(
    ("text", "verdict"),
    [("Triethanolamine 20 % in water", "not_listed"), ("TEA 85 % in water", "controlled")],
)
def test_identify_mixture_by_its_share(ask, text, verdict):
    assert ask(text).verdict == verdict


def test_identify_share_depends_on_the_destination(ask):
    text = "Diethyl ethylphosphonate 20 % solution"
    open_ = ask(text)
    assert open_.verdict == "insufficient_data"
    assert top(open_).ask[0].parameter == "destination_is_cwc_party"
    assert ask(text, destination_is_cwc_party=False).verdict == "controlled"
    assert ask(text, destination_is_cwc_party=True).verdict == "not_listed"


def test_identify_longer_chemical_name_hides_the_shorter(ask):
    assert top(ask("ammonium hydrogen fluoride")).paragraph == "1C350.43"


# ------------------------------------------------------------ values in the text


def test_identify_reads_values_and_names_the_deciding_paragraph(ask):
    found = ask("Capacitance manometer, Inconel diaphragm, full scale 1.3 kPa, accuracy 0.25 %")
    assert found.verdict == "controlled"
    assert top(found).paragraph == "2B230"
    assert "classify.value.read" in codes(found)


def test_identify_near_miss_is_explained(ask):
    found = ask("turbomolecular pump, inlet 100 mm, pumping speed 300 l/s")
    assert found.verdict == "not_listed"
    assert top(found).status == "excluded"
    missed = [f for f in top(found).because if f.code == "lists.quantity.not_met"]
    assert {f.params["parameter"] for f in missed} == {"inlet", "speed"}
    assert missed[0].params["threshold"] == Decimal(380)


def test_identify_never_says_not_listed_while_a_leaf_is_unknown(ask):
    found = ask("turbomolecular pump, inlet 400 mm")
    assert found.verdict == "insufficient_data"
    assert [a.parameter for a in top(found).ask] == ["speed"]


def test_identify_unnamed_value_of_the_only_such_dimension(ask):
    assert ask("fibre optic gyro 0.1 deg/h").verdict == "controlled"
    assert ask("fibre optic gyro 2 deg/h").verdict == "not_listed"


def test_identify_unnamed_length_says_nothing(ask):
    assert ask("turbomolecular pump 400 mm long").verdict == "insufficient_data"


@pytest.mark.parametrize(
    ("text", "verdict"), [("5-axis milling machine", "controlled"), ("3 axis machining centre", "not_listed")]
)
def test_identify_counts_of_axes(ask, text, verdict):
    assert ask(text).verdict == verdict


def test_identify_material_in_passing_does_not_rule_out(ask):
    text = "pressure transducer for absolute pressure, range 100 kPa, body of AISI 316L"
    assert ask(text).verdict == "insufficient_data"
    assert ask(text.replace("body", "diaphragm")).verdict == "not_listed"


def test_identify_given_values_outrank_the_text(ask):
    kilo = Quantity(Decimal(100), unit("m3/h").code)
    given = {"speed": kilo, "inlet": Quantity(Decimal(400), unit("mm").code)}
    found = ask("turbomolecular pump, pumping speed 90000 m3/h", values=given)
    assert found.verdict == "not_listed"


def test_identify_bound_that_crosses_the_threshold_asks(ask):
    drift = Span(high=Quantity(Decimal(1), unit("deg/h").code))
    found = ask("gyroscope", values={"gyro_drift": drift})
    assert found.verdict == "insufficient_data"


def test_identify_denied_feature_counts_as_no(ask):
    found = ask("pressure transducer, range 100 kPa, nickel diaphragm, not absolute pressure")
    assert found.verdict == "not_listed"


# ------------------------------------------------------------ words in other languages and spellings


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        ("ឧបករណ៍វាស់សម្ពាធ ២ គ្រឿង", "2B230"),
        ("涡轮分子泵 2台", "2B231"),
        ("CAPTEURS DE PRESSION", "2B230"),
        ("TURBOMOLEC PMP", "2B231"),
        ("turbo-molecular pumps", "2B231"),
        ("turbo molecular pump", "2B231"),
        ("Baratron", "2B230"),
    ],
)
def test_identify_finds_the_family_however_written(ask, text, entry):
    found = ask(text)
    assert top(found).entry == entry
    assert found.verdict == "insufficient_data"


def test_identify_software_points_to_the_software_entry(ask):
    assert top(ask("vacuum pump control software, source code")).entry == "2D231"


# ------------------------------------------------------------ what is left alone


@pytest.mark.parametrize(
    "text", ["spare parts", "machine", "chemicals 200 kg", "EQUIPMENT 2 PCS", "", "12345"]
)
def test_identify_vague_description_is_asked_about(ask, text):
    found = ask(text)
    assert found.verdict == "insufficient_data"
    assert "classify.description.vague" in codes(found)
    assert [a.parameter for a in found.ask][:2] == ["description", "maker_and_model"]


@pytest.mark.parametrize(
    "text",
    ["bicycle pump", "cotton shirts", "steel valve for garden hose", "blood pressure cuff", "rubber ducks"],
)
def test_identify_one_common_word_stops_nothing(ask, text):
    assert ask(text).verdict == "not_listed"


def test_identify_hs_code_alone_stops_nothing(ask):
    found = ask("bicycle pump", hs="8414.10.00")
    assert found.verdict == "not_listed"
    assert found.candidates[0].entry == "2B231"
    assert "classify.hs.link" in codes(found)


def test_identify_gives_the_same_answer_every_time(ask):
    text = "capacitance manometer 10 kPa, turbomolecular pump, gyroscope"
    assert ask(text).as_dict() == ask(text).as_dict()


def test_identify_as_dict_has_the_shape_of_the_contract(ask):
    row = ask("turbomolecular pump").as_dict()
    assert set(row) >= {"verdict", "candidates", "edition", "engine_version"}
    candidate = row["candidates"][0]
    assert set(candidate) == {"entry", "paragraph", "score", "status", "because", "ask"}
    assert 0 <= candidate["score"] <= 1
    assert set(candidate["ask"][0]) >= {"parameter", "unit", "question"}


@pytest.mark.parametrize("text", ["TRIETHANOLAMINE", "THRIETHANOLAMIN 99 PCT", "trietanolamine"])
def test_identify_forgives_a_slip_of_spelling(ask, text):
    assert ask(text).verdict == "controlled"


@pytest.mark.parametrize("text", ["ethanolamine", "gyros sandwich", "pump"])
def test_identify_does_not_correct_one_word_into_another(ask, text):
    assert ask(text).verdict == "not_listed"


def test_identify_words_nobody_understands_under_a_linked_code_are_asked_about(ask):
    found = ask("Bơm chân không", hs="841410")
    assert found.verdict == "insufficient_data"
    assert "classify.description.not_understood" in codes(found)
    assert ask("Bơm chân không", hs="610910").verdict == "not_listed"


def test_identify_a_model_nobody_knows_under_a_linked_code_is_asked_about(ask):
    found = ask("Quasar ZX-9000, high speed", hs="841410")
    assert found.verdict == "insufficient_data"
    assert "maker_and_model" in {question.parameter for question in found.ask}
    assert ask("Quasar ZX-9000, high speed", hs="610910").verdict == "not_listed"
    assert ask("high speed, for a garden gate", hs="841410").verdict == "not_listed"


def test_identify_what_a_thing_is_for_is_not_the_thing(ask):
    assert ask("storage cabinet for triethanolamine").verdict == "not_listed"
    assert ask("triethanolamine for cosmetics").verdict == "controlled"


# ------------------------------------------------------------ how brokers write


@pytest.mark.parametrize("text", ["PUMP TURBOMOLEC 2 PCS", "machine, milling, vertical"])
def test_identify_words_of_a_term_in_another_order(ask, text):
    assert ask(text).verdict == "insufficient_data"


@pytest.mark.parametrize(
    "text", ["pump for water, separately one turbomolecular unit far away", "milling of flour"]
)
def test_identify_words_of_a_term_far_apart_do_not_count(ask, text):
    assert "classify.term.found" not in codes(ask(text))


@pytest.mark.parametrize("text", ["label for gyroscope", "gyroscope cover"])
def test_identify_small_things_beside_listed_goods_are_left_alone(ask, text):
    assert ask(text).verdict == "not_listed"


def test_identify_everyday_goods_of_a_listed_kind_are_left_alone_and_it_is_said_why(ask):
    assert ask("gyroscope").verdict == "insufficient_data"
    found = ask("toy gyroscope, red")
    assert found.verdict == "not_listed"
    assert "classify.goods.ordinary" in codes(found)
