"""What a registry answers to a desk, as far as the desk uses it; anything of another form is no answer."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field


class Shape(BaseModel):
    """The base of every answer."""

    model_config = ConfigDict(frozen=True, strict=True)


class Node(Shape):
    """Whose log it is, by which rules it weighs, and for whom the registry takes the bearer of the token."""

    vkey: str
    checkpoint: str
    profile: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,63}$")]
    rulebook: str
    participant: str
    officer: str
    authority: str
    capacity: str
    officer_key: str
    seal_key: str


class Offered(Shape):
    """One word of a closed list, and how it reads."""

    value: str
    words: str


class MoveField(Shape):
    """What the author of a move chooses or types."""

    name: str
    kind: str
    required: bool
    options: list[Offered]


class Move(Shape):
    """An open move."""

    kind: str
    matter: str
    procedure: str
    opens: bool
    fields: list[MoveField]


class Whom(Shape):
    """Whom one's authority may ask, answer or warn, or name as a reader."""

    authorities: list[Offered]


class Moves(Shape):
    """The open moves on an entry."""

    moves: list[Move]


class WaitingVersion(Shape):
    """A version that waits for the officer's move."""

    entry: str
    kind: str
    claimant: str
    step: str
    since: str


Place = Annotated[str, Field(pattern=r"^/(entries|databank|requests|warnings|told)/[0-9a-f]{32}$")]
"""A page that this desk has too."""


class WaitingTold(Shape):
    """Something told, asked or warned of that waits for the officer's move."""

    address: Place
    entry: str
    kind: Literal["contribution", "trend", "result", "request", "warning", "merging"]
    claimant: str
    step: str
    since: str


class Due(Shape):
    """Something with a day."""

    what: Literal["renewal", "confirm", "receive", "answer"]
    address: Place
    name: str
    due: str
    overdue: bool


class Waiting(Shape):
    """What waits for the officer, and what is due."""

    waiting: list[WaitingVersion]
    told: list[WaitingTold]
    due: list[Due]
    asked: list[Move]


class Held(Shape):
    """What one rule of a gate found, in words that say what to do next, and by which provision."""

    gate: int
    title: str
    outcome: Literal["refuse", "undetermined"]
    words: str
    provision: str


class Problem(Shape):
    """A refusal: a sentence that says what to do next, and what each gate found where gates held a door."""

    status: int
    detail: str
    code: str
    provision: str = ""
    findings: list[Held] = []


class Fault(Shape):
    """One fault of a dossier."""

    code: str
    words: str


class Awaited(Shape):
    """A gate, and the act of others that it waits for."""

    gate: int
    title: str
    words: str


class Findings(Shape):
    """What the registry finds on a dossier that nobody submitted."""

    faults: list[Fault]
    refused: list[Held]
    awaited: list[Awaited]


class Found(Shape):
    """What one rule of a gate found, in words, and by which provision."""

    words: str
    provision: str


class Gate(Shape):
    """One gate on the facts of now. ``attested``: the reviewer attests a part of it himself."""

    gate: int
    outcome: str
    attested: bool
    findings: list[Found]


class ReviewedDecision(Shape):
    """A decision that the version rests on, and the moves on it that are open to the reviewer."""

    step: str
    part: dict[str, Any]
    moves: list[str]


class Review(Shape):
    """One version before its reviewer. ``refusal``: why it could not be weighed at all; empty where it was."""

    entry: str
    version: str
    claimant: str
    step: str
    name: str
    part: dict[str, Any]
    changes: list[Any]
    decisions: list[ReviewedDecision]
    gates: list[Gate]
    moves: list[str]
    refusal: str


class Renewal(Shape):
    """The text of a renewal, and its documents: base64 by name."""

    text: str
    documents: dict[str, str]


class Receipt(Shape):
    """Where an act stands in the log."""

    act: str
    index: int
    time: str
    after: str


class Envelope(Shape):
    """A statement that holds what was sealed, and its salt."""

    content: str
    salt: str


class Sealed(Shape):
    """The head of an act, and its envelopes."""

    head: str
    envelopes: list[Envelope]


class Growth(Shape):
    """The newest checkpoint, and the proof that its tree begins with that of so many acts."""

    note: str
    proof: list[str]


class Proof(Shape):
    """The node's stamp on an act, and the proof that its leaf is in the log."""

    stamp: str
    proof: str
