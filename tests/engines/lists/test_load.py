"""Reading a list: exact numbers, precise complaints, a digest over what is said."""

import json
from decimal import Decimal

import pytest

from stratrade.engines.lists import load
from stratrade.engines.lists.evaluate import find_node
from stratrade.engines.lists.load import EditionError


def test_parse_keeps_numbers_exact(files):
    edition = load.parse({**files, "all.yaml": files["all.yaml"].replace('"0.9"', "0.90000000000000000001")})
    assert edition.entries["2B001"].criteria.test.value == Decimal("0.90000000000000000001")


def test_parse_defines_features_from_their_leaves(small):
    assert small.parameters["for_chemicals"].question["en"] == "Is it for chemicals?"


def test_parse_names_substances_by_title(small):
    assert small.substances["78-38-6"] == "Diethyl ethylphosphonate"


def test_parse_keeps_the_order_of_paragraphs(small):
    assert [n.path for n in small.entries["3A100"].criteria.walk()] == ["3A100", "3A100.a", "3A100.b"]


def test_digest_is_the_same_however_the_files_are_cut(files, small):
    at = files["all.yaml"].index("  - code: 2B350")
    cut = {
        "edition.yaml": files["edition.yaml"],
        "a.yaml": "# a remark\nentries:\n" + files["all.yaml"][at:],
        "b.yaml": files["all.yaml"][:at],
    }
    assert load.parse(cut).digest == small.digest


def test_digest_changes_with_a_threshold(files, small):
    other = load.parse({**files, "all.yaml": files["all.yaml"].replace("value: 6,", "value: 6.0,")})
    assert other.digest != small.digest


def test_assemble_accepts_documents_that_went_through_json(files, small):
    documents = json.loads(json.dumps(load.read_documents(files)))
    assert load.assemble(documents) == small


@pytest.mark.parametrize(
    ("before", "after", "path", "reason"),
    [
        ('cas: ["78-38-6"]', 'cas: ["78-38-7"]', "1C350.17", "check digit"),
        ("op: le", "op: lte", "2B201.a.1", "op is one of"),
        ("unit: µm, basis", "unit: kPa, basis", "2B201.a.1", "does not measure what accuracy"),
        ("unit: µm, basis", "unit: cubits, basis", "2B201.a.1", "cubits"),
        ("parameter: mills}", "parameter: accuracy}", "2B201.a", "not a feature"),
        ("parameter: axes,", "parameter: axles,", "2B201.a.2", "not defined"),
        ("set: [nickel, glass]", "set: [nickel, wood]", "2B350.a", "wood"),
        ("- {path: 2B350.a, title: wetted", "- {path: 2B351.a, title: wetted", "2B351.a", "does not lie under"),
        ("value: 2, high: 3,", "value: 2,", "3A100.a", "second bound"),
        ("value: 2, high: 3,", "value: 3, high: 2,", "3A100.a", "not above"),
        ("family: amitons,", "family: amytons,", "1C450", "amytons"),
        ('code: "845710"', 'code: "8457"', "2B201 hs", "six digits"),
        ("strength: direct", "strength: strong", "2B201 hs", "direct, partial, possible"),
        ("  - code: 2B001", "  - code: 2B201", "2B201", "2B201"),
        ("    title: Software", "    titel: Software", "", "titel"),
        ("      all:\n        - {path: 2B350.a", "      any: []\n      all:\n        - {path: 2B350.a", "2B350", "exactly one"),  # noqa: E501
        ("decontrol: true", "decontrol: yes", "2B201.a", "true or false"),
        ("options: [nickel, steel, glass]", "options: [nickel, steel, glass", "", ""),
        ("    title: Software", "    title: Software\n    title: Hardware", "", "twice"),
    ],
)  # fmt: skip
def test_parse_says_where_and_why(files, before, after, path, reason):
    assert before in files["all.yaml"]
    with pytest.raises(EditionError) as error:
        load.parse({**files, "all.yaml": files["all.yaml"].replace(before, after, 1)})
    assert error.value.file == "all.yaml"
    assert path in error.value.path
    assert reason in str(error.value)


def test_parse_refuses_a_second_definition(files):
    extra = "parameters:\n  - {id: travel, kind: quantity, unit: m, label: travel}\n"
    with pytest.raises(EditionError, match=r"travel is already defined in all\.yaml"):
        load.parse({**files, "more.yaml": extra})


def test_parse_needs_the_edition_file(files):
    with pytest.raises(EditionError, match="missing"):
        load.parse({"all.yaml": files["all.yaml"]})


def test_find_node_gives_the_uppermost_of_a_paragraph(small):
    assert find_node("2B201.a", small).title["en"] == "milling"
    assert find_node("2B201.z", small) is None
    assert find_node("9Z999", small) is None


@pytest.mark.parametrize("meant", ["vacuum pump", "{words: vacuum pump}", "{source: unverified}"])
def test_a_product_line_without_words_or_source_is_refused(meant, edition_of):
    with pytest.raises(load.EditionError, match="Maker"):
        edition_of(f"glossary: {{language: lines, terms: {{Maker: {meant}}}}}\n")


def test_a_product_line_keeps_its_source(edition_of):
    line = "glossary: {language: lines, terms: {Maker: {words: vacuum pump, source: unverified}}}\n"
    edition = edition_of(line)
    assert edition.glossary["lines"] == {"Maker": "vacuum pump"}
    assert edition.line_sources == {"Maker": "unverified"}
