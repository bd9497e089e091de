"""Pages of the national authorities: every one of the demonstration State opens, and a declaration goes its way."""

import io
import json
import re
import zipfile
from importlib.resources import files

import pytest
import python_calamine
import yaml
from django.contrib.auth import get_user_model
from django.test import Client
from lxml import etree, html

from stratrade.apps.accounts import queries as accounts
from stratrade.apps.accounts import services as account_services
from stratrade.apps.accounts.access import SYSTEM
from stratrade.apps.accounts.clock import today
from stratrade.apps.audit import queries as trail
from stratrade.apps.law import services as law
from stratrade.apps.lists import services as lists
from stratrade.apps.nation import queries
from stratrade.interfaces.jobs import demonstrate_treaties

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
PEOPLE = {
    "focal": ("focal", "NACW"),
    "reviewer": ("reviewer", "MFAIC"),
    "reviewer.moh": ("reviewer", "MOH"),
    "head": ("head", "NACW"),
    "minister": ("minister", "MND"),
    "auditor": ("auditor", "MEF"),
    "outsider": ("reviewer", "MPTC"),
    "customs": ("customs", "GDCE"),
    "supervisor": ("supervisor", "GDCE"),
}


@pytest.fixture
def browsers(transactional_db, settings):
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}
    folder = files("stratrade") / "data" / "packs" / "kh"
    pages = {n: yaml.safe_load((folder / n).read_text("utf-8")) for n in ("agencies.yaml", "law.yaml")}
    account_services.load_agencies(pages["agencies.yaml"]["agencies"], pack="kh", by=SYSTEM)
    law.load(pages["law.yaml"], pack="kh", by=SYSTEM)
    lists.adopt(lists.load(by=SYSTEM).digest, in_force_from=today().replace(month=1, day=1), by=SYSTEM)
    people = {
        key: get_user_model().objects.create(
            email=f"{key}@pages.example", name=key.title(), role=role, agency=accounts.agency(agency)
        )
        for key, (role, agency) in PEOPLE.items()
    }
    demonstrate_treaties.build(people)
    found = {}
    for key, user in people.items():
        found[key] = Client()
        found[key].user = user
        found[key].force_login(user, backend=BACKEND)
    return found


def _text(answer):
    assert answer.status_code == 200, answer
    return " ".join(html.fromstring(answer.content).text_content().split())


def _version(browser, url):
    return re.search(r'name="version"[^>]*value="(\d+)"', browser.get(url).content.decode()).group(1)


def test_pages_show_each_person_what_is_theirs(browsers):
    year = today().year
    focal, minister, outsider = browsers["focal"], browsers["minister"], browsers["outsider"]
    home = _text(minister.get("/nation/"))
    assert "overdue" in home
    assert "What treaty bodies will see next" in home
    assert "text not verified" in _text(focal.get("/nation/obligations/"))
    data = _text(focal.get(f"/nation/chemicals/?year={year}"))
    assert "Triethanolamine" in data
    assert "It is never taken for 100 %" in data
    assert "for agencies that have a part" in _text(outsider.get("/nation/chemicals/"))
    lines = _text(focal.get(f"/nation/chemicals/102-71-6/import/?year={year}"))
    assert "KHSHV/TC-0001, 1" in lines
    assert "17,820,000" in lines  # 18000 kg x 0.99
    assert "look at this" in _text(focal.get("/nation/chemicals/partners/?year=2025"))
    site = re.search(r"/nation/sites/[0-9a-f-]{36}/", focal.get("/nation/sites/").content.decode()).group(0)
    assert "Inspections" in _text(focal.get(site))
    assert outsider.get(site).status_code == 404
    assert minister.get("/nation/sites/").status_code == 403
    for row in queries.page(for_=focal.user):
        url = f"/nation/declarations/{row.public_id}/"
        assert row.reference in _text(focal.get(url))
        assert row.reference in _text(minister.get(url))
        assert outsider.get(url).status_code == 404
    health = browsers["reviewer.moh"]
    call = re.search(r"/nation/calls/[0-9a-f-]{36}/", health.get("/nation/").content.decode()).group(0)
    assert "Answer of the agency" in _text(health.get(call))
    assert health.post(call, {"nothing": "on"}).status_code == 302
    assert "Nothing to declare." in _text(health.get(call))


