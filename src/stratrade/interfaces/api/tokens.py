"""Where a registered client gets its access token; whatever goes wrong is said in JSON (RFC 6749, 5.2)."""

import errno
import logging
from typing import Any

from django.db import Error as DatabaseError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.decorators import method_decorator
from django.views.decorators.csrf import csrf_exempt
from oauth2_provider.views import TokenView

from stratrade.apps import wording

log = logging.getLogger(__name__)
METHOD_NOT_ALLOWED = 405
_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS})


@method_decorator(csrf_exempt, name="dispatch")  # a program carries its secret, no cookie
class Token(TokenView):  # type: ignore[misc]
    """Client credentials to an access token."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Answer, and never by a page."""
        try:
            answer: HttpResponse = super().dispatch(request, *args, **kwargs)
        except DatabaseError:
            log.exception("database")
            return refused(503, "temporarily_unavailable", "api.unavailable", retry="5")
        except OSError as error:
            log.exception("no room" if error.errno in _NO_ROOM else "unforeseen")
            return refused(503, "temporarily_unavailable", "api.unavailable", retry="60")
        except Exception:
            log.exception("unforeseen")
            return refused(500, "server_error", "api.unforeseen")
        if answer.status_code == METHOD_NOT_ALLOWED:
            wrong = refused(METHOD_NOT_ALLOWED, "invalid_request", "api.request.unfit")
            wrong.headers["Allow"] = answer.headers.get("Allow", "")
            return wrong
        return answer


def refused(status: int, error: str, code: str, *, retry: str = "") -> HttpResponse:
    """An error of the token endpoint.

    Args:
        status: of the answer.
        error: RFC 6749's word for it.
        code: the finding code, whose sentence is the description.
        retry: seconds after which to come again.
    """
    body = {"error": error, "error_description": wording.sentence(code, {}), "code": code}
    headers = {"Cache-Control": "no-store", **({"Retry-After": retry} if retry else {})}
    return JsonResponse(body, status=status, headers=headers, json_dumps_params={"ensure_ascii": False})
