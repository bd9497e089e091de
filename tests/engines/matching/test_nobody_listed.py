"""Whoever acts in the demonstration and in the samples is invented: nobody of the UN list is among them."""

import csv
import json
import re
from importlib.resources import files
from pathlib import Path

import pytest
import yaml

from stratrade.engines.matching.index import Matcher
from stratrade.engines.matching.model import ListedName, ListedParty, PartyQuery, read
from stratrade.interfaces.exchange import asycuda

ROOT = Path(__file__).resolve().parents[3]
DATA = files("stratrade") / "data"
SEED = yaml.safe_load((DATA / "packs" / "kh" / "demonstration.yaml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def listed():
    lines = (DATA / "watchlists" / "un-2026-02-27.jsonl").read_text(encoding="utf-8").splitlines()
    return Matcher([read(line) for line in lines if line.strip()])


def named(value):
    """Every name in a tree of rows, under whatever key says who somebody is."""
    if isinstance(value, dict):
        for key, one in value.items():
            if isinstance(one, str) and key in {"name", "native", "native_name", "maker"}:
                yield one
            elif key == "names" and isinstance(one, list):
                yield from one
            else:
                yield from named(one)
    elif isinstance(value, list):
        for one in value:
            yield from named(one)


def sampled():
    for path in (ROOT / "examples").glob("*.json"):
        yield from named(json.loads(path.read_text(encoding="utf-8")))
    for path in (ROOT / "examples").glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as rows:
            for row in csv.DictReader(rows):
                yield from (row[key] for key in ("exporter", "consignee", "holder") if row.get(key))
    for path in (ROOT / "examples").glob("*.xml"):
        raw = path.read_bytes()
        yield from (party.name for party in asycuda.parse(raw).parties)
        yield from re.findall(r"<Identity>([^<]+)</Identity>", raw.decode())


def test_no_listed_person_company_or_ship_acts_in_the_demonstration_or_the_samples(listed):
    names = {*named(SEED), *sampled()}
    assert len(names) > 60
    found = {name: listed.screen(PartyQuery(name), floor=0.7) for name in names}
    assert {name: hits[0].name for name, hits in found.items() if hits} == {}


def test_the_hold_of_the_demonstration_comes_from_the_list_of_nobody():
    editions = SEED["watchlist"]["editions"]
    ours = Matcher(
        [
            ListedParty("NATIONAL", row["id"], row["kind"], tuple(map(ListedName, row["names"])))
            for row in editions[-1]
        ]
    )
    acting = {party["name"] for row in SEED["declarations"] for party in row["parties"]}
    assert any(ours.screen(PartyQuery(name), floor=0.9) for name in acting)
