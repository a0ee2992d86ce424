"""The words of the treaty in three languages, each with its provision and who has read it: data, in glossary.yaml."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml

from comity.language import LANGUAGES


@dataclass(frozen=True, slots=True)
class Term:
    """One word: what it is called and means by language, its provision, and the languages that were reviewed."""

    name: str
    term: Mapping[str, str]
    means: Mapping[str, str]
    provision: str
    reviewed: frozenset[str]


@cache
def terms() -> tuple[Term, ...]:
    """Every term, as glossary.yaml orders them."""
    text = (files("comity.language") / "glossary.yaml").read_text("utf-8")
    loaded = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    return tuple(
        Term(name, one["term"], one["means"], str(one["provision"]), frozenset(one["reviewed"]))
        for name, one in loaded.items()
    )


def unreviewed(lang: str) -> int:
    """How many terms no lawyer or native speaker has read in ``lang`` yet."""
    return sum(lang not in one.reviewed for one in terms())


def counts() -> Mapping[str, int]:
    """The unreviewed terms of each language."""
    return {lang: unreviewed(lang) for lang in LANGUAGES}
