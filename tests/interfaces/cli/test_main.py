"""The command itself: what it offers, how it refuses, what it does not load."""

import subprocess
import sys
from importlib import import_module

import pytest

from stratrade.interfaces.cli import check
from stratrade.interfaces.cli import main as command
from stratrade.interfaces.cli.main import COMMANDS, NAMES, main


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_its_module(name):
    module = import_module(f"stratrade.interfaces.cli.{name}")
    assert NAMES.get(name, name) == module.NAME
    assert module.HELP
    assert callable(module.run)


def test_main_help_lists_every_command(capsys):
    with pytest.raises(SystemExit) as ended:
        main(["--help"])
    assert ended.value.code == 0
    shown = capsys.readouterr().out
    assert all(f"    {NAMES.get(name, name)} " in shown or f"    {name}\n" in shown for name in COMMANDS)


def test_main_unknown_command_is_one_line(capsys):
    assert main(["clasify"]) == 2
    captured = capsys.readouterr()
    assert captured.err.startswith("stratrade: no command 'clasify'; there are serve, ")
    assert len(captured.err.splitlines()) == 1


def test_main_without_arguments_says_how(capsys):
    with pytest.raises(SystemExit) as ended:
        main([])
    assert ended.value.code == 2
    assert "usage: stratrade" in capsys.readouterr().err


def test_main_interrupted_leaves_no_traceback(monkeypatch, capsys):
    def interrupted(_args):
        raise KeyboardInterrupt

    monkeypatch.setattr(check, "run", interrupted)
    assert command.main(["check", "pack"]) == 130
    assert "Traceback" not in capsys.readouterr().err


def test_engine_commands_load_neither_django_nor_a_driver(tmp_path):
    script = (
        "import sys\n"
        "from stratrade.interfaces.cli.main import main\n"
        "main(['classify', 'pressure transducer', '--json'])\n"
        "heavy = {'django.db', 'psycopg', 'procrastinate', 'polars', 'uroman'} & set(sys.modules)\n"
        "sys.exit(f'loaded {sorted(heavy)}' if heavy else 0)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        env={"PATH": "/usr/bin:/bin", "STRATRADE_HOME": str(tmp_path), "LC_ALL": "C.UTF-8"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
