"""`stratrade lists show --on`, `diff` and `hs` as somebody types them."""

import pytest

from stratrade.interfaces.cli.main import main

HEAD = 'id: {0}\ntitle: List {0}\nlegal_status: For tests only.\nvalid_from: "2026-01-01"\n'
BODY = """
parameters:
  - {{id: accuracy, kind: quantity, unit: µm, label: {{en: positioning accuracy, fr: précision}}}}
entries:
  - code: 2B201
    title: Machines
    criteria:
      path: 2B201
      title: any
      any:
        - path: 2B201.a.1
          title: accuracy
          leaf: {{quantity: {{parameter: accuracy, op: le, value: {0}, unit: µm}}}}
"""


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    return tmp_path_factory.mktemp("home")


@pytest.fixture(autouse=True)
def _home(home, monkeypatch):
    monkeypatch.setenv("STRATRADE_HOME", str(home))


@pytest.fixture
def folders(tmp_path):
    for name, value in (("one", 6), ("two", 4)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "edition.yaml").write_text(HEAD.format(name), "utf-8")
        (tmp_path / name / "all.yaml").write_text(BODY.format(value), "utf-8")
    return str(tmp_path / "one"), str(tmp_path / "two")


def test_diff_says_the_old_and_the_new_threshold(folders, capsys):
    assert main(["lists", "diff", *folders]) == 0
    assert "2B201.a.1: positioning accuracy from ≤ 6 µm to ≤ 4 µm\n" in capsys.readouterr().out


def test_diff_names_facts_in_the_language_asked_for(folders, capsys):
    assert main(["lists", "diff", *folders, "--language", "fr"]) == 0
    assert "2B201.a.1: précision de ≤ 6 µm à ≤ 4 µm\n" in capsys.readouterr().out


def test_show_on_a_day_before_the_list_is_refused(capsys):
    assert main(["lists", "show", "2B230", "--on", "1990-01-01"]) == 2
    assert "1990-01-01" in capsys.readouterr().err


def test_show_on_a_day_of_the_list(capsys):
    assert main(["lists", "show", "2B230", "--on", "2026-05-01"]) == 0
    assert capsys.readouterr().out.startswith("2B230")


def test_hs_of_eight_digits_gives_the_entries_of_its_six(capsys):
    assert main(["lists", "hs", "9026.20.10"]) == 0
    assert "9026.20  2B230" in capsys.readouterr().out


@pytest.mark.parametrize(
    "command",
    [
        ["lists", "diff", "nowhere", "annex-2025-11"],
        ["lists", "hs", "90"],
        ["lists", "show", "2B230", "--on", "May"],
    ],
)
def test_unusable_arguments_give_one_line(command, capsys):
    assert main(command) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.count("\n") == 1


def test_the_list_on_a_day_names_its_edition_and_entries(capsys):
    assert main(["lists", "on", "2026-05-01", "--language", "fr"]) == 0
    said = capsys.readouterr().out
    assert "2B230      Capteurs de pression" in said
    assert "annex-2025-11" in said.splitlines()[-1]
    assert main(["lists", "on", "1990-01-01"]) == 2
    assert "1990-01-01" in capsys.readouterr().err


def test_the_list_on_a_day_that_another_release_indexed_is_refused_not_guessed(home, capsys):
    (home / "index").mkdir(exist_ok=True)
    record = home / "index" / "in-force.json"
    record.write_text('[{"from": "2026-01-01", "digest": "%s"}]' % ("0" * 64), "utf-8")
    try:
        assert main(["lists", "on", "2026-05-01"]) == 2
        assert "index was built by another release" in capsys.readouterr().err
    finally:
        record.unlink()
