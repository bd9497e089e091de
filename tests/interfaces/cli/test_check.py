"""`stratrade check`: the tables it prints, and each fault it can name."""

from types import SimpleNamespace

import pytest

from stratrade.apps import pack as packs
from stratrade.apps.audit import reactions
from stratrade.interfaces.cli.checks import deploy, pack, wiring
from stratrade.interfaces.cli.main import main


def test_check_pack_prints_both_tables(capsys):
    assert main(["check", "pack", "--pack", "kh"]) == 0
    out = capsys.readouterr().out
    assert "licence.grant" in out
    row = next(line for line in out.splitlines() if line.startswith("dual_use"))
    heading = next(line for line in out.splitlines() if line.startswith("goods "))
    cells = dict(zip(heading.split()[1:], row.split()[1:], strict=True))
    assert (cells["export"], cells["import"]) == ("licence", "record")
    assert out.splitlines()[-1] == "pack: in order"


def test_check_pack_that_is_not_there_is_one_line(capsys):
    assert main(["check", "pack", "--pack", "atlantis"]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1


def _set(path, value):
    def change(content):
        *way, last = path
        for step in way:
            content = content[step]
        content[last] = value

    return change


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (_set(("pack.yaml", "zone"), "Asia/Atlantis"), "is no time zone"),
        (_set(("pack.yaml", "languages"), ["en", "xx"]), "'xx' is not spoken"),
        (_set(("law.yaml", "provisions", 0, "article"), "nowhere#1"), "is in no instrument"),
        (_set(("law.yaml", "provisions", 0, "agency"), "NOBODY"), "NOBODY is not in agencies.yaml"),
        (_set(("law.yaml", "provisions", 0, "status"), "hoped_for"), "status 'hoped_for'"),
        (_set(("agencies.yaml", "agencies"), []), "routing to"),
        (_set(("lists.yaml", "adopted"), ["annex-1999"]), "'annex-1999' is not packaged"),
    ],
)
def test_pack_names_what_points_at_nothing(change, said, monkeypatch):
    whole = pack._content

    def changed(name):
        content = whole(name)
        change(content)
        return content

    assert pack.faults("kh") == []
    monkeypatch.setattr(pack, "_content", changed)
    assert any(said in fault for fault in pack.faults("kh"))


def test_pack_names_entries_without_a_duty(monkeypatch):
    read = packs.read("kh")
    few = tuple(d for d in read.jurisdiction.duties if d.goods_class == "military")
    content = pack._content("kh")
    stub = SimpleNamespace(jurisdiction=SimpleNamespace(duties=few))
    assert any("no duty covers entry 2B350" in fault for fault in pack._lists(content, stub))


def test_wiring_is_in_order(capsys):
    assert wiring.faults() == []
    out = capsys.readouterr().out
    assert "screening.AlertRaised\n  -> stratrade.apps.casework.services.reactions.hold_case_of" in out


def test_wiring_names_what_leads_nowhere(monkeypatch):
    monkeypatch.setattr(
        reactions,
        "installed",
        lambda: {"audit.Nothing": (), "screening.AlertRaised": ("stratrade.apps.nowhere.do",)},
    )
    assert wiring.faults() == [
        "audit.Nothing: no such event, but somebody reacts to it",
        "screening.AlertRaised: stratrade.apps.nowhere.do is not at module level",
    ]


def test_deploy_names_what_is_open_to_others(tmp_path, settings, monkeypatch):
    monkeypatch.setenv("STRATRADE_TLS", "0")
    settings.ALLOWED_HOSTS = ["*"]
    settings.EMAIL_HOST = ""
    (tmp_path / "secret-key").write_text("s")
    (tmp_path / "secret-key").chmod(0o644)
    (tmp_path / "demonstration").write_text("")
    tmp_path.chmod(0o777)
    found = "\n".join([*deploy._folder(tmp_path), *deploy._surroundings()])
    for said in (
        "mode 0600",
        "writable by others",
        "demonstration State",
        "STRATRADE_TLS",
        "every name",
        "inbox",
    ):
        assert said in found
    tmp_path.chmod(0o700)
    (tmp_path / "secret-key").chmod(0o600)
    (tmp_path / "demonstration").unlink()
    assert deploy._folder(tmp_path) == []


@pytest.mark.django_db
def test_deploy_names_a_role_that_owns_tables():
    found = deploy._role()
    assert any("owns" in fault for fault in found)
    assert any("may change the trail" in fault for fault in found)
