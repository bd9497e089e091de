"""Typst templates to PDF: data goes in as JSON, never as markup."""

import importlib.util
import json
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import segno
import typst

_TEMPLATES = Path(str(files("stratrade.apps.documents") / "typst"))


def pdf(kind: str, context: Mapping[str, Any], *, token: str, issued_at: datetime) -> bytes:
    """Render the template of `kind`.

    Args:
        kind: name of a file in `typst/`.
        context: JSON values only.
        token: text of the QR code; empty for none.
        issued_at: becomes the creation date of the file, so that rendering twice gives the same bytes.

    Raises:
        LookupError: there is no such template.
    """
    template = _TEMPLATES / f"{kind}.typ"
    if not template.is_file():
        raise LookupError(kind)
    inputs = {"data": json.dumps(context, ensure_ascii=False), "qr": _qr(token) if token else ""}
    raw = _compiler(kind).compile(
        format="pdf", sys_inputs=inputs, pdf_standards=["a-2a"], timestamp=int(issued_at.timestamp())
    )
    assert isinstance(raw, bytes)  # noqa: S101 - one PDF, no page images
    return raw


def _qr(token: str) -> str:
    return segno.make(token, error="m", micro=False).svg_inline(scale=1, border=2, dark="#0b0c0c")


@cache
def _compiler(kind: str) -> typst.Compiler:
    """One compiler per template and process: a page takes milliseconds once it is warm."""
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=_font_folders())
    return typst.Compiler(_TEMPLATES / f"{kind}.typ", root=_TEMPLATES, font_paths=fonts)


def _font_folders() -> list[str]:
    spec = importlib.util.find_spec("fontpkg_noto_sans_khmer")
    if spec is None or not spec.submodule_search_locations:
        raise LookupError("fontpkg-noto-sans-khmer")
    return [str(Path(spec.submodule_search_locations[0]) / "files")]
