"""Event -> reactions, on one page.

Reactions run at least once, in a job of their own, and each applies an event once.
"""

from collections.abc import Mapping, Sequence

from stratrade.apps.audit.events import Event
from stratrade.apps.audit.reactions import Reaction
from stratrade.apps.casework import events as casework
from stratrade.apps.casework.services import reactions as cases
from stratrade.apps.classification import events as classification
from stratrade.apps.classification.services import reactions as rulings
from stratrade.apps.enforcement import events as enforcement
from stratrade.apps.enforcement.services import again, receive
from stratrade.apps.enforcement.services import reactions as border
from stratrade.apps.licences import events as licences
from stratrade.apps.licences.services import reactions as register
from stratrade.apps.lists import events as lists
from stratrade.apps.lists.services import reactions as editions
from stratrade.apps.measures import events as measures
from stratrade.apps.measures.services import reactions as measured
from stratrade.apps.nation import events as nation
from stratrade.apps.nation.services import reactions as treaties
from stratrade.apps.parties import events as parties
from stratrade.apps.screening import events as screening
from stratrade.apps.screening.services import reactions as screenings

REACTIONS: Mapping[type[Event], Sequence[Reaction]] = {
    # an alert holds the case, flags the licence, and is told to those who settle it
    screening.AlertRaised: [cases.hold_case_of, register.flag_licence_of, cases.tell_alert],
    # what a party of the register shares with a confirmed one is told wherever goods still go through it
    screening.LinkFound: [cases.tell_alert, cases.screen_linked, border.screen_linked],
    screening.AlertEscalated: [cases.tell_alert],
    screening.AlertConfirmed: [
        cases.hold_case_of,
        register.flag_licence_of,
        cases.tell_alert,
        screenings.open_freeze,
        screenings.screen_owned,
        screenings.screen_linked,
    ],
    # who is owned by a confirmed listed party is screened, and whatever names them
    parties.RelationRecorded: [screenings.screen_owned, screenings.screen_party],
    screening.OwnedFound: [cases.screen_owned, register.screen_owned, border.screen_owned],
    # a true match on a list that the pack names goes from agency to agency, with goods and payments named
    screening.FreezeOpened: [
        screenings.tell_freeze,
        cases.name_frozen,
        register.name_frozen,
        border.name_frozen,
    ],
    screening.FreezeExtended: [cases.name_frozen, register.name_frozen, border.name_frozen],
    screening.FreezePassedOn: [screenings.tell_freeze],
    screening.FreezeAnswered: [screenings.tell_freeze],
    screening.FreezeDelisted: [screenings.tell_freeze],
    screening.FreezeReleaseProposed: [screenings.tell_freeze],
    screening.FreezeReleaseSentBack: [screenings.tell_freeze],
    screening.FreezeReleased: [screenings.tell_freeze],
    screening.FinancialSent: [screenings.tell_financial],
    screening.FinancialAnswered: [screenings.tell_financial],
    screening.AlertProposed: [cases.tell_alert],
    screening.AlertSentBack: [cases.tell_alert],
    screening.AlertCleared: [cases.free_case_of, register.unflag_licence_of],
    screening.AlertReleased: [cases.free_case_of, register.unflag_licence_of],
    # a list changes, or a party does: whoever is stored is screened again
    screening.EditionAdopted: [
        screenings.rescreen_parties,
        cases.rescreen_cases,
        register.rescreen_licences,
        border.rescreen_declarations,
        screenings.note_delisted,
        screenings.sweep_blocks,
    ],
    screening.EditionRefused: [screenings.tell_refused],
    parties.PartyRegistered: [screenings.screen_party],
    parties.PartyKindSet: [screenings.screen_party],
    parties.NameAdded: [screenings.screen_party],
    parties.AddressAdded: [screenings.screen_party],
    parties.AddressCorrected: [screenings.screen_party],
    parties.AddressEnded: [screenings.screen_party],
    parties.PartyMerged: [screenings.screen_party, register.carry_suspension],
    parties.PartyChanged: [screenings.screen_party, cases.screen_cases_of, register.screen_licences_of],
    # a new edition of the control list
    lists.EditionAdopted: [editions.announce],
    lists.EditionProposed: [editions.tell_proposal],
    lists.ProposalAdopted: [editions.tell_proposal, rulings.tell_owners],
    lists.ProposalSentBack: [editions.tell_proposal],
    # a case is told to whoever's turn it is, and can be found
    casework.ApplicationSubmitted: [cases.tell_case, cases.index_case, cases.note_parties],
    casework.CaseAccepted: [cases.tell_case],
    casework.CaseReturned: [cases.tell_case],
    casework.ItemRated: [cases.index_case],
    casework.CaseReferred: [cases.tell_case],
    casework.ReferralEscalated: [cases.tell_case],
    casework.CaseConsolidated: [cases.tell_case],
    casework.DecisionProposed: [cases.tell_case],
    casework.DecisionSentBack: [cases.tell_case],
    casework.CaseGranted: [cases.tell_case],
    casework.CaseRefused: [cases.tell_case, cases.propose_denials],
    # a ruling is told to whoever's turn it is, and can be found
    classification.RulingSubmitted: [rulings.tell_ruling, rulings.index_ruling, rulings.note_parties],
    classification.RulingInquired: [rulings.tell_ruling],
    classification.RulingReplied: [rulings.tell_ruling],
    classification.RulingProposed: [rulings.tell_ruling],
    classification.RulingSentBack: [rulings.tell_ruling],
    classification.RulingAnswered: [rulings.tell_ruling, rulings.index_ruling],
    classification.RulingRejected: [rulings.tell_ruling],
    classification.RulingSuperseded: [rulings.tell_ruling],
    classification.RulingRevoked: [rulings.tell_ruling],
    # a licence is told to its holder, and to customs where it matters at the border
    licences.LicenceIssued: [
        register.tell_licence,
        register.index_licence,
        cases.screen_licence,
        register.note_parties,
    ],
    licences.LicenceSuspended: [register.tell_licence],
    licences.LicenceReinstated: [register.tell_licence],
    licences.LicenceRevoked: [register.tell_licence],
    licences.LicenceSurrendered: [register.tell_licence],
    licences.LicenceFlagged: [register.tell_licence],
    licences.LicenceUnflagged: [register.tell_licence],
    # a registration for a general authorisation is told to whoever's turn it is
    licences.RegistrationRequested: [register.tell_registration],
    licences.RegistrationProposed: [register.tell_registration],
    licences.RegistrationDue: [register.tell_due],
    licences.RegistrationAccepted: [register.tell_registration],
    licences.RegistrationRefused: [register.tell_registration],
    licences.RegistrationSuspended: [register.tell_registration],
    licences.RegistrationReinstated: [register.tell_registration],
    licences.UsageReturnReminded: [register.tell_registration],
    # a notice of the catch-all is told to whoever's turn it is, and open cases are held against it
    measures.NoticeProposed: [measured.tell_notice],
    measures.NoticeServed: [measured.tell_notice, cases.assess_noticed, again.doubt_standing],
    measures.NoticeBegan: [cases.assess_noticed, again.doubt_standing],
    measures.NoticeLapsed: [cases.assess_noticed, again.doubt_standing],
    measures.NoticeSentBack: [measured.tell_notice],
    measures.NoticeAcknowledged: [measured.tell_notice],
    measures.WithdrawalProposed: [measured.tell_notice],
    measures.WithdrawalSentBack: [measured.tell_notice],
    measures.NoticeWithdrawn: [measured.tell_notice, cases.assess_noticed, again.doubt_standing],
    # what an exporter knows or suspects stands at once, and is told to whoever's turn it is
    measures.ConcernNotified: [measured.tell_concern, cases.assess_noticed, again.doubt_standing],
    measures.ConcernAsked: [measured.tell_concern],
    measures.ConcernReplied: [measured.tell_concern],
    measures.ConcernAnswerProposed: [measured.tell_concern],
    measures.ConcernAnswerSentBack: [measured.tell_concern],
    measures.ConcernAnswered: [measured.tell_concern, cases.assess_noticed, again.doubt_standing],
    measures.SwitchProposed: [measured.tell_switch],
    measures.SwitchSet: [measured.tell_switch, again.doubt_standing],
    # a committee's approval is told to whoever's turn it is and to customs, and open cases are held against it
    measures.ApprovalEntered: [measured.tell_approval],
    measures.ApprovalConfirmed: [measured.tell_approval, cases.assess_approved, again.doubt_standing],
    measures.ApprovalSentBack: [measured.tell_approval],
    measures.ApprovalEnding: [measured.tell_approval, cases.assess_approved, again.doubt_standing],
    measures.ApprovalWithdrawn: [measured.tell_approval, again.doubt_standing],
    measures.ApprovalKept: [measured.tell_approval, cases.assess_approved, again.doubt_standing],
    # a rule of the sanctions pack is told to whoever's turn it is; open cases and what has not left are held against it
    measures.RuleOffered: [measured.tell_rule],
    measures.RuleSentBack: [measured.tell_rule],
    measures.RulePutInForce: [measured.tell_rule, cases.assess_ruled, again.doubt_standing],
    measures.RuleTurned: [cases.assess_ruled, again.doubt_standing],
    measures.RuleLeaving: [measured.tell_rule],
    measures.RuleWithdrawn: [measured.tell_rule, cases.assess_ruled, again.doubt_standing],
    measures.RuleKept: [measured.tell_rule],
    # what is owed to treaty bodies is told to whoever's turn it is
    nation.TreatyDeclarationHandedOn: [treaties.tell_declaration],
    nation.TreatyDeclarationReviewed: [treaties.tell_declaration],
    nation.TreatyDeclarationSentBack: [treaties.tell_declaration],
    nation.TreatyDeclarationSigned: [treaties.tell_declaration],
    nation.DataCalled: [treaties.tell_call],
    nation.DataAnswered: [treaties.tell_call],
    # at the border
    enforcement.DeclarationReceived: [receive.judge_received],
    enforcement.JudgementDoubted: [again.judge_again],
    enforcement.DoubtGoesOn: [again.doubt_standing],
    enforcement.DeclarationJudged: [border.index_declaration, border.note_parties, again.recheck],
    enforcement.GoodsHeld: [border.tell_hold],
}
