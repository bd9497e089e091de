"""Tables of own and partner figures: what is read, and the cell that is named where one cannot be."""

from decimal import Decimal

import pytest

from stratrade.apps.nation.models import OwnRecord, PartnerFigure
from stratrade.interfaces.exchange.tables import figures
from stratrade.interfaces.exchange.unreadable import Unreadable
from stratrade.interfaces.web.nation.forms import ShareForm

HEADINGS = "year,cas,activity,partner,kilograms"


def _table(kilograms):
    return f"{HEADINGS}\n2026,102-71-6,export,MY,{kilograms}\n".encode()


def test_partner_figures_are_read_in_grams():
    (row,) = figures.partner(_table("39.6"), "figures.csv")
    assert (row.when.year, row.partner, row.grams) == (2026, "MY", Decimal(39_600))


@pytest.mark.parametrize("kilograms", ["-1", "NaN", "1e11", "10000000000", "much"])
def test_unfit_mass_is_named_by_row_and_column(kilograms):
    with pytest.raises(Unreadable) as refused:
        figures.partner(_table(kilograms), "figures.csv")
    assert refused.value.finding.params == {"row": 2, "column": "kilograms", "value": kilograms}


def test_largest_mass_that_is_read_can_be_kept():
    (row,) = figures.partner(_table("9999999999.9999"), "figures.csv")
    form = ShareForm({"pct": "1", "kilograms": "9999999999.9999", "evidence": "x"})
    assert form.is_valid()
    assert not ShareForm({"pct": "1", "kilograms": "10000000000", "evidence": "x"}).is_valid()
    for model, name in ((PartnerFigure, "grams"), (OwnRecord, "mass_g")):
        field = model._meta.get_field(name)
        limit = Decimal(10) ** (field.max_digits - field.decimal_places)
        assert row.grams == form.cleaned_data["kilograms"] * 1000 < limit
