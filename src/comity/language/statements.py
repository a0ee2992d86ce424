"""What a body says, in words: the name of a field, the words of closed lists, a value on one line."""

from __future__ import annotations

from typing import Any, Final

from comity.language import UnknownSentence, say

_LONGEST: Final = 60  # characters of a word of a closed list
_SALT: Final = "salt"  # of a commitment within a value; it says nothing


def field(name: str, lang: str) -> str:
    """What a field is called; its own name where it has no words."""
    return _said(f"fields.{name}", name.replace("_", " "), lang)


def word(value: str, lang: str) -> str:
    """A word of a closed list; the text itself where it is none."""
    return _said(f"values.{value}", value, lang) if len(value) < _LONGEST else value


def line(value: Any, lang: str) -> str:
    """A value (JSON) on one line, with the names of its parts."""
    if isinstance(value, dict):
        parts = ((name, one) for name, one in value.items() if one is not None and name != _SALT)
        return "; ".join(f"{field(name, lang)}: {line(one, lang)}" for name, one in parts)
    if isinstance(value, list):
        return ", ".join(line(one, lang) for one in value)
    if isinstance(value, bool):
        return say("desk.yes" if value else "desk.no", lang)
    return word(value, lang) if isinstance(value, str) else "" if value is None else str(value)


def _said(key: str, otherwise: str, lang: str) -> str:
    if "." in key.partition(".")[2]:
        return otherwise
    try:
        return say(key, lang)
    except (UnknownSentence, IndexError, KeyError):
        return otherwise
