"""The life of a request or a warning as a drawn path: what is behind it, where it stands, what is to come."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from comity.site.answers.requests import Row, WarningRow
from comity.site.desk.pictures.path import Path, drawn

_REQUEST: Final = ("sent", "received", "answered", "closed")
_WARNING: Final = ("warned", "ended")
_BEGINS: Final = frozenset({"drafted", "oral"})
_INSTEAD: Final[Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]]] = {
    "clarify": (("sent", "received"), ("answered", "closed")),
    "refused": (("sent", "received"), ("closed",)),
    "forwarded": (("sent", "received"), ("closed",)),
    "withdrawn": (("sent",), ()),
    "void": (("oral",), ()),
}
"""Where the path leaves its usual way: what lies before that step, and what may follow."""


def of_request(row: Row, lang: str) -> Path:
    """The path of one request; an answer is a step of its path, though it is a matter of its own."""
    here = "answered" if row.answers and row.step in ("sent", "received", "clarify") else row.step
    return _stations(_REQUEST, here, lang)


def of_warning(row: WarningRow, lang: str) -> Path:
    """The path of one warning."""
    return _stations(_WARNING, row.step, lang)


def _stations(usual: tuple[str, ...], here: str, lang: str) -> Path:
    before, after = _INSTEAD.get(here, (usual, ()))
    steps = (here, *usual) if here in _BEGINS else usual if here in usual else (*before, here, *after)
    return drawn(steps, here, lang)
