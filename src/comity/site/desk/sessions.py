"""Sessions that end: after half an hour without use, after twelve hours, and when the officer leaves office.

A session knows by which way it began, since what it may reach depends on that.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Final

from django.conf import settings
from django.contrib.auth import login, logout
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.http import HttpRequest, HttpResponse

from comity import acts
from comity.errors import Refused
from comity.site.desk import passkeys

IDLE: Final = 30 * 60  # seconds
LONGEST: Final = 12 * 3600  # seconds
FRESH: Final = 15 * 60  # seconds after signing in within which keys and tokens may be changed
DEMO, ENROLLED, PASSKEY, PROVIDER = "demo", "enrolled", "passkey", "provider"
PASSPHRASE: Final = "passphrase"  # of one's own key, at the desk of one's authority
_STEP: Final = 60  # seconds between two writes of the same session
_SEEN, _BEGAN, _WAY, _BEFORE = "seen", "began", "way", "before"
_BACKEND: Final = "django.contrib.auth.backends.ModelBackend"


class Ending:
    """Middleware after authentication: an old session is ended before a page is made."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.COOKIES.get(settings.SESSION_COOKIE_NAME) and request.user.is_authenticated:
            keep_or_end(request, _now())
        return self._get_response(request)


def keep_or_end(request: HttpRequest, now: int) -> None:
    """End the session of ``request`` where its time is up at ``now`` (seconds), else note its use."""
    session = request.session
    began, seen = session.setdefault(_BEGAN, now), session.get(_SEEN, now)
    if now - seen > IDLE or now - began > LONGEST:
        logout(request)
    elif now - seen >= _STEP or _SEEN not in session:
        session[_SEEN] = now


def begin(request: HttpRequest, officer: str, way: str) -> None:
    """Sign ``officer`` in. The session gets a new key and a new beginning; those that are over are deleted."""
    user = user_of(officer)
    before = user.last_login
    request.session.flush()  # nothing of whoever sat here before, and another key even for the same officer
    login(request, user, backend=_BACKEND)
    now = _now()
    request.session[_WAY], request.session[_BEGAN], request.session[_SEEN] = way, now, now
    request.session[_BEFORE] = acts.to_time(before) if before else ""
    Session.objects.filter(expire_date__lt=datetime.now(UTC)).delete()


def before(request: HttpRequest) -> str:
    """When the officer had signed in the time before; empty where this is the first."""
    return str(request.session.get(_BEFORE, ""))


def user_of(officer: str) -> User:
    """What Django knows of an officer: the id, and no password."""
    user, created = User.objects.get_or_create(username=officer)
    if created:
        user.set_unusable_password()
        user.save()
    return user


def end_everywhere(request: HttpRequest) -> None:
    """End every session of whoever is signed in, on whatever machine."""
    user = request.user
    assert isinstance(user, User)
    user.set_unusable_password()  # each time another; every session carries a hash of it
    user.save()
    logout(request)


def has_key(request: HttpRequest) -> None:
    """From now on this session counts as begun with a key."""
    request.session[_WAY] = PASSKEY


def lacks_key(request: HttpRequest) -> bool:
    """Whether the officer must add a key before anything else."""
    way, user = request.session.get(_WAY), request.user
    if way in (DEMO, PROVIDER) or not isinstance(user, User):
        return False
    return way != PASSKEY or passkeys.count(user) < passkeys.FEWEST


def require_fresh(request: HttpRequest) -> None:
    """Raises Refused (``desk.stale``) where the officer signed in too long ago to change keys."""
    if _now() - request.session.get(_BEGAN, 0) > FRESH:
        raise Refused("desk.stale", minutes=FRESH // 60)


def _now() -> int:
    return int(datetime.now(UTC).timestamp())
