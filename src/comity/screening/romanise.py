"""A name in Latin letters, for a reader of another script. Only shown: nothing is compared by it."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Any


@lru_cache(1 << 14)
def romanised(text: str) -> str:
    """``text`` in plain Latin letters; as it stands where it is in them already."""
    return text if text.isascii() else str(_romaniser().transliterate(text))


@cache
def _romaniser() -> Any:
    import icu  # noqa: PLC0415  27 MB and 60 ms: only where a name needs it

    # Cyrillic as Russian passports have it (Yustina, not Ustina); its other letters by the general rule.
    rules = "Russian-Latin/BGN; Any-Latin; Latin-ASCII; [:^ASCII:] Remove; [\\'] Remove"
    return icu.Transliterator.createInstance(rules)
