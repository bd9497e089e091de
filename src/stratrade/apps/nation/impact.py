"""What a new edition of the control list would change: kept facts asked again under the old and the new one."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date

from stratrade.apps.accounts.access import SYSTEM
from stratrade.apps.accounts.clock import today
from stratrade.apps.casework import queries as casework
from stratrade.apps.classification import queries as goods
from stratrade.apps.classification import services as classification
from stratrade.apps.licences import queries as licences
from stratrade.apps.lists import queries as lists
from stratrade.apps.lists.editions import open_edition
from stratrade.engines.lists.diff import diff
from stratrade.engines.lists.leaf import CONCENTRATION

TOLD_EVERY, MOST_ROWS = 50, 500
NOT_LISTED = "NOT_LISTED"
CLOSED = ("DRAFT", "GRANTED", "REFUSED", "RETURNED", "WITHDRAWN")
_STATUS = {"MET": "controlled", "UNKNOWN": "insufficient_data", "NOT_MET": "not_listed"}


@dataclass(frozen=True, slots=True)
class Kept:
    """Goods that something stored speaks of.

    Args:
        kind: case, licence, product or ruling.
        reference: of the thing, as people know it.
        link: where officials look at it.
        number: of the item or line.
        text: the description.
        entry: the entry it was rated under; empty where nobody has rated it.
        hs: HS code.
        cas: CAS number.
        values: parameter id -> answer.
        subject: what the audit calls the thing.
        owner: the company whose own secret the goods are; officials see its name and how many, nothing else.
    """

    kind: str
    reference: str
    link: str
    number: int
    text: str
    entry: str = ""
    hs: str = ""
    cas: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    subject: str = ""
    owner: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """One item that the new edition answers otherwise.

    Args:
        before: outcome under the old edition, with the paragraph.
        after: outcome under the new one.
        reworded: the outcome stays open, but the entry it was rated under has changed.
    """

    kind: str
    reference: str
    link: str
    number: int
    text: str
    before: str
    before_paragraph: str
    after: str
    after_paragraph: str
    reworded: bool
    subject: str = ""


@dataclass(slots=True)
class Owned:
    """Products of a company's library that the new edition answers otherwise: whose and how many.

    Args:
        reference: the company's name.
        subjects: what the audit calls the products, so that the company can be told; shown to nobody.
    """

    reference: str
    kind: str = "product"
    subjects: list[str] = field(default_factory=list)
    number: int = 0


Provider = Callable[[], Iterator[Kept]]


def _cases() -> Iterator[Kept]:
    rows = casework.page(for_=SYSTEM).exclude(status__in=CLOSED).prefetch_related("items")
    for case in rows:
        for item in case.items.all():
            values = {name: str(value) for name, value in item.parameters.items()}
            if item.concentration_pct is not None:
                values[CONCENTRATION] = f"{item.concentration_pct} %"
            yield Kept(
                "case",
                case.reference,
                f"/officer/cases/{case.public_id}/",
                item.number,
                item.description,
                item.entry or item.claimed_entry,
                item.hs,
                item.cas,
                values,
            )


def _licences() -> Iterator[Kept]:
    for licence in licences.live().prefetch_related("lines"):
        for line in licence.lines.all():
            yield Kept(
                "licence",
                licence.reference,
                f"/officer/licences/{licence.public_id}/",
                line.number,
                line.description,
                line.entry,
                line.hs,
                line.cas,
            )


def _products() -> Iterator[Kept]:
    for product in goods.every_product().iterator():
        words = " ".join(part for part in (product.maker, product.model) if part)
        yield Kept(
            "product",
            product.company.name,
            "",
            1,
            f"{product.description} ({words})" if words else product.description,
            "",
            product.hs,
            product.cas,
            {name: str(value) for name, value in product.answers.items()},
            product.subject,
            product.company.subject,
        )


def _rulings() -> Iterator[Kept]:
    for ruling in goods.standing_rulings().exclude(valid_to__lt=today()):
        for item in ruling.items.all():
            values = {**item.answers, **item.values}
            yield Kept(
                "ruling",
                ruling.reference,
                f"/officer/rulings/{ruling.public_id}/",
                item.number,
                item.words,
                "" if item.entry == NOT_LISTED else item.entry,
                item.hs,
                item.cas,
                {name: str(value) for name, value in values.items()},
                ruling.subject,
            )


PROVIDERS: Sequence[Provider] = (_cases, _licences, _products, _rulings)
"""Where kept goods come from."""


def report(
    digest: str,
    *,
    on: date,
    providers: Sequence[Provider] = PROVIDERS,
    tell: Callable[[int], None] = lambda _done: None,
) -> dict[str, object]:
    """What an edition changes when it takes the place of the one in force on the day before it applies.

    Args:
        digest: of the new edition.
        on: its first day.
        providers: where kept goods come from.
        tell: is told now and then how many have been looked at.

    Returns:
        `before` and `after` (digests), `looked_at` and `changed` (counts by kind), `rows` (the first changes
        of each kind; of products only whose and how many).
    """
    try:
        old = lists.in_force(on).digest
    except lists.NoEditionInForce:
        old = ""
    looked_at: dict[str, int] = {}
    changed: dict[str, int] = {}
    rows: list[Change | Owned] = []
    owned: dict[str, Owned] = {}
    touched = _touched(old, digest) if old else frozenset()
    for provider in providers:
        for kept in provider():
            looked_at[kept.kind] = looked_at.get(kept.kind, 0) + 1
            if sum(looked_at.values()) % TOLD_EVERY == 0:
                tell(sum(looked_at.values()))
            change = _change(kept, old, digest, touched, on)
            changed[kept.kind] = changed.get(kept.kind, 0) + (change is not None)
            if change is not None and kept.owner:
                theirs = owned.setdefault(kept.owner, Owned(kept.reference))
                theirs.subjects.append(kept.subject)
                theirs.number += 1
            elif change is not None and changed[kept.kind] <= MOST_ROWS:
                rows.append(change)
    return {
        "before": old,
        "after": digest,
        "looked_at": looked_at,
        "changed": changed,
        "rows": [asdict(row) for row in (*rows, *owned.values())],
    }


def _touched(old: str, new: str) -> frozenset[str]:
    """The entries whose criteria differ between the two."""
    found = diff(open_edition(old), open_edition(new))
    quiet = ("lists.diff.title_changed", "lists.diff.hs_", "lists.diff.tariff_changed")
    return frozenset(f.reference.partition(".")[0] for f in found if not f.code.startswith(quiet))


def _change(kept: Kept, old: str, new: str, touched: frozenset[str], on: date) -> Change | None:
    before = _outcome(kept, old, on) if old else ("not_listed", "")
    after = _outcome(kept, new, on)
    entry = (before[1] or kept.entry).partition(".")[0]
    reworded = before == after and after[0] == "insufficient_data" and entry in touched
    if before == after and not reworded:
        return None
    return Change(
        kept.kind,
        kept.reference,
        kept.link,
        kept.number,
        kept.text,
        *before,
        *after,
        reworded=reworded,
        subject=kept.subject,
    )


def _outcome(kept: Kept, digest: str, on: date) -> tuple[str, str]:
    """Controlled, not listed or open, with the paragraph, under an edition."""
    if kept.entry:
        held = classification.examine(kept.entry, kept.values, cas=kept.cas, on=on, digest=digest)
        if held is not None and held.entry.in_force(on):
            return _STATUS[held.outcome.status.value.upper()], held.outcome.paragraph or held.entry.code
    found = classification.identify(
        kept.text, hs=kept.hs, cas=kept.cas, values=kept.values, on=on, digest=digest
    )
    first = next((c for c in found.candidates if c.status != "excluded"), None)
    paragraph = first.paragraph if first is not None and found.verdict != "not_listed" else ""
    return str(found.verdict), paragraph
