"""Handling: who may see what. One function, as a truth and as a WHERE clause.

Rows, counts, suggestions, histories, exports and errors all ask here (``law.md`` D(iv) and B6).
Nobody reads everything: the reviewer reads what belongs to a case that was opened, the auditor
reads metadata, a checker and an asylum authority read nothing that is not public. What a search may
name is ``may_find``: a checker learns that a name is listed, and reads no entry.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from comity.participants import Authority, Capacity, Directory, Officer

_SIDE: Final = frozenset({Capacity.NLO, Capacity.NAA})
_INSIDE: Final = frozenset({Capacity.NLO, Capacity.NAA, Capacity.ECA, Capacity.CR, Capacity.CM, Capacity.IR})

RESTRICTED: Final = frozenset({"NAMED", "EYES_OF_REVIEW"})  # whoever opens these is recorded (rule 23)

_MEMBERS: Final = frozenset({"PUBLIC", "MEMBER"})

_CLAIMS: Final = "m.procedure IN ('version', 'decision', 'ruling')"

NEVER: Final = "9999-12-31T23:59:59Z"  # after every term: who does not say when, reads nothing that has one
OWN_ONLY: Final[Mapping[str, frozenset[str]]] = {
    **dict.fromkeys(("contribution", "trend", "result"), frozenset({"submitted", "withdrawn"})),
    "request": frozenset({"drafted", "void", "withdrawn"}),
    "warning": frozenset({"void", "ended"}),
}
"""The steps at which what is told is its author's alone: before its door has opened, and once taken back."""

# A version is the claimant's and the reviewer's alone until it is permitted, and so is a decision until
# a permitted version rests on it: before a gate has opened, nobody else reads a name.
_CIRCULATED: Final = (
    "(m.procedure NOT IN ('version', 'decision') OR m.step = 'permitted' OR EXISTS ("
    "SELECT 1 FROM link l JOIN matter v ON v.id = l.source"
    " WHERE l.target = m.id AND l.relation = 'rests_on' AND v.step = 'permitted'))"
) + "".join(
    f" AND NOT (m.procedure = '{name}' AND m.step IN ({', '.join(repr(step) for step in sorted(steps))}))"
    for name, steps in OWN_ONLY.items()
)


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who looks at the time ``at``: an officer in a capacity, or the public (empty capacity)."""

    participant: str = ""
    authority: str = ""
    capacity: str = ""
    seconded_by: str = ""
    member: bool = False
    cases: frozenset[str] = frozenset()
    at: str = NEVER


PUBLIC: Final = Reader()
_OF_THE_STRUCTURE: Final = frozenset({"executive", "council", "review"})  # its organs read what members read


def looks(
    directory: Directory,
    officer: Officer,
    authority: Authority,
    capacity: str,
    at: str,
    cases: frozenset[str] = frozenset(),
) -> Reader:
    """The reader that ``officer`` of ``authority`` is in ``capacity`` at the time ``at``."""
    member = authority.participant in directory.members_on(at[:10]) or authority.duty in _OF_THE_STRUCTURE
    return Reader(authority.participant, authority.id, capacity, officer.seconded_by, member, cases, at)


@dataclass(frozen=True, slots=True)
class Audience:
    """For whom one body is: its code, who gave it, to whom, on which matter, circulated or not, and
    whose matter it is: what a reviewer says on a State's version, that State may read. ``claims``: the
    matter is what a State claims (a version, a decision, a ruling), which a compliance reviewer weighs.
    ``kept_until``: the time at which reading ends for everybody, without any act; empty for no term."""

    code: str
    owner: str
    recipients: frozenset[str]
    matter: str
    circulated: bool
    claimant: str = ""
    claims: bool = False
    kept_until: str = ""


def may_read(reader: Reader, audience: Audience) -> bool:
    """True when ``reader`` may see a body with this audience."""
    if audience.kept_until and audience.kept_until <= reader.at:
        return False
    if reader.capacity in _SIDE and reader.participant in (audience.owner, audience.claimant):
        return True
    if reader.capacity == Capacity.CR and reader.seconded_by and _reviews(reader, audience):
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


def may_find(reader: Reader, audience: Audience) -> bool:
    """True when a search by ``reader`` may name the person of a circulated Register entry with this audience
    (``law.md`` D(iv), "search person"): a member's checker what circulates to his State or authority, the
    independent reviewer also what belongs to a case that he has open. Nobody else searches persons."""
    if not audience.circulated or not reader.member or (audience.kept_until and audience.kept_until <= reader.at):
        return False
    if reader.capacity == Capacity.IR:
        return audience.code in _MEMBERS or audience.matter in reader.cases
    if reader.capacity != Capacity.CK:
        return False
    if audience.code in _MEMBERS or audience.owner == reader.participant:
        return audience.code != "EYES_OF_REVIEW"
    return audience.code == "NAMED" and bool(audience.recipients & {reader.participant, reader.authority})


def _reviews(reader: Reader, audience: Audience) -> bool:
    """A compliance reviewer reads what a State says for its claim, and what his own office said of it;
    not what the reviewer, the asylum authority or another State says, nor anything of whoever sent him."""
    return (
        audience.claims
        and audience.claimant not in (reader.seconded_by, "")
        and audience.owner in (audience.claimant, reader.participant)
    )


def where(reader: Reader) -> tuple[str, list[str]]:
    """The same answer as SQL over ``body`` b, its ``matter`` m, and ``audience`` and ``link`` in
    subqueries. Returns condition and parameters."""
    parts: list[str] = []
    values: list[str] = []
    if reader.capacity in _SIDE:
        parts.append("b.owner = %s OR m.participant = %s")
        values += [reader.participant, reader.participant]
    if reader.capacity == Capacity.CR and reader.seconded_by:
        parts.append(f"({_CLAIMS} AND m.participant NOT IN (%s, '') AND b.owner IN (m.participant, %s))")
        values += [reader.seconded_by, reader.participant]
    if reader.capacity == Capacity.IR and reader.cases:
        parts.append(f"b.matter IN ({_marks(reader.cases)})")
        values.extend(sorted(reader.cases))
    open_parts, open_values = _where_circulated(reader)
    parts.append(f"({_CIRCULATED} AND ({open_parts}))")
    return f"(b.kept_until = '' OR b.kept_until > %s) AND ({' OR '.join(parts)})", [reader.at, *values, *open_values]


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
