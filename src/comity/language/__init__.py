"""Every sentence a person reads, in English, Russian and Chinese, side by side.

Sentences are data: ``words/<area>.yaml`` for what is shown and ``refusals/<area>.yaml``
for what is refused. A key is ``area.name``; its area names the file. A test shows that each
key exists in all three languages with the same placeholders.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Final, Literal

import yaml

Shelf = Literal["words", "refusals"]
LANGUAGES: Final = ("en", "ru", "zh")
DEFAULT: Final = "en"


class UnknownSentence(KeyError):
    """Raised when a key has no sentence: a programming error, found by the tests."""


@cache
def catalogue(shelf: Shelf, area: str) -> Mapping[str, Mapping[str, str]]:
    """Return the sentences of one area: name -> language -> text."""
    path = files(__name__) / shelf / f"{area}.yaml"
    if not path.is_file():
        raise UnknownSentence(f"{shelf}/{area}.yaml does not exist")
    loaded = yaml.load(path.read_text("utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    return loaded or {}


def areas(shelf: Shelf) -> tuple[str, ...]:
    """Return the names of all areas of a shelf, sorted."""
    return tuple(
        sorted(p.name.removesuffix(".yaml") for p in (files(__name__) / shelf).iterdir() if p.name.endswith(".yaml"))
    )


def entry(shelf: Shelf, key: str) -> Mapping[str, str]:
    """Return all languages of one key. Raises UnknownSentence where there is none."""
    area, _, name = key.partition(".")
    found = catalogue(shelf, area).get(name)
    if found is None:
        raise UnknownSentence(key)
    return found


def say(key: str, lang: str = DEFAULT, **values: object) -> str:
    """Return the sentence ``key`` in ``lang``, with ``values`` put in its placeholders."""
    return entry("words", key)[lang if lang in LANGUAGES else DEFAULT].format(**values)
