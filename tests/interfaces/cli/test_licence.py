"""`stratrade licence verify`: what was issued, what was changed, what another key signed."""

import json

import pytest

from stratrade.apps.documents import keys, seals, tokens
from stratrade.interfaces.cli.main import main


@pytest.fixture
def signed(tmp_path, monkeypatch):
    home = tmp_path / "home"
    monkeypatch.setenv("STRATRADE_HOME", str(home))
    key, key_id = keys.signing_key(home)
    token = tokens.make({"r": "EXP-2026-000001-K", "s": "2026-03-01"}, key=key, key_id=key_id)
    pdf = tmp_path / "licence.pdf"
    pdf.write_bytes(seals.seal(b"%PDF-1.7 a licence\n", token, key=key, key_id=key_id))
    return token, pdf


def _answer(capsys, what, *more):
    code = main(["licence", "verify", str(what), "--json", *more])
    return code, json.loads(capsys.readouterr().out)


def test_verify_what_was_issued_is_genuine(signed, capsys):
    for what in signed:
        code, answer = _answer(capsys, what)
        assert code == 0
        assert (answer["result"], answer["status_as_of"]) == ("genuine", "2026-03-01")
        assert answer["states"]["r"] == "EXP-2026-000001-K"


def test_verify_prints_the_day_and_never_that_it_is_valid(signed, capsys):
    assert main(["licence", "verify", signed[0]]) == 0
    out = capsys.readouterr().out
    assert out.startswith("genuine, status as of 2026-03-01\n")
    assert "valid" not in out


def test_verify_changed_is_altered(signed, capsys):
    token, pdf = signed
    head, payload, signature = token.split(".")
    assert _answer(capsys, f"{head}.{payload[:-2]}AA.{signature}")[1]["result"] == "altered"
    pdf.write_bytes(pdf.read_bytes().replace(b"a licence", b"b licence"))
    assert _answer(capsys, pdf) == (1, {"result": "altered", "status_as_of": "", "states": {}})


def test_verify_signed_elsewhere_is_an_unknown_key(signed, capsys, tmp_path):
    for what in signed:
        code, answer = _answer(capsys, what, "--keys", str(tmp_path / "other"))
        assert (code, answer["result"]) == (1, "unknown_key")


def test_verify_neither_file_nor_code_is_one_line(signed, capsys):
    assert main(["licence", "verify", "nowhere.pdf"]) == 2
    assert capsys.readouterr().err == (
        "stratrade licence: 'nowhere.pdf' is neither a file nor the code of a licence\n"
    )
