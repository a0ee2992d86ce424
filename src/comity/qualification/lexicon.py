"""Terms that no free text of a claim may use (gate 13): religion, ethnicity, opinion, sexuality, health.

Proper names and quoted operative parts are not searched: an organisation is called what it is called,
and a court's words stay the court's. The lexicon finds words; whether a text says the same thing in
other words is for the reviewer, who attests it.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import Final

from comity.qualification.body import Part
from comity.qualification.claim import Claim
from comity.yamltext import read

SEARCHED: Final = (
    "statement_of_case",
    "narrative",
    "assertions",
    "acts",
    "proportionality",
    "disambiguation",
    "charges",
    "action_not_requested",
    "caution",
)
"""Fields with free text that is neither a name nor a quotation nor an answer about these very matters."""
NOT_SEARCHED: Final = frozenset({"place", "decision", "paragraph", "law", "not_the_same_as"})


@cache
def pattern() -> re.Pattern[str]:
    """The lexicon as one pattern: whole words where the script has words, else anywhere."""
    document = read((files(__package__) / "lexicon.yaml").read_bytes(), "lexicon.yaml")
    terms = document.data if isinstance(document.data, dict) else {}
    spaced = [str(term) for lang in ("en", "ru") for term in _items(terms.get(lang))]
    unspaced = [re.escape(str(term)) for term in _items(terms.get("zh"))]
    return re.compile(rf"\b(?:{_by_first_letter(spaced)})\w*|{'|'.join(unspaced)}", re.IGNORECASE)


def _by_first_letter(terms: list[str]) -> str:
    """The terms as alternatives, gathered by their first letter: far fewer to try at each word."""
    gathered: dict[str, list[str]] = {}
    for term in terms:
        gathered.setdefault(term[0].lower(), []).append(re.escape(term[1:]))
    return "|".join(f"{re.escape(first)}(?:{'|'.join(rest)})" for first, rest in gathered.items())


def _items(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def found(claim: Claim) -> tuple[str, ...]:
    """The fields of ``claim`` that use a forbidden term, each with the term: ``narrative: sectarian``."""
    hits: list[str] = []
    for name in SEARCHED:
        value = getattr(claim, name, None)
        hits.extend(f"{name}: {hit.group(0)}" for text in _texts(value) for hit in pattern().finditer(text))
    return tuple(hits)


def _texts(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, tuple):
        return [text for item in value for text in _texts(item)]
    if isinstance(value, Part):
        return [
            text
            for name in type(value).model_fields
            if name not in NOT_SEARCHED
            for text in _texts(getattr(value, name))
        ]
    return []
