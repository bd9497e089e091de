"""What follows from what a description says the goods are, for questions that it leaves open."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from stratrade.engines.classify.values import read_value
from stratrade.engines.classify.words import words
from stratrade.engines.lists.follows import NO, STATED, YES
from stratrade.engines.lists.model import Edition, Value


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of the edition with its answers as values, see `lists.model.Following`."""

    said: bool
    when: tuple[tuple[str, str | bool], ...]
    unless: frozenset[str]
    then: Mapping[str, Value | None]  # None: the one figure of its kind that stands without a name


@dataclass(frozen=True, slots=True)
class Follows:
    """The rules of one edition.

    Args:
        rules: all of them, in order: what an earlier one gives a later one may rest on.
        by_parameter: the numbers of those without words, by the first parameter that they rest on.
    """

    rules: tuple[Rule, ...] = ()
    by_parameter: Mapping[str, tuple[int, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, edition: Edition) -> "Follows":
        """The rules of an edition.

        Raises:
            ValueUnreadableError: an answer does not fit its parameter.
        """
        rules = tuple(
            Rule(
                said=bool(rule.words),
                when=tuple((name, _answer(answer)) for name, answer in rule.when.items()),
                unless=frozenset(word.key for text in rule.unless for word in words(text)),
                then={
                    name: None if text == STATED else read_value(name, text, edition)
                    for name, text in rule.then.items()
                },
            )
            for rule in edition.follows
        )
        by_parameter: dict[str, list[int]] = defaultdict(list)
        for number, rule in enumerate(rules):
            if not rule.said:
                by_parameter[rule.when[0][0]].append(number)
        return cls(rules, {name: tuple(numbers) for name, numbers in by_parameter.items()})

    def values(
        self,
        said: Collection[int],
        options: Mapping[str, frozenset[str]],
        features: Mapping[str, bool],
        keys: Collection[str],
    ) -> dict[str, Value | None]:
        """What follows.

        Args:
            said: the rules whose words are said.
            options: said of the goods, by parameter.
            features: the same for yes and no.
            keys: the words of the description.
        """
        found: dict[str, Value | None] = {}
        for number in sorted({*said, *self._resting_on(options), *self._resting_on(features)}):
            rule = self.rules[number]
            if rule.unless.isdisjoint(keys) and all(
                _holds(answer, name, options, features, found) for name, answer in rule.when
            ):
                for name, value in rule.then.items():
                    found.setdefault(name, value)
        return found

    def _resting_on(self, names: Collection[str]) -> Iterator[int]:
        for name in names:
            yield from self.by_parameter.get(name, ())


def _answer(text: str) -> str | bool:
    return text == YES if text in {YES, NO} else text


def _holds(
    answer: str | bool,
    name: str,
    options: Mapping[str, frozenset[str]],
    features: Mapping[str, bool],
    found: Mapping[str, Value | None],
) -> bool:
    """Whether an answer was given, or follows from what was."""
    given = options.get(name, features.get(name, found.get(name)))
    return answer in given if isinstance(given, frozenset) else given is answer
