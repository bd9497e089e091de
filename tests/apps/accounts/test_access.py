"""Who may do what, and four eyes."""

import pytest

from stratrade.apps.accounts import access
from stratrade.apps.accounts.models import User
from stratrade.apps.accounts.permissions import Permission
from stratrade.apps.accounts.roles import ROLES, Desk, holders


def someone(role: str, *, active: bool = True) -> User:
    return User(email=f"{role}@x.example", name=role, role=role, is_active=active)


@pytest.mark.parametrize(
    ("role", "permission"),
    [
        ("exporter", Permission.CASEWORK_DRAFT_WRITE),
        ("officer", Permission.CASEWORK_CASE_PROPOSE),
        ("head", Permission.CASEWORK_CASE_DECIDE),
        ("reviewer", Permission.CASEWORK_REFERRAL_ANSWER),
        ("customs", Permission.ENFORCEMENT_DECLARATION_HOLD),
        ("steward", Permission.ACCOUNTS_USER_MANAGE),
        ("auditor", Permission.AUDIT_TRAIL_READ),
        ("machine", Permission.ENFORCEMENT_DECLARATION_SUBMIT),
    ],
)
def test_require_role_with_the_permission_passes(role: str, permission: Permission) -> None:
    access.require(someone(role), permission)


@pytest.mark.parametrize(
    ("role", "permission"),
    [
        ("exporter", Permission.CASEWORK_CASE_READ),
        ("officer", Permission.CASEWORK_CASE_DECIDE),
        ("officer", Permission.LICENCES_LICENCE_ISSUE),
        ("reviewer", Permission.CASEWORK_CASE_READ),
        ("customs", Permission.CASEWORK_CASE_READ),
        ("steward", Permission.AUDIT_TRAIL_READ),
        ("steward", Permission.CASEWORK_CASE_READ),
        ("auditor", Permission.ACCOUNTS_USER_MANAGE),
        ("machine", Permission.ACCOUNTS_USER_READ),
        ("nobody", Permission.LISTS_EDITION_READ),
    ],
)
def test_require_role_without_the_permission_is_denied(role: str, permission: Permission) -> None:
    with pytest.raises(access.AccessDenied) as caught:
        access.require(someone(role), permission)
    assert caught.value.finding.params == {"permission": permission.value, "role": role}


def test_may_closed_account_may_nothing() -> None:
    gone = someone("head", active=False)
    assert not any(access.may(gone, permission) for permission in Permission)
    assert access.desks(gone) == ()


def test_require_other_person_same_person_is_refused() -> None:
    one, other = someone("head"), someone("head")
    access.require_other_person(one, not_=other)
    access.require_other_person(one, not_=None)
    with pytest.raises(access.SamePerson):
        access.require_other_person(one, not_=one)


def test_system_is_no_row_and_may_everything() -> None:
    assert access.SYSTEM.pk is None
    assert access.SYSTEM.audit_id == "system"
    assert all(access.may(access.SYSTEM, permission) for permission in Permission)


def test_roles_proposing_and_deciding_are_apart() -> None:
    assert "officer" in holders(Permission.CASEWORK_CASE_PROPOSE)
    assert holders(Permission.CASEWORK_CASE_DECIDE) == ("head",)


def test_roles_every_permission_is_somebodys() -> None:
    assert [p for p in Permission if not holders(p)] == []


def test_roles_every_person_has_a_desk_and_no_machine_has() -> None:
    assert all(bool(role.desks) == role.person for role in ROLES.values())
    assert {desk for role in ROLES.values() for desk in role.desks} == set(Desk)


def test_permission_names_are_area_thing_verb() -> None:
    for permission in Permission:
        assert permission.name == permission.value.upper().replace(".", "_")
        assert len(permission.value.split(".")) == 3
