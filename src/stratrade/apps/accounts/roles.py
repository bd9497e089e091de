"""Roles as data: what each may do, at which desks it sits, in which kinds of agency it exists."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from stratrade.apps.accounts.permissions import Permission as P


class Desk(StrEnum):
    """Who sits there; a desk is a URL prefix, an access gate and a navigation."""

    EXPORTER = "exporter"
    OFFICER = "officer"
    CUSTOMS = "customs"
    NATION = "nation"
    STEWARD = "steward"


@dataclass(frozen=True, slots=True)
class Role:
    """One role.

    Args:
        code: stored with the user.
        permissions: the acts allowed to it.
        desks: the desks it may enter, the one it lands on first.
        agency_kinds: kinds of agency whose members may hold it; empty where it needs no agency.
        person: False for accounts of machines and of the system, which nobody signs in to.
    """

    code: str
    permissions: frozenset[P]
    desks: tuple[Desk, ...]
    agency_kinds: tuple[str, ...] = ()
    person: bool = True


_EVERYONE = frozenset(
    {
        P.ACCOUNTS_SELF_CHANGE,
        P.NOTICES_INBOX_READ,
        P.CLASSIFICATION_GOODS_IDENTIFY,
        P.DETERMINATION_CASE_ASK,
        P.LISTS_EDITION_READ,
        P.LAW_PROVISION_READ,
    }
)
_OFFICIAL = _EVERYONE | {P.SCREENING_PARTY_SCREEN, P.SCREENING_LIST_READ, P.PARTIES_PARTY_READ}
_LICENSING = _OFFICIAL | {
    P.CASEWORK_CASE_READ,
    P.CASEWORK_CASE_TRIAGE,
    P.CASEWORK_CASE_REFER,
    P.CASEWORK_CASE_HOLD,
    P.CASEWORK_CASE_PROPOSE,
    P.LICENCES_LICENCE_READ,
    P.LICENCES_LICENCE_READ_ALL,
    P.LICENCES_LICENCE_FLAG,
    P.SCREENING_ALERT_READ,
    P.SCREENING_ALERT_DECIDE,
    P.PARTIES_PARTY_REGISTER,
    P.CLASSIFICATION_RULING_MAKE,
    P.DOCUMENTS_DOCUMENT_READ,
    P.AUDIT_TRAIL_READ,
}
_CUSTOMS = _OFFICIAL | {
    P.ENFORCEMENT_DECLARATION_SUBMIT,
    P.ENFORCEMENT_DECLARATION_READ,
    P.ENFORCEMENT_DECLARATION_HOLD,
    P.ENFORCEMENT_DECLARATION_RELEASE,
    P.ENFORCEMENT_DECLARATION_EXIT,
    P.LICENCES_LICENCE_READ,
    P.LICENCES_LICENCE_READ_ALL,
    P.LICENCES_LEDGER_MOVE,
    P.SCREENING_ALERT_READ,
    P.DOCUMENTS_DOCUMENT_READ,
}

_LICENSING_BODIES = ("licensing_authority",)
_MINISTRIES = ("licensing_authority", "ministry", "regulator", "security")

_TABLE = (
    Role(
        "exporter",
        _EVERYONE
        | {
            P.CASEWORK_DRAFT_WRITE,
            P.LICENCES_LICENCE_READ,
            P.LICENCES_LICENCE_SURRENDER,
            P.DOCUMENTS_DOCUMENT_READ,
        },
        (Desk.EXPORTER,),
    ),
    Role("officer", frozenset(_LICENSING), (Desk.OFFICER,), _LICENSING_BODIES),
    Role(
        "head",
        frozenset(
            _LICENSING
            | {
                P.CASEWORK_CASE_DECIDE,
                P.LICENCES_LICENCE_ISSUE,
                P.LICENCES_LICENCE_SUSPEND,
                P.NATION_OVERVIEW_READ,
            }
        ),
        (Desk.OFFICER, Desk.NATION),
        _LICENSING_BODIES,
    ),
    Role(
        "reviewer",
        frozenset(_OFFICIAL | {P.CASEWORK_REFERRAL_ANSWER, P.DOCUMENTS_DOCUMENT_READ}),
        (Desk.OFFICER,),
        _MINISTRIES,
    ),
    Role("customs", frozenset(_CUSTOMS), (Desk.CUSTOMS,), ("customs",)),
    Role(
        "supervisor",
        frozenset(
            _CUSTOMS
            | {
                P.ENFORCEMENT_DECLARATION_CANCEL,
                P.SCREENING_ALERT_DECIDE,
                P.AUDIT_TRAIL_READ,
                P.NATION_OVERVIEW_READ,
            }
        ),
        (Desk.CUSTOMS, Desk.NATION),
        ("customs",),
    ),
    Role("focal", frozenset(_OFFICIAL | {P.NATION_OVERVIEW_READ}), (Desk.NATION,), (*_MINISTRIES, "customs")),
    Role("minister", frozenset(_EVERYONE | {P.NATION_OVERVIEW_READ}), (Desk.NATION,), _MINISTRIES),
    Role(
        "trainer", frozenset(_OFFICIAL | {P.NATION_OVERVIEW_READ}), (Desk.NATION,), (*_MINISTRIES, "customs")
    ),
    Role(
        "steward",
        frozenset(
            _OFFICIAL
            | {
                P.ACCOUNTS_USER_READ,
                P.ACCOUNTS_USER_MANAGE,
                P.ACCOUNTS_AGENCY_LOAD,
                P.LISTS_EDITION_ADOPT,
                P.SCREENING_LIST_ADOPT,
                P.LAW_PROVISION_LOAD,
            }
        ),
        (Desk.STEWARD,),
        (*_MINISTRIES, "customs"),
    ),
    Role(
        "auditor",
        frozenset(
            _OFFICIAL
            | {
                P.AUDIT_TRAIL_READ,
                P.ACCOUNTS_USER_READ,
                P.CASEWORK_CASE_READ,
                P.LICENCES_LICENCE_READ,
                P.LICENCES_LICENCE_READ_ALL,
                P.ENFORCEMENT_DECLARATION_READ,
                P.SCREENING_ALERT_READ,
                P.NATION_OVERVIEW_READ,
                P.DOCUMENTS_DOCUMENT_READ,
            }
        ),
        (Desk.STEWARD, Desk.NATION, Desk.OFFICER, Desk.CUSTOMS),
        (*_MINISTRIES, "customs"),
    ),
    Role(
        "machine",
        frozenset(
            {
                P.ENFORCEMENT_DECLARATION_SUBMIT,
                P.ENFORCEMENT_DECLARATION_READ,
                P.ENFORCEMENT_DECLARATION_EXIT,
                P.ENFORCEMENT_DECLARATION_CANCEL,
                P.CLASSIFICATION_GOODS_IDENTIFY,
                P.DETERMINATION_CASE_ASK,
                P.SCREENING_PARTY_SCREEN,
                P.LICENCES_LICENCE_READ,
                P.LICENCES_LICENCE_READ_ALL,
                P.LICENCES_LEDGER_MOVE,
                P.NOTICES_INBOX_READ,
                P.LISTS_EDITION_READ,
            }
        ),
        (),
        person=False,
    ),
    Role("system", frozenset(P), (), person=False),
)

ROLES: Mapping[str, Role] = {role.code: role for role in _TABLE}
"""Code -> role."""


def holders(permission: P) -> tuple[str, ...]:
    """The codes of the people's roles that hold a permission, for the table in the documentation."""
    return tuple(role.code for role in _TABLE if role.person and permission in role.permissions)
