"""An entry as a candidate: its score, what decided, what to ask, and whether the evidence suffices to stop goods."""

from collections.abc import Mapping
from dataclasses import replace

from stratrade.engines.classify import typical as typically
from stratrade.engines.classify.answer import Candidate
from stratrade.engines.classify.binding import SEVERAL_AXES
from stratrade.engines.classify.evidence import SEVERAL, Evidence
from stratrade.engines.classify.held import Case, family_questions, held
from stratrade.engines.classify.index import KIND, Role
from stratrade.engines.classify.reading import Reading
from stratrade.engines.classify.told import label, shown
from stratrade.engines.lists.evaluate import Ask, Outcome, Status
from stratrade.engines.lists.leaf import CAS
from stratrade.engines.lists.model import Entry, Facts, Value
from stratrade.kernel.finding import Finding, Severity

# What the criteria say orders entries that the words point to alike.
STANDING = {Status.MET: 1.1, Status.NOT_MET: 0.7}
LESS_LIKELY = 0.85  # what is open only for qualities that nobody leaves unsaid
_STATUS = {Status.MET: "met", Status.UNKNOWN: "open", Status.NOT_MET: "excluded"}
VALUE_WEIGHT = 0.6  # each criterion that the text answers
HALF = 6.0  # evidence at which the score is one half
EARLY = 3  # words before what the goods are called
PURPOSE_MET = "lists.purpose.met"
READ, FOLLOWED = "classify.value.read", "classify.value.follows"
UNSAID = "classify.special.unsaid"
ANSWERED = frozenset({"lists.quantity.met", "lists.member.met", "lists.feature.met", PURPOSE_MET})


def candidate(code: str, case: Case) -> Candidate:
    """An entry, held against what is known of the goods."""
    evidence, reading, index = case.evidence[code], case.reading, case.index
    plain, decided = facts, outcome = held(code, case, case.sober)
    typical: dict[str, Value] = {}
    # What follows from a word alone gives way to what is typical of the line.
    known = {name: value for name, value in plain.values.items() if value is not SEVERAL_AXES}
    if case.sober is not case.binder:
        facts, outcome = held(code, case, case.binder, known=known)
    if decided.status is Status.UNKNOWN and facts is not plain:
        # Where the text decides there is nothing to confirm.
        counted = typically.counting(outcome, decided)
        typical = {n: v for n, v in facts.values.items() if n in counted and n not in known}
    special = _special(index.edition.entries[code], facts, outcome, case)
    weight = evidence.weight + VALUE_WEIGHT * min(outcome.supported, 5)
    weight *= STANDING.get(outcome.status, 1.0) * (LESS_LIKELY if special else 1.0)
    status = _STATUS[decided.status]
    return Candidate(
        entry=code,
        paragraph=outcome.paragraph if decided.status is Status.UNKNOWN else decided.paragraph,
        score=round(weight / (weight + HALF), 4),
        status=status,
        because=(
            *typically.findings(typical, [name for _, _, name in reading.lines], case.index.edition),
            *evidence.findings,
            *decided.findings,
            *_read_off(facts, typical, decided, case),
            *special,
        ),
        ask=typically.beside(_worth_asking(decided, reading), typical, outcome),
        supported=(evidence.firm and (status == "met" or not (evidence.ordinary or special)))
        or (not special and _borne_out(status, evidence, facts, reading, outcome)),
    )


def _special(entry: Entry, facts: Facts, outcome: Outcome, case: Case) -> tuple[Finding, ...]:
    """What keeps an entry open, where that is only qualities that nobody leaves unsaid, and none is said."""
    index, vocabulary = case.index, case.index.edition.vocabulary
    if outcome.status is not Status.UNKNOWN or not vocabulary.exacting.isdisjoint(case.reading.keys):
        return ()
    special = vocabulary.special
    names = [ask.parameter for ask in outcome.asks if ask.parameter in special]
    if not names:
        return ()
    ordinary = replace(facts, values={**facts.values, **dict.fromkeys(names, False)})
    if index.evaluator.evaluate(entry, ordinary, presume_no_exclusion=True).status is not Status.NOT_MET:
        return ()
    labels = [{"parameter": name, "label": label(name, index.edition)} for name in names]
    return tuple([Finding(UNSAID, Severity.NOTICE, params) for params in labels])


def _borne_out(status: str, evidence: Evidence, facts: Facts, reading: Reading, outcome: Outcome) -> bool:
    """Whether values point to the entry: several of its criteria are met, and by words of their own.

    An open entry needs its kind of goods, or a feature in several words, and something else among them:
    "valve" and "Hastelloy", "for rocket motors" and "computed tomography".
    """
    answered = {str(f.params["parameter"]) for f in outcome.findings if f.code in ANSWERED}
    answered &= facts.values.keys()
    if not evidence.weight or status == "excluded":
        return False
    told = answered - {f.params["parameter"] for f in outcome.findings if f.code == PURPOSE_MET}
    if status == "met":
        return len(told) >= SEVERAL or (not evidence.ordinary and _in_words(answered, reading))
    answered = told
    if len(answered) < SEVERAL or evidence.ordinary:
        return False
    said = [
        s
        for role in (Role.OPTION, Role.FEATURE)
        for s in reading.of(role)
        if s.meaning.target in answered and not s.denied
    ]
    kinds = [
        s
        for s in said
        if s.meaning.target.endswith(KIND) or (s.meaning.role is Role.FEATURE and " " in s.phrase)
    ]
    return any(
        one.meaning.target != other.meaning.target and (one.last < other.first or other.last < one.first)
        for one in kinds
        for other in said
    )


def _in_words(answered: set[str], reading: Reading) -> bool:
    """Whether several words together give an answer, and not far behind: what comes first is what the goods are."""
    return any(
        " " in said.phrase
        and said.meaning.target in answered
        and said.first <= EARLY
        and not (said.denied or (said.purpose and not reading.intangible))
        for role in (Role.OPTION, Role.FEATURE)
        for said in reading.of(role)
    )


def _read_off(
    facts: Facts, typical: Mapping[str, Value], outcome: Outcome, case: Case
) -> tuple[Finding, ...]:
    """Which values were read from the text, or follow from it, and were not given: people can correct them."""
    if not (outcome.findings and facts.values):
        return ()
    used = {finding.params.get("parameter") for finding in outcome.findings}
    given = {*case.query.values, *typical}
    told = sorted([name for name in facts.values if name in used and name not in given])
    binder = case.binder
    followed = {name: value for name, value in binder.followed.items() if name not in binder.figures}
    return tuple(
        [
            Finding(
                FOLLOWED if followed.get(name) is facts.values[name] else READ,
                Severity.INFO,
                {
                    "parameter": name,
                    "label": label(name, case.index.edition),
                    "value": shown(facts.values[name]),
                },
            )
            for name in told
        ]
    )


def _worth_asking(outcome: Outcome, reading: Reading) -> tuple[Ask, ...]:
    """Questions in order; "which chemicals" only where none is known, the family that a name speaks of first."""
    if not (reading.components or reading.families):
        return outcome.asks
    asks = [ask for ask in outcome.asks if not (ask.parameter == CAS and reading.components)]
    named = family_questions(reading)
    return tuple(sorted(asks, key=lambda ask: ask.parameter not in named))
