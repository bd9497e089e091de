"""Rulings at the desks: asked, assessed with a question, decided by another person, printed and verified."""

import json
import re
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from stratrade.apps.accounts.access import SYSTEM
from stratrade.apps.accounts.clock import today
from stratrade.apps.accounts.models import Agency, User
from stratrade.apps.classification.models import RulingRequest
from stratrade.apps.documents.models import Document
from stratrade.apps.lists import services as lists
from stratrade.apps.parties import services as parties

PDF = b"%PDF-1.4\n%sample\n%%EOF\n"
ASKED = {"kind": "CLASSIFICATION", "title": "Sample drums", "activity": "export", "destination": "JP"}
DRUM = {"description": "Triethanolamine solution in drums", "cas": "102-71-6"}
PUMP = {"number": 1, "description": "Vacuum pump, dry", "hs": "841410", "quantity": "1", "unit": "C62"}
CHAIR = {"description": "Wooden garden chair, folding", "hs": "9401.69"}


@pytest.fixture
def desk(transactional_db):
    """desk("officer") is the browser of a person in that role."""
    lists.adopt(lists.load(by=SYSTEM).digest, in_force_from=date(2020, 1, 1), by=SYSTEM)
    company = parties.register({"name": "Sample Drums Ltd", "country": "KH"}, identifiers={}, by=SYSTEM)
    agencies = {
        "customs": Agency.objects.create(code="GDXX", names={"en": "Sample customs"}, kind="customs"),
        "licensing": Agency.objects.create(
            code="LAXX", names={"en": "Sample authority"}, kind="licensing_authority"
        ),
    }
    places = {"customs": "customs", "officer": "licensing", "head": "licensing", "auditor": "licensing"}
    people = {}

    def at(role):
        if role not in people:
            user = User.objects.create(
                email=f"{role}@rulings.example",
                name=role.title(),
                role=role,
                agency=agencies.get(places.get(role, "")),
            )
            if role == "exporter":
                parties.add_member(company.public_id, user, by=SYSTEM)
            people[role] = Client()
            people[role].force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        return people[role]

    return at


def post(client, url, data=None, **more):
    """Send a form and follow it; what was refused comes back as it is."""
    answer = client.post(url, data or {}, **more)
    assert answer.status_code == 302, (url, answer.status_code, _errors(answer))
    return answer.url


def text(client, url):
    answer = client.get(url)
    assert answer.status_code == 200, url
    return answer.content.decode()


def _errors(answer):
    return re.findall(r"error-message.*?</p>|summary__list.*?</ul>", answer.content.decode(), re.DOTALL)


def handed_in(client, *goods, **fields):
    page = post(client, "/exporter/rulings/new/", ASKED | fields)
    for one in goods:
        post(client, page + "goods/new/", one)
    post(client, page + "hand-in/", {"true": "on"})
    return page


