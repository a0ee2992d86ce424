"""The face of an entry: what one reader sees of it, now or as of a day.

Pure: over matters and over what the reader's view opens (``entries.shown``). What a reader may not see
is said to be withheld, by its handling code; what was erased is said to be erased.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from comity.canonical import Json
from comity.effect import ENDED, Standing
from comity.entries.grounds import Source, effect_of, grounds, permitted, rulings_on
from comity.entries.procedures import KIND, LIST_ENTRY, ON, RESTS_ON, VERSION_OF
from comity.entries.shown import Named, State, View
from comity.errors import Refused
from comity.handling import RESTRICTED, Audience, Reader, may_read
from comity.judiciary import standing as judicial
from comity.matters import Matter
from comity.participants import Capacity
from comity.provenance import Statement
from comity.watchlists.status import ByName, UNStatus, status_of

BY_DRAFTER: Final = "effect_by_drafter"


@dataclass(frozen=True, slots=True)
class Line:
    """One statement on a face, with the commitment that names it."""

    commitment: str
    said: Statement


@dataclass(frozen=True, slots=True)
class Part:
    """What is seen of a version or a decision: lines, and the handling codes of what is withheld.

    ``erased``: something was erased; ``narrowed``: how many statements the claimant took out;
    ``ended``: it no longer counts and so is shown to the claimant and the reviewers only.
    """

    matter: str
    lines: tuple[Line, ...]
    withheld: tuple[str, ...]
    codes: tuple[str, ...]
    erased: bool = False
    narrowed: int = 0
    ended: bool = False

    def values(self, field: str) -> tuple[Json, ...]:
        return tuple(line.said.value for line in self.lines if line.said.property == field)

    def text(self, field: str) -> str:
        """The last value of ``field`` as text; empty where it is not shown."""
        found = self.values(field)
        return found[-1] if found and isinstance(found[-1], str) else ""


@dataclass(frozen=True, slots=True)
class Version:
    """A version with its step; ``since`` is the time of its permit, empty where it never had one."""

    part: Part
    step: str
    since: str
    sunset: str


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision that the entry rests on, and where it stands."""

    part: Part
    standing: judicial.Standing


@dataclass(frozen=True, slots=True)
class Position:
    """What another member says: its position, and the grounds of its flags."""

    participant: str
    position: str
    flags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Face:
    """Everything that one reader sees of one entry at the time ``at``. ``sunset`` and ``review_from`` are
    days, empty where no version is in effect; ``contested`` is none until petitions exist."""

    entry: str
    procedure: str
    claimant: str
    at: str
    standing: Standing
    common: bool
    version: Version | None
    earlier: tuple[Version, ...]
    pending: tuple[Version, ...]
    decisions: tuple[Decision, ...]
    positions: tuple[Position, ...]
    sunset: str
    review_from: str
    un: UNStatus | None
    restricted: bool
    contested: str = "none"

    @property
    def names(self) -> tuple[str, ...]:
        """The names shown of the version in effect, or else of the newest, the official one first."""
        version = self.version or next(reversed(self.pending), None)
        return names_of(version.part) if version else ()

    @property
    def caption(self) -> str:
        """The first name shown; empty where none is."""
        return self.names[0] if self.names else ""


@dataclass(frozen=True, slots=True)
class Row:
    """An entry in a list; ``names`` is empty where naming it would be a restricted reading."""

    entry: str
    procedure: str
    claimant: str
    standing: Standing
    common: bool
    names: tuple[str, ...]
    sunset: str
    restricted: bool

    @property
    def caption(self) -> str:
        """The first name shown; empty where none is."""
        return self.names[0] if self.names else ""


def face(source: Source, entry: str, view: View, at: str, now: str, un: ByName | None = None) -> Face:
    """The face of ``entry`` at ``at``; handling, narrowing and erasure are those of ``now``.

    ``un``: the list beside which a List entry is shown. Raises Refused (``act.unknown_matter``) alike
    where there is no such entry, where it is none, and where the reader may see nothing of it.
    """
    matter = source.matter(entry)
    if matter is None or matter.procedure not in KIND or not view.sees(entry):
        raise Refused("act.unknown_matter")
    versions = source.linking(entry, VERSION_OF)
    closed = effect_of(source, matter, now).effect in ENDED and not is_inside(view.reader, matter)
    parts = {v.id: part_of(v.id, view, closed) for v in versions}
    found = permitted(versions, at)
    version = _version(found[0], parts) if found else None
    based = grounds(source, matter, at)
    decisions = _decisions(source, found[0].all_linked(RESTS_ON) if found else (), view, closed, at)
    return Face(
        entry,
        matter.procedure,
        matter.participant,
        at,
        effect_of(source, matter, at),
        is_common(source, matter, at),
        version,
        tuple(_version(v, parts) for v in versions if _was_in_effect(v, at) and (not found or v.id != found[0].id)),
        tuple(_pending(v, parts, view.reader) for v in versions if not _was_in_effect(v, at) and parts[v.id].lines),
        decisions,
        positions(source, matter, at),
        based.permit.sunset if based.permit else "",
        based.permit.warn_from if based.permit else "",
        _un(matter, version, un),
        is_restricted(matter, view.reader, (*parts.values(), *(one.part for one in decisions))),
    )


