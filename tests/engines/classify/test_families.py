"""Names of chemicals of the schedules' families, by rule: what belongs is asked about, what does not is left alone."""

import pytest

from stratrade.apps import shelf
from stratrade.engines.classify.families import recognise
from stratrade.engines.classify.identify import Query, identify
from stratrade.engines.classify.index import Index

# CAS number, a systematic name of ours, family. The numbers are public facts of the schedules.
KNOWN = [
    ("107-44-8", "O-Isopropyl methylphosphonofluoridate", "o_alkyl_alkylphosphonofluoridates"),
    ("96-64-0", "O-Pinacolyl methylphosphonofluoridate", "o_alkyl_alkylphosphonofluoridates"),
    ("329-99-7", "O-Cyclohexyl methylphosphonofluoridate", "o_alkyl_alkylphosphonofluoridates"),
    ("77-81-6", "O-Ethyl N,N-dimethylphosphoramidocyanidate", "o_alkyl_dialkylphosphoramidocyanidates"),
    (
        "50782-69-9",
        "O-Ethyl S-2-diisopropylaminoethyl methylphosphonothiolate",
        "s_dialkylaminoethyl_alkylphosphonothiolates",
    ),
    (
        "2387496-12-8",
        "N-(1-(diethylamino)ethylidene)-P-methylphosphonamidic fluoride",
        "p_alkyl_amidine_phosphonamidic_fluorides",
    ),
    (
        "2387496-04-8",
        "Methyl (1-(diethylamino)ethylidene)phosphoramidofluoridate",
        "o_alkyl_amidine_phosphoramidofluoridates",
    ),
    (
        "2387496-06-0",
        "Ethyl (1-(diethylamino)ethylidene)phosphoramidofluoridate",
        "o_alkyl_amidine_phosphoramidofluoridates",
    ),
    ("676-99-3", "Methylphosphonyl difluoride", "alkylphosphonyl_difluorides"),
    ("753-98-0", "Ethylphosphonic difluoride", "alkylphosphonyl_difluorides"),
    (
        "57856-11-8",
        "O-Ethyl O-2-diisopropylaminoethyl methylphosphonite",
        "o_dialkylaminoethyl_alkylphosphonites",
    ),
    ("756-79-6", "Dimethyl methylphosphonate", "p_methyl_ethyl_propyl_chemicals"),
    ("78-38-6", "Diethyl ethylphosphonate", "p_methyl_ethyl_propyl_chemicals"),
    ("683-08-9", "Diethyl methylphosphonate", "p_methyl_ethyl_propyl_chemicals"),
    ("6163-75-3", "Dimethyl ethylphosphonate", "p_methyl_ethyl_propyl_chemicals"),
    ("676-97-1", "Methylphosphonyl dichloride", "p_methyl_ethyl_propyl_chemicals"),
    ("1066-50-8", "Ethylphosphonyl dichloride", "p_methyl_ethyl_propyl_chemicals"),
    ("676-83-5", "Methylphosphonous dichloride", "p_methyl_ethyl_propyl_chemicals"),
    ("1498-40-4", "Ethylphosphonous dichloride", "p_methyl_ethyl_propyl_chemicals"),
    ("676-98-2", "Methylphosphonothioic dichloride", "p_methyl_ethyl_propyl_chemicals"),
    ("993-13-5", "Methylphosphonic acid", "p_methyl_ethyl_propyl_chemicals"),
    ("15715-41-0", "Diethyl methylphosphonite", "p_methyl_ethyl_propyl_chemicals"),
    ("677-43-0", "N,N-Dimethylphosphoramidic dichloride", "dialkylphosphoramidic_dihalides"),
    ("2404-03-7", "Diethyl N,N-dimethylphosphoramidate", "dialkyl_dialkylphosphoramidates"),
    ("96-79-7", "2-(Diisopropylamino)ethyl chloride", "dialkylaminoethyl_chlorides"),
    ("4261-68-1", "2-(Diisopropylamino)ethyl chloride hydrochloride", "dialkylaminoethyl_chlorides"),
    ("96-80-0", "2-(Diisopropylamino)ethanol", "dialkylaminoethanols"),
    ("5842-07-9", "2-(Diisopropylamino)ethanethiol", "dialkylaminoethanethiols"),
    ("41480-75-5", "2-(Diisopropylamino)ethanethiol hydrochloride", "dialkylaminoethanethiols"),
]

