"""Clocks: how long a move may take, and when a due time comes.

A clock is written in the procedure's table as a number and a unit: ``72h``, ``30d``, ``12m``.
Law counts the stamp's time (design, rule 15).
"""

from __future__ import annotations

import calendar
import re
from datetime import date, datetime, timedelta
from typing import Final

from comity.errors import Fault

_CLOCK: Final = re.compile(r"([1-9][0-9]{0,3})([hdm])\Z")
SUNSET_MONTHS: Final = 12  # law.md B6: List and Register review after 12 months
WARNING_MONTHS: Final = 4  # SIS 2018/1861 Art 39(5)
DRAFT_DAYS: Final = 30  # design, rule 24


def due(clock: str, since: datetime) -> datetime:
    """When ``clock`` runs out that began at ``since``. Raises Fault where the table is wrong."""
    found = _CLOCK.match(clock)
    if found is None:
        raise Fault(f"the clock {clock!r} is not a number followed by h, d or m; correct the procedure's table")
    number, unit = int(found[1]), found[2]
    if unit == "m":
        day = months_later(since.date(), number)
        return since.replace(year=day.year, month=day.month, day=day.day)
    return since + (timedelta(hours=number) if unit == "h" else timedelta(days=number))


def months_later(day: date, months: int) -> date:
    """The same day of the month, ``months`` later (or earlier), or that month's last day."""
    month = day.month - 1 + months
    year, month = day.year + month // 12, month % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def months_between(first: date, last: date) -> int:
    """The whole months from ``first`` to ``last``; the month is whole on its same day."""
    months = (last.year - first.year) * 12 + last.month - first.month
    return months if months_later(first, months) <= last else months - 1
