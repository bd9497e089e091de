"""People are told once, and mail leaves only by the job."""

import pytest
from django.core import mail
from django.db import transaction

from stratrade.apps.accounts import access
from stratrade.apps.accounts import queries as accounts
from stratrade.apps.accounts import services as account_services
from stratrade.apps.accounts.models import User
from stratrade.apps.notices import queries, services
from stratrade.apps.notices.models import Mail, Notice

pytestmark = pytest.mark.django_db

CODE = "notices.casework.application_submitted"


@pytest.fixture
def people() -> dict[str, User]:
    account_services.load_agencies(
        [{"code": "LIC", "kind": "licensing_authority", "names": {"en": "L"}}], pack="t", by=access.SYSTEM
    )
    agency = accounts.agency("LIC")
    return {
        role + number: account_services.create_user(
            email=f"{role}{number}@x.example", name=role, role=role, agency=agency, by=access.SYSTEM
        )
        for role, number in (("officer", "1"), ("officer", "2"), ("head", "1"))
    }


def test_tell_role_and_agency_reaches_everybody_once(people: dict[str, User]) -> None:
    services.tell(["role:officer", "agency:LIC", people["head1"]], CODE, {"reference": "EXP-1"})
    assert Notice.objects.count() == 3
    assert queries.unread_count(people["officer1"]) == 1


def test_tell_rolled_back_tells_nobody(people: dict[str, User]) -> None:
    def lost() -> None:
        with transaction.atomic():
            services.tell("role:officer", CODE)
            raise LookupError("lost")

    with pytest.raises(LookupError, match="lost"):
        lost()
    assert queries.unread_count(people["officer1"]) == 0


def test_tell_neither_role_nor_agency_is_refused() -> None:
    with pytest.raises(ValueError, match="neither"):
        services.tell("officer", CODE)


def test_inbox_is_ones_own(people: dict[str, User]) -> None:
    (notice,) = services.tell(people["officer1"], CODE)
    assert queries.one(notice.public_id, for_=people["officer1"]) == notice
    assert queries.one(notice.public_id, for_=people["officer2"]) is None


def test_read_all_marks_only_ones_own(people: dict[str, User]) -> None:
    services.tell("role:officer", CODE)
    assert services.read_all(by=people["officer1"]) == 1
    assert services.read_all(by=people["officer1"]) == 0
    assert queries.unread_count(people["officer2"]) == 1


def test_after_gives_what_came_later_in_order(people: dict[str, User]) -> None:
    told = [services.tell(people["head1"], CODE)[0] for _ in range(3)]
    assert queries.after(None, for_=people["head1"]) == told
    assert queries.after(told[0].public_id, for_=people["head1"]) == told[1:]


def test_send_waiting_sends_each_once(people: dict[str, User], settings: object) -> None:
    settings.MAIL_NOTICES = True  # type: ignore[attr-defined]
    services.tell("role:officer", CODE, {"reference": "EXP-1"}, link="/officer/")
    assert mail.outbox == []
    assert services.send_waiting() == (2, 0)
    assert services.send_waiting() == (0, 0)
    assert sorted(m.to[0] for m in mail.outbox) == ["officer1@x.example", "officer2@x.example"]
    assert "EXP-1" in mail.outbox[0].body


def test_send_waiting_failure_is_kept_for_later(
    people: dict[str, User], settings: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.MAIL_NOTICES = True  # type: ignore[attr-defined]
    services.tell(people["head1"], CODE)

    def refuse(*args: object, **kwargs: object) -> int:
        raise OSError("no route")

    monkeypatch.setattr("django.core.mail.EmailMessage.send", refuse)
    assert services.send_waiting() == (0, 1)
    waiting = Mail.objects.get()
    assert (waiting.tries, waiting.last_error, waiting.sent_at) == (1, "no route", None)
    assert services.send_waiting() == (0, 0)
