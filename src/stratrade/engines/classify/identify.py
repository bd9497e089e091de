"""From a description, an HS code and CAS numbers to the entries met, open and excluded, with reasons."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType

from stratrade.engines.classify import typical as typically
from stratrade.engines.classify.binding import SEVERAL_AXES, Binder
from stratrade.engines.classify.evidence import SEVERAL, Evidence, gather
from stratrade.engines.classify.index import KIND, Index, Role
from stratrade.engines.classify.reading import Reading, read, stated
from stratrade.engines.classify.told import label, shown
from stratrade.engines.classify.words import is_unspaced
from stratrade.engines.lists.evaluate import Ask, Outcome, Status
from stratrade.engines.lists.leaf import CAS, CONCENTRATION, CWC_PARTY, NOT_CWC_PARTY
from stratrade.engines.lists.model import Component, Entry, Facts, Value
from stratrade.kernel.finding import Finding, Severity
from stratrade.kernel.quantity import Quantity, unit

ENGINE_VERSION = "1"
MOST = 10  # candidates given
FAINT = 0.2  # share of the best evidence below which an entry is not worth a look
EVALUATED = 16  # candidates whose criteria are evaluated

# What the criteria say orders entries that the words point to alike.
STANDING = {Status.MET: 1.1, Status.NOT_MET: 0.7}
LESS_LIKELY = 0.85  # what is open only for qualities that nobody leaves unsaid
_STATUS = {Status.MET: "met", Status.UNKNOWN: "open", Status.NOT_MET: "excluded"}
VALUE_WEIGHT = 0.6  # each criterion that the text answers
COVERED = 0.7  # share of the description that the first candidate says too
COVERED_LESS = 0.5  # the same where it is met, where the HS code fits, and of software and technology
ENOUGH = (4, 3)  # words from which such a share means something, of goods and of the rest
HALF_SURE, AMONG = 0.5, 5  # score and place from which goods that meet an entry are not passed over
NUCLEAR = "0"
LIKELY = 0.48  # score from which one answer suffices for goods that are declared under the HS code
HALF = 6.0  # evidence at which the score is one half


_NOTHING: Mapping[str, Value] = MappingProxyType({})
PURPOSE_MET = "lists.purpose.met"
EARLY = 3  # words before what the goods are called
READ, FOLLOWED = "classify.value.read", "classify.value.follows"
UNSAID = "classify.special.unsaid"
NAMING = frozenset({"classify.term.found", "classify.kind.found", "classify.hs.link"})
_ANSWERED = frozenset({"lists.quantity.met", "lists.member.met", "lists.feature.met", PURPOSE_MET})


class Verdict:
    """The three answers of contracts.md."""

    CONTROLLED = "controlled"
    NOT_LISTED = "not_listed"
    INSUFFICIENT = "insufficient_data"


@dataclass(frozen=True, slots=True)
class Query:
    """What is known of the goods.

    Args:
        text: the description as typed.
        hs: HS code, any number of digits; the first six count.
        cas: CAS numbers given beside the text.
        values: parameter id -> value, from forms or `--param`.
        destination_is_cwc_party: where a concentration rule depends on it; None where unknown.
        on: the day; entries out of their days are left out. None counts every entry.
    """

    text: str
    hs: str = ""
    cas: tuple[str, ...] = ()
    values: Mapping[str, Value] = field(default_factory=dict)
    destination_is_cwc_party: bool | None = None
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entry that may cover the goods.

    Args:
        entry: its code.
        paragraph: the paragraph that decided, or that is still open.
        score: how well the description points to it, 0 to 1.
        status: met, open or excluded.
        because: what points to it, and the criteria that decided.
        ask: what could still change the answer, the most decisive first.
        supported: the evidence suffices to stop the goods while the entry is open.
    """

    entry: str
    paragraph: str
    score: float
    status: str
    because: tuple[Finding, ...]
    ask: tuple[Ask, ...]
    supported: bool = False

    def as_dict(self, language: str = "en") -> dict[str, object]:
        """The JSON shape of contracts.md."""
        return {
            "entry": self.entry,
            "paragraph": self.paragraph,
            "score": self.score,
            "status": self.status,
            "because": [finding.as_dict() for finding in self.because],
            "ask": [
                {
                    "parameter": ask.parameter,
                    "unit": ask.unit,
                    "question": ask.question.get(language) or ask.question.get("en", ""),
                    "weight": float(ask.weight),
                    **({"options": list(ask.options)} if ask.options else {}),
                    **({"typical": ask.typical} if ask.typical else {}),
                }
                for ask in self.ask
            ],
        }


