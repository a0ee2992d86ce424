"""What every value of a profile is built from: texts in three languages, days, and marks.

A mark says where a line comes from and how sure it is, so that no reader takes a paraphrase for
the treaty: ``seen`` words were read in a published source, a ``paraphrase`` was not.
"""

from __future__ import annotations

import re
from datetime import date
from enum import StrEnum
from typing import Annotated, Final

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}\Z")
_VAGUE: Final = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?(/\d{4}(-\d{2}(-\d{2})?)?)?\Z")
_PERCENT: Final = re.compile(r"\d{1,3}(\.\d{1,4})?\Z")


class Value(BaseModel):
    """The base of all values of a profile: frozen, and no key that is not known."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Confidence(StrEnum):
    """How sure a line is; the marks of ``law.md``, and one for treaties that do not exist."""

    SEEN = "seen"  # [V] the words, or the content given, were seen in a published source
    STATED = "stated in source article"  # [S]
    HIGH = "paraphrase high"  # [MH] from general knowledge, 0.9 or more
    MEDIUM = "paraphrase medium"  # [MM] 0.6 to 0.9
    LOW = "paraphrase low"  # [ML]
    POLICY = "product policy"  # [P] in no text of the treaty
    FICTIONAL = "fictional"  # only in a profile that says it is fictional


class Text(Value):
    """One text in the three languages in which people read the product."""

    en: str = Field(min_length=1, max_length=4000)
    ru: str = Field(min_length=1, max_length=4000)
    zh: str = Field(min_length=1, max_length=4000)

    def read(self, lang: str) -> str:
        """The text in ``lang``; in English where the language is not one of the three."""
        return {"ru": self.ru, "zh": self.zh}.get(lang, self.en)


def _day(value: object) -> object:
    """Let only ISO days through: a bare number would otherwise be read as seconds since 1970."""
    if isinstance(value, date) or (isinstance(value, str) and _DAY.match(value)):
        return value
    raise PydanticCustomError("profile_day", "not a day")


def _vague(value: object) -> object:
    text = str(value) if isinstance(value, int) and not isinstance(value, bool) else value
    if isinstance(text, str) and _VAGUE.match(text):
        return text
    raise PydanticCustomError("profile_vague", "not a vague day")


def _percent(value: object) -> object:
    text = str(value) if isinstance(value, int) and not isinstance(value, bool) else value
    if isinstance(text, str) and _PERCENT.match(text):
        return text
    raise PydanticCustomError("profile_percent", "not a percentage")


Day = Annotated[date, BeforeValidator(_day)]
VagueDay = Annotated[str, BeforeValidator(_vague)]  # 2017, 2017-06, 2017-06-09, or two of them: 2011/2015
Percent = Annotated[str, BeforeValidator(_percent)]  # decimal text, at most four places: "23.5"
Id = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$")]
Lang = Annotated[str, Field(pattern=r"^[a-z]{2,3}(-[A-Z][a-z]{3})?$")]


class Marked(Value):
    """A value that says where it comes from and how sure it is."""

    source: str = Field(min_length=1, max_length=400)
    confidence: Confidence


class Quote(Value):
    """Words as they were read, in the language in which they were read."""

    lang: Lang
    text: str = Field(min_length=1, max_length=4000)


class Span(Value):
    """A span of days, the first in, the last out; an open end is None."""

    since: Day = Field(alias="from")
    until: Day | None = Field(default=None, alias="to")

    def covers(self, day: date) -> bool:
        """Whether ``day`` lies in the span."""
        return self.since <= day and (self.until is None or day < self.until)
