"""The files of a pack that speak of duties, measures and law, read into what the engines take."""

import datetime as dt
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from stratrade.engines.determination.chemicals import Spoken
from stratrade.engines.determination.rules import (
    Cap,
    CatchAll,
    Duty,
    Embargo,
    Exemption,
    ItemSet,
    Jurisdiction,
    Provision,
    Relief,
    SanctionRule,
)
from stratrade.engines.determination.transfers import TransferRule
from stratrade.kernel.validity import Interval


def jurisdiction(page: Mapping[str, Any], content: Mapping[str, Any]) -> Jurisdiction:
    """What a State has laid down.

    Args:
        page: the content of pack.yaml.
        content: file name -> what YAML reads, with `sanctions.yaml` and `transfers.yaml` of the treaties.
    """
    lists = content.get("lists.yaml", {})
    groups = {name: tuple(codes) for name, codes in lists.get("countries", {}).items()}
    return Jurisdiction(
        id=page["id"],
        duties=tuple(
            Duty(row["goods"], activity, kind, row["goods_class"], row.get("reference", ""))
            for row in lists.get("duties", ())
            for activity, kind in row["activities"].items()
        ),
        catch_all=tuple(_limb(row, groups) for row in lists.get("catch_all", ())),
        sanctions=tuple(sanctions(content["sanctions.yaml"])),
        autonomous=tuple(_autonomous(content)),
        provisions=tuple(_provisions(content.get("law.yaml", {}))),
        reliefs=tuple(_reliefs(lists, groups)),
        invented=tuple(_reliefs(content.get("demonstration-measures.yaml", {}), groups)),
        embargoes=tuple(
            Embargo(row["country"], _interval(row), row["source"]) for row in lists.get("embargoes", ())
        ),
        transfers=tuple(_transfer(row) for row in content["transfers.yaml"]["rules"]),
        spoken=_spoken(content["transfers.yaml"]),
        referrals=page.get("referrals", {}),
        exercise=bool(page.get("exercise", False)),
        needs_provision=bool(page.get("needs_provision", True)),
        zone=page["zone"],
    )


def _autonomous(content: Mapping[str, Any]) -> Iterator[SanctionRule]:
    """The State's own measures, in the form of those of the Council, whose sets and people they may name too."""
    shared, own = content["sanctions.yaml"], content.get("measures.yaml", {"rules": ()})
    page = {name: [*shared.get(name, ()), *own.get(name, ())] for name in ("sets", "people")}
    return sanctions({**page, "rules": own["rules"]}, body="national")


def _interval(row: Mapping[str, Any]) -> Interval:
    return Interval(row.get("from"), row.get("to"))


def _countries(row: Mapping[str, Any], name: str, groups: Mapping[str, tuple[str, ...]]) -> frozenset[str]:
    """Codes, with the names of groups replaced by their countries."""
    return frozenset(code for one in row.get(name, ()) for code in groups.get(one, (one,)))


def _limb(row: Mapping[str, Any], groups: Mapping[str, tuple[str, ...]]) -> CatchAll:
    return CatchAll(
        id=row["id"],
        flags=tuple(row["flags"]),
        uses=tuple(tuple(group) for group in row.get("uses", ())),
        activities=tuple(row["activities"]),
        outcome=row["outcome"],
        reference=row.get("reference", ""),
        goods=row.get("goods", "any"),
        doubt=tuple(row.get("doubt", ())),
        not_to=_countries(row, "not_to", groups),
        interval=_interval(row),
    )


def _reliefs(lists: Mapping[str, Any], groups: Mapping[str, tuple[str, ...]]) -> Iterator[Relief]:
    for kind, name in (("exemption", "exemptions"), ("general", "general_authorisations")):
        for row in lists.get(name, ()):
            yield Relief(
                id=row["id"],
                kind=kind,
                names=row["names"],
                goods=row["goods"],
                activities=tuple(row["activities"]),
                reference=row["reference"],
                source=row["source"],
                but="|".join(row.get("but", ())),
                destinations=_countries(row, "destinations", groups),
                not_to=_countries(row, "not_to", groups),
                flags=tuple(row.get("flags", ())),
                words=tuple(row.get("words", ())),
                bars=tuple(row.get("bars", ())),
                conditions=tuple(row.get("conditions", ())),
                registration=row.get("registration", ""),
                returns=row.get("returns", ""),
                authority=row.get("authority", ""),
                status=row.get("status", "in_force"),
                interval=_interval(row),
                accept=row.get("accept", "officer"),
                late=row.get("late", "refuse"),
                return_days=int(row.get("return_days", 30)),
                suspend_after_days=row.get("suspend_after_days"),
            )


