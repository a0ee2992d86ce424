"""How an entry, its versions and decisions look under ``/api/v1``: as ``entries.as_json`` tells them."""

from __future__ import annotations

from typing import Any

from comity.site.api.shapes import Out


class SaidStatement(Out):
    """One statement: who asserts it from which source, how it is graded, and its value, which the field decides."""

    commitment: str
    field: str
    value: Any
    asserted_by: str
    source: str
    standing: str
    grade: str
    lang: str


class SeenPart(Out):
    """What is seen of a version or a decision. `withheld`: fields that are not for the reader; `narrowed`: how many
    statements its claimant took back."""

    matter: str
    statements: list[SaidStatement]
    withheld: list[str]
    erased: bool
    narrowed: int
    ended: bool


class SeenVersion(SeenPart):
    """One version: where it stands, since when, and when it lapses."""

    step: str
    since: str
    sunset: str


class Stands(Out):
    """Where a decision stands."""

    authenticated: bool
    state: str
    finality: str
    not_final_since: str


class SeenDecision(SeenPart):
    """A decision on which the version rests."""

    standing: Stands


class EffectReason(Out):
    """Why the entry has the effect that it has; `ref`: the act or matter behind it."""

    reason: str
    ref: str
    words: str


class TakenPosition(Out):
    """What one State says of the entry."""

    participant: str
    position: str
    flags: list[str]


class UnStatus(Out):
    """What the list of the United Nations that is in force here has of it."""

    reference: str
    list_date: str
    suggestions: list[str]


class EntryRow(Out):
    """One entry of a list."""

    id: str
    kind: str
    name: str
    names: list[str]
    claimant: str
    effect: str
    common: bool
    sunset: str | None
    restricted: bool


class EntryFace(EntryRow):
    """An entry as it stands for the reader at a moment (`at`). `version` is null where none is in effect or open."""

    at: str
    effect_words: str
    reasons: list[EffectReason]
    review_from: str
    contested: str
    version: SeenVersion | None
    earlier: list[SeenVersion]
    pending: list[SeenVersion]
    decisions: list[SeenDecision]
    positions: list[TakenPosition]
    un: UnStatus | None


class ActOnEntry(Out):
    """One act on an entry: between which steps, by which provision, in words; `choice`: the word that it chose."""

    time: str
    index: int
    kind: str
    matter: str
    procedure: str
    participant: str
    capacity: str
    before: str
    after: str
    provision: str
    words: str
    choice: str


class VersionChange(Out):
    """One field in which a version differs from the one before: what went and what came."""

    field: str
    gone: list[Any]
    come: list[Any]
