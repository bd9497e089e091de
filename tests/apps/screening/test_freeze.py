"""A confirmed match on the UN list goes from agency to agency; the applicant sees nothing; a release undoes it."""

import datetime as dt
from dataclasses import replace

import pytest

from stratrade.apps import pack
from stratrade.apps.accounts import queries as accounts
from stratrade.apps.accounts import services as account_services
from stratrade.apps.accounts.access import SYSTEM, AccessDenied, SamePerson
from stratrade.apps.accounts.clock import today
from stratrade.apps.notices.models import Notice
from stratrade.apps.screening import queries, services
from stratrade.apps.screening.models import Alert, Freeze, ListEdition

from .conftest import adopt, decided, listed, work

QUARTZ = "Tonle Quartz Waterworks"


def _edition(*more):
    return adopt(*more, listed("QDe.900", "Somebody Else Entirely", code="UN"), code="UN")


@pytest.fixture
def agencies(state):
    """A reviewer at each agency on the road, and one beside it."""
    return {
        code: account_services.create_user(
            email=f"{code.lower()}@screening.example",
            name=code,
            role="reviewer",
            agency=accounts.agency(code),
            by=SYSTEM,
        )
        for code in ("MFAIC", "MOJ", "CAFIU", "MND")
    }


@pytest.fixture
def frozen(state, case, licence, agencies):
    """A referral about the consignee of a case and a licence."""
    ListEdition.objects.filter(list__code="UN").update(count=1)
    _edition(listed("QDe.901", QUARTZ, code="UN"))
    work()
    decided(Alert.objects.filter(subject=case.subject).get(), "confirm", state)
    return Freeze.objects.get()


def _answer(freeze, outcome, by, **more):
    services.answer(freeze.public_id, outcome, version=None, by=by, **more)
    work()


def test_referral_goes_its_road_with_goods_named_and_only_those_on_it_see_it(
    state, case, licence, agencies, frozen, client
):
    assert frozen.reference.startswith("FRZ-")
    assert "financing" in frozen.legal_basis
    assert {m.subject for m in frozen.matters.all()} == {case.subject}
    assert "Bellows sealed valve" in frozen.matters.get(kind="GOODS").description
    seen = {code: queries.freezes(for_=user).exists() for code, user in agencies.items()}
    assert seen == {"MFAIC": True, "MOJ": False, "CAFIU": False, "MND": False}
    with pytest.raises(Freeze.DoesNotExist):
        _answer(frozen, "FORWARDED", agencies["MOJ"])
    services.receive_freeze(frozen.public_id, by=agencies["MFAIC"])
    with pytest.raises(services.Refused, match="outcome"):
        _answer(frozen, "FROZEN", agencies["MFAIC"])
    _answer(frozen, "FORWARDED", agencies["MFAIC"], note="Note verbale")
    with pytest.raises(services.Refused, match="no_paper"):
        _answer(frozen, "ORDER_MADE", agencies["MOJ"])
    _answer(frozen, "ORDER_MADE", agencies["MOJ"], paper="Order 12 of 2026-11-30")
    _answer(frozen, "NIL", agencies["CAFIU"], note="No account is held")
    frozen.refresh_from_db()
    assert frozen.status == "ANSWERED"
    assert [s.outcome for s in frozen.stops.all()] == ["FORWARDED", "ORDER_MADE", "NIL"]
    told = set(Notice.objects.filter(code__contains="freeze").values_list("code", "user__email"))
    assert ("notices.screening.freeze_passed_on", "moj@screening.example") in told
    assert not any(email.startswith(("exporter", "mnd", "customs")) for _, email in told)
    with pytest.raises(AccessDenied):
        services.release(
            frozen.public_id, "FALSE_POSITIVE", reason="An error", version=None, by=state["officer"]
        )
    with pytest.raises(services.Refused, match="still_listed"):
        services.release(frozen.public_id, "DELISTED", reason="Off", version=None, by=state["head"])
    _edition()
    work()
    assert Notice.objects.filter(code="notices.screening.freeze_delisted", user=state["head"]).exists()
    services.release(frozen.public_id, "DELISTED", reason="Off the list", version=None, by=state["head"])
    work()
    case.refresh_from_db()
    licence.refresh_from_db()
    assert (case.held, licence.flagged) == (False, False)
    assert set(Alert.objects.values_list("status", flat=True)) == {"FALSE"}
    trust = {"valid_to": today() + dt.timedelta(days=9), "reason": "Known", "version": None}
    released = Alert.objects.get(subject=case.subject)
    released.decided_by = state["officer"]
    released.proposed_by = state["head"]
    released.save()
    with pytest.raises(SamePerson):
        services.trust(released.public_id, **trust, by=state["head"])


def test_who_confirmed_a_match_does_not_alone_call_it_an_error(state, case, frozen, client, monkeypatch):
    other = account_services.create_user(
        email="second.head@screening.example",
        name="Second head",
        role="head",
        agency=state["head"].agency,
        by=SYSTEM,
    )
    page = f"/officer/freezes/{frozen.public_id}/"
    typed = {"ground": "FALSE_POSITIVE", "reason": "Another company", "version": frozen.version}
    client.force_login(state["head"])
    with monkeypatch.context() as patch:
        chosen = pack.read("kh")
        without = replace(chosen, screening=replace(chosen.screening, release_second=()))
        patch.setattr(pack, "read", lambda _name: without)
        refused = client.post(page + "release/", typed)
        assert refused.status_code == 422
        assert "is for another person to say" in refused.content.decode()
    frozen.refresh_from_db()
    assert (frozen.status, frozen.release_proposed_by) == ("OPEN", None)
    client.force_login(other)
    assert client.post(page + "release/", typed).status_code == 302
    frozen.refresh_from_db()
    assert (frozen.status, frozen.released_by) == ("RELEASED", other)


