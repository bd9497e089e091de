"""`stratrade prepare`: what is up to date is left alone, what has changed is not."""

import psycopg

from stratrade.interfaces.cli import prepare
from stratrade.interfaces.cli.embedded import cluster


def test_prepare_again_does_nothing(prepared, stratrade):
    note = prepared / "prepared"
    before = note.stat().st_mtime_ns
    done = stratrade(prepared, "prepare")
    assert (done.returncode, done.stderr) == (0, "")
    assert note.stat().st_mtime_ns == before


def test_prepare_again_where_the_pack_differs_looks_at_everything(prepared, stratrade):
    before = (prepared / "prepared").read_text()
    done = stratrade(prepared, "prepare", STRATRADE_PACK="nowhere")
    assert done.returncode == 2
    assert "there is no pack 'nowhere'" in done.stderr
    assert (prepared / "prepared").read_text() == before


def test_prepare_closes_the_folders_that_hold_what_people_handed_in(prepared, stratrade):
    (prepared / "files").chmod(0o755)
    stratrade(prepared, "prepare")
    modes = {name: (prepared / name).stat().st_mode & 0o777 for name in prepare.PRIVATE}
    assert modes == dict.fromkeys(prepare.PRIVATE, 0o700)


def test_prepare_gives_the_product_what_it_needs_and_no_more(prepared):
    with cluster.running(prepared, quick=True) as found, psycopg.connect(found.url()) as connection:
        owned = (
            "select count(*) from pg_class where relowner = (select oid from pg_roles where rolname = user)"
        )
        assert connection.execute(owned).fetchone() == (0,)
        connection.execute("update accounts_user set name = name")
        for statement in (
            "update audit_event set actor = 'nobody'",
            "delete from audit_event",
            "truncate audit_event",
            "delete from audit_head",
            "delete from django_migrations",
            "alter table audit_event disable trigger all",
            "set session_replication_role = replica",
            "create table mine (word text)",
        ):
            connection.rollback()
            try:
                connection.execute(statement)
            except psycopg.Error as problem:
                assert problem.sqlstate == "42501", statement  # noqa: PT017 - insufficient privilege
            else:
                raise AssertionError(f"allowed: {statement}")
