"""One field of a list may hold several names: "A; B", "A b) B", "A (original script: Б)".

Names are only separated and trimmed here, never corrected; the field as found stays beside each.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from comity.watchlists.listed import script_of

MAX_FIELD: Final = 4_000  # characters; the longest real alias has 400
_SAID: Final = re.compile(r"\(\s*original script\s*\)|original script\s*:", re.IGNORECASE)
_LETTERED: Final = re.compile(r"(?:^|\s)[a-z]\)\s")
_REMARK: Final = re.compile(r"\s+- sub-unit name\Z|,? born [0-9].*\Z", re.IGNORECASE | re.DOTALL)
_NOTES: Final = frozenset({"birth name", "combat name", "previously listed as", "third", "martyrs"})
_LONG_NOTE: Final = 60  # a Latin parenthesis longer than this explains; it does not name
_EDGES: Final = " ,;،"


def fold(text: str | None) -> str:
    """White space of any kind and length becomes one space; edges are trimmed."""
    return " ".join((text or "").split())


def split(field: str) -> tuple[str, ...]:
    """Return the names in ``field``, without repetition, in order; empty where there is none."""
    text = fold(_SAID.sub(" ", field[:MAX_FIELD]))
    return tuple(dict.fromkeys(name for name in _names(text) if any(map(str.isalpha, name))))


def _names(text: str) -> Iterator[str]:
    for part in _split_outside(_LETTERED.sub("; ", text)):
        pieces = _parentheses(part)
        script = script_of("".join(piece for piece, inside in pieces if not inside))
        kept: list[str] = []
        apart: list[str] = []
        for piece, inside in pieces:
            if not inside:
                kept.append(piece)
            elif ";" in piece or script_of(piece) not in ("", script):
                apart.append(piece)
            elif not _is_note(piece):
                kept.append(f"({piece})")
        yield from map(_trim, _by_script("".join(kept)))
        for group in apart:
            yield from map(_trim, _split_outside(group))


def _split_outside(text: str) -> Iterator[str]:
    """Split at semicolons that stand outside parentheses."""
    depth, start = 0, 0
    for place, character in enumerate(text):
        depth = max(0, depth + (character == "(") - (character == ")"))
        if character == ";" and depth == 0:
            yield text[start:place]
            start = place + 1
    yield text[start:]


def _parentheses(text: str) -> list[tuple[str, bool]]:
    """Take top-level parentheses apart: pieces in order, each with whether it stood inside."""
    pieces, depth, start = [], 0, 0
    for place, character in enumerate(text):
        opens, closes = character == "(" and depth == 0, character == ")" and depth == 1
        if opens or closes:
            pieces.append((text[start:place], closes))
            start = place + 1
        depth = max(0, depth + (character == "(") - (character == ")"))
    return [*pieces, (text[start:], depth > 0)]


def _is_note(group: str) -> bool:
    return group.strip().lower() in _NOTES or len(group) > _LONG_NOTE


def _by_script(text: str) -> list[str]:
    """ "Agha Jan اغا جان" is one name written twice; a name that changes script more often is left whole."""
    runs: list[tuple[str, list[str]]] = []
    for token in text.split():
        script = script_of(token)
        if runs and script in ("", runs[-1][0]):
            runs[-1][1].append(token)
        else:
            runs.append((script, [token]))
    latin = [script == "Latn" for script, _ in runs]
    twice = len(runs) == len(("Latin", "other")) and latin.count(True) == 1 and all(script for script, _ in runs)
    return [" ".join(tokens) for _, tokens in runs] if twice and all(len(t) > 1 for _, t in runs) else [text]


def _trim(name: str) -> str:
    return _REMARK.sub("", fold(name)).strip(_EDGES)
