"""Draws the widgets of forms; a list to choose from is written at once, where Django draws each row as a template.

A list of countries has 250 rows, and a page may have several: widgets took two fifths of the drawing of all pages.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from django.forms.renderers import DjangoTemplates
from django.utils.formats import localize
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

SELECT = "django/forms/widgets/select.html"
OPTION = "django/forms/widgets/select_option.html"


class Renderer(DjangoTemplates):
    """Django's own, but for lists."""

    def render(self, template_name: str, context: dict[str, Any], request: Any = None) -> str:
        """A widget as HTML; a list whose rows want a template of their own is drawn by templates."""
        if template_name == SELECT and _plain(context["widget"]):
            return _select(context["widget"])
        return str(super().render(template_name, context, request))


def _plain(widget: Mapping[str, Any]) -> bool:
    return all(row["template_name"] == OPTION for _, rows, _ in widget["optgroups"] for row in rows)


def _select(widget: Mapping[str, Any]) -> SafeString:
    lines = [f'<select name="{conditional_escape(widget["name"])}"{_attributes(widget["attrs"])}>']
    for name, rows, _ in widget["optgroups"]:
        if name:
            lines.append(f'  <optgroup label="{conditional_escape(name)}">')
        lines.extend(_options(rows))
        if name:
            lines.append("  </optgroup>")
    return mark_safe("\n".join([*lines, "</select>"]))  # noqa: S308 - every part was escaped above


def _options(rows: Iterable[Mapping[str, Any]]) -> Iterable[str]:
    for row in rows:
        value, label = conditional_escape(str(row["value"])), conditional_escape(localize(row["label"]))
        yield f'  <option value="{value}"{_attributes(row["attrs"])}>{label}</option>'


def _attributes(attrs: Mapping[str, Any]) -> str:
    return "".join(
        f" {conditional_escape(name)}" + ("" if value is True else f'="{conditional_escape(str(value))}"')
        for name, value in attrs.items()
        if value is not False
    )
