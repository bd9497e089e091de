"""From a description, an HS code and CAS numbers to the entries met, open and excluded, with reasons."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from stratrade.engines.classify.binding import Binder
from stratrade.engines.classify.index import KIND, Index, Role
from stratrade.engines.classify.reading import Reading, Said, meaning_words, read
from stratrade.engines.classify.words import is_unspaced
from stratrade.engines.lists.codes import is_intangible, is_material
from stratrade.engines.lists.evaluate import Ask, Outcome, Status
from stratrade.engines.lists.leaf import CAS, CONCENTRATION, CWC_PARTY, NOT_CWC_PARTY
from stratrade.engines.lists.model import Component, Edition, Entry, Facts, Span, Value
from stratrade.kernel.finding import Finding, Scalar, Severity
from stratrade.kernel.quantity import Quantity, unit

ENGINE_VERSION = "1"
MOST = 10  # candidates given
FAINT = 0.2  # share of the best evidence below which an entry is not worth a look
EVALUATED = 16  # candidates whose criteria are evaluated

# What each kind of evidence weighs. Only firm evidence lets a candidate stop goods: a chemical, a term that
# tells something, a common term or a kind of goods beside a linked HS subheading, a telling word beside one
# made for such goods; never a common word, a similar description or an HS subheading alone.
CAS_WEIGHT = 12.0
SUBSTANCE_WEIGHT = 8.0
PHRASE_WEIGHT = 2.0  # a term of one word that is not common
WORD_MORE = 2.0  # each further word of a term
WORDS_WEIGHT = 0.35  # of the BM25 score
KIND_WEIGHT = 2.5  # the kind of goods that an entry asks for
HS_WEIGHT = {"direct": 2.5, "partial": 1.5, "possible": 0.7}
VALUE_WEIGHT = 0.6  # each criterion that the text answers
HALF = 6.0  # evidence at which the score is one half
SEVERAL = 2  # criteria of different parameters
OTHER_KIND = 0.3  # goods where software or technology is meant, and the other way round


_ANSWERED = frozenset({"lists.quantity.met", "lists.member.met", "lists.feature.met"})


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


@dataclass(slots=True)
class _Evidence:
    """What points to one entry, summed up."""

    weight: float = 0.0
    firm: bool = False
    ordinary: bool = False
    findings: list[Finding] = field(default_factory=list)

    def add(self, weight: float, code: str, *, firm: bool, **params: Scalar) -> None:
        self.weight += weight
        self.firm = self.firm or firm
        self.findings.append(Finding(code, Severity.INFO, params))


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
    reading = _completed(read(" ".join((query.text, *query.cas)), query.cas, index), query)
    evidence = _gather(query, reading, index)
    ranked = sorted(evidence, key=lambda code: (-evidence[code].weight, code))[: 2 * EVALUATED]
    if query.on is not None:
        ranked = [code for code in ranked if index.edition.entries[code].in_force(query.on)]
    ranked = ranked[:EVALUATED]
    faint = FAINT * evidence[ranked[0]].weight if ranked else 0.0
    ranked = [code for code in ranked if evidence[code].firm or evidence[code].weight >= faint]
    binder = Binder(reading, index)
    candidates = [_candidate(code, evidence[code], query, reading, binder, index) for code in ranked]
    candidates.sort(key=lambda c: (-c.score, c.entry))
    kept = tuple(candidates[:MOST])
    verdict = _verdict(kept)
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


# ---------------------------------------------------------------- evidence


def _gather(query: Query, reading: Reading, index: Index) -> dict[str, _Evidence]:
    found: dict[str, _Evidence] = defaultdict(_Evidence)
    ordinary = next((s for s in reading.of(Role.ORDINARY) if not (s.denied or s.purpose)), None)
    _add_chemicals(found, reading, index)
    linked = _add_links(found, query.hs, index)
    # Words that are a chemical's name have counted with it.
    named = {place for said in reading.of(Role.SUBSTANCE) for place in range(said.first, said.last + 1)}
    spoken = meaning_words(reading, index)
    for code, said in _terms(reading):
        if not named.issuperset(range(said.first, said.last + 1)):
            weight, telling = _term_weight(said, index)
            # Where nothing else is said, even common words are all there is to ask about.
            telling |= len(spoken) >= SEVERAL and set(spoken) <= set(said.phrase.split())
            firm = telling or code in linked
            firm = firm and not said.accessory and not (said.purpose and is_material(code))
            found[code].add(weight, "classify.term.found", firm=firm, term=said.phrase)
    _add_kinds(found, reading, index, linked)
    scores = index.bm25(meaning_words(reading, index, without=named))
    for number in scores.argsort()[::-1][: 2 * EVALUATED].tolist():
        if scores[number] > 0:
            weight = WORDS_WEIGHT * float(scores[number])
            found[index.codes[number]].add(weight, "classify.words.similar", firm=False)
    if reading.intangible:
        _add_derived(found, index)
    for code, evidence in found.items():
        if is_intangible(code) != reading.intangible:
            evidence.weight *= OTHER_KIND
            evidence.firm = False
        if ordinary is not None:
            evidence.add(0.0, "classify.goods.ordinary", firm=False, term=ordinary.phrase)
            evidence.ordinary = True
    return found


def _add_links(found: dict[str, _Evidence], hs: str, index: Index) -> set[str]:
    """What the HS code points to; returns the entries whose goods are mostly or partly declared under it."""
    linked: set[str] = set()
    for code, strength in index.by_hs.get(_subheading(hs, index.edition), ()):
        found[code].add(HS_WEIGHT[strength], "classify.hs.link", firm=False, hs=hs, strength=strength)
        if strength != "possible":
            linked.add(code)
    return linked


def _subheading(hs: str, edition: Edition) -> str:
    """The six digits of a customs code; of a national line, those of the subheading that it stands under."""
    digits = "".join(c for c in hs if c.isdigit())
    line = edition.tariff.get(digits[:8]) if len(digits) >= 8 else None  # noqa: PLR2004 (of a national line)
    return line.hs if line else digits[:6]


def _add_chemicals(found: dict[str, _Evidence], reading: Reading, index: Index) -> None:
    named = {said.meaning.target for said in reading.of(Role.SUBSTANCE)}
    for component in reading.components:
        weight = SUBSTANCE_WEIGHT if component.cas in named else CAS_WEIGHT
        for code in index.by_cas.get(component.cas, ()):
            found[code].add(weight, "classify.cas.found", firm=True, cas=component.cas)
    for family in reading.families:
        for code, needs in index.needs.items():
            if not set(family.parameters).isdisjoint(needs.features):
                found[code].add(SUBSTANCE_WEIGHT, "classify.family.named", firm=True, name=family.name)


def _add_derived(found: dict[str, _Evidence], index: Index) -> None:
    """Software or technology of goods that the text names points to the entries that derive from theirs."""
    goods = {code for code, evidence in found.items() if evidence.firm and not is_intangible(code)}
    for code, evidence in found.items():
        if is_intangible(code) and not goods.isdisjoint(index.edition.entries[code].derived_from):
            evidence.add(KIND_WEIGHT, "classify.kind.derived", firm=True)


def _add_kinds(found: dict[str, _Evidence], reading: Reading, index: Index, linked: Collection[str]) -> None:
    """Kinds of goods that an entry asks for; beside a linked HS code they are firm."""
    kinds = {(s.meaning.target, s.meaning.detail): s for s in reading.of(Role.OPTION) if not s.denied}
    for (parameter, _), said in sorted(kinds.items()):
        for code in index.by_kind.get(parameter, ()):
            found[code].add(KIND_WEIGHT, "classify.kind.found", firm=code in linked, term=said.phrase)


def _terms(reading: Reading) -> Iterable[tuple[str, Said]]:
    """Terms by entry, each term once, without those that lie inside a longer one of the same entry."""
    terms = [said for said in reading.of(Role.TERM) if not said.denied]
    seen: set[tuple[str, str]] = set()
    for said in terms:
        inside = any(
            other.meaning.target == said.meaning.target
            and other.first <= said.first
            and other.last >= said.last
            and other.last - other.first > said.last - said.first
            for other in terms
        )
        if not inside and (said.meaning.target, said.phrase) not in seen:
            seen.add((said.meaning.target, said.phrase))
            yield said.meaning.target, said


def _term_weight(said: Said, index: Index) -> tuple[float, bool]:
    """How much a term says, and whether it tells goods from ordinary ones: common words do not.

    More words, and fewer entries that share the term, say more.
    """
    keys = said.phrase.split()
    vocabulary = index.edition.vocabulary
    telling = [key for key in keys if key not in vocabulary.common and key not in vocabulary.vague]
    shared = index.spread.get(f" {said.phrase} ", index.spread.get(said.phrase, 1))
    weight = (PHRASE_WEIGHT + WORD_MORE * len(keys)) / (1 + 0.1 * (max(shared, 1) - 1))
    if not telling:
        return 0.5 * weight, False
    return weight, True


# ---------------------------------------------------------------- criteria


def _candidate(
    code: str, evidence: _Evidence, query: Query, reading: Reading, binder: Binder, index: Index
) -> Candidate:
    entry = index.edition.entries[code]
    facts = _facts(code, query, reading, binder, index)
    outcome = index.evaluator.evaluate(entry, facts, presume_no_exclusion=True)
    if outcome.status is Status.UNKNOWN and reading.measures:
        facts, outcome = _answered(entry, facts, outcome, binder, index)
    weight = evidence.weight + VALUE_WEIGHT * min(outcome.supported, 5)
    status = {Status.MET: "met", Status.UNKNOWN: "open", Status.NOT_MET: "excluded"}[outcome.status]
    return Candidate(
        entry=code,
        paragraph=outcome.paragraph,
        score=round(weight / (weight + HALF), 4),
        status=status,
        because=(*evidence.findings, *outcome.findings, *_read_off(facts, query, outcome, index.edition)),
        ask=_worth_asking(outcome, reading),
        supported=(evidence.firm and (status == "met" or not evidence.ordinary))
        or _borne_out(status, evidence, facts, reading, outcome),
    )


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


def _borne_out(status: str, evidence: _Evidence, facts: Facts, reading: Reading, outcome: Outcome) -> bool:
    """Whether values point to the entry: several of its criteria are met, and by words of their own.

    An open entry needs its kind of goods, or a feature in several words, and something else among them:
    "valve" and "Hastelloy", "for rocket motors" and "computed tomography".
    """
    answered = {str(f.params["parameter"]) for f in outcome.findings if f.code in _ANSWERED}
    answered &= facts.values.keys()
    if len(answered) < SEVERAL or not evidence.weight:
        return False
    if status != "open" or evidence.ordinary:
        return status == "met"
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


def _facts(code: str, query: Query, reading: Reading, binder: Binder, index: Index) -> Facts:
    read_off, hinted = binder.bind(code)
    shares = [component.wt_pct for component in reading.components if component.wt_pct is not None]
    if shares:
        read_off[CONCENTRATION] = Quantity(max(shares), unit("%").code)
    if reading.components and all(c.cas in index.by_cas for c in reading.components):
        # Whoever wrote the list knew these chemicals: one that belonged to a family would stand in it.
        read_off |= {name: False for name in index.further_members if name not in _family_questions(reading)}
    values = {**read_off, **query.values}
    listed = index.needs[code].substances
    party = values.pop(CWC_PARTY, query.destination_is_cwc_party)
    outside = values.get(NOT_CWC_PARTY)
    if isinstance(outside, bool) and party is None:
        party = not outside
    elif isinstance(party, bool):
        values[NOT_CWC_PARTY] = not party
    known = [component for component in reading.components if component.cas in listed]
    return Facts(
        values=values,
        components=tuple(known),
        components_complete=bool(reading.components),
        destination_is_cwc_party=party if isinstance(party, bool) else None,
        hinted=hinted - query.values.keys(),
    )


def _read_off(facts: Facts, query: Query, outcome: Outcome, edition: Edition) -> tuple[Finding, ...]:
    """Which values were read from the text and not given: whoever answers can correct them."""
    used = {str(finding.params.get("parameter")) for finding in outcome.findings}
    return tuple(
        Finding(
            "classify.value.read",
            Severity.INFO,
            {"parameter": name, "label": _label(name, edition), "value": _shown(value)},
        )
        for name, value in sorted(facts.values.items())
        if name not in query.values and name in used
    )


def _label(name: str, edition: Edition) -> str:
    known = edition.parameters.get(name)
    return (known.label.get("en") if known else "") or name.replace("_", " ")


def _shown(value: Value) -> str:
    if isinstance(value, Span):
        return f"{value.low or ''} … {value.high or ''}".strip()
    if isinstance(value, frozenset):
        return ", ".join(sorted(value))
    return str(value)


def _worth_asking(outcome: Outcome, reading: Reading) -> tuple[Ask, ...]:
    """Questions in order; "which chemicals" only where none is known, the family that a name speaks of first."""
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
    spoken = meaning_words(reading, index)
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
