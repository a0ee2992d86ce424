"""Which of our languages a client would rather read (RFC 9110, 12.5.4)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from django.http import HttpRequest

from comity.language import DEFAULT, LANGUAGES

_MOST: Final = 200  # characters of the header that are read


def of(request: HttpRequest) -> str:
    """The language in which ``request`` would be answered."""
    return preferred(request.META.get("HTTP_ACCEPT_LANGUAGE", ""))


@lru_cache(256)
def preferred(header: str) -> str:
    """The best of our languages for ``Accept-Language``; the default where it names none of them."""
    if not header:
        return DEFAULT
    weighed = sorted(_weighed(header[:_MOST]), key=lambda found: -found[0])
    return next((lang for _, lang in weighed), DEFAULT)


def _weighed(header: str) -> Iterator[tuple[float, str]]:
    for part in header.split(","):
        tag, _, rest = part.strip().partition(";")
        lang = tag.strip().partition("-")[0].lower()
        quality = rest.strip().removeprefix("q=")
        try:
            weight = float(quality) if quality else 1.0
        except ValueError:
            continue
        if lang in LANGUAGES and 0 < weight <= 1:
            yield weight, lang
