"""Vague dates: ``1984``, ``Nov. 1973``, ``circa 1966``, ``Between 1955 and 1958``, ``00/04/1984``.

A vague date is two days: the earliest and the latest that it allows. What it does not say it never
contradicts: ``may_be_same`` is false only where no day fits both. Numbers with slashes or dots are
read day first, as the UN and UK lists write them; month first where the day cannot be a month.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from comity.errors import Refused
from comity.language import DEFAULT, say

CIRCA_YEARS: Final = 5  # how far "circa" may be off; wide, because a missed person costs more than a look
FIRST_YEAR: Final = 1800  # lower numbers are years of another calendar
LAST_YEAR: Final = 2200
MAX_TEXT: Final = 200
USUAL_DAYS: Final = 30  # of a period of which nothing was said
MAX_DAYS: Final = 366  # of any, so that one question is not about everything
_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


@dataclass(frozen=True, slots=True)
class VagueDate:
    """``earliest`` and ``latest`` are days, both None where nothing is known; ``text`` is as found."""

    earliest: date | None = None
    latest: date | None = None
    circa: bool = False
    text: str = ""

    @property
    def known(self) -> bool:
        return self.earliest is not None and self.latest is not None

    @property
    def exact(self) -> bool:
        return self.known and self.earliest == self.latest and not self.circa


UNKNOWN: Final = VagueDate()


def span(first: VagueDate, last: VagueDate, text: str = "") -> VagueDate:
    """From the start of ``first`` to the end of ``last``. Raises Refused (``dates.order``)."""
    if first.earliest and last.latest and first.earliest > last.latest:
        raise Refused("dates.order", text=text[:MAX_TEXT] or f"{first.text} - {last.text}")
    return VagueDate(first.earliest, last.latest, first.circa or last.circa, text)


def day(text: str) -> date | None:
    """The day ``text`` as a person types it (ISO 8601); None where it is empty. Raises Refused (``face.day``)."""
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Refused("face.day", value=text[:40]) from None


def period(since: str, until: str, today: date) -> tuple[date, date]:
    """The days from ``since`` to ``until`` as a person types them; where they are empty, the thirty up to today.

    Raises Refused: ``face.day``, ``dates.period`` where they are in the wrong order or more than a year.
    """
    last = day(until) or today
    first = day(since) or date.fromordinal(max(1, last.toordinal() - USUAL_DAYS + 1))
    if not 0 <= last.toordinal() - first.toordinal() < MAX_DAYS:
        raise Refused("dates.period", since=str(first), until=str(last), days=MAX_DAYS)
    return first, last


def parse(text: str) -> VagueDate:
    """Read a date as lists write it. Raises Refused (``dates.unreadable``, ``dates.order``)."""
    if len(text) > MAX_TEXT:
        raise Refused("dates.unreadable", text=text[:40])
    words = " ".join(text.split())
    circa = _CIRCA.match(words)
    found = _whole(words[circa.end() :] if circa else words)
    if found is None:
        raise Refused("dates.unreadable", text=text[:40])
    return VagueDate(found.earliest, found.latest, bool(circa) or found.circa, words)


def parse_or_unknown(text: str) -> VagueDate:
    """Like ``parse``, but a text that says no date is an unknown date that keeps its text."""
    try:
        return parse(text)
    except Refused:
        return VagueDate(text=" ".join(text.split())[:MAX_TEXT])


def may_be_same(one: VagueDate, other: VagueDate) -> bool:
    """False only where the two contradict each other; an unknown date contradicts nothing."""
    a, b = reach(one), reach(other)
    return a is None or b is None or (a[0] <= b[1] and b[0] <= a[1])


def reach(vague: VagueDate) -> tuple[date, date] | None:
    """The first and last day that ``vague`` may mean, an approximate one widened; None where nothing is known."""
    if vague.earliest is None or vague.latest is None:
        return None
    if not vague.circa:
        return vague.earliest, vague.latest
    first, last = vague.earliest.year - CIRCA_YEARS, vague.latest.year + CIRCA_YEARS
    return date(first, 1, 1), date(last, 12, 31)


_CIRCA: Final = re.compile(r"(?:circa|approximately|approx\.?|about|around|ca\.?|c\.|~)\s*", re.IGNORECASE)
_MONTH: Final = r"(?P<month>[A-Za-z]{3,9})\.?"
_YEAR: Final = r"(?P<year>[0-9]{4})"
_ZONE: Final = r"(?:Z|[+-][0-9]{2}:[0-9]{2}|T[0-9:.]+(?:Z|[+-][0-9]{2}:[0-9]{2})?)?"
_FORMS: Final = tuple(
    re.compile(form + r"\Z", re.IGNORECASE)
    for form in (
        _YEAR,
        _YEAR + r"-(?P<m>[0-9]{1,2})",
        _YEAR + r"-(?P<m>[0-9]{1,2})-(?P<d>[0-9]{1,2})" + _ZONE,
        r"(?P<d>[0-9]{1,2})[/.](?P<m>[0-9]{1,2})[/.]" + _YEAR,
        r"(?P<m>[0-9]{1,2})/" + _YEAR,
        _MONTH + r",? " + _YEAR,
        r"(?P<d>[0-9]{1,2}) " + _MONTH + r",? " + _YEAR,
        _MONTH + r" (?P<d>[0-9]{1,2}),? " + _YEAR,
    )
)
_DECADE: Final = re.compile(r"(?:(early|mid|late)[ -])?([0-9]{3})0s\Z", re.IGNORECASE)
_MONTHS_APART: Final = re.compile(r"([A-Za-z]{3,9}\.?) and ([A-Za-z]{3,9}\.?) ([0-9]{4})\Z")
_JOINS: Final = (" and ", " to ", " - ", "–", "-", "/")


def _whole(words: str) -> VagueDate | None:
    between = words[:8].lower() == "between "
    found = None if between else _single(words) or _decade(words)
    if found is not None:
        return found
    return _range(words[8:] if between else words.removeprefix("from ").removeprefix("From "))


def _range(words: str) -> VagueDate | None:
    months = _MONTHS_APART.match(words)
    if months:
        words = f"{months[1]} {months[3]} and {months[2]} {months[3]}"
    for first, last in _halves(words):
        one, other = _single(first), _single(last)
        if one is not None and other is not None:
            return span(one, other, words)
    return None


def _halves(words: str) -> Iterator[tuple[str, str]]:
    for join in _JOINS:
        first, found, last = words.partition(join)
        if found:
            yield first.strip(), last.strip()


def _single(words: str) -> VagueDate | None:
    for form in _FORMS:
        found = form.match(words)
        if found:
            parts = found.groupdict()
            named = _month_number(parts["month"]) if parts.get("month") else int(parts.get("m") or 0)
            return None if named is None else _days(int(parts["year"]), named, int(parts.get("d") or 0))
    return None


def _month_number(word: str) -> int | None:
    short = word[:3].lower()
    return _MONTHS.index(short) + 1 if short in _MONTHS else None


def _days(year: int, month: int, day: int) -> VagueDate | None:
    """A zero month or day is an unknown one."""
    if month > len(_MONTHS) >= day > 0:
        month, day = day, month
    if not FIRST_YEAR <= year <= LAST_YEAR or month > len(_MONTHS):
        return None
    if month == 0:
        return VagueDate(date(year, 1, 1), date(year, 12, 31))
    last = monthrange(year, month)[1]
    if day > last:
        return None
    return VagueDate(date(year, month, day or 1), date(year, month, day or last))


def _decade(words: str) -> VagueDate | None:
    found = _DECADE.match(words)
    if not found or not FIRST_YEAR <= int(found[2]) * 10 <= LAST_YEAR - 10:
        return None
    first = int(found[2]) * 10
    low, high = {"early": (0, 4), "mid": (3, 7), "late": (5, 9), "": (0, 9)}[(found[1] or "").lower()]
    return VagueDate(date(first + low, 1, 1), date(first + high, 12, 31), circa=bool(found[1]))


def describe(vague: VagueDate, lang: str = DEFAULT) -> str:
    """The date in words of ``lang``, no more exact than it is; an unknown one shows its text."""
    if vague.earliest is None or vague.latest is None:
        return say("dates.unknown_text", lang, text=vague.text) if vague.text else say("dates.unknown", lang)
    shown = _shown(vague.earliest, vague.latest, lambda name, **parts: say(f"dates.{name}", lang, **parts), lang)
    return say("dates.circa", lang, date=shown) if vague.circa else shown


def _shown(first: date, last: date, word: Callable[..., str], lang: str) -> str:
    if first == last:
        return word("day", day=first.day, month=say(f"dates.of_month_{first.month}", lang), year=first.year)
    whole_year = (first.month, first.day, last.month, last.day) == (1, 1, 12, 31)
    if whole_year and first.year == last.year:
        return word("year", year=first.year)
    if whole_year:
        return word("years", first=first.year, last=last.year)
    if (first.year, first.month, first.day) == (last.year, last.month, 1) and _ends_month(last):
        return word("month", month=say(f"dates.month_{first.month}", lang), year=first.year)
    return word("between", first=_shown(first, first, word, lang), last=_shown(last, last, word, lang))


def _ends_month(day: date) -> bool:
    return day.day == monthrange(day.year, day.month)[1]
