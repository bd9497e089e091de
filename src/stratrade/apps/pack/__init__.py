"""One State's choices, read from the packaged files without Django and without a database."""

import datetime as dt
import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

import yaml
from jsonschema import Draft202012Validator

from stratrade.apps.pack import measures
from stratrade.engines.determination.rules import Jurisdiction
from stratrade.engines.verdict.rules import Rule
from stratrade.kernel import country, yamltext
from stratrade.kernel.country import Membership, Memberships
from stratrade.kernel.validity import Interval


class PackError(ValueError):
    """A pack that cannot be used: names the file and what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of licence.

    Args:
        target_days: working days in which the State means to decide.
        referral_days: working days an agency has to answer.
        tolerance_pct: how much more than licensed may leave, in per cent.
    """

    code: str
    names: Mapping[str, str]
    activity: str
    application_pattern: str
    licence_pattern: str
    target_days: int
    referral_days: int
    tolerance_pct: Decimal


@dataclass(frozen=True, slots=True)
class Rulings:
    """How rulings are numbered and dated.

    Args:
        pattern: of their references.
        target_days: working days in which the State means to answer.
        valid_months: for how long an answer holds where the officer says nothing else.
        keep_days: for how long a self-assessment of somebody without an account is kept.
    """

    pattern: str = "RUL-{year}-{number:06d}-{check}"
    target_days: int = 20
    valid_months: int = 12
    keep_days: int = 30


@dataclass(frozen=True, slots=True)
class FreezeStep:
    """One agency on the road of a freeze referral.

    Args:
        task: forward, order or report.
        hours: it has from when the referral reaches it.
    """

    agency: str
    task: str
    hours: int


@dataclass(frozen=True, slots=True)
class Sharing:
    """What it is worth that a party shares something with one confirmed to be listed.

    Args:
        weights: address, phone or director -> score of the alert, below that from which a name raises one.
        most: parties that may share a thing before it says nothing, as the address of a business centre does.
    """

    weights: Mapping[str, Decimal] = field(default_factory=dict)
    most: int = 8


@dataclass(frozen=True, slots=True)
class Office:
    """People of a role at an agency."""

    role: str
    agency: str


@dataclass(frozen=True, slots=True)
class Screening:
    """What a State has chosen about parties.

    Args:
        four_eyes_from: score from which a second person must agree.
        trusted_months: longest time on the good-guy list.
        threshold_pct: share from which what listed parties own together is treated as they are.
        denial_months: how long a refusal stays on the list of denials.
        shared: what a shared address, telephone number or director is worth; empty raises nothing.
        freeze_lists: codes of lists whose true matches open a freeze referral.
        freeze_steps: whom it goes to, in order; empty where the State has named nobody.
        release_second: who may agree that a match was an error where one who confirmed it says so; empty where
            only somebody who had no part in the match may release it.
        financial_agency: the financial intelligence unit; empty where there is none.
        financial_hours: it has to answer a reference, and we have to answer one of its own.
    """

    four_eyes_from: Decimal = Decimal("0.95")
    trusted_months: int = 12
    threshold_pct: Decimal = Decimal(50)
    denial_months: int = 36
    shared: Sharing = field(default_factory=Sharing)
    freeze_lists: frozenset[str] = frozenset()
    freeze_pattern: str = "FRZ-{year}-{number:05d}-{check}"
    freeze_steps: tuple[FreezeStep, ...] = ()
    release_second: tuple[Office, ...] = ()
    financial_agency: str = ""
    financial_pattern: str = "FIU-{year}-{number:05d}-{check}"
    financial_hours: int = 72


