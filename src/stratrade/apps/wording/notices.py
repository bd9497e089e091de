"""What people are told, worded in English; the catalogues under `locale` hold the other languages."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

NOTICES: Mapping[str, Promise] = {
    # cases, to whoever's turn it is and to the applicant
    "notices.casework.application_submitted": _("Application %(reference)s was handed in and awaits triage."),
    "notices.casework.case_accepted": _("Your application %(reference)s was taken on."),
    "notices.casework.case_returned": _("Your application %(reference)s came back without action."),
    "notices.casework.case_referred": _("Your agency is asked about case %(reference)s."),
    "notices.casework.referral_escalated": _("An agency has not answered on case %(reference)s in time."),
    "notices.casework.case_consolidated": _("Every agency has answered on case %(reference)s."),
    "notices.casework.decision_proposed": _("A decision on case %(reference)s was proposed and awaits you."),
    "notices.casework.decision_sent_back": _("The proposal on case %(reference)s was sent back."),
    "notices.casework.case_granted": _("Your application %(reference)s was granted."),
    "notices.casework.case_refused": _("Your application %(reference)s was refused; the letter says why."),
    # rulings on goods, to the officers and to whoever asked
    "notices.classification.products_changed": _(
        "The control list %(edition)s answers %(number)s of your products otherwise from %(day)s."
    ),
    "notices.classification.ruling_submitted": _("The ruling request %(reference)s awaits an officer."),
    "notices.classification.ruling_replied": _("The question on ruling request %(reference)s was answered."),
    "notices.classification.ruling_sent_back": _("The proposed ruling on %(reference)s was sent back."),
    "notices.classification.ruling_proposed": _("A ruling on %(reference)s was proposed and awaits you."),
    "notices.classification.ruling_inquired": _("An officer asks about your ruling request %(reference)s."),
    "notices.classification.ruling_answered": _(
        "Your ruling request %(reference)s was answered; the letter is there."
    ),
    "notices.classification.ruling_rejected": _("Your ruling request %(reference)s cannot be assessed."),
    "notices.classification.ruling_superseded": _("A newer ruling took the place of %(reference)s."),
    "notices.classification.ruling_revoked": _("The ruling %(reference)s was taken back."),
    "notices.lists.edition_proposed": _(
        "The control list %(edition)s was proposed to apply from %(day)s and awaits a second person."
    ),
    "notices.lists.proposal_adopted": _("The control list %(edition)s applies from %(day)s."),
    "notices.lists.proposal_sent_back": _("The proposed control list %(edition)s came back: %(reason)s"),
    # switches of the sanctions pack
    "notices.measures.switch_proposed": _("%(paper)s on “%(switch)s” awaits a second signature."),
    "notices.measures.switch_set": _("“%(switch)s” was set anew by %(paper)s."),
    # notices of the catch-all, to the signer, to officers and to the served company
    "notices.measures.rule_offered": _("%(reference)s on rule %(rule)s awaits your decision."),
    "notices.measures.rule_leaving": _(
        "%(reference)s on rule %(rule)s is to be withdrawn; it awaits your decision."
    ),
    "notices.measures.rule_sent_back": _("%(reference)s on rule %(rule)s was sent back."),
    "notices.measures.rule_kept": _("%(reference)s on rule %(rule)s was kept."),
    "notices.measures.rule_put_in_force": _("%(reference)s on rule %(rule)s was put in force."),
    "notices.measures.rule_withdrawn": _("%(reference)s on rule %(rule)s was withdrawn."),
    "notices.measures.approval_entered": _(
        "The committee's approval %(reference)s awaits a second signature."
    ),
    "notices.measures.approval_ending": _(
        "The committee's approval %(reference)s is to be withdrawn and lifts nothing from now on."
    ),
    "notices.measures.approval_confirmed": _("The committee's approval %(reference)s stands."),
    "notices.measures.approval_kept": _("The committee's approval %(reference)s is kept and stands again."),
    "notices.measures.approval_sent_back": _("The committee's approval %(reference)s was sent back."),
    "notices.measures.approval_withdrawn": _("The committee's approval %(reference)s was withdrawn."),
    "notices.measures.notice_proposed": _("The notice %(reference)s was proposed and awaits your signature."),
    "notices.measures.notice_signed": _("The notice %(reference)s was signed and stands."),
    "notices.measures.notice_served": _(
        "The notice %(reference)s was served on your company: read it and acknowledge it."
    ),
    "notices.measures.notice_sent_back": _("The proposed notice %(reference)s was sent back."),
    "notices.measures.notice_acknowledged": _("The company acknowledged the notice %(reference)s."),
    "notices.measures.notice_withdrawn": _("The notice %(reference)s to your company was withdrawn."),
    "notices.measures.withdrawal_proposed": _(
        "It was proposed to withdraw the notice %(reference)s; it awaits your signature."
    ),
    "notices.measures.withdrawal_sent_back": _("The notice %(reference)s was not withdrawn: it stands."),
    "notices.measures.notice_ended": _("The notice %(reference)s was withdrawn: it stands no longer."),
    # general authorisations
    "notices.licences.registration_requested": _(
        "A company asks to be registered for %(name)s (%(reference)s)."
    ),
    "notices.licences.registration_proposed": _(
        "The registration %(reference)s for %(name)s waits for the second of two people."
    ),
    "notices.licences.registration_due": _("%(company)s uses %(name)s and is to register by %(due_on)s."),
    "notices.licences.registration_late": _(
        "%(company)s uses %(name)s and was to register by %(due_on)s: it has not."
    ),
    "notices.licences.registration_suspended_late": _(
        "%(reference)s: the registration for %(name)s came too late and is suspended until an officer has looked at it."
    ),
    "notices.licences.registration_accepted": _("You are registered for %(name)s (%(reference)s)."),
    "notices.licences.registration_refused": _("You were not registered for %(name)s (%(reference)s)."),
    "notices.licences.registration_suspended": _(
        "Your registration for %(name)s (%(reference)s) is suspended."
    ),
    "notices.licences.registration_suspended_missing": _(
        "The registration for %(name)s (%(reference)s) is suspended, as a return is missing."
    ),
    "notices.licences.registration_carried": _(
        "Records of %(company)s were put together: the suspension of the registration for %(name)s"
        " (%(reference)s) holds for it as one company."
    ),
    "notices.licences.registration_reinstated": _(
        "Your registration for %(name)s (%(reference)s) stands again."
    ),
    "notices.licences.usage_return_reminded": _(
        "Due on %(due_on)s: your return for %(name)s (%(reference)s), %(period)s."
    ),
    "notices.licences.usage_return_late": _(
        "Overdue since %(due_on)s: your return for %(name)s (%(reference)s), %(period)s."
    ),
    # concerns that exporters notify
    "notices.measures.concern_notified": _("An exporter notified the concern %(reference)s."),
    "notices.measures.concern_replied": _(
        "The exporter answered your question on the concern %(reference)s."
    ),
    "notices.measures.concern_answer_proposed": _(
        "An answer to the concern %(reference)s awaits your signature."
    ),
    "notices.measures.concern_answer_sent_back": _(
        "Your proposed answer to the concern %(reference)s was sent back."
    ),
    "notices.measures.concern_asked": _(
        "The authority asks something about your notification %(reference)s."
    ),
    "notices.measures.concern_answered": _("The authority answered your notification %(reference)s."),
    # licences, to the holder and to customs
    "notices.licences.licence_issued": _("Licence %(reference)s was issued."),
    "notices.licences.licence_suspended": _("Licence %(reference)s is suspended."),
    "notices.licences.licence_reinstated": _("Licence %(reference)s may be used again."),
    "notices.licences.licence_revoked": _("Licence %(reference)s was revoked."),
    "notices.licences.licence_surrendered": _("Licence %(reference)s was given back."),
    "notices.licences.licence_flagged": _("Licence %(reference)s concerns a party under an alert."),
    "notices.licences.licence_unflagged": _(
        "The alert behind the flag on licence %(reference)s was settled."
    ),
    # screening, to those who settle alerts
    "notices.screening.alert_raised": _("%(name)s resembles somebody on a watch list."),
    "notices.screening.link_found": _("%(name)s shares something with a party that is on a watch list."),
    "notices.screening.alert_escalated": _("The alert about %(name)s was escalated."),
    "notices.screening.alert_confirmed": _("%(name)s is on a watch list: the match was confirmed."),
    "notices.screening.alert_proposed": _("The alert about %(name)s needs a second person."),
    "notices.screening.alert_sent_back": _("The proposal about %(name)s was sent back."),
    "notices.screening.batch_done": _("The table of names %(file)s was screened; the result is there."),
    "notices.screening.batch_failed": _("The table of names %(file)s could not be screened."),
    # freeze referrals, to the agency whose turn it is and to the licensing authority
    "notices.screening.freeze_opened": _("The freeze referral %(reference)s was opened."),
    "notices.screening.freeze_passed_on": _("The freeze referral %(reference)s waits for your agency."),
    "notices.screening.freeze_answered": _("The freeze referral %(reference)s was answered."),
    "notices.screening.freeze_delisted": _(
        "The entry behind the freeze referral %(reference)s is off the list; release it."
    ),
    "notices.screening.freeze_release_proposed": _(
        "The match behind %(reference)s is called an error; agree to its release or send it back."
    ),
    "notices.screening.freeze_release_sent_back": _("The release of %(reference)s was not agreed to."),
    "notices.screening.freeze_released": _("The freeze referral %(reference)s was released."),
    "notices.screening.financial_sent": _("The reference %(reference)s waits for an answer."),
    "notices.screening.financial_answered": _("The reference %(reference)s was answered."),
    # watch lists, to stewards
    "notices.screening.edition_refused": _(
        "A new edition of the list %(list)s was not taken: %(count)s entries, the one in force has %(before)s."
    ),
    # what is owed to treaty bodies
    "notices.nation.treaty_declaration_handed_on": _("%(reference)s awaits review: %(duty)s."),
    "notices.nation.treaty_declaration_reviewed": _("%(reference)s was reviewed and awaits your signature."),
    "notices.nation.treaty_declaration_sent_back": _("%(reference)s came back for correction."),
    "notices.nation.treaty_declaration_signed": _(
        "%(reference)s was signed. Send it, then record how and when."
    ),
    "notices.nation.data_called": _("Your agency is asked for its part of %(reference)s: %(duty)s."),
    "notices.nation.data_answered": _("%(agency)s answered for %(reference)s."),
    "notices.nation.duty_due": _("Due on %(due_on)s: %(duty)s (%(period)s)."),
    "notices.nation.duty_late": _("Overdue since %(due_on)s: %(duty)s (%(period)s)."),
    # the house itself, to stewards
    "notices.notices.job_failed": _("The job %(task)s (number %(job)s) failed and is out of retries."),
    # at the border
    "notices.enforcement.judged_again": _(
        "Declaration %(declaration)s was judged again because of %(reference)s and stands otherwise now."
    ),
    "notices.enforcement.goods_held": _("The goods of declaration %(declaration)s are held."),
}
