"""National data from confirmed customs declarations: what counts, what is asked, what an answer does."""

import re
from decimal import Decimal
from html import unescape

import pytest
from django.test import Client

from stratrade.apps.accounts.access import AccessDenied
from stratrade.apps.accounts.clock import today
from stratrade.apps.audit import queries as trail
from stratrade.apps.nation import national_data, queries
from stratrade.apps.nation.services import figures
from stratrade.apps.nation.services.steps import Refused

TEA, TDG = "102-71-6", "111-48-8"


@pytest.fixture
def totals(people):
    def of(cas):
        found = national_data.totals(today().year, for_=people["focal"])
        return {t.activity.value: t for t in found if t.cas == cas}

    return of


def test_only_what_crossed_counts_and_every_line_leads_to_its_declaration(crossing, totals):
    gone = crossing("X-1", "EX", TDG, "1200.5", "98")
    crossing("X-2", "EX", TDG, "500", "98", then="cancel")
    crossing("X-3", "EX", TDG, "700", "98", then="wait")
    crossing("X-4", "TR", TDG, "900", "98", country="LA")
    crossing("M-5", "IM", TDG, "300", "30", country="SG")
    crossing("X-6", "EX", "", "50", text="Office chairs")
    found = totals(TDG)
    export = found["export"]
    assert (export.grams, export.declarable) == (Decimal(1_176_490), True)  # 1200500 x 0.98
    assert [(s.country, s.grams) for s in export.splits] == [("TH", Decimal(1_176_490))]
    said = {line.movement.reference: line.finding.code.rpartition(".")[2] for line in export.lines}
    assert said == {"KHSHV/X-1, 1": "counted", "KHSHV/X-2, 1": "cancelled", "KHSHV/X-3, 1": "not_moved"}
    assert next(line for line in export.lines if line.grams).movement.link == gone["id"]
    assert [line.finding.code for line in found["transit"].lines] == ["obligations.line.transit"]
    assert (found["import"].grams, found["import"].lines[0].movement.partner) == (0, "SG")


def test_missing_share_is_a_question_until_somebody_shows_the_paper(crossing, totals, people):
    crossing("M-1", "IM", TEA, "40000", text="TRIETHANOLAMINE 99% DRUMS", country="MY")
    before = totals(TEA)["import"]
    assert (before.grams, before.declarable) == (0, None)
    (line,) = before.open_lines
    assert national_data.suggested_share(line.movement.text) == 99
    year, key = today().year, line.movement.key
    with pytest.raises(AccessDenied):
        figures.answer_line(key, year, pct=Decimal(99), evidence="Data sheet", by=people["reviewer"])
    for pct, evidence, code in ((101, "x", "unfit"), (99, " ", "evidence_missing")):
        with pytest.raises(Refused) as refused:
            figures.answer_line(key, year, pct=Decimal(pct), evidence=evidence, by=people["focal"])
        assert refused.value.finding.code == f"nation.figures.{code}"
    figures.answer_line(key, year, pct=Decimal("98.5"), evidence="Data sheet", by=people["focal"])
    after = totals(TEA)["import"]
    assert (after.grams, after.declarable, after.open_lines) == (Decimal(39_400_000), True, ())
    figures.answer_line(key, year, pct=Decimal(70), evidence="Laboratory", by=people["focal"])
    assert totals(TEA)["import"].grams == 28_000_000
    told = [row.payload["before"] for row in trail.of_subject("nation.figures:lines")]
    assert told == ["", "98.5"]


def test_figures_are_hidden_from_agencies_without_a_part(crossing, people):
    crossing("M-1", "IM", TEA, "40000", "99", country="MY")
    year = today().year
    assert national_data.totals(year, for_=people["reviewer"])
    for who in ("outsider", "health", "minister", "customs", "auditor"):
        assert national_data.totals(year, for_=people[who]) == (), who


