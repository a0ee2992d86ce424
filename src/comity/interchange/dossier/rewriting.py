"""Write the text of a dossier anew with other values: what its writer noted beside them is kept at its head."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any, Final

import yaml

from comity.interchange.dossier import templates
from comity.interchange.dossier.model import KINDS
from comity.language import LANGUAGES

_LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_LINE: Final = 4_000  # no line of a text is broken: a fault names the line of its field


def text(data: Mapping[str, Any], before: str) -> str:
    """``data`` as the text of ``dossier.yaml``, after the notes of ``before``; help of the template is no note."""
    helps = _helps()
    notes = [f"{note}\n" for note in _notes(before) if note not in helps]
    dumped: str = yaml.safe_dump(dict(data), allow_unicode=True, sort_keys=False, width=_LINE)
    return "".join(notes) + dumped


def _notes(before: str) -> Iterator[str]:
    """Every comment of a text, in order. A comment is what stands after ``#`` where no value stands."""
    end = 0
    for token in yaml.scan(before, Loader=_LOADER):
        yield from _between(before[end : token.start_mark.index])
        end = max(end, token.end_mark.index)
    yield from _between(before[end:])


def _between(gap: str) -> Iterator[str]:
    for line in gap.split("\n"):
        note = line.partition("#")
        if note[1]:
            yield f"#{note[2]}".rstrip()


@lru_cache(maxsize=1)
def _helps() -> frozenset[str]:
    """The lines of help of every template."""
    return frozenset(
        line.strip()
        for kind in KINDS
        for lang in LANGUAGES
        for line in templates.text(kind, lang).split("\n")
        if line.strip().startswith("#")
    )
