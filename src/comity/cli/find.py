"""``comity find NAME``: which listed names sound like this one, in any script.

Only a name can be asked for. ``SOURCES`` says where names come from: each row is a function of the
state directory: the imported lists, and the entries of this node's List that anyone may see.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Annotated, Final

import typer

from comity.cli import output
from comity.cli.output import Output
from comity.config import FILE_NAME
from comity.errors import Refused
from comity.home import home
from comity.screening.find import MAX_CHARACTERS, MIN_CHARACTERS, Index, Match, Named, QueryTooShort
from comity.watchlists import registry
from comity.watchlists.store import Store

MAX_LIMIT: Final = 50  # a query answers about one name; it is no way to read a list out
app = output.commands("cli.help_find")


@dataclass(frozen=True, slots=True)
class Searched:
    """One body of names: what it is called, of which day, and its entries."""

    dataset: str
    date: str
    entries: tuple[Named, ...]


def watchlists(state: Path) -> Iterator[Searched]:
    """The lists in force in ``state``."""
    for name, source in registry.SOURCES.items():
        snapshot = Store(state, source).in_force()
        if snapshot is not None:
            entries = (
                Named(e.reference, tuple(n.value for n in e.names), e.kind.value, name, e.caption)
                for e in snapshot.entries
            )
            yield Searched(name, snapshot.list_date.isoformat(), tuple(entries))


def entries(state: Path) -> Iterator[Searched]:
    """The List entries of the node in ``state`` that anyone may see and that count; none without a node.

    Persons of the Register are not here: naming one is for a checker with a case (law.md D(iv)).
    """
    if not (state / FILE_NAME).is_file():
        return
    from comity.cli import desk, entries  # noqa: PLC0415  a query without a node does without a database

    if desk.founded():
        published = entries.published()
        named = tuple(Named(one.entry, one.names, "entity", "list", one.caption) for one in published)
        yield Searched("list", desk.now().date().isoformat(), named)


SOURCES: list[Callable[[Path], Iterator[Searched]]] = [watchlists, entries]


@app.command(help="cli.help_find")
def find(
    ctx: typer.Context,
    name: Annotated[list[str], typer.Argument(metavar="NAME", help="find.help_name")],
    limit: Annotated[int, typer.Option("--limit", min=1, max=MAX_LIMIT, help="find.help_limit")] = 10,
) -> None:
    """Answer one name query over everything that may be searched here."""
    out = output.of(ctx)
    query = " ".join(name)
    if len(query) > MAX_CHARACTERS:
        raise Refused("find.long", limit=MAX_CHARACTERS)
    searched = [body for source in SOURCES for body in source(home())]
    if not searched:
        raise Refused("find.nothing")
    index = Index.build(entry for body in searched for entry in body.entries)
    try:
        matches = index.find(query, limit)
    except QueryTooShort:
        raise Refused("find.short", limit=MIN_CHARACTERS) from None
    bodies = [{"dataset": s.dataset, "date": s.date, "entries": len(s.entries)} for s in searched]
    value = {"query": query, "matches": [asdict(match) for match in matches], "searched": bodies}
    out.answer(value, lambda: _print(out, query, matches, searched))


def _print(out: Output, query: str, matches: list[Match], searched: list[Searched]) -> None:
    where = ", ".join(f"{s.dataset} {s.date} ({len(s.entries)})" for s in searched)
    out.lines([out.word("find.found" if matches else "find.none", query=query, count=len(matches), where=where)])
    if matches:
        heads = [out.word(f"find.head_{head}") for head in ("score", "entry", "name", "caption")]
        rows = [
            (f"{m.score:.2f}", f"{m.dataset} {m.id}", m.name, m.caption if m.caption != m.name else "") for m in matches
        ]
        out.table(heads, rows)
        out.lines([out.word("find.caution")])