@dataclass(frozen=True, slots=True)
class Route:
    """Which agency must be asked: entries and destinations as patterns, and why, in English and other languages."""

    entries: str
    destinations: frozenset[str]
    agency: str
    reason: str
    reason_in: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Pack:
    """Everything one State has chosen."""

    id: str
    names: Mapping[str, str]
    zone: str
    languages: tuple[str, ...]
    holidays: frozenset[dt.date]
    mode: str
    kinds: Mapping[str, Kind]
    routes: tuple[Route, ...]
    jurisdiction: Jurisdiction
    rules: tuple[Rule, ...]
    rulings: Rulings = field(default_factory=Rulings)
    screening: Screening = field(default_factory=Screening)
    heading: Mapping[str, Any] = field(default_factory=dict)
    digest: str = ""

    def kind(self, code: str) -> Kind:
        """A kind of licence.

        Raises:
            LookupError: the State offers none of that code.
        """
        if code not in self.kinds:
            raise LookupError(code)
        return self.kinds[code]

    def route(self, *, entries: Sequence[str], destination: str) -> list[tuple[str, str]]:
        """(agency, reason) of every agency that must be asked, each once, in the order of the table."""
        asked: dict[str, str] = {}
        for row in self.routes:
            fits_goods = any(re.match(row.entries, entry) for entry in entries if entry)
            fits_place = not row.destinations or destination in row.destinations
            if fits_goods and fits_place:
                asked.setdefault(row.agency, row.reason)
        return list(asked.items())

    def reason_in(self, reason: str, language: str) -> str:
        """A reason of the routing table in a language; as it is where the table has no words for it."""
        rows = (row.reason_in.get(language) for row in self.routes if row.reason == reason)
        return next((words for words in rows if words), reason)

    def letterhead(self, *, kind: str, refusal: bool = False) -> dict[str, Any]:
        """The names of State, authority and document, for whoever prints one."""
        common = self._common()
        title = self.heading["refusal"] if refusal else self.heading["titles"].get(kind, {})
        names = self.kind(kind).names
        return {
            **common,
            "title_en": title.get("en", names.get("en", kind)),
            "title_km": title.get("km", names.get("km", "")),
        }

    def ruling_head(self, document: str, names: Mapping[str, str]) -> dict[str, Any]:
        """The names of State, authority and document for a letter about goods.

        Args:
            document: "ruling" or "no_licence".
            names: what it is called where the State has not said, by language.
        """
        title = {**names, **self.heading.get(document, {})}
        return {**self._common(), "title_en": title.get("en", ""), "title_km": title.get("km", "")}

    def _common(self) -> dict[str, Any]:
        return {k: v for k, v in self.heading.items() if not isinstance(v, Mapping)}


def ids() -> tuple[str, ...]:
    """The packs that are packaged; those whose name starts with `_` are no State's."""
    return tuple(sorted(p.name for p in _packs().iterdir() if (p / "pack.yaml").is_file()))


@cache
def read(pack: str) -> Pack:
    """A packaged pack.

    Raises:
        PackError: there is none of that id, or a file of it cannot be used.
    """
    folder = _packs() / pack
    if pack not in ids():
        raise PackError(f"no pack {pack!r}; packaged are {', '.join(ids())}")
    texts = {p.name: p.read_text(encoding="utf-8") for p in folder.iterdir() if p.name.endswith(".yaml")}
    texts["sanctions.yaml"] = (_packs() / "_un" / "sanctions.yaml").read_text(encoding="utf-8")
    texts["transfers.yaml"] = (_data() / "cwc" / "transfers.yaml").read_text(encoding="utf-8")
    digest = hashlib.sha256("\0".join(f"{n}\0{texts[n]}" for n in sorted(texts)).encode()).hexdigest()
    content = {name: _yaml(name, text) for name, text in texts.items()}
    try:
        return _build(content, digest)
    except (KeyError, TypeError, ValueError, AttributeError) as problem:
        raise PackError(f"pack {pack}: {type(problem).__name__}: {problem}") from problem


@cache
def sanctions_page() -> Mapping[str, Any]:
    """The measures of the Security Council as this release ships them: `sets`, `people` and `rules`, as YAML reads."""
    page = _yaml("sanctions.yaml", (_packs() / "_un" / "sanctions.yaml").read_text(encoding="utf-8"))
    return dict(page)


@cache
def sanctions_schema(part: str) -> Mapping[str, Any]:
    """The schema of one row of sanctions.yaml, of data/packs/schema.json.

    Args:
        part: rules, sets or people.
    """
    schema = json.loads((_packs() / "schema.json").read_text(encoding="utf-8"))
    found: Mapping[str, Any] = schema["$defs"]["sanctions.yaml"]["properties"][part]["items"]
    return found


def schema_errors(content: Mapping[str, Any]) -> list[str]:
    """What in the files of a pack breaks the published schema (data/packs/schema.json), a line each.

    Args:
        content: file name -> what YAML reads.
    """
    schema = json.loads((_packs() / "schema.json").read_text(encoding="utf-8"))
    plain = json.loads(json.dumps(dict(content), default=str))
    return [
        f"{'/'.join(map(str, wrong.absolute_path))}: {wrong.message[:200]}"
        for wrong in Draft202012Validator(schema).iter_errors(plain)
    ]


