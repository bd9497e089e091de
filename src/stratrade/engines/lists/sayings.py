"""Words of the trade for entries and for parameters, kept by families apart from the file that defines those."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from stratrade.engines.lists.model import Entry, Parameter
from stratrade.engines.lists.reading import Place


@dataclass(frozen=True, slots=True)
class Saying:
    """What people write for an entry, or for a parameter.

    Args:
        entry: the entry that the words are terms of; empty where they belong to a parameter.
        parameter: the parameter; empty where the words are terms of an entry.
        option: of a member parameter the answer that the words give; empty for the name of a quantity or a yes.
        words: the words by language.
        place: where it stands.
    """

    entry: str
    parameter: str
    option: str
    words: Mapping[str, tuple[str, ...]]
    place: Place


def read_saying(place: Place) -> Saying:
    """The saying at `place`.

    Raises:
        EditionError: something is missing or not known.
    """
    members = place.mapping(allowed=frozenset({"entry", "parameter", "option", "words"}))
    if "words" not in members or ("entry" in members) == ("parameter" in members):
        raise place.error("a saying needs words, and either an entry or a parameter")
    entry, parameter = (members[key].text() if key in members else "" for key in ("entry", "parameter"))
    option = members["option"].text() if "option" in members else ""
    return Saying(entry, parameter, option, members["words"].lists_by_language(), place)


def with_terms(entries: Mapping[str, Entry], sayings: Iterable[Saying]) -> dict[str, Entry]:
    """The entries with the sayings that are terms of them.

    Raises:
        EditionError: a saying names an unknown entry.
    """
    found = dict(entries)
    for saying in sayings:
        if not saying.entry:
            continue
        if saying.entry not in found:
            raise saying.place.error(f"the entry {saying.entry} is not defined")
        known = found[saying.entry]
        found[saying.entry] = replace(known, terms=_merged(known.terms, saying.words))
    return found


def _merged(
    known: Mapping[str, tuple[str, ...]], more: Mapping[str, tuple[str, ...]]
) -> dict[str, tuple[str, ...]]:
    """Words by language with further words, each once."""
    joined = {
        language: tuple(dict.fromkeys((*known.get(language, ()), *words))) for language, words in more.items()
    }
    return {**known, **joined}


def with_sayings(parameters: Mapping[str, Parameter], sayings: Iterable[Saying]) -> dict[str, Parameter]:
    """The parameters with the sayings laid over them.

    Raises:
        EditionError: a saying names an unknown parameter or option, or an option where none belongs.
    """
    found = dict(parameters)
    for saying in sayings:
        if saying.entry:
            continue
        known = found.get(saying.parameter)
        if known is None:
            raise saying.place.error(f"the parameter {saying.parameter} is not defined")
        if bool(saying.option) != (known.kind == "member"):
            raise saying.place.error(
                f"{saying.parameter} is a {known.kind}: an option belongs to members only"
            )
        if saying.option and known.options and saying.option not in known.options:
            raise saying.place.error(f"{saying.option} is no option of {saying.parameter}")
        found[saying.parameter] = _with(known, saying)
    return found


def _with(known: Parameter, saying: Saying) -> Parameter:
    if saying.option:
        words = (word for listed in saying.words.values() for word in listed)
        more = tuple(dict.fromkeys((*known.synonyms.get(saying.option, ()), *words)))
        return replace(known, synonyms={**known.synonyms, saying.option: more})
    return replace(known, aliases=_merged(known.aliases, saying.words))