def row(source: Source, entry: str, view: View, at: str) -> Row:
    """What a list shows of ``entry`` at ``at``, which is now. Raises Refused as ``face`` does."""
    matter = source.matter(entry)
    if matter is None or matter.procedure not in KIND or not view.sees(entry):
        raise Refused("act.unknown_matter")
    standing = effect_of(source, matter, at)
    closed = standing.effect in ENDED and not is_inside(view.reader, matter)
    versions = source.linking(entry, VERSION_OF)
    found = permitted(versions, at)
    version = found[0] if found else next(reversed(versions), None)
    named = view.named(version.id) if version and not closed else Named((), frozenset())
    restricted = _restricts(matter, view.reader, named.codes)
    return Row(
        entry,
        matter.procedure,
        matter.participant,
        standing,
        is_common(source, matter, at),
        () if restricted else _names(named.statements),
        version.text("sunset") if found and version else "",
        restricted,
    )


def part_of(matter: str, view: View, closed: bool) -> Part:
    """What the reader sees of ``matter``; nothing of its content where it is ``closed``."""
    shown = view.shown(matter)
    lines = tuple(Line(one.commitment, one.statement) for one in shown if one.statement is not None)
    return Part(
        matter,
        () if closed else lines,
        tuple(sorted({one.code for one in shown if one.state is State.WITHHELD})),
        tuple(sorted({one.code for one in shown if one.state is State.OPEN})),
        any(one.state is State.ERASED for one in shown),
        sum(one.state is State.NARROWED for one in shown),
        closed and bool(lines),
    )


def is_restricted(entry: Matter, reader: Reader, parts: Iterable[Part]) -> bool:
    """Whether showing ``parts`` is a restricted read: another's confidential content, or what is, or may be,
    a person's data (an entry on support may name one)."""
    return _restricts(entry, reader, frozenset(code for part in parts if part.lines for code in part.codes))


def _restricts(entry: Matter, reader: Reader, codes: frozenset[str]) -> bool:
    if reader.participant == entry.participant:
        return False
    return bool(codes & RESTRICTED) or (entry.procedure != LIST_ENTRY and bool(codes - {"PUBLIC"}))


def positions(source: Source, entry: Matter, at: str) -> tuple[Position, ...]:
    """What every other member of that day says; who says nothing is shown as silent."""
    others = source.directory().members_on(at[:10]) - {entry.participant}
    said = dict.fromkeys(sorted(others), "silent")
    flags: dict[str, list[str]] = {}
    for matter in source.linking(entry.id, ON):
        done = [d for d in matter.acts if d.time <= at]
        if matter.participant not in said or not done:
            continue
        if matter.procedure == "position":
            said[matter.participant] = str(done[-1].terms.get("position", "silent"))
        elif matter.procedure == "flag" and done[-1].kind == "flag.raise":
            flags.setdefault(matter.participant, []).append(str(done[-1].terms.get("ground", "")))
    return tuple(Position(name, position, tuple(flags.get(name, ()))) for name, position in said.items())


def is_common(source: Source, entry: Matter, at: str) -> bool:
    """Whether the Council had adopted the entry as common by ``at``."""
    adopted = [m.last_of("proposal.adopt") for m in source.linking(entry.id, ON) if m.procedure == "proposal"]
    return any(done is not None and done.time <= at for done in adopted)


def names_of(part: Part) -> tuple[str, ...]:
    """The names of the subject that the part shows, the official one first."""
    return _names([line.said for line in part.lines])


def _names(said: Sequence[Statement]) -> tuple[str, ...]:
    values = [one.value for field in ("official_name", "names") for one in said if one.property == field]
    named = (value.get("name") if isinstance(value, dict) else value for value in values)
    return tuple(name for name in named if isinstance(name, str))


def _version(version: Matter, parts: dict[str, Part]) -> Version:
    permit = version.last_of("version.permit")
    return Version(parts[version.id], version.step, permit.time if permit else "", version.text("sunset"))


def _pending(version: Matter, parts: dict[str, Part], reader: Reader) -> Version:
    """A version on its way. Who is to approve it states its effects without having seen the drafter's (gate 44)."""
    found = _version(version, parts)
    if reader.capacity != Capacity.NAA or version.step != "submitted":
        return found
    lines = tuple(line for line in found.part.lines if line.said.property != BY_DRAFTER)
    return replace(found, part=replace(found.part, lines=lines))


def _was_in_effect(version: Matter, at: str) -> bool:
    permit = version.last_of("version.permit")
    return permit is not None and permit.time <= at


def _decisions(source: Source, decided: Iterable[str], view: View, closed: bool, at: str) -> tuple[Decision, ...]:
    found = [matter for matter in map(source.matter, decided) if matter is not None]
    return tuple(
        Decision(part_of(one.id, view, closed), judicial.standing(one, rulings_on(source, one.id), at)) for one in found
    )


def _un(entry: Matter, version: Version | None, un: ByName | None) -> UNStatus | None:
    if entry.procedure != LIST_ENTRY or version is None or not version.part.lines:
        return None
    return status_of(un, version.part.text("un_reference"), names_of(version.part))


def is_inside(reader: Reader, entry: Matter) -> bool:
    """The claimant's side and the reviewers read what does not circulate."""
    claim = Audience("EYES_OF_REVIEW", entry.participant, frozenset(), entry.id, False, entry.participant, True)
    return may_read(reader, claim)
