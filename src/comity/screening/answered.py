"""Rows of a batch as they are answered; a row that gives a name alone is answered once, and remembered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from comity.screening.decided import Decisions
from comity.screening.index import Index
from comity.screening.matched import Matched, Matches, Status
from comity.screening.rows import Arrow, Read, named, told

KEPT: Final = 1 << 16  # rows of answers to names alone that are remembered, and once more as many: some 40 MB

_NOTHING: Final = (None,) * 6  # of a match and of a decision

Answer = tuple[tuple[object, ...], ...]
"""The answer to one input row: its rows, as the columns of a batch from ``status`` on."""


class Answers:
    """Answers from ``index``; what it remembers changes none of them, only how soon they come."""

    def __init__(self, index: Index, threshold: float, limit: int, decisions: Decisions | None = None) -> None:
        self._matched = Matched(index, threshold, limit, decisions)
        self._young: dict[Any, Answer] = {}
        self._old: dict[Any, Answer] = {}
        self._size = 0  # of the young

    def to(self, batch: Arrow) -> Iterable[Answer]:
        """The answer to each row of ``batch``."""
        names, rows = told(batch)
        return self._of_names(names) if rows is None else self._answers(rows)

    def _of_names(self, names: Sequence[Any]) -> Iterable[Answer]:
        held = list(map(self._young.get, names))
        lacking = dict.fromkeys(name for name, answer in zip(names, held, strict=True) if answer is None)
        if not lacking:
            return held  # type: ignore[return-value]  # none of them is None
        again = {name: self._old[name] for name in lacking if name in self._old}
        fresh = [name for name in lacking if name not in again]
        again |= zip(fresh, self._answers([named(name) for name in fresh]), strict=True)
        self._keep(again)
        return [answer or again[name] for name, answer in zip(names, held, strict=True)]

    def _answers(self, rows: Sequence[Read]) -> list[Answer]:
        found = self._matched.of(one.wanted for one in rows if one.wanted is not None)
        return [_answer(one, () if one.wanted is None else found[one.wanted]) for one in rows]

    def _keep(self, answers: Mapping[Any, Answer]) -> None:
        """Remember: when the young memory is full it becomes the old one, which is forgotten."""
        if self._size >= KEPT:
            self._old, self._young, self._size = self._young, {}, 0
        self._young |= answers
        self._size += sum(map(len, answers.values()))


def _answer(one: Read, matches: Matches) -> Answer:
    if matches:
        return tuple([(match[0], one.note, *match[1:]) for match in matches])
    status = Status.ERROR.value if one.wanted is None else Status.NONE.value
    return ((status, one.note, 0, 0, None, None, None, one.name, *_NOTHING),)
