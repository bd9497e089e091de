"""What in a description points to which entries: chemicals, terms, kinds of goods, HS codes, similar words."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from stratrade.engines.classify.index import EVERYDAY, Index, Role, trade_of
from stratrade.engines.classify.intangible import Work
from stratrade.engines.classify.reading import Reading, Said, meaning_words
from stratrade.engines.lists.codes import is_material
from stratrade.engines.lists.model import Edition
from stratrade.kernel.finding import Finding, Scalar, Severity

# What each kind of evidence weighs. Only firm evidence lets a candidate stop goods: a chemical, a term that
# tells something, a common term or a kind of goods beside a linked HS subheading, a telling word beside one
# made for such goods; never a common word, a similar description or an HS subheading alone.
CODE_WEIGHT = 12.0  # the entry itself, by its number
CAS_WEIGHT = 12.0
SUBSTANCE_WEIGHT = 8.0
PHRASE_WEIGHT = 2.0  # a term of one word that is not common
WORD_MORE = 2.0  # each further word of a term
WORDS_WEIGHT = 0.35  # of the BM25 score
KIND_WEIGHT = 2.5  # the kind of goods that an entry asks for
HS_WEIGHT = {"direct": 2.5, "partial": 1.5, "possible": 0.7}
DERIVED_SHARE = 0.5  # of what points to goods, for the software and technology of them
DERIVED_MOST = 12.0
SAME_ACT = 1.5  # technology for development where that is spoken of
OTHER_ACT = 0.4  # technology for development where that for use is spoken of
OTHER_KIND = 0.3  # goods where software or technology is meant, and the other way round
MUNITIONS, MILITARY_DESIGN = "ML", "designed_for_military_use"
NOT_MILITARY = 0.7  # an entry of the munitions list where nothing speaks of military design
SCHEDULES, BESIDE = "CWC", 0.75  # what a schedule lists the list of the State has too, and that is applied
PURPOSE_SHARE = 0.6  # of what goods are for, beside what they are
SEVERAL = 2  # criteria of different parameters
SIMILAR_WORDS: tuple[str, Mapping[str, Scalar]] = ("classify.words.similar", MappingProxyType({}))
SIMILAR = 24  # entries whose words are looked at


@dataclass(slots=True)
class Evidence:
    """What points to one entry, summed up.

    Args:
        weight: of all of it.
        firm: enough to stop goods.
        named: firm, whether goods or their software and technology are meant.
        ordinary: the description names everyday goods.
        linked: its goods are mostly or partly declared under the HS code.
        coverage: share of what the description says that the entry says too, rare words counting more.
        notes: finding codes with their params, in order.
    """

    weight: float = 0.0
    firm: bool = False
    named: bool = False
    ordinary: bool = False
    linked: bool = False
    coverage: float = 0.0
    notes: list[tuple[str, Mapping[str, Scalar]]] = field(default_factory=list)

    def add(self, weight: float, code: str, *, firm: bool, **params: Scalar) -> None:
        """One more thing that points to the entry."""
        self.weight += weight
        self.firm = self.firm or firm
        self.notes.append((code, params))

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What points to the entry, as findings."""
        return tuple([Finding(code, Severity.INFO, params) for code, params in self.notes])


def gather(hs: str, reading: Reading, index: Index) -> dict[str, Evidence]:
    """The evidence for every entry that anything points to.

    Args:
        hs: HS code, any number of digits.
        reading: of the description.
        index: the index of the edition.
    """
    found: dict[str, Evidence] = defaultdict(Evidence)
    for code in reading.codes:
        found[code].add(CODE_WEIGHT, "classify.code.named", firm=True, entry=code)
    other = _other_trade(hs, index)
    ordinary = _ordinary(reading)
    _add_chemicals(found, reading, index, _unnamed(ordinary, other, index))
    linked = _add_links(found, hs, index)
    # Words that are a chemical's name have counted with it.
    named = {place for said in reading.of(Role.SUBSTANCE) for place in range(said.first, said.last + 1)}
    _add_terms(found, reading, named, (linked, other), index)
    _add_kinds(found, reading, index, linked)
    _add_words(found, reading, named, index)
    if reading.work is not None:
        _add_derived(found, reading.work, index)
    military = any(
        said.meaning.target == MILITARY_DESIGN for said in reading.of(Role.FEATURE) if not said.denied
    )
    intangible, works = reading.intangible, index.works
    for code, evidence in found.items():
        evidence.named = evidence.firm
        if code.startswith(MUNITIONS) and not military:
            evidence.weight *= NOT_MILITARY
        elif code.startswith(SCHEDULES):
            evidence.weight *= BESIDE
        if (code in works) != intangible:
            evidence.weight *= OTHER_KIND
            evidence.firm = False
        if ordinary is not None:
            evidence.add(0.0, "classify.goods.ordinary", firm=False, term=ordinary.phrase)
            evidence.ordinary = True
    return found


def _ordinary(reading: Reading) -> Said | None:
    """Everyday goods that are named; a "speed camera" within a "high speed camera" is none."""
    terms = [said for said in reading.of(Role.TERM) if not said.denied]
    for said in reading.of(Role.ORDINARY):
        words_ = set(said.phrase.split())
        within = any(
            term.first <= said.first and term.last >= said.last and words_ < set(term.phrase.split())
            for term in terms
        )
        of_it = said.purpose and said.meaning.target != EVERYDAY
        if not (said.denied or of_it or within):
            return said
    return None


def _add_links(found: dict[str, Evidence], hs: str, index: Index) -> set[str]:
    """What the HS code points to; returns the entries whose goods are mostly or partly declared under it."""
    linked: set[str] = set()
    for code, strength in index.by_hs.get(_subheading(hs, index.edition), ()):
        found[code].add(HS_WEIGHT[strength], "classify.hs.link", firm=False, hs=hs, strength=strength)
        if strength != "possible":
            linked.add(code)
            found[code].linked = True
    return linked


