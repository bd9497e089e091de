"""Templates keep the strict content policy, name their columns and compile."""

import re
from pathlib import Path

import pytest
from django.template import engines

import stratrade

WEB = Path(stratrade.__file__).parent / "interfaces" / "web"
FILES = sorted(
    path for path in WEB.rglob("*.html") if "templates" in path.parts and "node_modules" not in path.parts
)
NAMES = [path.as_posix().split("/templates/", 1)[1] for path in FILES]
INLINE = re.compile(
    r"<style|\sstyle=|<script(?![^>]*\ssrc=)|\son[a-z]+=|javascript:|hx-on|https?://", re.IGNORECASE
)


def test_templates_are_found():
    assert len(FILES) > 40


@pytest.mark.parametrize("name", NAMES)
def test_template_compiles(name):
    engines["django"].get_template(name)


@pytest.mark.parametrize("path", FILES, ids=NAMES)
def test_template_has_nothing_inline_and_nothing_from_outside(path):
    assert INLINE.findall(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("path", FILES, ids=NAMES)
def test_template_says_nothing_untranslated(path):
    text = path.read_text(encoding="utf-8")
    text = re.sub(r"{%\s*blocktrans.*?endblocktrans\s*%}", "", text, flags=re.DOTALL)
    text = re.sub(r"{%.*?%}|{{.*?}}|{#.*?#}", "", text, flags=re.DOTALL)
    words = re.findall(r">([^<>]*[A-Za-z]{4,}[^<>]*)<", text)
    assert [w.strip() for w in words if w.strip() not in {"– Stratrade", "doctype html"}] == []
