"""The demonstration State: fictional people, companies, cases and declarations, made by the product's own use cases."""

import hashlib
import json
import os
import secrets
from collections.abc import Callable, Mapping
from decimal import Decimal
from importlib.resources import files
from pathlib import Path
from typing import Any

from django.conf import settings

from stratrade.apps.accounts import queries as accounts
from stratrade.apps.accounts import services as account_services
from stratrade.apps.accounts.access import SYSTEM
from stratrade.apps.casework import queries as casework
from stratrade.apps.casework.services import apply, assess, decide, draft, refer, triage
from stratrade.apps.enforcement.services import act, declare
from stratrade.apps.licences import queries as licences
from stratrade.apps.parties import services as parties
from stratrade.apps.screening import services as screening
from stratrade.engines.matching.model import ListedName, ListedParty, written
from stratrade.interfaces.exchange import canonical
from stratrade.interfaces.jobs import demonstrate_measures, demonstrate_rulings, demonstrate_treaties
from stratrade.interfaces.jobs import demonstrate_screening as screened
from stratrade.kernel import yamltext

Tell = Callable[[str], None]
STAGES = (
    "draft",
    "submitted",
    "assessment",
    "consultation",
    "consolidation",
    "decision",
    "granted",
    "refused",
)
"""How far a case of the seed is taken; `returned` and `withdrawn` leave the road earlier."""


def build(tell: Tell) -> None:
    """Fill a data folder that is marked as a demonstration; one that is filled already is left alone."""
    if accounts.by_email("exporter@demo.example") is not None:
        return
    seed = _seed()
    tell("Building the demonstration State (fictional people, companies and cases)…")
    people = _people(seed["people"])
    _watchlist(seed["watchlist"])
    companies = {row["key"]: _company(row, people) for row in seed["companies"]}
    for number, row in enumerate(seed["cases"], start=1):
        tell(f"  case {number} of {len(seed['cases'])}")
        _Story(row, people, companies).tell()
    for number, row in enumerate(seed["declarations"], start=1):
        if number % 10 == 0 or number == len(seed["declarations"]):
            tell(f"  declaration {number} of {len(seed['declarations'])}")
        _declare(row, people)
    screened.tell(seed, people, companies)
    tell("  products and rulings")
    demonstrate_rulings.add_products(seed["products"], people)
    demonstrate_rulings.tell_rulings(seed["rulings"], people)
    tell("  approvals, rules, concerns")
    demonstrate_measures.build(people)
    tell("  treaty declarations")
    demonstrate_treaties.build(people)


def _watchlist(row: Mapping[str, Any]) -> None:
    """A list of nobody, in two editions, so that what changed can be seen; before the cases, which it touches."""
    for entries in row["editions"]:
        found = [
            ListedParty(
                "NATIONAL",
                one["id"],
                one["kind"],
                tuple(ListedName(name) for name in one["names"]),
                tuple(one.get("dates_of_birth", ())),
                tuple(one.get("nationalities", ())),
                {kind: tuple(values) for kind, values in one.get("identifiers", {}).items()},
                addresses=tuple(one.get("addresses", ())),
            )
            for one in entries
        ]
        digest = hashlib.sha256("\n".join(map(written, found)).encode()).hexdigest()
        screening.adopt(
            "NATIONAL", found, digest, names=row["names"], publisher=row["names"]["en"], by=SYSTEM
        )


def password() -> str:
    """What the demonstration users sign in with: from the environment, else kept in the data folder (mode 0600)."""
    given = os.environ.get("STRATRADE_DEMO_PASSWORD")
    if given:
        return given
    path = Path(settings.STRATRADE_HOME) / "demo-password"
    if not path.exists():
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as out:
            out.write(secrets.token_urlsafe(12))
    return path.read_text(encoding="ascii").strip()


def _seed() -> Any:
    path = files("stratrade") / "data" / "packs" / settings.STRATRADE_PACK / "demonstration.yaml"
    return yamltext.read(path.read_text(encoding="utf-8"))


def _people(rows: list[Mapping[str, Any]]) -> dict[str, Any]:
    word = password()
    return {
        row["key"]: account_services.create_user(
            email=f"{row['key']}@demo.example",
            name=row["name"],
            name_native=row.get("native", ""),
            role=row["role"],
            agency=accounts.agency(row["agency"]) if row.get("agency") else None,
            language=row.get("language", "en"),
            password=word if row.get("signs_in", True) else None,
            demonstration=True,
            by=SYSTEM,
        )
        for row in rows
    }


def _company(row: Mapping[str, Any], people: Mapping[str, Any]) -> str:
    party = parties.register(
        {k: row[k] for k in ("name", "native_name", "country", "address") if k in row},
        identifiers={"tax": row["tax"]},
        kind="ORGANISATION",
        by=SYSTEM,
    )
    for key in row.get("members", ()):
        parties.add_member(party.public_id, people[key], by=SYSTEM)
    return str(party.public_id)


