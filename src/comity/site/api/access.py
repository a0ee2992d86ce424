"""Who asks the API: a bearer token (RFC 6750) bound to an officer, his authority and what it may be used for."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from django.http import HttpRequest
from ninja.security import HttpBearer

from comity.errors import Refused
from comity.operations import credentials
from comity.operations.credentials import Token
from comity.site import languages, registry
from comity.site.answers.visit import Visit, visiting
from comity.site.desk import entering

RULE = "law.md D(iv)"


class Bearer(HttpBearer):
    """Reads ``Authorization: Bearer …``; a missing or unknown token is refused alike (``api.token``)."""

    def authenticate(self, request: HttpRequest, token: str) -> Token:
        """The token that stands now, however often others failed: behind a proxy all have one address, and whoever
        guesses there must not lock programs out. Raises Refused (``api.token``, ``api.too_many``)."""
        here = registry.current()
        found = credentials.of_home(here.located.home).token(token, int(here.clock().timestamp()))
        if found is None:
            with entering.attempt(request, "token"):
                raise Refused("api.token", RULE)
        return found


class Anyone:
    """What whoever sends no token is: he is told what anyone may know."""


def anyone(request: HttpRequest) -> Anyone:
    """Lets whoever sends no token in, where the route says so."""
    return Anyone()


OPEN: Final[dict[str, Any]] = {"auth": (Bearer(), anyone), "openapi_extra": {"security": [{}]}}
"""For routes that answer the public too: a token that is sent must stand all the same."""


def token_of(request: HttpRequest, scope: str) -> Token:
    """The token of ``request``. Raises Refused (``api.scope``) where it is not for ``scope``."""
    found: Any = getattr(request, "auth", None)
    if not isinstance(found, Token):
        raise Refused("api.token", RULE)
    if scope not in found.scopes:
        raise Refused("api.scope", RULE, scope=scope)
    return found


@contextmanager
def visit(request: HttpRequest, scope: str = "read", *, open_to: frozenset[str] | None = None) -> Iterator[Visit]:
    """The visit of the token's officer, who must be in office at the authority that the token is bound to.

    Raises Refused: ``api.token``, ``api.scope``, ``face.officer``, ``actor.*``, ``desk.not_for_you`` where none of
    his capacities is in ``open_to``.
    """
    token = token_of(request, scope)
    with visiting(registry.current(), token.officer, languages.of(request)) as made:
        officer = made.officer
        if officer is None or officer.authority != token.authority:
            raise Refused("api.token", RULE)
        if open_to is not None and not officer.capacities & open_to:
            raise Refused("desk.not_for_you", RULE, capacity=", ".join(sorted(officer.capacities)))
        yield made


@contextmanager
def open_visit(request: HttpRequest) -> Iterator[Visit]:
    """The visit of the token's officer, or of the public where no token was sent. Raises Refused as ``visit``."""
    if isinstance(getattr(request, "auth", None), Anyone):
        with visiting(registry.current(), "", languages.of(request)) as made:
            yield made
    else:
        with visit(request) as made:
            yield made


def officer(request: HttpRequest, scope: str, *, open_to: frozenset[str] | None = None) -> str:
    """Who asks, for answers that open no visit. Raises Refused as ``visit``."""
    with visit(request, scope, open_to=open_to) as made:
        return made.signer.id
