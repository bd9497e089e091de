"""Findings of determination and of the verdict on declarations, worded in English."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

JUDGEMENT: Mapping[str, Promise] = {
    # the national duty
    "determination.entry.not_met": _("The goods do not meet %(entry)s"),
    "determination.entry.unknown": _("Whether the goods meet %(entry)s depends on facts that are not known"),
    "determination.duty.none": _("%(entry)s carries no duty for this activity (%(activity)s)"),
    "determination.duty.record": _("A transfer of %(entry)s is recorded; it needs no licence"),
    "determination.duty.licence": _("%(entry)s needs a licence for this activity (%(activity)s)"),
    "determination.duty.no_provision": _(
        "%(entry)s would need a licence (%(activity)s), but no provision in force carries it:"
        " this is advice only"
    ),
    "determination.catch_all": _("Unlisted goods are caught by what is known of their use: %(limb)s"),
    "determination.catch_all.notified": _(
        "The exporter notified the concern %(notice)s itself; the authority has not answered yet"
    ),
    "determination.catch_all.answered": _(
        "The authority answered the concern %(notice)s: a licence is required"
    ),
    "determination.catch_all.served": _("The notice %(notice)s asks for a licence: %(served)s"),
    "determination.duty.exempt": _("%(entry)s: the exemption %(name)s lifts the licence duty"),
    "determination.duty.general": _("%(entry)s: the general authorisation %(name)s covers this transfer"),
    "determination.registration.before_first_use": _("%(name)s: register before the first use"),
    "determination.registration.within_30_days": _("%(name)s: register within 30 days of the first use"),
    "determination.registration.late_reminded": _("%(name)s: whoever registers later is reminded"),
    "determination.registration.late_refused": _(
        "%(name)s: whoever is not registered by then may not use it until registered"
    ),
    "determination.registration.late_suspended": _(
        "%(name)s: a registration after that stands suspended until an officer has looked at it"
    ),
    "determination.returns.quarterly": _("%(name)s: report its use every quarter"),
    "determination.returns.half_yearly": _("%(name)s: report its use every half-year"),
    "determination.returns.yearly": _("%(name)s: report its use every year"),
    "determination.condition.keep_records": _("%(name)s: keep records of every transfer"),
    "determination.condition.state_on_declaration": _("%(name)s: state it on the customs declaration"),
    "determination.condition.same_goods_same_owner": _(
        "%(name)s: the same goods, unchanged in kind, back to the same owner"
    ),
    "determination.condition.bring_back_within_120_days": _("%(name)s: the goods come back within 120 days"),
    "determination.condition.internal_compliance_programme": _(
        "%(name)s: only with an internal compliance programme"
    ),
    "determination.condition.original_end_user": _(
        "%(name)s: only to the original end user, under a first authorisation that still stands"
    ),
    "determination.condition.wholly_owned_group": _(
        "%(name)s: only to wholly owned companies of the same group, for its own development"
    ),
    "determination.condition.published_cryptography": _(
        "%(name)s: only goods with published or commercial cryptography that a user cannot easily change"
    ),
    "determination.refer.agency": _("No provision in force carries this: it is advice; ask %(agency)s"),
    "determination.catch_all.what_known": _("Something is known of the use; which use decides"),
    "determination.catch_all.how_known": _(
        "A use of concern is stated; whether and how it is known decides what follows"
    ),
    "determination.partner.unknown": _("The other State is not named"),
    "determination.nothing_applies": _("No rule that was asked applies to this transaction"),
    # Chemical Weapons Convention
    "cwc.schedule1.non_party": _("Schedule 1: no transfer with %(country)s, which is not a State Party"),
    "cwc.schedule1.retransfer": _("Schedule 1: what was received may not be passed on to %(country)s"),
    "cwc.schedule1.purpose": _(
        "Schedule 1: “%(purpose)s” is not research, medical, pharmaceutical or protective use"
    ),
    "cwc.schedule1.purpose_unknown": _("Schedule 1: the purpose must be known"),
    "cwc.schedule1.saxitoxin": _(
        "Schedule 1: up to 5 mg of saxitoxin for medical use; to be notified by the time of the transfer"
    ),
    "cwc.schedule1.notify": _("Schedule 1: both States notify the OPCW at least %(days)s days before"),
    "cwc.schedule1.ceiling": _(
        "Schedule 1: a State may hold or acquire in a year no more than %(limit)s g in all"
    ),
    "cwc.schedule1.no_room": _(
        "Schedule 1: if these goods are let in, the State holds or has acquired this year %(amount)s g; at most"
        " %(limit)s g are allowed"
    ),
    "cwc.schedule1.near_ceiling": _(
        "Schedule 1: with this the State holds or has acquired this year %(amount)s g of at most %(limit)s g"
    ),
    "cwc.schedule1.planned_ceiling": _(
        "Schedule 1: with this the State holds or has acquired this year %(amount)s g; other imports that wait and"
        " licences not used yet may add %(planned)s g, and at most %(limit)s g are allowed"
    ),
    "cwc.schedule1.too_early": _("Schedule 1: the transfer may take place on %(not_before)s at the earliest"),
    "cwc.schedule1.counterpart": _("Schedule 1: the other State has not notified the transfer yet"),
    "cwc.schedule2.party": _("Schedule 2: %(country)s is a State Party; the Convention asks for no licence"),
    "cwc.schedule2.non_party": _(
        "Schedule 2: no transfer with %(country)s, which is not a State Party"
        " (%(concentration)s %%, the limit is %(limit)s %%)"
    ),
    "cwc.schedule2.transition": _("Schedule 2: before the ban, %(country)s must certify the end use"),
    "cwc.schedule3.party": _("Schedule 3: %(country)s needs no end-use certificate here"),
    "cwc.schedule3.certificate": _(
        "Schedule 3: %(country)s is not a State Party and must certify the end use"
    ),
    "cwc.schedule3.certificate_held": _("Schedule 3: the end-use certificate of %(country)s is there"),
    "cwc.schedule3.certificate_whole": _("Schedule 3: the certificate states all that it must"),
    "cwc.schedule3.certificate_incomplete": _("Schedule 3: the certificate lacks: %(missing)s"),
    "cwc.schedule3.retransfer": _("Schedule 3: whether the goods leave %(country)s again must be known"),
    "cwc.consumer_goods": _(
        "Packed for retail sale for personal use, so the ban does not apply (%(country)s)"
    ),
    "cwc.concentration_unknown": _("The share by weight must be known; the limit is %(limit)s %%"),
    "cwc.low_concentration": _("%(concentration)s %% by weight is not above the limit of %(limit)s %%"),
    # Security Council
    "determination.approval.lifts": _(
        "The committee's approval %(approval)s (letter %(letter)s) lifts rule %(rule)s for %(taken)s %(unit)s;"
        " %(remaining)s %(unit)s left after this"
    ),
    "determination.approval.exhausted": _(
        "The committee's approval %(approval)s for rule %(rule)s does not reach: %(asked)s %(unit)s asked,"
        " %(remaining)s %(unit)s left"
    ),
    "determination.approval.not_valid": _(
        "The committee's approval %(approval)s for rule %(rule)s is valid only from %(valid_from)s to %(valid_to)s"
    ),
    "determination.approval.withdrawn": _(
        "The committee's approval %(approval)s for rule %(rule)s was withdrawn and lifts nothing"
    ),
    "determination.approval.unmeasured": _(
        "The committee's approval %(approval)s for rule %(rule)s counts in %(unit)s, which the goods do not state"
    ),
    "sanctions.approved": _("Rule %(rule)s (%(country)s): the approval it asks for is there"),
    "sanctions.inspect": _("Rule %(rule)s (%(country)s): the cargo is to be inspected"),
    "sanctions.hs_unknown": _("Rule %(rule)s (%(country)s): the customs code decides, and it is not known"),
    "sanctions.end_user_unknown": _("Rule %(rule)s (%(country)s): who receives the goods decides"),
    "sanctions.spared": _("Rule %(rule)s (%(country)s): not aimed at this end user"),
    "sanctions.exempt": _("Rule %(rule)s (%(country)s): these goods are exempt"),
    "sanctions.notify": _("Rule %(rule)s (%(country)s): only with notice to the committee beforehand"),
    "sanctions.exception": _("Rule %(rule)s (%(country)s): an exception may apply; that must be known"),
    "sanctions.partly": _(
        "Rule %(rule)s (%(country)s): %(document)s names part of this entry; whether these goods too must be known"
    ),
    "sanctions.doubtful": _(
        "Rule %(rule)s (%(country)s): such goods may be made for military use; whether these are must be known"
    ),
    "sanctions.claimed": _(
        "Rule %(rule)s (%(country)s): an approval of the committee is claimed; its letter must be seen"
    ),
    "sanctions.approval": _("Rule %(rule)s (%(country)s): only with the approval of the committee"),
    "sanctions.authorisation": _(
        "Rule %(rule)s (%(country)s): only with an authorisation of the competent authority"
    ),
    "sanctions.cap": _(
        "Rule %(rule)s: under approvals of the committee all States together may send %(quantity)s %(unit)s in twelve"
        " months"
    ),
    "sanctions.prohibited": _("Rule %(rule)s (%(country)s): prohibited"),
    # items of a declaration
    "enforcement.item.nothing_found": _("Nothing points to a listed item"),
    "enforcement.item.may_be_listed": _("May be %(entry)s; to be decided by: %(parameter)s"),
    "enforcement.item.recorded": _("%(entry)s: recorded, and audited at most"),
    "enforcement.item.ask": _("%(entry)s: facts are missing that decide what is needed"),
    "enforcement.item.listed_free": _("%(entry)s: listed, and nothing is needed for this transfer"),
    "enforcement.item.refer": _(
        "No provision in force lets customs hold these goods: look at the papers"
        " and ask the competent authority"
    ),
    # a general authorisation against an item
    "enforcement.general.fits": _("The general authorisation %(name)s covers it"),
    "enforcement.general.not_stated": _(
        "The general authorisation %(name)s would cover it, but the declaration does not state it"
    ),
    "enforcement.general.register_in_time": _(
        "%(name)s covers it; the exporter is not registered yet and must be within 30 days of first use"
    ),
    "enforcement.general.register_late": _(
        "The exporter should be registered for %(name)s by now and is not: remind it"
    ),
    "enforcement.general.registration_overdue": _(
        "The exporter was to register for %(name)s within thirty days of the first use and did not: no further use"
        " until then"
    ),
    "enforcement.general.not_registered": _("The exporter is not registered for %(name)s"),
    "enforcement.general.other_company": _(
        "%(name)s: the number and the name that the exporter states are not those of one registered company"
    ),
    "enforcement.general.suspended": _("The exporter's registration for %(name)s is suspended"),
    "enforcement.general.conditions_unmet": _("%(name)s does not cover it (%(entry)s): %(unmet)s"),
    # a licence against an item
    "enforcement.licence.fits": _("Licence %(licence)s, line %(line)s, covers it (%(entry)s)"),
    "enforcement.licence.missing": _("No licence covers it (%(entry)s)"),
    "enforcement.licence.other_goods": _("Licence %(licence)s, line %(line)s, is for other goods"),
    "enforcement.licence.not_standing": _("Licence %(licence)s does not stand (%(status)s)"),
    "enforcement.licence.not_valid": _(
        "Licence %(licence)s is valid from %(valid_from)s to %(valid_to)s only"
    ),
    "enforcement.licence.other_activity": _("Licence %(licence)s is for another activity (%(activity)s)"),
    "enforcement.licence.other_destination": _(
        "Licence %(licence)s is for another destination (%(destination)s)"
    ),
    "enforcement.licence.other_consignee": _("Licence %(licence)s names another consignee (%(consignee)s)"),
    "enforcement.licence.quantity_unknown": _(
        "The declared quantity cannot be counted in the unit of licence %(licence)s (%(unit)s)"
    ),
    "enforcement.licence.not_before": _(
        "Licence %(licence)s lets the goods go from %(not_before)s on, not before"
    ),
    "enforcement.licence.lacks_notification": _(
        "Licence %(licence)s: the transfer has not been notified to the OPCW yet"
    ),
    "enforcement.licence.lacks_counterpart": _(
        "Licence %(licence)s: the other State has not notified the transfer yet"
    ),
    "enforcement.licence.lacks_certificate": _(
        "Licence %(licence)s: the end-use certificate is not there, or not whole"
    ),
    "enforcement.licence.papers": _("Licence %(licence)s carries the papers that the treaty asks for"),
    "enforcement.licence.exhausted": _(
        "Licence %(licence)s, line %(line)s: %(asked)s %(unit)s declared, %(remaining)s %(unit)s left"
    ),
    "enforcement.licence.flagged": _("Licence %(licence)s concerns a party under an alert"),
    # parties and customs rules
    "enforcement.party.listed": _("%(role)s “%(name)s” resembles “%(listed)s” (%(list)s %(entry)s)"),
    "enforcement.rule.vague_strategic": _(
        "Rule %(rule)s: the description says too little, and the HS code often covers listed goods"
    ),
    "enforcement.rule.licence_does_not_fit": _("Rule %(rule)s: the licence quoted does not fit the goods"),
    "enforcement.rule.forwarder": _(
        "Rule %(rule)s: the consignee is a forwarder, and the HS code often covers listed goods"
    ),
    "enforcement.rule.no_destination": _(
        "Rule %(rule)s: the goods may be listed, and no destination is named"
    ),
}
