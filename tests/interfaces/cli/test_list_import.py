"""`stratrade lists import` and the customs codes of `stratrade lists hs`, as somebody types them."""

import zipfile
from datetime import date

import pytest

from stratrade.apps import shelf
from stratrade.apps.lists import announced
from stratrade.engines.lists import compose, load
from stratrade.interfaces.cli.main import main
from stratrade.interfaces.exchange.tables import template


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    return tmp_path_factory.mktemp("home")


@pytest.fixture(autouse=True)
def _home(home, monkeypatch):
    monkeypatch.setenv("STRATRADE_HOME", str(home))


@pytest.fixture
def table(tmp_path):
    def write(text, name="table.csv"):
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return str(path)

    return write


@pytest.mark.parametrize("kind", ["national", "links", "tariff"])
def test_the_headings_say_what_a_table_is(table, capsys, kind):
    assert main(["lists", "import", table(template.made(kind, "xlsx"), "t.xlsx"), "--check"]) == 0
    assert f"t.xlsx: {kind}, " in capsys.readouterr().out


def test_faults_are_said_row_by_row(table, capsys):
    path = table("entry,hs,strength\n2B230,902620,direct\n9Z999,902620,direct\n2B350,999999,often\n")
    assert main(["lists", "import", path, "--check"]) == 1
    told = capsys.readouterr()
    assert told.err.splitlines() == [
        "row 3, entry: 9Z999 is no entry of the list that will be in force",
        "row 4, hs: 999999 does not stand in the nomenclature of 2022",
        "row 4, strength: “often” is none of direct, partial, possible",
    ]
    assert "3 faults" in told.out
    assert main(["lists", "import", path, "--check", "--language", "fr"]) == 1
    assert "n'est pas un article" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("name", "raw"),
    [("t.csv", b"\xff\xfeco"), ("t.pdf", b"%PDF"), ("t.xlsx", b"PK"), ("t.csv", b"a,b\n1,2\n")],
)
def test_a_file_that_cannot_be_read_gets_one_line(table, capsys, name, raw):
    assert main(["lists", "import", table(raw, name), "--check"]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert name in line


def test_an_edition_to_hand_in(table, tmp_path, capsys):
    path, out = table(template.made("national", "csv")), tmp_path / "edition.zip"
    assert main(["lists", "import", path, "--output", str(out)]) == 2
    assert main(["lists", "import", path, "--output", str(out), "--from", "2027-01-01"]) == 0
    with zipfile.ZipFile(out) as archive:
        edition = load.parse({name: archive.read(name).decode() for name in archive.namelist()})
    assert edition.id == f"{shelf.DEFAULT_EDITION}+2027-01-01"
    assert "KH-001" in edition.entries
    assert edition.digest[:12] in capsys.readouterr().out


def test_customs_codes_are_counted(capsys):
    assert main(["lists", "hs"]) == 0
    last = capsys.readouterr().out.splitlines()[-1]
    assert int(last.split()[1]) >= 1_200


def test_national_lines_of_a_table(table, capsys):
    path = table(template.made("tariff", "csv"))
    assert main(["lists", "hs", "9026.20.10", "--tariff", path]) == 0
    first, *rest = capsys.readouterr().out.splitlines()
    assert first.startswith("9026.20.10  An example: pressure gauges")
    assert any("2B230" in line for line in rest)
    assert main(["lists", "hs", "902620", "--tariff", table("code,description_en\n1,x\n")]) == 2


def test_the_edition_in_force_is_looked_up_without_a_database(table, capsys, monkeypatch):
    line = {"code": "90262010", "hs": "902620", "title": {"en": "Gauges of the State"}}
    documents = compose.composed(
        shelf.edition_documents(), compose.TARIFF, {"tariff": [line]}, on=date(2027, 1, 1)
    )
    digest = load.assemble(documents).digest
    shelf.open_index(digest, lambda: documents)
    announced.announce([(date(2999, 1, 1), "later"), (date(2020, 1, 1), digest)])
    assert announced.announced(date(2019, 12, 31)) == ""
    assert announced.announced(date(2999, 1, 1)) == "later"
    assert main(["lists", "hs", "90262010"]) == 0
    assert "Gauges of the State" in capsys.readouterr().out
    assert main(["lists", "--edition", shelf.DEFAULT_EDITION, "hs", "90262010"]) == 0
    assert "Gauges of the State" not in capsys.readouterr().out
    announced.announce([(date(2020, 1, 1), "not kept here")])
    assert main(["lists", "hs", "90262010"]) == 0
    assert shelf.DEFAULT_EDITION in capsys.readouterr().out
