"""Builds the tree of criteria of one entry out of its YAML."""

from decimal import Decimal

from stratrade.engines.lists.cas import is_valid_cas
from stratrade.engines.lists.model import (
    FeatureTest,
    Kind,
    MemberTest,
    Node,
    Op,
    PurposeTest,
    QuantityTest,
    RefTest,
    SubstanceTest,
    Test,
)
from stratrade.engines.lists.reading import Place

_BODY = ("all", "any", "not", "leaf")
_NODE = frozenset({"path", "title", "decontrol", "valid_from", "valid_to", *_BODY})
_LEAVES = {
    "quantity": frozenset(
        {"parameter", "op", "value", "unit", "high", "low_exclusive", "high_exclusive", "basis"}
    ),
    "substance": frozenset(
        {"cas", "family", "name", "synonyms", "min_wt_pct", "min_wt_pct_non_party", "inclusive"}
    ),
    "member": frozenset({"parameter", "set"}),
    "feature": frozenset({"parameter", "question"}),
    "ref": frozenset({"entry"}),
    "designed_for": frozenset({"parameter", "purpose", "question"}),
}


def read_node(place: Place, code: str) -> Node:
    """The node at `place`, with all below it.

    Args:
        place: a mapping with `path`, `title` and one of all, any, not, leaf.
        code: the code of the entry, with which every path must begin.

    Raises:
        EditionError: where the node is not well formed.
    """
    members = place.mapping(allowed=_NODE)
    if "path" not in members:
        raise place.error("a node needs a path")
    path = members["path"].text()
    here = place.at(path)
    if path != code and not path.startswith(code + "."):
        raise here.error(f"the path does not lie under {code}")
    bodies = [body for body in _BODY if body in members]
    if len(bodies) != 1:
        raise here.error(f"exactly one of {', '.join(_BODY)} is needed, found {', '.join(bodies) or 'none'}")
    if "title" not in members:
        raise here.error("a node needs a title")
    kind = Kind(bodies[0])
    body = members[bodies[0]].at(f"{path} {kind}")
    return Node(
        path=path,
        title=members["title"].at(f"{path} title").languages(),
        kind=kind,
        children=_children(kind, body, code, unused=kind is Kind.ANY and path == code),
        test=read_test(body) if kind is Kind.LEAF else None,
        decontrol=members["decontrol"].at(f"{path} decontrol").flag() if "decontrol" in members else False,
        valid_from=members["valid_from"].day() if "valid_from" in members else None,
        valid_to=members["valid_to"].day() if "valid_to" in members else None,
    )


def _children(kind: Kind, body: Place, code: str, *, unused: bool) -> tuple[Node, ...]:
    """The nodes below; only a number that the list does not use has none: nothing can meet it."""
    if kind is Kind.LEAF:
        return ()
    if kind is Kind.NOT:
        return (read_node(body, code),)
    children = tuple(read_node(child, code) for child in body.items())
    if not children and not unused:
        raise body.error("at least one node is needed here")
    return children


def read_test(place: Place) -> Test:
    """What a leaf asks.

    Raises:
        EditionError: where the leaf is of no known kind or misses what its kind needs.
    """
    kinds = place.free_mapping()
    if len(kinds) != 1 or next(iter(kinds)) not in _LEAVES:
        raise place.error(f"a leaf is exactly one of {', '.join(_LEAVES)}")
    kind, body = next(iter(kinds.items()))
    members = body.mapping(allowed=_LEAVES[kind])
    match kind:
        case "quantity":
            return _quantity(body, members)
        case "substance":
            return _substance(body, members)
        case "member":
            options = _need(body, members, "set").texts()
            return MemberTest(_need(body, members, "parameter").text(), frozenset(options))
        case "ref":
            return RefTest(_need(body, members, "entry").text())
        case "feature":
            return FeatureTest(_need(body, members, "parameter").text(), _question(members))
        case _:
            return PurposeTest(
                _need(body, members, "parameter").text(),
                _need(body, members, "purpose").text(),
                _question(members),
            )


def _quantity(place: Place, members: dict[str, Place]) -> QuantityTest:
    try:
        op = Op(_need(place, members, "op").text())
    except ValueError:
        raise members["op"].error(f"op is one of {', '.join(Op)}") from None
    value = _need(place, members, "value").number()
    high = members["high"].number() if "high" in members else None
    if (op is Op.BETWEEN) != (high is not None):
        raise place.error("between, and only between, needs a second bound (high)")
    if high is not None and high <= value:
        raise members["high"].error(f"the upper bound {high} is not above the lower {value}")
    if op is not Op.BETWEEN and ("low_exclusive" in members or "high_exclusive" in members):
        raise place.error("low_exclusive and high_exclusive belong to between; use gt or lt here")
    return QuantityTest(
        parameter=_need(place, members, "parameter").text(),
        op=op,
        value=value,
        unit=_need(place, members, "unit").text(),
        high=high,
        high_exclusive=members["high_exclusive"].flag() if "high_exclusive" in members else False,
        low_exclusive=members["low_exclusive"].flag() if "low_exclusive" in members else False,
        basis=members["basis"].text() if "basis" in members else "",
    )


def _substance(place: Place, members: dict[str, Place]) -> SubstanceTest:
    if ("cas" in members) == ("family" in members):
        raise place.error("a substance is named either by cas or by family")
    cas = members["cas"].texts() if "cas" in members else ()
    for number in cas:
        if not is_valid_cas(number):
            raise members["cas"].error(f"{number} is no CAS number: its check digit does not fit")
    return SubstanceTest(
        cas=cas,
        family=members["family"].text() if "family" in members else "",
        min_wt_pct=_percent(members, "min_wt_pct"),
        min_wt_pct_non_party=_percent(members, "min_wt_pct_non_party"),
        inclusive=members["inclusive"].flag() if "inclusive" in members else False,
        name=members["name"].text() if "name" in members else "",
        synonyms=members["synonyms"].texts() if "synonyms" in members else (),
    )


def _percent(members: dict[str, Place], key: str) -> Decimal | None:
    if key not in members:
        return None
    number = members[key].number()
    if not 0 <= number <= 100:  # noqa: PLR2004 (per cent)
        raise members[key].error(f"{number} is no share in per cent")
    return number


def _question(members: dict[str, Place]) -> dict[str, str]:
    return members["question"].languages() if "question" in members else {}


def _need(place: Place, members: dict[str, Place], key: str) -> Place:
    if key not in members:
        raise place.error(f"{key} is missing")
    return members[key]