def test_own_and_partner_figures_are_compared_and_explained(crossing, people):
    crossing("M-1", "IM", TEA, "40000", "99", country="MY")
    year, focal = today().year, people["focal"]
    rows = [
        figures.TheirFigure(year, TEA, "export", "MY", Decimal(52_000_000)),
        figures.TheirFigure(year, TDG, "export", "MY", Decimal(2_000)),
    ]
    figures.enter_partner(rows, source="Letter 7", file="figures.csv", by=focal)
    found = {row.cas: row for row in national_data.comparisons(year, for_=focal)}
    assert (found[TEA].own, found[TEA].theirs, found[TEA].flagged) == (39_600_000, 52_000_000, False)
    assert (found[TDG].own, found[TDG].flagged) == (0, True)
    told = figures.explain(year, TDG, "import", "MY", reason="Arrived next year", by=focal)
    assert told.explained_by == focal
    with pytest.raises(Refused):
        figures.explain(year, TDG, "export", "MY", reason="x", by=focal)


def test_explanation_stays_with_a_figure_that_comes_again_and_goes_with_one_that_changed(people):
    year, focal = today().year, people["focal"]

    def told(tea, tdg):
        rows = [figures.TheirFigure(year, c, "export", "MY", Decimal(g)) for c, g in ((TEA, tea), (TDG, tdg))]
        figures.enter_partner(rows, source="Letter 7", file="figures.csv", by=focal)
        found = {row.cas: row for row in queries.partner_figures(year, for_=focal)}
        return [(found[c].explanation, found[c].explained_by) for c in (TEA, TDG)]

    told(52, 20)
    for cas in (TEA, TDG):
        figures.explain(year, cas, "import", "MY", reason="Arrived next year", by=focal)
    assert told(52, 21) == [("Arrived next year", focal), ("", None)]


def test_figures_are_entered_only_by_agencies_with_a_part(people, totals):
    health = people["health"]
    health.role = "focal"
    health.save()
    row = figures.OwnFigure(today(), "processing", TDG, Decimal(2_000_000), Decimal(99), "Return 1")
    theirs = figures.TheirFigure(today().year, TDG, "export", "MY", Decimal(2_000))
    with pytest.raises(AccessDenied):
        figures.enter_own([row], file="own.csv", by=health)
    with pytest.raises(AccessDenied):
        figures.enter_partner([theirs], source="Letter 7", file="figures.csv", by=health)
    assert not totals(TDG)
    assert not national_data.comparisons(today().year, for_=people["focal"])


def test_own_record_counts_once_and_needs_a_known_site(people, totals):
    focal = people["focal"]
    row = figures.OwnFigure(today(), "processing", TDG, Decimal(2_000_000), Decimal(99), "Return 1")
    assert figures.enter_own([row, row], file="own.csv", by=focal) == 1
    assert figures.enter_own([row], file="own.csv", by=focal) == 0
    assert totals(TDG)["processing"].grams == 1_980_000
    other = figures.OwnFigure(today(), "processing", TDG, Decimal(1), None, "Return 2", facility="Nowhere")
    with pytest.raises(Refused) as refused:
        figures.enter_own([other], file="own.csv", by=focal)
    assert refused.value.finding.params == {"site": "Nowhere"}


def test_a_total_leads_to_each_paper_behind_it(people, crossing, settings):
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}
    crossing("D-1", "IM", "102-71-6", "31000", "99", country="MY")
    crossing("D-2", "IM", "107-44-8", "0.001", "100")
    client = Client()
    client.force_login(people["focal"])
    page = client.get("/nation/chemicals/102-71-6/import/").content.decode()
    address = unescape(re.search(r'href="(/nation/chemicals/line/[^"]+)"[^>]*>KHSHV/D-1', page)[1])
    line = client.get(address).content.decode()
    assert "31,000,000 g of goods at 99 % hold 30,690,000 g" in line
    for told in ("Fictional Drums", "Malaysia", "31,000,000 g", "99 %", "Crossing confirmed"):
        assert told in line
    assert "/customs/declarations/" not in line
    first = re.search(
        r'href="(/nation/chemicals/line/[^"]+)"[^>]*>KHSHV/D-2',
        client.get("/nation/chemicals/").content.decode(),
    )
    assert client.get(unescape(first[1])).status_code == 200
    client.force_login(people["outsider"])
    assert client.get(address).status_code == 404
