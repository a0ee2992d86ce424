"""Terms that no free text of a claim may use (gate 13): religion, ethnicity, opinion, sexuality, health.

Proper names and quoted operative parts are not searched: an organisation is called what it is called,
and a court's words stay the court's. The lexicon finds words; whether a text says the same thing in
other words is for the reviewer, who attests it.
"""

from __future__ import annotations

import re
import unicodedata
from enum import Enum
from functools import cache
from importlib.resources import files
from typing import Final

from comity.qualification.body import Body, Part
from comity.yamltext import read

NOT_SEARCHED: Final = frozenset(
    {
        # names, and what only points somewhere
        "official_name",
        "names",
        "not_the_same_as",
        "place",
        "birthplace",
        "parents",
        "documents",
        "delisting_contact",
        "third_party",
        "authority",
        "paragraph",
        "law",
        # answers about these very matters
        "neutrality",
        "protected_conduct",
        "checklist",
        "questionnaire",
    }
)
"""Fields that are not searched; every other text is, so that a new field is searched until someone says why not."""
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


def found(claim: Body) -> tuple[str, ...]:
    """Where ``claim`` uses a forbidden term, with the word: ``narrative: sectarian``."""
    texts = [(name, _plain(text)) for name in _searched(type(claim)) for text in _texts(getattr(claim, name), [])]
    whole = "\n".join(text for _, text in texts)
    patterns = [pattern for term, pattern in terms() if term in whole]  # most claims hold none
    return tuple(f"{name}: {hit.group(0)}" for name, text in texts for p in patterns for hit in p.finditer(text))


def _plain(text: str) -> str:
    """Casefolded, without full-width forms and without invisible characters that would split a word."""
    if text.isascii():
        return text.lower()
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(c for c in folded if unicodedata.category(c) != "Cf")


@cache
def _searched(model: type[Part]) -> tuple[str, ...]:
    return tuple(name for name in model.model_fields if name not in NOT_SEARCHED)


def _texts(value: object, into: list[str]) -> list[str]:
    """``into``, with every free text in ``value`` added."""
    if isinstance(value, str):
        if not isinstance(value, Enum):  # a word of a closed list is no free text
            into.append(value)
    elif isinstance(value, tuple):
        for item in value:
            _texts(item, into)
    elif isinstance(value, Part):
        for name in _searched(type(value)):
            _texts(getattr(value, name), into)
    return into
