"""Findings about people, the law, states, cases, licences, declarations and papers, worded in English."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

HOUSE: Mapping[str, Promise] = {
    # switches of the sanctions pack
    "measures.switch.unknown": _("The pack has no such switch or position"),
    "measures.switch.not_the_ministry": _(
        "Only the agency that the law register charges with measures of the Security Council sets this"
    ),
    "measures.switch.no_record": _("Give the number, the day and the document of the determination"),
    "measures.switch.day_ahead": _("The day of the determination lies ahead"),
    # notices of the catch-all
    "measures.notice.about_nothing": _("Name a company, another party, a range of HS codes or a destination"),
    "measures.notice.no_such_company": _("No single registered company bears the name or number %(company)s"),
    "measures.notice.no_hs_code": _("%(hs)s is no HS code: give 2 to 12 digits"),
    "measures.notice.range_backwards": _("The range %(hs)s ends before it begins"),
    "measures.notice.no_such_country": _("There is no country %(country)s"),
    "measures.notice.no_text": _("Write what the company is told"),
    "measures.notice.no_reason": _("Write why the notice is served; it is kept apart"),
    "measures.notice.ends_before_it_begins": _("The last day lies before the first"),
    "measures.notice.review_outside": _("The day of review lies outside the days of the notice"),
    "measures.notice.no_end_to_propose": _(
        "The notice does not stand, or its withdrawal is proposed already"
    ),
    "measures.notice.no_end_proposed": _("Nobody has proposed to withdraw the notice"),
    "measures.notice.no_end_reason": _("Give a reason; it goes into the trail"),
    # concerns that exporters notify
    "measures.concern.no_company": _("You act for no registered company"),
    "measures.concern.no_goods": _("Say what the goods are"),
    "measures.concern.no_hs_code": _("%(hs)s is no HS code: give 4 to 12 digits"),
    "measures.concern.no_such_country": _("There is no country %(country)s"),
    "measures.concern.no_party": _("Name the consignee or the end user"),
    "measures.concern.no_statement": _("Say whether you know or suspect it, and what"),
    "measures.concern.no_question": _("Write the question"),
    "measures.concern.no_reply": _("Write the answer"),
    "measures.concern.no_answer": _("Choose an answer and write what the exporter is told"),
    "measures.concern.no_reason": _("Give a reason; it goes into the trail"),
    # rules of the sanctions pack
    "measures.rule.missing": _("Fill this in"),
    "measures.rule.unfit": _("“%(value)s” does not fit here"),
    "measures.rule.about_nothing": _(
        "Say which goods: HS codes, entries, words, documents, facts or all goods"
    ),
    "measures.rule.no_id": _(
        "“%(value)s” is no name of a rule: capital letters and digits parted by hyphens"
    ),
    "measures.rule.taken": _("There is a rule %(rule)s already"),
    "measures.rule.not_in_force": _("No rule %(rule)s is in force on %(day)s"),
    "measures.rule.drafted_before": _("Another draft on rule %(rule)s waits"),
    "measures.rule.past": _("%(day)s has passed: a rule begins today or later"),
    "measures.rule.ends_before_it_begins": _("The last day lies before the first"),
    "measures.rule.not_a_draft": _("Only a draft can be changed"),
    "measures.rule.effect_unknown": _("It is not worked out yet what it changes"),
    "measures.rule.stands_otherwise": _("The rule %(rule)s was changed meanwhile: draft it anew"),
    "measures.rule.no_reason": _("Give a reason; it goes into the trail"),
    "measures.rule.no_yaml": _("The exemptions cannot be read: %(reason)s"),
    # approvals of committees
    "measures.approval.not_the_agency": _(
        "Only the agency that the law register charges with measures of the Security Council keeps approvals"
    ),
    "measures.approval.no_rule": _("No committee's approval lifts the rule %(rule)s"),
    "measures.approval.over_cap": _(
        "All States together may send %(quantity)s %(unit)s in twelve months under rule %(rule)s; with this letter the"
        " approvals entered here would take %(approved)s"
    ),
    "measures.approval.no_document": _("Attach the committee's letter"),
    "measures.approval.entered_before": _("The letter %(letter)s is entered for this rule already"),
    "measures.approval.no_letter": _("Give the number of the committee's letter"),
    "measures.approval.no_applicant": _("Name whom the committee's letter is for"),
    "measures.approval.no_goods": _("Say for which goods the committee's letter is"),
    "measures.approval.no_quantity": _("Give the quantity or value, more than nothing"),
    "measures.approval.day_ahead": _("The day of the letter lies ahead"),
    "measures.approval.no_country": _("“%(country)s” is no country"),
    "measures.approval.no_mark_of_goods": _("Name at least one entry of the control list or HS code"),
    "measures.approval.no_entry": _("The control list has no entry %(entry)s"),
    "measures.approval.no_hs": _("%(hs)s is no HS code: give 2 to 12 digits"),
    "measures.approval.no_unit": _("“%(unit)s” is no unit or currency"),
    "measures.approval.ends_before_it_begins": _("The last day lies before the first"),
    "measures.approval.no_reason": _("Give a reason; it goes into the trail"),
    # general authorisations
    "licences.registration.no_such": _("There is no general authorisation %(name)s to register for"),
    "licences.registration.no_company": _("You act for no registered company"),
    "licences.registration.not_undertaken": _(
        "Take on every condition and name who in the company answers for it"
    ),
    "licences.registration.stands": _("The company is registered for %(name)s already, or waits for it"),
    "licences.registration.no_reason": _("Give a reason; the company reads it"),
    "licences.registration.no_return": _("No return is owed for %(period)s"),
    "licences.registration.filed": _("The return of %(period)s is filed already"),
    "licences.registration.return_missing": _("A return is missing"),
    "licences.registration.not_found": _("No company is registered here as “%(company)s”"),
    "licences.registration.ahead": _("%(day)s lies ahead: enter the day on which the company was registered"),
    "licences.registration.late": _("It came too late after the first use"),
    # people
    "accounts.access.denied": _("Your role does not allow this."),
    "accounts.access.same_person": _("Somebody else must do this: %(person)s acted before."),
    "accounts.user.role_unknown": _("There is no role “%(role)s”."),
    "accounts.user.language_unknown": _("The product does not speak “%(language)s”."),
    "accounts.user.email_taken": _("Somebody already signs in with %(email)s."),
    "accounts.user.agency_unfit": _("The role “%(role)s” does not exist in that agency."),
    "accounts.user.unit_unfit": _("The unit “%(unit)s” does not belong to that agency."),
    "accounts.user.reason_missing": _("Give a reason."),
    "accounts.version.stale": _(
        "Somebody changed this while you had it open (you saw version %(had)s, now it is %(stands)s)."
        " Nothing was saved."
    ),
    # states and the law
    "machine.transition.none": _("“%(action)s” is not possible while the status is “%(status)s”."),
    "law.provision.none": _(
        "No provision in force carries this act (%(act)s) for these goods today, so it cannot be done."
        " Refer the matter to the competent authority."
    ),
    # cases
    "casework.case.incomplete": _("The application is not complete: “%(field)s” is missing."),
    "casework.case.unrated": _("Item %(item)s has no entry recorded yet."),
    "casework.case.waiting": _("The answer of %(agency)s is still awaited."),
    "casework.case.held": _("The case is on hold: %(reason)s"),
    "casework.case.not_editable": _("The application was handed in; it can no longer be changed."),
    "casework.item.too_late": _("Items can no longer be rated while the status is “%(status)s”."),
    "casework.item.no_such_entry": _("The control list in force has no entry %(entry)s."),
    "classification.ruling.incomplete": _("Something is missing: “%(field)s”."),
    "classification.ruling.unrated": _("Item %(item)s has no finding yet."),
    "classification.ruling.cas_unfit": _(
        "The check digit of “%(cas)s” does not fit: it cannot be a CAS number."
    ),
    "classification.ruling.cas_same": _("“%(cas)s” is the CAS number that is recorded already."),
    "classification.ruling.nothing_asked": _("No question is open."),
    "classification.ruling.empty_reply": _("Answer in words or fill in at least one value."),
    "classification.ruling.not_editable": _("The request was handed in; it can no longer be changed."),
    "classification.ruling.nothing_to_ask": _("Write a question or tick what the list asks."),
    "classification.ruling.no_precedent": _("That ruling no longer stands; it cannot be followed."),
    "classification.ruling.not_confirmed": _(
        "Confirm that you have compared the goods and the edition with those of %(reference)s."
    ),
    "classification.ruling.own_reasons": _(
        "%(reference)s was asked by somebody else; write reasons of your own, as they go into the letter."
    ),
    "classification.ruling.unfit_term": _("An answer holds for 1 to %(most)s months."),
    "classification.ruling.licence_may_be_required": _(
        "The letter needs a stated destination to which no item needs a licence."
    ),
    "classification.ruling.replaces_nothing": _(
        "Only a standing ruling of the same applicant can be replaced."
    ),
    "classification.ruling.no_items": _("Choose at least one item."),
    "classification.ruling.not_assessing": _(
        "Findings can be recorded while a request is being assessed, not while it is “%(status)s”."
    ),
    "classification.ruling.no_such_entry": _("The control list in force has no entry %(entry)s."),
    "classification.ruling.none_proposed": _("No ruling is proposed."),
    "classification.self_assessment.unknown_code": _(
        "No self-assessment has this code, or its time is over. Look at each character again."
    ),
    "classification.self_assessment.too_many": _(
        "Many self-assessments were begun from here within an hour. Go on with one of them, or come back later."
    ),
    "classification.self_assessment.too_fast": _(
        "Too many answers or codes came from here within an hour. Wait a while, then go on; nothing is lost."
    ),
    "classification.self_assessment.no_list": _("No control list is in force here yet."),
    "classification.self_assessment.finished": _(
        "The outcome was printed; it no longer changes. Begin a new self-assessment instead."
    ),
    "classification.self_assessment.no_such_question": _(
        "The list asks no such question of these goods any more."
    ),
    "classification.ruling.no_more_papers": _(
        "Papers are taken until a ruling is proposed; the request is “%(status)s”."
    ),
    "casework.referral.no_agency": _("Choose at least one agency."),
    "casework.referral.unknown_agency": _("There is no agency “%(agency)s”."),
    "casework.referral.asked_already": _("%(agency)s was asked already."),
    "casework.referral.no_position": _("“%(position)s” is not a position that an agency can take."),
    "casework.decision.unfit": _("The proposal is not possible: %(outcome)s for %(months)s months."),
    "casework.decision.prohibited": _(
        "A licence cannot be granted: the transfer is forbidden (%(reference)s)."
    ),
    "casework.decision.certificate_missing": _(
        "A licence cannot be granted: the end-use certificate of %(country)s is not there, or not whole."
    ),
    "casework.paper.not_asked": _("Nothing asks for this paper here."),
    "casework.paper.ahead": _("%(day)s has not come yet."),
    "casework.decision.none_proposed": _("Nothing has been proposed for decision."),
    # licences
    "licences.licence.not_usable": _("Licence %(licence)s cannot be used: its status is %(status)s."),
    "licences.ledger.overdraw": _(
        "Licence %(licence)s, line %(line)s: %(asked)s %(unit)s asked, %(remaining)s %(unit)s left."
    ),
    "licences.ledger.no_quantity": _("Say how much is to be reserved."),
    "licences.ledger.nothing_reserved": _("Nothing is reserved for item %(item)s of %(declaration)s."),
    "licences.ledger.nothing_committed": _("Nothing is written off for item %(item)s of %(declaration)s."),
    # declarations
    "enforcement.declaration.version_taken": _(
        "Declaration %(declaration)s is known with other content; version %(stands)s stands."
    ),
    "enforcement.key.reused": _("The key %(key)s was used before for another message."),
    "enforcement.licence.unit": _(
        "The declared unit does not measure the same as licence %(licence)s, which counts in %(unit)s."
    ),
    # alerts
    "screening.alert.proposed_already": _(
        "Somebody has proposed what %(name)s is; a second person must agree or send it back."
    ),
    "screening.alert.none_proposed": _("Nothing is proposed about %(name)s."),
    "screening.trust.not_cleared": _("Only a cleared party can be trusted; %(name)s is not."),
    "screening.trust.already": _("%(name)s is on the good-guy list already."),
    "screening.trust.ended": _("%(name)s is no longer on the good-guy list."),
    "screening.trust.term": _("Choose a day after today and at most %(months)s months from now."),
    "screening.batch.failed": _("The table could not be read; the stewards were told of the failed job."),
    "screening.freeze.received": _("%(reference)s was received already."),
    "screening.freeze.not_your_turn": _("%(reference)s does not wait for your agency."),
    "screening.freeze.outcome": _("That is not an answer that your agency can give on %(reference)s."),
    "screening.freeze.no_paper": _("Give the number and the day of the order."),
    "screening.freeze.reason": _("Give a reason."),
    "screening.freeze.confirmed_by_you": _(
        "You confirmed this match; that it was an error is for another person to say."
    ),
    "screening.freeze.release_waits": _("The release of %(reference)s waits for a second person already."),
    "screening.freeze.no_release": _("Nobody has proposed to release %(reference)s."),
    "screening.freeze.not_chosen": _("Your office is not among those that agree to a release."),
    "screening.freeze.still_listed": _("%(name)s is still on the list in force."),
    "screening.financial.no_unit": _("No financial intelligence unit is named."),
    "screening.financial.empty": _("Name the party and say what you ask or know."),
    "screening.financial.not_your_turn": _("%(reference)s does not wait for your answer."),
    # parties
    "parties.merge.same": _("That is the same record."),
    "parties.merge.already": _("%(name)s is part of another record already."),
    "parties.merge.kinds": _(
        "%(name)s is of another kind; a person and a company are never one. Where one kind is wrong, correct it first."
    ),
    "parties.kind.unknown": _("Choose one of the kinds."),
    "parties.kind.same": _("%(name)s is of that kind already."),
    "parties.merge.reason": _("Give a reason."),
    "parties.merge.went_on": _(
        "%(name)s has since become part of %(other)s; take that merge back first, then this one."
    ),
    "parties.merge.undone": _("This merge was taken back already."),
    "parties.step.waits": _("Such a step about %(name)s waits for a second person already."),
    "parties.step.decided": _("This step about %(name)s was decided already."),
    "parties.split.nothing": _(
        "Name the other party and choose at least one dealing or number that is its own."
    ),
    "parties.relation.nobody": _("Name the owner."),
    "parties.relation.itself": _("%(name)s cannot own or direct itself."),
    "parties.relation.already": _("This is recorded of %(name)s already."),
    "parties.relation.share": _("Give a share above 0 and at most 100 per cent."),
    "parties.relation.whole": _(
        "The owners of %(name)s would hold more than the whole; %(left)s per cent are left."
    ),
    "parties.address.ended": _("This address has ended already."),
    "parties.address.missing": _("Give an address."),
    "parties.address.already": _("%(name)s has this address already."),
    "screening.alert.link_only": _(
        "%(name)s only shares something with %(listed)s. That does not make it the listed party: clear the alert, hand"
        " it up, or record who owns or controls it."
    ),
    "parties.relation.ended": _("This relation has ended already."),
    # papers
    "documents.upload.empty": _("The file is empty."),
    "documents.upload.too_large": _("The file is larger than %(limit_mb)s MB."),
    "documents.upload.kind": _("Files of this kind are not accepted; these are: %(accepted)s."),
    "documents.upload.broken": _("The file is damaged and cannot be opened."),
    "documents.upload.macros": _("The file holds macros; save it without them."),
}
