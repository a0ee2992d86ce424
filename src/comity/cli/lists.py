"""``comity lists``: import, compare and show other people's lists. No node, no keys."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterator
from dataclasses import asdict
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated, Any, BinaryIO

import typer

from comity import dates
from comity.cli import list_files, output
from comity.cli.output import Output
from comity.errors import Refused
from comity.home import home
from comity.watchlists import delta, groups, registry, store
from comity.watchlists.delta import Delta
from comity.watchlists.groups import Group
from comity.watchlists.listed import Listed, Snapshot
from comity.watchlists.measures import measure
from comity.watchlists.store import Imported, Store

app = output.commands("cli.help_lists")
_UNDATED = date.min  # of files that state no day: a comparison needs none
_SHOWN = 20  # references named for a person; --json gives them all
_Source = Annotated[str, typer.Argument(help="lists.help_source")]
_Mapping = Annotated[Path | None, typer.Option("--mapping", metavar="FILE", help="lists.help_mapping")]


@app.command("import", help="lists.help_import")
def import_(
    ctx: typer.Context,
    source: _Source,
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="lists.help_file")],
    dated: Annotated[str, typer.Option("--dated", metavar="DAY", help="lists.help_dated")] = "",
    mapping: _Mapping = None,
    accept_shrink: Annotated[str, typer.Option("--accept-shrink", metavar="REASON", help="lists.help_shrink")] = "",
) -> None:
    """Check a file and put it in force."""
    out = output.of(ctx)
    kept = Store(home(), registry.source(source))
    with (
        list_files.opened(files, mapping, list_files.day(dated)) as handed,
        out.progress(out.word("lists.reading"), handed.size) as advance,
    ):
        done = kept.take_in(_Watched(handed.stream, advance), datetime.now(UTC), accept_shrink)
    value = {
        **_summary(out, done.snapshot),
        "unchanged": done.unchanged,
        **_delta(done.delta or delta.Delta((), (), ())),
    }
    out.answer(value, lambda: _print_import(out, done))


@app.command("diff", help="lists.help_diff")
def diff(
    ctx: typer.Context,
    source: _Source,
    old: Annotated[Path, typer.Argument(help="lists.help_old")],
    new: Annotated[Path, typer.Argument(help="lists.help_new")],
    mapping: _Mapping = None,
) -> None:
    """Compare two files; nothing is stored."""
    out = output.of(ctx)
    before, after = (_compared(registry.source(source), file, mapping) for file in (old, new))
    found = delta.between(before, after)
    days = ["" if one.list_date == _UNDATED else str(one.list_date) for one in (before, after)]
    value = {"from": days[0], "to": days[1], **_delta(found), "changes": _changes(found)}
    out.answer(value, lambda: _print_delta(out, found))


@app.command("show", help="lists.help_show")
def show(
    ctx: typer.Context,
    source: Annotated[str, typer.Argument(help="lists.help_source")] = "",
    reference: Annotated[str, typer.Argument(help="lists.help_reference")] = "",
) -> None:
    """Show what is in force: all sources, one list, or one entry."""
    out = output.of(ctx)
    if not source:
        # Only the UN's list is named before anyone imported it.
        held: dict[str, Snapshot | None] = {"un": None, **store.held(home())}
        every = [_summary(out, s) if s else {"source": name} for name, s in held.items()]
        out.answer(every, lambda: _print_all(out, held))
        return
    snapshot = Store(home(), registry.source(source)).in_force()
    if snapshot is None:
        raise Refused("lists.none", source=source)
    if not reference:
        value = {**_summary(out, snapshot), "references": [entry.reference for entry in snapshot.entries]}
        out.answer(value, lambda: _print_all(out, {source: snapshot}))
        return
    entry = next((entry for entry in snapshot.entries if entry.reference.lower() == reference.lower()), None)
    if entry is None:
        raise Refused("lists.entry", source=source, date=str(snapshot.list_date), reference=reference[:40])
    rows = [row for row in _rows(out, entry) if row[1]]
    group = groups.by_member(groups.groups(store.held(home()).values())).get((source, entry.reference))
    value = {
        "source": source,
        "list_date": str(snapshot.list_date),
        "measure": measure(snapshot.issuer, out.lang),
        "reference": entry.reference,
        "kind": entry.kind.value,
        "values": [{"field": field, "value": text, "note": note} for field, text, note in rows],
        "also_listed": [asdict(link) for link in group.links] if group else [],
    }
    out.answer(value, lambda: _print_entry(out, snapshot, entry, rows, group))


@app.command("adopt", help="lists.help_adopt")
def adopt(
    ctx: typer.Context,
    source: _Source,
    officer: Annotated[str, typer.Option("--as", metavar="OFFICER", help="acts.help_as")],
    out_file: Annotated[Path, typer.Option("-o", "--out", metavar="FILE", help="acts.help_out")],
) -> None:
    """Prepare the act that adopts the list in force."""
    from comity.cli import act, adopting  # noqa: PLC0415  importing and comparing need no node

    snapshot = Store(home(), registry.source(source)).in_force()
    if snapshot is None:
        raise Refused("lists.none", source=source)
    act.write(output.of(ctx), out_file, adopting.prepare(snapshot, officer))


class _Watched:
    """A stream that tells how many bytes were read."""

    def __init__(self, stream: BinaryIO, advance: Callable[[int], None]) -> None:
        self._stream = stream
        self._advance = advance

    def read(self, size: int = -1, /) -> bytes:
        chunk = self._stream.read(size)
        self._advance(len(chunk))
        return chunk


def _compared(source: registry.Source, file: Path, mapping: Path | None) -> Snapshot:
    dated = _UNDATED if file.is_dir() or mapping else None
    with list_files.opened([file], mapping, dated) as handed:
        return source.read(handed.stream)


def _summary(out: Output, snapshot: Snapshot) -> dict[str, Any]:
    return {
        "source": snapshot.source,
        "measure": measure(snapshot.issuer, out.lang),
        "list_date": snapshot.list_date.isoformat(),
        "generated": snapshot.generated.isoformat(),
        "digest": snapshot.digest,
        **snapshot.counts(),
        "damaged_fields": list(snapshot.damaged),
        "unread_elements": list(snapshot.unread),
    }


def _delta(found: Delta) -> dict[str, list[str]]:
    amended = [amendment.reference for amendment in found.amended]
    return {"added": list(found.added), "amended": amended, "delisted": list(found.delisted)}


def _changes(found: Delta) -> dict[str, list[dict[str, Any]]]:
    return {
        amendment.reference: [{"field": c.field, "gone": list(c.gone), "come": list(c.come)} for c in amendment.changes]
        for amendment in found.amended
    }


def _print_import(out: Output, done: Imported) -> None:
    day = dates.describe(dates.parse(done.snapshot.list_date.isoformat()), out.lang)
    if done.snapshot.issuer:
        out.lines([out.word("lists.is_measure", measure=measure(done.snapshot.issuer, out.lang))])
    out.lines([out.word("lists.unchanged" if done.unchanged else "lists.in_force", date=day)])
    out.lines([out.word("lists.counts", **done.snapshot.counts()), f"SHA-256 {done.snapshot.digest}"])
    if done.snapshot.damaged:
        out.lines([out.word("lists.damaged", references=", ".join(done.snapshot.damaged))])
    if done.snapshot.unread:
        out.lines([out.word("lists.unread", elements=", ".join(done.snapshot.unread))])
    if done.delta is not None and not done.unchanged:
        _print_delta(out, done.delta)


def _print_delta(out: Output, found: Delta) -> None:
    for name, references in _delta(found).items():
        more = len(references) - _SHOWN
        rest = out.word("lists.more", count=more) if more > 0 else ""
        out.lines([out.word(f"lists.{name}", count=len(references))])
        shown = " ".join([*references[:_SHOWN], rest])
        out.lines(textwrap.wrap(shown, 78, initial_indent="  ", subsequent_indent="  "))
    if found.amended:
        rows = [
            (a.reference, c.field, _short(c.gone), _short(c.come)) for a in found.amended[:_SHOWN] for c in a.changes
        ]
        out.table([out.word(f"lists.head_{name}") for name in ("reference", "field", "gone", "come")], rows)


def _short(values: tuple[str, ...]) -> str:
    return textwrap.shorten("; ".join(values), 120, placeholder="…")


def _print_all(out: Output, held: dict[str, Snapshot | None]) -> None:
    heads = ("source", "date", "individuals", "entities", "names", "original", "measure")
    rows = [
        (name, str(s.list_date), *(str(n) for n in s.counts().values()), measure(s.issuer, out.lang))
        if s
        else (name, out.word("lists.not_imported"))
        for name, s in held.items()
    ]
    out.table([out.word(f"lists.head_{head}") for head in heads], rows)


def _print_entry(
    out: Output, snapshot: Snapshot, entry: Listed, rows: list[tuple[str, str, str]], group: Group | None
) -> None:
    out.lines([f"{entry.reference}  {entry.caption}"])
    out.lines([out.word("lists.asserted", source=snapshot.source.upper(), date=snapshot.list_date)])
    if snapshot.issuer:
        out.lines([out.word("lists.is_measure", measure=measure(snapshot.issuer, out.lang))])
    out.table([out.word(f"lists.head_{head}") for head in ("field", "value", "note")], rows)
    if group:
        others = ", ".join(f"{source} {other}" for source, other in group.others((snapshot.source, entry.reference)))
        out.lines([out.word("lists.also_listed", others=others)])


def _rows(out: Output, entry: Listed) -> Iterator[tuple[str, str, str]]:
    """(field, value, note) of everything that the list says of one entry."""
    yield "kind", entry.kind.value, ""
    for name in entry.names:
        yield name.field.value, name.value, ", ".join(filter(None, (name.quality.value, name.script)))
    for birth in entry.births:
        yield "date_of_birth", dates.describe(birth, out.lang), birth.text
    for document in entry.documents:
        yield "document", document, ""
    for detail in entry.details:
        yield detail.field, detail.text, ""
    yield "listed_on", str(entry.listed_on or ""), ""
    yield from (("amended_on", day.isoformat(), "") for day in entry.amended_on)
    yield "regime", entry.regime, ""
    yield "narrative", entry.narrative, ""
    yield from (("same_as", reference, "") for reference in entry.same_as)
