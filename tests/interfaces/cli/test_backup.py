"""`stratrade backup` and `restore`: everything comes back, and nothing is overwritten unasked."""

import json

import psycopg

from stratrade.interfaces.cli.embedded import cluster

COUNTS = {
    "events": "select count(*), max(id) from audit_event",
    "heads": "select md5(string_agg(subject || count || hash, ',' order by subject)) from audit_head",
    "users": "select count(*) from accounts_user",
    "migrations": "select count(*) from django_migrations",
}


def _counts(home):
    with (
        cluster.running(home, quick=True) as found,
        psycopg.connect(found.url(cluster.OWNER)) as connection,
    ):
        return {name: connection.execute(query).fetchone() for name, query in COUNTS.items()}


def test_restore_brings_everything_back_elsewhere(prepared, short_folder, stratrade, tmp_path):
    (prepared / "files").mkdir(exist_ok=True)
    (prepared / "files" / "kept").write_bytes(b"a document")
    file, other = tmp_path / "backup.tar.gz", short_folder / "other"
    made = stratrade(prepared, "backup", str(file))
    assert made.returncode == 0, made.stderr
    assert "database and" in made.stdout

    again = stratrade(prepared, "backup", str(file))
    assert again.returncode == 2
    assert again.stderr == f"stratrade backup: {file} is there already\n"

    done = stratrade(other, "restore", str(file))
    assert done.returncode == 0, done.stderr
    assert _counts(other) == _counts(prepared)
    assert _counts(other)["events"][0] > 0
    assert (other / "files" / "kept").read_bytes() == b"a document"
    assert (other / "secret-key").read_text() == (prepared / "secret-key").read_text()

    verified = stratrade(other, "audit", "verify", "--json")
    assert json.loads(verified.stdout)["clean"], verified.stdout

    refused = stratrade(other, "restore", str(file))
    assert refused.returncode == 2
    assert "--replace" in refused.stderr
    with cluster.running(other, quick=True) as found, psycopg.connect(found.url()):
        busy = stratrade(other, "restore", "--replace", str(file))
    assert busy.returncode == 2
    assert "stop it first" in busy.stderr
    file.write_bytes(file.read_bytes()[:-500])
    torn = stratrade(other, "restore", "--replace", str(file))
    assert torn.returncode == 2
    assert len(torn.stderr.splitlines()) == 1
    assert _counts(other) == _counts(prepared), "a torn backup changes nothing"


def test_backup_of_nothing_is_refused(short_folder, stratrade, tmp_path):
    done = stratrade(short_folder / "nothing", "backup", str(tmp_path / "file"))
    assert done.returncode == 2
    assert "nothing to back up" in done.stderr
    assert not (tmp_path / "file").exists()
