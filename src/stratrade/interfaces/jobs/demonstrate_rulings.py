"""Products and rulings of the demonstration State, in every standing, made by the product's own use cases."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from stratrade.apps.classification.services import ProductFields, add_product, bench, decide, rulings
from stratrade.apps.enforcement import queries as enforcement

_ASKED = ("question", "activity", "destination", "end_use")
_GOODS = ("name", "maker", "model", "hs", "cas", "answers")
_STAGES = ("draft", "submitted", "assessing", "asked", "proposed", "answered")
_MONTHS = 24


def add_products(rows: list[Mapping[str, Any]], people: Mapping[str, Any]) -> None:
    """Enter the products of the seed in the libraries of their companies."""
    for row in rows:
        known = {name: row[name] for name in _GOODS if name in row and name != "name"}
        fields = ProductFields(name=row["name"], description=row["description"], **known)
        add_product(fields, by=people[row["by"]])


def tell_rulings(rows: list[Mapping[str, Any]], people: Mapping[str, Any]) -> None:
    """Take each request as far as its stage says."""
    by_key: dict[str, UUID] = {}
    for row in rows:
        by_key[row.get("key", row["title"])] = _tell(row, people, by_key)


def _tell(row: Mapping[str, Any], people: Mapping[str, Any], by_key: Mapping[str, UUID]) -> UUID:
    asker, officer = people[row.get("by", "exporter")], people["officer"]
    request = _asked(row, asker)
    stage, key = row["stage"], request.public_id
    if stage == "withdrawn":
        rulings.withdraw(key, reason=row["reason"], version=None, by=asker)
        return key
    if stage == "rejected":
        bench.reject(key, reason=row["reason"], version=None, by=officer)
        return key
    if _STAGES.index("answered" if stage == "revoked" else stage) < _STAGES.index("assessing"):
        return key
    bench.take(key, version=None, by=officer)
    if stage == "asked":
        bench.inquire(key, text=row["ask"]["text"], number=row["ask"]["item"], version=None, by=officer)
    if stage in {"proposed", "answered", "revoked"}:
        _propose(row, key, officer, by_key)
    if stage in {"answered", "revoked"}:
        decide.approve(key, version=None, by=people["head"])
    if stage == "revoked":
        decide.revoke(key, reason=row["reason"], version=None, by=people["head"])
    return key


def _asked(row: Mapping[str, Any], asker: Any) -> Any:
    fields = rulings.RulingFields(row["kind"], row["title"], **{n: row[n] for n in _ASKED if n in row})
    if "declared" in row:
        declared = enforcement.visible(asker).filter(number=row["declared"]).first()
        about = f"{declared.subject}/1" if declared is not None else ""
        return rulings.ask_about(
            fields, _goods(row["items"][0]), about=about, about_label=row["title"], by=asker
        )
    request = rulings.start(fields, by=asker)
    for item in row["items"]:
        rulings.put_goods(request.public_id, _goods(item), version=None, by=asker)
    if row["stage"] != "draft":
        rulings.submit(request.public_id, version=None, by=asker)
    return request


def _goods(item: Mapping[str, Any]) -> rulings.GoodsFields:
    known = {name: item[name] for name in _GOODS if name in item}
    return rulings.GoodsFields(description=item["description"], **known)


def _propose(row: Mapping[str, Any], key: UUID, officer: Any, by_key: Mapping[str, UUID]) -> None:
    for number, item in enumerate(row["items"], start=1):
        bench.find(key, [number], entry=item["entry"], reason=item["reason"], version=None, by=officer)
    bench.propose(
        key,
        reply=row["reply"],
        valid_months=_MONTHS,
        no_licence_letter=row.get("letter", False),
        replaces=by_key.get(row.get("replaces", "")),
        version=None,
        by=officer,
    )
