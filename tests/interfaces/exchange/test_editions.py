"""Editions handed in as ZIP files, honest and hostile."""

import io
import zipfile

import pytest

from stratrade.interfaces.exchange import editions
from stratrade.interfaces.exchange.unreadable import Unreadable


def packed(files, **how):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files:
            archive.writestr(name, text, **how)
    return out.getvalue()


def link():
    info = zipfile.ZipInfo("edition.yaml")
    info.external_attr = 0o120777 << 16
    return packed([(info, "/etc/passwd")])


@pytest.mark.parametrize("folder", ["", "annex/"])
def test_files_at_the_top_or_in_one_folder(folder):
    raw = packed([(f"{folder}edition.yaml", "id: x"), (f"{folder}all.yaml", "entries: []")])
    assert editions.read(raw) == {"edition.yaml": "id: x", "all.yaml": "entries: []"}


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"no zip", "exchange.file.broken"),
        (packed([]), "exchange.message.empty"),
        (packed([("../edition.yaml", "")]), "exchange.archive.name"),
        (packed([("/edition.yaml", "")]), "exchange.archive.name"),
        (packed([("a/b/edition.yaml", "")]), "exchange.archive.name"),
        (packed([("a/edition.yaml", ""), ("b/edition.yaml", "")]), "exchange.archive.name"),
        (packed([("run.sh", "")]), "exchange.archive.name"),
        (link(), "exchange.archive.name"),
        (packed([("all.yaml", b"\xff\xfe\x00")]), "exchange.message.encoding"),
        (packed([("all.yaml", "a: &a [x]\nb: [*a, *a]")]), "exchange.archive.alias"),
        (packed([("all.yaml", "[" * 80 + "]" * 80)]), "exchange.archive.deep"),
        (packed([("all.yaml", "a: [")]), "exchange.file.broken"),
        (packed([(f"f{n}.yaml", "") for n in range(201)]), "exchange.archive.too_many"),
    ],
)
def test_hostile_files_are_refused(raw, code):
    with pytest.raises(Unreadable) as refused:
        editions.read(raw)
    assert refused.value.finding.code == code


def test_what_unpacks_beyond_the_limit_is_refused(monkeypatch):
    monkeypatch.setattr(editions, "MAX_UNPACKED", 1000)
    with pytest.raises(Unreadable) as refused:
        editions.read(packed([("all.yaml", "#" * 100_000)]))
    assert refused.value.finding.code == "exchange.message.too_large"
