"""The ceiling of Schedule 1: one tonne held, one tonne acquired in a year, from customs and own records to the gram."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from stratrade.apps.accounts.clock import today
from stratrade.apps.enforcement.models import Declaration
from stratrade.apps.measures import accounts
from stratrade.apps.nation.services import figures

SARIN, MUSTARD = "107-44-8", "505-60-2"


def held():
    found = accounts.schedule_1(today())
    return found.holding_g, found.acquired_g


def own(people, paper, activity, grams, *, cas=SARIN, on=None):
    figure = figures.OwnFigure(
        paper=paper,
        on=on or today(),
        activity=activity,
        cas=cas,
        mass_g=Decimal(grams),
        concentration_pct=Decimal(100),
    )
    figures.enter_own([figure], file="own.csv", by=people["focal"])


def findings(answer):
    return {f["code"]: f["params"] for item in answer["items"] for f in item["findings"]}


def test_account_counts_what_came_in_was_made_went_out_and_was_used_up(people, crossing):
    assert held() == (0, 0)
    crossing("H-1", "IM", SARIN, "0.5", "50")  # 250 g of the chemical
    crossing("H-2", "IM", MUSTARD, "0.001")  # no share stated: counts whole
    crossing("H-3", "IM", SARIN, "9", "100", then="wait")
    crossing("H-4", "TR", SARIN, "9", "100")
    crossing("H-5", "IM", "102-71-6", "9", "100")  # Schedule 3
    assert held() == (251, 251)
    own(people, "P-1", "production", "100.5")
    own(people, "P-2", "production", "40", on=dt.date(today().year - 1, 7, 1))
    own(people, "C-1", "consumption", "50.25")
    crossing("H-6", "EX", SARIN, "0.1", "100")
    assert held() == (Decimal("241.25"), Decimal("351.5"))
    without = accounts.schedule_1(today(), without="KHSHV/H-1")
    assert without.acquired_g == Decimal("101.5")


@pytest.mark.parametrize(
    ("kg", "code", "status"),
    [
        ("100.001", "cwc.schedule1.ceiling", "HELD"),
        ("100", "cwc.schedule1.near_ceiling", ""),
        ("0.001", "cwc.schedule1.near_ceiling", ""),
    ],
)
def test_import_that_passes_the_ceiling_by_a_gram_is_stopped(people, crossing, kg, code, status):
    own(people, "P-1", "production", "900000", on=dt.date(today().year - 1, 7, 1))
    answer = crossing("L-1", "IM", SARIN, kg, "100", then="wait")
    said = findings(answer)
    assert code in said
    assert Decimal(said[code]["amount"]) == 900000 + Decimal(kg) * 1000
    if status:
        assert Declaration.objects.get(public_id=answer["id"]).lane == "hold"
    else:
        assert "cwc.schedule1.ceiling" not in said


def test_far_below_the_ceiling_nothing_is_said_of_it(people, crossing):
    said = findings(crossing("L-2", "IM", SARIN, "1", "100", then="wait"))
    assert not [code for code in said if "ceiling" in code]


def test_only_imports_of_schedule_1_are_weighed_one_at_a_time(people, crossing):
    def locks(number, regime, cas):
        with CaptureQueriesContext(connection) as asked:
            crossing(number, regime, cas, "1", "100", then="wait")
        return sum("pg_advisory_xact_lock(1540004)" in query["sql"] for query in asked.captured_queries)

    assert locks("K-1", "IM", SARIN) == 1
    assert [locks("K-2", "IM", "102-71-6"), locks("K-3", "EX", SARIN), locks("K-4", "TR", SARIN)] == [0, 0, 0]


def test_acquisitions_of_the_year_have_a_ceiling_of_their_own(people, crossing):
    own(people, "P-1", "production", "999999")
    own(people, "C-1", "consumption", "999999")
    assert held() == (0, 999999)
    assert "cwc.schedule1.ceiling" not in findings(crossing("A-1", "IM", SARIN, "0.001", "100", then="wait"))
    assert "cwc.schedule1.ceiling" in findings(crossing("A-2", "IM", SARIN, "0.002", "100", then="wait"))


def test_page_of_the_national_data_shows_the_account(people, crossing, settings):
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}
    own(people, "P-1", "production", "950000")
    client = Client()
    client.force_login(people["focal"])
    page = client.get("/nation/chemicals/").content.decode()
    assert "near the ceiling" in page
    client.force_login(people["outsider"])
    assert "near the ceiling" not in client.get("/nation/chemicals/").content.decode()
