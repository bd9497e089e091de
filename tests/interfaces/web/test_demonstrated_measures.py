"""The measures of the demonstration State: what its seed tells can be seen at the desks."""

import pytest
from django.test import Client

from stratrade.apps.accounts import queries as accounts
from stratrade.apps.licences import general
from stratrade.apps.measures.models import CommitteeApproval, NotifiedConcern, RuleChange
from stratrade.interfaces.jobs import demonstrate, demonstrate_measures, reference


@pytest.fixture
def shown(db, settings):
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}
    settings.DEMONSTRATION = True
    reference.load(lambda _line: None)
    seed = demonstrate._seed()
    people = demonstrate._people(seed["people"])
    for row in seed["companies"]:
        demonstrate._company(row, people)
    demonstrate_measures.build(people)

    def page(who, address):
        client = Client()
        client.force_login(accounts.by_email(f"{who}@demo.example"))
        answer = client.get(address)
        assert answer.status_code == 200, address
        return answer.content.decode()

    return page


@pytest.mark.django_db(transaction=True)
def test_each_page_of_measures_has_something_to_look_at(shown):
    assert sorted(CommitteeApproval.objects.values_list("status", flat=True)) == [
        "CONFIRMED",
        "ENDING",
        "PROPOSED",
    ]
    assert CommitteeApproval.objects.get(status="CONFIRMED").committed > 0
    assert sorted(RuleChange.objects.values_list("status", flat=True)) == ["DRAFT", "OFFERED"]
    assert sorted(NotifiedConcern.objects.values_list("status", flat=True)) == [
        "ASKED",
        "LICENCE_REQUIRED",
        "OPEN",
    ]
    exporter = accounts.by_email("exporter@demo.example")
    assert len(list(general.missing(exporter))) == 1
    assert shown("officer", "/officer/approvals/").count("CAP-") == 3
    waiting = CommitteeApproval.objects.get(status="PROPOSED")
    assert "500,000 bbl" in shown("reviewer", f"/officer/approvals/{waiting.public_id}/")
    assert "DEMO-PARTS-LA" in shown("head", "/nation/rules/")
    assert "houthi" in shown("steward", "/steward/rules/")
    assert "DEMO-GA-VALVES" in shown("exporter", "/exporter/general/")
    waiting = shown("head", "/officer/general/")
    assert "Fictional Chemicals" in waiting
    told = shown(
        "exporter", "/transaction/?activity=export&destination=KP&hs_code=848180&quantity=5&unit=KGM"
    )
    assert "S/AC.49/DEMO/1" in told
