"""What each desk offers in its navigation, and to whom."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from stratrade.apps.accounts import access
from stratrade.apps.accounts.permissions import Permission


@dataclass(frozen=True, slots=True)
class Way:
    """One link: where it goes, what it is called, and what a person must hold to see it."""

    name: str
    title: Promise
    permission: Permission | None = None


DESK_TITLES: Mapping[str, Promise] = {
    "exporter": _("Exporter"),
    "officer": _("Licensing"),
    "customs": _("Customs"),
    "nation": _("National overview"),
    "steward": _("Stewardship"),
}
_PUBLIC = (
    Way("public:goods", _("Is my item controlled?")),
    Way("public:self-start", _("Self-assessment")),
    Way("public:transaction", _("What applies to my transaction?")),
    Way("public:entries", _("Control list")),
    Way("public:verify", _("Check a licence")),
)
WAYS: Mapping[str, tuple[Way, ...]] = {
    "": _PUBLIC,
    "exporter": (
        Way("exporter:home", _("Home")),
        Way("exporter:applications", _("Applications"), Permission.CASEWORK_DRAFT_WRITE),
        Way("exporter:products", _("Products"), Permission.CLASSIFICATION_PRODUCT_WRITE),
        Way("exporter:rulings", _("Rulings"), Permission.CLASSIFICATION_RULING_ASK),
        Way("exporter:licences", _("Licences"), Permission.LICENCES_LICENCE_READ),
        Way("exporter:notices", _("Notices to your company"), Permission.MEASURES_NOTICE_ACKNOWLEDGE),
        Way("exporter:concerns", _("Notify a concern"), Permission.MEASURES_CONCERN_NOTIFY),
        Way("public:goods", _("Is my item controlled?")),
        Way("public:transaction", _("What applies to my transaction?")),
    ),
    "officer": (
        Way("officer:home", _("Home")),
        Way("officer:cases", _("Cases"), Permission.CASEWORK_CASE_READ),
        Way("officer:referrals", _("Questions to your agency"), Permission.CASEWORK_REFERRAL_ANSWER),
        Way("officer:rulings", _("Rulings"), Permission.CLASSIFICATION_RULING_READ),
        Way("officer:precedents", _("Earlier findings"), Permission.CLASSIFICATION_RULING_READ),
        Way("officer:licences", _("Licences"), Permission.LICENCES_LICENCE_READ_ALL),
        Way("officer:alerts", _("Screening alerts"), Permission.SCREENING_ALERT_READ),
        Way("officer:parties", _("Parties"), Permission.PARTIES_PARTY_READ),
        Way("officer:freezes", _("Freeze referrals"), Permission.SCREENING_FREEZE_READ),
        Way("officer:notices", _("Catch-all notices"), Permission.MEASURES_NOTICE_READ),
        Way("officer:concerns", _("Concerns of exporters"), Permission.MEASURES_CONCERN_READ),
        Way("officer:approvals", _("Approvals of committees"), Permission.MEASURES_APPROVAL_READ),
        Way("officer:switches", _("Switches of sanctions"), Permission.MEASURES_SWITCH_READ),
        Way("officer:screen", _("Screen a name"), Permission.SCREENING_PARTY_SCREEN),
        Way("officer:batches", _("Screen a table of names"), Permission.SCREENING_BATCH_RUN),
        Way("officer:watchlists", _("Watch lists"), Permission.SCREENING_LIST_READ),
        Way("officer:quality", _("Quality of screening"), Permission.SCREENING_QUALITY_READ),
        Way("public:transaction", _("What applies to my transaction?")),
        Way("public:entries", _("Control list")),
    ),
    "customs": (
        Way("customs:home", _("Home")),
        Way("customs:queue", _("Declarations"), Permission.ENFORCEMENT_DECLARATION_READ),
        Way("customs:upload", _("Hand in a file"), Permission.ENFORCEMENT_DECLARATION_SUBMIT),
        Way("customs:alerts", _("Screening alerts"), Permission.SCREENING_ALERT_READ),
        Way("customs:rulings", _("Rulings"), Permission.CLASSIFICATION_RULING_ASK),
        Way("customs:screen", _("Screen a name"), Permission.SCREENING_PARTY_SCREEN),
        Way("customs:batches", _("Screen a table of names"), Permission.SCREENING_BATCH_RUN),
        Way("customs:watchlists", _("Watch lists"), Permission.SCREENING_LIST_READ),
        Way("customs:parties", _("Parties"), Permission.PARTIES_PARTY_READ),
        Way("customs:licences", _("Licences"), Permission.LICENCES_LICENCE_READ_ALL),
        Way("customs:notices", _("Catch-all notices"), Permission.MEASURES_NOTICE_READ),
        Way("customs:approvals", _("Approvals of committees"), Permission.MEASURES_APPROVAL_READ),
        Way("public:transaction", _("What applies to my transaction?")),
        Way("public:entries", _("Control list")),
    ),
    "nation": (
        Way("nation:home", _("Home")),
        Way("nation:duties", _("Obligations calendar"), Permission.NATION_DUTY_READ),
        Way("nation:declarations", _("Treaty declarations"), Permission.NATION_DECLARATION_READ),
        Way("nation:chemicals", _("National data"), Permission.NATION_FIGURES_READ),
        Way("nation:sites", _("Facility register"), Permission.NATION_FACILITY_READ),
        Way("nation:screen", _("Screen a name"), Permission.SCREENING_PARTY_SCREEN),
        Way("nation:editions", _("Editions of the control list"), Permission.LISTS_EDITION_ADOPT),
    ),
    "steward": (
        Way("steward:home", _("Home")),
        Way("steward:users", _("People"), Permission.ACCOUNTS_USER_READ),
        Way("steward:trail", _("Audit trail"), Permission.AUDIT_TRAIL_READ),
        Way("steward:editions", _("Editions of the control list"), Permission.LISTS_EDITION_PROPOSE),
        Way("steward:watchlists", _("Watch lists"), Permission.SCREENING_LIST_READ),
        Way("steward:screen", _("Screen a name"), Permission.SCREENING_PARTY_SCREEN),
        Way("public:entries", _("Control list")),
    ),
}


def ways(desk: str, user: Any, path: str) -> list[dict[str, Any]]:
    """The links of a desk that the person may follow, each with whether the page lies below it."""
    shown = []
    for way in WAYS.get(desk, _PUBLIC):
        if way.permission is not None and not (user.is_authenticated and access.may(user, way.permission)):
            continue
        url = _address(way.name)
        if url:
            here = path == url if way.name.endswith(":home") else path.startswith(url)
            shown.append({"url": url, "title": way.title, "here": here, "exact": path == url})
    return shown


def desks_of(user: Any) -> list[dict[str, Any]]:
    """The desks a person may enter."""
    if not user.is_authenticated:
        return []
    found = ((str(desk), _address(f"{desk}:home")) for desk in access.desks(user))
    return [{"code": code, "url": url, "title": DESK_TITLES[code]} for code, url in found if url]


def _address(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
