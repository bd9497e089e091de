"""Parts of a page that hold few rows or very many: the first ones, and the whole of one part by pages."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest

from stratrade.interfaces.web.pages import Page

FEW = 10


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a page.

    Args:
        name: what `of` in the address says where the part is asked for whole.
        rows: those shown.
        total: how many there are.
        page: the page of them; None where only the first are shown.
    """

    name: str
    rows: list[Any]
    total: int
    page: Any = None

    @property
    def more(self) -> bool:
        """Whether there are others than those shown, and no pages of them."""
        return self.page is None and self.total > len(self.rows)


def section(
    view: Page, request: HttpRequest, name: str, rows: "QuerySet[Any] | Sequence[Any]", *, few: int = FEW
) -> Section:
    """The first rows of a part, or a page of it where the address asks for the part (`?of=name`)."""
    if request.GET.get("of") == name:
        page: Any = view.paged(request, rows)
        return Section(name, list(page.object_list), page.paginator.count, page)
    shown = list(rows[: few + 1])
    if len(shown) <= few:
        return Section(name, shown, len(shown))
    total = rows.count() if isinstance(rows, QuerySet) else len(rows)
    return Section(name, shown[:few], total)