@dataclass(frozen=True, slots=True)
class Identification:
    """The answer: verdict, candidates best first, remarks on the description, and what to ask of it."""

    verdict: str
    candidates: tuple[Candidate, ...]
    findings: tuple[Finding, ...]
    ask: tuple[Ask, ...]
    edition: str

    def as_dict(self, language: str = "en") -> dict[str, object]:
        """The JSON shape of contracts.md."""
        return {
            "verdict": self.verdict,
            "candidates": [candidate.as_dict(language) for candidate in self.candidates],
            "findings": [finding.as_dict() for finding in self.findings],
            "ask": [
                {
                    "parameter": a.parameter,
                    "unit": a.unit,
                    "question": a.question.get(language) or a.question["en"],
                }
                for a in self.ask
            ],
            "edition": self.edition,
            "engine_version": ENGINE_VERSION,
        }


def identify(query: Query, index: Index) -> Identification:
    """Find the entries that cover the goods.

    Args:
        query: what is known of them.
        index: the index of the edition to apply.

    Returns:
        `controlled` where an entry that the description supports is met; `insufficient_data` where one
        is still open, or where the description says too little to tell; otherwise `not_listed`.
        The same query and edition always give the same answer.
    """
    text = " ".join((query.text, *query.cas))
    reading = _completed(read(text, query.cas, index), query)
    evidence = gather(query.hs, reading, index)
    weights = {code: found.weight for code, found in evidence.items()}
    ranked = sorted(sorted(evidence), key=weights.__getitem__, reverse=True)[: 2 * EVALUATED]
    if query.on is not None:
        ranked = [code for code in ranked if index.edition.entries[code].in_force(query.on)]
    ranked = ranked[:EVALUATED]
    faint = FAINT * weights[ranked[0]] if ranked else 0.0
    ranked = [code for code in ranked if weights[code] >= faint or evidence[code].firm]
    binder = Binder(reading, index)
    sober = Binder(_completed(stated(text, query.cas, index), query), index) if reading.lines else binder
    case = _Case(query, reading, binder, sober, index, evidence)
    candidates = [_candidate(code, case) for code in ranked]
    candidates.sort(key=lambda c: (-c.score, c.entry))
    kept = _first_covered(candidates[:MOST], case)
    verdict = _verdict(kept)
    if verdict == Verdict.NOT_LISTED and _met_unnamed(kept, case):
        verdict = Verdict.INSUFFICIENT
    if verdict != Verdict.NOT_LISTED:
        return Identification(verdict, kept, reading.findings, (), index.edition.id)
    remark, ask = _too_little(query, reading, kept, index)
    findings = (*reading.findings, *((remark,) if remark else ()))
    return Identification(Verdict.INSUFFICIENT if ask else verdict, kept, findings, ask, index.edition.id)


def _completed(reading: Reading, query: Query) -> Reading:
    """The reading with a concentration that was given as a value."""
    share = query.values.get(CONCENTRATION)
    if not isinstance(share, Quantity):
        return reading
    findings = tuple(f for f in reading.findings if f.code != "classify.substance.assumed_neat")
    return replace(
        reading,
        components=tuple(Component(component.cas, share.value) for component in reading.components),
        findings=findings,
    )


# ---------------------------------------------------------------- criteria


@dataclass(frozen=True, slots=True)
class _Case:
    """All that goes into the candidates of one query.

    Args:
        query: what is known of the goods.
        reading: of their description.
        binder: of all that it says.
        sober: of what it states itself, without what is typical of the product lines that it names.
        index: the index of the edition.
        evidence: what points to which entry.
    """

    query: Query
    reading: Reading
    binder: Binder
    sober: Binder
    index: Index
    evidence: Mapping[str, Evidence]


def _candidate(code: str, case: _Case) -> Candidate:
    evidence, reading, index = case.evidence[code], case.reading, case.index
    plain, decided = facts, outcome = _held(code, case, case.sober)
    typical: dict[str, Value] = {}
    # What follows from a word alone gives way to what is typical of the line.
    known = {name: value for name, value in plain.values.items() if value is not SEVERAL_AXES}
    if case.sober is not case.binder:
        facts, outcome = _held(code, case, case.binder, known=known)
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


def _held(
    code: str, case: _Case, binder: Binder, *, known: Mapping[str, Value] = _NOTHING
) -> tuple[Facts, Outcome]:
    """What is said of the goods for one entry, with what is `known` before all else, held against its criteria."""
    reading, index = case.reading, case.index
    entry = index.edition.entries[code]
    facts = _facts(code, case, binder)
    if code in index.works and reading.work is not None:
        facts = replace(facts, values={**_relations(code, case), **facts.values})
    if known:
        facts = replace(facts, values={**facts.values, **known})
    outcome = index.evaluator.evaluate(entry, facts, presume_no_exclusion=True)
    if outcome.status is Status.UNKNOWN and reading.measures:
        facts, outcome = _answered(entry, facts, outcome, binder, index)
    if outcome.status is Status.UNKNOWN and case.evidence[code].firm and outcome.supported:
        outcome = index.evaluator.either(entry, facts, outcome)
    return facts, outcome


