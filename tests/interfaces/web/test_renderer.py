"""A list to choose from, written at once, is what Django's templates draw, but for their empty lines."""

import pytest
from django.forms import NullBooleanSelect, Select, SelectMultiple
from django.forms.renderers import DjangoTemplates
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy, override

from stratrade.interfaces.web.renderer import Renderer

ROWS = [
    ("", "---"),
    ("KH", gettext_lazy("Country")),
    ("A&\"<'", "Less < more & “quoted” \"plain\" 'single'"),
    (7, 1234567),
    (None, mark_safe("<b>bold</b>")),
    ("Group <&>", [("x", "One"), ("y", "Two")]),
]
ATTRS = {
    "class": "govuk-select",
    "aria-describedby": 'id"1<',
    "required": True,
    "hidden": False,
    "size": 5000,
}


@pytest.mark.parametrize("widget", [Select(choices=ROWS), SelectMultiple(choices=ROWS), NullBooleanSelect()])
@pytest.mark.parametrize("value", [None, "KH", "A&\"<'", "y", 7])
@pytest.mark.parametrize("language", ["en", "fr", "km"])
def test_renderer_writes_a_list_as_the_templates_do(widget, value, language):
    with override(language):
        ours, theirs = (
            widget.render("a&b", value, ATTRS, renderer=drawn) for drawn in (Renderer(), DjangoTemplates())
        )
    assert ours.splitlines() == [line for line in theirs.splitlines() if line.strip()]


class _OwnRow(Select):
    option_template_name = "django/forms/widgets/radio_option.html"


def test_renderer_leaves_rows_with_a_template_of_their_own_to_it():
    widget = _OwnRow(choices=[("a", "A")])
    drawn = widget.render("x", "a", renderer=Renderer())
    assert drawn == widget.render("x", "a", renderer=DjangoTemplates())
    assert "<label" in drawn
