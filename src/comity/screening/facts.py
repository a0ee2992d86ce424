"""Other facts of a person: vague dates of birth and numbers of documents.

A fact that one side does not give says nothing. Where both give it, agreement raises the score of the name
and a contradiction lowers it; neither ever reaches 0 or 1. Factors are in thousandths, so that scores are
the same on every machine.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from comity.screening.answers import Because, Reason
from comity.screening.subjects import Birth, Query, Subject

DOCUMENT_AGREES: Final = 500  # of what is missing to 1, gained
SAME_DAY: Final = 250
SAME_YEAR: Final = 100  # one of them says no more than the year, or less
NEAR: Final = 920  # of the score, kept: days and months swapped, a digit wrong, a year off
FAR: Final = 750
_NEAR_YEARS: Final = 2
_DAYS_IN_YEAR: Final = 366
_MIN_NUMBER: Final = 5  # shorter numbers are shared by chance
_PREFIX: Final = 3  # letters of a series before the number; longer words are no part of it
_APART: Final = re.compile(r"[,;:()]|\b(?:NO|NR|ID)\b\.?|№")
_WORD: Final = re.compile(r"[^\W_]+")


def adjust(score: float, query: Query, subject: Subject) -> tuple[float, tuple[Reason, ...]]:
    """``score`` of the names with what the other facts add or take, to four places, and the reasons for it."""
    reasons: list[Reason] = []
    for said in (_birth(query.births, subject.births), _document(query.documents, subject.documents)):
        if said is None:
            continue
        reason, gained, kept = said
        reasons.append(reason)
        score = score + (1 - score) * gained / 1000 if gained else score * kept / 1000
    return round(score, 4), tuple(reasons)


def _birth(asked: Iterable[Birth], listed: Iterable[Birth]) -> tuple[Reason, int, int] | None:
    """The kindest comparison of any two dates: a list that gives ten dates of birth means any of them."""
    pairs = [(one, other) for one in asked for other in listed if _known(one) and _known(other)]
    if not pairs:
        return None
    best = max(((*_compared(one, other), one, other) for one, other in pairs), key=lambda found: found[:2])
    gained, kept, because, one, other = best
    speaks = 1 if gained else -1
    return Reason(because, speaks, (("query", _words(one)), ("candidate", _words(other)))), gained, kept


def _known(birth: Birth) -> bool:
    return birth.earliest is not None or birth.latest is not None


def _compared(one: Birth, other: Birth) -> tuple[int, int, Because]:
    first, last = one.earliest or date.min, one.latest or date.max
    from_, to = other.earliest or date.min, other.latest or date.max
    if first <= to and from_ <= last:
        precise = first == last and from_ == to
        return (SAME_DAY if precise else _agreed(first, last, from_, to)), 1000, Because.BIRTH_AGREES
    gap = (from_ - last).days if from_ > last else (first - to).days
    if gap < _NEAR_YEARS * _DAYS_IN_YEAR or (first == last and from_ == to and _mistyped(first, from_)):
        return 0, NEAR, Because.BIRTH_NEAR
    return 0, FAR, Because.BIRTH_DIFFERS


def _agreed(first: date, last: date, from_: date, to: date) -> int:
    """Agreement within a year or less says something, within a wider span nothing."""
    widest = max(last.toordinal() - first.toordinal(), to.toordinal() - from_.toordinal())
    return SAME_YEAR if widest <= _DAYS_IN_YEAR else 1


def _mistyped(one: date, other: date) -> bool:
    """Day and month swapped, or one digit of the whole date wrong or two neighbours exchanged."""
    if one.year == other.year and (one.month, one.day) == (other.day, other.month):
        return True
    a, b = one.isoformat(), other.isoformat()
    wrong = [place for place, digit in enumerate(a) if b[place] != digit]
    return len(wrong) == 1 or (
        len(wrong) == 2 and wrong[1] == wrong[0] + 1 and a[wrong[0]] == b[wrong[1]] and a[wrong[1]] == b[wrong[0]]
    )


def _words(birth: Birth) -> str:
    """The span as ISO days: one day, one year, or from / to."""
    first, last = birth.earliest, birth.latest
    if first and first == last:
        return first.isoformat()
    if first and last and (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        return f"{first.year}" if first.year == last.year else f"{first.year}/{last.year}"
    return f"{first.isoformat() if first else '..'}/{last.isoformat() if last else '..'}"


def _document(asked: Iterable[str], listed: Iterable[str]) -> tuple[Reason, int, int] | None:
    """Equal numbers speak for; different ones are shown only, because a person has several documents."""
    ours = {number: text for text in asked for number in numbers(text)}
    theirs = {number: text for text in listed for number in numbers(text)}
    if not ours or not theirs:
        return None
    both = sorted(ours.keys() & theirs.keys())
    if both:
        values = (("query", ours[both[0]]), ("candidate", theirs[both[0]]))
        return Reason(Because.DOCUMENT_AGREES, 1, values), DOCUMENT_AGREES, 1000
    values = (("query", ours[min(ours)]), ("candidate", theirs[min(theirs)]))
    return Reason(Because.DOCUMENT_DIFFERS, 0, values), 0, 1000


def numbers(text: str) -> Iterator[str]:
    """The numbers in a document's text: "Passport no. A-123 456" gives A123456; letters and digits only."""
    plain = unicodedata.normalize("NFKC", text).upper()
    for run in _APART.split(plain):
        words = [word for word in _WORD.findall(run) if _digits(word) or len(word) <= _PREFIX]
        kept = "".join(words)
        if len(kept) >= _MIN_NUMBER and _digits(kept):
            yield kept


def _digits(word: str) -> bool:
    return any(map(str.isdigit, word))
