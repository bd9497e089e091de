"""Sentences that packages show on our pages and do not carry in Khmer; listed so that they are translated."""

from django.utils.translation import gettext_noop as _
from django.utils.translation import ngettext_lazy

SENTENCES = (
    # Django forms
    _("This field is required."),
    _("Enter a valid value."),
    _("Enter a valid date."),
    _("Enter a number."),
    _("Enter a whole number."),
    _("Select a valid choice. %(value)s is not one of the available choices."),
    _("No file was submitted. Check the encoding type on the form."),
    _("The submitted file is empty."),
    _("Your password can’t be too similar to your other personal information."),
    _("Your password can’t be a commonly used password."),
    _("The password is too similar to the %(verbose_name)s."),
    _("This password is too common."),
    ngettext_lazy(
        "Your password must contain at least %(min_length)d character.",
        "Your password must contain at least %(min_length)d characters.",
        "min_length",
    ),
    ngettext_lazy(
        "This password is too short. It must contain at least %(min_length)d character.",
        "This password is too short. It must contain at least %(min_length)d characters.",
        "min_length",
    ),
    # allauth
    _("Forgot your password?"),
    _("Email"),
    _("Email address"),
    _("Remember Me"),
    _("Authenticator code"),
    _("Code"),
    _("Current Password"),
    _("New Password"),
    _("New Password (again)"),
    _("The email address and/or password you specified are not correct."),
    _("Too many failed login attempts. Try again later."),
    _("Password successfully changed."),
    _("You must type the same password each time."),
    _("Incorrect code."),
    _("Incorrect password."),
    _("You have signed out."),
    _("Successfully signed in as %(name)s."),
)
