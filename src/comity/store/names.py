"""Names of subjects as keys, so that a namesake is found before an entry circulates (gate 33)."""

from __future__ import annotations

import unicodedata
from typing import Final

from comity.provenance import Opened, trusted

_NAMED: Final = frozenset({"official_name", "names"})
_MARKS: Final = tuple(f'"property":"{name}"'.encode() for name in sorted(_NAMED))
_MAX: Final = 200


def keys_of(schema: str, opened: Opened) -> list[str]:
    """The keys of the names that a statement of an entry gives, judged by commit before; none for other schemas."""
    if not schema.endswith(".entry/1"):
        return []
    if not any(mark in opened.content for mark in _MARKS):
        return []
    statement = trusted(opened.content)
    if statement.property not in _NAMED:
        return []
    value = statement.value
    name = value.get("name") if isinstance(value, dict) else value
    return [key(name)] if isinstance(name, str) else []


def key(name: str) -> str:
    """Folded case, no marks, words in alphabetical order: equal for spellings that differ in these only."""
    plain = unicodedata.normalize("NFKD", name).casefold()
    kept = "".join(c if c.isalnum() else " " for c in plain if not unicodedata.combining(c))
    return " ".join(sorted(kept.split()))[:_MAX]
