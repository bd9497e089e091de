"""Rulings: asked, assessed, decided by another person, printed, verified, and kept within their bounds."""

from datetime import date

import pytest

from stratrade.apps.accounts.access import SYSTEM, AccessDenied, SamePerson
from stratrade.apps.accounts.models import Agency, User
from stratrade.apps.accounts.transitions import StaleVersion
from stratrade.apps.audit.models import EventRow
from stratrade.apps.classification import precedents, queries
from stratrade.apps.classification.services import ProductFields, add_product, bench, decide, rulings
from stratrade.apps.documents import queries as documents
from stratrade.apps.lists import services as lists
from stratrade.apps.parties import services as parties
from stratrade.kernel.machine import IllegalTransition

ASKED = rulings.RulingFields("CLASSIFICATION", "Sample drums", destination="JP")
DRUM = rulings.GoodsFields(
    "Triethanolamine solution in drums", cas="102-71-6", answers={"concentration_pct": "80 %"}
)
CHAIR = rulings.GoodsFields("Wooden garden chair, folding", hs="9401.69")


@pytest.fixture
def digest(transactional_db):
    row = lists.load(by=SYSTEM)
    lists.adopt(row.digest, in_force_from=date(2020, 1, 1), by=SYSTEM)
    return row.digest


@pytest.fixture
def people(digest):
    found = {}
    for name in ("first", "second"):
        user = User.objects.create(email=f"{name}@rulings.example", name=name, role="exporter")
        company = parties.register({"name": f"{name} Ltd", "country": "KH"}, identifiers={}, by=SYSTEM)
        parties.add_member(company.public_id, user, by=SYSTEM)
        found[name] = user
    agency = Agency.objects.create(code="GDXX", names={"en": "Sample customs"}, kind="customs")
    found["customs"] = User.objects.create(
        email="c@rulings.example", name="Customs", role="customs", agency=agency
    )
    for name, role in (("officer", "officer"), ("head", "head"), ("auditor", "auditor")):
        found[name] = User.objects.create(email=f"{name}@rulings.example", name=name, role=role)
    return found


def submitted(people, *goods, fields=ASKED, who="first"):
    by = people[who]
    request = rulings.start(fields, by=by)
    for one in goods:
        rulings.put_goods(request.public_id, one, version=None, by=by)
    return rulings.submit(request.public_id, version=None, by=by)


def proposed(people, *goods, entry="NOT_LISTED", letter=False, replaces=None, fields=ASKED):
    request = submitted(people, *goods, fields=fields)
    officer = people["officer"]
    bench.take(request.public_id, version=None, by=officer)
    numbers = [item.number for item in request.items.all()]
    bench.find(request.public_id, numbers, entry=entry, reason="Compared.", version=None, by=officer)
    return bench.propose(
        request.public_id,
        reply="As found above.",
        valid_months=12,
        no_licence_letter=letter,
        replaces=replaces,
        version=None,
        by=officer,
    )


def answered(people, *goods, **kwargs):
    return decide.approve(proposed(people, *goods, **kwargs).public_id, version=None, by=people["head"])


def test_submit_freezes_what_the_list_said_with_its_edition(people, digest):
    request = submitted(people, DRUM)
    item = request.items.get()
    assert request.reference.startswith("RUL-")
    assert (request.status, request.edition) == ("SUBMITTED", digest)
    assert item.identification["verdict"] == "controlled"
    assert item.values == {"concentration_pct": "80 %"}
    assert request.due_on is not None


def test_submit_without_goods_or_destination_names_what_is_missing(people):
    empty = rulings.start(ASKED, by=people["first"])
    with pytest.raises(IllegalTransition) as refused:
        rulings.submit(empty.public_id, version=None, by=people["first"])
    assert refused.value.finding.params == {"field": "items"}
    nowhere = rulings.RulingFields("LICENCE_NEEDED", "Chairs")
    with pytest.raises(IllegalTransition) as refused:
        submitted(people, CHAIR, fields=nowhere)
    assert refused.value.finding.params == {"field": "destination"}


def test_product_of_the_library_becomes_an_item(people):
    fields = ProductFields("Sample", "Triethanolamine solution", answers={"concentration_pct": "80 %"})
    product = add_product(fields, by=people["first"])
    request = rulings.start(ASKED, by=people["first"])
    item = rulings.put_product(request.public_id, product.public_id, version=None, by=people["first"])
    assert (item.product, item.answers) == (product, product.answers)
    other = rulings.start(ASKED, by=people["second"])
    with pytest.raises(type(product).DoesNotExist):
        rulings.put_product(other.public_id, product.public_id, version=None, by=people["second"])


