"""Nobody outside can tell that something secret was planted on a company: pages, API, PDF, status, new matters alike.

Everything that an exporter or anybody may open is walked from the access table, before and after a notice served on
nobody, a denial, a watch entry and a rule of customs are planted on the company and its customer.
"""

import csv
import dataclasses
import datetime as dt
import hashlib
import json
import re
import secrets
from decimal import Decimal
from pathlib import Path

import catch_all_steps as steps
import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from oauth2_provider.models import AccessToken, Application

from stratrade.apps import pack as pack_files
from stratrade.apps.accounts import readings
from stratrade.apps.accounts.access import SYSTEM
from stratrade.apps.audit.models import EventRow
from stratrade.apps.casework.models import Case
from stratrade.apps.casework.services import apply, assess, decide, draft, triage
from stratrade.apps.classification.services import products, rulings
from stratrade.apps.documents import queries as documents
from stratrade.apps.enforcement.models import Declaration
from stratrade.apps.licences import queries as licences
from stratrade.apps.measures.services import notify, serve
from stratrade.apps.notices import queries as inbox
from stratrade.apps.screening import queries as alerts
from stratrade.apps.screening import services as screening
from stratrade.engines.matching.model import ListedName, ListedParty
from stratrade.engines.verdict.rules import Rule

TABLE = Path(__file__).parents[2] / "architecture" / "access_table.csv"
NOBODY = "00000000-0000-7000-8000-000000000000"
CUSTOMER = "Tonle Sample"
COMPANY = "Placeholder Valves Co., Ltd."
SECRETS = ("DENIALS-1", "NAT-1", "SECRET-RULE", "programme of concern", "under an alert")
QUESTIONS = (
    "/transaction/?activity=export&destination=TH&description=Tonle+Sample+valves&entry=2B350",
    "/transaction/answer.pdf?activity=export&destination=TH&description=Tonle+Sample+valves&entry=2B350&on=",
    "/goods/?q=water+tap+for+Tonle+Sample",
    "/list/?q=valve",
    "/verify/?code=EXP-2026-000001-A",
)
WRITES = re.compile(r"/(account|inbox/<uuid:public_id>|calendar|oauth)/|^/api/\^|/self-assessment/")
"""Left out: what signs in or out, marks as read, hands out keys; self-assessment is walked as a flow of its own."""
_MASKS = (
    (re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}"), "ID"),
    (re.compile(r'(csrfmiddlewaretoken" value=")[^"]+'), r"\1T"),
    (re.compile(r'"X-CSRFToken": ?"[^"]+"|nonce="[^"]+"'), "T"),
)
_NUMBERS = (
    (re.compile(r"\b[A-Z]{3}-\d{4}-\d{5,6}-[A-Z0-9]\b"), "NUMBER"),
    (re.compile(r"\d{1,2}:\d{2}(:\d{2})?"), "TIME"),
)


@pytest.fixture
def state(transactional_db, settings):
    """The small State, its static files uncollected."""
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}
    return steps.small_state()


def _token(user):
    app = Application.objects.create(
        name="company",
        user=user,
        client_type="confidential",
        authorization_grant_type="client-credentials",
    )
    word = secrets.token_urlsafe(20)
    AccessToken.objects.create(
        application=app, token=word, expires=timezone.now() + dt.timedelta(hours=2), scope="api"
    )
    return word


def _application(by, *, submit=True):
    case = draft.start(kind="individual_export", activity="export", title="Valves", by=by)
    draft.describe(
        case.public_id,
        {"destination": "TH", "end_use": "Water works", "purpose": "civil", "end_user_type": "private"},
        version=None,
        by=by,
    )
    goods = draft.ItemFields(
        description="Diaphragm valve", quantity=Decimal(4), unit="C62", hs="848180", claimed_entry="2B350.g"
    )
    draft.put_item(case.public_id, goods, version=None, by=by)
    for role in ("CONSIGNEE", "END_USER"):
        draft.put_party(case.public_id, role, name=CUSTOMER, country="TH", version=None, by=by)
    if submit:
        apply.submit(case.public_id, declared_by="Director", version=None, by=by)
    return Case.objects.get(public_id=case.public_id)


def _granted(state, case):
    officer = state["officer"]
    triage.accept(case.public_id, version=None, by=officer)
    assess.rate(case.public_id, 1, "2B350.g", reason="Sheet", version=None, by=officer)
    decide.propose(case.public_id, "GRANT", reason="Fine", conditions=[], version=None, by=officer)
    decide.decide(case.public_id, version=None, by=state["head"])
    return licences.page(for_=state["exporter"]).get()