# Members that stand in no table of the list: name, entry that is to ask, first question.
FURTHER = [
    ("O-cyclopentyl ethylphosphonofluoridate", "CWC-1A.1", "member_of_o_alkyl_alkylphosphonofluoridates"),
    ("isobutyl methyl phosphonofluoridate", "CWC-1A.1", "member_of_o_alkyl_alkylphosphonofluoridates"),
    ("n-decyl isopropylphosphonofluoridate", "CWC-1A.1", "member_of_o_alkyl_alkylphosphonofluoridates"),
    ("2-ethylhexyl propylphosphonofluoridate", "CWC-1A.1", "member_of_o_alkyl_alkylphosphonofluoridates"),
    ("méthylphosphonofluoridate d’isobutyle", "CWC-1A.1", "member_of_o_alkyl_alkylphosphonofluoridates"),
    (
        "Phosphonofluoridic acid, ethyl-, cyclohexyl ester",
        "CWC-1A.1",
        "member_of_o_alkyl_alkylphosphonofluoridates",
    ),
    (
        "isopropyl diethylphosphoramidocyanidate",
        "CWC-1A.2",
        "member_of_o_alkyl_dialkylphosphoramidocyanidates",
    ),
    (
        "O-isobutyl S-(2-diethylaminoethyl) methylphosphonothiolate",
        "CWC-1A.3",
        "member_of_s_dialkylaminoethyl_alkylphosphonothiolates",
    ),
    (
        "O-ethyl S-[2-(dimethylamino)ethyl] ethylphosphonothioate hydrochloride",
        "CWC-1A.3",
        "member_of_s_dialkylaminoethyl_alkylphosphonothiolates",
    ),
    (
        "S-2-diethylaminoethyl hydrogen methylphosphonothiolate",
        "CWC-1A.3",
        "member_of_s_dialkylaminoethyl_alkylphosphonothiolates",
    ),
    (
        "N-(1-(dipropylamino)propylidene)-P-ethylphosphonamidic fluoride",
        "CWC-1A.13",
        "member_of_p_alkyl_amidine_phosphonamidic_fluorides",
    ),
    (
        "propyl (1-(dimethylamino)ethylidene)phosphoramidofluoridate",
        "CWC-1A.14",
        "member_of_o_alkyl_amidine_phosphoramidofluoridates",
    ),
    ("isopropylphosphonyl difluoride", "CWC-1B.9", "member_of_alkylphosphonyl_difluorides"),
    (
        "O-butyl O-2-(dimethylamino)ethyl ethylphosphonite",
        "CWC-1B.10",
        "member_of_o_dialkylaminoethyl_alkylphosphonites",
    ),
    ("bis(2-ethylhexyl) isopropylphosphonate", "CWC-2B.4", "member_of_p_methyl_ethyl_propyl_chemicals"),
    (
        "N-ethyl-N-methylphosphoramidic dichloride",
        "CWC-2B.5",
        "member_of_dialkylphosphoramidic_dihalides",
    ),
    (
        "dipropyl N,N-diisopropylphosphoramidate",
        "CWC-2B.6",
        "member_of_dialkyl_dialkylphosphoramidates",
    ),
    (
        "2-(N-ethyl-N-isopropylamino)ethyl chloride",
        "CWC-2B.10",
        "member_of_dialkylaminoethyl_chlorides",
    ),
    ("N-ethyl-N-propylaminoethanol", "CWC-2B.11", "member_of_dialkylaminoethanols"),
    ("N-methyl-N-propylaminoethane-2-thiol", "CWC-2B.12", "member_of_dialkylaminoethanethiols"),
]

