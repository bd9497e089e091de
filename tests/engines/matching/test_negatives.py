"""Names of nobody, drawn with a seed: few of them raise an alert, and each is told by its cause."""

import importlib.util
import json
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
COUNT = 1200


@pytest.fixture(scope="module")
def negatives():
    spec = importlib.util.spec_from_file_location("negatives", ROOT / "setup" / "negatives.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_same_seed_draws_the_same_names_each_once(negatives):
    first = list(negatives.names(300, 7))
    assert first == list(negatives.names(300, 7))
    assert first != list(negatives.names(300, 8))
    assert len({name for _, _, name in first}) == 300
    assert {kind for _, kind, _ in first} == {"person", "organisation"}


def test_few_names_of_nobody_raise_an_alert(negatives, capsys, tmp_path):
    page = tmp_path / "page.md"
    assert negatives.main(["--count", str(COUNT), "--show", "3", "--page", str(page)]) == 0
    report = json.loads(capsys.readouterr().out)
    assert report["names"] == COUNT
    assert report["share"] <= 0.005
    assert sum(report["by_cause"].values()) == report["alerts"]
    assert page.read_text(encoding="utf-8").count("(") >= report["alerts"]


def test_too_many_alerts_fail_the_run(negatives, tmp_path, capsys):
    listed = tmp_path / "list.csv"
    names = [name for _, kind, name in negatives.names(200, negatives.SEED) if kind == "person"]
    rows = "".join(f'N,{n},person,"{name}"\n' for n, name in enumerate(names))
    listed.write_text("list,entry_id,kind,name\n" + rows, encoding="utf-8")
    assert negatives.main(["--lists", str(listed), "--count", "200"]) == 1
    assert json.loads(capsys.readouterr().out)["by_cause"]["the same name"] > 50