def _refused(state):
    """A case that was refused, with its letter."""
    case, officer = _application(state["exporter"]), state["officer"]
    triage.accept(case.public_id, version=None, by=officer)
    assess.rate(case.public_id, 1, "2B350.g", reason="Sheet", version=None, by=officer)
    decide.propose(case.public_id, "REFUSE", reason="No use shown", conditions=[], version=None, by=officer)
    decide.decide(case.public_id, version=None, by=state["head"])
    return case, documents.all_about(case.subject)[0]


def _matters(state):
    """One of each matter that an exporter may have before the authority."""
    by = state["exporter"]
    fields = products.ProductFields(name="Tap", description="Water tap, brass", hs="848180")
    asked = rulings.RulingFields(kind="CLASSIFICATION", title="Tap", question="Listed?")
    ruling = rulings.start(asked, by=by)
    rulings.put_goods(
        ruling.public_id, rulings.GoodsFields(description="Water tap, brass"), version=None, by=by
    )
    rulings.submit(ruling.public_id, version=None, by=by)
    concern = notify.notify(
        notify.Fields(
            description="Pump",
            hs="841370",
            destination="VN",
            how="SUSPECT",
            concern="WMD",
            statement="A rumour",
            consignee="Mekong Sample",
        ),
        by=by,
    )
    return {
        "applications": _application(by),
        "products": products.add_product(fields, by=by),
        "rulings": ruling,
        "concerns": concern,
    }


def _filled(route, matters):
    """The addresses of a route: of each matter it may be about; else of one that does not exist."""
    kind = route.split("/")[2] if route.startswith("/exporter/") else ""
    about = [str(m.public_id) for m in matters.get(kind, ())] or [NOBODY]
    if route == "/licences/<uuid:public_id>/document/":
        about = [str(m.public_id) for m in matters["licences"]]
    elif route.startswith("/letters/"):
        about = [str(m.public_id) for m in matters["applications"]]
    found = []
    for one in about:
        address = route.replace("<uuid:public_id>", one).replace("<int:number>", "1")
        address = address.replace("<str:code>", "2B350")
        if "<uuid:letter>" in address:
            address = address.replace("<uuid:letter>", matters["letter"])
        found.append(re.sub(r"<[^>]+>", NOBODY, address))
    return found


def _routes(role):
    with TABLE.open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row[role] == "open"]
    return [row["address"] for row in rows if not WRITES.search(row["address"])]


def _seen(answer):
    """What an answer tells: status, where it leads, and its bytes with ids and tokens masked."""
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    told = (answer.status_code, answer.get("Content-Type", ""), answer.get("Location", ""))
    if b"%PDF" in body[:8]:
        return (*told, hashlib.sha256(body).hexdigest())
    text = body.decode()
    for pattern, instead in _MASKS:
        text = pattern.sub(instead, text)
    assert not [word for word in SECRETS if word in text]
    return (*told, text)


def _walk(client, role, matters):
    found = {}
    for route in _routes(role):
        for address in _filled(route, matters):
            found[f"{role} {address}"] = _seen(client.get(address))
    for address in QUESTIONS:
        found[f"{role} {address}"] = _seen(client.get(address))
    for language in ("km", "fr"):
        found[f"{role} / {language}"] = _seen(client.get("/", headers={"accept-language": language}))
    return found


def _api(word, licence):
    client = Client(headers={"Authorization": f"Bearer {word}"})
    goods = {"description": f"Water tap for {CUSTOMER}", "hs": "848180"}
    deal = {
        "activity": "export",
        "destination": "TH",
        "description": f"Valve for {CUSTOMER}",
        "entry": "2B350",
    }
    message = {"parties": [{"name": CUSTOMER}, {"name": COMPANY}]}
    calls = [
        ("get", f"/api/v1/licences/{licence.reference}", None),
        ("get", "/api/v1/notifications?after=0", None),
        ("get", "/api/v1/declarations/" + NOBODY, None),
        ("post", "/api/v1/goods/classify", goods),
        ("post", "/api/v1/determinations", deal),
        ("post", "/api/v1/determinations", {**deal, "hs_code": "848180", "end_user_type": CUSTOMER}),
        ("post", "/api/v1/parties/screen", message),
        ("post", "/api/v1/declarations", {}),
    ]
    found = {}
    for number, (verb, address, body) in enumerate(calls):
        if verb == "get":
            answer = client.get(address)
        else:
            answer = client.post(address, data=json.dumps(body), content_type="application/json")
        found[f"api {number} {address}"] = _seen(answer)
    return found


