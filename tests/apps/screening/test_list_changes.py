"""A list changes: whoever is stored is screened again, cases are held and licences flagged, once."""

import random
from dataclasses import replace
from importlib.resources import files

import pytest
from django.db import transaction

from stratrade.apps.accounts.access import SYSTEM
from stratrade.apps.audit.applying import happening
from stratrade.apps.audit.models import EventRow
from stratrade.apps.audit.services import hosting
from stratrade.apps.casework.services import reactions as casework
from stratrade.apps.notices.models import Notice
from stratrade.apps.parties import queries as register
from stratrade.apps.parties import services as parties
from stratrade.apps.screening import services
from stratrade.apps.screening.models import Alert, ListEdition
from stratrade.apps.screening.services import reactions
from stratrade.interfaces.exchange.watchlists import lines

from .conftest import adopt, decided, listed, work

QUARTZ = "Tonle Quartz Waterworks"
OTHERS = [listed(f"N{n}", f"Placeholder Number{n} Trading") for n in range(1, 5)]


def _alerts():
    return set(Alert.objects.values_list("subject", "party_key", "list_code", "entry_id"))


def test_adoption_holds_the_case_flags_the_licence_and_tells_both_desks(state, case, licence, declaration):
    adopt(*OTHERS)
    work()
    assert not Alert.objects.exists()
    edition = adopt(*OTHERS, listed("N9", QUARTZ))
    work()
    found = Alert.objects.all()
    assert {a.subject.split(":")[0] for a in found} == {
        "casework.case", "licences.licence", "enforcement.declaration",
    }  # fmt: skip
    assert {(a.entry_id, a.edition, a.listed["entry_id"]) for a in found} == {("N9", edition.digest, "N9")}
    case.refresh_from_db()
    licence.refresh_from_db()
    assert case.held
    assert licence.flagged
    told = Notice.objects.filter(code="notices.screening.alert_raised").values_list("user__role", "link")
    assert {(role, link.split("/")[1]) for role, link in told} == {
        ("officer", "officer"),
        ("head", "officer"),
        ("supervisor", "customs"),
    }
    said = EventRow.objects.filter(name="screening.StoredRescreened", payload__digest=edition.digest)
    assert {r.payload["of"] for r in said} == {"parties", "cases", "licences", "declarations"}
    assert all(r.payload["compared"] <= 3 for r in said)


def test_clearing_once_settles_the_same_match_everywhere_and_releases(state, case, licence):
    adopt(*OTHERS, listed("N9", QUARTZ))
    work()
    alert = Alert.objects.filter(subject=case.subject).first()
    decided(alert, "clear", state)
    assert set(Alert.objects.values_list("status", flat=True)) == {"FALSE"}
    case.refresh_from_db()
    licence.refresh_from_db()
    assert not case.held
    assert not licence.flagged
    adopt(*OTHERS, listed("N9", QUARTZ), listed("N10", "Yet Somebody Else"))
    work()
    assert not Alert.objects.filter(status="OPEN").exists()


def test_confirmed_match_keeps_the_hold_and_the_flag(state, case, licence):
    adopt(*OTHERS, listed("N9", QUARTZ))
    work()
    alert = Alert.objects.filter(subject=licence.subject).get()
    decided(alert, "confirm", state)
    case.refresh_from_db()
    licence.refresh_from_db()
    assert (case.held, licence.flagged) == (True, True)
    assert set(Alert.objects.values_list("status", flat=True)) == {"TRUE"}


def test_supervisor_settles_the_alerts_of_the_border_alone(state, case, declaration):
    adopt(*OTHERS, listed("N9", QUARTZ))
    work()
    alert = Alert.objects.get(subject__startswith="enforcement.")
    services.settle(
        alert.public_id, "clear", reason="Another company", version=alert.version, by=state["supervisor"]
    )
    assert set(Alert.objects.exclude(proposed_by=None).values_list("pk", flat=True)) == {alert.pk}
    services.second(alert.public_id, agree=True, version=None, by=state["officer"])
    assert set(Alert.objects.filter(subject=case.subject).values_list("status", flat=True)) == {"OPEN"}


def test_changed_entry_renews_the_open_alert_and_lapses_the_cleared_one(state, case):
    adopt(*OTHERS, listed("N9", QUARTZ))
    work()
    first = Alert.objects.filter(subject=case.subject).values_list("pk", "version").first()
    edition = adopt(*OTHERS, listed("N9", QUARTZ, "An Alias Nobody Had"))
    work()
    (alert,) = Alert.objects.filter(subject=case.subject)
    assert (alert.pk, alert.version) == (first[0], first[1] + 1)
    assert alert.edition == edition.digest
    assert len(alert.listed["names"]) == 2
    decided(alert, "clear", state)
    adopt(*OTHERS, listed("N9", QUARTZ, "An Alias Nobody Had", "And One More"))
    work()
    assert sorted(Alert.objects.filter(subject=case.subject).values_list("status", flat=True)) == [
        "FALSE",
        "OPEN",
    ]
    case.refresh_from_db()
    assert case.held


