"""What each event of the trail says, worded in English; other languages are in the catalogues."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

EVENTS: Mapping[str, Promise] = {
    # accounts
    "accounts.AgenciesLoaded": _(
        "%(agencies)s agencies and %(units)s units of the pack %(pack)s were loaded."
    ),
    "accounts.UserCreated": _("The account %(email)s was opened as %(role)s."),
    "accounts.UserDeactivated": _("The account %(email)s was closed: %(reason)s"),
    "accounts.RoleChanged": _("%(email)s acts as %(after)s, no longer as %(before)s."),
    "accounts.LanguageChosen": _("Chose the language “%(language)s”."),
    "accounts.SignedIn": _("%(email)s signed in."),
    "accounts.PasswordChanged": _("%(email)s chose a new password."),
    "accounts.SignedOut": _("%(email)s signed out."),
    "accounts.SignInRefused": _("A sign-in as %(email)s was refused."),
    # law and lists
    "law.LawLoaded": _(
        "The law register of the pack %(pack)s was loaded: %(instruments)s instruments,"
        " %(provisions)s provisions."
    ),
    "lists.EditionLoaded": _("The control list %(edition)s was loaded with %(entries)s entries."),
    "lists.EditionAdopted": _("The control list %(edition)s is in force from %(in_force_from)s."),
    "lists.EditionProposed": _(
        "The control list %(edition)s was proposed to apply from %(in_force_from)s under %(instrument)s."
    ),
    "lists.ProposalAdopted": _(
        "The control list %(edition)s was adopted to apply from %(in_force_from)s under %(instrument)s."
    ),
    "lists.ProposalSentBack": _("The proposed control list %(edition)s was sent back: %(reason)s"),
    "lists.ImpactWorkedOut": _(
        "What the proposed %(edition)s changes was worked out: %(changed)s stored items."
    ),
    "lists.ImpactAsked": _("What the proposed %(edition)s changes is worked out again."),
    "lists.FileReceived": _("The file %(file)s was handed in for an edition from %(in_force_from)s."),
    "lists.FilePrepared": _("The file %(file)s was read and makes the edition %(edition)s."),
    "lists.FileRefused": _("The file %(file)s was read and has faults: %(faults)s."),
    "lists.FileReadAgain": _("The file %(file)s is read again."),
    "lists.FileDiscarded": _("The file %(file)s was put aside."),
    # classification
    "classification.ProductAdded": _("The product “%(name)s” was entered in the library."),
    "classification.ProductChanged": _("The product “%(name)s” was described anew."),
    "classification.RulingStarted": _("The ruling request “%(title)s” was begun."),
    "classification.RulingDraftChanged": _("The part “%(part)s” of the request was written."),
    "classification.RulingSubmitted": _("The ruling request %(reference)s was handed in."),
    "classification.RulingTaken": _("%(officer)s took the ruling request %(reference)s on."),
    "classification.RulingInquired": _("The applicant of %(reference)s was asked: %(question)s"),
    "classification.RulingReplied": _("The applicant answered the question on %(reference)s."),
    "classification.ItemValued": _("Technical values of item %(item)s were written: %(values)s"),
    "classification.ItemChemicalCorrected": _(
        "The CAS number of item %(item)s was corrected from %(before)s to %(after)s (stated: %(stated)s): %(reason)s"
    ),
    "classification.ItemFound": _("Item %(item)s was found to be %(entry)s: %(reason)s"),
    "classification.RulingProposed": _("A ruling on %(reference)s was proposed: %(reason)s"),
    "classification.RulingSentBack": _("The proposed ruling on %(reference)s was sent back: %(reason)s"),
    "classification.RulingAnswered": _(
        "The ruling %(reference)s was made; it holds from %(valid_from)s to %(valid_to)s."
    ),
    "classification.RulingRejected": _("The request %(reference)s cannot be assessed: %(reason)s"),
    "classification.RulingWithdrawn": _("The applicant took the request %(reference)s back: %(reason)s"),
    "classification.RulingSuperseded": _("The ruling %(by_reference)s took the place of %(reference)s."),
    "classification.RulingRevoked": _("The ruling %(reference)s was taken back: %(reason)s"),
    "classification.SelfAssessmentStarted": _("A self-assessment without an account was begun."),
    "classification.SelfAssessmentAnswered": _("A question of a self-assessment was answered."),
    "classification.SelfAssessmentFinished": _("A self-assessment was finished."),
    "classification.SelfAssessmentForgotten": _(
        "A self-assessment was forgotten; it was kept to %(expires_on)s."
    ),
    # notices of the catch-all
    "measures.NoticeProposed": _("The notice %(reference)s was proposed, to stand from %(valid_from)s."),
    "measures.NoticeServed": _(
        "The notice %(reference)s was signed and served; it stands from %(valid_from)s."
    ),
    "measures.NoticeSentBack": _("The proposed notice %(reference)s was sent back: %(reason)s"),
    "measures.NoticeAcknowledged": _("%(company)s acknowledged the notice %(reference)s."),
    "measures.NoticeWithdrawn": _("The notice %(reference)s was withdrawn: %(reason)s"),
    "licences.RegistrationRequested": _("%(reference)s: registration for %(authorisation)s was asked for."),
    "licences.RegistrationProposed": _(
        "%(reference)s: to be registered for %(authorisation)s; another person is to agree."
    ),
    "licences.RegistrationTakenOver": _(
        "%(reference)s: registered for %(authorisation)s on paper on %(registered_on)s, entered here."
    ),
    "licences.RegistrationDue": _("%(name)s is to register for %(authorisation)s by %(due_on)s."),
    "licences.RegistrationAccepted": _("%(reference)s: registered for %(authorisation)s."),
    "licences.RegistrationRefused": _("The registration %(reference)s was refused: %(reason)s"),
    "licences.RegistrationSuspended": _("The registration %(reference)s was suspended: %(reason)s"),
    "licences.RegistrationReinstated": _("The registration %(reference)s stands again. %(reason)s"),
    "licences.RegistrationEnded": _("The company gave the registration %(reference)s up."),
    "licences.UsageReturnFiled": _(
        "The return of %(period)s for %(reference)s was filed with %(uses)s uses."
    ),
    "licences.UsageReturnReminded": _(
        "The company was reminded of its return of %(period)s for %(reference)s, due on %(due_on)s."
    ),
    "measures.NoticeBegan": _("The first day of the notice %(reference)s has come."),
    "measures.NoticeLapsed": _("The last day of the notice %(reference)s has passed."),
    "measures.WithdrawalProposed": _("It was proposed to withdraw the notice %(reference)s: %(reason)s"),
    "measures.WithdrawalSentBack": _("The notice %(reference)s was not withdrawn: %(reason)s"),
    "measures.NoticeSeen": _("The notice %(reference)s was opened."),
    "measures.ApprovalSeen": _("The approval %(reference)s was opened."),
    "measures.LetterRead": _("The letter of the approval %(reference)s was opened."),
    "measures.RuleSeen": _("The change of a rule %(reference)s was opened."),
    "measures.BasisRead": _("The confidential basis of the notice %(reference)s was read."),
    "measures.ConcernNotified": _("The concern %(reference)s was notified: %(how)s."),
    "measures.ConcernAsked": _("The exporter was asked about the concern %(reference)s."),
    "measures.ConcernReplied": _("The exporter answered the question on the concern %(reference)s."),
    "measures.ConcernAnswerProposed": _("An answer to the concern %(reference)s was proposed: %(outcome)s."),
    "measures.ConcernAnswerSentBack": _(
        "The proposed answer to the concern %(reference)s was sent back: %(reason)s"
    ),
    "measures.ConcernAnswered": _("The concern %(reference)s was answered: %(outcome)s."),
    "measures.SwitchProposed": _("%(paper)s of %(dated_on)s was entered to set “%(switch)s” %(position)s."),
    "measures.SwitchSet": _("“%(switch)s” was set %(position)s by %(paper)s."),
    "measures.SwitchSentBack": _("%(paper)s on “%(switch)s” was sent back unsigned."),
    "measures.SwitchRefused": _("A try to set “%(switch)s” %(position)s was refused."),
    "measures.RuleDrafted": _("%(kind)s of rule %(rule)s was drafted as %(reference)s, from %(starts_on)s."),
    "measures.RuleEffectShown": _(
        "What %(reference)s changes was worked out: %(changed)s lines of %(looked_at)s stored things."
    ),
    "measures.RuleOffered": _("%(reference)s on rule %(rule)s was put before a second person."),
    "measures.RuleSentBack": _("%(reference)s was sent back: %(reason)s"),
    "measures.RulePutInForce": _(
        "%(reference)s was put in force: %(kind)s of rule %(rule)s from %(starts_on)s, under %(instrument)s."
    ),
    "measures.RuleTurned": _("The days of %(reference)s on rule %(rule)s have turned."),
    "measures.RuleLeaving": _("It was asked to withdraw %(reference)s: %(reason)s"),
    "measures.RuleWithdrawn": _("%(reference)s on rule %(rule)s was withdrawn: %(reason)s"),
    "measures.RuleKept": _("%(reference)s was kept: %(reason)s"),
    "measures.RuleDiscarded": _("The draft %(reference)s was put aside."),
    "measures.ApprovalEntered": _(
        "The approval %(reference)s was entered from the committee's letter %(letter)s, for rule %(rule)s."
    ),
    "measures.ApprovalConfirmed": _(
        "The approval %(reference)s was confirmed: it lifts rule %(rule)s up to its quantity."
    ),
    "measures.ApprovalSentBack": _("The approval %(reference)s was sent back: %(reason)s"),
    "measures.ApprovalEnding": _(
        "It was asked to withdraw the approval %(reference)s, which lifts nothing from now on: %(reason)s"
    ),
    "measures.ApprovalWithdrawn": _("The approval %(reference)s was withdrawn: %(reason)s"),
    "measures.ApprovalKept": _("The approval %(reference)s was kept and lifts its rule again: %(reason)s"),
    "measures.ApprovalMoved": _(
        "%(type)s of %(quantity)s %(unit)s on the approval %(reference)s for %(matter)s, line %(item)s;"
        " %(remaining)s left."
    ),
    # papers of treaties
    "licences.NotificationRecorded": _(
        "The notification %(reference)s was received on %(received_on)s; first day of the transfer: %(not_before)s."
    ),
    "licences.CertificateRecorded": _(
        "The end-use certificate %(reference)s of %(issuer)s was recorded; it lacks: %(lacking)s."
    ),
    # screening
    "screening.AlertRaised": _("%(name)s resembles %(listed_name)s of the list %(list)s (score %(score)s)."),
    "screening.LinkFound": _(
        "%(name)s shares something with a party that is %(listed_name)s of the list %(list)s."
    ),
    "screening.AlertRenewed": _(
        "%(listed_name)s has changed on the list; the alert about %(name)s shows it."
    ),
    "screening.AlertEscalated": _("The alert about %(name)s was escalated: %(reason)s"),
    "screening.AlertCleared": _("%(name)s is not %(listed_name)s: %(reason)s"),
    "screening.AlertConfirmed": _("%(name)s is %(listed_name)s: %(reason)s"),
    "screening.AlertProposed": _(
        "Proposed about %(name)s and %(listed_name)s: %(action)s. %(reason)s A second person must agree."
    ),
    "screening.AlertSentBack": _("The proposal about %(name)s was sent back: %(reason)s"),
    "screening.AlertReleased": _("%(name)s is no longer taken for %(listed_name)s: %(reason)s"),
    "screening.PartyTrusted": _(
        "%(name)s raises no alert about %(listed_name)s until %(valid_to)s: %(reason)s"
    ),
    "screening.TrustEnded": _("%(name)s raises alerts about %(listed_name)s again: %(reason)s"),
    "screening.OwnedFound": _("A listed party owns or controls: %(names)s."),
    "screening.BatchReceived": _("The table of names %(file)s was handed in."),
    "screening.BatchScreened": _(
        "The table %(file)s was screened: %(matched)s of %(count)s names resemble somebody."
    ),
    "screening.BatchAlerting": _("The table of names %(file)s was handed in to raise alerts."),
    "screening.BatchAlertsRaised": _("%(names)s names of the table %(file)s raised %(alerts)s new alerts."),
    "screening.BatchFailed": _("The table %(file)s could not be screened."),
    "screening.AlertSeen": _("The alert about the entry %(entry)s of the list %(list)s was opened."),
    "screening.ListSeen": _("The entries of the list %(list)s were opened."),
    "screening.EntrySeen": _("The entry %(entry)s of the list %(list)s was opened."),
    "screening.FreezeSeen": _("The freeze referral %(reference)s was looked at."),
    "screening.EvidenceSeen": _("The evidence of a screening was opened."),
    "screening.FreezeOpened": _(
        "The freeze referral %(reference)s about %(name)s (%(listed_name)s) was opened and went to %(agency)s."
    ),
    "screening.FreezeExtended": _("The freeze referral %(reference)s concerns something more of %(name)s."),
    "screening.FreezeReceived": _("%(agency)s received %(reference)s, %(hours)s hours after it was sent."),
    "screening.FreezePassedOn": _(
        "%(agency)s did its part in %(reference)s after %(hours)s hours: %(outcome)s. Next: %(next)s"
    ),
    "screening.FreezeAnswered": _(
        "%(agency)s did its part in %(reference)s after %(hours)s hours: %(outcome)s. It was the last."
    ),
    "screening.FreezeReleaseProposed": _(
        "The match behind %(reference)s is called an error by one who confirmed it: %(reason)s"
    ),
    "screening.FreezeReleaseSentBack": _("The release of %(reference)s was not agreed to: %(reason)s"),
    "screening.FreezeReleased": _("The freeze referral %(reference)s was released (%(ground)s): %(reason)s"),
    "screening.FreezeDelisted": _("The entry behind %(reference)s is off the list in force."),
    "screening.FinancialSent": _("The reference %(reference)s about %(name)s was sent: %(direction)s."),
    "screening.FinancialAnswered": _(
        "The reference %(reference)s about %(name)s was answered after %(hours)s hours: %(outcome)s."
    ),
    "screening.EditionAdopted": _(
        "The list %(list)s was adopted with %(count)s entries: %(added)s new, %(changed)s changed,"
        " %(removed)s removed."
    ),
    "screening.EditionRefused": _(
        "An edition of the list %(list)s was refused: %(count)s entries, the standing one has %(before)s."
    ),
    "screening.KeptEntryProposed": _(
        "%(name)s is proposed for the list %(list)s: a licence was refused in %(reference)s."
    ),
    "screening.KeptEntryListed": _("%(name)s was entered in the list %(list)s under %(legal_basis)s."),
    "screening.KeptEntryDismissed": _("%(name)s was not entered in the list %(list)s: %(reason)s"),
    "screening.KeptEntryWithdrawn": _("%(name)s was taken off the list %(list)s: %(reason)s"),
    "screening.KeptEntryExpired": _("%(name)s is off the list %(list)s: the time ran out on %(ends_on)s."),
    "screening.ListReceived": _("A file of the list %(list)s with %(count)s entries arrived."),
    "screening.StoredRescreened": _(
        "%(names)s stored names were held against the new edition of the list %(list)s:"
        " %(alerts)s new alerts."
    ),
    # parties
    "parties.PartyRegistered": _("%(name)s (%(country)s) was registered."),
    "parties.PartyChanged": _("The record of %(name)s was changed."),
    "parties.PartyKindSet": _("%(name)s: %(before)s → %(kind)s. %(reason)s"),
    "parties.IdentityProposed": _("Proposed about %(name)s: %(action)s (%(other)s). %(reason)s"),
    "parties.IdentitySentBack": _("Not agreed to about %(name)s: %(action)s (%(other)s). %(reason)s"),
    "parties.PartyMerged": _("The record of %(other)s is part of %(name)s now (%(moved)s moved): %(reason)s"),
    "parties.PartyUnmerged": _("The records of %(name)s and %(other)s stand apart again: %(reason)s"),
    "parties.PartySplit": _("Part of the record of %(name)s is %(other)s now (%(moved)s moved): %(reason)s"),
    "parties.NameAdded": _("%(name)s is also called %(text)s."),
    "parties.AddressAdded": _("%(name)s has the address %(text)s (%(source)s)."),
    "parties.AddressCorrected": _("The address %(before)s of %(name)s reads %(text)s now: %(reason)s"),
    "parties.AddressEnded": _("%(text)s is no longer an address of %(name)s: %(reason)s"),
    "parties.RelationRecorded": _("%(owner)s, %(owned)s: %(relation)s %(share)s (%(source)s)"),
    "parties.RelationEnded": _("%(owner)s, %(owned)s: no longer %(relation)s. %(reason)s"),
    "parties.MemberAdded": _("%(user)s acts for the company."),
    # documents and notices
    "documents.DocumentIssued": _("The document %(reference)s was issued (check code %(check_code)s)."),
    "documents.DocumentRevoked": _(
        "The document %(reference)s no longer stands (check code %(check_code)s)."
    ),
    "documents.AttachmentKept": _("The paper “%(name)s” was handed in."),
    "documents.AttachmentOpened": _("The paper “%(name)s” was opened."),
    "notices.JobFailed": _("The job %(task)s (number %(job)s) failed and is out of retries."),
    "notices.NoticesRead": _("%(count)s notices were read."),
    # casework
    "casework.DraftStarted": _("The application “%(title)s” was begun."),
    "casework.DraftChanged": _("The part “%(part)s” of the draft was written."),
    "casework.ApplicationSubmitted": _("The application %(reference)s was handed in by %(declared_by)s."),
    "casework.ApplicationAssessed": _("Item %(item)s was assessed: %(outcome)s."),
    "casework.CaseAccepted": _("%(officer)s took the case %(reference)s on."),
    "casework.CaseReturned": _("The application %(reference)s went back without action: %(reason)s"),
    "casework.CaseWithdrawn": _("The applicant took %(reference)s back: %(reason)s"),
    "casework.ItemRated": _("Item %(item)s was rated %(entry)s: %(reason)s"),
    "casework.CaseReferred": _("Asked about %(reference)s: %(agencies)s."),
    "casework.ReferralAnswered": _("%(agency)s answered on %(reference)s: %(position)s."),
    "casework.ReferralEscalated": _("%(agency)s did not answer on %(reference)s by %(due_on)s."),
    "casework.CaseConsolidated": _("Every agency has answered on %(reference)s."),
    "casework.DecisionProposed": _("Proposed for %(reference)s: %(outcome)s. %(reason)s"),
    "casework.DecisionSentBack": _("The proposal on %(reference)s was sent back: %(reason)s"),
    "casework.CaseGranted": _("%(reference)s was granted: licence %(licence)s under %(legal_basis)s."),
    "casework.CaseRefused": _("%(reference)s was refused under %(legal_basis)s: %(reason)s"),
    "casework.CaseHeld": _("%(reference)s is on hold: %(reason)s"),
    "casework.CaseUnheld": _("%(reference)s is no longer on hold."),
    # licences
    "licences.LicenceIssued": _(
        "Licence %(reference)s was issued to %(holder)s for %(destination)s,"
        " valid %(valid_from)s to %(valid_to)s."
    ),
    "licences.LicenceSuspended": _("Licence %(reference)s was suspended: %(reason)s"),
    "licences.LicenceReinstated": _("Licence %(reference)s may be used again: %(reason)s"),
    "licences.LicenceRevoked": _("Licence %(reference)s was revoked: %(reason)s"),
    "licences.LicenceSurrendered": _("The holder gave licence %(reference)s back: %(reason)s"),
    "licences.LicenceFlagged": _("Licence %(reference)s was flagged: %(reason)s"),
    "licences.LicenceUnflagged": _("The flag on licence %(reference)s was lifted."),
    "licences.QuantityMoved": _(
        "Licence %(reference)s, line %(line)s: %(type)s, %(quantity)s %(unit)s for item %(item)s of"
        " %(declaration)s; %(remaining)s %(unit)s remain."
    ),
    # enforcement
    "enforcement.DeclarationReceived": _(
        "Declaration %(declaration)s (%(items)s items) was taken in and is being judged."
    ),
    "enforcement.DeclarationTurnedAway": _("Declaration %(declaration)s could not be judged."),
    "enforcement.DeclarationJudged": _("Declaration %(declaration)s (%(items)s items) was judged: %(lane)s."),
    "enforcement.JudgementDoubted": _("%(declaration)s is to be judged again, as %(reference)s has changed."),
    "enforcement.DeclarationJudgedAgain": _(
        "%(declaration)s was judged again because of %(reference)s: %(lane)s (it was %(lane_before)s)."
    ),
    "enforcement.DoubtGoesOn": _("More declarations are looked at for what this changes."),
    "enforcement.HoldEnded": _("The hold of %(declaration)s ended: its reason, %(reference)s, is gone."),
    "enforcement.DeclarationSuperseded": _("Version %(by_version)s took the place of %(declaration)s."),
    "enforcement.GoodsHeld": _("The goods of %(declaration)s are held under %(legal_basis)s: %(reason)s"),
    "enforcement.GoodsReleased": _("The goods of %(declaration)s were released: %(reason)s"),
    "enforcement.ExitConfirmed": _(
        "%(declaration)s left the country; %(written_off)s licence lines written off."
    ),
    "enforcement.DeclarationCancelled": _("%(declaration)s was cancelled: %(reason)s"),
    "enforcement.OutcomeRecorded": _("Outcome of %(declaration)s: %(finding)s."),
    # what is owed to treaty bodies
    "nation.TreatyDeclarationStarted": _("%(reference)s was begun; it is owed by %(due_on)s."),
    "nation.TreatyDeclarationWritten": _("The section “%(section)s” of %(reference)s was written."),
    "nation.TreatyDeclarationHandedOn": _(
        "%(reference)s was frozen and given to review (SHA-256 %(sha256)s)."
    ),
    "nation.TreatyDeclarationSentBack": _("%(reference)s was sent back: %(reason)s"),
    "nation.TreatyDeclarationReviewed": _("%(reference)s was reviewed (SHA-256 %(sha256)s)."),
    "nation.TreatyDeclarationSigned": _("%(reference)s was signed (SHA-256 %(sha256)s)."),
    "nation.TreatyDeclarationSent": _(
        "%(reference)s was sent on %(sent_on)s by %(channel)s; receipt: %(receipt)s."
    ),
    "nation.TreatyDeclarationSuperseded": _(
        "The amendment %(by_reference)s took the place of %(reference)s."
    ),
    "nation.TreatyDeclarationDiscarded": _("The draft %(reference)s was given up: %(reason)s"),
    "nation.TreatyDeclarationExported": _("A copy of %(reference)s was taken out as %(form)s."),
    "nation.DataCalled": _(
        "%(agency)s was asked for the section “%(section)s” of %(reference)s by %(due_on)s."
    ),
    "nation.DataAnswered": _("%(agency)s answered for the section “%(section)s” of %(reference)s."),
    "nation.LineAnswered": _("The share of %(cas)s on %(line)s is %(pct)s %%, as %(evidence)s shows."),
    "nation.OwnRecordsEntered": _("%(count)s own records were entered from %(file)s."),
    "nation.PartnerFiguresEntered": _("%(count)s figures of partner States were entered from %(file)s."),
    "nation.DifferenceExplained": _(
        "The difference on %(cas)s with %(country)s in %(year)s was explained: %(reason)s"
    ),
    "nation.FacilityRegistered": _("The site “%(name)s” was entered in the register."),
    "nation.FacilityChanged": _("The record of the site “%(name)s” was changed."),
    "nation.InspectionRecorded": _("A visit to “%(name)s” on %(began_on)s was recorded."),
    "nation.FeedOpened": _("A private address of the calendar was opened."),
    "nation.FeedRevoked": _("The private address of the calendar was closed."),
    "nation.DutyReminded": _("Those who owe it were reminded; it is owed by %(due_on)s."),
}
