"""A backup is whole or it is refused."""

import io
import json
import stat
import tarfile
from pathlib import Path

import pytest

from stratrade.interfaces.cli import archive


@pytest.fixture
def home(tmp_path: Path) -> Path:
    folder = tmp_path / "home"
    for name, text in {
        "secret-key": "s",
        "files/ab/abcd": "bytes of a document",
        "audit/roots.jsonl": "one\ntwo\n",
        "index/x/y": "made again",
        "postgres/data/PG_VERSION": "18",
        "static/a.css": "made again",
        "prepared": "stamp",
    }.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    (folder / "way-out").symlink_to("/etc/passwd")
    return folder


@pytest.fixture
def made(home: Path, tmp_path: Path) -> Path:
    dump = tmp_path / "dump"
    dump.write_bytes(b"the database")
    target = tmp_path / "backup.tar.gz"
    count = archive.write(
        target, home=home, dump=dump, early={"audit/roots.jsonl": b"one\n"}, made_at="2026-03-01", version="1"
    )
    assert count == 3
    return target


def _unpack(source: Path, tmp_path: Path) -> archive.Contents:
    folder = tmp_path / "unpacked"
    folder.mkdir()
    return archive.unpack(source, folder)


def _rewritten(source: Path, target: Path, change) -> Path:
    """The same archive with one member changed, dropped (None) or added."""
    with tarfile.open(source) as old, tarfile.open(target, "w:gz") as new:
        members = {m.name: old.extractfile(m).read() for m in old}
        change(members)
        for name, raw in members.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(raw)
            new.addfile(entry, io.BytesIO(raw))
    return target


def test_write_keeps_what_cannot_be_made_again(made, tmp_path):
    contents = _unpack(made, tmp_path)
    assert contents.files == ("audit/roots.jsonl", "files/ab/abcd", "secret-key")
    assert contents.dump.read_bytes() == b"the database"
    assert (contents.folder / "home" / "files" / "ab" / "abcd").read_text() == "bytes of a document"
    assert (contents.made_at, contents.version) == ("2026-03-01", "1")
    assert stat.S_IMODE(made.stat().st_mode) == 0o600


def test_write_takes_the_roots_of_before_the_dump(made, tmp_path):
    contents = _unpack(made, tmp_path)
    assert (contents.folder / "home" / "audit" / "roots.jsonl").read_text() == "one\n"


def test_put_back_replaces_files_of_the_same_name(made, tmp_path):
    other = tmp_path / "other"
    other.mkdir()
    (other / "secret-key").write_text("another")
    assert archive.put_back(_unpack(made, tmp_path), other) == 3
    assert (other / "secret-key").read_text() == "s"
    assert stat.S_IMODE((other / "secret-key").stat().st_mode) == 0o600


def test_write_leaves_nothing_where_it_fails(home, tmp_path):
    target = tmp_path / "out" / "backup.tar.gz"
    target.parent.mkdir()
    with pytest.raises(FileNotFoundError):
        archive.write(target, home=home, dump=tmp_path / "none", early={}, made_at="", version="")
    assert list(target.parent.iterdir()) == []


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda m: m.update({"home/files/ab/abcd": b"bytes of a forgery."}), "missing or changed"),
        (lambda m: m.pop("home/secret-key"), "missing or changed"),
        (lambda m: m.update({"home/more": b""}), "missing or changed"),
        (lambda m: m.pop("manifest.json"), "no manifest"),
        (lambda m: m.update({"manifest.json": b"[]"}), "no manifest"),
        (lambda m: m.update({"home/../../etc/cron.d/x": b""}), "no backup does"),
        (lambda m: m.update({"/etc/cron.d/x": b""}), "no backup does"),
        (lambda m: m.update({"home/postgres/data/pg_hba.conf": b""}), "no backup does"),
        (lambda m: m.update({"elsewhere": b""}), "no backup does"),
    ],
)
def test_unpack_refuses_what_is_not_whole_or_points_outside(made, tmp_path, change, said):
    forged = _rewritten(made, tmp_path / "forged.tar.gz", change)
    with pytest.raises(archive.BadArchive, match=said):
        _unpack(forged, tmp_path)


def test_unpack_refuses_another_format(made, tmp_path):
    def change(members):
        manifest = json.loads(members["manifest.json"])
        members["manifest.json"] = json.dumps({**manifest, "format": 2}).encode()

    with pytest.raises(archive.BadArchive, match="format 2"):
        _unpack(_rewritten(made, tmp_path / "forged.tar.gz", change), tmp_path)


@pytest.mark.parametrize("keep", [0, 10, 200])
def test_unpack_refuses_a_file_cut_short(made, tmp_path, keep):
    short = tmp_path / "short.tar.gz"
    short.write_bytes(made.read_bytes()[:keep])
    with pytest.raises(archive.BadArchive):
        _unpack(short, tmp_path)


def test_unpack_refuses_a_link(made, tmp_path):
    forged = tmp_path / "forged.tar.gz"
    with tarfile.open(forged, "w:gz") as tar:
        entry = tarfile.TarInfo("home/keys")
        entry.type, entry.linkname = tarfile.SYMTYPE, "/etc"
        tar.addfile(entry)
    with pytest.raises(archive.BadArchive, match="no backup does"):
        _unpack(forged, tmp_path)
