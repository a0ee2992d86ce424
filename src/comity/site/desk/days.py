"""Days and moments as the reader's language writes them; programs find the ISO form in the ``time`` element."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Any, Final

from django.utils.html import format_html
from django.utils.safestring import SafeString

from comity.language import say

_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d")
_MOMENT: Final = re.compile(r"(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d)(?::\d\d(?:\.\d+)?)?(?:Z|\+00:00| UTC)")


def worded(value: Any, lang: str) -> Any:
    """A day or a moment (of ISO form, or a date) in words, moments to the minute, in UTC; all else as it is."""
    text = value.isoformat() if isinstance(value, date) else value
    if not isinstance(text, str):
        return value
    moment = _MOMENT.fullmatch(text)
    if moment:
        return say("dates.moment", lang, day=_day(moment[1], lang), time=moment[2])
    return _day(text, lang) if _DAY.fullmatch(text) else value


def marked(value: Any, lang: str) -> SafeString:
    """The same as a ``time`` element, which breaks nowhere; a dash where there is nothing."""
    text = value.isoformat() if isinstance(value, date) else str(value or "")
    if not text:
        return SafeString("–")
    said = worded(value, lang)
    return format_html("{}", text) if said == text else format_html('<time datetime="{}">{}</time>', text, said)


def day_of(value: Any) -> Any:
    """The day of a moment; a day, and what is neither, as it is."""
    if isinstance(value, datetime):
        return value.date()
    return value[:10] if isinstance(value, str) else value


def _day(text: str, lang: str) -> str:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return text
    return say("dates.plain_day", lang, day=day.day, month=say(f"dates.of_month_{day.month}", lang), year=day.year)
