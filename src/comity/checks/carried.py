"""Dispositions that are carried into a batch: what one authority decided of matches in lists that anyone may see.

They leave the database for as long as the run lasts, beside the index that it is screened against. So they hold
what tells a pair again and what is shown of it, no officer and no case; and nothing of the Register, ever.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Self

from comity.canonical import Json
from comity.checks import dispositions
from comity.checks.dispositions import Decision, Disposition
from comity.checks.rules import REGISTER
from comity.screening import Kind, Query, Subject
from comity.screening.decided import Decided


class Carried:
    """What ``authority`` decided, as it stood ``at`` that time."""

    def __init__(self, authority: str, at: str, held: Iterable[Disposition]) -> None:
        """``held``: newest first; what is of the Register, or of another authority, is left out."""
        self.authority, self.at = authority, at
        self._of: dict[tuple[str, str], list[Disposition]] = {}
        for one in held:
            if one.authority == authority and one.dataset != REGISTER:
                self._of.setdefault((one.dataset, one.subject), []).append(replace(one, officer="", reference=""))

    def __len__(self) -> int:
        return sum(map(len, self._of.values()))

    def of(self, query: Query, subject: Subject) -> Decided | None:
        """What was decided last of this query and this version of ``subject``. The kind that is asked says only among
        whom one looks: of one subject, asked as any kind or as its own, it is the same pair."""
        held = self._of.get((subject.dataset, subject.id))
        if held is None:
            return None
        asked = [replace(query, kind=kind) for kind in dict.fromkeys((query.kind, subject.kind, Kind.ANY))]
        found = next((one for one in held if any(one.is_of(each, subject.version) for each in asked)), None)
        if found is None:
            return None
        cleared = found.decision is Decision.FALSE_POSITIVE
        return Decided(found.decision.value, found.ground.value, found.at[:10], cleared)

    def content(self) -> Json:
        """All of it, as a run keeps it."""
        held: list[Json] = [{"time": one.at, "content": one.content()} for some in self._of.values() for one in some]
        return {"authority": self.authority, "at": self.at, "held": held}

    @classmethod
    def read(cls, content: Mapping[str, Json]) -> Self:
        """What ``content`` gave."""
        held = content["held"]
        if not isinstance(held, list):
            raise ValueError("what is carried is a list")
        lines = ({**one, "officer": ""} for one in held if isinstance(one, dict))
        return cls(str(content["authority"]), str(content["at"]), map(dispositions.read, lines))
