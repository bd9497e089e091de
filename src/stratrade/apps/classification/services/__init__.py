"""What is done with goods: identify them, hold them against an entry, keep the products of a company."""

from stratrade.apps.classification.services.identify import Examination, Given, examine, identify
from stratrade.apps.classification.services.products import ProductFields, add_product, change_product

__all__ = [
    "Examination",
    "Given",
    "ProductFields",
    "add_product",
    "change_product",
    "examine",
    "identify",
]
