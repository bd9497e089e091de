"""The law register: what may be done on which day, and by whom."""

from copy import deepcopy
from datetime import date
from importlib.resources import files
from typing import Any

import pytest
import yaml

from stratrade.apps.accounts import access
from stratrade.apps.accounts import services as accounts
from stratrade.apps.audit.models import EventRow
from stratrade.apps.law import queries, services
from stratrade.apps.law.models import LawEdition

pytestmark = pytest.mark.django_db

CONTENT: dict[str, Any] = {
    "instruments": [
        {
            "code": "law",
            "kind": "law",
            "title": {"en": "Law on goods"},
            "short": {"en": "Goods law"},
            "source": "gazette",
            "articles": [{"number": "Article 1"}, {"number": "Article 2"}],
        }
    ],
    "provisions": [
        {
            "code": "general",
            "act": "goods.hold",
            "activity": "any",
            "goods_class": "any",
            "article": "law#Article 1",
            "agency": "CUS",
            "status": "in_force",
            "from": date(2024, 5, 1),
            "to": date(2025, 4, 30),
            "source": "gazette",
        },
        {
            "code": "chemicals",
            "act": "goods.hold",
            "activity": "export",
            "goods_class": "scheduled_chemical",
            "article": "law#Article 2",
            "agency": "CUS",
            "status": "in_force",
            "source": "unverified",
        },
        {
            "code": "planned",
            "act": "catch_all.notice",
            "activity": "any",
            "goods_class": "unlisted",
            "article": "law#Article 2",
            "agency": "CUS",
            "status": "draft",
            "source": "unverified",
        },
    ],
}
DAY = date(2024, 6, 1)


@pytest.fixture(autouse=True)
def agencies() -> None:
    accounts.load_agencies(
        [{"code": "CUS", "kind": "customs", "names": {"en": "Customs"}}], pack="test", by=access.SYSTEM
    )


def load(content: dict[str, Any] = CONTENT) -> LawEdition:
    return services.load(content, pack="test", by=access.SYSTEM)


def test_provision_for_most_specific_wins() -> None:
    load()
    found = queries.provision_for("goods.hold", activity="export", goods_class="scheduled_chemical", on=DAY)
    assert found is not None
    assert (found.code, found.citation, found.verified) == ("chemicals", "Goods law, Article 2", False)
    general = queries.provision_for("goods.hold", activity="transit", goods_class="dual_use", on=DAY)
    assert general is not None
    assert general.code == "general"


def test_provision_for_any_goods_needs_a_general_provision() -> None:
    load()
    found = queries.provision_for("goods.hold", activity="export", goods_class="any", on=DAY)
    assert found is not None
    assert found.code == "general"


@pytest.mark.parametrize(
    ("on", "there"),
    [
        (date(2024, 4, 30), False),
        (date(2024, 5, 1), True),
        (date(2025, 4, 30), True),
        (date(2025, 5, 1), False),
    ],
)
def test_provision_for_includes_both_days_of_its_span(on: date, *, there: bool) -> None:
    load()
    found = queries.provision_for("goods.hold", activity="import", goods_class="dual_use", on=on)
    assert (found is not None) is there


def test_provision_for_draft_acts_only_in_exercise() -> None:
    load()
    where = {"activity": "export", "goods_class": "unlisted", "on": DAY}
    assert queries.provision_for("catch_all.notice", **where) is None  # type: ignore[arg-type]
    drafted = queries.provision_for("catch_all.notice", **where, exercise=True)  # type: ignore[arg-type]
    assert drafted is not None
    assert drafted.status == "DRAFT"


def test_load_same_again_changes_nothing() -> None:
    assert load() == load()
    assert EventRow.objects.filter(name="law.LawLoaded").count() == 1


def test_load_new_state_stands_and_the_old_one_is_kept() -> None:
    old = load()
    newer = deepcopy(CONTENT)
    newer["provisions"] = newer["provisions"][1:]
    new = load(newer)
    assert queries.edition() == new
    assert queries.provision_for("goods.hold", activity="transit", goods_class="dual_use", on=DAY) is None
    assert old.provisions.count() == 3


@pytest.mark.parametrize(
    ("place", "value", "words"),
    [
        ("article", "law#Article 9", "no article"),
        ("agency", "NOBODY", "no agency"),
        ("status", "maybe", "status"),
        ("source", "", "source missing"),
        ("code", "chemicals", "twice"),
    ],
)
def test_load_unreadable_register_is_refused_whole(place: str, value: str, words: str) -> None:
    broken = deepcopy(CONTENT)
    broken["provisions"][0][place] = value
    with pytest.raises(services.LawUnreadable, match=words):
        load(broken)
    assert not LawEdition.objects.exists()


def _packed(name: str) -> Any:
    return yaml.safe_load((files("stratrade") / f"data/packs/kh/{name}.yaml").read_text(encoding="utf-8"))


def test_load_register_of_the_pack_carries_the_main_acts() -> None:
    accounts.load_agencies(_packed("agencies")["agencies"], pack="kh", by=access.SYSTEM)
    services.load(_packed("law"), pack="kh", by=access.SYSTEM)
    on = date(2026, 11, 23)
    hold = queries.provision_for("goods.hold", activity="export", goods_class="any", on=on)
    assert hold is not None
    assert (hold.agency, hold.verified) == ("GDCE", True)
    grant = queries.provision_for("licence.grant", activity="export", goods_class="scheduled_chemical", on=on)
    assert grant is not None
    assert grant.agency == "NACW"
    assert queries.provision_for("catch_all.notice", activity="export", goods_class="unlisted", on=on) is None
    before = date(2024, 4, 30)
    assert (
        queries.provision_for("licence.grant", activity="export", goods_class="dual_use", on=before) is None
    )


def test_load_register_of_the_pack_every_instrument_speaks_three_languages() -> None:
    for row in _packed("law")["instruments"]:
        assert set(row["title"]) == {"en", "fr", "km"}
        assert set(row["short"]) == {"en", "fr", "km"}
        assert row["source"]
