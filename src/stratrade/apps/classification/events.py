"""What happened to products."""

from dataclasses import dataclass

from stratrade.apps.audit.events import Event


@dataclass(frozen=True, slots=True)
class ProductAdded(Event):
    """A company entered a product in its library."""

    name: str
    verdict: str
    edition: str


@dataclass(frozen=True, slots=True)
class ProductChanged(Event):
    """A product was described anew and identified again."""

    name: str
    verdict: str
    edition: str