OUTSIDE = [
    "O-undecyl methylphosphonofluoridate",
    "phenyl methylphosphonofluoridate",
    "isobutyl butylphosphonofluoridate",
    "ethyl dibutylphosphoramidocyanidate",
    "butylphosphonyl difluoride",
    "dibutyl butylphosphonate",
    "diethyl phosphonate",
    "diethyl benzylphosphonate",
    "aminotris(methylenephosphonic acid)",
    "(2-chloroethyl)phosphonic acid",
    "octylphosphonic acid",
    "glyphosate isopropylamine salt",
    "dibutyl N,N-dimethylphosphoramidate",
    "2-(diethylamino)ethanol",
    "2-dimethylaminoethanol hydrochloride",
    "dibutylaminoethanol",
    "triethanolamine",
    "methyldiethanolamine",
    "diethylaminoethyl cellulose",
    "amino acids, feed grade",
    "ammonium polyphosphate fertiliser",
]


@pytest.fixture(scope="module")
def index():
    return Index.build(shelf.read_edition())


@pytest.mark.parametrize(("cas", "name", "family"), KNOWN)
def test_a_listed_chemical_is_recognised_by_its_name_alone(cas, name, family, index):
    assert [one.family for one in recognise(name)] == [family]
    assert cas in index.by_cas


@pytest.mark.parametrize(("name", "entry", "question"), FURTHER)
def test_a_member_in_no_table_is_asked_about(name, entry, question, index):
    found = identify(Query(f"{name}, 1 kg"), index)
    assert found.verdict == "insufficient_data"
    candidate = next(c for c in found.candidates if c.entry == entry)
    assert candidate.status == "open"
    assert candidate.ask[0].parameter == question
    assert "classify.family.named" in {finding.code for finding in candidate.because}


@pytest.mark.parametrize(("name", "entry", "question"), FURTHER)
def test_the_answer_decides(name, entry, question, index):
    values = {question: True, "concentration_pct": None}
    found = identify(Query(name, values={k: v for k, v in values.items() if v}), index)
    mine = next(c for c in found.candidates if c.entry == entry)
    denied = identify(Query(name, values={question: False}), index)
    other = next((c for c in denied.candidates if c.entry == entry), None)
    assert mine.status != "excluded"
    assert other is None or question not in {ask.parameter for ask in other.ask}


@pytest.mark.parametrize("name", OUTSIDE)
def test_a_name_outside_the_ranges_is_no_member(name):
    assert recognise(name) == ()


def test_schedule_1_is_not_schedule_2():
    families = [one.family for one in recognise("O-ethyl O-2-diethylaminoethyl methylphosphonite")]
    assert families == ["o_dialkylaminoethyl_alkylphosphonites"]


def test_a_known_chemical_is_decided_and_not_asked(index):
    found = identify(Query("Sarin, O-isopropyl methylphosphonofluoridate"), index)
    assert found.verdict == "controlled"
    assert {c.status for c in found.candidates if c.entry == "CWC-1A.1"} == {"met"}


def test_a_listed_chemical_beside_it_hides_no_member(index):
    found = identify(Query("thionyl chloride and O-cyclopentyl ethylphosphonofluoridate"), index)
    assert {c.entry: c.status for c in found.candidates}["CWC-1A.1"] == "open"


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        ("saxitoxin dihydrochloride", "CWC-1A.7"),
        ("Saxitoxin diacetate, 1 mg", "CWC-1A.7"),
        ("ricin A chain", "CWC-1A.8"),
        ("Ricin toxin B chain", "CWC-1A.8"),
        ("tetrodotoxin citrate", "1C351"),
        ("aflatoxin B1 hydrate", "1C351"),
        ("2-(diisopropylamino)ethyl chloride hydrochloride", "CWC-2B.10"),
        ("3-quinuclidinol hydrochloride", "CWC-2B.9"),
        ("triethanolamine hydrochloride", "1C350"),
        ("amiton oxalate", "CWC-2A.1"),
        ("sodium cyanide dihydrate", "1C350"),
    ],
)
def test_a_salt_a_hydrate_or_a_chain_of_a_listed_chemical_is_not_missed(text, entry, index):
    found = identify(Query(text), index)
    assert found.verdict in {"controlled", "insufficient_data"}
    assert {c.entry: c.status for c in found.candidates}[entry] in {"met", "open"}


def test_each_question_of_a_family_stands_in_the_list(index):
    asked = {
        parameter
        for name in [*(name for _, name, _ in KNOWN), *(name for name, _, _ in FURTHER)]
        for one in recognise(name)
        for parameter in one.parameters
    }
    assert asked <= index.edition.parameters.keys()
