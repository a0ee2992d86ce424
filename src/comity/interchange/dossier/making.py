"""Make bodies and acts of what a folder says: the one place where statements become a body."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from comity.acts import BodyHead, Head, Link, parse_head
from comity.canonical import Json
from comity.entries import acting
from comity.entries.acting import Identity, Prepared, RandomBytes
from comity.provenance import Opened, Statement, seal

Words = Callable[[Head], Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Content:
    """What one body is to hold, and what its head says of it; the fields are those of ``acts.BodyHead``."""

    schema: str
    statements: tuple[Statement, ...]
    code: str
    about: tuple[str, ...]
    recipients: tuple[str, ...] = ()
    derived_from: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    kept_until: str = ""


@dataclass(frozen=True, slots=True)
class Made:
    """One body, ready for a head."""

    head: BodyHead
    opened: tuple[Opened, ...]


MakeBody = Callable[[Content, RandomBytes], Made]


def make_body(content: Content, random_bytes: RandomBytes) -> Made:
    """Salt each statement. Whoever seals content to its readers gives another function of this type."""
    opened = seal(content.statements, lambda: random_bytes(16))
    head = BodyHead(
        content.schema,
        content.code,
        content.recipients,
        content.about,
        content.derived_from,
        tuple(one.commitment for one in opened),
        content.conditions,
        content.kept_until,
    )
    return Made(head, opened)


@dataclass(frozen=True, slots=True)
class Signer:
    """What all acts of one signer share."""

    who: Identity
    capacity: str
    now: datetime
    random_bytes: RandomBytes

    def id(self) -> str:
        """A new id of an act or matter."""
        return self.random_bytes(16).hex()

    def act(
        self,
        kind: str,
        procedure: str,
        matter: str,
        words: Words,
        *,
        terms: Mapping[str, Json] | None = None,
        after: str = "",
        links: tuple[Link, ...] = (),
        bodies: Sequence[Made] = (),
    ) -> Prepared:
        """One act, to be signed. Raises Refused (``act.size``) where it holds more than one act may carry."""
        head = acting.head(
            self.who,
            self.capacity,
            kind,
            procedure,
            matter,
            self.now,
            self.random_bytes,
            after=after,
            terms=terms,
            links=links,
            bodies=tuple(one.head for one in bodies),
        )
        data = head.to_bytes()
        whole = parse_head(data)
        return Prepared(whole, data, tuple(one.opened for one in bodies), words(whole))
