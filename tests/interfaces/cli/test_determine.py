"""`stratrade determine` on files as people send them."""

import json

import pytest

from stratrade.interfaces.cli.main import main

GOOD = {"id": "A", "activity": "export", "entry": "2B230", "destination": "Thailand", "date": "2026-06-01"}


def _run(tmp_path, *rows, extra=()):
    given, out = tmp_path / "cases.jsonl", tmp_path / "out.jsonl"
    given.write_text(
        "".join((r if isinstance(r, str) else json.dumps(r)) + "\n" for r in rows), encoding="utf-8"
    )
    code = main(["determine", "--input", str(given), "--output", str(out), *extra])
    answers = (
        [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()] if out.exists() else []
    )
    rejects = tmp_path / "out.jsonl.rejects.jsonl"
    refused = (
        [json.loads(line) for line in rejects.read_text(encoding="utf-8").splitlines()]
        if rejects.exists()
        else []
    )
    return code, answers, refused


def test_answers_in_order(tmp_path):
    code, answers, refused = _run(tmp_path, GOOD, {**GOOD, "id": "B", "activity": "import", "origin": "TH"})
    assert (code, refused) == (0, [])
    assert [(a["id"], a["outcome"]) for a in answers] == [
        ("A", "licence_required"),
        ("B", "no_licence_required"),
    ]
    assert answers[0]["requirements"][0]["kind"] == "licence"
    assert answers[0]["jurisdiction"] == "kh"


def test_answer_says_what_only_a_deployment_knows(tmp_path, capsys):
    iran = {**GOOD, "entry": "3A225", "destination": "IR"}
    _code, (held,), _refused = _run(tmp_path, iran)
    assert held["outcome"] == "prohibited"
    assert held["not_asked"] == ["notices", "approvals", "standing_rules", "switches"]
    assert "not asked: notices of the catch-all" in capsys.readouterr().err
    _code, (free,), _refused = _run(tmp_path, iran, extra=("--switch-off", "iran-snapback"))
    assert free["outcome"] != "prohibited"
    assert free["not_asked"] == ["notices", "approvals", "standing_rules"]
    code, _answers, _refused = _run(tmp_path, iran, extra=("--switch-off", "no-such-switch"))
    assert code == 2


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"activity": "fly"}, "activity"),
        ({"date": "01/06/2026"}, "date"),
        ({"date": None}, "date"),
        ({"destination": "Atlantis"}, "destination"),
        ({"via": ["Atlantis"]}, "via"),
        ({"quantity": "many"}, "quantity"),
        ({"quantity": float("nan")}, "quantity"),
        ({"quantity": -1}, "quantity"),
        ({"concentration_pct": 1e300}, "concentration_pct"),
        ({"days_before_transfer": "soon"}, "days_before_transfer"),
        ({"flags": [1]}, "flags"),
        ({"regime": "EU"}, "regime"),
        ({"jurisdiction": "../kh"}, "no pack"),
    ],
)
def test_a_scenario_that_cannot_be_read_is_set_aside(tmp_path, capsys, change, field):
    code, answers, refused = _run(tmp_path, {**GOOD, **change}, GOOD)
    assert code == 1
    assert [a["id"] for a in answers] == ["A"]
    assert refused[0]["line"] == 1
    assert refused[0]["reason"].startswith(field)
    assert capsys.readouterr().err.startswith(f"line 1: {field}")


@pytest.mark.parametrize("line", ["{", "[1]", "7", '"x"'])
def test_a_line_that_is_no_object_is_set_aside(tmp_path, line):
    code, answers, refused = _run(tmp_path, line, GOOD)
    assert (code, len(answers), len(refused)) == (1, 1, 1)


def test_names_of_countries_and_single_words_are_understood(tmp_path):
    row = {
        **GOOD,
        "entry": "",
        "hs_code": "8413",
        "destination": "កម្ពុជា",
        "via": "North Korea",
        "flags": "informed",
    }
    _code, answers, _refused = _run(tmp_path, row)
    assert answers[0]["outcome"] == "prohibited"
    assert "determination.catch_all" in {f["code"] for f in answers[0]["findings"]}


def test_unusable_arguments_end_with_two(tmp_path, capsys):
    assert main(["determine", "--input", str(tmp_path / "none"), "--output", str(tmp_path / "o")]) == 2
    assert _run(tmp_path, GOOD, extra=["--pack", "zz"])[0] == 2
    given = tmp_path / "cases.jsonl"
    assert main(["determine", "--input", str(given), "--output", str(tmp_path / "no" / "out")]) == 2
    given.write_bytes(b"\xff\xfe{}")
    assert main(["determine", "--input", str(given), "--output", str(tmp_path / "o")]) == 2
    assert all("Traceback" not in line for line in capsys.readouterr().err.splitlines())