def _special(entry: Entry, facts: Facts, outcome: Outcome, case: _Case) -> tuple[Finding, ...]:
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


def _answered(
    entry: Entry, facts: Facts, outcome: Outcome, binder: Binder, index: Index
) -> tuple[Facts, Outcome]:
    """The outcome with quantities that have no name but answer the one question of their kind, if that decides.

    They may show that the goods are met, never that they are not: then the question stays.
    """
    more = binder.unclaimed(facts.values, [ask.parameter for ask in outcome.asks])
    if not more:
        return facts, outcome
    fuller = replace(facts, values={**facts.values, **more})
    again = index.evaluator.evaluate(entry, fuller, presume_no_exclusion=True)
    return (fuller, again) if again.status is Status.MET else (facts, outcome)


def _borne_out(status: str, evidence: Evidence, facts: Facts, reading: Reading, outcome: Outcome) -> bool:
    """Whether values point to the entry: several of its criteria are met, and by words of their own.

    An open entry needs its kind of goods, or a feature in several words, and something else among them:
    "valve" and "Hastelloy", "for rocket motors" and "computed tomography".
    """
    answered = {str(f.params["parameter"]) for f in outcome.findings if f.code in _ANSWERED}
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


def _first_covered(candidates: list[Candidate], case: _Case) -> tuple[Candidate, ...]:
    """The candidates, the first of them supported where it says most of what the description says.

    Somebody who writes four words of one entry means that entry, though none of them alone would tell.
    """
    if not candidates or candidates[0].supported or candidates[0].status == "excluded":
        return tuple(candidates)
    candidates = [_outweighed(one, candidates, case) for one in candidates]
    first = candidates[0]
    evidence = case.evidence[first.entry]
    if any(
        one.status == "excluded" and case.evidence[one.entry].weight > evidence.weight for one in candidates
    ):
        return tuple(candidates)  # what the text means is another entry, and that one does not cover it
    intangible = case.reading.intangible
    if _declared_so(first, evidence):
        answered = {str(f.params["parameter"]) for f in first.because if f.code in _ANSWERED}
        if answered and all(finding.code != UNSAID for finding in first.because):
            return (replace(first, supported=True), *candidates[1:])
    says_much = len(case.reading.spoken) >= ENOUGH[intangible]
    meant = (first.entry in case.index.works) == intangible and not evidence.ordinary
    meant = meant and (intangible or any(code in NAMING for code, _ in evidence.notes))
    meant = meant and all(finding.code != UNSAID for finding in first.because)
    enough = COVERED_LESS if intangible or first.status == "met" or evidence.linked else COVERED
    if says_much and meant and evidence.coverage >= enough:
        return (replace(first, supported=True), *candidates[1:])
    return tuple(candidates)


def _declared_so(first: Candidate, evidence: Evidence) -> bool:
    """Whether goods are declared as an open entry would be, and the words point to it too.

    What stands on the trigger list is made for it, and that is said.
    """
    likely = first.status == "open" and first.score >= LIKELY and first.entry[0] != NUCLEAR
    return likely and evidence.linked and not evidence.ordinary


def _outweighed(one: Candidate, candidates: list[Candidate], case: _Case) -> Candidate:
    """A candidate that values alone point to, without support where one that is named better is excluded."""
    own = case.evidence[one.entry]
    if not one.supported or own.firm or one.status != "open":
        return one
    better = [other for other in candidates if other.status == "excluded" and other.score > one.score]
    return replace(one, supported=False) if any(case.evidence[b.entry].firm for b in better) else one


def _relations(code: str, case: _Case) -> dict[str, Value]:
    """What is for development, production or use of listed goods, where the text names such goods and they are met."""
    own, spoken = case.index.works[code], case.reading.work
    if spoken is None or own.software != spoken.software:
        return {}
    told = [name for name, acts in own.relations.items() if not spoken.acts.isdisjoint(acts)]
    entries = case.index.edition.entries
    goods = [one for one in entries[code].derived_from if one in case.evidence and case.evidence[one].named]
    stated = not case.index.edition.vocabulary.stated.isdisjoint(case.reading.keys)
    if not told or not goods or not (stated or any(_is_met(entries[one], case) for one in goods)):
        return {}
    return dict.fromkeys(told, True)


def _is_met(entry: Entry, case: _Case) -> bool:
    facts = _facts(entry.code, case, case.sober)
    outcome = case.index.evaluator.evaluate(entry, facts, presume_no_exclusion=True)
    return outcome.status is Status.MET


