"""Use cases of accounts: agencies from the pack, users, sign-in on the record."""

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth.password_validation import validate_password

from stratrade.apps.accounts import access, queries
from stratrade.apps.accounts.events import (
    AgenciesLoaded,
    LanguageChosen,
    PasswordChanged,
    RoleChanged,
    SignedIn,
    SignedOut,
    SignInRefused,
    UserCreated,
    UserDeactivated,
)
from stratrade.apps.accounts.models import Agency, Unit, User
from stratrade.apps.accounts.permissions import Permission
from stratrade.apps.accounts.roles import ROLES
from stratrade.apps.accounts.transitions import check_version
from stratrade.apps.audit.services import access_decided, record, unchanged, use_case
from stratrade.kernel.finding import Finding, Severity


class Unfit(ValueError):
    """An account cannot be opened or changed like this.

    Args:
        code: finding code.
        params: what the sentence names.
    """

    def __init__(self, code: str, **params: str) -> None:
        self.finding = Finding(code, Severity.BLOCK, params)
        super().__init__(f"{code} {params}")


@use_case
def load_agencies(rows: Sequence[Mapping[str, Any]], *, pack: str, by: User) -> int:
    """Bring the agencies and units of the pack into the register; those it no longer names are closed.

    Args:
        rows: mappings with code, names, kind, part, source and units, as `agencies.yaml` holds them.
        pack: id of the pack.
        by: who loads them.

    Returns:
        How many rows were added or changed.
    """
    access.require(by, Permission.ACCOUNTS_AGENCY_LOAD)
    changed = 0
    for row in rows:
        agency, differs = _kept(
            Agency,
            {"code": row["code"]},
            {
                "names": dict(row["names"]),
                "kind": row["kind"],
                "part": dict(row.get("part") or {}),
                "source": str(row.get("source", "")),
                "is_active": True,
            },
        )
        changed += differs
        for unit in row.get("units") or ():
            _, differs = _kept(
                Unit,
                {"agency": agency, "code": unit["code"]},
                {"names": dict(unit["names"]), "kind": unit["kind"], "is_active": True},
            )
            changed += differs
    gone = Agency.objects.exclude(code__in=[row["code"] for row in rows]).filter(is_active=True)
    changed += gone.update(is_active=False)
    if not changed:
        unchanged()
        return 0
    record(
        AgenciesLoaded(pack=pack, agencies=len(rows), units=sum(len(row.get("units") or ()) for row in rows)),
        subject=f"accounts.agencies:{pack}",
        by=by,
    )
    return changed


def _kept(model: Any, key: Mapping[str, Any], values: Mapping[str, Any]) -> tuple[Any, bool]:
    """The row of `key` with `values`, and whether anything differed."""
    row = model.objects.select_for_update().filter(**key).first()
    if row is None:
        return model.objects.create(**key, **values), True
    if all(getattr(row, name) == value for name, value in values.items()):
        return row, False
    for name, value in values.items():
        setattr(row, name, value)
    row.save(update_fields=list(values))
    return row, True


@use_case
def create_user(
    *,
    email: str,
    name: str,
    role: str,
    password: str | None = None,
    name_native: str = "",
    language: str = "en",
    agency: Agency | None = None,
    unit: Unit | None = None,
    demonstration: bool = False,
    by: User,
) -> User:
    """Open an account.

    Args:
        email: signs in with it; kept in lower case.
        name: in Latin letters.
        role: code of a role in `roles.ROLES`.
        password: None for an account nobody signs in to.
        name_native: in the person's own script.
        language: of the screens.
        agency: needed where the role belongs to kinds of agency.
        unit: of that agency.
        demonstration: opened by the demonstration seed, and refused by a public server.
        by: who opens it.

    Raises:
        Unfit: unknown role or language, address taken, agency missing or of another kind.
        ValidationError: the password is too weak.
        AccessDenied: the person may not.
    """
    access.require(by, Permission.ACCOUNTS_USER_MANAGE)
    address = email.strip().lower()
    _check(address=address, role=role, language=language, agency=agency, unit=unit)
    user = User(
        email=address,
        name=name.strip(),
        name_native=name_native.strip(),
        role=role,
        language=language,
        agency=agency,
        unit=unit,
        is_demonstration=demonstration,
    )
    if password is None:
        user.set_unusable_password()
    else:
        validate_password(password, user)
        user.set_password(password)
    user.save()
    record(
        UserCreated(email=address, role=role, agency=agency.code if agency else ""),
        subject=user.subject,
        by=by,
    )
    return user


