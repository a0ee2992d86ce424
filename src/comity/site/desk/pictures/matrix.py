"""Who claims, recognises and refuses: one row for each member."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from comity.entries import wording
from comity.entries.face import Face

_SIGNS = {"claims": "◆", "recognises": "●", "own_ban": "●", "does_not_recognise": "✕", "silent": "·"}


@dataclass(frozen=True, slots=True)
class Row:
    """One member: its name, a sign with its word, and the grounds of its flags in words."""

    participant: str
    name: str
    position: str
    sign: str
    words: str
    flags: tuple[str, ...]


def of(face: Face, names: Mapping[str, str], lang: str) -> tuple[Row, ...]:
    """The claimant first, then the others by name."""
    words = wording.choice("position", "claims", lang)
    claimant = Row(face.claimant, names.get(face.claimant, ""), "claims", _SIGNS["claims"], words, ())
    others = [
        Row(
            one.participant,
            names.get(one.participant, ""),
            one.position,
            _SIGNS.get(one.position, "·"),
            wording.choice("position", one.position, lang),
            tuple(wording.choice("ground", ground, lang) for ground in one.flags),
        )
        for one in face.positions
    ]
    return (claimant, *sorted(others, key=lambda row: row.name))
