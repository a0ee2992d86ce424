"""Signing in through an authority's OpenID provider (OpenID Connect Core 1.0): code, PKCE (RFC 7636) and nonce.

The provider says who somebody is and how he proved it (``amr``, RFC 8176); which officer that is, the operator said
with ``comity desk bind``. Its addresses are https, except on this machine, and of one origin, which the content
security policy names.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
import urllib.request
from base64 import urlsafe_b64encode
from dataclasses import asdict, dataclass
from email.message import Message
from pathlib import Path
from threading import BoundedSemaphore
from typing import IO, Any, Final
from urllib.parse import urlencode, urlsplit

import jwt
from django.conf import settings

from comity.errors import Refused

RULE: Final = "design, Custodians"
ALGORITHMS: Final = ("RS256", "PS256", "ES256", "EdDSA")
_WITHIN: Final = 10  # seconds for one answer of the provider
_MOST: Final = 1 << 20  # bytes of one
_LEEWAY: Final = 60  # seconds between two clocks
_WAIT: Final = 1  # second for one of the places of those who ask it at once
_AT_ONCE: Final = BoundedSemaphore(4)
"""Anyone can make us ask the provider: where it is slow, that must not hold every thread of the desk."""
_LOOPBACK: Final = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True, slots=True)
class Begun:
    """What a session keeps until the provider has answered."""

    state: str
    nonce: str
    verifier: str
    back: str
    next: str


def configured() -> bool:
    """Whether the operator named a provider."""
    return bool(settings.OIDC_ISSUER and settings.OIDC_CLIENT)


def begin(back: str, following: str) -> tuple[str, dict[str, str]]:
    """The provider's address to go to, and what the session keeps. ``back``: our address to which it returns.

    Raises Refused (``desk.provider``).
    """
    state, nonce, verifier = (secrets.token_urlsafe(32) for _ in range(3))
    begun = Begun(state, nonce, verifier, back, following)
    challenge = urlsafe_b64encode(hashlib.sha256(begun.verifier.encode()).digest()).rstrip(b"=").decode()
    asked = {
        "response_type": "code",
        "client_id": settings.OIDC_CLIENT,
        "redirect_uri": back,
        "scope": "openid",
        "state": begun.state,
        "nonce": begun.nonce,
        "code_challenge": challenge,
        "code_challenge_method": "S256",
    }
    return f"{_described()['authorization_endpoint']}?{urlencode(asked)}", asdict(begun)


def subject(kept: Any, state: str, code: str) -> str:
    """The subject whom the provider names in its answer to what the session ``kept``.

    Raises Refused: ``desk.provider_answer`` where the answer fits no question of ours or its token is not sound,
    ``desk.provider_amr`` where he did not prove himself strongly enough, ``desk.provider``.
    """
    if not isinstance(kept, dict) or not code:
        raise Refused("desk.provider_answer", RULE)
    begun = Begun(**kept)
    if not hmac.compare_digest(begun.state.encode(), state.encode()):
        raise Refused("desk.provider_answer", RULE)
    described = _described()
    sent = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": begun.back,
        "client_id": settings.OIDC_CLIENT,
        "code_verifier": begun.verifier,
    }
    secret = _secret()
    sent |= {"client_secret": secret} if secret else {}  # a public client has none
    token = _fetch(described["token_endpoint"], urlencode(sent).encode(), "desk.provider_answer").get("id_token")
    said = _verified(str(token), described)
    nonce = said.get("nonce")
    if not isinstance(nonce, str) or not hmac.compare_digest(nonce.encode(), begun.nonce.encode()):
        raise Refused("desk.provider_answer", RULE)
    ways = said.get("amr")
    if not isinstance(ways, list) or not set(settings.OIDC_METHODS) & {str(one) for one in ways}:
        raise Refused("desk.provider_amr", RULE, wanted=list(settings.OIDC_METHODS))
    return str(said["sub"])


def _verified(token: str, described: dict[str, Any]) -> dict[str, Any]:
    """The claims of an ID token (OpenID Connect Core, 3.1.3.7)."""
    keys = _fetch(described["jwks_uri"])
    try:
        named = jwt.get_unverified_header(token).get("kid")
        usable = [one for one in jwt.PyJWKSet.from_dict(keys).keys if named is None or one.key_id == named]
        said: dict[str, Any] = jwt.decode(
            token,
            usable[0],
            algorithms=list(ALGORITHMS),
            audience=settings.OIDC_CLIENT,
            issuer=settings.OIDC_ISSUER,
            leeway=_LEEWAY,
            options={"require": ["iss", "sub", "aud", "exp", "iat"]},
        )
    except (jwt.PyJWTError, IndexError, ValueError, TypeError):
        raise Refused("desk.provider_answer", RULE) from None
    if said.get("azp", settings.OIDC_CLIENT) != settings.OIDC_CLIENT:
        raise Refused("desk.provider_answer", RULE)
    return said


def _described() -> dict[str, Any]:
    """What the provider says of itself (OpenID Connect Discovery 1.0), which must be of its own origin."""
    issuer = settings.OIDC_ISSUER
    found = _fetch(f"{issuer.rstrip('/')}/.well-known/openid-configuration")
    for name in ("authorization_endpoint", "token_endpoint", "jwks_uri"):
        if origin(str(found.get(name, ""))) != origin(issuer):
            raise Refused("desk.provider", RULE, problem=name)
    if found.get("issuer") != issuer:
        raise Refused("desk.provider", RULE, problem="issuer")
    return found


def origin(address: str) -> str:
    """Scheme, host and port of an address."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"


def _fetch(address: str, body: bytes | None = None, code: str = "desk.provider") -> dict[str, Any]:
    parts = urlsplit(address)
    if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in _LOOPBACK):
        raise Refused("desk.provider", RULE, problem="https")
    request = urllib.request.Request(address, body, {"Accept": "application/json"})  # http(s) alone, see above
    if not _AT_ONCE.acquire(timeout=_WAIT):
        raise Refused("desk.provider", RULE, problem="busy")
    try:
        with _OPENER.open(request, timeout=_WITHIN) as answer:
            found = json.loads(answer.read(_MOST))
    except (OSError, ValueError) as error:
        raise Refused(code, RULE, problem=type(error).__name__) from None
    finally:
        _AT_ONCE.release()
    if not isinstance(found, dict):
        raise Refused(code, RULE, problem="JSON")
    return found


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """A provider answers where it says that it answers."""

    def redirect_request(
        self, req: urllib.request.Request, fp: IO[bytes], code: int, msg: str, headers: Message, newurl: str
    ) -> None:
        return None


_OPENER: Final = urllib.request.build_opener(urllib.request.ProxyHandler({}), _NoRedirect)


def _secret() -> str:
    file = settings.OIDC_SECRET_FILE
    try:
        return Path(file).read_text("utf-8").strip() if file else ""
    except OSError:
        raise Refused("desk.provider", RULE, problem="COMITY_OIDC_SECRET_FILE") from None
