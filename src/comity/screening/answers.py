"""What is answered: matches with a score from 0 to 1, what spoke for and against, and which versions said so.

Nothing here is a sentence: a reason is a code with values, and whoever shows it says it in a language.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from comity.screening.subjects import Subject

THRESHOLD: Final = 0.70  # the default, one for all scripts


class How(StrEnum):
    """In which way one word was taken for another."""

    SAME = "same"  # the same letters
    SPELLING = "spelling"  # the same script, spelt differently
    SOUND = "sound"  # another script, or another romanisation
    EQUIVALENT = "equivalent"  # a known form of the same name (Wikidata, through rigour)
    INITIAL = "initial"  # an initial stands for the name
    JOINED = "joined"  # written apart on one side, together on the other
    SYLLABLES = "syllables"  # Han or Hangul, syllable by syllable
    LEGAL_FORM = "legal_form"  # Ltd, OOO, GmbH: forms of one kind
    ACRONYM = "acronym"  # the first letters of the other's words


class Because(StrEnum):
    """What speaks for or against a match. Its values are ``query`` and ``candidate``: what each side says."""

    NAME = "name"  # the words of the names, see ``Match.taken``; no values
    LEFT_OVER = "left_over"  # words on both sides that nothing on the other side answers
    MISSING = "missing"  # words that one side has and the other does not say: one of the two values is empty
    COMMON = "common"  # the words that agree are very common (``query``)
    WEAK_ALIAS = "weak_alias"  # the list calls this alias weak (``candidate``)
    KIND_DIFFERS = "kind_differs"  # a person was asked for and this is a body, or the reverse: the two kinds
    BIRTH_AGREES = "birth_agrees"
    BIRTH_NEAR = "birth_near"  # day and month swapped, a digit differs, or a year or two
    BIRTH_DIFFERS = "birth_differs"
    DOCUMENT_AGREES = "document_agrees"
    DOCUMENT_DIFFERS = "document_differs"  # shown, never against: people have several documents


@dataclass(frozen=True, slots=True)
class Taken:
    """Words of the query taken for words of the candidate; ``likeness`` from 0 to 1.

    ``query_sound`` and ``candidate_sound`` are both in Latin letters, so that a reader of one script can
    follow; several words stand in one string, with spaces, where they were joined.
    """

    query: str
    candidate: str
    how: How
    likeness: float
    query_sound: str = ""
    candidate_sound: str = ""


@dataclass(frozen=True, slots=True)
class Reason:
    """``speaks`` is positive for, negative against, 0 where it is only shown; ``values`` by name, in order."""

    because: Because
    speaks: int
    values: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Match:
    """``subject`` with its best ``score``, from comparing the query's ``query`` with its ``name``."""

    subject: Subject
    score: float
    query: str
    name: str
    taken: tuple[Taken, ...] = ()
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Versions:
    """What produced a score: the same versions give the same score for the same names, anywhere."""

    algorithm: str
    names: str  # digest of the baked tables of names; "none" where they were not built
    rigour: str  # the release whose name forms were baked
    icu: str


@dataclass(frozen=True, slots=True)
class Answer:
    """``matches`` best first, ties by dataset and id; ``total`` counts all at or above the threshold, before
    the limit."""

    matches: tuple[Match, ...]
    total: int
    versions: Versions