def _check(*, address: str, role: str, language: str, agency: Agency | None, unit: Unit | None) -> None:
    known = ROLES.get(role)
    if known is None or role == access.SYSTEM.role:
        raise Unfit("accounts.user.role_unknown", role=role)
    if language not in dict(settings.LANGUAGES):
        raise Unfit("accounts.user.language_unknown", language=language)
    if User.objects.filter(email=address).exists():
        raise Unfit("accounts.user.email_taken", email=address)
    if known.agency_kinds and (agency is None or agency.kind not in known.agency_kinds):
        raise Unfit("accounts.user.agency_unfit", role=role, agency=agency.code if agency else "")
    if unit is not None and (agency is None or unit.agency_id != agency.pk):
        raise Unfit("accounts.user.unit_unfit", unit=unit.code)


@use_case
def change_role(public_id: UUID, role: str, *, version: int | None, by: User) -> User:
    """Give a person another role; nobody changes their own.

    Raises:
        Unfit: unknown role, or an agency of the wrong kind.
        User.DoesNotExist, StaleVersion, AccessDenied, SamePerson.
    """
    access.require(by, Permission.ACCOUNTS_USER_MANAGE)
    user = queries.visible(by).select_for_update(of=("self",)).get(public_id=public_id)
    access.require_other_person(by, not_=user)
    check_version(user, version)
    known = ROLES.get(role)
    if known is None or role == access.SYSTEM.role:
        raise Unfit("accounts.user.role_unknown", role=role)
    if known.agency_kinds and (user.agency is None or user.agency.kind not in known.agency_kinds):
        raise Unfit("accounts.user.agency_unfit", role=role, agency=user.agency.code if user.agency else "")
    if user.role == role:
        unchanged()
        return user
    before, user.role, user.version = user.role, role, user.version + 1
    user.save(update_fields=["role", "version"])
    record(RoleChanged(email=user.email, before=before, after=role), subject=user.subject, by=by)
    return user


@use_case
def set_language(language: str, *, by: User) -> User:
    """Choose the language of one's own screens.

    Raises:
        Unfit: a language the product does not speak.
    """
    access.require(by, Permission.ACCOUNTS_SELF_CHANGE)
    if language not in dict(settings.LANGUAGES):
        raise Unfit("accounts.user.language_unknown", language=language)
    user = User.objects.select_for_update().get(pk=by.pk)
    if user.language == language:
        unchanged()
        return user
    user.language = language
    user.save(update_fields=["language"])
    record(LanguageChosen(language=language), subject=user.subject, by=by)
    return user


@use_case
def deactivate(public_id: UUID, *, reason: str, version: int | None, by: User) -> User:
    """Close an account; nobody closes their own. What the person did stays.

    Raises:
        Unfit: no reason.
        User.DoesNotExist, StaleVersion, AccessDenied, SamePerson.
    """
    access.require(by, Permission.ACCOUNTS_USER_MANAGE)
    if not reason.strip():
        raise Unfit("accounts.user.reason_missing")
    user = queries.visible(by).select_for_update(of=("self",)).get(public_id=public_id)
    access.require_other_person(by, not_=user)
    check_version(user, version)
    if not user.is_active:
        unchanged()
        return user
    user.is_active = False
    user.version += 1
    user.save(update_fields=["is_active", "version"])
    record(UserDeactivated(email=user.email, reason=reason.strip()), subject=user.subject, by=by)
    return user


@use_case
def signed_in(*, by: User) -> None:
    """Put a sign-in on the record. Everybody may sign in, so no permission is asked."""
    access_decided()
    record(SignedIn(email=by.email), subject=by.subject, by=by)


@use_case
def password_changed(*, by: User) -> None:
    """Put a new password on the record, never the password. Everybody may change their own."""
    access_decided()
    record(PasswordChanged(email=by.email), subject=by.subject, by=by)


@use_case
def signed_out(*, by: User) -> None:
    """Put a sign-out on the record."""
    access_decided()
    record(SignedOut(email=by.email), subject=by.subject, by=by)


@use_case
def sign_in_refused(email: str) -> None:
    """Put a failed sign-in on the record: under the account, or under a digest of an unknown address."""
    access_decided()
    address = email.strip().lower()[:254]
    user = queries.by_email(address)
    digest = hashlib.sha256(address.encode()).hexdigest()[:32]
    subject = user.subject if user is not None else f"accounts.unknown:{digest}"
    record(SignInRefused(email=address), subject=subject, by=access.SYSTEM)