class _Story:
    """One case, told as far as its stage says.

    Args:
        row: what the seed says of it.
        people: users by key.
        companies: public ids by key.
    """

    def __init__(
        self, row: Mapping[str, Any], people: Mapping[str, Any], companies: Mapping[str, str]
    ) -> None:
        self.row = row
        self.people = people
        self.companies = companies
        self.exporter = people[row.get("by", "exporter")]
        self.case: Any = None

    def tell(self) -> None:
        """Go through the stages in order and stop where the seed says."""
        stage = self.row["stage"]
        self._draft()
        if stage == "draft":
            return
        self._submit()
        if stage == "withdrawn":
            apply.withdraw(self._id, reason=self.row["reason"], version=None, by=self.exporter)
            return
        if stage == "returned":
            triage.send_back(self._id, reason=self.row["reason"], version=None, by=self.people["officer"])
            return
        road: dict[str, Callable[[], None]] = {
            "assessment": self._assess,
            "consultation": self._refer,
            "consolidation": self._answer,
            "decision": self._propose,
            "granted": self._decide,
            "refused": self._decide,
        }
        if stage == "submitted":
            return
        for step, do in road.items():
            if step == "refused" and stage != "refused":
                continue
            if step == "granted" and stage == "refused":
                continue
            do()
            if step == stage:
                return

    @property
    def _id(self) -> Any:
        assert self.case is not None  # noqa: S101 - the draft comes first
        return self.case.public_id

    def _draft(self) -> None:
        row = self.row
        self.case = draft.start(
            kind=row.get("kind", "individual_export"),
            activity=row.get("activity", "export"),
            title=row["title"],
            by=self.exporter,
        )
        names = ("destination", "end_use", "purpose", "end_user_type")
        draft.describe(self._id, {n: row[n] for n in names if n in row}, version=None, by=self.exporter)
        for item in row["items"]:
            fields = {
                "value": Decimal(str(item["value"])) if "value" in item else None,
                "currency": "USD",
                "claimed_entry": item.get("claimed", ""),
                "hs": str(item.get("hs", "")),
                "cas": item.get("cas", ""),
                "concentration_pct": Decimal(str(item["pct"])) if "pct" in item else None,
            }
            draft.put_item(
                self._id,
                draft.ItemFields(
                    description=item["description"],
                    quantity=Decimal(str(item["quantity"])),
                    unit=item["unit"],
                    **fields,
                ),
                version=None,
                by=self.exporter,
            )
        for party in row["parties"]:
            draft.put_party(self._id, **party, version=None, by=self.exporter)

    def _submit(self) -> None:
        apply.submit(self._id, declared_by=self.exporter.name, version=None, by=self.exporter)

    def _assess(self) -> None:
        officer = self.people["officer"]
        triage.accept(self._id, version=None, by=officer)
        for number, item in enumerate(self.row["items"], start=1):
            assess.rate(
                self._id,
                number,
                item.get("entry", "NOT_LISTED"),
                reason="As the data sheet shows.",
                version=None,
                by=officer,
            )

    def _refer(self) -> None:
        refer.refer(
            self._id,
            self.row["agencies"],
            question="Do you object to this export, and on what conditions would you agree?",
            version=None,
            by=self.people["officer"],
        )

    def _answer(self) -> None:
        positions = self.row.get("positions", {})
        for code in self.row["agencies"]:
            reviewer = self.people[f"reviewer.{code.lower()}"]
            referral = next(r for r in casework.referrals_for(reviewer) if r.case.public_id == self._id)
            said = positions.get(
                code, {"position": "NO_OBJECTION", "reason": "Nothing known against the end user."}
            )
            refer.answer(referral.public_id, **said, version=None, by=reviewer)

    def _propose(self) -> None:
        decide.propose(
            self._id,
            "REFUSE" if self.row["stage"] == "refused" else "GRANT",
            reason=self.row.get(
                "reason", "The agencies do not object; the end use is plausible for the quantity."
            ),
            conditions=self.row.get("conditions", []),
            version=None,
            by=self.people["officer"],
        )

    def _decide(self) -> None:
        decide.decide(self._id, version=None, by=self.people["head"])


def _declare(row: Mapping[str, Any], people: Mapping[str, Any]) -> None:
    content = {k: v for k, v in row.items() if k not in {"then", "licence_of"}}
    if "licence_of" in row:
        found = (v for v in licences.page(for_=people["officer"]) if row["licence_of"] in v.end_use)
        licence = next(found, None)
        if licence is not None:
            for item in content["items"]:
                item["licences"] = [licence.reference]
    raw = json.dumps(content, ensure_ascii=False, default=str).encode()
    answer = declare.judge(
        canonical.parse(raw),
        raw=raw,
        media_type="application/json",
        key=f"demonstration-{hashlib.sha256(raw).hexdigest()[:24]}",
        by=people["customs"],
    )
    for step in row.get("then", ()):
        _then(step, answer["id"], people)


def _then(step: Mapping[str, str], public_id: Any, people: Mapping[str, Any]) -> None:
    match step["do"]:
        case "hold":
            act.hold(public_id, reason=step["reason"], version=None, by=people["customs"])
        case "release":
            act.release(public_id, reason=step["reason"], version=None, by=people["supervisor"])
        case "exit":
            act.confirm_exit(public_id, by=people["customs"])
        case "cancel":
            act.cancel(public_id, reason=step["reason"], by=people["supervisor"])
        case "report":
            act.report(
                public_id,
                finding=step["finding"],
                examined=True,
                item=1,
                evidence=step["reason"],
                by=people["customs"],
            )
