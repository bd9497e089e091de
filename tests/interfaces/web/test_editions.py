"""A steward proposes a control list, the head adopts it, and anybody reads the list on a day."""

import io
import zipfile
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from stratrade.apps.accounts.clock import today
from stratrade.apps.accounts.models import Agency, User
from stratrade.apps.lists import services
from stratrade.apps.lists.models import Adoption, Proposal
from stratrade.apps.nation import impact

HEAD = 'id: {0}\ntitle: List {0}\nlegal_status: For tests only.\nvalid_from: "2026-01-01"\n'
BODY = """
parameters:
  - {{id: accuracy, kind: quantity, unit: µm, label: {{en: positioning accuracy, fr: précision}}}}
entries:
  - code: 2B201
    title: Machine tools
    hs: [{{code: "845710", strength: direct, reason: machining centres}}]
    terms: {{en: [machine tool]}}
    criteria:
      path: 2B201
      title: any
      any:
        - path: 2B201.a.1
          title: accuracy
          leaf: {{quantity: {{parameter: accuracy, op: le, value: {0}, unit: µm}}}}
        - path: 2B201.b
          title: finer still
          valid_from: "2999-01-01"
          leaf: {{quantity: {{parameter: accuracy, op: le, value: 1, unit: µm}}}}
"""


def files(name, value):
    return {"edition.yaml": HEAD.format(name), "all.yaml": BODY.format(value)}


def packed(texts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in texts.items():
            archive.writestr(name, text)
    return SimpleUploadedFile("edition.zip", out.getvalue())


@pytest.fixture(autouse=True)
def _home(tmp_path, monkeypatch):
    monkeypatch.setenv("STRATRADE_HOME", str(tmp_path))


@pytest.fixture
def people(transactional_db):
    agency = Agency.objects.create(code="LISTS", names={"en": "Lists"})
    return {
        role: User.objects.create(email=f"{role}@lists.example", name=role.title(), role=role, agency=agency)
        for role in ("steward", "head")
    }


@pytest.fixture
def first(people):
    """An edition in force since today."""
    row = services.propose(
        texts=files("one", 6), instrument="No 1", in_force_from=today(), by=people["steward"]
    )
    services.accept(row.public_id, by=people["head"])


def propose(client, people, texts, **typed):
    client.force_login(people["steward"])
    day = (today() + timedelta(days=3)).isoformat()
    return client.post(
        "/steward/editions/new/",
        {"packaged": "", "instrument": "Prakas 12", "in_force_from": day, "file": packed(texts), **typed},
    )


def test_from_proposal_to_changes_in_words(client, people, first):
    answer = propose(client, people, files("two", 4))
    assert answer.status_code == 302, answer.content.decode()[:2000]
    page = client.get(answer.url).content.decode()
    assert "positioning accuracy from ≤ 6 µm to ≤ 4 µm" in page
    assert 'name="action"' not in page
    client.force_login(people["head"])
    mine = answer.url.replace("steward", "nation")
    assert 'name="action"' in client.get(mine).content.decode()
    done = client.post(mine, {"action": "adopt", "version": "1"})
    assert done.status_code == 302, done.content.decode()[:2000]
    assert Adoption.objects.count() == 2
    assert Proposal.objects.get(edition__code="two").impact["looked_at"] == {}
    client.logout()
    assert "positioning accuracy from ≤ 6 µm to ≤ 4 µm" in client.get("/list/changes/").content.decode()


def test_sent_back_needs_a_reason(client, people, first):
    mine = propose(client, people, files("two", 4)).url.replace("steward", "nation")
    client.force_login(people["head"])
    assert client.post(mine, {"action": "send_back", "version": "1"}).status_code == 422
    assert client.post(mine, {"action": "send_back", "version": "1", "reason": "No"}).status_code == 302
    assert Proposal.objects.get(edition__code="two").status == "SENT_BACK"


@pytest.mark.parametrize(
    ("texts", "said"),
    [(files("two", "'six'"), "2B201.a.1"), ({"../edition.yaml": ""}, "only YAML files in one folder")],
)
def test_faults_are_named_by_file_and_place(client, people, texts, said):
    answer = propose(client, people, texts)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Proposal.objects.exists()


def test_list_and_entry_on_a_day(client, people, first):
    assert "2B201" in client.get("/list/").content.decode()
    assert "No control list was in force" in client.get("/list/?on=1990-01-01").content.decode()
    assert client.get("/list/2B201/?on=1990-01-01").status_code == 404
    assert "finer still" not in client.get("/list/2B201/").content.decode()
    assert "finer still" in client.get("/list/2B201/?on=2999-01-01").content.decode()


@pytest.mark.parametrize(
    ("hs", "found"), [("8457", True), ("8457.10.90", True), ("84", False), ("9026", False)]
)
def test_entries_by_customs_code(client, people, first, hs, found):
    page = client.get("/list/customs-code/", {"hs": hs}).content.decode()
    assert ("Machine tools" in page) is found


def test_impact_names_what_is_answered_otherwise(people, first):
    row = services.propose(
        texts=files("two", 4), instrument="No 2", in_force_from=today(), by=people["steward"]
    )
    goods = [
        impact.Kept("case", "C-1", "/x/", 1, "machine tool", entry="2B201", values={"accuracy": "5 µm"}),
        impact.Kept("case", "C-2", "/x/", 1, "machine tool", entry="2B201", values={"accuracy": "3 µm"}),
        impact.Kept("licence", "L-1", "/x/", 1, "machine tool", entry="2B201"),
    ]
    found = impact.report(row.edition.digest, on=today(), providers=[lambda: iter(goods)])
    assert found["looked_at"] == {"case": 2, "licence": 1}
    assert found["changed"] == {"case": 1, "licence": 1}
    moved, reworded = found["rows"]
    assert (moved["reference"], moved["before"], moved["after"]) == ("C-1", "controlled", "not_listed")
    assert (reworded["reference"], reworded["reworded"]) == ("L-1", True)
