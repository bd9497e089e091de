"""Every benchmark runs and gives the figures of the contracts, whatever they are on this machine."""

import json
from importlib import import_module

import pytest

from stratrade.interfaces.cli import bench, timing
from stratrade.interfaces.cli.benches import delta, parties, screen
from stratrade.interfaces.cli.main import main

FIGURES = {
    "classify": {"descriptions_per_s", "p95_ms"},
    "list_search": {"p95_ms"},
    "determine": {"determinations_per_s", "p95_ms", "peak_mb", "load_s"},
    "parties": {"queries_per_s", "p95_ms", "peak_mb", "load_s", "delta_s", "delta_cpu_s", "delta_full_s"},
    "screen": {"lines_per_s", "p95_ms", "peak_mb", "load_s"},
}


@pytest.fixture
def _short(monkeypatch):
    monkeypatch.setattr(parties, "ASKED", 30)
    monkeypatch.setattr(delta, "STORED", 3000)
    monkeypatch.setattr(delta, "CHANGED", 30)
    monkeypatch.setattr(screen, "DECLARATIONS", 4)
    monkeypatch.setattr(import_module("stratrade.interfaces.cli.benches.determine"), "EVERY", 400)


def test_names_are_the_benchmarks_there_are():
    assert set(FIGURES) <= set(bench.names())


@pytest.mark.usefixtures("_short")
@pytest.mark.parametrize("name", ["determine", "parties", "screen"])
def test_bench_prints_its_figures_as_json(name, capsys):
    assert main(["bench", name, "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert {"work", "figures", "peers", "machine", "versions"} <= set(said)
    assert said["work"] == name
    assert FIGURES[name] <= set(said["figures"])
    assert all(value > 0 for value in said["figures"].values())


@pytest.mark.usefixtures("_short")
def test_parties_bench_finds_what_it_asks_for(capsys):
    main(["bench", "parties", "--json"])
    said = json.loads(capsys.readouterr().out)
    assert said["figures"]["found_share"] > 0.8
    assert said["figures"]["delta_found_share"] == 1
    assert said["figures"]["delta_names_hit"] > 0


def test_timed_counts_every_round_but_the_first():
    done = []
    rate, p95 = timing.timed("ab", done.append, rounds=2)
    assert done == list("ababab")
    assert rate > 0
    assert p95 >= 0
