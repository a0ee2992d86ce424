"""A question, an answer and a warning: schemas ``assistance.question/1``, ``.answer/1``, ``.warning/1``."""

from __future__ import annotations

from typing import Annotated, ClassVar, Final, Literal

from pydantic import Field as Limit

from comity.qualification.body import Code, Day, Line, MatterId, State, Text
from comity.qualification.envelope import Envelope, Item, Items, Many
from comity.qualification.vocabulary import AskPurpose, Violence

MAX_SUBJECTS: Final = 10  # a question names what it is about, one by one (gate 42: no bulk)


class Question(Envelope):
    """What one authority asks another, or the Executive Committee (Conv. Art 8(3); gate 42)."""

    SCHEMA: ClassVar[str] = "assistance.question/1"
    PUBLISHABLE: ClassVar[frozenset[str]] = frozenset()

    kind: Literal["question"] = "question"
    """What this is."""
    addressee: Code | None = None
    """The authority that is asked."""
    purpose: AskPurpose | None = None
    """Why it is asked: one word of a closed list (gate 42)."""
    case_reference: Line | None = None
    """The asking authority's own case (gate 42)."""
    grounds: Text | None = None
    """Facts with time and place, and what follows from them (Conv. Art 8(3))."""
    necessity: Text | None = None
    """Why it is needed, and why no less would do."""
    question: Text | None = None
    """What is asked."""
    subjects: Annotated[tuple[MatterId, ...], Limit(max_length=MAX_SUBJECTS)] = ()
    """The files and entries that the question is about, by their matters."""
    answer_by: Day | None = None
    """When an answer is needed."""
    answer_by_reason: Line | None = None
    """Why by then."""


class Given(Item):
    """One thing told in an answer, with who said it and where it stands in the databank."""

    said_by: State
    """The participant whose information it is."""
    of: MatterId | None = None
    """The file or entry that it is about."""
    property: Code
    """Which field it answers."""
    text: Text
    """What is told."""
    dissent: Annotated[tuple[Line, ...], Many] = ()
    """Who says otherwise, and what."""
    contested: Code = "none"
    """Whether it is contested."""


class Answer(Envelope):
    """What is told in answer; everything in it is made of something, and says of what."""

    SCHEMA: ClassVar[str] = "assistance.answer/1"
    PUBLISHABLE: ClassVar[frozenset[str]] = frozenset()

    kind: Literal["answer"] = "answer"
    """What this is."""
    outcome: Literal["full", "partial", "nothing_to_give"] | None = None
    """How far the question is answered."""
    reply: Text | None = None
    """A reply in words."""
    applied_law: Line | None = None
    """The law under which it is given (Conv. Art 9(5))."""
    given: Annotated[tuple[Given, ...], Items] = ()
    """What is told."""
    feedback_due: Day | None = None
    """By when the asking authority says what came of it."""


class Danger(Item):
    """One fact of a planned or imminent act."""

    text: Text
    """What is known."""


class Warning(Envelope):
    """A planned or imminent act of violence, told to the authorities that can prevent it (Conv. Art 7)."""

    SCHEMA: ClassVar[str] = "assistance.warning/1"
    PUBLISHABLE: ClassVar[frozenset[str]] = frozenset()

    kind: Literal["warning"] = "warning"
    """What this is."""
    act: Violence | None = None
    """What is planned."""
    where: Line | None = None
    """Where, as far as is known."""
    when: Line | None = None
    """When, as far as is known."""
    told: Annotated[tuple[Danger, ...], Many] = ()
    """The facts."""
