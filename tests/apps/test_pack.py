"""The packaged packs keep their schema, and what breaks it is named."""

import datetime as dt
from importlib.resources import files

import pytest
import yaml

from stratrade.apps import pack, shelf

FOLDER = files("stratrade") / "data" / "packs"


def content(name):
    return {
        path.name: yaml.safe_load(path.read_text(encoding="utf-8"))
        for path in (FOLDER / name).iterdir()
        if path.name.endswith(".yaml")
    }


@pytest.mark.parametrize("name", pack.ids())
def test_packaged_pack_keeps_the_schema(name):
    assert pack.schema_errors(content(name)) == []


def test_measures_of_the_security_council_keep_the_schema():
    rules = yaml.safe_load((FOLDER / "_un" / "sanctions.yaml").read_text(encoding="utf-8"))
    assert pack.schema_errors({**content("kh"), "sanctions.yaml": rules}) == []


def test_rules_of_the_convention_keep_the_schema():
    text = (files("stratrade") / "data" / "cwc" / "transfers.yaml").read_text(encoding="utf-8")
    assert pack.schema_errors({**content("kh"), "transfers.yaml": yaml.safe_load(text)}) == []


def _set(place, value):
    def change(files):
        *path, last = place
        for step in path:
            files = files[step]
        files[last] = value

    return change


@pytest.mark.parametrize(
    ("change", "place"),
    [
        (_set(("licensing.yaml", "kinds", 0, "target_days"), "soon"), "licensing.yaml/kinds/0/target_days"),
        (_set(("rules.yaml", "rules", 0, "lane"), "hold"), "rules.yaml/rules/0/lane"),
        (_set(("rules.yaml", "rules", 0, "when"), []), "rules.yaml/rules/0/when"),
        (
            _set(("lists.yaml", "duties", 0, "activities", "export"), "maybe"),
            "lists.yaml/duties/0/activities/export",
        ),
        (_set(("lists.yaml", "duties", 0, "activities", "fly"), "licence"), "lists.yaml/duties/0/activities"),
        (_set(("pack.yaml", "holidays", 0, "day"), "soon"), "pack.yaml/holidays/0/day"),
        (_set(("law.yaml", "provisions", 0, "status"), "hoped"), "law.yaml/provisions/0/status"),
    ],
)
def test_what_breaks_the_schema_is_named(change, place):
    files_ = content("kh")
    change(files_)
    assert [line.split(": ")[0] for line in pack.schema_errors(files_)] == [place]


def test_unknown_pack_is_refused_by_name():
    for name in ("zz", "_un", "../packs/kh", ""):
        with pytest.raises(pack.PackError, match="no pack"):
            pack.read(name)


def test_every_entry_of_the_list_is_routed_to_somebody():
    kh = pack.read("kh")
    lost = [code for code in shelf.read_edition().entries if not kh.route(entries=[code], destination="TH")]
    assert lost == []


@pytest.mark.parametrize(
    ("entry", "agencies"),
    [
        ("CWC-3B.17", {"MND", "MISTI", "MFAIC"}),
        ("1C351", {"MND", "MOH", "MAFF", "MFAIC"}),
        ("2B230", {"MME", "MFAIC"}),
    ],
)
def test_route_follows_the_entry(entry, agencies):
    asked = pack.read("kh").route(entries=[entry], destination="TH")
    assert {agency for agency, _reason in asked} == agencies
    assert len(asked) == len(agencies)


@pytest.mark.parametrize(
    ("activity", "goods_class", "day", "carried"),
    [
        ("export", "dual_use", dt.date(2024, 5, 1), True),
        ("export", "dual_use", dt.date(2024, 4, 30), False),
        ("import", "scheduled_chemical", dt.date(2011, 2, 25), True),
        ("itt", "dual_use", dt.date(2026, 6, 1), False),
        ("transit", "military", dt.date(2026, 6, 1), True),
    ],
)
def test_a_licence_can_be_granted_only_where_a_provision_in_force_carries_it(
    activity, goods_class, day, carried
):
    found = pack.read("kh").jurisdiction.provision(
        "licence.grant", activity=activity, goods_class=goods_class, on=day
    )
    assert (found is not None) is carried
