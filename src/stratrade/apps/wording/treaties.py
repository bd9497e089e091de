"""Findings about what is owed to treaty bodies, worded in English."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

TREATIES: Mapping[str, Promise] = {
    # lines of the national data
    "obligations.line.counted": _("%(mass)s g of goods at %(pct)s %% hold %(grams)s g of the chemical."),
    "obligations.line.transit": _("Goods in transit are neither import nor export."),
    "obligations.line.cancelled": _("The declaration was cancelled; nothing crossed the border."),
    "obligations.line.not_moved": _("Customs has not confirmed that the goods crossed the border."),
    "obligations.line.no_concentration": _(
        "The share of the chemical by weight is not known. It is never taken for 100 %%: find it out."
    ),
    "obligations.line.no_mass": _("The mass of the goods is not known: find it out."),
    "obligations.line.diluted": _(
        "A mixture of %(pct)s %% stays out of declarations, whose limit is %(limit)s %%."
    ),
    "obligations.line.diluted_small": _(
        "Mixtures up to %(limit)s %% stay out while all of the year hold less than the threshold"
        " (this one: %(pct)s %%)."
    ),
    # declarations
    "nation.declaration.no_duty": _("This State owes no such declaration."),
    "nation.declaration.no_period": _("“%(period)s” is no period of this duty."),
    "nation.declaration.event_missing": _("Give the day and say in a few words what it is about."),
    "nation.declaration.stands": _("There is a declaration for %(period)s already; open it, or amend it."),
    "nation.declaration.not_your_agency": _("This step belongs to another agency: %(agency)s."),
    "nation.declaration.not_editable": _("The declaration was handed on; it can no longer be changed."),
    "nation.declaration.no_section": _("This part of the declaration cannot be written that way."),
    "nation.declaration.no_row": _("There is no such row; somebody may have taken it out."),
    "nation.declaration.too_many_rows": _("A section holds %(most)s rows at most."),
    "nation.declaration.cell_missing": _("“%(column)s” is missing."),
    "nation.declaration.cell_unfit": _("“%(column)s”: “%(value)s” does not fit. Correct it and save again."),
    "nation.declaration.reason_missing": _("Give a reason."),
    "nation.declaration.incomplete": _("The section “%(section)s” is not filled in."),
    "nation.declaration.questions": _(
        "%(count)s lines of the national data wait for a fact that could change the declaration."
        " Answer them first."
    ),
    "nation.declaration.call_open": _("%(agency)s has been asked and has not answered yet."),
    "nation.declaration.altered": _(
        "The frozen copy is not what was reviewed. Send it back and look into it."
    ),
    "nation.declaration.sent_unfit": _("Name how it was sent, and a day that is not ahead."),
    "nation.declaration.not_amendable": _("Only what was signed can be amended, one amendment at a time."),
    "nation.declaration.not_frozen": _("There is no copy to take out yet."),
    # data calls
    "nation.call.unfit": _("Name the agency, the question and a day that has not passed."),
    "nation.call.asked_already": _("%(agency)s was asked already."),
    "nation.call.nobody_left": _("Every agency that has a part in it was asked already."),
    "nation.call.closed": _("The question was answered already, or the declaration was handed on."),
    "nation.call.empty": _("Answer in words, or say that there is nothing to declare."),
    # figures
    "nation.figures.no_line": _("There is no such line in the national data of that year."),
    "nation.figures.unfit": _("A share lies between 0 and 100 per cent; a mass is above nothing."),
    "nation.figures.evidence_missing": _("Name the paper that shows it."),
    "nation.figures.no_site": _("The facility register holds no site “%(site)s”. Enter it there first."),
    "nation.figures.source_missing": _("Name where the figures come from; the table must hold a row."),
    "nation.figures.faulty": _(
        "Row %(row)s, column “%(column)s”: “%(value)s” does not fit. Nothing was entered."
    ),
    "nation.figures.unreadable": _("The file is no table that can be read. Use the template."),
    # facilities
    "nation.facility.unfit": _(
        "Fill in kind, name, province and agency; a site closes after it was declared."
    ),
    "nation.facility.part_unfit": _(
        "Sites of this kind are not declared as that; see what it is declared as."
    ),
    "nation.facility.name_taken": _("A site “%(name)s” of this kind is in the register already."),
    "nation.facility.visit_unfit": _("A visit ends on or after its first day; say what came of it."),
}
