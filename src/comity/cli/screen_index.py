"""``comity screen index FILE``: what `comity screen FILE` screens against, as one file, for Spark and other engines."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer

from comity.checks import lists
from comity.checks.carried import Carried
from comity.checks.lists import Dataset
from comity.cli import output
from comity.errors import Refused
from comity.home import FILE_NAME, home
from comity.interchange.batch.running import Gathered
from comity.screening import Index
from comity.watchlists.measures import measure


def gathered(officer: str = "") -> Gathered:
    """The lists in force and the entries of the List that anyone may see, as one index; which they are; and what the
    authority of ``officer`` decided of matches with them.

    Persons of the Register are never among them. Raises Refused (``find.nothing``; with an officer ``node.none``,
    ``face.officer``, ``actor.*``).
    """
    at_a_node = officer or (home() / FILE_NAME).is_file()
    index, datasets, decisions = _at_the_node(officer) if at_a_node else (*_in_the_lists(), None)
    if not len(index):
        raise Refused("find.nothing")
    return Gathered(index, [asdict(one) for one in datasets], decisions)


def _at_the_node(officer: str) -> tuple[Index, Sequence[Dataset], Carried | None]:
    from comity.cli import desk  # noqa: PLC0415  they bring the store along
    from comity.operations.lookup import Lookup  # noqa: PLC0415

    lookup = Lookup(home(), desk.now)
    decisions = lookup.carried(lookup.asker(officer)) if officer else None
    return lookup.published(), lookup.datasets(), decisions


def _in_the_lists() -> tuple[Index, Sequence[Dataset]]:
    found = lists.gather(home())
    return found.index, found.datasets


def index(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="batch.help_index_file")],
) -> None:
    """Save the index; what stands there is not written over."""
    out = output.of(ctx)
    if file.exists() or file.is_symlink():
        raise Refused("batch.exists", file=str(file)[:200])
    if not file.parent.is_dir():
        raise Refused("batch.no_folder", folder=str(file.parent)[:200])
    found = gathered()
    found.index.save(file)
    os.chmod(file, 0o600)
    out.answer(
        {"lists": found.lists, "index": str(file)},
        lambda: out.lines([*(against(out, one) for one in found.lists), out.word("batch.written", file=str(file))]),
    )


def against(out: output.Output, one: Mapping[str, Any]) -> str:
    """One list for a person, and whose measure it is where it is not the UN's."""
    said = out.word("batch.against", **{**one, "digest": one["digest"][:16] or "-"})
    if not one.get("issuer"):
        return said
    return f"{said}\n    {out.word('lists.is_measure', measure=measure(one['issuer'], out.lang))}"
