"""What a registry answers to a desk, as far as the desk uses it; anything of another form is no answer."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class _Told(BaseModel):
    model_config = ConfigDict(frozen=True, strict=True)


class Node(_Told):
    """Whose log it is, and for whom the registry takes the bearer of the token."""

    vkey: str
    checkpoint: str
    officer: str
    authority: str
    capacity: str
    officer_key: str
    seal_key: str


class MoveField(_Told):
    """What the author of a move chooses or types."""

    name: str
    kind: str
    required: bool
    options: list[list[str]]


class Move(_Told):
    """An open move."""

    kind: str
    matter: str
    procedure: str
    opens: bool
    fields: list[MoveField]


class Moves(_Told):
    """The open moves on an entry."""

    moves: list[Move]


class WaitingVersion(_Told):
    """A version that waits for the officer's move."""

    entry: str
    kind: str
    claimant: str
    step: str
    since: str


class Waiting(_Told):
    """What waits for the officer."""

    waiting: list[WaitingVersion]
    asked: list[Move]


class Receipt(_Told):
    """Where an act stands in the log."""

    act: str
    index: int
    time: str
    after: str


class Envelope(_Told):
    """A statement that holds what was sealed, and its salt."""

    content: str
    salt: str


class Sealed(_Told):
    """The head of an act, and its envelopes."""

    head: str
    envelopes: list[Envelope]


class Proof(_Told):
    """The node's stamp on an act, and the proof that its leaf is in the log."""

    stamp: str
    proof: str