def test_declaration_goes_from_question_to_signature_and_out_as_five_files(browsers):
    focal, reviewer, head = browsers["focal"], browsers["reviewer"], browsers["head"]
    year = today().year
    begun = focal.post("/nation/declarations/new/CWC_S3_PAST/", {"period": str(year)})
    url = begun.url
    assert "waits for a fact" in _text(focal.get(url))
    step = f"{url}steps/hand_on/"
    refused = focal.post(step, {"version": _version(focal, step)})
    assert refused.status_code == 422
    data = focal.get(f"/nation/chemicals/?year={year}").content.decode()
    question = html.fromstring(data).xpath("//a[contains(@href, 'question')]/@href")[0]
    assert (
        'value="85"' not in focal.get(question).content.decode()
    )  # no per cent sign, so nothing is suggested
    assert focal.post(question, {"pct": "85", "evidence": ""}).status_code == 422
    assert focal.post(question, {"pct": "85", "evidence": "Data sheet 85"}).status_code == 302
    assert focal.post(step, {"version": _version(focal, step)}).status_code == 302
    assert focal.get(f"{url}copy/pdf/").status_code == 404
    assert "Not signed yet" in _text(focal.get(url))
    for who, action in ((reviewer, "review"), (head, "sign")):
        step = f"{url}steps/{action}/"
        assert who.post(step, {"version": _version(who, step)}).status_code == 302, action
    step = f"{url}steps/record_sent/"
    ahead = {"sent_on": f"{year + 2}-01-01", "channel": "Post", "version": _version(focal, step)}
    assert focal.post(step, ahead).status_code == 422
    assert focal.post(step, {**ahead, "sent_on": today().isoformat()}).status_code == 302
    row = queries.standing("CWC_S3_PAST", str(year), for_=focal.user)
    raw = {form: focal.get(f"{url}copy/{form}/").content for form in ("pdf", "docx", "xlsx", "json", "xml")}
    assert raw["pdf"].startswith(b"%PDF")
    written = zipfile.ZipFile(io.BytesIO(raw["docx"])).read("word/document.xml")
    assert b"31.4" in written  # 17820000 + 13600000 = 31420000 g, three digits of tonnes
    assert "31.4" in str(
        python_calamine.load_workbook(io.BytesIO(raw["xlsx"])).get_sheet_by_index(2).to_python()
    )
    assert json.loads(raw["json"])["declaration"] == row.frozen
    cells = etree.fromstring(raw["xml"]).xpath("//*[local-name()='cell'][@id='amount']/text()")
    assert cells == ["31.4", "17.8", "13.6"]
    taken = [e.payload["form"] for e in trail.of_subject(row.subject) if e.name.endswith("Exported")]
    assert taken == ["pdf", "docx", "xlsx", "json", "xml"]


def test_sections_are_written_row_by_row_and_stale_or_unfit_input_is_told(browsers):
    focal = browsers["focal"]
    url = focal.post("/nation/declarations/new/CWC_S3_ANTICIPATED/", {"period": "2028"}).url
    part = f"{url}sections/planned/"
    row = {"cas": "102-71-6", "activity": "Import", "amount": "30,5", "version": _version(focal, part)}
    assert focal.post(part, {**row, "cas": "102-71-5"}).status_code == 422
    assert focal.post(part, row).status_code == 302
    stale = focal.post(part, row)
    assert stale.status_code == 422
    assert "Import" in stale.content.decode()
    assert "30.5" in _text(focal.get(part))
    out = focal.post(part, {"do": "out-1", "version": _version(focal, part)})
    assert out.status_code == 302
    assert focal.post(part, {"do": "nothing", "version": _version(focal, part)}).status_code == 302
    assert "Nothing to declare." in _text(focal.get(url))
    assert focal.get(f"{url}sections/no-such/").status_code == 404
    assert browsers["minister"].get(part).status_code == 403
    wrong = focal.post("/nation/declarations/new/CWC_S3_ANTICIPATED/", {"period": "soon"})
    assert focal.post("/nation/declarations/new/CWC_S3_PAST/", {"period": "9999"}).status_code == 422
    late = {"about": "Source", "event_date": "9999-12-31"}
    for kind in ("SOURCE_CONSENT", "CWC_ADDITIONAL", "AP_IMPORT_CONFIRMATION"):
        answer = focal.post(f"/nation/declarations/new/{kind}/", late)
        assert answer.status_code == 422, kind
        assert "in the years 1900 to 2199" in answer.content.decode()
    assert wrong.status_code == 422
    assert focal.get("/nation/declarations/new/NO_SUCH/").status_code == 404


def test_table_of_partner_figures_is_entered_whole_or_not_at_all(browsers):
    focal = browsers["focal"]
    head = "year,cas,activity,partner,kilograms\n"
    for body, status in (
        ("2024,102-71-6,export,MY,30\n2024,102-71-6,export,Nowhere,30\n", 422),
        ("2024,102-71-6,export,Malaysia,30\n", 302),
        ("", 422),
    ):
        given = io.BytesIO((head + body).encode())
        given.name = "partners.csv"
        told = focal.post("/nation/chemicals/partners/table/", {"file": given, "source": "Letter"})
        assert told.status_code == status, body
    assert [row.grams for row in queries.partner_figures(2024, for_=focal.user)] == [30_000]
    own = io.BytesIO(b"day,cas,activity,kilograms,paper\n2024-05-05,111-48-8,processing,12,Return X\n")
    own.name = "own.csv"
    assert focal.post("/nation/chemicals/records/", {"file": own}).status_code == 302


def test_calendar_is_read_under_a_private_address_until_it_is_closed(browsers, caplog):
    minister, anybody = browsers["minister"], Client()
    shown = minister.post("/nation/obligations/address/", {"do": "open"})
    assert shown.headers["Cache-Control"] == "no-store"
    address = re.search(r"/calendar/[\w-]{43}\.ics", shown.content.decode()).group(0)
    assert address not in minister.get("/nation/obligations/address/").content.decode()
    read = anybody.get(address)
    assert read.headers["Content-Type"].startswith("text/calendar")
    lines = read.content.decode().split("\r\n")
    assert (lines[0], lines[-2]) == ("BEGIN:VCALENDAR", "END:VCALENDAR")
    assert max(len(line.encode()) for line in lines) <= 75
    assert lines.count("BEGIN:VEVENT") == lines.count("END:VEVENT") > 10
    assert address.split("/")[-1][:-4] not in caplog.text
    assert minister.post("/nation/obligations/address/", {"do": "close"}).status_code == 302
    assert anybody.get(address).status_code == 404
    assert anybody.get("/calendar/nothing.ics").status_code == 404
