"""The production matcher behind the interface of the party benchmarks (contracts.md)."""

from collections.abc import Mapping, Sequence
from itertools import product
from typing import Any

from stratrade.engines.matching.align import align
from stratrade.engines.matching.index import Matcher, calibrated
from stratrade.engines.matching.mended import as_asked
from stratrade.engines.matching.model import ListedName, ListedParty, PartyQuery
from stratrade.engines.matching.normalise import readings, script

_KINDS = {"Person": "person", "Vessel": "vessel", "Airplane": "aircraft", "Aircraft": "aircraft"}


class Adapter:
    """Wraps `Matcher`, nothing else.

    Args:
        entities: rows of `lists.jsonl`.
    """

    def __init__(self, entities: Sequence[Mapping[str, Any]]) -> None:
        self.matcher = Matcher(listed(entity) for entity in entities)

    def screen(self, query: Mapping[str, Any], limit: int = 5) -> list[tuple[str, float]]:
        """(entity id, score) of the best hits."""
        asked = PartyQuery(
            name=str(query.get("name") or query.get("query") or ""),
            kind=_KINDS.get(str(query.get("schema") or ""), "organisation") if query.get("schema") else "",
            date_of_birth=str(query.get("dob") or query.get("birthDate") or ""),
            country=str(query.get("country") or "").upper()[:2],
            imo=str(query.get("imo") or query.get("imoNumber") or ""),
        )
        return [(h.entry_id, h.score) for h in self.matcher.screen(asked, limit=limit)]

    def compare(self, a: str, b: str, schema: str = "") -> float:  # noqa: ARG002 - the harness gives it
        """How alike two names are, without a list behind them; every word weighs the same."""
        scripts = script(a), script(b)
        pairs = product(as_asked(a), readings(b))
        return max(
            (calibrated(align(x, y, lambda _token: 1.0, scripts=scripts).score) for x, y in pairs),
            default=0.0,
        )


def listed(entity: Mapping[str, Any]) -> ListedParty:
    """A row of `lists.jsonl` as a listed party."""
    strong = [*entity.get("names", ()), *entity.get("aliases", ())]
    imo = entity.get("imo") or ()
    numbers = [imo] if isinstance(imo, str) else list(imo)
    return ListedParty(
        list=str(entity.get("list") or ""),
        entry_id=str(entity["id"]),
        kind=_KINDS.get(str(entity.get("schema")), "organisation"),
        names=(
            *(ListedName(str(n)) for n in strong if n),
            *(ListedName(str(n), "weak") for n in entity.get("weak", ()) if n),
        ),
        dates_of_birth=tuple(str(d) for d in entity.get("dob") or () if d),
        identifiers={"imo": tuple(str(n) for n in numbers if n)} if numbers else {},
    )
