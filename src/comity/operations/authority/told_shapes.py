"""What a registry answers of requests, of warnings, and of what one's own State told."""

from __future__ import annotations

from typing import Any, Literal

from comity.operations.authority.shapes import Shape


class Clock(Shape):
    """What must be done next, and by when."""

    what: str
    due: str
    overdue: bool


class RequestRow(Shape):
    """One request in a list."""

    request: str
    asker: str
    to: str
    step: str
    answers: int
    since: str
    clock: Clock | None


class WarningRow(Shape):
    """One warning in a list."""

    warning: str
    giver: str
    step: str
    since: str
    until: str
    is_sealed: bool
    clock: Clock | None


class ToldRow(Shape):
    """One telling of one's own State in a list."""

    matter: str
    kind: str
    file: str
    step: str
    since: str


class ToldField(Shape):
    """One field of what is told."""

    field: str
    value: Any


class ToldPart(Shape):
    """For whom a part of it is, and until when."""

    code: Literal["PUBLIC", "MEMBER", "NAMED", "EYES_OF_REVIEW"]
    recipients: list[str]
    statements: int
    conditions: list[str]
    kept_until: str


class Done(Shape):
    """What was done, and when."""

    kind: str
    time: str


class OneTold(ToldRow):
    """One telling of one's own State."""

    kind: Literal["contribution", "trend", "result"]
    says: list[ToldField]
    parts: list[ToldPart]
    acts: list[Done]
