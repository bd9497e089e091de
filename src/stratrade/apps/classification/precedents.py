"""Earlier findings that resemble goods: by chemical, product, words, customs code and entry."""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from stratrade.apps.accounts import access
from stratrade.apps.accounts.models import User
from stratrade.apps.accounts.permissions import Permission
from stratrade.apps.classification.models import RulingItem, RulingRequest
from stratrade.kernel import text

LOOKED_AT = 2000
SHOWN = 8
LEAST = 0.15
CAS_SAME, PRODUCT_SAME, HS_SAME, ENTRY_SAME = 0.5, 0.4, 0.1, 0.15
SUBHEADING = 6
_STANDING = ("ANSWERED", "SUPERSEDED")


@dataclass(frozen=True, slots=True)
class Precedent:
    """An earlier finding and how near it is.

    Args:
        item: what was found, of which goods.
        score: 0 to 1.
        older: it was found with another edition than the one in force.
        standing: it has not been replaced since.
    """

    item: RulingItem
    score: float
    older: bool
    standing: bool


def like(item: RulingItem, *, edition: str, for_: User, most: int = SHOWN) -> list[Precedent]:
    """Findings about goods like these, the nearest first; none for whoever may not read rulings.

    Args:
        item: the goods.
        edition: digest of the edition in force; findings made with another are marked.
        most: how many at most.
    """
    rows = list(_found(for_).exclude(request=item.request_id)[:LOOKED_AT])
    weights = _weights(rows)
    scored = [(_score(item, row, weights), row) for row in rows]
    best = sorted(
        ((score, row) for score, row in scored if score >= LEAST), key=lambda pair: (-pair[0], -pair[1].pk)
    )
    return [
        Precedent(row, round(score, 3), row.request.ruled_with != edition, row.request.status == "ANSWERED")
        for score, row in best[:most]
    ]


def search(
    *,
    for_: User,
    words: str = "",
    entry: str = "",
    edition: str = "",
    first: date | None = None,
    last: date | None = None,
) -> QuerySet[RulingItem]:
    """Findings by words, entry, edition and the days between which they were made, newest first."""
    rows = _found(for_)
    for word in words.split():
        rows = rows.filter(
            Q(description__icontains=word)
            | Q(name__icontains=word)
            | Q(maker__icontains=word)
            | Q(model__icontains=word)
            | Q(reasons__icontains=word)
            | Q(cas__istartswith=word)
            | Q(request__reference__icontains=word)
        )
    if entry:
        rows = rows.filter(entry__istartswith=entry)
    if edition:
        rows = rows.filter(request__ruled_with=edition)
    if first:
        rows = rows.filter(request__valid_from__gte=first)
    if last:
        rows = rows.filter(request__valid_from__lte=last)
    return rows


def one(pk: int, *, for_: User) -> RulingItem | None:
    """One finding that stands and may be followed."""
    return _found(for_).filter(pk=pk, request__status=RulingRequest.Status.ANSWERED).first()


def _found(for_: User) -> QuerySet[RulingItem]:
    if not access.may(for_, Permission.CLASSIFICATION_RULING_READ):
        return RulingItem.objects.none()
    rows = RulingItem.objects.filter(request__status__in=_STANDING).exclude(entry="")
    return rows.select_related("request", "request__company", "request__agency").order_by(
        "-request__answered_at", "number"
    )


def _weights(rows: Sequence[RulingItem]) -> Mapping[str, float]:
    """How telling each word is: the fewer findings use it, the more."""
    seen = Counter(word for row in rows for word in set(text.words(row.words)))
    return {word: math.log(1 + len(rows) / count) for word, count in seen.items()}


def _score(item: RulingItem, row: RulingItem, weights: Mapping[str, float]) -> float:
    score = _overlap(set(text.words(item.words)), set(text.words(row.words)), weights)
    if item.cas and item.cas == row.cas:
        score += CAS_SAME
    if item.product_id and item.product_id == row.product_id:
        score += PRODUCT_SAME
    if item.model and item.maker and (item.maker, item.model) == (row.maker, row.model):
        score += PRODUCT_SAME
    if item.hs and item.hs[:SUBHEADING] == row.hs[:SUBHEADING]:
        score += HS_SAME
    if row.entry.partition(".")[0] in _candidates(item.identification):
        score += ENTRY_SAME
    return min(score, 1.0)


def _overlap(mine: set[str], theirs: set[str], weights: Mapping[str, float]) -> float:
    """The weight of the words they share over the weight of all their words: 0 to 1."""
    unknown = math.log(2)

    def weigh(some: Iterable[str]) -> float:
        return sum(weights.get(word, unknown) for word in some)

    whole = weigh(mine | theirs)
    return weigh(mine & theirs) / whole if whole else 0.0


def _candidates(identification: Mapping[str, object]) -> set[str]:
    rows = identification.get("candidates")
    if not isinstance(rows, list):
        return set()
    return {str(row["entry"]) for row in rows if row["status"] != "excluded"}
