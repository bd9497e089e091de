"""What may be read of alerts and lists, and by whom."""

from uuid import UUID

from django.db.models import QuerySet

from stratrade.apps.accounts import access
from stratrade.apps.accounts.models import User
from stratrade.apps.accounts.permissions import Permission
from stratrade.apps.screening.models import Alert, ListedEntry, ListEdition, WatchList

_CUSTOMS_ONLY = "enforcement."


def visible(for_: User) -> QuerySet[Alert]:
    """The alerts a person may see: customs those on declarations, other officials with the permission all."""
    if not access.may(for_, Permission.SCREENING_ALERT_READ):
        return Alert.objects.none()
    if access.may(for_, Permission.CASEWORK_CASE_READ):
        return Alert.objects.all()
    return Alert.objects.filter(subject__startswith=_CUSTOMS_ONLY)


def queue(*, for_: User, status: str = "") -> QuerySet[Alert]:
    """Alerts that wait, strongest first; or those of one status."""
    rows = visible(for_).select_related("decided_by")
    return rows.filter(status=status) if status else rows.filter(status__in=["OPEN", "ESCALATED"])


def one(public_id: UUID, *, for_: User) -> Alert | None:
    """One alert, or None where the person may not see it."""
    return visible(for_).filter(public_id=public_id).select_related("decided_by").first()


def about(subject: str, *, for_: User) -> list[Alert]:
    """The alerts raised on a case, licence or declaration."""
    return list(visible(for_).filter(subject=subject))


def open_about(subject: str) -> int:
    """How many alerts about a thing wait, for reactions that hold or free it."""
    return Alert.objects.filter(subject=subject, status__in=["OPEN", "ESCALATED"]).count()


def confirmed_about(subject: str) -> bool:
    """Whether a party of a thing is on a list for certain."""
    return Alert.objects.filter(subject=subject, status="TRUE").exists()


def lists(*, for_: User) -> list[WatchList]:
    """Every list with its editions, newest first."""
    if not access.may(for_, Permission.SCREENING_LIST_READ):
        return []
    return list(WatchList.objects.prefetch_related("editions"))


def standing_edition(code: str) -> ListEdition | None:
    """The edition of a list in force."""
    return ListEdition.objects.filter(list__code=code, stands=True).select_related("list").first()


def entries(code: str, *, words: str = "", for_: User) -> QuerySet[ListedEntry]:
    """Who is on the edition in force of a list, narrowed by words in the name."""
    if not access.may(for_, Permission.SCREENING_LIST_READ):
        return ListedEntry.objects.none()
    rows = ListedEntry.objects.filter(edition__list__code=code, edition__stands=True).order_by("name")
    for word in words.split():
        rows = rows.filter(name__icontains=word)
    return rows
