"""Sessions that end: after half an hour without use, after twelve hours, and when the officer leaves office."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Final

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse

IDLE: Final = 30 * 60  # seconds
LONGEST: Final = 12 * 3600  # seconds
_STEP: Final = 60  # seconds between two writes of the same session
_SEEN, _BEGAN = "seen", "began"


class Ending:
    """Middleware after authentication: an old session is ended before a page is made."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.COOKIES.get("desk") and request.user.is_authenticated:
            keep_or_end(request, int(datetime.now(UTC).timestamp()))
        return self._get_response(request)


def keep_or_end(request: HttpRequest, now: int) -> None:
    """End the session of ``request`` where its time is up at ``now`` (seconds), else note its use."""
    session = request.session
    began, seen = session.setdefault(_BEGAN, now), session.get(_SEEN, now)
    if now - seen > IDLE or now - began > LONGEST:
        logout(request)
    elif now - seen >= _STEP or _SEEN not in session:
        session[_SEEN] = now