def _facts(code: str, case: _Case, binder: Binder) -> Facts:
    query, reading, index = case.query, case.reading, case.index
    read_off, hinted = binder.bind(code)
    shares = [component.wt_pct for component in reading.components if component.wt_pct is not None]
    if shares:
        read_off[CONCENTRATION] = Quantity(max(shares), unit("%").code)
    if reading.components and all(c.cas in index.by_cas for c in reading.components):
        # Whoever wrote the list knew these chemicals: one that belonged to a family would stand in it.
        read_off |= {name: False for name in index.further_members if name not in _family_questions(reading)}
    values = {**read_off, **query.values}
    party = values.pop(CWC_PARTY, query.destination_is_cwc_party)
    outside = values.get(NOT_CWC_PARTY)
    if isinstance(outside, bool) and party is None:
        party = not outside
    elif isinstance(party, bool):
        values[NOT_CWC_PARTY] = not party
    known: list[Component] = []
    if reading.components:
        listed = index.needs[code].substances
        known = [component for component in reading.components if component.cas in listed]
    return Facts(
        values=values,
        components=tuple(known),
        components_complete=bool(reading.components),
        destination_is_cwc_party=party if isinstance(party, bool) else None,
        hinted=hinted - query.values.keys(),
    )


def _read_off(
    facts: Facts, typical: Mapping[str, Value], outcome: Outcome, case: _Case
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
    named = _family_questions(reading)
    return tuple(sorted(asks, key=lambda ask: ask.parameter not in named))


def _family_questions(reading: Reading) -> frozenset[str]:
    """The questions whether it is a further member, for the families that the text names."""
    return frozenset(parameter for family in reading.families for parameter in family.parameters)


# ---------------------------------------------------------------- verdict


def _verdict(candidates: tuple[Candidate, ...]) -> str:
    supported = [candidate for candidate in candidates if candidate.supported]
    if any(candidate.status == "met" for candidate in supported):
        return Verdict.CONTROLLED
    if any(candidate.status == "open" for candidate in supported):
        return Verdict.INSUFFICIENT
    return Verdict.NOT_LISTED


def _met_unnamed(candidates: tuple[Candidate, ...], case: _Case) -> bool:
    """Whether goods meet an entry that little points to: that is for somebody to look at, never "not listed"."""
    return any(
        one.status == "met"
        and one.score >= HALF_SURE
        and one.entry[0].isdigit()
        and not case.evidence[one.entry].ordinary
        for one in candidates[:AMONG]
    )


_BASICS = (
    Ask("description", "", {
        "en": "What exactly is it, and what does it do?",
        "fr": "De quoi s'agit-il exactement et à quoi cela sert-il ?",
        "km": "តើវាជាអ្វីឱ្យប្រាកដ ហើយវាប្រើសម្រាប់ធ្វើអ្វី?",
    }),
    Ask("maker_and_model", "", {
        "en": "Who made it, and which model or part number is it?",
        "fr": "Quel est le fabricant et quel est le modèle ou la référence ?",
        "km": "តើនរណាជាអ្នកផលិត ហើយម៉ូដែល ឬលេខគ្រឿងបន្លាស់អ្វី?",
    }),
    Ask(CAS, "", {
        "en": "If it is a chemical, what are its name and CAS number?",
        "fr": "S'il s'agit d'un produit chimique, quels sont son nom et son numéro CAS ?",
        "km": "ប្រសិនបើវាជាសារធាតុគីមី តើឈ្មោះ និងលេខ CAS របស់វាជាអ្វី?",
    }),
    Ask("hs_code", "", {
        "en": "Under which HS code is it declared?",
        "fr": "Sous quel code SH est-il déclaré ?",
        "km": "តើវាត្រូវបានប្រកាសក្រោមលេខកូដ HS អ្វី?",
    }),
)  # fmt: skip


def _too_little(
    query: Query, reading: Reading, candidates: tuple[Candidate, ...], index: Index
) -> tuple[Finding | None, tuple[Ask, ...]]:
    """Why the description does not suffice to say "not listed", and what to ask; nothing where it does."""
    spoken = reading.spoken
    if not spoken and not reading.components and not is_unspaced(query.text):
        return Finding("classify.description.vague", Severity.WARNING, {"text": query.text[:80]}), _BASICS
    if any(finding.code == "classify.cas.invalid" for finding in reading.findings):
        return None, _BASICS[2:3]
    linked = any(
        finding.code == "classify.hs.link" and finding.params["strength"] != "possible"
        for candidate in candidates
        if candidate.status != "excluded"
        for finding in candidate.because
    )
    if linked and not reading.said and index.known.isdisjoint(spoken):
        text = {"text": query.text[:80], "hs": query.hs}
        return Finding("classify.description.not_understood", Severity.WARNING, text), _BASICS
    return None, ()