def test_handed_in_request_is_no_longer_changed(people):
    request = submitted(people, DRUM)
    with pytest.raises(rulings.RulingRefused):
        rulings.put_goods(request.public_id, CHAIR, version=None, by=people["first"])
    with pytest.raises(rulings.RulingRefused):
        rulings.describe(request.public_id, ASKED, version=None, by=people["first"])


def test_who_sees_what(people):
    request = submitted(people, DRUM)
    draft = rulings.start(ASKED, by=people["first"])
    assert queries.own_ruling(request.public_id, for_=people["first"]) == request
    assert queries.ruling(request.public_id, for_=people["second"]) is None
    assert queries.ruling(request.public_id, for_=people["customs"]) is None
    assert queries.ruling(request.public_id, for_=people["officer"]) == request
    assert queries.ruling(request.public_id, for_=people["auditor"]) == request
    assert queries.ruling(draft.public_id, for_=people["officer"]) is None


@pytest.mark.parametrize("who", ["first", "customs", "auditor"])
def test_only_technical_officers_assess(people, who):
    request = submitted(people, DRUM)
    with pytest.raises(AccessDenied):
        bench.take(request.public_id, version=None, by=people[who])


def test_question_goes_to_the_applicant_and_its_answer_into_the_values(people):
    request = submitted(people, DRUM)
    bench.take(request.public_id, version=None, by=people["officer"])
    bench.inquire(
        request.public_id,
        text="How strong is it?",
        number=1,
        parameters=["concentration_pct"],
        version=None,
        by=people["officer"],
    )
    with pytest.raises(rulings.RulingRefused):
        rulings.reply(request.public_id, answer=" ", answers={}, version=None, by=people["first"])
    done = rulings.reply(
        request.public_id,
        answer="See sheet",
        answers={"concentration_pct": "20", "unasked": "1"},
        version=None,
        by=people["first"],
    )
    item = done.items.get()
    assert done.status == "ASSESSING"
    assert item.values == {"concentration_pct": "20"}
    assert item.answers == {"concentration_pct": "80 %"}


def test_finding_needs_an_entry_of_the_list_in_force_and_a_reason(people):
    request = submitted(people, DRUM, CHAIR)
    officer = people["officer"]
    bench.take(request.public_id, version=None, by=officer)
    for entry, reason in (("9Z999", "Compared."), ("1C350", " ")):
        with pytest.raises(rulings.RulingRefused):
            bench.find(request.public_id, [1], entry=entry, reason=reason, version=None, by=officer)
    with pytest.raises(IllegalTransition) as refused:
        bench.propose(request.public_id, reply="So.", valid_months=12, version=None, by=officer)
    assert refused.value.finding.code == "classification.ruling.unrated"
    done = bench.find(request.public_id, [1, 2], entry="1C350", reason="Alike.", version=None, by=officer)
    assert [item.entry for item in done] == ["1C350", "1C350"]
    with pytest.raises(StaleVersion):
        bench.find(request.public_id, [1], entry="1C350", reason="x", version=1, by=officer)


def test_proposer_does_not_decide(people):
    head = people["head"]
    request = submitted(people, DRUM)
    bench.take(request.public_id, version=None, by=head)
    bench.find(request.public_id, [1], entry="1C350", reason="Compared.", version=None, by=head)
    bench.propose(request.public_id, reply="So.", valid_months=12, version=None, by=head)
    with pytest.raises(SamePerson):
        decide.approve(request.public_id, version=None, by=head)
    with pytest.raises(AccessDenied):
        decide.approve(request.public_id, version=None, by=people["officer"])


def test_sent_back_proposal_is_worked_on(people):
    request = proposed(people, DRUM, entry="1C350")
    with pytest.raises(rulings.RulingRefused):
        decide.send_back(request.public_id, reason=" ", version=None, by=people["head"])
    back = decide.send_back(request.public_id, reason="Name the paragraph", version=None, by=people["head"])
    assert (back.status, back.sent_back_reason) == ("ASSESSING", "Name the paragraph")


def test_approved_ruling_has_a_letter_that_verifies(people, digest):
    request = answered(people, DRUM, entry="1C350")
    assert (request.status, request.ruled_with) == ("ANSWERED", digest)
    letter = documents.standing(request.subject, "ruling")
    assert documents.content(letter).startswith(b"%PDF")
    check = documents.verify(letter.token)
    assert (check.result, check.kind, check.standing) == ("genuine", "ruling", "ISSUED")
    assert check.payload["e"] == letter.context["edition"].rsplit("(", 1)[1].rstrip(")")
    assert (check.payload["f"], check.payload["l"][0][0]) == (request.valid_from.isoformat(), "1C350")
    assert documents.standing(request.subject, "no_licence") is None
    names = list(
        EventRow.objects.filter(subject=request.subject).order_by("seq").values_list("name", flat=True)
    )
    assert names[-2:] == ["documents.DocumentIssued", "classification.RulingAnswered"]