def test_same_number_under_another_name_is_found(state, case):
    adopt(*OTHERS)
    work()
    adopt(*OTHERS, listed("N9", "Quite Different Holdings", identifiers={"registration": ("VN 99817263",)}))
    work()
    assert {a.entry_id for a in Alert.objects.filter(subject=case.subject)} == {"N9"}


def test_party_that_takes_a_listed_name_is_screened_with_its_cases_and_licences(state, case, licence):
    adopt(*OTHERS, listed("N9", "Bassac Quartz Holdings"))
    work()
    assert not Alert.objects.exists()
    company = state["company"]
    parties.change(
        company.public_id, {"name": "Bassac Quartz Holdings Ltd"}, version=None, by=state["officer"]
    )
    work()
    assert {s for s, _, _, _ in _alerts()} == {company.subject, case.subject, licence.subject}
    case.refresh_from_db()
    licence.refresh_from_db()
    assert case.held
    assert licence.flagged


def test_new_party_is_held_against_the_list_in_force(state):
    adopt(*OTHERS, listed("N9", QUARTZ))
    work()
    made = parties.register({"name": QUARTZ, "country": "VN"}, identifiers={}, by=state["officer"])
    work()
    assert {s for s, _, _, _ in _alerts()} == {made.subject}


def test_reaction_that_runs_again_raises_nothing_more(state, case):
    adopt(*OTHERS, listed("N9", QUARTZ))
    work()
    before = _alerts()
    row = EventRow.objects.filter(name="screening.EditionAdopted", payload__list="NAT").last()
    with transaction.atomic(), hosting():
        casework.rescreen_cases(happening(row))
    assert _alerts() == before


def _varied(name, rng):
    """A name as somebody may write it: words turned, one letter wrong, or a legal form more."""
    words = name.split()
    kind = rng.randrange(4)
    if kind == 0 and len(words) > 1:
        words = [*words[1:], words[0]]
    elif kind == 1:
        place = rng.randrange(len(words))
        word = words[place]
        if len(word) > 4:
            cut = rng.randrange(1, len(word) - 1)
            words[place] = word[:cut] + word[cut + 1 :]
    elif kind == 2:
        words.append("Ltd")
    return " ".join(words)


@pytest.mark.parametrize("seed", [7, 40])
def test_change_of_a_list_raises_exactly_the_alerts_of_screening_everything(state, seed):
    """Entries are new, gain a name, lose one, and vanish."""
    rng = random.Random(seed)  # noqa: S311 - a repeatable choice, not a secret
    raw = (files("stratrade") / "data" / "watchlists" / "un-2026-02-27.jsonl").read_bytes()
    everybody = lines.parse(raw)
    several = rng.sample([p for p in everybody if len(p.names) >= 4], 9)
    new, grows, loses = ({p.entry_id for p in several[n : n + 2]} for n in (0, 2, 4))
    gone = {p.entry_id for p in several[6:]}
    before = [
        replace(p, names=p.names[:-1]) if p.entry_id in grows else p
        for p in everybody
        if p.entry_id not in new
    ]
    after = [
        replace(p, names=p.names[:-1]) if p.entry_id in loses else p
        for p in everybody
        if p.entry_id not in gone
    ]
    services.adopt("UN", before, f"{seed:064d}", by=SYSTEM)
    names = [_varied(n.text, rng) for p in several for n in p.names] + [
        _varied(rng.choice(p.names).text, rng) for p in rng.sample(everybody, 20)
    ]
    for number, name in enumerate(dict.fromkeys(names)):
        parties.register(
            {"name": name[:290], "country": "KH"}, identifiers={"tax": f"K{number:09d}"}, by=SYSTEM
        )
    work()
    edition = services.adopt("UN", after, f"{seed + 1:064d}", by=SYSTEM)
    work()
    by_change = set(Alert.objects.filter(edition=edition.digest).values_list("subject", "entry_id"))
    assert len({entry for _, entry in by_change}) >= 3
    Alert.objects.all().delete()
    for party in register.page(for_=SYSTEM):
        with transaction.atomic():
            services.raise_alerts(subject=party.subject, parties=list(reactions.subjects(party)), by=SYSTEM)
    by_everything = set(Alert.objects.values_list("subject", "entry_id"))
    assert {(subject, entry) for subject, entry in by_everything if entry in new | grows | loses} == by_change
    assert not gone & {entry for _, entry in by_everything}
    assert ListEdition.objects.filter(list__code="UN", stands=True).count() == 1
