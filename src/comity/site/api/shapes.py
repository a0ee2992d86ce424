"""What comes in and goes out under ``/api/v1``. What comes in is strict: no further field, no other type."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

Hex = Annotated[str, Field(pattern=r"^[0-9a-f]*$", max_length=200)]
Id = Annotated[str, Field(pattern=r"^[0-9a-f]{32}$")]
Kind = Literal["list", "register", "support"]


class _In(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class Purpose(_In):
    """Why a restricted entry is read; kept in the journal before it is answered."""

    case: str = Field(max_length=80, pattern=r"^[A-Za-z0-9][A-Za-z0-9._:/-]*$")
    reason: Literal[
        "analysis", "checkpoint", "extradition", "own_entry", "prevention", "prosecution", "redress", "review"
    ]


class Unsealing(Purpose):
    """Why what was sealed is opened, and with which key: the id of a sealing key of the reader's authority."""

    key: Id


class Statement(_In):
    """One opened statement: its canonical text and its salt in hex."""

    content: str = Field(max_length=200_000)
    salt: Hex


class SignedAct(_In):
    """An act as it was signed, in the form of the files that `comity act sign` writes."""

    head: str = Field(max_length=200_000)
    officer_signature: Hex
    seal_signature: Hex
    bodies: list[list[Statement]] = Field(max_length=32)


class Wanted(_In):
    """One of the reader's open moves, with what he would have typed at the desk: values by the field's name."""

    kind: str = Field(max_length=40)
    matter: Id
    fields: dict[Annotated[str, Field(max_length=40)], list[Annotated[str, Field(max_length=4_000)]]] = Field(
        default_factory=dict, max_length=40
    )


class Submission(_In):
    """A signed act with the documents that it promises: base64 by digest."""

    act: SignedAct
    attachments: dict[Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")], str] = Field(default_factory=dict)


class Row(BaseModel):
    """One entry of a list."""

    id: str
    kind: str
    name: str
    claimant: str
    effect: str
    common: bool
    sunset: str | None
    restricted: bool


class Page(BaseModel):
    """A page of entries. ``total`` counts what the reader may see; ``next`` is empty at the end."""

    entries: list[Row]
    total: int
    next: str


class Entry(BaseModel):
    """An entry as it stands for the reader, with its acts and how its versions differ."""

    entry: dict[str, Any]
    acts: list[Any]
    changes: list[Any]


class History(BaseModel):
    """The acts on an entry and how its versions differ."""

    id: str
    acts: list[Any]
    changes: list[Any]


class Receipt(BaseModel):
    """The answer to a committed act: its place in the log, when, and the step after it."""

    act: str
    index: int
    time: str
    after: str


class Node(BaseModel):
    """The log, and for whom the node takes the bearer of the token: its own key is to be compared with the one that
    was handed over otherwise."""

    vkey: str
    checkpoint: str
    officer: str
    authority: str
    capacity: str
    officer_key: str
    seal_key: str


class MoveField(BaseModel):
    """What the author of a move chooses or types. ``options``: value and words; none where he types freely."""

    name: str
    kind: Literal["select", "checks", "text", "line"]
    required: bool
    options: list[tuple[str, str]]


class Move(BaseModel):
    """An open move. ``opens``: it begins a new matter about ``matter``; else it is made on ``matter``."""

    kind: str
    matter: str
    procedure: str
    opens: bool
    fields: list[MoveField]


class Moves(BaseModel):
    """What the reader can do now on an entry and on what bears on it."""

    moves: list[Move]


class WaitingVersion(BaseModel):
    """A version that waits for the reader's move."""

    entry: str
    kind: str
    claimant: str
    step: str
    since: str


class Waiting(BaseModel):
    """What waits for the reader. ``asked``: moves that answer a reviewer's question, apart from any entry."""

    waiting: list[WaitingVersion]
    asked: list[Move]


class Found(BaseModel):
    """What one rule of a gate found, in words, and by which provision."""

    words: str
    provision: str


class Gate(BaseModel):
    """One gate on the facts of now. ``attested``: the reviewer attests a part of it himself."""

    gate: int
    outcome: str
    attested: bool
    findings: list[Found]


class ReviewedDecision(BaseModel):
    """A decision that the version rests on, and the moves on it that are open to the reviewer."""

    step: str
    part: dict[str, Any]
    moves: list[str]


class Review(BaseModel):
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


class Prepared(BaseModel):
    """An act to be signed: whoever signs reads its bytes, and compares them with what he asked for."""

    act: SignedAct


class Proof(BaseModel):
    """The node's stamp on an act, and the tlog-proof (C2SP) of the leaf that commits to both."""

    stamp: str
    proof: str


class Sealed(BaseModel):
    """The head of an act, and its sealed bodies as they are stored: one statement with one envelope each."""

    head: str
    envelopes: list[Statement]