def _subheading(hs: str, edition: Edition) -> str:
    """The six digits of a customs code; of a national line, those of the subheading that it stands under."""
    digits = "".join(c for c in hs if c.isdigit())
    line = edition.tariff.get(digits[:8]) if len(digits) >= 8 else None  # noqa: PLR2004 (of a national line)
    return line.hs if line else digits[:6]


def _unnamed(ordinary: Said | None, other: Collection[str], index: Index) -> Collection[str]:
    """The entries to which a chemical points by its number alone: goods that only hold it are no chemical."""
    return index.codes if ordinary is not None and ordinary.meaning.target != EVERYDAY else other


def _other_trade(hs: str, index: Index) -> Collection[str]:
    """The entries whose goods are never declared in the trade of an HS code: one word does not point there."""
    trade = trade_of(hs) if hs else ""
    return {code for code, own in index.trades.items() if trade not in own} if trade else ()


def _add_chemicals(
    found: dict[str, Evidence], reading: Reading, index: Index, other: Collection[str]
) -> None:
    """Chemicals by number are firm whatever they are declared as; by name only where such goods are declared."""
    named = {said.meaning.target for said in reading.of(Role.SUBSTANCE)}
    for component in reading.components:
        weight = SUBSTANCE_WEIGHT if component.cas in named else CAS_WEIGHT
        for code in index.by_cas.get(component.cas, ()):
            firm = weight == CAS_WEIGHT or code not in other
            found[code].add(weight, "classify.cas.found", firm=firm, cas=component.cas)
    for family in reading.families:
        for code, needs in index.needs.items():
            if not set(family.parameters).isdisjoint(needs.features):
                found[code].add(SUBSTANCE_WEIGHT, "classify.family.named", firm=True, name=family.name)


def _add_derived(found: dict[str, Evidence], work: Work, index: Index) -> None:
    """Software or technology of goods that the text names points to the entries that derive from theirs."""
    for code, goods in _best_goods(found, work, index).items():
        if goods.firm or code in found:
            weight = DERIVED_SHARE * min(goods.weight, DERIVED_MOST)
            if not work.acts.isdisjoint(index.works[code].acts):
                weight *= SAME_ACT
            found[code].add(weight, "classify.kind.derived", firm=goods.firm)
    for code, evidence in found.items():
        own = index.works.get(code)
        if own is not None and own.software != work.software:
            evidence.weight *= OTHER_KIND
            evidence.firm = False
        elif own is not None and not work.suits(own):
            evidence.weight *= OTHER_ACT


def _best_goods(found: Mapping[str, Evidence], work: Work, index: Index) -> dict[str, Evidence]:
    """For each entry of software or technology the best of what points to goods that it derives from."""
    best: dict[str, Evidence] = {}
    for code, evidence in found.items():
        # Technology may be of software, which is then what stands for the goods.
        if code not in index.works or (not work.software and index.works[code].software):
            for other in index.derived.get(code, ()):
                known = best.get(other)
                if known is None or (known.firm, known.weight) < (evidence.firm, evidence.weight):
                    best[other] = evidence
    return best


def _add_kinds(found: dict[str, Evidence], reading: Reading, index: Index, linked: Collection[str]) -> None:
    """Kinds of goods that an entry asks for; beside a linked HS code they are firm."""
    kinds = {(s.meaning.target, s.meaning.detail): s for s in reading.of(Role.OPTION) if not s.denied}
    for (parameter, _), said in sorted(kinds.items()):
        for code in index.by_kind.get(parameter, ()):
            found[code].add(KIND_WEIGHT, "classify.kind.found", firm=code in linked, term=said.phrase)


def _add_words(found: dict[str, Evidence], reading: Reading, named: Collection[int], index: Index) -> None:
    keys = meaning_words(reading.keys, reading.measures, index, without=named) if named else reading.spoken
    if reading.work is not None:
        words_ = index.edition.vocabulary
        acts = words_.development | words_.production | words_.use | words_.intangible
        keys = tuple(key for key in keys if key not in acts) or keys
    scores, shares = index.similar(keys)
    best = scores.argsort()[: -SIMILAR - 1 : -1]
    for number, score, share in zip(best.tolist(), scores[best].tolist(), shares[best].tolist(), strict=True):
        if score <= 0:
            break
        evidence = found[index.codes[number]]
        evidence.coverage = share
        evidence.weight += WORDS_WEIGHT * score
        evidence.notes.append(SIMILAR_WORDS)


def _add_terms(
    found: dict[str, Evidence],
    reading: Reading,
    named: Collection[int],
    declared: tuple[Collection[str], Collection[str]],
    index: Index,
) -> None:
    """Terms of entries.

    Args:
        found: the evidence so far.
        reading: of the description.
        named: words that have counted as the name of a chemical.
        declared: entries whose goods are declared under the HS code, and those never declared in its trade.
        index: the index of the edition.
    """
    linked, other = declared
    spoken = set(reading.spoken)
    for code, said in _terms(reading):
        if all(place in named for place in range(said.first, said.last + 1)):
            continue
        weight, telling = _term_weight(said, index)
        # Where nothing else is said, even common words are all there is to ask about.
        telling |= len(spoken) >= SEVERAL and spoken <= set(said.phrase.split())
        firm = (telling and (code not in other or " " in said.phrase)) or code in linked
        if said.purpose and reading.work is None:
            weight *= PURPOSE_SHARE
        firm = firm and not said.accessory and not (said.purpose and is_material(code))
        found[code].add(weight, "classify.term.found", firm=firm, term=said.phrase)


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