@cache
def memberships() -> Memberships:
    """Who is party to which treaty, and since when, from data/countries/treaties.yaml."""
    return Memberships(_accessions())


def accessions(state: str) -> tuple[Membership, ...]:
    """The treaties a State is or was party to, in the order of the file.

    Args:
        state: ISO 3166 alpha-2 code.
    """
    return tuple(row for row in _accessions() if row.country == state)


@cache
def _accessions() -> tuple[Membership, ...]:
    source = files("stratrade") / "data" / "countries" / "treaties.yaml"
    rows: list[Membership] = []
    for treaty, facts in yamltext.read(source.read_text(encoding="utf-8")).items():
        outside = set(facts.get("all_but", ()))
        dates = facts.get("dates", {})
        members = country.codes() - outside if "all_but" in facts else set(dates)
        rows += [
            Membership(treaty, code, Interval(dates.get(code, facts.get("since")), None), facts["source"])
            for code in sorted(members)
        ]
    return tuple(rows)


def _data() -> Traversable:
    return files("stratrade") / "data"


def _packs() -> Traversable:
    return _data() / "packs"


def _yaml(name: str, text: str) -> Any:
    try:
        return yamltext.read(text) or {}
    except yaml.YAMLError as problem:
        raise PackError(f"{name}: {str(problem).splitlines()[0]}") from None


def _build(content: Mapping[str, Any], digest: str) -> Pack:
    page = content["pack.yaml"]
    licensing = content.get("licensing.yaml", {})
    return Pack(
        id=page["id"],
        names=page["names"],
        zone=page["zone"],
        languages=tuple(page["languages"]),
        holidays=frozenset(row["day"] for row in page.get("holidays", ())),
        mode=page.get("mode", "advisory"),
        kinds={row["code"]: _kind(row) for row in licensing.get("kinds", ())},
        routes=tuple(
            Route(
                r["entries"],
                frozenset(r.get("destinations", ())),
                r["agency"],
                r["reason"],
                r.get("reason_in", {}),
            )
            for r in licensing.get("routing", ())
        ),
        jurisdiction=measures.jurisdiction(page, content),
        rules=tuple(Rule.read(row) for row in content.get("rules.yaml", {}).get("rules", ())),
        rulings=Rulings(**licensing.get("rulings", {})),
        screening=_screening(content.get("screening.yaml", {})),
        heading=page.get("heading", {}),
        digest=digest,
    )


def _screening(row: Mapping[str, Any]) -> Screening:
    freeze, financial = row.get("freeze", {}), row.get("financial", {})
    plain = Screening()
    return Screening(
        four_eyes_from=Decimal(str(row.get("four_eyes_from", plain.four_eyes_from))),
        trusted_months=row.get("trusted_months", plain.trusted_months),
        threshold_pct=Decimal(str(row.get("ownership", {}).get("threshold_pct", plain.threshold_pct))),
        denial_months=row.get("denial_months", plain.denial_months),
        shared=_sharing(row.get("shared", {})),
        freeze_lists=frozenset(freeze.get("lists", ())),
        freeze_pattern=freeze.get("pattern", plain.freeze_pattern),
        freeze_steps=tuple(FreezeStep(**step) for step in freeze.get("steps", ())),
        release_second=tuple(Office(**row) for row in freeze.get("release_second", ())),
        financial_agency=financial.get("agency", ""),
        financial_pattern=financial.get("pattern", plain.financial_pattern),
        financial_hours=financial.get("hours", plain.financial_hours),
    )


def _sharing(row: Mapping[str, Any]) -> Sharing:
    weights = {by: Decimal(str(row[by])) for by in ("address", "phone", "director") if by in row}
    return Sharing(weights, row.get("most", Sharing().most))


def _kind(row: Mapping[str, Any]) -> Kind:
    return Kind(
        code=row["code"],
        names=row["names"],
        activity=row["activity"],
        application_pattern=row["application_pattern"],
        licence_pattern=row["licence_pattern"],
        target_days=row["target_days"],
        referral_days=row["referral_days"],
        tolerance_pct=Decimal(str(row.get("tolerance_pct", 0))),
    )
