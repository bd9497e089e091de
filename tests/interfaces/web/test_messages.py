"""Every sentence of the screens is there in every language."""

import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parents[3]


def test_messages_all_translated():
    done = subprocess.run(
        [sys.executable, "setup/messages.py", "check"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(("language", "letters"), [("km", "ក"), ("fr", "é")])
def test_catalogue_is_written_in_its_language(language, letters):
    path = ROOT / "src" / "stratrade" / "locale" / language / "LC_MESSAGES" / "django.po"
    with path.open("rb") as file:
        catalogue = read_po(file, locale=language)
    same = [m.id for m in catalogue if m.id and m.id == m.string and len(str(m.id).split()) > 3]
    assert same == []
    assert letters in "".join(str(m.string) for m in catalogue)
