"""Which moves are open to an officer now: on an entry, on what bears on it, and on what was asked of his authority.

The tables and the bars are those of ``commit``, which decides; here nothing is offered that it would refuse for who
the officer is. What a reader may not know of is as if it did not exist.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from comity.effect import ENDED, Effect
from comity.engine import check_bars
from comity.entries.acting import FROM_DOSSIERS, capacity_for
from comity.entries.face import is_inside
from comity.entries.grounds import Source, effect_of
from comity.entries.guards import ON_CIRCULATED, ONE_EACH, TAKEN_BACK, check_lift
from comity.entries.procedures import KIND, ON, RESTS_ON, VERSION_OF
from comity.entries.shown import View
from comity.errors import Refused
from comity.matters import OPENING, Matter, Move, Procedure
from comity.participants import Officer

_UNDER_WAY: Final = frozenset({"submitted", "approved"})
_STILL: Final = frozenset({"erasure.own", "erasure.declare", "case.open"})  # what is opened on an entry that ended
_ONCE: Final = frozenset({"entry.withdraw", "erasure.own", "erasure.declare"})
_ALONE: Final = frozenset({"reasons", "consent"})  # bodies that a form can bring; what is told is drafted first


@dataclass(frozen=True, slots=True)
class Choice:
    """One move. ``matter``: the one to move on, or, where the move opens a new one, what that is about; ``entry``: the
    entry that it all belongs to, empty where the officer may not know it."""

    kind: str
    matter: str
    step: str
    entry: str
    procedure: Procedure
    move: Move

    @property
    def opens(self) -> bool:
        """Whether the move opens a new matter."""
        return OPENING in self.move.before


@dataclass(frozen=True, slots=True)
class Chooser:
    """One officer before the record at one moment. ``procedures``: the tables whose moves are offered."""

    source: Source
    view: View
    officer: Officer
    procedures: tuple[Procedure, ...]
    at: str

    def on_entry(self, name: str) -> tuple[Choice, ...]:
        """The moves that are open on the entry ``name`` and on what bears on it, in the order of the tables."""
        entry = self.source.matter(name)
        if entry is None or entry.procedure not in KIND or not self.view.sees(name):
            return ()
        order = {procedure.name: number for number, procedure in enumerate(self.procedures)}
        found = [one for one in self._rows(entry) if not self._fault(one, entry)]
        return tuple(sorted(found, key=lambda one: order[one.procedure.name]))

    def asked(self) -> tuple[Choice, ...]:
        """The questions of a reviewer that wait for the officer's own authority."""
        moves = [move for table in self.procedures if table.name == "asylum" for move in table.moves]
        steps = {step for move in moves for step in move.before} - {OPENING}
        mine = [m for m in self.source.at_step("asylum", *steps) if m.text("authority") == self.officer.authority]
        return tuple(one for matter in mine for one in self._moves(matter, "") if not self._fault(one, None))

    def find(self, kind: str, matter: str) -> Choice:
        """The move ``kind`` on ``matter``. Raises Refused: ``act.unknown_matter`` where there is none that the officer
        may know of, ``act.no_move``, ``actor.*`` and ``entry.taken`` where it is not open to him."""
        known = self.source.matter(matter)
        entries = [one for one in self._above(known) if self.view.sees(one.id)] if known else []
        rows: list[tuple[Choice, Matter | None]] = [
            (one, entry) for entry in entries for one in self._rows(entry) if one.matter == matter
        ]
        rows += [(one, None) for one in self.asked() if one.matter == matter]
        if not rows and not any(self._knows(entry, matter) for entry in entries):
            raise Refused("act.unknown_matter")
        return self._picked(kind, known, rows)

    def on(self, matter: Matter) -> tuple[Choice, ...]:
        """The moves that are open on ``matter``, of which the officer may know though it belongs to no entry, and what
        may be opened on it without telling anything."""
        return tuple(one for one in self._on(matter) if not self._fault(one, None))

    def find_on(self, kind: str, matter: Matter) -> Choice:
        """The move ``kind`` of those. Raises Refused as ``find`` does."""
        return self._picked(kind, matter, [(one, None) for one in self._on(matter)])

    def _on(self, matter: Matter) -> Iterator[Choice]:
        yield from self._moves(matter, "")
        yield from (one for one in self._openings(matter, "") if one.move.bodies <= _ALONE)

    def _picked(self, kind: str, known: Matter | None, rows: list[tuple[Choice, Matter | None]]) -> Choice:
        for one, entry in rows:
            if one.kind == kind:
                fault = self._fault(one, entry)
                if fault is not None:
                    raise fault
                return one
        step = known.step if known else ""
        allowed = sorted({one.kind for one, entry in rows if not self._fault(one, entry)}) or ["-"]
        raise Refused("act.no_move", "law.md D(iv)", act=kind[:40], step=step, allowed=allowed)

    def _knows(self, entry: Matter, matter: str) -> bool:
        return any(one.id == matter for one in self._bearing(entry))

    def _rows(self, entry: Matter) -> Iterator[Choice]:
        for matter in self._bearing(entry):
            yield from self._moves(matter, entry.id)
            yield from self._openings(matter, entry.id)

    def _bearing(self, entry: Matter) -> Iterator[Matter]:
        """The entry, its versions, their decisions, and all that is linked to one of these, as the officer may know."""
        inside = is_inside(self.view.reader, entry)
        versions = [v for v in self.source.linking(entry.id, VERSION_OF) if inside or v.step == "permitted"]
        names = dict.fromkeys(name for version in versions for name in version.all_linked(RESTS_ON))
        decisions = [one for one in map(self.source.matter, names) if one is not None]
        for subject in (entry, *versions, *decisions):
            yield subject
            for linked in self.source.linking(subject.id, ON):
                if self._may_know(linked):
                    yield linked

    def _may_know(self, matter: Matter) -> bool:
        table = next((one for one in self.procedures if one.name == matter.procedure), None)
        if table is None or table.audience != "restricted":
            return table is not None
        return self.officer.authority in (matter.opened.authority, matter.text("authority"), matter.text("to"))

    def _moves(self, matter: Matter, entry: str) -> Iterator[Choice]:
        for table in self.procedures:
            if table.name == matter.procedure:
                for move in table.moves:
                    if matter.step in move.before and move.act not in FROM_DOSSIERS:
                        yield Choice(move.act, matter.id, matter.step, entry, table, move)

    def _openings(self, subject: Matter, entry: str) -> Iterator[Choice]:
        if subject.procedure == "version" and subject.step not in _UNDER_WAY:
            return
        for table in self.procedures:
            if subject.procedure in table.parents:
                for move in table.moves:
                    if OPENING in move.before and move.act not in FROM_DOSSIERS:
                        yield Choice(move.act, subject.id, OPENING, entry, table, move)

    def _fault(self, choice: Choice, entry: Matter | None) -> Refused | None:
        """Why the move is not open to the officer; None where it is."""
        try:
            self._check(choice, entry)
        except Refused as refused:
            return refused
        return None

    def _check(self, choice: Choice, entry: Matter | None) -> None:
        matter = self.source.matter(choice.matter)
        owned = choice.opens or choice.procedure.owned
        above = matter.linked(choice.procedure.parent) if matter and not owned else ""
        owner = self.source.matter(above) if above else matter
        claimant = owner.participant if owner else ""
        capacity = capacity_for(self.officer, choice.move)
        directory = self.source.directory()
        directory.actor(self.officer.id, self.officer.authority, capacity, self.at[:10])
        check_bars(choice.move, capacity, None if choice.opens else matter, self.officer, claimant, directory)
        if choice.opens and entry is not None:
            self._check_entry(choice, entry)
        if choice.opens and entry is None and matter is not None:
            self._check_telling(choice, matter)
        if choice.kind == "suspension.lift" and matter is not None:
            check_lift(matter, claimant, self.officer, capacity)

    def _check_entry(self, choice: Choice, entry: Matter) -> None:
        """What would be refused for where the entry stands, or for what was said already."""
        effect = effect_of(self.source, entry, self.at).effect
        circulated = any(v.step == "permitted" for v in self.source.linking(entry.id, VERSION_OF))
        linked = [m for m in self.source.linking(choice.matter, ON) if m.procedure == choice.procedure.name]
        own = self.source.directory().participant_of(self.officer.authority)
        if effect in ENDED and choice.kind not in _STILL:
            raise Refused("entry.ended", "law.md D(ii)")
        if choice.kind == "erasure.own" and effect not in (*ENDED, Effect.NONE):
            raise Refused("entry.still_counts", "SIS 2018/1862 Art 59(3)", effect=effect.value)
        if choice.kind in ON_CIRCULATED and not circulated:
            raise Refused("act.parent", f"procedure {choice.procedure.name}", relation=ON)
        if choice.kind in _ONCE and linked:
            raise Refused("entry.ended", "law.md D(ii)")
        if choice.kind in ONE_EACH and any(m.participant == own and m.step != "lifted" for m in linked):
            raise Refused("entry.taken", "Charter Art 16; law.md E11", participant=own)

    def _check_telling(self, choice: Choice, matter: Matter) -> None:
        """What was told is erased once, and only after it was taken back."""
        if choice.kind == "erasure.own" and matter.step not in TAKEN_BACK:
            raise Refused("telling.still_counts", "SIS 2018/1862 Art 59(3)", step=matter.step)
        linked = (one.procedure for one in self.source.linking(matter.id, ON))
        if choice.kind in _ONCE and choice.procedure.name in linked:
            raise Refused("entry.ended", "law.md D(ii)")

    def _above(self, matter: Matter) -> Iterable[Matter]:
        """The entries that a matter belongs to: itself, above its links, or resting on the decision that it is."""
        if matter.procedure in KIND:
            return [matter]
        if matter.procedure == "decision":
            return [entry for version in self.source.linking(matter.id, RESTS_ON) for entry in self._above(version)]
        above = [self.source.matter(matter.linked(relation)) for relation in (VERSION_OF, ON)]
        return [entry for one in above if one is not None for entry in self._above(one)]