def other_company():
    """The browser of somebody who acts for another company."""
    other = User.objects.create(email="other@rulings.example", name="Other", role="exporter")
    company = parties.register({"name": "Other Ltd", "country": "KH"}, identifiers={}, by=SYSTEM)
    parties.add_member(company.public_id, other, by=SYSTEM)
    client = Client()
    client.force_login(other, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def officers(page):
    return page.replace("/exporter/", "/officer/").replace("/customs/", "/officer/")


def found(client, page, entry="1C350", goods=("1",)):
    post(client, page + "take/")
    post(client, page + "find/", {"items": list(goods), "entry": entry, "reason": "By its CAS number."})
    return page


def test_ruling_travels_from_the_question_to_a_letter_that_verifies(desk):
    exporter, officer, head = desk("exporter"), desk("officer"), desk("head")
    page = post(exporter, "/exporter/rulings/new/", ASKED)
    asked = post(exporter, page + "goods/new/", DRUM)
    assert asked.endswith("/goods/1/")
    assert "v-concentration_pct" in text(exporter, asked)
    paper = {"kind": "data_sheet", "file": _file("sheet.pdf")}
    post(exporter, page + "papers/new/", paper)
    post(exporter, page + "hand-in/", {"true": "on"})
    seen = text(exporter, page)
    assert "RUL-" in seen
    assert "sheet.pdf" in seen
    assert "Sample drums" in text(officer, "/officer/")

    desk_page = officers(page)
    post(officer, desk_page + "take/")
    bench = text(officer, desk_page + "goods/1/")
    assert "1C350" in bench
    assert "Nothing is open" not in bench
    post(
        officer, desk_page + "ask/", {"item": "1", "parameters": ["concentration_pct"], "text": "How strong?"}
    )
    assert "How strong?" in text(exporter, page)
    assert "An officer asks" in text(exporter, "/exporter/")
    post(exporter, page + "reply/", {"answer": "See sheet", "v-concentration_pct": "80 %"})
    assert 'value="80 %"' in text(officer, desk_page + "goods/1/?entry=1C350")
    found_ = {"items": ["1"], "entry": "1C350", "reason": "By its CAS number."}
    post(officer, desk_page + "find/", found_)
    assert "By its CAS number." not in text(exporter, page)
    post(officer, desk_page + "propose/", {"reply": "Listed.", "valid_months": "12"})
    assert officer.get(desk_page + "decide/").status_code == 403
    assert "second person" in text(head, "/officer/")
    post(head, desk_page + "decide/", {"choice": "decide"})
    seen = text(exporter, page)
    assert "By its CAS number." in seen
    letter = re.search(r'href="(/letters/[^"]+)"', seen)[1]
    assert exporter.get(letter).content.startswith(b"%PDF")
    code = re.search(r"Check code <code>(\w+)</code>", seen)[1]
    checked = Client().get("/verify/", {"code": code}).content.decode()
    assert "stands in the register" in checked
    assert "1C350" in checked


def test_other_company_sees_neither_request_nor_letter(desk):
    page = handed_in(desk("exporter"), DRUM)
    client = other_company()
    assert [client.get(page).status_code, client.get(page + "reply/").status_code] == [404, 404]
    assert client.post(page + "papers/new/", {"kind": "other", "file": _file("x.pdf")}).status_code == 404
    assert "Sample drums" not in text(client, "/exporter/rulings/")


def test_incomplete_request_says_what_is_missing_and_keeps_its_draft(desk):
    exporter = desk("exporter")
    page = post(exporter, "/exporter/rulings/new/", ASKED)
    refused = exporter.post(page + "hand-in/", {"true": "on"})
    assert refused.status_code == 422
    assert "goods" in refused.content.decode()
    assert RulingRequest.objects.get().status == "DRAFT"


def test_values_on_the_bench_recolour_the_tree_and_keep_what_the_page_did_not_show(desk):
    page = officers(handed_in(desk("exporter"), DRUM | {"v-other": "7"}))
    officer = desk("officer")
    post(officer, page + "take/")
    address = page + "goods/1/?entry=1C350&v-concentration_pct="
    part = officer.get(address + "80", headers={"HX-Request": "true"}).content.decode()
    assert "The goods do not meet" not in part
    assert "<html" not in part
    weak = officer.get(address + "1", headers={"HX-Request": "true"}).content.decode()
    assert "The goods do not meet 1C350" in weak
    post(officer, page + "goods/1/values/", {"entry": "1C350", "v-concentration_pct": "80"})
    values = RulingRequest.objects.get().items.get().values
    assert values == {"concentration_pct": "80", "other": "7"}
    late = {"version": "1", "entry": "1C350", "v-concentration_pct": "9"}
    stale = post(officer, page + "goods/1/values/", late)
    seen = text(officer, stale)
    assert "This was changed meanwhile." in seen
    assert 'value="9"' in seen
    assert RulingRequest.objects.get().items.get().values == values


def test_precedent_is_used_after_confirmation_and_several_items_at_once(desk):
    exporter, officer, head = desk("exporter"), desk("officer"), desk("head")
    first = found(officer, officers(handed_in(exporter, DRUM)))
    post(officer, first + "propose/", {"reply": "Listed.", "valid_months": "12"})
    post(head, first + "decide/", {"choice": "decide"})
    second = officers(handed_in(exporter, DRUM, DRUM | {"description": "The same in cans"}, title="Again"))
    post(officer, second + "take/")
    bench = text(officer, second + "goods/1/")
    follow = re.search(r'href="(/officer/rulings/[^"]+/follow/\d+/)"', bench)[1]
    side = text(officer, follow)
    assert "By its CAS number." in side
    assert officer.post(follow, {"items": ["1", "2"]}).status_code == 422
    post(officer, follow, {"items": ["1", "2"], "confirmed": "on"})
    entries = RulingRequest.objects.get(title="Again").items.values_list("entry", "precedent__request__title")
    assert list(entries) == [("1C350", "Sample drums")] * 2
    assert "Sample drums" not in text(officer, "/officer/precedents/?q=nothing")
    assert "By its CAS number." in text(officer, "/officer/precedents/?q=Triethanolamine&entry=1C")
    assert officer.get("/officer/precedents/?first=yesterday").status_code == 200
    assert exporter.get("/officer/precedents/").status_code == 403


def test_finding_that_the_list_contradicts_is_told_to_whoever_proposes_and_decides(desk):
    exporter, officer, head = desk("exporter"), desk("officer"), desk("head")
    page = officers(handed_in(exporter, {**DRUM, "description": "Triethanolamine, 80 %, in drums"}))
    found(officer, page, entry="2B350.g.1")
    assert "Triethanolamine, 80 %, in drums · 2B350.g.1" in text(officer, page + "find/")
    assert "says that the goods meet 1C350.46" in text(officer, page + "propose/")
    post(officer, page + "propose/", {"reply": "Listed.", "valid_months": "12"})
    assert "says that the goods meet 1C350.46" in text(head, page + "decide/")
    post(head, page + "decide/", {"choice": "send_back", "reason": "The list says otherwise"})
    post(officer, page + "find/", {"items": ["1"], "entry": "1C350.46", "reason": "By its CAS number."})
    assert "says that the goods meet" not in text(officer, page + "propose/")


def test_reasons_given_to_one_asker_do_not_go_into_the_letter_of_another(desk):
    exporter, officer, head = desk("exporter"), desk("officer"), desk("head")
    first = found(officer, officers(handed_in(exporter, DRUM)))
    post(officer, first + "propose/", {"reply": "Listed.", "valid_months": "12"})
    post(head, first + "decide/", {"choice": "decide"})
    earlier = RulingRequest.objects.get().items.get()
    page = handed_in(other_company(), DRUM, title="Other drums")
    post(officer, officers(page) + "take/")
    follow = f"{officers(page)}goods/1/follow/{earlier.pk}/"
    assert "went to another asker" in text(officer, follow)
    refused = officer.post(follow, {"items": ["1"], "confirmed": "on"})
    assert refused.status_code == 422
    assert "write reasons of your own" in refused.content.decode()
    post(officer, follow, {"items": ["1"], "confirmed": "on", "reason": "Compared with the sheet."})
    item = RulingRequest.objects.get(title="Other drums").items.get()
    assert (item.entry, item.reasons, item.precedent) == ("1C350", "Compared with the sheet.", earlier)


def test_no_licence_letter_is_offered_only_where_none_is_needed(desk):
    exporter, officer, head = desk("exporter"), desk("officer"), desk("head")
    listed = found(officer, officers(handed_in(exporter, DRUM)))
    assert "no_licence_letter" not in text(officer, listed + "propose/")
    free = found(officer, officers(handed_in(exporter, CHAIR, title="Chairs")), entry="NOT_LISTED")
    assert "no_licence_letter" in text(officer, free + "propose/")
    proposed = {"reply": "Free.", "valid_months": "12", "no_licence_letter": "on"}
    post(officer, free + "propose/", proposed)
    post(head, free + "decide/", {"choice": "decide"})
    seen = text(exporter, free.replace("/officer/", "/exporter/"))
    assert seen.count("/letters/") == 2
    post(head, free + "revoke/", {"reason": "The plate says another maker."})
    seen = text(exporter, free.replace("/officer/", "/exporter/"))
    assert "The plate says another maker." in seen
    code = re.search(r"Check code <code>(\w+)</code>", seen)[1]
    checked = Client().get("/verify/", {"code": code}).content.decode()
    assert "stands in the register" not in checked


def test_new_ruling_takes_the_place_of_an_earlier_one(desk):
    exporter, officer, head = desk("exporter"), desk("officer"), desk("head")
    pages = []
    for title in ("First", "Second"):
        page = found(officer, officers(handed_in(exporter, CHAIR, title=title)), entry="NOT_LISTED")
        earlier = RulingRequest.objects.filter(status="ANSWERED").values_list("public_id", flat=True).first()
        fields = {"reply": "So.", "valid_months": "12", "replaces": str(earlier or "")}
        post(officer, page + "propose/", fields)
        post(head, page + "decide/", {"choice": "decide"})
        pages.append(page)
    assert "took its place" in text(officer, pages[0])
    assert RulingRequest.objects.get(title="First").status == "SUPERSEDED"


def test_product_of_the_library_goes_into_a_request_and_its_ruling_into_a_line(desk):
    exporter, officer, head = desk("exporter"), desk("officer"), desk("head")
    described = {"name": "TEA 85", "description": "Triethanolamine solution", "cas": "102-71-6"}
    product = post(exporter, "/exporter/products/new/", described | {"v-concentration_pct": "85"})
    key = product.rstrip("/").rsplit("/", 1)[1]
    page = post(exporter, f"/exporter/rulings/new/?product={key}", ASKED)
    assert "TEA 85" in text(exporter, page)
    post(exporter, page + "hand-in/", {"true": "on"})
    ruled = found(officer, officers(page), entry="1C350.46")
    post(officer, ruled + "propose/", {"reply": "Listed.", "valid_months": "12"})
    post(head, ruled + "decide/", {"choice": "decide"})
    assert "1C350.46" in text(exporter, product)
    start = {"kind": "individual_export", "title": "Drums for a cement works"}
    case = post(exporter, "/exporter/applications/new/", start)
    assert f"?product={key}" in text(exporter, case + "goods/library/")
    line = text(exporter, f"{case}goods/new/?product={key}")
    for said in ("TEA 85 Triethanolamine solution", 'value="102-71-6"', 'value="1C350.46"', 'value="85"'):
        assert said in line, said
    assert 'value="1C350.46"' not in text(exporter, case + "goods/new/?product=nonsense")
    for last, offered in ((today(), True), (today() - timedelta(days=1), False)):
        RulingRequest.objects.update(valid_to=last)
        assert ('value="1C350.46"' in text(exporter, f"{case}goods/new/?product={key}")) is offered, last
        assert ("1C350.46" in text(exporter, case + "goods/library/")) is offered, last


def test_customs_asks_about_a_line_of_a_declaration_and_reads_the_answer_there(desk):
    customs, officer, head = desk("customs"), desk("officer"), desk("head")
    message = {
        "office": "KHSHV",
        "number": "R-1",
        "regime": "EX",
        "destination": "JP",
        "parties": [{"role": "exporter", "name": "Sample Drums Ltd", "country": "KH"}],
        "items": [{"number": 1, "description": "CHEM TEA 85PCT 4 DRUMS", "quantity": "4", "unit": "C62"}],
    }
    upload = SimpleUploadedFile("d.json", json.dumps(message).encode(), content_type="application/json")
    item = post(customs, "/customs/declarations/new/", {"file": upload}) + "items/1/"
    assert "TEA 85PCT" in text(customs, item + "ask/")
    pump = SimpleUploadedFile("p.json", json.dumps(message | {"number": "R-2", "items": [PUMP]}).encode())
    customs.cookies["language"] = "fr"
    asks = text(customs, post(customs, "/customs/declarations/new/", {"file": pump}) + "items/1/")
    assert (
        "Quelle est la dimension de l’orifice" in asks
    )  # stored in English, asked in the language of the page
    customs.cookies["language"] = "en"
    asked = {"kind": "LICENCE_NEEDED", "description": "Triethanolamine, 85 %", "cas": "102-71-6"}
    refused = customs.post(item + "ask/", asked)
    assert refused.status_code == 422
    assert "destination" in refused.content.decode()
    page = post(customs, item + "ask/", asked | {"destination": "JP"})
    assert item in text(customs, page)
    desk_page = found(officer, officers(page))
    post(officer, desk_page + "propose/", {"reply": "Listed.", "valid_months": "12"})
    post(head, desk_page + "decide/", {"choice": "decide"})
    seen = text(customs, item)
    assert "<code>1C350</code>" in seen
    assert page in seen


def test_auditor_reads_and_acts_on_nothing(desk):
    page = officers(handed_in(desk("exporter"), DRUM))
    auditor = desk("auditor")
    assert "Take this request" not in text(auditor, page)
    assert "1C350" in text(auditor, page + "goods/1/")
    assert auditor.post(page + "take/").status_code == 403


def _file(name):
    return SimpleUploadedFile(name, PDF, content_type="application/pdf")


@pytest.mark.parametrize(("typed", "kept"), [("30\x00", "30"), ("NaN", "NaN")])
def test_answer_that_is_no_figure_stops_nobody(desk, typed, kept):
    exporter, officer = desk("exporter"), desk("officer")
    page = handed_in(
        exporter, DRUM | {"v-concentration_pct": typed, "v-\x00": "1", "cas": "102-71-6"}, destination="JP"
    )
    (item,) = RulingRequest.objects.get().items.all()
    assert item.answers == {"concentration_pct": kept}
    text(officer, found(officer, officers(page)) + "propose/")


def test_wrong_cas_number_is_corrected_with_a_reason_and_counts_in_ruling_and_letter(desk):
    exporter, officer, head = desk("exporter"), desk("officer"), desk("head")
    page = handed_in(exporter, {"description": "Amine in drums", "cas": "102-71-7"})
    desk_page = officers(page)
    post(officer, desk_page + "take/")
    bench = text(officer, desk_page + "goods/1/")
    assert "check digit of 102-71-7 does not fit" in bench
    correct = re.search(r'href="([^"]+/cas/)"', bench)[1]
    assert 'value="102-71-7"' in text(officer, correct)

    for typed, said in (
        ({"cas": "102-71-5", "reason": "Data sheet"}, "102-71-5” does not fit"),
        ({"cas": "102-71-7", "reason": "Data sheet"}, "does not fit"),
        ({"cas": "102-71-6", "reason": ""}, "govuk-error-message"),
    ):
        refused = officer.post(correct, typed)
        assert refused.status_code in {200, 409, 422}
        assert said in refused.content.decode()
    assert RulingRequest.objects.get().items.get().cas == "102-71-7"

    post(officer, correct, {"cas": "102-71-6", "reason": "Section 3 of the data sheet"})
    bench = text(officer, desk_page + "goods/1/")
    assert "1C350.46" in bench
    assert "Stated by the applicant: 102-71-7. Corrected: Section 3 of the data sheet" in bench
    assert "does not fit" not in bench
    post(officer, correct, {"cas": "637-39-8", "reason": "It is the hydrochloride"})
    item = RulingRequest.objects.get().items.get()
    assert (item.cas, item.cas_stated) == ("637-39-8", "102-71-7")

    post(officer, desk_page + "find/", {"items": ["1"], "entry": "1C350.53", "reason": "By its CAS number."})
    post(officer, desk_page + "propose/", {"reply": "Listed.", "valid_months": "12"})
    assert officer.post(correct, {"cas": "102-71-6", "reason": "Too late"}).status_code in {200, 409, 422}
    post(head, desk_page + "decide/", {"choice": "decide"})
    seen = text(exporter, page)
    assert "637-39-8" in seen
    assert "Stated by the applicant: 102-71-7" in seen
    assert "was corrected from 102-71-6 to 637-39-8 (stated: 102-71-7)" in text(officer, desk_page)
    printed = Document.objects.latest("pk").context["items"][0]
    assert (printed["cas"], printed["cas_stated"]) == ("637-39-8", "102-71-7")
    letter = re.search(r'href="(/letters/[^"]+)"', seen)[1]
    assert exporter.get(letter).content.startswith(b"%PDF")
