"""Whom a case names: for screening when it is handed in, and whenever a list changes."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from stratrade.apps.casework.models import Case
from stratrade.apps.licences import queries as licences
from stratrade.apps.parties import services as parties
from stratrade.apps.screening import services as screening

OPEN = (
    Case.Status.SUBMITTED,
    Case.Status.ASSESSMENT,
    Case.Status.CONSULTATION,
    Case.Status.CONSOLIDATION,
    Case.Status.DECISION,
    Case.Status.RETURNED,
)
"""Cases that have been handed in and are not decided."""


_KINDS = {"VESSEL": "vessel", "SIGNATORY": "person"}


def subjects(case: Case) -> list[screening.Subject]:
    """Everybody in the dossier, in every role and every name they are given."""
    found = list(_applicant(case))
    if case.responsible_person:
        found.append(screening.Subject("responsible_person", case.responsible_person, kind="person"))
    for party in case.parties.all():
        subject = screening.Subject(
            role=party.role.lower(),
            name=party.name,
            country=party.country,
            identifier=party.identifier,
            kind=_KINDS.get(party.role, ""),
            address=party.address,
        )
        found.append(subject)
        if party.native_name:
            found.append(replace(subject, name=party.native_name))
    return found


def _applicant(case: Case) -> Iterator[screening.Subject]:
    applicant = case.applicant
    for name in dict.fromkeys((applicant.name, applicant.native_name, applicant.trade_name)):
        if name:
            yield screening.Subject("applicant", name, applicant.country, address=applicant.address)


_PARTY_KINDS = {"VESSEL": "VESSEL", "SIGNATORY": "PERSON"}


def named(case: Case) -> list[parties.Named]:
    """Everybody in the dossier, for their records."""
    applicant = case.applicant
    found = [parties.Named("applicant", applicant.name, public_id=str(applicant.public_id))]
    others = (
        parties.Named(
            party.role.lower(),
            party.name,
            party.country,
            party.identifier,
            party.native_name,
            party.address,
            kind=_PARTY_KINDS.get(party.role, "UNKNOWN"),
        )
        for party in case.parties.all()
    )
    return [*found, *others]


def matters(case: Case, role: str) -> list[screening.Matter]:
    """The goods of a dossier, and what is to be paid for them by whom."""
    found = [
        screening.Matter(
            "GOODS", item.number, item.description, role, item.quantity, item.unit, item.value, item.currency
        )
        for item in case.items.all()
    ]
    worth: dict[str, Decimal] = {}
    for item in case.items.all():
        if item.value is not None:
            worth[item.currency] = worth.get(item.currency, Decimal(0)) + item.value
    payers = [p.name for p in case.parties.all() if p.role in {"PAYER", "FINANCIER"}]
    through = ", ".join(payers) or next((p.name for p in case.parties.all() if p.role == "CONSIGNEE"), "")
    found += [
        screening.Matter("PAYMENT", number, through, role, value=value, currency=currency)
        for number, (currency, value) in enumerate(sorted(worth.items()), start=1)
    ]
    return found


def stored() -> Iterator[screening.Stored]:
    """Every open case with whom it names, and every live licence with whom the case named it was granted on."""
    rows = Case.objects.select_related("applicant").prefetch_related("parties").order_by("pk")
    for case in rows.filter(status__in=OPEN):
        yield screening.Stored(case.subject, tuple(subjects(case)))
    granted = dict(licences.live().order_by("pk").values_list("public_id", "case_subject"))
    cases = {case.subject: case for case in rows.filter(status=Case.Status.GRANTED)}
    for licence, subject in granted.items():
        if subject in cases:
            yield screening.Stored(f"licences.licence:{licence}", tuple(subjects(cases[subject])))
