"""What every body model shares: bounded values, reading with line numbers, and statements.

A body is written as statements, one for each field or item of a list, so that each can be shown,
withheld or erased alone; reading them back gives an equal body.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from datetime import date
from functools import cache
from typing import Annotated, ClassVar, Final, Self, get_origin

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    StrictBool,
    StringConstraints,
    ValidationError,
)
from pydantic import Field as Limit

from comity.canonical import Json
from comity.errors import Refusal, Refused
from comity.provenance import Standing, Statement, gather, spread
from comity.yamltext import Document

PATTERN_GRADE: Final = r"^[A-DX][1-4]$"


def _day(value: object) -> object:
    """A day is written ``2024-05-31``; a bare number is not read as a count of seconds."""
    if isinstance(value, (str, date)) and (not isinstance(value, str) or len(value) == len("2024-05-31")):
        return value
    raise ValueError("write a day as 2024-05-31")


def _vague_day(value: str) -> str:
    """A day that does not exist is refused even where only its form was asked for."""
    span(value)
    return value


def span(vague: str) -> tuple[date, date]:
    """The first and last day that a year, month or day may mean. Raises ValueError for 2023-02-30."""
    year, *rest = (int(number) for number in vague.split("-"))
    if not rest:
        return date(year, 1, 1), date(year, 12, 31)
    if len(rest) == 1:
        return date(year, rest[0], 1), date(year, rest[0], monthrange(year, rest[0])[1])
    return date(year, rest[0], rest[1]), date(year, rest[0], rest[1])


Day = Annotated[date, BeforeValidator(_day)]
VagueDay = Annotated[
    str,
    StringConstraints(pattern=r"^[12][0-9]{3}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$"),
    AfterValidator(_vague_day),
]
Code = Annotated[str, StringConstraints(min_length=1, max_length=80, pattern=r"^[A-Za-z0-9][A-Za-z0-9._:/-]*$")]
State = Annotated[str, StringConstraints(min_length=2, max_length=40, pattern=r"^[A-Za-z][A-Za-z0-9_-]*$")]
Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}$")]
Line = Annotated[str, StringConstraints(min_length=1, max_length=300, strip_whitespace=True)]
Text = Annotated[str, StringConstraints(min_length=1, max_length=4_000, strip_whitespace=True)]
LongText = Annotated[str, StringConstraints(min_length=1, max_length=40_000, strip_whitespace=True)]
Grade = Annotated[str, StringConstraints(pattern=PATTERN_GRADE)]
Digest = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
MatterId = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{32}$")]
Months = Annotated[int, Limit(strict=True, ge=0, le=1_200)]
Flag = StrictBool


class Part(BaseModel):
    """A value inside a body: frozen, nothing but the declared fields, numbers read as text where text is meant."""

    model_config = ConfigDict(frozen=True, extra="forbid", coerce_numbers_to_str=True, use_attribute_docstrings=True)


class Body(Part):
    """A whole body; ``SCHEMA`` names it in the act, ``PUBLISHABLE`` holds the fields that anyone may see
    when the handling code is PUBLIC."""

    SCHEMA: ClassVar[str]
    PUBLISHABLE: ClassVar[frozenset[str]]

    @classmethod
    def lists(cls) -> frozenset[str]:
        """The fields that hold a list: one statement for each item."""
        return _lists(cls)

    def statements(self, asserted_by: str, source: str, standing: Standing, grade: str, seen: date) -> list[Statement]:
        """One statement for each field or item that is set.

        An item that carries its own ``standing``, ``grade`` or ``decision`` keeps them; the others
        take ``standing``, ``grade`` and ``source``. ``seen`` is the first and last day seen.
        """
        fields = self.model_dump(mode="json", exclude_none=True)
        return [_statement(name, item, asserted_by, source, standing, grade, seen) for name, item in spread(fields)]

    @classmethod
    def from_statements(cls, statements: Iterable[Statement]) -> Self:
        """The inverse. Raises Refused (``claim.body``) where they do not make a whole body."""
        return cls.of((one.property, one.value) for one in statements)

    @classmethod
    def of(cls, said: Iterable[tuple[str, Json]]) -> Self:
        """The body of these properties and values. Raises Refused (``claim.body``) where it is not whole."""
        try:
            return cls.model_validate(gather(said, cls.lists()))
        except ValidationError as error:
            field, problem = _first(error)
            raise Refused("claim.body", "design, rule 9", schema=cls.SCHEMA, field=field, problem=problem) from None

    @classmethod
    def read(cls, document: Document) -> Self:
        """Read a body from a parsed text. Raises Refused (``claim.field``) with the line of the first fault."""
        try:
            return cls.model_validate(document.data)
        except ValidationError as error:
            first = faults(error, document)[0]
            raise Refused(first.code, first.provision, **first.evidence) from None


def faults(
    error: ValidationError, document: Document, code: str = "claim.field", provision: str = "law.md D(i)"
) -> list[Refusal]:
    """Every fault of a text that does not fit its model, each with file, line and field."""
    return [
        Refusal(
            code,
            provision,
            {
                "file": document.name,
                "line": document.line(tuple(fault["loc"])),
                "field": _path(fault["loc"]),
                "problem": fault["msg"].removeprefix("Value error, ")[:200],
            },
        )
        for fault in error.errors(include_url=False, include_context=False, include_input=False)
    ]


def _path(loc: Iterable[str | int]) -> str:
    return ".".join(str(step)[:60] for step in loc) or "(the whole text)"


def _first(error: ValidationError) -> tuple[str, str]:
    fault = error.errors(include_url=False, include_context=False, include_input=False)[0]
    return _path(fault["loc"]), fault["msg"][:200]


@cache
def _lists(model: type[Body]) -> frozenset[str]:
    return frozenset(name for name, info in model.model_fields.items() if get_origin(info.annotation) is tuple)


def _statement(
    name: str, item: Json, asserted_by: str, source: str, standing: Standing, grade: str, seen: date
) -> Statement:
    own = item if isinstance(item, dict) else {}
    decision, paragraph = own.get("decision"), own.get("paragraph")
    return Statement(
        property=name,
        value=item,
        asserted_by=asserted_by,
        source=f"{decision}#{paragraph}" if decision and paragraph else str(decision or own.get("source") or source),
        standing=Standing(str(own.get("standing") or standing)),
        grade=str(own.get("grade") or grade),
        lang=str(own.get("lang") or ""),
        first_seen=seen.isoformat(),
        last_seen=seen.isoformat(),
    )
