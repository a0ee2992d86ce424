"""What comes in and goes out under ``/api/v1``. What comes in is strict: no further field, no other type."""

from __future__ import annotations

from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field

Hex = Annotated[str, Field(pattern=r"^[0-9a-f]*$", max_length=200)]
Id = Annotated[str, Field(pattern=r"^[0-9a-f]{32}$")]


class In(BaseModel):
    """The base of every body."""

    model_config = ConfigDict(extra="forbid", strict=True)


class Out(BaseModel):
    """The base of every answer: of a value only the fields that stand here go out."""

    model_config = ConfigDict(from_attributes=True)

    @classmethod
    def out_of(cls, value: Any) -> Self:
        """What goes out of ``value``."""
        return cls.model_validate(value)


def example(**body: Any) -> ConfigDict:
    """What a body adds to ``In``: how it may look."""
    return ConfigDict(json_schema_extra={"examples": [body]})


class Purpose(In):
    """Why something restricted is read; kept in the journal before it is answered."""

    model_config = example(case="XA-2026/4", reason="prosecution")

    case: str = Field(max_length=80, pattern=r"^[A-Za-z0-9][A-Za-z0-9._:/-]*$")
    reason: Literal[
        "analysis", "checkpoint", "extradition", "own_entry", "prevention", "prosecution", "redress", "review"
    ]
