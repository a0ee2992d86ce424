"""Passkeys: discoverable, with the user verified, under the host that the operator fixed; kept by django-allauth."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal import auth
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction

from comity.errors import Refused
from comity.site.desk.databases import ALIAS

RULE: Final = "design, Custodians"
FEWEST: Final = 2
MOST: Final = 10
_LONGEST: Final = 20_000  # characters of an answer of the browser


@dataclass(frozen=True, slots=True)
class Key:
    """One key of an officer; ``used`` is empty until it signed in."""

    id: int
    name: str
    made: str
    used: str


def registration_options(user: User) -> dict[str, Any]:
    """What the browser needs to make a key (WebAuthn, 5.4). The challenge stays in the session."""
    return _plain(auth.begin_registration(user, passwordless=True))


def add(user: User, name: str, answer: str) -> None:
    """Keep the key that the browser made.

    Raises Refused (``desk.passkey``) where it does not answer the challenge, or does not stay on the device.
    """
    credential = _parsed(answer)
    try:
        auth.parse_registration_response(credential)
        auth.complete_registration(credential)
    except (ValidationError, ValueError, TypeError, KeyError):
        auth.clear_state()
        raise Refused("desk.passkey", RULE) from None
    with transaction.atomic(using=ALIAS):
        if len(keys(user)) >= MOST:
            raise Refused("desk.many_keys", RULE, most=MOST)
        auth.WebAuthn.add(user, name.strip()[:60] or datetime.now(UTC).date().isoformat(), credential)


def authentication_options() -> dict[str, Any]:
    """What the browser needs to find a key of its own (WebAuthn, 5.5). The challenge stays in the session."""
    return _plain(auth.begin_authentication(None))


def user_of(answer: str) -> User:
    """The user whose key answered the challenge. Raises Refused (``desk.passkey``)."""
    credential = _parsed(answer)
    try:
        auth.parse_authentication_response(credential)
        user = auth.extract_user_from_response(credential)
        used = auth.complete_authentication(user, credential)
    except (ValidationError, ValueError, TypeError, KeyError, AttributeError):
        auth.clear_state()
        raise Refused("desk.passkey", RULE) from None
    used.record_usage()
    assert isinstance(user, User)
    return user


def keys(user: User) -> tuple[Key, ...]:
    """The officer's keys, the oldest first."""
    found = Authenticator.objects.filter(user=user, type=Authenticator.Type.WEBAUTHN).order_by("pk")
    return tuple(Key(one.pk, one.wrap().name, _day(one.created_at), _day(one.last_used_at)) for one in found)


def count(user: User) -> int:
    """How many keys the officer has."""
    found: int = Authenticator.objects.filter(user=user, type=Authenticator.Type.WEBAUTHN).count()
    return found


def remove(user: User, key: str) -> None:
    """Forget a key of ``user``. Raises Refused: ``desk.key`` where it is none of his, ``desk.last_keys``."""
    with transaction.atomic(using=ALIAS):
        found = Authenticator.objects.filter(user=user, type=Authenticator.Type.WEBAUTHN)
        mine = found.filter(pk=int(key)) if key.isascii() and key.isdigit() and len(key) < 10 else found.none()
        if not mine.exists():
            raise Refused("desk.key", RULE)
        if found.count() <= FEWEST:
            raise Refused("desk.last_keys", RULE, fewest=FEWEST)
        mine.delete()


def _plain(options: dict[str, Any]) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(json.dumps(options, default=dict))
    return told


def _parsed(answer: str) -> dict[str, Any]:
    try:
        found = json.loads(answer) if len(answer) <= _LONGEST else None
    except ValueError:
        found = None
    if not isinstance(found, dict):
        raise Refused("desk.passkey", RULE)
    return found


def _day(moment: datetime | None) -> str:
    return moment.date().isoformat() if moment else ""
