"""The product library of a company: enter, describe anew; each is identified with the list in force."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from django.utils import timezone

from stratrade.apps.accounts import access
from stratrade.apps.accounts.clock import today
from stratrade.apps.accounts.models import User
from stratrade.apps.accounts.permissions import Permission
from stratrade.apps.accounts.transitions import check_version
from stratrade.apps.audit.services import record, use_case
from stratrade.apps.classification import queries
from stratrade.apps.classification.events import ProductAdded, ProductChanged
from stratrade.apps.classification.models import Product
from stratrade.apps.classification.services.identify import identify
from stratrade.apps.lists import queries as lists
from stratrade.apps.parties import queries as parties


@dataclass(frozen=True, slots=True)
class ProductFields:
    """A product as its company states it; `answers` are parameter id -> answer as typed on a form."""

    name: str
    description: str
    maker: str = ""
    model: str = ""
    hs: str = ""
    cas: str = ""
    answers: Mapping[str, str] = field(default_factory=dict)


@use_case
def add_product(fields: ProductFields, *, by: User) -> Product:
    """Enter a product in the library of the person's company and identify it with the list in force.

    Raises:
        AccessDenied: the person keeps no library, or belongs to no registered company.
        NoEditionInForce: no list had been adopted by today.
    """
    access.require(by, Permission.CLASSIFICATION_PRODUCT_WRITE)
    company = parties.company_of(by)
    if company is None:
        raise access.AccessDenied(by, Permission.CLASSIFICATION_PRODUCT_WRITE)
    product = Product(company=company, created_by=by, created_at=timezone.now())
    _describe(product, fields)
    product.save()
    said = ProductAdded(name=product.name, verdict=product.verdict, edition=product.edition)
    record(said, subject=product.subject, by=by)
    return product


@use_case
def change_product(public_id: UUID, fields: ProductFields, *, version: int | None, by: User) -> Product:
    """Describe a product anew; it is identified again with the list in force.

    Raises:
        Product.DoesNotExist: it is not of the person's company.
        AccessDenied, StaleVersion, NoEditionInForce.
    """
    access.require(by, Permission.CLASSIFICATION_PRODUCT_WRITE)
    product = queries.own(by).select_for_update(of=("self",)).get(public_id=public_id)
    check_version(product, version)
    _describe(product, fields)
    product.version += 1
    product.save()
    said = ProductChanged(name=product.name, verdict=product.verdict, edition=product.edition)
    record(said, subject=product.subject, by=by)
    return product


def _describe(product: Product, fields: ProductFields) -> None:
    """Write the fields, and the identification with the edition it was made with."""
    product.name = fields.name.strip()[:200]
    product.maker = fields.maker.strip()[:200]
    product.model = fields.model.strip()[:100]
    product.description = fields.description.strip()[:500]
    product.hs = fields.hs.replace(".", "").replace(" ", "")
    product.cas = fields.cas.strip()
    product.answers = dict(fields.answers)
    on = today()
    digest = lists.in_force(on).digest
    found = identify(
        product.description, hs=product.hs, cas=product.cas, values=product.answers, on=on, digest=digest
    )
    product.edition = digest
    product.verdict = found.verdict
    product.identification = found.as_dict()
    product.identified_at = timezone.now()
