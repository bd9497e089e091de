"""What people are told, worded in English; the catalogues under `locale` hold the other languages."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

NOTICES: Mapping[str, Promise] = {
    "notices.case.submitted": _("Application %(reference)s was handed in and awaits triage."),
    "notices.case.received": _("We have received your application %(reference)s."),
    "notices.case.accepted": _("Your application %(reference)s was taken on."),
    "notices.case.returned": _("Your application %(reference)s came back without action: %(reason)s"),
    "notices.case.withdrawn": _("Application %(reference)s was withdrawn."),
    "notices.case.referred": _("Your agency is asked about case %(reference)s."),
    "notices.case.consolidated": _("Every agency has answered on case %(reference)s."),
    "notices.case.proposed": _("A decision on case %(reference)s was proposed and awaits you."),
    "notices.case.sent_back": _("The proposal on case %(reference)s was sent back: %(reason)s"),
    "notices.case.granted": _("Licence %(licence)s was granted on your application %(reference)s."),
    "notices.case.refused": _("Your application %(reference)s was refused. The letter gives the reasons."),
    "notices.case.held": _("Case %(reference)s is on hold: %(reason)s"),
    "notices.referral.escalated": _("%(agency)s has not answered on case %(reference)s in time."),
    "notices.licence.suspended": _("Licence %(reference)s is suspended: %(reason)s"),
    "notices.licence.reinstated": _("Licence %(reference)s may be used again."),
    "notices.licence.revoked": _("Licence %(reference)s was revoked: %(reason)s"),
    "notices.licence.flagged": _("Licence %(reference)s concerns a party under an alert: %(reason)s"),
    "notices.declaration.held": _("Declaration %(declaration)s is held: %(reason)s"),
    "notices.declaration.released": _("Declaration %(declaration)s was released."),
    "notices.alert.raised": _("%(party)s resembles %(listed)s on the list %(list)s."),
    "notices.alert.confirmed": _("The match of %(party)s with the list %(list)s was confirmed."),
    "notices.edition.adopted": _("The control list %(edition)s is in force from %(in_force_from)s."),
    "notices.watchlist.adopted": _("A new edition of the list %(list)s was adopted."),
}
