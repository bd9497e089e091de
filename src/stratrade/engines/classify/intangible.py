"""Software and technology: what kind is spoken of, what it is for, and which entries derive from which goods."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from stratrade.engines.lists.codes import group, is_intangible
from stratrade.engines.lists.model import Edition, Entry, FeatureTest, PurposeTest, Vocabulary

_ML_SOFTWARE = "ML21"
_RELATION = re.compile(r"^(software|technology|use|development|production)_(?!to_)")


class Act(StrEnum):
    """What software or technology is for, as the definitions of the list tell them apart."""

    DEVELOPMENT = "development"
    PRODUCTION = "production"
    USE = "use"


# What a description of goods begins with, whatever it goes on to say: "appliance to deliver intrusion software".
THINGS = frozenset({"appliance", "equipment", "device", "platform", "apparatus", "instrument"})
_STEMS = {
    Act.DEVELOPMENT: re.compile(r"\b(develop|design)", re.IGNORECASE),
    Act.PRODUCTION: re.compile(r"\b(produc|manufactur)", re.IGNORECASE),
    Act.USE: re.compile(r"\b(use|operat|maint|repair|overhaul|install)", re.IGNORECASE),
}


@dataclass(frozen=True, slots=True)
class Work:
    """Software or technology, of an entry or in a description.

    Args:
        software: it is software; otherwise technology.
        acts: what it is for; empty where nothing is said, or all of them are meant.
        relations: of an entry, the questions whether it is for goods of the list -> the acts that they name.
    """

    software: bool
    acts: frozenset[Act] = frozenset()
    relations: Mapping[str, frozenset[Act]] = field(default_factory=dict)

    def suits(self, entry: "Work") -> bool:
        """Whether what is spoken of is for something that the entry is for."""
        return not self.acts or not entry.acts or not self.acts.isdisjoint(entry.acts)


def works(edition: Edition) -> dict[str, Work]:
    """What the entries of software and technology are for, by code."""
    return {code: _work(entry) for code, entry in edition.entries.items() if is_intangible(code)}


def derived(edition: Edition) -> dict[str, tuple[str, ...]]:
    """The entries of software and technology that derive from the goods of each entry."""
    found: dict[str, list[str]] = defaultdict(list)
    for entry in edition.entries.values():
        for goods in entry.derived_from:
            found[goods].append(entry.code)
    return {code: tuple(listed) for code, listed in found.items()}


def _work(entry: Entry) -> Work:
    relations: dict[str, frozenset[Act]] = {}
    acts = _acts(entry.title.get("en", ""))
    for node in entry.criteria.walk():
        if isinstance(node.test, FeatureTest | PurposeTest) and not node.decontrol:
            told = _acts(f"{node.title.get('en', '')} {node.test.parameter.replace('_', ' ')}")
            acts |= told
            if entry.derived_from and _RELATION.match(node.test.parameter):
                relations[node.test.parameter] = told or acts
    return Work(group(entry.code) == "D" or entry.code == _ML_SOFTWARE, acts, relations)


def _acts(text: str) -> frozenset[Act]:
    return frozenset(act for act, stem in _STEMS.items() if stem.search(text))


def spoken_of(keys: Sequence[str], said: Sequence[tuple[int, bool]], vocabulary: Vocabulary) -> Work | None:
    """What a description speaks of; None where it speaks of goods.

    Args:
        keys: its words.
        said: place of each word for software (True) or technology (False).
        vocabulary: of the edition.

    What comes first is the thing; what follows is what it is for ("technology to develop software").
    """
    if not said or (keys[0] in THINGS and min(said)[0] > 1):
        return None
    return Work(min(said)[1], frozenset(_acts_of(keys, vocabulary)))


def _acts_of(keys: Sequence[str], vocabulary: Vocabulary) -> Iterator[Act]:
    for act, words in (
        (Act.DEVELOPMENT, vocabulary.development),
        (Act.PRODUCTION, vocabulary.production),
        (Act.USE, vocabulary.use),
    ):
        if not words.isdisjoint(keys):
            yield act
