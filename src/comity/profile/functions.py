"""What the treaty asks of its permanent organ, and where the software stands on each line."""

from __future__ import annotations

from enum import StrEnum

from comity.profile.marks import Id, Marked, Quote, Text


class FunctionKind(StrEnum):
    FUNCTION = "function"
    ORGAN = "organ"
    LIST = "list"


class Readiness(StrEnum):
    WORKING = "working"
    PLANNED = "planned"
    REFUSED = "refused"


class Function(Marked):
    """One function, organ or list.

    A working one names its ``command``, word by word, as a test runs it; a planned one the
    subject of its issue; a refused one the ``refusal``: what is not built, and why. What works only
    in part names the rest as ``issue`` or ``refusal`` beside its command.
    ``provision`` is what it rests on, or what refuses it.
    """

    id: Id
    kind: FunctionKind
    names: Text
    provision: str
    status: Readiness
    command: tuple[str, ...] = ()
    issue: Text | None = None
    refusal: Text | None = None  # the part, or all of it, that is not built
    quotes: tuple[Quote, ...] = ()
