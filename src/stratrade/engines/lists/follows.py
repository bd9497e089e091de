"""What follows from what goods are: a rotor of maraging steel for a gas centrifuge is as strong as such rotors are."""

from collections.abc import Mapping
from dataclasses import dataclass

from stratrade.engines.lists.model import Following, Parameter
from stratrade.engines.lists.reading import Place

YES, NO = "yes", "no"
STATED = "stated"  # the figure itself stands in the text, without a name
_MEMBERS = frozenset({"words", "when", "unless", "then", "why"})


@dataclass(frozen=True, slots=True)
class Stated:
    """A rule and where it stands, until its parameters can be checked."""

    rule: Following
    place: Place


def read_following(place: Place) -> Stated:
    """The rule at `place`.

    Raises:
        EditionError: something is missing or not known.
    """
    members = place.mapping(allowed=_MEMBERS)
    if "then" not in members or "why" not in members or not ({"words", "when"} & members.keys()):
        raise place.error("what follows needs words or when, then, and why")

    def answers(key: str) -> dict[str, str]:
        found = members[key].free_mapping() if key in members else {}
        return {name: value.text() for name, value in found.items()}

    def texts(key: str) -> tuple[str, ...]:
        return members[key].texts() if key in members else ()

    rule = Following(texts("words"), answers("when"), texts("unless"), answers("then"), members["why"].text())
    return Stated(rule, place)


def checked(stated: Stated, parameters: Mapping[str, Parameter]) -> Following:
    """The rule, once its parameters are known to be some.

    Raises:
        EditionError: it names an unknown parameter or option, or a condition on a quantity.
    """
    rule, place = stated.rule, stated.place
    for name, answer in (*rule.when.items(), *rule.then.items()):
        known = parameters.get(name)
        if known is None:
            raise place.error(f"the parameter {name} is not defined")
        if known.kind == "feature" and answer not in {YES, NO}:
            raise place.error(f"{name} is answered yes or no, not {answer}")
        if known.kind == "member" and known.options and answer not in known.options:
            raise place.error(f"{answer} is no option of {name}")
    if any(parameters[name].kind == "quantity" for name in rule.when):
        raise place.error("a condition is an option, or yes or no, never a quantity")
    return rule
