"""What happened to notices of the catch-all. No event says why one was served."""

from dataclasses import dataclass
from typing import ClassVar

from stratrade.apps.audit.events import Event


@dataclass(frozen=True, slots=True)
class NoticeProposed(Event):
    """Somebody proposed to serve a notice."""

    reference: str
    valid_from: str


@dataclass(frozen=True, slots=True)
class NoticeServed(Event):
    """A second person signed it: it stands from its first day. `legal_basis` is empty where it is advice."""

    reference: str
    valid_from: str
    legal_basis: str


@dataclass(frozen=True, slots=True)
class NoticeSentBack(Event):
    """The second person did not sign."""

    reference: str
    reason: str


@dataclass(frozen=True, slots=True)
class NoticeAcknowledged(Event):
    """The company said that it has read the notice."""

    reference: str
    company: str


@dataclass(frozen=True, slots=True)
class NoticeBegan(Event):
    """The first day of a notice that was signed earlier has come."""

    reference: str


@dataclass(frozen=True, slots=True)
class NoticeLapsed(Event):
    """The last day of a notice has passed."""

    reference: str


@dataclass(frozen=True, slots=True)
class WithdrawalProposed(Event):
    """Somebody proposed to withdraw a notice; it stands until another person signs."""

    reference: str
    reason: str


@dataclass(frozen=True, slots=True)
class WithdrawalSentBack(Event):
    """The second person did not sign the withdrawal: the notice stands on."""

    reference: str
    reason: str


@dataclass(frozen=True, slots=True)
class NoticeWithdrawn(Event):
    """A second person signed the withdrawal: the notice no longer stands."""

    reference: str
    reason: str


@dataclass(frozen=True, slots=True)
class NoticeSeen(Event):
    """An official opened a notice."""

    reading: ClassVar[bool] = True
    reference: str


@dataclass(frozen=True, slots=True)
class BasisRead(Event):
    """Somebody read why a notice was served."""

    reading: ClassVar[bool] = True
    reference: str


@dataclass(frozen=True, slots=True)
class SwitchProposed(Event):
    """The foreign ministry's determination was entered with its document; another person signs it."""

    switch: str
    position: str
    paper: str
    dated_on: str


@dataclass(frozen=True, slots=True)
class SwitchSet(Event):
    """A second person signed it: the measures hold, or no longer hold, from this day on."""

    switch: str
    position: str
    paper: str


@dataclass(frozen=True, slots=True)
class SwitchSentBack(Event):
    """The second person did not sign."""

    switch: str
    paper: str


@dataclass(frozen=True, slots=True)
class SwitchRefused(Event):
    """Somebody tried to set a switch without what it takes."""

    switch: str
    position: str
    reason: str


@dataclass(frozen=True, slots=True)
class ConcernNotified(Event):
    """An exporter notified what it knows or suspects of a planned transfer. What that is stays out of the trail."""

    reference: str
    how: str


@dataclass(frozen=True, slots=True)
class ConcernAsked(Event):
    """An officer asked the exporter something."""

    reference: str


@dataclass(frozen=True, slots=True)
class ConcernReplied(Event):
    """The exporter answered the question."""

    reference: str


@dataclass(frozen=True, slots=True)
class ConcernAnswerProposed(Event):
    """An officer proposed the authority's answer; another person signs it."""

    reference: str
    outcome: str


@dataclass(frozen=True, slots=True)
class ConcernAnswerSentBack(Event):
    """The second person did not sign."""

    reference: str
    reason: str


@dataclass(frozen=True, slots=True)
class ConcernAnswered(Event):
    """The authority answered the exporter. `legal_basis` is empty where the answer is advice."""

    reference: str
    outcome: str
    legal_basis: str


@dataclass(frozen=True, slots=True)
class ApprovalEntered(Event):
    """A committee's approval was entered with its letter; another person confirms it."""

    reference: str
    letter: str
    rule: str


@dataclass(frozen=True, slots=True)
class ApprovalConfirmed(Event):
    """A second person confirmed it: it lifts its rule up to what it was given for."""

    reference: str
    letter: str
    rule: str


@dataclass(frozen=True, slots=True)
class ApprovalSentBack(Event):
    """The second person did not confirm it."""

    reference: str
    reason: str


@dataclass(frozen=True, slots=True)
class ApprovalEnding(Event):
    """Somebody asked to withdraw it: it lifts nothing from now on; another person settles it."""

    reference: str
    reason: str


@dataclass(frozen=True, slots=True)
class ApprovalWithdrawn(Event):
    """A second person withdrew it for good."""

    reference: str
    reason: str


@dataclass(frozen=True, slots=True)
class ApprovalKept(Event):
    """The second person did not withdraw it: it lifts its rule again."""

    reference: str
    reason: str


@dataclass(frozen=True, slots=True)
class ApprovalMoved(Event):
    """Its ledger moved: reserved, released, committed or reversed for one line of a licence or declaration."""

    reference: str
    type: str
    matter: str
    item: int
    quantity: str
    unit: str
    remaining: str


@dataclass(frozen=True, slots=True)
class RuleDrafted(Event):
    """A change of a rule of the sanctions pack was drafted, or its draft changed."""

    reference: str
    rule: str
    kind: str
    starts_on: str


@dataclass(frozen=True, slots=True)
class RuleEffectShown(Event):
    """What it would have changed in the last days was worked out."""

    reference: str
    looked_at: int
    changed: int


@dataclass(frozen=True, slots=True)
class RuleOffered(Event):
    """A draft was put before the second person."""

    reference: str
    rule: str


@dataclass(frozen=True, slots=True)
class RuleSentBack(Event):
    """The second person sent it back."""

    reference: str
    reason: str


@dataclass(frozen=True, slots=True)
class RulePutInForce(Event):
    """The second person put it in force from its first day."""

    reference: str
    rule: str
    kind: str
    starts_on: str
    instrument: str


@dataclass(frozen=True, slots=True)
class RuleTurned(Event):
    """The first day of a change that was put in force ahead of it has come, or the day after its last one."""

    reference: str
    rule: str


@dataclass(frozen=True, slots=True)
class RuleLeaving(Event):
    """It was asked to withdraw a change; it stays in force until another person settles it."""

    reference: str
    reason: str


@dataclass(frozen=True, slots=True)
class RuleWithdrawn(Event):
    """A second person withdrew it: from this day on the pack answers as before."""

    reference: str
    rule: str
    reason: str


@dataclass(frozen=True, slots=True)
class RuleKept(Event):
    """The second person did not withdraw it."""

    reference: str
    reason: str


@dataclass(frozen=True, slots=True)
class RuleDiscarded(Event):
    """A draft was put aside."""

    reference: str


@dataclass(frozen=True, slots=True)
class ApprovalSeen(Event):
    """Somebody opened an approval of a committee."""

    reading: ClassVar[bool] = True
    reference: str


@dataclass(frozen=True, slots=True)
class LetterRead(Event):
    """Somebody opened the letter of a committee."""

    reading: ClassVar[bool] = True
    reference: str


@dataclass(frozen=True, slots=True)
class RuleSeen(Event):
    """Somebody opened a change of a rule of sanctions."""

    reading: ClassVar[bool] = True
    reference: str
