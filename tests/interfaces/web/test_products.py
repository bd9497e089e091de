"""The library of products at the exporter's desk."""

from datetime import date

import pytest

from stratrade.apps.accounts.access import SYSTEM
from stratrade.apps.accounts.models import User
from stratrade.apps.classification.models import Product
from stratrade.apps.lists import services as lists
from stratrade.apps.parties import services as parties

HOME = "/exporter/products/"
TYPED = {"name": "Sample drum", "description": "Triethanolamine solution", "v-concentration_pct": "80 %"}


@pytest.fixture
def signed_in(client, transactional_db):
    lists.adopt(lists.load(by=SYSTEM).digest, in_force_from=date(2020, 1, 1), by=SYSTEM)

    def sign_in(name):
        user = User.objects.create(email=f"{name}@library.example", name=name, role="exporter")
        company = parties.register({"name": f"{name} Ltd", "country": "KH"}, identifiers={}, by=SYSTEM)
        parties.add_member(company.public_id, user, by=SYSTEM)
        client.force_login(user)
        return client

    return sign_in


def test_product_is_entered_seen_and_described_anew(signed_in):
    client = signed_in("first")
    entered = client.post(HOME + "new/", TYPED)
    assert entered.status_code == 302
    seen = client.get(entered.url).content.decode()
    assert "1C350" in seen
    assert "Answered from" in seen
    edit = client.get(entered.url + "edit/").content.decode()
    assert 'value="80 %"' in edit
    weaker = TYPED | {"v-concentration_pct": "5", "version": "1"}
    assert client.post(entered.url + "edit/", weaker).status_code == 302
    assert Product.objects.get().verdict == "not_listed"
    stale = client.post(entered.url + "edit/", weaker | {"name": "Typed meanwhile"})
    assert stale.status_code == 422
    assert "Typed meanwhile" in stale.content.decode()
    assert "Sample drum" in client.get(HOME + "?q=drum").content.decode()
    assert "Sample drum" not in client.get(HOME + "?q=pump").content.decode()


def test_product_of_which_more_must_be_known_says_what(signed_in):
    client = signed_in("first")
    pump = client.post(
        HOME + "new/", {"name": "Sample pump", "description": "Turbomolecular vacuum pump"}
    ).url
    assert "What is the size of the input throat" in client.get(pump).content.decode()
    client.cookies["language"] = "fr"
    assert "Quelle est la dimension de l’orifice" in client.get(pump).content.decode()


def test_product_of_another_company_is_not_there(signed_in):
    url = signed_in("first").post(HOME + "new/", TYPED).url
    client = signed_in("second")
    assert [client.get(url).status_code, client.get(url + "edit/").status_code] == [404, 404]
    assert client.post(url + "edit/", TYPED | {"version": "1"}).status_code == 404
    assert "Sample drum" not in client.get(HOME).content.decode()