def sanctions(page: Mapping[str, Any], *, body: str = "UNSC") -> Iterator[SanctionRule]:
    """The measures of a sanctions.yaml, or of a measures.yaml, with the sets and people it names.

    Args:
        body: whose measures they are.
    """
    sets = {
        row["id"]: ItemSet(
            id=row["id"],
            document=row.get("document", ""),
            entries=row.get("entries", ""),
            partly=frozenset(row.get("partly", ())),
            hs=tuple(str(p) for p in row.get("hs", ())),
            words=tuple(row.get("words", ())),
            doubtful=tuple(row.get("doubtful", ())),
        )
        for row in page.get("sets", ())
    }
    people = {row["id"]: tuple(row["words"]) for row in page.get("people", ())}
    for row in page["rules"]:
        yield _rule(row, tuple(sets[name] for name in row.get("sets", ())), people, body)


def _rule(
    row: Mapping[str, Any], sets: tuple[ItemSet, ...], people: Mapping[str, tuple[str, ...]], body: str
) -> SanctionRule:
    return SanctionRule(
        id=row["id"],
        regime=row["regime"],
        country=row.get("country", ""),
        direction=row["direction"],
        outcome=row.get("outcome", "prohibited"),
        reference=row["reference"],
        interval=_interval(row),
        source=row["source"],
        begins=instant(row.get("begins")),
        ends=instant(row.get("ends")),
        hs=tuple(str(p) for p in row.get("hs", ())),
        entries=row.get("entries", ""),
        words=tuple(row.get("words", ())),
        uncoded=tuple(row.get("uncoded", ())),
        flags=tuple(row.get("flags", ())),
        sets=sets,
        all_goods=bool(row.get("all_goods", False)),
        targets=tuple(word for name in row.get("targets", ()) for word in people.get(name, (name,))),
        spares=tuple(word for name in row.get("spares", ()) for word in people.get(name, (name,))),
        activities=tuple(row.get("activities", ())),
        exemptions=tuple(_exemption(one) for one in row.get("exemptions", ())),
        approval=row.get("approval", ""),
        switch=row.get("switch", ""),
        standing=row.get("standing", "on"),
        approval_under=row.get("approval_under", ""),
        approval_source=row.get("approval_source", "unverified") if row.get("approval") else "",
        cap=_cap(row["cap"]) if "cap" in row else None,
        unasked=bool(row.get("unasked", False)),
        body=body,
    )


def _cap(row: Mapping[str, Any]) -> Cap:
    month, _, day = str(row.get("starts", "01-01")).partition("-")
    amounts = tuple((Decimal(str(one["quantity"])), str(one["unit"])) for one in (row, *row.get("or", ())))
    return Cap(amounts, (int(month), int(day)), row.get("source", "unverified"))


def _exemption(row: Mapping[str, Any]) -> Exemption:
    return Exemption(
        id=row["id"],
        effect=row["effect"],
        reference=row.get("reference", ""),
        words=tuple(row.get("words", ())),
        flags=tuple(row.get("flags", ())),
        hs=tuple(str(p) for p in row.get("hs", ())),
        origins=tuple(row.get("origins", ())),
        via=bool(row.get("via", False)),
    )


def instant(value: Any) -> dt.datetime | None:
    """An instant of the file; one without a zone is UTC, as YAML reads it."""
    if value is None:
        return None
    read = value if isinstance(value, dt.datetime) else dt.datetime.fromisoformat(str(value))
    return read if read.tzinfo else read.replace(tzinfo=dt.UTC)


def _transfer(row: Mapping[str, Any]) -> TransferRule:
    return TransferRule(
        id=row["id"],
        reference=row["reference"],
        interval=_interval(row),
        source=row["source"],
        limit=Decimal(str(row.get("limit", 0))),
        days=int(row.get("days", 0)),
        grams=Decimal(str(row.get("grams", 0))),
        near_grams=Decimal(str(row.get("near_grams", 0))),
        words=tuple(row.get("words", ())),
        doubtful=tuple(row.get("doubtful", ())),
        outside=tuple(row.get("outside", ())),
        cas=frozenset(row.get("cas", ())),
        contents=tuple(row.get("contents", ())),
        certifiers=tuple(row.get("certifiers", ())),
    )


def _spoken(page: Mapping[str, Any]) -> Spoken:
    names = {cas: tuple(row) for cas, row in page.get("names", {}).items()}
    return Spoken(names, frozenset(page.get("beside", ())))


def _provisions(law: Mapping[str, Any]) -> Iterator[Provision]:
    titles: dict[str, str] = {}
    for instrument in law.get("instruments", ()):
        short = (instrument.get("short") or instrument["title"]).get("en", instrument["code"])
        for article in instrument.get("articles", ()):
            titles[f"{instrument['code']}#{article['number']}"] = f"{short}, {article['number']}"
    for row in law.get("provisions", ()):
        yield Provision(
            act=row["act"],
            activity=row["activity"],
            goods_class=row["goods_class"],
            citation=titles.get(row["article"], row["article"]),
            agency=row["agency"],
            status=row["status"],
            interval=_interval(row),
            source=row["source"],
        )