def test_no_licence_letter_only_where_none_is_required(people):
    with pytest.raises(rulings.RulingRefused) as refused:
        proposed(people, DRUM, entry="1C350", letter=True)
    assert refused.value.finding.code == "classification.ruling.licence_may_be_required"
    nowhere = rulings.RulingFields("CLASSIFICATION", "Chairs")
    with pytest.raises(rulings.RulingRefused):
        proposed(people, CHAIR, letter=True, fields=nowhere)
    request = answered(people, CHAIR, letter=True)
    letter = documents.standing(request.subject, "no_licence")
    assert documents.verify(letter.token).payload["d"] == "JP"
    assert letter.context["items"][0]["outcome"] == "no licence required"


def test_revoked_and_replaced_rulings_say_so(people):
    first = answered(people, CHAIR, letter=True)
    second = answered(people, CHAIR, replaces=first.public_id)
    first.refresh_from_db()
    assert first.status == "SUPERSEDED"
    assert documents.verify(documents.standing(first.subject, "no_licence").token).standing == "REPLACED"
    decide.revoke(second.public_id, reason="Wrong facts", version=None, by=people["head"])
    assert documents.verify(documents.standing(second.subject, "ruling").token).standing == "REVOKED"
    with pytest.raises(AccessDenied):
        decide.revoke(second.public_id, reason="x", version=None, by=people["officer"])


def test_precedent_is_found_by_likeness_and_followed_once_confirmed(people, digest):
    earlier = answered(people, DRUM, entry="1C350")
    answered(people, CHAIR)
    request = submitted(people, rulings.GoodsFields("Drum of triethanolamine", cas="102-71-6"))
    officer = people["officer"]
    bench.take(request.public_id, version=None, by=officer)
    near = precedents.like(request.items.get(), edition=digest, for_=officer)
    assert [(p.item.request, p.older, p.standing) for p in near] == [(earlier, False, True)]
    assert precedents.like(request.items.get(), edition="another", for_=officer)[0].older
    assert precedents.like(request.items.get(), edition=digest, for_=people["first"]) == []
    with pytest.raises(rulings.RulingRefused) as refused:
        bench.follow(
            request.public_id, [1], precedent=near[0].item.pk, confirmed=False, version=None, by=officer
        )
    assert refused.value.finding.code == "classification.ruling.not_confirmed"
    done = bench.follow(
        request.public_id, [1], precedent=near[0].item.pk, confirmed=True, version=None, by=officer
    )
    assert (done[0].entry, done[0].precedent, done[0].reasons) == ("1C350", near[0].item, "Compared.")


def test_precedents_are_searched_by_words_entry_edition_and_day(people, digest):
    answered(people, DRUM, entry="1C350")
    answered(people, CHAIR)
    officer = people["officer"]
    assert precedents.search(for_=officer, words="triethanolamine").count() == 1
    assert precedents.search(for_=officer, entry="1C").count() == 1
    assert precedents.search(for_=officer, edition=digest).count() == 2
    assert not precedents.search(for_=officer, last=date(2020, 1, 1)).exists()
    assert not precedents.search(for_=people["first"]).exists()


def test_customs_asks_in_one_step_and_sees_the_answer(people):
    request = rulings.ask_about(
        rulings.RulingFields("CLASSIFICATION", "Goods of declaration 7"),
        CHAIR,
        about="enforcement.declaration:x/1",
        about_label="KHPP1 7, item 1",
        by=people["customs"],
    )
    assert (request.status, request.asker) == ("SUBMITTED", "GDXX")
    assert queries.rulings_about("enforcement.declaration:x/1", for_=people["customs"]) == [request]
    assert queries.rulings_about("enforcement.declaration:x/1", for_=people["first"]) == []


def test_withdrawn_and_rejected_requests_end(people):
    request = submitted(people, DRUM)
    assert rulings.withdraw(request.public_id, reason="", version=None, by=people["first"]).status == (
        "WITHDRAWN"
    )
    other = submitted(people, DRUM)
    done = bench.reject(other.public_id, reason="No data sheet", version=None, by=people["officer"])
    assert (done.status, done.closing_reason) == ("REJECTED", "No data sheet")
    with pytest.raises(IllegalTransition):
        bench.take(other.public_id, version=None, by=people["officer"])


def test_turns_follow_the_request(people):
    request = proposed(people, DRUM, entry="1C350")
    assert list(queries.rulings_needing(people["head"])) == [request]
    assert not queries.rulings_needing(people["officer"]).exists()
    assert list(queries.rulings_moving(people["first"])) == [request]
