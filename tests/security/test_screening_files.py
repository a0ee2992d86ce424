"""What screening leaves on the disk: an index of public lists, and lines of the journal without a name."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

from comity.checks.lists import FOLDER
from comity.demo.cast import Cast, Filed, StoryClock
from comity.operations.lookup import Asking, Lookup
from comity.screening import Query
from comity.store import database, texts
from comity.watchlists import registry, synthetic
from comity.watchlists.store import Store
from tests.cli.conftest import cast, circulated, clock, named  # fixtures: a node that the commands find

__all__ = ["cast", "circulated", "clock", "named"]

LISTED, PUBLISHED, ASKED = "Вымышлен", "Ember Column", "Quorvex Immaterial"


def raw(*paths: Path) -> bytes:
    """All bytes below ``paths``, but for the texts of the treaty, whose profile names its fictional people."""
    found = [one for path in paths for one in sorted(path.rglob("*")) if one.is_file()]
    files = [one for one in found if texts.FOLDER not in one.parts]
    return b"\n".join(one.read_bytes() for one in files)


def holds(data: bytes, name: str) -> bool:
    """Whether ``name`` lies in ``data`` in an encoding that we or numpy write."""
    return any(name.encode(form) in data for form in ("utf-8", "utf-16-le", "utf-32-le"))


def test_the_saved_index_holds_public_lists_and_no_entry_of_the_node(
    cast: Cast, circulated: Filed, named: Filed, clock: StoryClock
) -> None:
    home = cast.node.located.home
    Store(home, registry.source("un")).take_in(io.BytesIO(synthetic.make(date(2026, 3, 1))), clock())
    lookup = Lookup(home, clock, cast.random_bytes)
    asker = lookup.asker("XE-CK-1", "border", "CP-7")
    for name in ("Muhiban Sabrat", PUBLISHED, ASKED):
        lookup.ask([Query((name,))], asker, Asking(["un", "list", "register"]))
    index = raw(home / FOLDER)
    assert holds(index, LISTED)
    for name in ("Sabrat", PUBLISHED, ASKED):
        assert not holds(index, name), name
    assert holds(index + "Sabrat".encode("utf-32-le"), "Sabrat")  # the search finds a planted leak


def test_no_name_that_was_asked_lies_anywhere(cast: Cast, named: Filed, clock: StoryClock) -> None:
    home = cast.node.located.home
    lookup = Lookup(home, clock, cast.random_bytes)
    lookup.ask([Query((ASKED,))], lookup.asker("XE-CK-1", "border", "CP-7"))
    lookup.search(Query((ASKED,)))
    database.truncate()
    everything = raw(home)
    assert not holds(everything, ASKED)
    assert holds(everything, "CP-7")


def test_after_an_erasure_no_file_holds_the_name_though_it_was_searched(
    cast: Cast, named: Filed, clock: StoryClock
) -> None:
    home = cast.node.located.home
    lookup = Lookup(home, clock, cast.random_bytes)
    asker = lookup.asker("XE-CK-1", "border", "CP-7")
    query = Query(("Muhiban Sabrat",))
    assert lookup.search(query, asker=asker, asking=Asking(["register"])).total == 1
    assert holds(raw(home), "Muhiban")
    cast.open("XD-NLO-1", "NLO", "entry.withdraw", "withdrawal", named.entry, reason="data_error")
    cast.open("XD-NAA-1", "NAA", "erasure.own", "erasure", named.entry, reason="data_error")
    assert lookup.search(query, asker=asker, asking=Asking(["register"])).total == 0
    database.truncate()
    assert not holds(raw(home), "Muhiban")
