"""``comity entries``: list the entries that one may see, show one, show what happened to it.

Whoever can run this on the node's machine can name any officer: who may do so is the machine's own
access control, and the journal says which officer was named for each restricted reading.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Final

import typer

from comity import acts, bootstrap
from comity.canonical import Json
from comity.cli import desk, output
from comity.cli import entry_face as shown_as
from comity.cli.output import Output
from comity.effect import ACTED_UPON, Effect
from comity.entries import as_json, readers, wording
from comity.entries import face as reading
from comity.entries import history as past
from comity.entries.face import Face, Row
from comity.entries.procedures import KIND
from comity.errors import Refused
from comity.home import home
from comity.operations import un_list
from comity.store import journal
from comity.store.unit import SqlUnit
from comity.store.visible import SqlView
from comity.watchlists.status import ByName

app = output.commands("cli.help_entries")
_As = Annotated[str, typer.Option("--as", metavar="OFFICER", help="entries.help_as")]
_Entry = Annotated[str, typer.Argument(metavar="ID", help="entries.help_entry")]
_AsOf = Annotated[str, typer.Option("--as-of", metavar="DAY", help="entries.help_as_of")]
_Case = Annotated[str, typer.Option("--case", metavar="REF", help="entries.help_case")]
_Reason = Annotated[str, typer.Option("--reason", metavar="WORD", help="entries.help_reason")]


_SEARCHED: Final = ACTED_UPON | {Effect.SUSPENDED}


@dataclass(frozen=True, slots=True)
class _Desk:
    """One reader before the node at one moment."""

    view: SqlView
    now: datetime

    @property
    def at(self) -> str:
        return acts.to_time(self.now)

    def face(self, entry: str, at: str, un: ByName | None = None) -> Face:
        """What the reader sees of ``entry`` at ``at``, beside the list ``un``."""
        return reading.face(self.view.unit, entry, self.view, at, self.at, un)


@app.command("list", help="entries.help_list")
def list_(
    ctx: typer.Context,
    officer: _As = "",
    register: Annotated[bool, typer.Option("--register", help="entries.help_only_register")] = False,
    list_only: Annotated[bool, typer.Option("--list", help="entries.help_only_list")] = False,
    support: Annotated[bool, typer.Option("--support", help="entries.help_only_support")] = False,
) -> None:
    """Rows and counts are those of one reader."""
    out = output.of(ctx)
    asked = {"list": list_only, "register": register, "support": support}
    wanted = [name for name, kind in KIND.items() if asked[kind] or not any(asked.values())]
    with desk.reading() as unit:
        here = _desk(unit, officer)
        seen = here.view.entries(*wanted)
        view = here.view.knowing(seen)
        found = [reading.row(unit, entry, view, here.at) for entry in seen]
    out.answer({"count": len(found), "entries": [as_json.row(one) for one in found]}, lambda: _print_list(out, found))


@app.command("show", help="entries.help_show")
def show(
    ctx: typer.Context, entry: _Entry, officer: _As = "", as_of: _AsOf = "", case: _Case = "", reason: _Reason = ""
) -> None:
    """The face of one entry."""
    out = output.of(ctx)

    def answer(here: _Desk, face: Face) -> tuple[Json, Callable[[], None]]:
        return as_json.face(face, out.lang), lambda: shown_as.show(out, face, desk.names(out.lang))

    _open(out, entry, officer, as_of, (case, reason), answer)


@app.command("history", help="entries.help_history")
def history(
    ctx: typer.Context, entry: _Entry, officer: _As = "", as_of: _AsOf = "", case: _Case = "", reason: _Reason = ""
) -> None:
    """Acts, and the differences between versions."""
    out = output.of(ctx)

    def answer(here: _Desk, face: Face) -> tuple[Json, Callable[[], None]]:
        unit = here.view.unit
        matter = unit.matter(face.entry)
        events = past.events(unit, matter, here.view.reader, bootstrap.TABLES, face.at) if matter else ()
        versions = (*face.earlier, face.version) if face.version else face.earlier
        differ = past.changes(versions)
        value = as_json.history(face, events, differ, out.lang)
        return value, lambda: shown_as.show_history(out, face, events, sorted(versions, key=_since), differ)

    _open(out, entry, officer, as_of, (case, reason), answer)


def _open(
    out: Output,
    entry: str,
    officer: str,
    as_of: str,
    why: tuple[str, str],
    answer: Callable[[_Desk, Face], tuple[Json, Callable[[], None]]],
) -> None:
    """Read one entry: a restricted reading wants a purpose and goes to the journal before it is answered."""
    purpose = readers.purpose(*why)
    with desk.reading() as unit:
        here = _desk(unit, officer)
        at = readers.moment(as_of, here.now)
        face = here.face(entry, at, un_list.counting(home(), unit, at))
        if face.restricted and purpose is None:
            raise Refused("face.case", "law.md D(iv)", reasons="|".join(readers.PURPOSES))
        value, lines = answer(here, face)
    if face.restricted and purpose is not None:
        line = journal.restricted_read(officer, here.view.reader.capacity, face.entry, purpose.case, purpose.reason)
        journal.append([line], here.now)
        out.note(out.word("entries.recorded"))
    out.answer(value, lines)


def _desk(unit: SqlUnit, officer: str) -> _Desk:
    now = desk.now()
    return _Desk(SqlView(unit, readers.reader_of(unit, officer, acts.to_time(now))), now)


def _since(version: reading.Version) -> str:
    return version.since


def _print_list(out: Output, found: Sequence[Row]) -> None:
    if not found:
        out.lines([out.word("entries.none")])
        return
    heads = [out.word(f"entries.head_{name}") for name in ("id", "name", "what")]
    out.table(heads, [(one.entry, _name(out, one), _what(out, one)) for one in found])
    out.lines(["", out.word("entries.count", count=len(found)), out.word("entries.next")])


def _name(out: Output, row: Row) -> str:
    return out.word("entries.with_case") if row.restricted else row.caption or out.word("entries.unnamed")


def _what(out: Output, row: Row) -> str:
    """Kind, claimant and effect in one sentence; when it lapses where it has an effect to lose."""
    kind = out.word(f"entries.kind_{as_json.kind(row)}")
    status = out.word("entries.status_common" if row.common else "entries.status_national")
    effect = wording.choice("effect", row.standing.effect, out.lang)
    what = out.word("entries.row_what", kind=kind, claimant=row.claimant, status=status, effect=effect)
    return out.word("entries.row_until", what=what, sunset=row.sunset) if row.standing.effect in _SEARCHED else what
