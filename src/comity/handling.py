"""Handling: who may see what. One function, as a truth and as a WHERE clause.

Rows, counts, suggestions, histories, exports and errors all ask here (``law.md`` D(iv) and B6).
Nobody reads everything: the reviewer reads what belongs to a case that was opened, the auditor
reads metadata, a checker and an asylum authority read nothing that is not public.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from comity.participants import Capacity

_SIDE: Final = frozenset({Capacity.NLO, Capacity.NAA})
_INSIDE: Final = frozenset({Capacity.NLO, Capacity.NAA, Capacity.ECA, Capacity.CR, Capacity.CM, Capacity.IR})

# Relations of a matter to what it decides about, whose bodies are the claimant's alone until circulated.
UNCIRCULATED: Final = ("submitted", "approved", "returned", "refused", "superseded")


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who looks: an officer in a capacity, or the public (empty capacity)."""

    participant: str = ""
    authority: str = ""
    capacity: str = ""
    seconded_by: str = ""
    member: bool = False
    cases: frozenset[str] = frozenset()


PUBLIC: Final = Reader()


@dataclass(frozen=True, slots=True)
class Audience:
    """For whom one body is: its code, who gave it, to whom, on which matter, circulated or not."""

    code: str
    owner: str
    recipients: frozenset[str]
    matter: str
    circulated: bool


def may_read(reader: Reader, audience: Audience) -> bool:
    """True when ``reader`` may see a body with this audience."""
    if reader.capacity in _SIDE and reader.participant == audience.owner:
        return True
    if reader.capacity == Capacity.CR and reader.seconded_by and audience.owner not in (reader.seconded_by, ""):
        return True
    if reader.capacity == Capacity.IR and audience.matter in reader.cases:
        return True
    if not audience.circulated:
        return False
    if audience.code == "PUBLIC":
        return True
    if audience.code == "MEMBER":
        return reader.member and reader.capacity in _INSIDE
    if audience.code == "NAMED":
        return reader.capacity in _SIDE | {Capacity.ECA} and bool(
            audience.recipients & {reader.participant, reader.authority}
        )
    return False


def where(reader: Reader) -> tuple[str, list[str]]:
    """The same answer as SQL over ``body`` (code, owner, matter, id), ``matter`` (step) and
    ``audience`` (body, recipient), joined as b, m and a subquery. Returns condition and parameters."""
    parts: list[str] = []
    values: list[str] = []
    if reader.capacity in _SIDE:
        parts.append("b.owner = %s")
        values.append(reader.participant)
    if reader.capacity == Capacity.CR and reader.seconded_by:
        parts.append("(b.owner <> %s AND b.owner <> '')")
        values.append(reader.seconded_by)
    if reader.capacity == Capacity.IR and reader.cases:
        parts.append(f"b.matter IN ({_marks(reader.cases)})")
        values.extend(sorted(reader.cases))
    open_parts, open_values = _where_circulated(reader)
    parts.append(f"(m.step NOT IN ({_marks(UNCIRCULATED)}) AND ({open_parts}))")
    return " OR ".join(parts), [*values, *UNCIRCULATED, *open_values]


def _where_circulated(reader: Reader) -> tuple[str, list[str]]:
    codes, values = ["b.code = 'PUBLIC'"], []
    if reader.member and reader.capacity in _INSIDE:
        codes.append("b.code = 'MEMBER'")
    if reader.capacity in _SIDE | {Capacity.ECA}:
        codes.append(
            "(b.code = 'NAMED' AND EXISTS (SELECT 1 FROM audience a WHERE a.body = b.id AND a.recipient IN (%s, %s)))"
        )
        values = [reader.participant, reader.authority]
    return " OR ".join(codes), values


def _marks(items: Iterable[str]) -> str:
    return ", ".join("%s" for _ in items)