def _self_assessment():
    """A whole self-assessment of somebody without an account, to its outcome."""
    client = Client()
    found = [client.get("/self-assessment/")]
    goods = {"text": f"Triethanolamine in drums for {CUSTOMER}", "cas": "102-71-6"}
    found.append(client.post("/self-assessment/", goods))
    for _ in range(40):
        page = client.get("/self-assessment/step/")
        asked = re.search(r'name="parameter"\s+value="([^"]*)"', page.content.decode())
        found.append(page)
        if asked is None:
            break
        found.append(client.post("/self-assessment/step/", {"parameter": asked[1], "skip": "1"}))
    found += [client.get("/self-assessment/review/"), client.post("/self-assessment/review/")]
    found.append(client.get("/self-assessment/outcome/"))
    assert [answer.status_code for answer in found][-3:] == [200, 302, 200]
    return [(*one[:3], _unnumbered(one[3])) for one in map(_seen, found)]


def _unnumbered(text):
    for pattern, instead in _NUMBERS:
        text = pattern.sub(instead, text)
    return re.sub(r"\b[A-Z0-9]{4,5}(-[A-Z0-9]{4,5}){2,3}\b", "CODE", text)


def _plant(state, monkeypatch):
    """A notice on the customer and one on the company, served on nobody; a denial; a watch entry; a rule."""
    for name in (CUSTOMER, COMPANY):
        notice = serve.propose(
            serve.Fields(
                text="Goods may serve a programme of concern",
                basis=steps.SECRET,
                review_on=timezone.localdate() + dt.timedelta(days=90),
                name=name,
            ),
            by=state["officer"],
        )
        serve.decide(notice.public_id, sign=True, version=1, by=state["head"])
    for code, name in (("DENIALS", "Placeholder Valves"), ("NAT", CUSTOMER)):
        listed = ListedParty(code, f"{code}-1", "organisation", (ListedName(name, "strong", "Latin"),))
        screening.adopt(code, [listed], hashlib.sha256(code.encode()).hexdigest(), by=SYSTEM)
    read = pack_files.read
    rule = Rule.read(
        {
            "id": "SECRET-RULE",
            "when": [{"fact": "destination", "op": "eq", "value": "TH"}],
            "lane": "inspect",
            "code": "enforcement.rule.vague_strategic",
            "reference": "SECRET-RULE",
        }
    )

    def with_rule(name):
        found = read(name)
        return dataclasses.replace(found, rules=(*found.rules, rule))

    monkeypatch.setattr(pack_files, "read", with_rule)
    return notice


def _differences(before, after):
    return {
        key: (before.get(key), after.get(key)) for key in before | after if before.get(key) != after.get(key)
    }


def test_every_public_and_exporter_answer_is_the_same_when_secrets_are_planted(state, monkeypatch):
    first = _matters(state)
    licence = _granted(state, _application(state["exporter"]))
    leaves = _application(state["exporter"], submit=False)
    refused, letter = _refused(state)
    declared = steps.declared(state, "NI-1")
    steps.work()
    matters = {kind: [row] for kind, row in first.items()}
    matters["applications"] += [leaves, licence_case(licence), refused]
    matters["licences"] = [licence]
    matters["letter"] = str(letter.public_id)
    clients = {who: Client() for who in ("anonymous", "exporter", "officer", "customs")}
    for who in ("exporter", "officer", "customs"):
        clients[who].force_login(state[who])
    word = _token(state["exporter"])
    instant = timezone.now() + dt.timedelta(seconds=30)

    def outside():
        with time_machine.travel(instant, tick=False):
            return {
                **_walk(clients["anonymous"], "anonymous", matters),
                **_walk(clients["exporter"], "exporter", matters),
                **_api(word, licence),
                "self-assessment": _self_assessment(),
            }

    def inside():
        case, row = first["applications"], declared["id"]
        return {
            address: _masked_only(clients[who].get(address))
            for who, address in (
                ("officer", "/officer/"),
                ("officer", "/officer/notices/"),
                ("officer", f"/officer/cases/{case.public_id}/"),
                ("customs", f"/customs/declarations/{row}/"),
            )
        }

    before, officers = outside(), inside()
    assert len(before) > 90
    opened = [one for one in before.values() if one[0] == 200]
    assert len(opened) > 90
    assert sum(one[1] == "application/pdf" for one in opened) >= 3
    told = inbox.inbox(state["exporter"]).count()
    notice = _plant(state, monkeypatch)
    planted_at = timezone.now()
    steps.work()
    assert (timezone.now() - planted_at).total_seconds() < 60
    case = Case.objects.get(pk=first["applications"].pk)
    licence.refresh_from_db()
    assert case.held
    assert licence.flagged
    assert Declaration.objects.get(public_id=declared["id"]).status == "WAITING"
    opened_by = _opened_inside(state, notice)
    assert _differences(before, outside()) == {}
    assert inbox.inbox(state["exporter"]).count() == told
    changed = inside()
    assert [address for address in officers if officers[address] == changed[address]] == []
    rows = EventRow.objects.filter(name__in=readings.kinds()).order_by("pk")
    assert [(row.name, row.actor_name.split("@")[0]) for row in rows] == opened_by
    clients["auditor"] = Client()
    clients["auditor"].force_login(state["auditor"])
    page = clients["auditor"].get("/steward/seen/?kind=screening.AlertSeen").content.decode()
    assert page.count("was opened") == 2
    alert = alerts.queue(for_=state["officer"], code="NAT").first()
    told_inside = clients["auditor"].get(f"/officer/alerts/{alert.public_id}/").content.decode()
    assert "Seen by 2 people" in told_inside
    assert "Officer · " in told_inside


