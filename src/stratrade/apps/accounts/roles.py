"""Roles as data: what each may do, at which desks it sits, in which kinds of agency it exists."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from stratrade.apps.accounts.permissions import Permission


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
    permissions: frozenset[Permission]
    desks: tuple[Desk, ...]
    agency_kinds: tuple[str, ...] = ()
    person: bool = True


_EVERYONE = frozenset(
    {
        Permission.ACCOUNTS_SELF_CHANGE,
        Permission.NOTICES_INBOX_READ,
        Permission.CLASSIFICATION_GOODS_IDENTIFY,
        Permission.DETERMINATION_CASE_ASK,
        Permission.LISTS_EDITION_READ,
        Permission.LAW_PROVISION_READ,
    }
)
_OFFICIAL = _EVERYONE | {
    Permission.SCREENING_PARTY_SCREEN,
    Permission.SCREENING_LIST_READ,
    Permission.PARTIES_PARTY_READ,
}
_LICENSING = _OFFICIAL | {
    Permission.CASEWORK_CASE_READ,
    Permission.CASEWORK_CASE_TRIAGE,
    Permission.CASEWORK_CASE_REFER,
    Permission.CASEWORK_CASE_HOLD,
    Permission.CASEWORK_CASE_PROPOSE,
    Permission.LICENCES_LICENCE_READ,
    Permission.LICENCES_LICENCE_READ_ALL,
    Permission.LICENCES_LICENCE_FLAG,
    Permission.LICENCES_PAPER_RECORD,
    Permission.LICENCES_REGISTRATION_READ,
    Permission.LICENCES_REGISTRATION_ANSWER,
    Permission.SCREENING_ALERT_READ,
    Permission.SCREENING_ALERT_DECIDE,
    Permission.SCREENING_PARTY_TRUST,
    Permission.SCREENING_EVIDENCE_READ,
    Permission.SCREENING_BATCH_RUN,
    Permission.SCREENING_BATCH_ALERT,
    Permission.SCREENING_QUALITY_READ,
    Permission.SCREENING_FREEZE_READ,
    Permission.SCREENING_FINANCIAL_WRITE,
    Permission.PARTIES_PARTY_REGISTER,
    Permission.PARTIES_PARTY_MERGE,
    Permission.PARTIES_RELATION_WRITE,
    Permission.CLASSIFICATION_RULING_READ,
    Permission.CLASSIFICATION_RULING_MAKE,
    Permission.MEASURES_NOTICE_READ,
    Permission.MEASURES_NOTICE_PROPOSE,
    Permission.MEASURES_CONCERN_READ,
    Permission.MEASURES_CONCERN_ANSWER,
    Permission.MEASURES_SWITCH_READ,
    Permission.MEASURES_APPROVAL_READ,
    Permission.MEASURES_APPROVAL_KEEP,
    Permission.DOCUMENTS_DOCUMENT_READ,
    Permission.AUDIT_TRAIL_READ,
}
_CUSTOMS = _OFFICIAL | {
    Permission.MEASURES_NOTICE_READ,
    Permission.MEASURES_APPROVAL_READ,
    Permission.ENFORCEMENT_DECLARATION_SUBMIT,
    Permission.ENFORCEMENT_DECLARATION_READ,
    Permission.ENFORCEMENT_DECLARATION_HOLD,
    Permission.ENFORCEMENT_DECLARATION_RELEASE,
    Permission.ENFORCEMENT_DECLARATION_EXIT,
    Permission.LICENCES_LICENCE_READ,
    Permission.LICENCES_LICENCE_READ_ALL,
    Permission.LICENCES_LEDGER_MOVE,
    Permission.SCREENING_ALERT_READ,
    Permission.SCREENING_EVIDENCE_READ,
    Permission.SCREENING_BATCH_RUN,
    Permission.CLASSIFICATION_RULING_ASK,
    Permission.DOCUMENTS_DOCUMENT_READ,
}

_TREATY = frozenset(
    {
        Permission.NATION_DUTY_READ,
        Permission.NATION_DECLARATION_READ,
        Permission.NATION_FIGURES_READ,
        Permission.NATION_FACILITY_READ,
    }
)
"""What those see who draft, review or sign what is owed to treaty bodies; which rows, their agency decides."""

_LICENSING_BODIES = ("licensing_authority",)
_MINISTRIES = ("licensing_authority", "ministry", "regulator", "security")

_TABLE = (
    Role(
        "exporter",
        _EVERYONE
        | {
            Permission.CASEWORK_DRAFT_WRITE,
            Permission.CLASSIFICATION_PRODUCT_WRITE,
            Permission.CLASSIFICATION_RULING_ASK,
            Permission.LICENCES_LICENCE_READ,
            Permission.LICENCES_LICENCE_SURRENDER,
            Permission.LICENCES_REGISTRATION_WRITE,
            Permission.MEASURES_NOTICE_ACKNOWLEDGE,
            Permission.MEASURES_CONCERN_NOTIFY,
            Permission.DOCUMENTS_DOCUMENT_READ,
        },
        (Desk.EXPORTER,),
    ),
    Role("officer", frozenset(_LICENSING), (Desk.OFFICER,), _LICENSING_BODIES),
    Role(
        "head",
        frozenset(
            _LICENSING
            | {
                Permission.CASEWORK_CASE_DECIDE,
                Permission.CLASSIFICATION_RULING_DECIDE,
                Permission.LICENCES_LICENCE_ISSUE,
                Permission.LICENCES_LICENCE_SUSPEND,
                Permission.SCREENING_FREEZE_RELEASE,
                Permission.SCREENING_FREEZE_AGREE,
                Permission.MEASURES_NOTICE_SERVE,
                Permission.MEASURES_CONCERN_SIGN,
                Permission.MEASURES_BASIS_READ,
                Permission.LISTS_EDITION_ADOPT,
                Permission.MEASURES_RULE_READ,
                Permission.MEASURES_RULE_ADOPT,
                Permission.NATION_OVERVIEW_READ,
                Permission.NATION_DECLARATION_SIGN,
            }
            | _TREATY
        ),
        (Desk.OFFICER, Desk.NATION),
        _LICENSING_BODIES,
    ),
    Role(
        "reviewer",
        frozenset(
            _OFFICIAL
            | {
                Permission.CASEWORK_REFERRAL_ANSWER,
                Permission.MEASURES_SWITCH_READ,
                Permission.MEASURES_SWITCH_SET,
                Permission.MEASURES_APPROVAL_READ,
                Permission.MEASURES_APPROVAL_KEEP,
                Permission.SCREENING_FREEZE_READ,
                Permission.SCREENING_FREEZE_ANSWER,
                Permission.SCREENING_FREEZE_AGREE,
                Permission.DOCUMENTS_DOCUMENT_READ,
                Permission.NATION_OVERVIEW_READ,
                Permission.NATION_DECLARATION_REVIEW,
                Permission.NATION_CALL_ANSWER,
            }
            | _TREATY
        ),
        (Desk.OFFICER, Desk.NATION),
        (*_MINISTRIES, "financial_intelligence"),
    ),
    Role("customs", frozenset(_CUSTOMS), (Desk.CUSTOMS,), ("customs",)),
    Role(
        "supervisor",
        frozenset(
            _CUSTOMS
            | {
                Permission.ENFORCEMENT_DECLARATION_CANCEL,
                Permission.ENFORCEMENT_DECLARATION_LIFT,
                Permission.SCREENING_ALERT_DECIDE,
                Permission.SCREENING_PARTY_TRUST,
                Permission.AUDIT_TRAIL_READ,
                Permission.NATION_OVERVIEW_READ,
            }
        ),
        (Desk.CUSTOMS, Desk.NATION),
        ("customs",),
    ),
    Role(
        "focal",
        frozenset(
            _OFFICIAL
            | {
                Permission.NATION_OVERVIEW_READ,
                Permission.NATION_DECLARATION_DRAFT,
                Permission.NATION_CALL_ANSWER,
                Permission.NATION_FIGURES_WRITE,
                Permission.NATION_FACILITY_WRITE,
            }
            | _TREATY
        ),
        (Desk.NATION,),
        (*_MINISTRIES, "customs"),
    ),
    Role(
        "minister",
        frozenset(
            _EVERYONE
            | {
                Permission.NATION_OVERVIEW_READ,
                Permission.NATION_DUTY_READ,
                Permission.NATION_DECLARATION_READ,
            }
        ),
        (Desk.NATION,),
        _MINISTRIES,
    ),
    Role(
        "trainer",
        frozenset(_OFFICIAL | {Permission.NATION_OVERVIEW_READ}),
        (Desk.NATION,),
        (*_MINISTRIES, "customs"),
    ),
    Role(
        "steward",
        frozenset(
            _OFFICIAL
            | {
                Permission.ACCOUNTS_USER_READ,
                Permission.ACCOUNTS_USER_MANAGE,
                Permission.ACCOUNTS_AGENCY_LOAD,
                Permission.LISTS_EDITION_LOAD,
                Permission.LISTS_EDITION_PROPOSE,
                Permission.MEASURES_RULE_READ,
                Permission.MEASURES_RULE_DRAFT,
                Permission.SCREENING_LIST_ADOPT,
                Permission.LAW_PROVISION_LOAD,
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
                Permission.AUDIT_TRAIL_READ,
                Permission.ACCOUNTS_USER_READ,
                Permission.CASEWORK_CASE_READ,
                Permission.MEASURES_NOTICE_READ,
                Permission.MEASURES_CONCERN_READ,
                Permission.MEASURES_SWITCH_READ,
                Permission.MEASURES_APPROVAL_READ,
                Permission.CLASSIFICATION_RULING_READ,
                Permission.LICENCES_LICENCE_READ,
                Permission.LICENCES_LICENCE_READ_ALL,
                Permission.LICENCES_REGISTRATION_READ,
                Permission.ENFORCEMENT_DECLARATION_READ,
                Permission.SCREENING_ALERT_READ,
                Permission.SCREENING_EVIDENCE_READ,
                Permission.SCREENING_QUALITY_READ,
                Permission.SCREENING_FREEZE_READ,
                Permission.NATION_OVERVIEW_READ,
                Permission.NATION_DUTY_READ,
                Permission.NATION_DECLARATION_READ,
                Permission.DOCUMENTS_DOCUMENT_READ,
            }
        ),
        (Desk.STEWARD, Desk.NATION, Desk.OFFICER, Desk.CUSTOMS),
        (*_MINISTRIES, "customs"),
    ),
    Role(
        "machine",
        frozenset(
            {
                Permission.ENFORCEMENT_DECLARATION_SUBMIT,
                Permission.ENFORCEMENT_DECLARATION_READ,
                Permission.ENFORCEMENT_DECLARATION_EXIT,
                Permission.ENFORCEMENT_DECLARATION_CANCEL,
                Permission.CLASSIFICATION_GOODS_IDENTIFY,
                Permission.DETERMINATION_CASE_ASK,
                Permission.SCREENING_PARTY_SCREEN,
                Permission.LICENCES_LICENCE_READ,
                Permission.LICENCES_LICENCE_READ_ALL,
                Permission.LICENCES_LEDGER_MOVE,
                Permission.NOTICES_INBOX_READ,
                Permission.LISTS_EDITION_READ,
            }
        ),
        (),
        person=False,
    ),
    Role("public", frozenset({Permission.CLASSIFICATION_GOODS_IDENTIFY}), (), person=False),
    Role("system", frozenset(Permission), (), person=False),
)

ROLES: Mapping[str, Role] = {role.code: role for role in _TABLE}
"""Code -> role."""


def holders(permission: Permission) -> tuple[str, ...]:
    """The codes of the people's roles that hold a permission, for the table in the documentation."""
    return tuple(role.code for role in _TABLE if role.person and permission in role.permissions)
