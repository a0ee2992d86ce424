"""``comity find NAME``: which listed names may be this one, in any script. One name, for everyone.

It is answered from the imported lists and, where a node stands here, from the entries of its List that anyone
may see. Persons of the Register are not among them: naming one is for a checker with a case (law.md D(iv)).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Final

import typer

from comity import dates
from comity.checks import lists, rules
from comity.checks.lists import Dataset
from comity.cli import output
from comity.cli.listings import Listings
from comity.cli.output import Output
from comity.errors import Refused
from comity.explaining import explain
from comity.home import FILE_NAME, home
from comity.screening import Kind, Match, Query
from comity.watchlists import subjects

app = output.commands("cli.help_find")
_EXPLAINED: Final = 3  # matches of which a person is told why; --json gives it of all


@dataclass(frozen=True, slots=True)
class _Answer:
    """What was found where; ``receipt``: the files that were written."""

    matches: Sequence[Match]
    searched: Sequence[Dataset]
    receipt: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Receipt:
    """Where the receipt goes, and the descriptor that brings the custodians' parts."""

    file: Path
    secrets_fd: int | None


@app.command(help="cli.help_find")
def find(
    ctx: typer.Context,
    name: Annotated[list[str], typer.Argument(metavar="NAME", help="find.help_name")],
    limit: Annotated[int, typer.Option("--limit", min=1, max=rules.MAX_LIMIT, help="find.help_limit")] = 10,
    born: Annotated[str, typer.Option("--born", metavar="DATE", help="checks.help_born")] = "",
    document: Annotated[
        list[str] | None, typer.Option("--document", metavar="NUMBER", help="checks.help_document")
    ] = None,
    as_of: Annotated[str, typer.Option("--as-of", metavar="DAY", help="checks.help_as_of")] = "",
    receipt: Annotated[Path | None, typer.Option("--receipt", metavar="FILE", help="checks.help_receipt")] = None,
    secrets_fd: Annotated[int | None, typer.Option("--secrets-fd", min=0, help="secrets.help_fd")] = None,
) -> None:
    """Answer one name query over everything that may be searched here."""
    out = output.of(ctx)
    births = (subjects.birth(dates.parse(born)),) if born else ()
    query = Query((" ".join(name),), Kind.ANY, births, tuple(document or ()))
    rules.check_queries([query])
    day = dates.day(as_of)
    found = _at_the_node(out, query, limit, day, _Receipt(receipt, secrets_fd) if receipt else None)
    if found is None:
        found = _in_the_lists(query, limit, day, receipt)
    if not found.searched:
        raise Refused("find.nothing")
    out.answer(_value(query, found, out.lang), lambda: _print(out, query, found))


def _at_the_node(out: Output, query: Query, limit: int, day: date | None, receipt: _Receipt | None) -> _Answer | None:
    """The node's answer, which is journaled; None where none stands here."""
    if not (home() / FILE_NAME).is_file():
        return None
    from comity.cli import desk, screening_desk  # noqa: PLC0415  a query without a node does without a database
    from comity.operations.lookup import Asking  # noqa: PLC0415

    if not desk.founded():
        return None
    lookup = screening_desk.lookup()
    told = lookup.ask([query], asking=Asking(None, limit, as_of=day))
    written = screening_desk.write_receipt(out, lookup, told, receipt.file, receipt.secrets_fd) if receipt else {}
    return _Answer([one.match for one in told.answers[0].found], told.asked.datasets, written)


def _in_the_lists(query: Query, limit: int, day: date | None, receipt: Path | None) -> _Answer:
    """The answer of the imported lists alone. Raises Refused (``screen.no_key``) where a receipt is wanted."""
    if receipt is not None:
        raise Refused("screen.no_key", "design, Custodians")
    found = lists.gather(home(), day)
    return _Answer(found.index.search(query, limit=limit).matches, found.datasets)


def _value(query: Query, found: _Answer, lang: str) -> dict[str, Any]:
    listings = Listings(found.matches, found.searched)
    matches = [
        {
            "dataset": one.subject.dataset,
            "id": one.subject.id,
            "kind": one.subject.kind.value,
            "caption": one.subject.caption,
            "name": one.name,
            "score": one.score,
            "countries": list(one.subject.countries),
            "reasons": [{"speaks": line.speaks, "text": line.text} for line in explain(one, lang)],
            **listings.value(one, lang),
        }
        for one in found.matches
    ]
    searched = [{"dataset": one.name, "date": one.date, "entries": one.entries} for one in found.searched]
    return {"query": query.names[0], "matches": matches, "searched": searched, **found.receipt}


def _print(out: Output, query: Query, found: _Answer) -> None:
    where = ", ".join(f"{one.name} {one.date} ({one.entries})" for one in found.searched)
    word = "find.found" if found.matches else "find.none"
    out.lines([out.word(word, query=query.names[0], count=len(found.matches), where=where)])
    if not found.matches:
        return
    heads = [out.word(f"find.head_{head}") for head in ("score", "entry", "name", "caption")]
    rows = [
        (
            f"{one.score:.2f}",
            f"{one.subject.dataset} {one.subject.id}",
            one.name,
            one.subject.caption if one.subject.caption != one.name else "",
        )
        for one in found.matches
    ]
    out.table(heads, rows)
    listings = Listings(found.matches, found.searched)
    out.lines(listings.measures(out, found.matches))
    for one in found.matches[:_EXPLAINED]:
        told = [*(line.text for line in explain(one, out.lang)), *listings.others(out, one)]
        out.lines(["", f"{one.name}:", *(f"  {line}" for line in told)])
    out.lines(["", out.word("find.caution")])
