"""`stratrade classify` and `stratrade lists` as somebody types them."""

import json

import pytest

from stratrade.interfaces.cli.main import main


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    return tmp_path_factory.mktemp("home")


@pytest.fixture(autouse=True)
def _home(home, monkeypatch):
    monkeypatch.setenv("STRATRADE_HOME", str(home))


def test_classify_prints_a_verdict_with_reasons_and_questions(capsys):
    assert main(["classify", "thionyl chloride solution"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("CANNOT TELL YET")
    assert "1C350.9" in out
    assert "? What share by weight" in out


def test_classify_as_json_takes_values(capsys):
    command = ["classify", "thionyl chloride solution", "--param", "concentration_pct=40 %", "--json"]
    assert main(command) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["verdict"] == "controlled"
    assert answer["edition"] == "annex-2025-11"


@pytest.mark.parametrize(
    "command",
    [
        ["classify"],
        ["classify", "pump", "--param", "mass"],
        ["classify", "pump", "--param", "mass=heavy"],
        ["classify", "pump", "--edition", "nowhere"],
        ["classify", "--input", "nowhere.csv", "--output", "out.jsonl"],
        ["classify", "--input", "nowhere.csv"],
        ["lists", "show", "9Z999"],
    ],
)
def test_unusable_arguments_give_one_line(command, capsys):
    assert main(command) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert len(captured.err.strip().splitlines()) == 1


def test_classify_a_file(tmp_path):
    source, target = tmp_path / "goods.csv", tmp_path / "out.jsonl"
    source.write_text(
        "id,description,hs_code,cas,concentration_pct\n"
        "a,Triethanolamine,292215,,\nb,,,78-38-6,\nc,rice,100630,,\n",
        encoding="utf-8",
    )
    assert main(["classify", "--input", str(source), "--output", str(target)]) == 0
    rows = [json.loads(line) for line in target.read_text(encoding="utf-8").splitlines()]
    assert [(r["id"], r["verdict"]) for r in rows] == [
        ("a", "controlled"),
        ("b", "controlled"),
        ("c", "not_listed"),
    ]


def test_classify_a_file_with_rejected_rows(tmp_path, capsys):
    source, target = tmp_path / "goods.csv", tmp_path / "out.jsonl"
    source.write_text("id,description,mass\na,rice,heavy\nb,,\nc,rice,\n", encoding="utf-8")
    assert main(["classify", "--input", str(source), "--output", str(target)]) == 1
    rejects = (tmp_path / "out.jsonl.rejects.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["id"] for line in rejects] == ["a", "b"]
    assert len(capsys.readouterr().err.strip().splitlines()) == 2
    assert [json.loads(line)["id"] for line in target.read_text(encoding="utf-8").splitlines()] == ["c"]


def test_classify_a_file_without_its_columns(tmp_path, capsys):
    source = tmp_path / "goods.csv"
    source.write_text("name\nrice\n", encoding="utf-8")
    assert main(["classify", "--input", str(source), "--output", str(tmp_path / "out.jsonl")]) == 2
    assert "no column description, id" in capsys.readouterr().err


def test_lists_show_gives_criteria_by_paragraph(capsys):
    assert main(["lists", "show", "1c350.9"]) == 0
    out = capsys.readouterr().out
    assert "1C350.9" in out
    assert "7719-09-7 > 30 %" in out


def test_lists_search_finds_by_number_and_word(capsys):
    assert main(["lists", "search", "7719-09-7"]) == 0
    assert "1C350" in capsys.readouterr().out


def test_lists_check_of_what_is_packaged(capsys):
    assert main(["lists", "check"]) == 0
    assert "annex-2025-11: " in capsys.readouterr().out
