"""What allauth asks of us: no open sign-up, a landing desk per role, and every sign-in on the record."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest

from stratrade.apps.accounts import access, services
from stratrade.apps.accounts.models import User


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc] # allauth carries no types
    """Named by `ACCOUNT_ADAPTER` in the settings."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Accounts are opened by a steward, or by the registration of a company."""
        del request
        return False

    def login(self, request: HttpRequest, user: User) -> None:
        """Sign in, and put it on the record."""
        super().login(request, user)
        services.signed_in(by=user)

    def set_password(self, user: User, password: str) -> None:
        """Set a new password, and put that on the record."""
        super().set_password(user, password)
        services.password_changed(by=user)

    def logout(self, request: HttpRequest) -> None:
        """Put the sign-out on the record, and sign out."""
        if isinstance(request.user, User):
            services.signed_out(by=request.user)
        super().logout(request)

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Count the failure, and put it on the record."""
        super().authentication_failed(request, **credentials)
        services.sign_in_refused(str(credentials.get("email") or credentials.get("username") or ""))

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """The first desk of the role, the front page for a role without one."""
        desks = access.desks(request.user) if isinstance(request.user, User) else ()
        return f"/{desks[0]}/" if desks else "/"
