"""What is wrong in a table of a control list that somebody handed in, worded in English."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

TABLES: Mapping[str, Promise] = {
    # the table as a whole
    "lists.table.empty": _("The table holds no rows under its headings"),
    "lists.table.no_headings": _("The first row with headings was not found; %(column)s is missing"),
    "lists.table.heading_unknown": _("The heading “%(value)s” means nothing here; known are %(known)s"),
    "lists.table.heading_twice": _("The heading “%(value)s” stands twice"),
    "lists.table.rows_many": _("The table has more than %(limit)s rows"),
    "lists.table.columns_many": _("The table has more than %(limit)s columns"),
    "lists.table.formula": _("There is a formula in the cell %(cell)s; save the table with values only"),
    "lists.table.kind": _("%(name)s is neither XLSX nor CSV"),
    # a row or a cell
    "lists.table.row_wide": _("The row has more cells than there are headings"),
    "lists.table.country_unknown": _("“%(value)s” is no country; the name was screened without one"),
    "lists.table.cell_missing": _("The cell is empty"),
    "lists.table.cell_long": _("The cell holds more than %(limit)s characters"),
    "lists.table.code_unfit": _(
        "“%(value)s” is no number of a national entry; write letters and a number as in KH-001, or 6A908"
    ),
    "lists.table.code_twice": _("%(value)s stands twice in the table"),
    "lists.table.code_taken": _("%(value)s belongs to an entry of the adopted list"),
    "lists.table.cas_unfit": _("%(value)s is no CAS number: its check digit does not fit"),
    "lists.table.concentration_unfit": _("A concentration is written > or >=, in per cent"),
    "lists.table.number_unfit": _("“%(value)s” is no number; write 1234.5, and a range as 2..18"),
    "lists.table.parameter_unfit": _("“%(value)s” is no name of a parameter; use Latin letters"),
    "lists.table.parameter_kind": _(
        "%(value)s is known already, as a %(kind)s; choose an operator that fits"
    ),
    "lists.table.op_unknown": _("“%(value)s” is no operator; known are %(known)s"),
    "lists.table.answer_unfit": _("“%(value)s” does not fit; after “is” only yes can stand"),
    "lists.table.option_unknown": _("“%(value)s” is none of the values of this parameter"),
    "lists.table.unit_unknown": _("The unit “%(value)s” is not known"),
    "lists.table.unit_unfit": _("%(value)s does not measure what this parameter does; its unit is %(unit)s"),
    "lists.table.hs_unfit": _("“%(value)s” is no HS code of six digits"),
    "lists.table.hs_unknown": _("%(value)s does not stand in the nomenclature of 2022"),
    "lists.table.day_unfit": _("“%(value)s” is no day; write it as 2026-01-31"),
    "lists.table.days_turned": _("The last day lies before the first"),
    "lists.table.strength_unfit": _("“%(value)s” is none of direct, partial, possible"),
    "lists.table.criteria_part": _("A criterion needs parameter, op and value"),
    "lists.table.entry_unknown": _("%(value)s is no entry of the list that will be in force"),
    "lists.table.pair_twice": _("The pair stands already in row %(row)s"),
    "lists.table.strength_contradicts": _("Row %(row)s gives this pair the strength %(other)s"),
    "lists.table.eight_unfit": _("“%(value)s” is no code of eight digits"),
    "lists.table.eight_twice": _("%(value)s stands already in row %(row)s"),
    "lists.table.parent_unfit": _("%(value)s does not begin with the six digits of its subheading %(hs)s"),
    "lists.table.no_duty": _(
        "The law of this State says nothing of %(value)s: no row of its table of duties covers the number"
    ),
    "lists.table.link_dropped": _(
        "%(value)s is no entry of the new edition; its official customs codes are left out"
    ),
    # the file on its way to an edition
    "lists.prepare.no_base": _("No control list is in force on that day, to lay a table over"),
    "lists.prepare.same": _("The file changes nothing in the edition in force"),
    "lists.prepare.failed": _("The file could not be read; the stewards were told of the failed job"),
    "lists.prepare.place": _("In the files: %(reason)s"),
}