def _opened_inside(state, notice):
    """Everything planted is opened by officials, some of it twice; returned is what the trail is to say of it."""
    serve.read_basis(notice.public_id, by=state["head"])
    alert, at_border = (
        alerts.queue(for_=state[who], code="NAT").first().public_id for who in ("officer", "customs")
    )
    walk = [
        ("officer", f"/officer/notices/{notice.public_id}/", "measures.NoticeSeen"),
        ("customs", f"/customs/notices/{notice.public_id}/", "measures.NoticeSeen"),
        ("officer", f"/officer/notices/{notice.public_id}/", ""),
        ("officer", f"/officer/alerts/{alert}/", "screening.AlertSeen"),
        ("customs", f"/customs/alerts/{at_border}/", "screening.AlertSeen"),
        ("officer", f"/officer/alerts/{alert}/", ""),
        ("customs", "/customs/watch-lists/DENIALS/", "screening.ListSeen"),
        ("customs", "/customs/watch-lists/DENIALS/DENIALS-1/", "screening.EntrySeen"),
        ("officer", "/officer/watch-lists/NAT/NAT-1/", "screening.EntrySeen"),
        ("officer", "/officer/watch-lists/NAT/NAT-1/", ""),
    ]
    said = [("measures.BasisRead", "head")]
    for who, address, name in walk:
        client = Client()
        client.force_login(state[who])
        assert client.get(address).status_code == 200, address
        said += [(name, who)] if name else []
    return said


def test_new_matters_go_the_same_way_after_secrets_are_planted(state, monkeypatch):
    client = Client()
    client.force_login(state["exporter"])

    def lived():
        """A round of matters from the form to the answer, as the company sees each step."""
        made = _matters(state)
        steps.work()
        pages = {}
        for kind, row in made.items():
            pages[kind] = _unnumbered(_seen(client.get(f"/exporter/{kind}/{row.public_id}/"))[3])
        case = made["applications"].public_id
        said = client.post(f"/exporter/applications/{case}/withdraw/", {"reason": "Given up"})
        pages["withdrawn"] = (said.status_code, _unnumbered(_seen(client.get(said["Location"]))[3]))
        steps.work()
        return pages

    before = lived()
    _plant(state, monkeypatch)
    steps.work()
    assert _differences(before, lived()) == {}


def test_licence_answers_the_same_and_can_be_given_back_while_it_is_flagged(state, monkeypatch):
    licence = _granted(state, _application(state["exporter"]))
    steps.work()
    paper = documents.standing(licence.subject, "licence")
    client, anybody = Client(), Client()
    client.force_login(state["exporter"])

    def seen():
        return [
            _seen(anybody.get("/verify/", {"code": paper.token})),
            _seen(anybody.get("/verify/", {"code": paper.check_code})),
            _seen(client.get(f"/licences/{licence.public_id}/document/")),
            _seen(client.get(f"/exporter/licences/{licence.public_id}/")),
        ]

    before = seen()
    _plant(state, monkeypatch)
    steps.work()
    licence.refresh_from_db()
    assert licence.flagged
    assert seen() == before
    said = client.post(
        f"/exporter/licences/{licence.public_id}/surrender/",
        {"reason": "Not needed", "version": licence.version},
    )
    assert said.status_code == 302


def licence_case(licence):
    """The case that a licence was granted on."""
    return Case.objects.get(public_id=licence.case_subject.split(":", 1)[1])


def _masked_only(answer):
    text = answer.content.decode()
    for pattern, instead in _MASKS:
        text = pattern.sub(instead, text)
    return text
