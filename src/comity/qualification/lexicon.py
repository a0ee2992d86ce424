"""Terms that no free text of a claim may use (gate 13): religion, ethnicity, opinion, sexuality, health.

Proper names and quoted operative parts are not searched: an organisation is called what it is called,
and a court's words stay the court's. The lexicon finds words; whether a text says the same thing in
other words is for the reviewer, who attests it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
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
UNSPACED: Final = frozenset({"zh"})
"""Languages whose script has no spaces: a term counts wherever it stands."""


@cache
def terms() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Each term, casefolded, with the pattern that finds it: at the beginning of a word, or anywhere."""
    document = read((files(__package__) / "lexicon.yaml").read_bytes(), "lexicon.yaml")
    languages = document.data if isinstance(document.data, dict) else {}
    return tuple(
        (term, re.compile(re.escape(term) if lang in UNSPACED else rf"\b{re.escape(term)}\w*"))
        for lang, items in languages.items()
        for term in (str(item).casefold() for item in (items if isinstance(items, list) else []))
    )


def found(claim: Claim) -> tuple[str, ...]:
    """Where ``claim`` uses a forbidden term, with the word: ``narrative: sectarian``."""
    hits: list[str] = []
    for name in SEARCHED:
        for text in _texts(getattr(claim, name, None)):
            folded = text.casefold()
            for term, pattern in terms():
                if term in folded:  # most texts hold none, and this is the quick question
                    hits.extend(f"{name}: {hit.group(0)}" for hit in pattern.finditer(folded))
    return tuple(hits)


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _texts(item)
    elif isinstance(value, Part):
        for name in type(value).model_fields:
            if name not in NOT_SEARCHED:
                yield from _texts(getattr(value, name))
