"""Names screened by hand and by the table, lists with what changed, and how good screening is: through the pages."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from procrastinate.contrib.django.models import ProcrastinateJob
from python_calamine import load_workbook

from stratrade.apps.accounts import access
from stratrade.apps.accounts.access import SYSTEM
from stratrade.apps.accounts.models import Agency, User
from stratrade.apps.notices.models import Notice
from stratrade.apps.parties import services as register
from stratrade.apps.screening import services
from stratrade.apps.screening.models import Alert, Batch, Screening
from stratrade.engines.matching.model import ListedName, ListedParty
from stratrade.interfaces.jobs import batches
from stratrade.interfaces.jobs.batches import screen_batch

OTHERS = [
    ListedParty("NAT", f"N{n}", "organisation", (ListedName(f"Placeholder Number{n} Trading"),))
    for n in range(3)
]


def _entry(*names):
    return ListedParty("NAT", "N9", "person", tuple(map(ListedName, names)), ("1970-02-03",), ("VN",))


@pytest.fixture
def sits(client, transactional_db):
    agency = Agency.objects.create(code="PAGES", names={"en": "Pages"})
    services.adopt("NAT", OTHERS, "a" * 64, names={"en": "National list"}, by=SYSTEM)
    services.adopt("NAT", [*OTHERS, _entry("Somchai Placeholder", "Som P.")], "b" * 64, by=SYSTEM)

    def sit(role):
        user = User.objects.create(email=f"{role}@pages.example", name=role, role=role, agency=agency)
        client.force_login(user)
        return client

    return sit


@pytest.mark.parametrize(
    ("role", "desk"),
    [("officer", "officer"), ("customs", "customs"), ("focal", "nation"), ("steward", "steward")],
)
def test_any_officer_screens_a_name_and_nothing_is_stored(sits, role, desk):
    client = sits(role)
    whole = client.get(f"/{desk}/screen/?name=Somchai+Placeholder").content.decode()
    assert "N9" in whole
    part = client.get(f"/{desk}/screen/?name=Somchai+Placeholder", headers={"HX-Request": "true"})
    assert "<html" not in part.content.decode()
    assert "N9" in part.content.decode()
    assert not Screening.objects.exists()


def test_list_says_who_is_on_it_and_what_its_last_edition_changed(sits):
    client = sits("officer")
    assert "/officer/watch-lists/NAT/" in client.get("/officer/watch-lists/").content.decode()
    said = client.get("/officer/watch-lists/NAT/?q=som+p.").content.decode()
    assert "Added: 1" in said
    assert "/officer/watch-lists/NAT/N9/" in said
    assert "Placeholder Number1" not in said
    said = client.get("/officer/watch-lists/NAT/N9/").content.decode()
    assert "3 Feb 1970" in said
    assert client.get("/officer/watch-lists/NAT/N404/").status_code == 404
    assert client.get("/officer/watch-lists/NONE/").status_code == 404


def test_table_of_names_is_screened_in_a_job_and_comes_back_as_a_workbook(sits):
    client = sits("customs")
    table = "name;country;born\nSomchai Placeholder;VN;1970-02-03\nQuite Another Person;Nowhere;\n;TH;\n"
    file = SimpleUploadedFile("names.csv", table.encode())
    answer = client.post("/customs/batches/", {"file": file})
    batch = Batch.objects.get()
    assert answer.url == f"/customs/batches/{batch.public_id}/"
    assert "Waiting" in client.get(answer.url).content.decode()
    job = ProcrastinateJob.objects.filter(task_name="screening.batch").latest("id")
    screen_batch(**job.args)
    batch.refresh_from_db()
    assert (batch.status, batch.count, batch.done, batch.matched) == ("DONE", 2, 2, 1)
    raw = client.get(f"{answer.url}workbook/").content
    rows = load_workbook(io.BytesIO(raw)).get_sheet_by_index(0).to_python()
    assert [(row[1], row[4], row[5]) for row in rows[1:]] == [
        ("Somchai Placeholder", "Somchai Placeholder", 100),
        ("Quite Another Person", "nobody", 0),
    ]
    about = load_workbook(io.BytesIO(raw)).get_sheet_by_index(1).to_python()
    assert ["b" * 64 in str(row) for row in about].count(True) == 1
    assert any("Nowhere" in str(row) for row in about)
    assert Notice.objects.get().code == "notices.screening.batch_done"
    assert Screening.objects.get().subject == batch.subject
    assert not Alert.objects.exists()
    screen_batch(**job.args)
    assert Screening.objects.count() == 1


def test_table_whose_job_ran_twice_keeps_its_evidence_once(sits, monkeypatch):
    client = sits("officer")
    raw = b"id,name\n" + b"".join(b"%d,Quite Another Person %d\n" % (n, n) for n in range(5))
    client.post("/officer/batches/", {"file": SimpleUploadedFile("names.csv", raw)})
    batch = Batch.objects.get()
    monkeypatch.setattr(batches, "PART", 2)

    def dies(*_args, **_more):
        raise RuntimeError("killed")

    with monkeypatch.context() as patch:
        patch.setattr(services, "finish", dies)
        with pytest.raises(RuntimeError):
            screen_batch(str(batch.public_id))
    screen_batch(str(batch.public_id))
    batch.refresh_from_db()
    assert (batch.status, batch.count, batch.done) == ("DONE", 5, 5)
    assert [len(row.query) for row in Screening.objects.order_by("pk")] == [2, 2, 1]


def test_table_that_is_no_table_is_refused_with_a_reason(sits):
    client = sits("officer")
    answer = client.post("/officer/batches/", {"file": SimpleUploadedFile("names.doc", b"x")})
    assert answer.status_code == 422
    assert "neither XLSX nor CSV" in answer.content.decode()
    client.post("/officer/batches/", {"file": SimpleUploadedFile("names.csv", b"colour\nred\n")})
    batch = Batch.objects.get()
    screen_batch(str(batch.public_id))
    said = client.get(f"/officer/batches/{batch.public_id}/").content.decode()
    assert "name is missing" in said
    assert client.get(f"/officer/batches/{batch.public_id}/workbook/").status_code == 404


def test_quality_counts_false_matches_and_hours_by_list_and_channel(sits):
    client = sits("officer")
    head = User.objects.create(email="head@pages.example", name="head", role="head")
    for subject in ("casework.case:1", "casework.case:2", "enforcement.declaration:1"):
        named = [services.Subject("consignee", "Somchai Placeholder", "VN")]
        with transaction.atomic():
            services.raise_alerts(subject=subject, parties=named, by=SYSTEM)
    first = Alert.objects.filter(subject="casework.case:1").get()
    officer = User.objects.get(role="officer")
    services.settle(first.public_id, "clear", reason="Another person", version=None, by=officer)
    assert (
        "waiting for a second person" in client.get("/officer/alerts/?status=SECOND").content.decode().lower()
    )
    services.second(first.public_id, agree=True, version=None, by=head)
    said = client.get("/officer/screening-quality/").content.decode()
    assert "3 of 3 decided alerts were about somebody else" in said
    assert said.count(">100<") >= 2
    assert client.get("/officer/alerts/?channel=border&status=FALSE").content.decode().count("data-step") == 1
    assert client.get(f"/officer/alerts/{first.public_id}/trust/").status_code == 200


def test_table_raises_alerts_where_the_officer_asks_for_it_and_only_then(sits):
    client = sits("officer")
    assert "Raise alerts about the likenesses" in client.get("/officer/batches/").content.decode()
    table = "name;country;born\nSomchai Placeholder;VN;1970-02-03\nQuite Another Person;TH;\n"
    for asked in ({}, {"alerting": "on"}):
        client.post("/officer/batches/", {"file": SimpleUploadedFile("names.csv", table.encode()), **asked})
        batch = Batch.objects.latest("pk")
        screen_batch(str(batch.public_id))
        assert Alert.objects.filter(subject=batch.subject).count() == bool(asked)
    alert = Alert.objects.get()
    assert "Somchai Placeholder" in client.get("/officer/alerts/?channel=tables").content.decode()
    assert client.get(f"/officer/alerts/{alert.public_id}/").status_code == 200
    said = client.get(f"/officer/batches/{batch.public_id}/").content.decode()
    assert "1 alert raised" in said
    assert "was handed in to raise alerts" in said
    screen_batch(str(batch.public_id))
    assert Alert.objects.count() == 1


def test_customs_cannot_raise_alerts_by_a_table(sits):
    client = sits("customs")
    assert "Raise alerts" not in client.get("/customs/batches/").content.decode()
    table = SimpleUploadedFile("names.csv", b"name\nSomchai Placeholder\n")
    client.post("/customs/batches/", {"file": table, "alerting": "on"})
    assert not Batch.objects.get().alerting
    with pytest.raises(access.AccessDenied):
        services.hand_in(b"name\nX\n", "x.csv", alerting=True, by=User.objects.get(role="customs"))


def test_officer_keeps_the_addresses_of_a_known_party(sits):
    client = sits("officer")
    officer = User.objects.get(role="officer")
    party = register.register(
        {"name": "Fictional Mekong Optics", "country": "VN"}, identifiers={}, by=officer
    )
    page = f"/officer/parties/{party.public_id}/"
    assert f"{page}address/" in client.get(page).content.decode()
    typed = {"text": "12 Placeholder Road\nSampletown", "country": "VN", "source": "Invoice of the applicant"}
    assert client.post(f"{page}address/", {**typed, "text": " "}).status_code == 422
    assert client.post(f"{page}address/", typed).url == page
    assert client.post(f"{page}address/", typed).status_code == 422
    first = party.addresses.get()
    step = f"/officer/addresses/{first.public_id}/"
    assert "12 Placeholder Road" in client.get(step).content.decode()
    mended = {"text": "21 Placeholder Road, Sampletown", "country": "VN", "reason": "Misread"}
    assert client.post(step, mended).url == page
    second = party.addresses.get(ended_at=None)
    assert client.post(f"/officer/addresses/{second.public_id}/end/", {"reason": "Moved away"}).url == page
    said = client.get(page).content.decode()
    for words in (
        "Addresses it no longer has",
        "Misread",
        "Moved away",
        "21 Placeholder Road",
        "None is known",
    ):
        assert words in said
    client.force_login(User.objects.create(email="c@pages.example", name="c", role="customs"))
    at_customs = client.get(f"/customs/parties/{party.public_id}/").content.decode()
    assert "Moved away" in at_customs
    assert "Add an address" not in at_customs
