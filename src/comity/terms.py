"""Terms: what a head may say besides ids, each name in one form.

A row of a procedure's table says which names an act carries. Whatever stands under a name is read
later without being asked what it is (folding consults no table), so its form is judged at the edge.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Final

from comity.canonical import Json
from comity.errors import Refused

Form = Callable[[Json], bool]


def word(value: Json) -> bool:
    """One token, or none."""
    return isinstance(value, str)


def day(value: Json) -> bool:
    """A day that exists, as 2026-01-31."""
    try:
        return isinstance(value, str) and date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def whole(value: Json) -> bool:
    """A whole number from 0 on; a truth value is none."""
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def truth(value: Json) -> bool:
    return isinstance(value, bool)


def words(value: Json) -> bool:
    """A list of tokens."""
    return isinstance(value, list) and all(map(word, value))


def wholes(value: Json) -> bool:
    """A list of whole numbers."""
    return isinstance(value, list) and all(map(whole, value))


def counts(value: Json) -> bool:
    """Whole numbers by name."""
    return isinstance(value, dict) and all(map(whole, value.values()))


def rows(value: Json) -> bool:
    """A list of records, as founding gives them; what they hold is judged where they are read."""
    return isinstance(value, list) and all(isinstance(one, dict) for one in value)


FORMS: Final[Mapping[str, Form]] = {
    **dict.fromkeys("added amended at_once capacities delisted effects reasons statements".split(), words),
    **dict.fromkeys("head_or_deputy joins not_time_barred stands".split(), truth),
    **dict.fromkeys("day list_date on since until".split(), day),
    **dict.fromkeys("authorities members officers".split(), rows),
    "attests": wholes,
    "counts": counts,
    "parser": whole,
    "suspect_from": whole,
}
"""By the name of a term; every other term is one word."""


def check(terms: Mapping[str, Json], needed: frozenset[str], optional: frozenset[str], provision: str) -> None:
    """Refuse terms that are missing, that the act does not have, or that have another form.

    Raises Refused (``act.terms``, ``act.terms_unknown``, ``act.term_form``).
    """
    missing = needed - terms.keys()
    if missing:
        raise Refused("act.terms", provision, missing=sorted(missing))
    unknown = terms.keys() - needed - optional
    if unknown:
        allowed = sorted(needed | optional) or ["-"]
        raise Refused("act.terms_unknown", provision, unknown=sorted(unknown), allowed=allowed)
    wrong = [name for name, value in terms.items() if not FORMS.get(name, word)(value)]
    if wrong:
        raise Refused("act.term_form", provision, terms=sorted(wrong))
