"""Words of the trade that answer a parameter, kept by families apart from the file that defines it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from stratrade.engines.lists.model import Parameter
from stratrade.engines.lists.reading import Place


@dataclass(frozen=True, slots=True)
class Saying:
    """What people write for a parameter.

    Args:
        parameter: the parameter.
        option: of a member parameter the answer that the words give; empty for the name of a quantity or a yes.
        words: the words by language.
        place: where it stands.
    """

    parameter: str
    option: str
    words: Mapping[str, tuple[str, ...]]
    place: Place


def read_saying(place: Place) -> Saying:
    """The saying at `place`.

    Raises:
        EditionError: something is missing or not known.
    """
    members = place.mapping(allowed=frozenset({"parameter", "option", "words"}))
    for key in ("parameter", "words"):
        if key not in members:
            raise place.error(f"a saying needs {key}")
    option = members["option"].text() if "option" in members else ""
    return Saying(members["parameter"].text(), option, members["words"].lists_by_language(), place)


def with_sayings(parameters: Mapping[str, Parameter], sayings: Iterable[Saying]) -> dict[str, Parameter]:
    """The parameters with the sayings laid over them.

    Raises:
        EditionError: a saying names an unknown parameter or option, or an option where none belongs.
    """
    found = dict(parameters)
    for saying in sayings:
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
    aliases = {
        language: tuple(dict.fromkeys((*known.aliases.get(language, ()), *words)))
        for language, words in saying.words.items()
    }
    return replace(known, aliases={**known.aliases, **aliases})
