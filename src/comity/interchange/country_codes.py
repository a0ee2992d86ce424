"""Countries as the codes that FollowTheMoney wants (ISO 3166 alpha-2, lower case), from the names that lists write.

They are shown only: nothing selects, counts or scores a person by one.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Final

import icu

_FORMAL: Final = {
    "bosnia and herzegovina": "ba",
    "democratic people's republic of korea": "kp",
    "democratic republic of the congo": "cd",
    "iran (islamic republic of)": "ir",
    "republic of korea": "kr",
    "russian federation": "ru",
    "state of palestine": "ps",
    "syrian arab republic": "sy",
    "trinidad and tobago": "tt",
    "united kingdom of great britain and northern ireland": "gb",
    "united republic of tanzania": "tz",
    "united states of america": "us",
}
"""What the UN calls them, where ICU's English name is another."""


def codes(text: str) -> tuple[str, ...]:
    """The codes of the country in ``text``, or of several with commas between; empty where one is not known."""
    whole = _code(text)
    found = (whole,) if whole else tuple(map(_code, text.split(", ")))
    return tuple(dict.fromkeys(found)) if all(found) else ()


def _code(text: str) -> str:
    return _names().get(" ".join(text.split()).casefold(), "")


@cache
def _names() -> Mapping[str, str]:
    """English names and codes to codes: ISO's in the words of ICU, and the UN's formal names."""
    english = icu.Locale.getEnglish()
    known = {str(code): str(icu.Locale("", code).getDisplayCountry(english)) for code in icu.Locale.getISOCountries()}
    return {
        **{code.lower(): code.lower() for code in known},
        **{name.casefold(): code.lower() for code, name in known.items()},
        **_FORMAL,
    }
