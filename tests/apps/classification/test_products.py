"""The product library: kept by a company for itself, identified with the edition in force."""

from datetime import date

import pytest

from stratrade.apps.accounts.access import SYSTEM, AccessDenied
from stratrade.apps.accounts.models import User
from stratrade.apps.accounts.transitions import StaleVersion
from stratrade.apps.audit.models import EventRow
from stratrade.apps.classification import queries, services
from stratrade.apps.classification.models import Product
from stratrade.apps.lists import services as lists
from stratrade.apps.parties import services as parties

FIELDS = services.ProductFields(
    "Sample solution", "Triethanolamine solution", answers={"concentration_pct": "80 %"}
)


@pytest.fixture
def digest(transactional_db):
    row = lists.load(by=SYSTEM)
    lists.adopt(row.digest, in_force_from=date(2020, 1, 1), by=SYSTEM)
    return row.digest


@pytest.fixture
def people(digest):
    found = {}
    for name in ("first", "second"):
        user = User.objects.create(email=f"{name}@library.example", name=name, role="exporter")
        fields = {"name": f"{name} Sample Ltd", "country": "KH"}
        company = parties.register(fields, identifiers={}, by=SYSTEM)
        parties.add_member(company.public_id, user, by=SYSTEM)
        found[name] = user
    found["officer"] = User.objects.create(email="o@library.example", name="o", role="officer")
    found["stray"] = User.objects.create(email="s@library.example", name="s", role="exporter")
    return found


def test_add_product_keeps_what_it_is_and_the_edition_that_said_so(people, digest):
    product = services.add_product(FIELDS, by=people["first"])
    product.refresh_from_db()
    assert (product.verdict, product.edition) == ("controlled", digest)
    assert product.identification["verdict"] == "controlled"
    assert product.identified_at is not None
    said = EventRow.objects.filter(subject=product.subject).values_list("name", flat=True)
    assert list(said) == ["classification.ProductAdded"]


def test_change_product_identifies_it_again(people):
    product = services.add_product(FIELDS, by=people["first"])
    weak = services.ProductFields("Sample", "Triethanolamine solution", answers={"concentration_pct": "5"})
    changed = services.change_product(product.public_id, weak, version=1, by=people["first"])
    assert (changed.verdict, changed.version) == ("not_listed", 2)


def test_change_product_of_a_stale_version_is_refused(people):
    product = services.add_product(FIELDS, by=people["first"])
    services.change_product(product.public_id, FIELDS, version=1, by=people["first"])
    with pytest.raises(StaleVersion):
        services.change_product(product.public_id, FIELDS, version=1, by=people["first"])


def test_company_neither_sees_nor_changes_what_another_keeps(people):
    product = services.add_product(FIELDS, by=people["first"])
    assert queries.one(product.public_id, for_=people["first"]) == product
    assert queries.one(product.public_id, for_=people["second"]) is None
    assert not queries.page(for_=people["officer"]).exists()
    with pytest.raises(Product.DoesNotExist):
        services.change_product(product.public_id, FIELDS, version=1, by=people["second"])


@pytest.mark.parametrize("who", ["officer", "stray"])
def test_add_product_needs_a_registered_company(people, who):
    with pytest.raises(AccessDenied):
        services.add_product(FIELDS, by=people[who])
    assert not Product.objects.exists()


def test_page_narrows_by_words(people):
    services.add_product(FIELDS, by=people["first"])
    assert queries.page(for_=people["first"], words="triethanolamine sample").count() == 1
    assert not queries.page(for_=people["first"], words="pump").exists()
