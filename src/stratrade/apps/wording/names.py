"""Findings about names that resemble listed ones, worded in English."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

NAMES: Mapping[str, Promise] = {
    "screening.owned.share": _("%(owner)s, confirmed on a list, holds %(share)s per cent: %(path)s"),
    "screening.owned.controlled": _("%(owner)s, confirmed on a list, controls it: %(path)s"),
    "screening.linked.address": _(
        "It shares the address “%(shared)s” with %(other)s, which is confirmed on a list"
    ),
    "screening.linked.phone": _(
        "It shares the telephone number %(shared)s with %(other)s, confirmed on a list"
    ),
    "screening.linked.director": _("%(shared)s directs it and also %(other)s, which is confirmed on a list"),
    "matching.name": _("“%(ours)s” resembles “%(theirs)s”: %(words)s"),
    "matching.identifier": _("The identifier %(value)s is the same"),
    "matching.weak_alias": _("“%(name)s” is a weak alias: alone it means little"),
    "matching.other_kind": _("The listed party is of another kind (%(kind)s)"),
    "matching.birth_date.same": _("The date of birth is the same (%(date)s)"),
    "matching.birth_year.same": _("The year of birth is the same (%(year)s)"),
    "matching.birth_date.differs": _("The date of birth differs: listed is %(listed)s"),
    "matching.country.same": _("The country is the same (%(country)s)"),
    "matching.sex.differs": _("The sex differs: listed is %(listed)s"),
    "matching.address.same": _("The addresses share: %(words)s"),
    "matching.country.differs": _("The country differs (%(country)s)"),
}
