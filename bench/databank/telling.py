"""The desk at which a scene is written: contributions, and what is told in each, as values of ``Told``."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from random import Random
from typing import Any, Final

from comity.acts import to_time
from comity.databank.incident import Attribution, Happened, SupportContact, Toll
from comity.databank.organisation import (
    Characteristic,
    Financing,
    OrganisationName,
    PersonLink,
    Remark,
    StructureLink,
    UnStatus,
)
from comity.databank.told import Told
from comity.provenance import Standing
from comity.qualification.envelope import Item

FIELDS: Final[dict[type[Item], tuple[str, str]]] = {
    OrganisationName: ("databank.organisation/1", "names"),
    UnStatus: ("databank.organisation/1", "un_status"),
    Characteristic: ("databank.organisation/1", "characteristics"),
    StructureLink: ("databank.organisation/1", "structure"),
    PersonLink: ("databank.organisation/1", "persons"),
    Financing: ("databank.organisation/1", "financing"),
    Remark: ("databank.organisation/1", "remarks"),
    Happened: ("databank.incident/1", "happened"),
    Toll: ("databank.incident/1", "toll"),
    Attribution: ("databank.incident/1", "attributed"),
    SupportContact: ("databank.incident/1", "support"),
}
"""In which schema and field each kind of item is told."""


@dataclass(frozen=True, slots=True)
class Source:
    """From where a statement is: a decision, another reference, other statements, or nothing."""

    decision: str = ""
    other: str = ""
    rests_on: tuple[str, ...] = ()

    def fields(self, rng: Random) -> dict[str, Any]:
        """As the fields of an item; the paragraph of a decision is any."""
        if self.decision:
            return {"decision": self.decision, "paragraph": f"para {rng.randrange(1, 90)}", "rests_on": self.rests_on}
        return {"source": self.other or None, "rests_on": self.rests_on}


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one State tells of one file in one act."""

    id: str
    file: str
    owner: str
    time: datetime
    kept_until: datetime


@dataclass(slots=True)
class Desk:
    """Writes a scene. ``slots`` holds the commitments by file and by what they are about, so that a
    planter can say which statements may stand behind a finding; ``silent`` the slots that belong to a
    planter alone, of which nobody else tells."""

    rng: Random
    at: datetime
    told: list[Told] = field(default_factory=list)
    slots: dict[tuple[str, str], list[str]] = field(default_factory=lambda: defaultdict(list))
    by_contribution: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    silent: set[tuple[str, str]] = field(default_factory=set)
    _ids: int = 0

    def new_id(self) -> str:
        """A matter's id."""
        return self.rng.randbytes(16).hex()

    def number(self) -> int:
        """A number that nothing else in the scene has."""
        self._ids += 1
        return self._ids

    def decision(self, state: str) -> str:
        """The reference of a decision that nobody else cites."""
        return f"SC-{state}-{self.rng.randrange(2005, 2025)}-{self.number()}"

    def contribution(
        self, file: str, owner: str, *, age: timedelta | None = None, left: timedelta | None = None
    ) -> Contribution:
        """A new contribution, told ``age`` ago and kept for ``left`` from now; in neither way due unless asked."""
        age = age or timedelta(days=self.rng.randrange(5, 330), seconds=self.rng.randrange(86_400))
        left = left or timedelta(days=self.rng.randrange(200, 900))
        return Contribution(self.new_id(), file, owner, self.at - age, self.at + left)

    def tell(
        self,
        into: Contribution,
        model: type[Item],
        source: Source,
        *,
        kept_until: datetime | None = None,
        **fields: Any,
    ) -> str:
        """Add one statement to a contribution; returns its commitment."""
        standing = Standing.FOUND if source.decision else self.rng.choice((Standing.ALLEGED, Standing.ASSESSED))
        grade = self.rng.choice("ABC") + self.rng.choice("123")
        if kept_until:
            fields["kept_until"] = kept_until.date()
        item = model(standing=standing, grade=grade, **source.fields(self.rng), **fields)
        value = item.model_dump(mode="json", exclude_none=True)
        schema, name = FIELDS[model]
        commitment = hashlib.sha256(f"{into.id} {len(self.told)}".encode()).hexdigest()
        cited = f"{source.decision}#{value['paragraph']}" if source.decision else source.other
        kept = to_time(kept_until or into.kept_until)
        self.told.append(
            Told(
                file=into.file,
                contribution=into.id,
                owner=into.owner,
                schema=schema,
                property=name,
                value=value,
                standing=standing,
                grade=grade,
                source=cited,
                commitment=commitment,
                rests_on=source.rests_on,
                index=0,
                time=to_time(into.time),
                code="MEMBER",
                kept_until=kept,
            )
        )
        self.slots[into.file, slot(model, fields)].append(commitment)
        self.by_contribution[into.id].append(commitment)
        return commitment

    def all(self) -> tuple[Told, ...]:
        """Everything told, each contribution at its place in the log, in no order that helps a finder."""
        places = {one.contribution: one.time for one in self.told}
        ordered = sorted(places, key=lambda name: (places[name], name))
        index = {name: place for place, name in enumerate(ordered, 1_000)}
        whole = [replace(one, index=index[one.contribution]) for one in self.told]
        self.rng.shuffle(whole)
        return tuple(whole)


def slot(model: type[Item], fields: dict[str, Any]) -> str:
    """What a statement is about: the property of a characteristic, ``part_of``, or the field of the schema."""
    if model is Characteristic:
        return str(fields["property"])
    if model is StructureLink and fields["kind"] == "part_of":
        return "part_of"
    return FIELDS[model][1]
