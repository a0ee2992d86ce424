"""The tokens of the visitor's own authority: seen and ended by any officer of it, made by each for himself alone."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from comity.operations import credentials
from comity.operations.credentials import Token
from comity.site.answers.visit import Visit


@dataclass(frozen=True, slots=True)
class Held:
    """One token that stands: which, who asks with it, for what, what it may do, from which day to which."""

    id: str
    officer: str
    label: str
    scopes: tuple[str, ...]
    made: str
    ends: str


def held(visit: Visit) -> tuple[Held, ...]:
    """Those that stand now, the newest first. Raises Refused (``actor.officer``) for the public."""
    now = _seconds(visit)
    return tuple(_shown(one) for one in _kept(visit).tokens(visit.signer.authority) if one.stands(now))


def make(visit: Visit, scopes: Collection[str], label: str, days: int) -> str:
    """A new token of the visitor, which is shown this once; that it was made is in the journal before.

    Raises Refused: ``desk.token_form``, ``actor.officer``.
    """
    mine, kept, now = visit.signer, _kept(visit), _seconds(visit)
    secret = kept.new_token(mine.id, mine.authority, frozenset(scopes), label, days, now)
    made = kept.token(secret, now)
    assert made is not None  # it was made just now
    visit.lines.append(credentials.line(mine.id, credentials.TOKEN_MADE, made))
    return secret


def revoke(visit: Visit, token: str) -> None:
    """End a token of the visitor's authority at once; the journal keeps who did.

    Raises Refused (``desk.token``) where it has none of that id.
    """
    ended = _kept(visit).revoke(token, visit.signer.authority, _seconds(visit))
    visit.lines.append(credentials.line(visit.signer.id, credentials.TOKEN_ENDED, ended))


def _shown(one: Token) -> Held:
    scopes = tuple(scope for scope in credentials.SCOPES if scope in one.scopes)
    return Held(one.id, one.officer, one.label, scopes, credentials.day(one.made), credentials.day(one.ends))


def _kept(visit: Visit) -> credentials.Credentials:
    return credentials.of_home(visit.registry.located.home)


def _seconds(visit: Visit) -> int:
    return int(visit.now.timestamp())
