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
    """One link: where it goes, what it is called, what a person must hold to see it, and under which head it stands.

    A way without a head stands in the row itself; so does one that is alone under its head for the person.
    """

    name: str
    title: Promise
    permission: Permission | None = None
    head: Promise | None = None


DESK_TITLES: Mapping[str, Promise] = {
    "exporter": _("Exporter"),
    "officer": _("Licensing"),
    "customs": _("Customs"),
    "nation": _("National overview"),
    "steward": _("Stewardship"),
}
CASES = _("Cases and licences")
GOODS = _("Goods and rules")
DECLARATIONS = _("Declarations")
SCREENING = _("Screening")
MEASURES = _("Measures")
NOTICES = _("Notices")
TREATIES = _("Treaty bodies")
LISTS = _("Lists")
_PUBLIC = (
    Way("public:goods", _("Is my item controlled?"), head=GOODS),
    Way("public:self-start", _("Self-assessment"), head=GOODS),
    Way("public:transaction", _("What applies to my transaction?"), head=GOODS),
    Way("public:entries", _("Control list"), head=GOODS),
    Way("public:verify", _("Check a licence")),
)
WAYS: Mapping[str, tuple[Way, ...]] = {
    "": _PUBLIC,
    "exporter": (
        Way("exporter:home", _("Home")),
        Way("exporter:applications", _("Applications"), Permission.CASEWORK_DRAFT_WRITE),
        Way("exporter:products", _("Products"), Permission.CLASSIFICATION_PRODUCT_WRITE, head=GOODS),
        Way("exporter:rulings", _("Rulings"), Permission.CLASSIFICATION_RULING_ASK, head=GOODS),
        Way("exporter:licences", _("Licences"), Permission.LICENCES_LICENCE_READ),
        Way("exporter:general", _("General authorisations"), Permission.LICENCES_REGISTRATION_WRITE),
        Way(
            "exporter:notices",
            _("Notices to your company"),
            Permission.MEASURES_NOTICE_ACKNOWLEDGE,
            head=NOTICES,
        ),
        Way("exporter:concerns", _("Notify a concern"), Permission.MEASURES_CONCERN_NOTIFY, head=NOTICES),
        Way("public:goods", _("Is my item controlled?"), head=GOODS),
        Way("public:transaction", _("What applies to my transaction?"), head=GOODS),
    ),
    "officer": (
        Way("officer:home", _("Home")),
        Way("officer:cases", _("Cases"), Permission.CASEWORK_CASE_READ, head=CASES),
        Way(
            "officer:referrals",
            _("Questions to your agency"),
            Permission.CASEWORK_REFERRAL_ANSWER,
            head=CASES,
        ),
        Way("officer:rulings", _("Rulings"), Permission.CLASSIFICATION_RULING_READ, head=GOODS),
        Way("officer:precedents", _("Earlier findings"), Permission.CLASSIFICATION_RULING_READ, head=GOODS),
        Way("officer:licences", _("Licences"), Permission.LICENCES_LICENCE_READ_ALL, head=CASES),
        Way(
            "officer:general",
            _("General authorisations"),
            Permission.LICENCES_REGISTRATION_READ,
            head=CASES,
        ),
        Way("officer:alerts", _("Screening alerts"), Permission.SCREENING_ALERT_READ, head=SCREENING),
        Way("officer:parties", _("Parties"), Permission.PARTIES_PARTY_READ, head=SCREENING),
        Way("officer:freezes", _("Freeze referrals"), Permission.SCREENING_FREEZE_READ, head=MEASURES),
        Way("officer:notices", _("Catch-all notices"), Permission.MEASURES_NOTICE_READ, head=MEASURES),
        Way("officer:concerns", _("Concerns of exporters"), Permission.MEASURES_CONCERN_READ, head=MEASURES),
        Way(
            "officer:approvals",
            _("Approvals of committees"),
            Permission.MEASURES_APPROVAL_READ,
            head=MEASURES,
        ),
        Way("officer:switches", _("Switches of sanctions"), Permission.MEASURES_SWITCH_READ, head=MEASURES),
        Way("officer:screen", _("Screen a name"), Permission.SCREENING_PARTY_SCREEN, head=SCREENING),
        Way("officer:batches", _("Screen a table of names"), Permission.SCREENING_BATCH_RUN, head=SCREENING),
        Way("officer:watchlists", _("Watch lists"), Permission.SCREENING_LIST_READ, head=SCREENING),
        Way("officer:quality", _("Quality of screening"), Permission.SCREENING_QUALITY_READ, head=SCREENING),
        Way("public:transaction", _("What applies to my transaction?"), head=GOODS),
        Way("public:entries", _("Control list"), head=GOODS),
    ),
    "customs": (
        Way("customs:home", _("Home")),
        Way("customs:queue", _("Declarations"), Permission.ENFORCEMENT_DECLARATION_READ, head=DECLARATIONS),
        Way(
            "customs:upload",
            _("Hand in a file"),
            Permission.ENFORCEMENT_DECLARATION_SUBMIT,
            head=DECLARATIONS,
        ),
        Way("customs:alerts", _("Screening alerts"), Permission.SCREENING_ALERT_READ, head=SCREENING),
        Way("customs:rulings", _("Rulings"), Permission.CLASSIFICATION_RULING_ASK, head=GOODS),
        Way("customs:screen", _("Screen a name"), Permission.SCREENING_PARTY_SCREEN, head=SCREENING),
        Way("customs:batches", _("Screen a table of names"), Permission.SCREENING_BATCH_RUN, head=SCREENING),
        Way("customs:watchlists", _("Watch lists"), Permission.SCREENING_LIST_READ, head=SCREENING),
        Way("customs:parties", _("Parties"), Permission.PARTIES_PARTY_READ, head=SCREENING),
        Way("customs:licences", _("Licences"), Permission.LICENCES_LICENCE_READ_ALL, head=DECLARATIONS),
        Way("customs:notices", _("Catch-all notices"), Permission.MEASURES_NOTICE_READ, head=GOODS),
        Way("customs:approvals", _("Approvals of committees"), Permission.MEASURES_APPROVAL_READ, head=GOODS),
        Way("public:transaction", _("What applies to my transaction?"), head=GOODS),
        Way("public:entries", _("Control list"), head=GOODS),
    ),
    "nation": (
        Way("nation:home", _("Home")),
        Way("nation:duties", _("Obligations calendar"), Permission.NATION_DUTY_READ, head=TREATIES),
        Way(
            "nation:declarations", _("Treaty declarations"), Permission.NATION_DECLARATION_READ, head=TREATIES
        ),
        Way("nation:chemicals", _("National data"), Permission.NATION_FIGURES_READ, head=TREATIES),
        Way("nation:sites", _("Facility register"), Permission.NATION_FACILITY_READ, head=TREATIES),
        Way("nation:screen", _("Screen a name"), Permission.SCREENING_PARTY_SCREEN),
        Way("nation:editions", _("Editions of the control list"), Permission.LISTS_EDITION_ADOPT),
        Way("nation:rules", _("Rules of sanctions"), Permission.MEASURES_RULE_ADOPT),
    ),
    "steward": (
        Way("steward:home", _("Home")),
        Way("steward:users", _("People"), Permission.ACCOUNTS_USER_READ),
        Way("steward:trail", _("Audit trail"), Permission.AUDIT_TRAIL_READ),
        Way("steward:seen", _("Who has seen what"), Permission.AUDIT_TRAIL_READ),
        Way(
            "steward:editions",
            _("Editions of the control list"),
            Permission.LISTS_EDITION_PROPOSE,
            head=LISTS,
        ),
        Way("steward:rules", _("Rules of sanctions"), Permission.MEASURES_RULE_READ, head=LISTS),
        Way("steward:watchlists", _("Watch lists"), Permission.SCREENING_LIST_READ, head=LISTS),
        Way("steward:screen", _("Screen a name"), Permission.SCREENING_PARTY_SCREEN, head=LISTS),
        Way("public:entries", _("Control list"), head=LISTS),
    ),
}


def ways(desk: str, user: Any, path: str) -> list[dict[str, Any]]:
    """What stands in the row of a desk: links that the person may follow, and heads with such links under them."""
    row: list[dict[str, Any]] = []
    heads: dict[str, dict[str, Any]] = {}
    for way in WAYS.get(desk, _PUBLIC):
        if way.permission is not None and not (user.is_authenticated and access.may(user, way.permission)):
            continue
        url = _address(way.name)
        if not url:
            continue
        here = path == url if way.name.endswith(":home") else path.startswith(url)
        link = {"url": url, "title": way.title, "here": here, "exact": path == url}
        if way.head is None:
            row.append(link)
        elif (head := heads.get(str(way.head))) is not None:
            head["ways"].append(link)
        else:
            heads[str(way.head)] = head = {"title": way.head, "ways": [link]}
            row.append(head)
    return [_alone(one) for one in row]


def _alone(one: dict[str, Any]) -> dict[str, Any]:
    """A link as it is; a head with one link is that link; a head knows whether the page lies under it."""
    under = one.get("ways")
    if under is None:
        return one
    if len(under) == 1:
        return dict(under[0])
    return {**one, "here": any(link["here"] for link in under)}


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
