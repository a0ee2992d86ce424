"""What was told, in words: one line for each statement, in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from comity.canonical import Json
from comity.databank.told import Told
from comity.language import say

_LABELLED: Final = ("property", "kind", "role", "flow", "outcome", "act")
"""The fields whose word says what the rest of the value is; each word stands in ``words/databank.yaml``."""
_PLAIN: Final = ("name", "reference", "text", "described", "service", "contact", "region", "day", "as_published")


def value(told: Told, lang: str) -> str:
    """The value of a statement: ``founded: 2004``, ``branch: North Cell (XB-01)``, ``killed: 3 to 5``."""
    label = thing(told, lang)
    said = content(told, lang)
    return say("databank.labelled", lang, label=label, value=said) if label else said


def thing(told: Told, lang: str) -> str:
    """Of what the statement speaks, within its section: ``strength``, ``branch``, ``killed``; empty for most."""
    part = told.part()
    return next((_word(name, part[name], lang) for name in _LABELLED if name in part), "")


def content(told: Told, lang: str) -> str:
    """The value without the word that says of what it speaks."""
    part = told.part()
    if not part:
        return str(told.value)
    return "; ".join([*(str(part[name]) for name in _PLAIN if part.get(name)), *_special(part, lang)])


def section(name: str, lang: str) -> str:
    """The heading of a property of a file."""
    return say(f"databank.section_{name}", lang)


def standing(told: Told, lang: str) -> str:
    """Found by a court, alleged, assessed or recorded; with its grade."""
    return say(f"databank.standing_{told.standing.value}", lang, grade=told.grade)


def _special(part: Mapping[str, Json], lang: str) -> list[str]:
    found: list[str] = []
    if "status" in part:
        found.append(_word("status", part["status"], lang))
    if "least" in part:
        found.append(_span(part, lang))
    for name in ("file", "entry", "named_in"):
        if part.get(name):
            found.append(say(f"databank.by_{name}", lang, id=str(part[name]), paragraph=str(part.get("paragraph", ""))))
    if part.get("fiu_reference"):
        found.append(say("databank.by_fiu", lang, reference=str(part["fiu_reference"])))
    if part.get("count") is not None:
        found.append(f"{part.get('period')}: {part['count']}")
    return found


def _span(part: Mapping[str, Json], lang: str) -> str:
    least, most, currency = part["least"], part.get("most"), str(part.get("currency") or "")
    key = "at_least" if most is None else "exactly" if most == least else "from_to"
    return say(f"databank.{key}", lang, least=str(least), most=str(most), currency=currency).strip()


def _word(field: str, word: Json, lang: str) -> str:
    return say(f"databank.{field}_{str(word).replace('.', '_')}", lang)