def test_the_only_head_releases_an_error_with_an_office_that_the_pack_chose(
    state, case, agencies, frozen, client
):
    page = f"/officer/freezes/{frozen.public_id}/"
    typed = {"ground": "FALSE_POSITIVE", "reason": "Another company of that name", "version": frozen.version}
    client.force_login(state["head"])
    assert client.post(page + "release/", typed).status_code == 302
    work()
    frozen.refresh_from_db()
    assert (frozen.status, frozen.release_proposed_by, frozen.released_by) == ("OPEN", state["head"], None)
    assert client.get(page + "agree/").status_code == 404
    told = Notice.objects.filter(code="notices.screening.freeze_release_proposed")
    assert {n.user for n in told} == {agencies["MFAIC"]}
    for who in ("MOJ", "CAFIU"):
        client.force_login(agencies[who])
        assert client.get(page + "agree/").status_code == 404
    with pytest.raises(SamePerson):
        services.agree_release(frozen.public_id, agree=True, version=None, by=state["head"])
    client.force_login(agencies["MFAIC"])
    assert "calls it an error" in client.get(page).content.decode()
    assert f"{page}agree/" in client.get("/officer/").content.decode()
    no = {"agree": "no", "reason": "", "version": frozen.version}
    assert client.post(page + "agree/", no).status_code == 422
    assert client.post(page + "agree/", {**no, "reason": "Show the papers"}).status_code == 302
    work()
    frozen.refresh_from_db()
    assert (frozen.release_proposed_by, frozen.release_reason) == (None, "")
    services.release(frozen.public_id, "FALSE_POSITIVE", reason="Seen", version=None, by=state["head"])
    frozen.refresh_from_db()
    yes = {"agree": "yes", "reason": "", "version": frozen.version}
    assert client.post(page + "agree/", yes).status_code == 302
    work()
    frozen.refresh_from_db()
    case.refresh_from_db()
    assert (frozen.status, frozen.released_by, case.held) == ("RELEASED", agencies["MFAIC"], False)


def test_alert_keeps_who_confirmed_and_who_released_each_with_their_own_reason(
    state, case, agencies, frozen, client
):
    alert = Alert.objects.get(subject=case.subject)
    before = (alert.reason, alert.decided_by, alert.proposed_by)
    services.release(frozen.public_id, "FALSE_POSITIVE", reason="Wrong firm", version=None, by=state["head"])
    services.agree_release(frozen.public_id, agree=True, version=None, by=agencies["MFAIC"])
    alert.refresh_from_db()
    assert (alert.reason, alert.decided_by, alert.proposed_by) == before
    assert (alert.release_reason, alert.released_by) == ("Wrong firm", agencies["MFAIC"])
    client.force_login(state["officer"])
    said = client.get(f"/officer/alerts/{alert.public_id}/").content.decode()
    assert said.index(alert.reason) < said.index("Released by MFAIC") < said.index("Wrong firm")


def test_applicant_sees_the_same_page_and_no_notice_before_and_after(state, case, agencies, client):
    client.force_login(state["exporter"])
    pages = (f"/exporter/applications/{case.public_id}/", "/exporter/", "/exporter/applications/", "/inbox/")

    def shown():
        return [
            "\n".join(
                line for line in client.get(page).content.decode().splitlines() if "csrf" not in line.lower()
            )
            for page in pages
        ]

    before, told = shown(), Notice.objects.filter(user=state["exporter"]).count()
    ListEdition.objects.filter(list__code="UN").update(count=1)
    _edition(listed("QDe.901", QUARTZ, code="UN"))
    work()
    decided(Alert.objects.filter(subject=case.subject).get(), "confirm", state)
    case.refresh_from_db()
    assert case.held
    assert Freeze.objects.exists()
    assert shown() == before
    assert Notice.objects.filter(user=state["exporter"]).count() == told
    assert client.get("/officer/freezes/").status_code == 403


def test_references_go_both_ways_and_each_side_answers_the_other(state, agencies):
    unit, officer = agencies["CAFIU"], state["officer"]
    out = services.send(name="Sample Payer Bank", text="Who is behind it?", country="KH", by=officer)
    assert [r.pk for r in queries.financial_waiting(for_=unit)] == [out.pk]
    with pytest.raises(services.Refused, match="not_your_turn"):
        services.answer_reference(out.public_id, outcome="NIL", answer="-", by=officer)
    services.answer_reference(out.public_id, outcome="NIL", answer="Nothing is known", by=unit)
    back = services.send(name="Sample Trading", text="Paid twice for one shipment", by=unit)
    assert (back.direction, [r.pk for r in queries.financial_waiting(for_=officer)]) == ("IN", [back.pk])
    assert not queries.financial(for_=agencies["MFAIC"]).exists()
    assert not queries.financial(for_=state["exporter"]).exists()
