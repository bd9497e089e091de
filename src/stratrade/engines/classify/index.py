"""The vocabulary of an edition made searchable: terms, names, aliases and weighted words of each entry."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

import ahocorasick_rs
import numpy as np

from stratrade.engines.classify.follows import Follows
from stratrade.engines.classify.glossary import Glossary
from stratrade.engines.classify.intangible import Work, derived, works
from stratrade.engines.classify.words import STOP, content, is_unspaced, pattern, words
from stratrade.engines.lists.evaluate import Evaluator
from stratrade.engines.lists.model import (
    Edition,
    Entry,
    FeatureTest,
    MemberTest,
    Node,
    PurposeTest,
    QuantityTest,
    RefTest,
    SubstanceTest,
)
from stratrade.kernel.quantity import unit

SOFTWARE, TECHNOLOGY = "software", "technology"
KIND = "_kind"  # ends the id of a member parameter of which goods can only be one option
FURTHER_MEMBER = "member_of_"  # begins the id of "is it a further member of the family?"
EVERYDAY = "everyday"  # goods that are everyday by where they are used
LONGEST_RUN = 30  # letters; what is written without spaces is met whole or not at all
SPELT_FROM = 6  # letters from which a word is long enough to be recognised when misspelt
APART = 2  # other words that may stand among those of a term
LOOSE = (2, 4)  # words of a term that is recognised in any order
K1, B = 1.2, 0.5  # BM25: how soon repetition stops counting, how much long entries are held back
WEIGHTS = {"title": 3.0, "term": 3.0, "paragraph": 1.0, "label": 0.5}
Floats = np.ndarray[tuple[int], np.dtype[np.float32]]
Ints = np.ndarray[tuple[int], np.dtype[np.int32]]


class Role(StrEnum):
    """What a phrase of the vocabulary points to."""

    TERM = "term"  # an entry
    SUBSTANCE = "substance"  # a chemical, by CAS number
    ALIAS = "alias"  # a parameter whose value stands near
    OPTION = "option"  # a value of a member parameter
    FEATURE = "feature"  # a yes to a feature or purpose
    INTANGIBLE = "intangible"  # software or technology, not goods
    MIXTURE = "mixture"  # not the chemical itself
    FOLLOWS = "follows"  # a rule of what follows, by its number
    ORDINARY = "ordinary"  # everyday goods that the list does not mean


TURNING = frozenset({Role.TERM, Role.OPTION, Role.FEATURE, Role.ORDINARY})  # recognised in any order


class Meaning(NamedTuple):
    """One thing a phrase points to; `detail` is the option of a member parameter."""

    role: Role
    target: str
    detail: str = ""


class Phrase(NamedTuple):
    """A phrase of the vocabulary found in text: its place and all it can mean."""

    text: str
    start: int
    end: int
    meanings: tuple[Meaning, ...]


@dataclass(frozen=True, slots=True)
class Needs:
    """The parameters that the criteria of an entry ask for, by kind."""

    quantities: tuple[str, ...]
    members: tuple[str, ...]
    features: frozenset[str]
    substances: frozenset[str]


@dataclass(frozen=True, slots=True)
class Index:
    """Everything `identify` looks things up in; built once an edition, read-only afterwards."""

    edition: Edition
    evaluator: Evaluator
    glossary: Glossary
    codes: tuple[str, ...]
    automaton: ahocorasick_rs.AhoCorasick
    phrases: tuple[str, ...]
    meanings: tuple[tuple[Meaning, ...], ...]
    spread: Mapping[str, int]  # phrase -> number of entries it is a term of
    postings: Mapping[str, tuple[Ints, Floats]]
    by_hs: Mapping[str, tuple[tuple[str, str], ...]]
    by_cas: Mapping[str, tuple[str, ...]]
    needs: Mapping[str, Needs] = field(default_factory=dict)
    spelt: Mapping[int, tuple[str, ...]] = field(default_factory=dict)  # length -> words of the list
    known: frozenset[str] = frozenset()
    by_kind: Mapping[str, tuple[str, ...]] = field(
        default_factory=dict
    )  # parameter that ends in _kind -> entries
    loose: Mapping[str, tuple[int, ...]] = field(
        default_factory=dict
    )  # rarest word -> numbers of phrases of several words
    further_members: tuple[str, ...] = ()  # features that ask for a further member of a family
    dimensions: Mapping[str, str] = field(default_factory=dict)  # quantity parameter -> what it measures
    works: Mapping[str, Work] = field(default_factory=dict)  # entry of software or technology -> what for
    derived: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # goods -> what derives from them
    trades: Mapping[str, frozenset[str]] = field(default_factory=dict)  # entry -> trades of its HS codes
    follows: Follows = field(default_factory=Follows)

    @classmethod
    def build(cls, edition: Edition) -> "Index":
        """The index of an edition."""
        codes = tuple(edition.entries)
        lexicon = _lexicon(edition)
        phrases = tuple(sorted(lexicon))
        postings = _postings([_bag(entry, edition) for entry in edition.entries.values()])
        return cls(
            edition=edition,
            evaluator=Evaluator(edition),
            glossary=Glossary(edition.glossary),
            codes=codes,
            automaton=automaton_of(phrases),
            phrases=phrases,
            meanings=tuple(tuple(sorted(lexicon[p], key=_order)) for p in phrases),
            spread={
                phrase: sum(1 for meaning in found if meaning.role is Role.TERM)
                for phrase, found in lexicon.items()
            },
            postings=postings,
            by_hs=_by_hs(edition),
            by_cas=_by_cas(edition),
            needs={code: _needs(entry, edition) for code, entry in edition.entries.items()},
            spelt=_spelt(phrases, lexicon),
            by_kind=_by_kind(edition),
            loose=_loose(phrases, lexicon),
            further_members=tuple(name for name in edition.parameters if name.startswith(FURTHER_MEMBER)),
            dimensions={p.id: unit(p.unit).dimension for p in edition.parameters.values() if p.unit},
            works=works(edition),
            derived=derived(edition),
            trades=trades(_by_hs(edition)),
            follows=Follows.of(edition),
            known=frozenset(postings) | frozenset(key for phrase in phrases for key in phrase.split()),
        )

    def find(self, haystack: str) -> Iterator[Phrase]:
        """All phrases in `haystack` (words between single spaces), overlapping ones too."""
        if not self.phrases:
            return
        for number, start, end in self.automaton.find_matches_as_indexes(haystack, overlapping=True):
            yield Phrase(self.phrases[number], start, end, self.meanings[number])

    def turned(self, keys: Sequence[str]) -> Iterator[tuple[int, int, Phrase]]:
        """Terms whose words all stand near each other in `keys`, in whatever order: first and last place."""
        places: dict[str, list[int]] = defaultdict(list)
        for number, key in enumerate(keys):
            places[key].append(number)
        for key, mine in places.items():
            for number in self.loose.get(key, ()):
                phrase = self.phrases[number]
                if any(word not in places and word not in STOP for word in phrase.split()):
                    continue
                wanted = _words_of(phrase)
                near = {min(places[word], key=lambda place: abs(place - mine[0])) for word in wanted}
                first, last = min(near), max(near)
                if len(near) == len(wanted) and last - first < len(wanted) + APART:
                    yield first, last, Phrase(self.phrases[number], 0, 0, self.meanings[number])

    def bm25(self, keys: Iterable[str]) -> Floats:
        """The BM25 score of every entry, in the order of `codes`."""
        scores = np.zeros(len(self.codes), dtype=np.float32)
        for key in dict.fromkeys(keys):
            found = self.postings.get(key)
            if found is not None:
                scores[found[0]] += found[1]
        return scores

    def similar(self, keys: Iterable[str]) -> tuple[Floats, Floats]:
        """Of every entry, in the order of `codes`, the BM25 score and the share of `keys` that its words hold.

        In the share rare words count more; words of no entry count most.
        """
        scores = np.zeros(len(self.codes), dtype=np.float32)
        held = np.zeros(len(self.codes), dtype=np.float32)
        total = 0.0
        for key in dict.fromkeys(keys):
            found = self.postings.get(key)
            if found is None:
                total += self._rarest
                continue
            rows, points = found
            rarity = _rarity(len(self.codes), len(rows))
            total += rarity
            scores[rows] += points
            held[rows] += rarity
        return scores, held / total if total else held

    @property
    def _rarest(self) -> float:
        return _rarity(len(self.codes), 0)


def automaton_of(phrases: Sequence[str]) -> ahocorasick_rs.AhoCorasick:
    """What finds all of `phrases` in one pass; a match gives the number of its phrase."""
    return ahocorasick_rs.AhoCorasick(phrases, matchkind=ahocorasick_rs.MatchKind.Standard)


def _order(meaning: Meaning) -> tuple[str, str, str]:
    return meaning.role.value, meaning.target, meaning.detail


# ---------------------------------------------------------------- phrases


def _lexicon(edition: Edition) -> dict[str, set[Meaning]]:
    found: dict[str, set[Meaning]] = defaultdict(set)
    general = (
        *((word, _intangible(word, edition)) for word in edition.vocabulary.intangible),
        *((word, Meaning(Role.MIXTURE, "")) for word in edition.vocabulary.mixture),
        *(
            (word, Meaning(Role.FOLLOWS, str(number)))
            for number, rule in enumerate(edition.follows)
            for word in rule.words
        ),
        *((phrase, Meaning(Role.ORDINARY, "")) for phrase in edition.vocabulary.ordinary),
        *((word, Meaning(Role.ORDINARY, EVERYDAY)) for word in edition.vocabulary.everyday),
    )
    idle = _Idle(edition)
    for term, meaning in (*_entry_phrases(edition), *_parameter_phrases(edition), *general):
        key = pattern(term)
        told = meaning.role is not Role.FEATURE or not idle.says_nothing(key, meaning.target)
        if len(key.strip()) > 1 and told:
            found[key].add(meaning)
            found[_in_full(key, edition)].add(meaning)
    return found


def _intangible(word: str, edition: Edition) -> Meaning:
    return Meaning(Role.INTANGIBLE, SOFTWARE if word in edition.vocabulary.software else TECHNOLOGY)


class _Idle:
    """Aliases that say "software" or "for production" and no more: they do not answer what it is for."""

    def __init__(self, edition: Edition) -> None:
        words_ = edition.vocabulary
        self._things = frozenset(pattern(text) for text in words_.intangible)
        acts = (*words_.development, *words_.production, *words_.use)
        self._acts = self._things | frozenset(pattern(text) for text in acts)
        self._relations = {name for work in works(edition).values() for name in work.relations}

    def says_nothing(self, key: str, parameter: str) -> bool:
        """Whether an alias of a parameter leaves its question open."""
        idle = self._acts if parameter in self._relations else self._things
        return key in idle or all(f" {word} " in idle for word in key.split())


def _in_full(key: str, edition: Edition) -> str:
    """A phrase with its abbreviations and other spellings written out, as descriptions are read."""
    if not key.startswith(" "):
        return key
    return f" {' '.join(edition.vocabulary.abbreviations.get(word, word) for word in key.split())} "


def _entry_phrases(edition: Edition) -> Iterator[tuple[str, Meaning]]:
    for entry in edition.entries.values():
        for language in entry.terms.values():
            yield from ((term, Meaning(Role.TERM, entry.code)) for term in language)
        for node in entry.criteria.walk():
            if isinstance(node.test, SubstanceTest) and node.test.cas:
                substance = Meaning(Role.SUBSTANCE, node.test.cas[0])
                yield from ((name, substance) for name in _names(node, node.test))


def _parameter_phrases(edition: Edition) -> Iterator[tuple[str, Meaning]]:
    for parameter in edition.parameters.values():
        role = Role.FEATURE if parameter.kind == "feature" else Role.ALIAS
        for language in parameter.aliases.values():
            yield from ((alias, Meaning(role, parameter.id)) for alias in language)
    for name, option in _options(edition):
        for word in _option_words(edition, name, option):
            yield word, Meaning(Role.OPTION, name, option)


def _names(node: Node, test: SubstanceTest) -> Iterator[str]:
    if len(test.cas) == 1:
        yield test.name or node.title["en"]
        if "fr" in node.title:
            yield node.title["fr"]
    yield from test.synonyms


def _options(edition: Edition) -> list[tuple[str, str]]:
    found = {
        (node.test.parameter, option)
        for entry in edition.entries.values()
        for node in entry.criteria.walk()
        if isinstance(node.test, MemberTest)
        for option in node.test.options
    }
    found |= {
        (parameter.id, option) for parameter in edition.parameters.values() for option in parameter.options
    }
    return sorted(found)


def _option_words(edition: Edition, name: str, option: str) -> Iterator[str]:
    parameter = edition.parameters[name]
    yield option.replace("_", " ")
    names = parameter.options.get(option, {}).values()
    yield from (name for name in names if len(name) <= LONGEST_RUN or not is_unspaced(name))
    yield from parameter.synonyms.get(option, ())


def _loose(phrases: tuple[str, ...], lexicon: Mapping[str, set[Meaning]]) -> dict[str, tuple[int, ...]]:
    """Phrases of several words, by number, under the word of them that the fewest have: brokers turn words round."""
    terms = [
        (number, phrase)
        for number, phrase in enumerate(phrases)
        if phrase.startswith(" ")
        and LOOSE[0] <= len(_words_of(phrase)) <= LOOSE[1]
        and any(meaning.role in TURNING for meaning in lexicon[phrase])
    ]
    count = Counter(word for _, phrase in terms for word in _words_of(phrase))
    found: dict[str, list[int]] = defaultdict(list)
    for number, phrase in terms:
        found[min(_words_of(phrase), key=lambda word: (count[word], word))].append(number)
    return {word: tuple(listed) for word, listed in found.items()}


def _spelt(phrases: tuple[str, ...], lexicon: Mapping[str, set[Meaning]]) -> dict[int, tuple[str, ...]]:
    """The longer words of terms and chemicals by length: what a misspelt word may have meant."""
    found: dict[int, set[str]] = defaultdict(set)
    for phrase in phrases:
        if any(meaning.role in {Role.TERM, Role.SUBSTANCE} for meaning in lexicon[phrase]):
            for key in phrase.split():
                if len(key) >= SPELT_FROM and key.isascii() and key.isalpha():
                    found[len(key)].add(key)
    return {length: tuple(sorted(words_)) for length, words_ in found.items()}


# ---------------------------------------------------------------- weighted words


def _bag(entry: Entry, edition: Edition) -> dict[str, float]:
    """The words of an entry with their weight: title and terms first, paragraphs, labels of parameters."""
    bag: dict[str, float] = defaultdict(float)
    if not entry.criteria.children and entry.criteria.test is None:
        return bag  # a number that the list does not use
    ignored = STOP | edition.vocabulary.vague
    for text, field_ in _texts(entry, edition):
        if not is_unspaced(text):
            for key in content([word.key for word in words(text)], ignored):
                bag[key] += WEIGHTS[field_]
    return dict(bag)


def _texts(entry: Entry, edition: Edition) -> Iterator[tuple[str, str]]:
    yield from ((text, "title") for text in entry.title.values())
    yield from ((term, "term") for terms in entry.terms.values() for term in terms)
    for node in entry.criteria.walk():
        yield from ((text, "paragraph") for text in node.title.values())
        if isinstance(node.test, QuantityTest | MemberTest):
            yield edition.parameters[node.test.parameter].label.get("en", ""), "label"
        if isinstance(node.test, SubstanceTest):
            yield from ((name, "term") for name in (node.test.name, *node.test.synonyms))


def _words_of(phrase: str) -> frozenset[str]:
    """The words of a phrase that have to be there; those that only join others need not."""
    return frozenset(phrase.split()) - STOP


@lru_cache(maxsize=8192)
def _rarity(of: int, have: int) -> float:
    """How much a word tells that so many of all entries have."""
    return math.log(1 + (of - have + 0.5) / (have + 0.5))


def _postings(
    bags: list[dict[str, float]],
) -> dict[str, tuple[Ints, Floats]]:
    lengths = [sum(bag.values()) for bag in bags]
    mean = (sum(lengths) / len(lengths)) if lengths else 1.0
    by_word: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for number, bag in enumerate(bags):
        for key, weight in bag.items():
            by_word[key].append((number, weight))
    idf = {key: _rarity(len(bags), len(found)) for key, found in by_word.items()}
    postings = {}
    for key, found in sorted(by_word.items()):
        rows = np.array([number for number, _ in found], dtype=np.int32)
        scores = [
            idf[key] * weight * (K1 + 1) / (weight + K1 * (1 - B + B * lengths[number] / mean))
            for number, weight in found
        ]
        postings[key] = (rows, np.array(scores, dtype=np.float32))
    return postings


# ---------------------------------------------------------------- HS, CAS and needs

# The last chapter of each trade: food, chemicals and polymers, wood to footwear, ceramics and glass, jewels,
# metals, machines and electronics, vehicles, instruments, arms, and what is left.
_TRADES = (24, 40, 67, 70, 71, 83, 85, 89, 91, 92, 93, 99)
_MACHINES = {85: "85", 91: "85"}  # an instrument may be declared as a machine, and a machine as an instrument


def trade_of(hs: str) -> str:
    """The trade that a customs code belongs to; empty where it is none."""
    chapter = int(hs[:2]) if hs[:2].isdecimal() else 0
    last = next((last for last in _TRADES if chapter <= last), 0) if chapter else 0
    return _MACHINES.get(last, str(last)) if last else ""


def trades(by_hs: Mapping[str, Iterable[tuple[str, str]]]) -> dict[str, frozenset[str]]:
    """The trades in which the goods of each entry are declared."""
    found: dict[str, set[str]] = defaultdict(set)
    for hs, links in by_hs.items():
        for code, _ in links:
            found[code].add(trade_of(hs))
    return {code: frozenset(listed) for code, listed in found.items()}


def _by_hs(edition: Edition) -> dict[str, tuple[tuple[str, str], ...]]:
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for entry in edition.entries.values():
        for link in entry.hs:
            found[link.hs].append((entry.code, link.strength))
    return {hs: tuple(links) for hs, links in found.items()}


def _by_cas(edition: Edition) -> dict[str, tuple[str, ...]]:
    found: dict[str, set[str]] = defaultdict(set)
    for entry in edition.entries.values():
        for cas in _substances(entry, edition):
            found[cas].add(entry.code)
    return {cas: tuple(sorted(codes)) for cas, codes in found.items()}


def _by_kind(edition: Edition) -> dict[str, tuple[str, ...]]:
    found: dict[str, set[str]] = defaultdict(set)
    for entry in edition.entries.values():
        for name in _needs(entry, edition).members:
            if name.endswith(KIND):
                found[name].add(entry.code)
    return {name: tuple(sorted(codes)) for name, codes in found.items()}


def _substances(entry: Entry, edition: Edition) -> frozenset[str]:
    found: set[str] = set()
    for node in entry.criteria.walk():
        if isinstance(node.test, SubstanceTest):
            family = edition.families.get(node.test.family)
            found |= set(family.cas if family else node.test.cas)
    return frozenset(found)


def _needs(entry: Entry, edition: Edition) -> Needs:
    tests = [node.test for node in entry.criteria.walk() if node.test is not None]

    def names(*kinds: type) -> tuple[str, ...]:
        found = (
            test.parameter
            for test in tests
            if not isinstance(test, SubstanceTest | RefTest) and isinstance(test, kinds)
        )
        return tuple(dict.fromkeys(found))

    return Needs(
        names(QuantityTest),
        names(MemberTest),
        frozenset(names(FeatureTest, PurposeTest)),
        _substances(entry, edition),
    )
