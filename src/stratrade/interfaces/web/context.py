"""What every template may use: navigation, desks of the person, languages, demonstration."""

from functools import cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language

from stratrade.apps.notices import queries as notices
from stratrade.interfaces.web import navigation

OWN_NAMES = {"km": "ខ្មែរ", "fr": "Français", "en": "English"}


def shell(request: HttpRequest) -> dict[str, Any]:
    """What surrounds every page. Lazy where it needs the person, so that error pages stay cheap."""
    user = getattr(request, "user", None)
    desk = request.path.strip("/").partition("/")[0]
    desk = desk if desk in navigation.DESK_TITLES else ""
    current = (get_language() or "en")[:2]
    return {
        "demonstration": bool(getattr(settings, "DEMONSTRATION", False)),
        "languages": [
            {"code": code, "name": OWN_NAMES.get(code, code), "current": code == current}
            for code, _name in settings.LANGUAGES
        ],
        "language": current,
        "desk_code": desk,
        "desk_title": navigation.DESK_TITLES.get(desk, ""),
        "desk_home": f"/{desk}/" if desk else "/",
        "ways": navigation.ways(desk, user, request.path) if user is not None else [],
        "desks": navigation.desks_of(user) if user is not None else [],
        "unread": cache(lambda: _unread(user)),
    }


def _unread(user: Any) -> int:
    return notices.unread_count(user) if user is not None and user.is_authenticated else 0
