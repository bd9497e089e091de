"""Addresses for signing in, the second step and the language; only those pages of allauth that we offer."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import path, register_converter
from django.urls.converters import StringConverter
from django.views.decorators.http import require_POST
from django.views.i18n import set_language

from stratrade.apps.accounts import services


class Base36(StringConverter):
    """How the link of a reset names the account; the dash after it belongs to the address."""

    regex = "[0-9A-Za-z]+"


register_converter(Base36, "base36")


@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    """Show this language from now on: on this device, and on others where the person signs in."""
    language = request.POST.get("language", "")
    if request.user.is_authenticated and language in dict(settings.LANGUAGES):
        services.set_language(language, by=request.user)  # type: ignore[arg-type]
    return set_language(request)


urlpatterns = [
    path("language/", choose_language, name="set_language"),
    path("account/login/", account.login, name="account_login"),
    path("account/logout/", account.logout, name="account_logout"),
    path("account/inactive/", account.account_inactive, name="account_inactive"),
    path("account/new/", account.signup, name="account_signup"),
    path("account/confirm/", account.reauthenticate, name="account_reauthenticate"),
    path("account/password/", account.password_change, name="account_change_password"),
    path("account/password/lost/", account.password_reset, name="account_reset_password"),
    path("account/password/lost/sent/", account.password_reset_done, name="account_reset_password_done"),
    path(
        "account/password/new/<base36:uidb36>-<str:key>/",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "account/password/new/done/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path("account/second-step/", mfa.index, name="mfa_index"),
    path("account/second-step/code/", mfa.authenticate, name="mfa_authenticate"),
    path("account/second-step/confirm/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("account/second-step/app/add/", totp.activate_totp, name="mfa_activate_totp"),
    path("account/second-step/app/remove/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("account/second-step/codes/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("account/second-step/codes/new/", codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path(
        "account/second-step/codes/file/", codes.download_recovery_codes, name="mfa_download_recovery_codes"
    ),
]
