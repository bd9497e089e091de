"""What records fill into declarations: sites over three years, places of use of licences, trade in agents."""

import datetime as dt
import json
from decimal import Decimal

import pytest
from django.utils import timezone

from stratrade.apps.accounts.clock import today
from stratrade.apps.casework.models import Case, CaseParty
from stratrade.apps.enforcement.models import Declaration, Item
from stratrade.apps.licences.models import Licence, Line
from stratrade.apps.nation import snapshot
from stratrade.apps.nation.models import Declaration as Treaty
from stratrade.apps.nation.services import draft, facilities, figures
from stratrade.apps.parties.models import Party
from stratrade.engines.verdict import record as records
from stratrade.interfaces.exchange import canonical

TDG = "111-48-8"


def section(people, row, name):
    taken = snapshot.take(row, for_=people["focal"])
    return next(s for s in taken["sections"] if s["id"] == name)["rows"]


def test_sites_of_schedule_2_look_back_three_years_and_ahead_one(people):
    focal, year = people["focal"], today().year
    for name in ("First Works", "Second Works", "Third Works"):
        fields = facilities.FacilityFields("SCHEDULE_2", name, "Sample Province")
        facilities.register(fields, agency="MISTI", by=focal)
    own = [
        (year - 2, "First Works", 1_200_000, 100),  # 1.2 t: above 1 t
        (year, "First Works", 300_000, 50),  # 0.15 t of the chemical
        (year - 3, "Second Works", 5_000_000, 100),  # four calendar years back
        (year - 1, "Second Works", 1_900_000, 50),  # 0.95 t
    ]
    figures.enter_own(
        [
            figures.OwnFigure(
                dt.date(on, 6, 1),
                "consumption",
                TDG,
                Decimal(grams),
                Decimal(pct),
                f"Return {n}",
                facility=site,
            )
            for n, (on, site, grams, pct) in enumerate(own)
        ],
        file="own.csv",
        by=focal,
    )
    ahead = draft.start("CWC_S2_ANTICIPATED", period=str(year + 1), by=focal)
    planned = {
        "cas": TDG,
        "name": "Thiodiglycol",
        "activity": "processing",
        "amount": "2",
        "site": "Third Works",
    }
    draft.add_row(ahead.public_id, "planned", planned, version=None, by=focal)
    row = draft.start("CWC_S2_PAST", period=str(year), by=focal)
    assert [
        (r["name"], r["place"], r["activity"], r["amount"], r["unit"], r["note"])
        for r in section(people, row, "sites")
    ] == [
        ("First Works", "Sample Province", "consumption", "0.15", "TNE", str(year - 2)),
        ("Third Works", "Sample Province", "processing", "0", "TNE", f"{year + 1}: 2 TNE"),
    ]


@pytest.fixture
def licensed(people):
    """licensed("EXP-1", "0A001.a") is a licence with the case whose end user it names."""

    def make(reference, entry, destination="TH"):
        holder, _fresh = Party.objects.get_or_create(name="Sample Works", country="KH", status="REGISTERED")
        case = Case.objects.create(
            kind="individual_export",
            activity="export",
            applicant=holder,
            title="Sample",
            destination=destination,
            created_by=people["focal"],
            created_at=timezone.now(),
        )
        address = "1 Reactor Road, Ongkharak"
        CaseParty.objects.create(
            case=case, role="END_USER", name="Sample Institute", address=address, country=destination
        )
        licence = Licence.objects.create(
            reference=reference,
            kind="individual_export",
            activity="export",
            case_subject=case.subject,
            holder=holder,
            holder_name=holder.name,
            consignee_name="Sample Forwarder",
            end_user_name="Sample Institute",
            destination=destination,
            end_use="Teaching reactor",
            valid_from=today(),
            valid_to=today() + dt.timedelta(days=90),
            legal_basis="None",
            issued_at=timezone.now(),
            issued_by=people["head"],
        )
        Line.objects.create(
            licence=licence,
            number=1,
            entry=entry,
            description="Sample goods",
            quantity=Decimal(10),
            ceiling=Decimal(10),
            committed=Decimal(4),
            unit="KGM",
        )
        return licence

    return make


def left(people, number, entry, licence=""):
    """A declaration of nuclear goods that has left, under a licence or under none."""
    item = {"number": 1, "description": "Sample goods", "hs": "840140", "quantity": "4", "unit": "KGM"}
    message = canonical.parse(
        json.dumps(
            {
                "office": "KHSHV",
                "number": number,
                "regime": "EX",
                "destination": "TH",
                "parties": [{"role": "exporter", "name": "Sample Works", "country": "KH"}],
                "items": [item],
            }
        ).encode()
    )
    now = timezone.now()
    row = Declaration.objects.create(
        office="KHSHV",
        number=number,
        revision=1,
        regime="EX",
        destination="TH",
        status="EXITED",
        lane="release",
        mode="binding",
        content=records.dump(message),
        sha256="0" * 64,
        editions={},
        engine_version="0",
        judged_at=now,
        exited_at=now,
        received_by=people["customs"],
    )
    Item.objects.create(
        declaration=row,
        substances=[entry.split(".")[0]],
        number=1,
        description="Sample goods",
        lane="release",
        entries=[{"entry": entry.partition(".")[0], "paragraph": entry, "status": "met"}],
        licences=[{"reference": licence, "line": 1, "line_id": 0}] if licence else [],
    )


def test_annex_2_report_takes_the_place_of_use_from_the_licence(people, licensed):
    licensed("EXP-N-1", "0A001.a")
    left(people, "N-1", "0A001.a", "EXP-N-1")
    left(people, "N-2", "0A001.a")
    quarter = f"{today().year}-Q{(today().month + 2) // 3}"
    row = Treaty(kind="AP_ANNEX_II", period=quarter, content={}, due_on=today())
    first, second = section(people, row, "exports")
    assert first["paper"] == "KHSHV/N-1, 1"
    assert first["place"] == "Sample Institute, 1 Reactor Road, Ongkharak, Thailand"
    assert first["purpose"] == "Teaching reactor"
    assert (second["place"], second["purpose"]) == ("", "")


def test_form_e_names_the_licences_of_the_year_for_agents(people, licensed):
    licensed("EXP-B-1", "1C351.d.1", destination="VN")
    licensed("EXP-B-2", "1C350.1")
    row = Treaty(kind="BWC_CBM", period=str(today().year), content={}, due_on=today())
    (line,) = section(people, row, "E_TRADE")
    assert (line["paper"], line["country"], line["amount"], line["gone"]) == ("EXP-B-1", "VN", "10", "4")
