"""The language of a signed-in person, where the browser carries no choice of its own."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation


class LanguageOfPerson:
    """Show the person's own language on a device where nobody chose one. Stands after authentication."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Activate it for this request."""
        if settings.LANGUAGE_COOKIE_NAME not in request.COOKIES and request.user.is_authenticated:
            own = getattr(request.user, "language", "")
            if own in dict(settings.LANGUAGES):
                translation.activate(own)
                request.LANGUAGE_CODE = own  # type: ignore[attr-defined]
        return self.get_response(request)
