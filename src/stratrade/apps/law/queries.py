"""What the law register says on a day. The law is public, so nothing here is narrowed by person."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.conf import settings
from django.db.models import Count, Q, QuerySet

from stratrade.apps.law.models import Instrument, LawEdition, Provision

ANY = "any"


@dataclass(frozen=True, slots=True)
class ProvisionView:
    """A provision as those who act on it see it.

    Args:
        citation: instrument and article, as a document names them.
        agency: code of the competent agency.
        verified: False where the text behind it has not been seen by those who keep the pack.
    """

    code: str
    act: str
    activity: str
    goods_class: str
    citation: str
    agency: str
    status: str
    valid_from: date | None
    valid_to: date | None
    verified: bool
    source: str


def edition() -> LawEdition | None:
    """The state of the register that stands, or None where none was loaded."""
    return LawEdition.objects.order_by("-pk").first()


def provisions(*, act: str = "") -> QuerySet[Provision]:
    """Every provision of the standing register, drafts too, narrowed to one act."""
    rows = Provision.objects.filter(edition=edition()).select_related("article__instrument", "agency")
    return rows.filter(act=act) if act else rows


def instruments() -> QuerySet[Instrument]:
    """Every instrument of the standing register with its articles."""
    return Instrument.objects.filter(edition=edition()).prefetch_related("articles")


def instrument(public_id: UUID) -> Instrument | None:
    """One instrument of the standing register."""
    return instruments().filter(public_id=public_id).first()


def in_force(on: date, *, exercise: bool | None = None) -> tuple[ProvisionView, ...]:
    """The provisions that may be acted on.

    Args:
        on: legal date.
        exercise: whether drafts count; as the deployment is set where None.
    """
    return tuple(view(row) for row in _standing(on, exercise))


def carried_by(on: date) -> dict[str, int]:
    """How many provisions in force each instrument carries, by its code; one without any is left out."""
    rows = _standing(on, exercise=False).order_by().values("article__instrument__code")
    return {row["article__instrument__code"]: row["n"] for row in rows.annotate(n=Count("pk"))}


def provision_for(
    act: str, *, activity: str, goods_class: str, on: date, exercise: bool | None = None
) -> ProvisionView | None:
    """The provision that carries an act, the most specific first; None where the act may not be done.

    Args:
        act: dotted, e.g. "licence.refuse", "goods.hold".
        activity: "export", "transit"...
        goods_class: "scheduled_chemical", "dual_use"...; "any" asks for one that carries the act
            whatever the goods.
        on: legal date.
        exercise: whether drafts count; as the deployment is set where None.
    """
    rows = _standing(on, exercise).filter(
        act=act, activity__in={activity, ANY}, goods_class__in={goods_class, ANY}
    )
    best = min(
        rows,
        key=lambda row: (
            row.status == Provision.Status.DRAFT,
            row.goods_class == ANY,
            row.activity == ANY,
            row.code,
        ),
        default=None,
    )
    return None if best is None else view(best)


def view(row: Provision) -> ProvisionView:
    """A provision row as a value."""
    article = row.article
    return ProvisionView(
        code=row.code,
        act=row.act,
        activity=row.activity,
        goods_class=row.goods_class,
        citation=f"{article.instrument.short['en']}, {article.number}".rstrip(", "),
        agency=row.agency.code,
        status=row.status,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        verified=row.verified,
        source=row.source,
    )


def _standing(on: date, exercise: bool | None) -> QuerySet[Provision]:
    drafts = bool(getattr(settings, "EXERCISE", False)) if exercise is None else exercise
    rows = provisions().filter(
        Q(valid_from__isnull=True) | Q(valid_from__lte=on), Q(valid_to__isnull=True) | Q(valid_to__gte=on)
    )
    return rows if drafts else rows.filter(status=Provision.Status.IN_FORCE)
