"""Opening, changing and closing accounts; agencies from the pack."""

from importlib.resources import files

import pytest
import yaml
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from stratrade.apps.accounts import access, queries, services
from stratrade.apps.accounts.models import Agency, User
from stratrade.apps.accounts.transitions import StaleVersion
from stratrade.apps.audit.models import EventRow

pytestmark = pytest.mark.django_db

ROWS = [
    {"code": "LIC", "kind": "licensing_authority", "names": {"en": "Licensing", "km": "អាជ្ញាធរ"}},
    {
        "code": "CUS",
        "kind": "customs",
        "names": {"en": "Customs"},
        "units": [{"code": "PORT", "kind": "customs_office", "names": {"en": "Port"}}],
    },
]


def load(rows: list[dict[str, object]] = ROWS) -> int:
    return services.load_agencies(rows, pack="test", by=access.SYSTEM)


def make(role: str = "steward", agency: str = "LIC", email: str = "A.B@Example.org", **more: object) -> User:
    return services.create_user(
        email=email,
        name="Somebody Fictional",
        role=role,
        agency=queries.agency(agency),
        by=access.SYSTEM,
        **more,  # type: ignore[arg-type]
    )


def test_load_agencies_twice_changes_nothing() -> None:
    assert load() == 3
    assert load() == 0
    assert EventRow.objects.filter(name="accounts.AgenciesLoaded").count() == 1


def test_load_agencies_one_gone_is_closed_and_kept() -> None:
    load()
    assert load(ROWS[:1]) == 1
    assert [a.code for a in queries.agencies()] == ["LIC"]
    assert Agency.objects.filter(code="CUS", is_active=False).exists()


def test_load_agencies_changed_name_is_taken_over() -> None:
    load()
    assert load([{**ROWS[0], "names": {"en": "Licensing office"}}, ROWS[1]]) == 1
    agency = queries.agency("LIC")
    assert agency is not None
    assert agency.name("km") == "Licensing office"


def test_create_user_keeps_the_address_in_lower_case() -> None:
    load()
    user = make(password="correct-horse-battery-staple")
    assert user.email == "a.b@example.org"
    assert user.check_password("correct-horse-battery-staple")
    assert queries.by_email("A.B@EXAMPLE.ORG") == user
    event = EventRow.objects.get(subject=user.subject)
    assert event.payload == {"email": "a.b@example.org", "role": "steward", "agency": "LIC"}
    assert "correct-horse" not in str(event.payload)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"role": "king"}, "accounts.user.role_unknown"),
        ({"role": "system"}, "accounts.user.role_unknown"),
        ({"role": "customs"}, "accounts.user.agency_unfit"),
        ({"agency": "NONE"}, "accounts.user.agency_unfit"),
        ({"language": "xx"}, "accounts.user.language_unknown"),
    ],
)
def test_create_user_unfit_is_refused(change: dict[str, str], code: str) -> None:
    load()
    with pytest.raises(services.Unfit) as caught:
        make(**change)  # type: ignore[arg-type]
    assert caught.value.finding.code == code
    assert not User.objects.exists()


def test_create_user_taken_address_is_refused() -> None:
    load()
    make()
    with pytest.raises(services.Unfit, match="email_taken"):
        make(email="a.b@EXAMPLE.org")


def test_create_user_weak_password_is_refused(settings: object) -> None:
    settings.AUTH_PASSWORD_VALIDATORS = [  # type: ignore[attr-defined]
        {
            "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
            "OPTIONS": {"min_length": 12},
        }
    ]
    load()
    with pytest.raises(ValidationError):
        make(password="short")


def test_create_user_by_officer_is_denied() -> None:
    load()
    officer = make(role="officer")
    with pytest.raises(access.AccessDenied):
        services.create_user(email="x@x.example", name="x", role="exporter", by=officer)


def test_user_row_with_upper_case_address_is_refused_by_the_database() -> None:
    with pytest.raises(IntegrityError, match="user_email_lower_case"), transaction.atomic():
        User.objects.create(email="Upper@x.example", name="x", role="exporter")


def test_change_role_own_is_refused() -> None:
    load()
    steward = make()
    with pytest.raises(access.SamePerson):
        services.change_role(steward.public_id, "auditor", version=1, by=steward)


def test_change_role_stale_version_is_refused() -> None:
    load()
    steward = make()
    officer = make(role="officer", email="o@x.example")
    changed = services.change_role(officer.public_id, "head", version=1, by=steward)
    assert (changed.role, changed.version) == ("head", 2)
    with pytest.raises(StaleVersion):
        services.change_role(officer.public_id, "officer", version=1, by=steward)


def test_deactivate_needs_a_reason_and_ends_every_right() -> None:
    load()
    steward = make()
    officer = make(role="officer", email="o@x.example")
    with pytest.raises(services.Unfit, match="reason_missing"):
        services.deactivate(officer.public_id, reason=" ", version=1, by=steward)
    services.deactivate(officer.public_id, reason="moved on", version=1, by=steward)
    assert queries.by_email("o@x.example") is None


def test_set_language_same_again_records_nothing() -> None:
    load()
    user = make()
    services.set_language("km", by=user)
    services.set_language("km", by=user)
    assert EventRow.objects.filter(name="accounts.LanguageChosen").count() == 1


def test_visible_officer_sees_only_themselves() -> None:
    load()
    steward = make()
    officer = make(role="officer", email="o@x.example")
    assert list(queries.visible(officer)) == [officer]
    assert set(queries.visible(steward)) == {officer, steward}


def test_sign_in_refused_unknown_address_is_kept_apart() -> None:
    services.sign_in_refused("Nobody@x.example")
    row = EventRow.objects.get(name="accounts.SignInRefused")
    assert row.subject.startswith("accounts.unknown:")
    assert row.actor == "system"


def test_signed_in_is_on_the_persons_own_chain() -> None:
    load()
    user = make()
    services.signed_in(by=user)
    services.signed_out(by=user)
    names = list(EventRow.objects.filter(subject=user.subject).order_by("seq").values_list("name", flat=True))
    assert names == ["accounts.UserCreated", "accounts.SignedIn", "accounts.SignedOut"]


def test_load_agencies_of_the_pack_has_every_kind() -> None:
    text = (files("stratrade") / "data/packs/kh/agencies.yaml").read_text(encoding="utf-8")
    rows = yaml.safe_load(text)["agencies"]
    services.load_agencies(rows, pack="kh", by=access.SYSTEM)
    kinds = {a.kind for a in queries.agencies()}
    assert {"licensing_authority", "customs", "ministry", "regulator", "security"} <= kinds
    assert all(a.name("km") and a.name("fr") and a.part_in("km") for a in queries.agencies())
