"""A node as full as the bars of the desk ask: entries of the Register and the List, a databank, the UN's list.

Everything in it is fictional, the UN's list excepted, which is read from the shared data where that is present.
"""

from __future__ import annotations

import argparse
import os
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path
from random import Random
from typing import Any, Final

from bench.databank_million import Load
from bench.databank_million import fill as tell
from bench.screening import data
from comity.acts import Link, SignedAct
from comity.demo import stage
from comity.demo.cast import Cast
from comity.demo.filing import ATTESTED
from comity.interchange.dossier import acting, examples, reading
from comity.interchange.dossier.reading import Dossier
from comity.store import database
from comity.watchlists import registry, synthetic
from comity.watchlists.store import Store

GROUP: Final = 40  # entries committed together
GIVEN, SURNAME = "Ilvar Tesmin Orsola Bremek Katya Davor Selin Marut".split(), "Torvald Keshin Marvant Ollery".split()


def sizes(parser: argparse.ArgumentParser) -> None:
    """Let the command line say how full the node is, and where it is kept."""
    parser.add_argument("--register", type=int, default=3_000)
    parser.add_argument("--list", type=int, default=200)
    parser.add_argument("--statements", type=int, default=20_000)
    parser.add_argument("--home", type=Path, help="keep the node here, and use it again")


def filled(asked: argparse.Namespace, home: Path) -> Path:
    """The folder of a node of the ``sizes`` that were asked for, made where there is none; its database is closed."""
    if not (home / "DEMO").is_file():
        began = time.perf_counter()
        made = stage.build(home, datetime.now(UTC), os.urandom)
        made.cast.sign_safeguards()
        _file(made.cast, home, "ember-column", asked.list, organisation)
        _file(made.cast, home, "tarvek", asked.register, person)
        tell(Load(made.cast, Random(1)), asked.statements)
        Store(home, registry.source("un")).take_in(BytesIO(_un()), datetime.now(UTC))
        database.close()
        print(f"filled in {time.perf_counter() - began:.0f} s")
    return home


def _un() -> bytes:
    try:
        return data.file("un", "consolidated_2026-02-27.xml").read_bytes()
    except data.Absent:
        return synthetic.make(date(2026, 3, 1))


def person(dossier: Dossier, number: int) -> Dossier:
    """The same dossier about another person."""
    name = f"{GIVEN[number % 8]} {SURNAME[number // 8 % 4]}-{number:04d}"
    first = dossier.entry.names[0].model_copy(update={"name": name})
    entry = dossier.entry.model_copy(update={"names": (first,)})
    return replace(dossier, text=dossier.text.model_copy(update={"entry": entry}))


def organisation(dossier: Dossier, number: int) -> Dossier:
    """The same dossier about another organisation."""
    entry = dossier.entry.model_copy(update={"official_name": f"Fictional Front {number}", "names": ()})
    return replace(dossier, text=dossier.text.model_copy(update={"entry": entry}))


def _file(cast: Cast, home: Path, name: str, count: int, vary: Callable[[Dossier, int], Dossier]) -> None:
    """File ``count`` dossiers that vary the example ``name``."""
    folder = examples.materialise(name, home / "dossiers" / f"bench-{name}", cast.node.clock().date())
    pending: list[SignedAct] = []
    stored: dict[str, bytes] = {}
    for number in range(count):
        dossier = reading.read(folder, lambda _: os.urandom(16))
        stored |= {one.digest: one.content for one in dossier.attachments.values()}
        pending += _chain(cast, vary(dossier, number), asylum=vary is person)
        if number % GROUP == GROUP - 1 or number == count - 1:
            for refused in (one for one in cast.node.writer.submit_all(pending, stored) if isinstance(one, Exception)):
                raise refused
            pending, stored = [], {}


def _chain(cast: Cast, dossier: Dossier, *, asylum: bool) -> Iterator[SignedAct]:
    """All acts of one dossier, from the first record to the permit."""
    now, state = cast.node.clock(), dossier.entry.claimant_state
    reviewer = "EC-CR-2" if state == "XB" else "EC-CR-1"
    drafter, approver = cast.identity(f"{state}-NLO-1"), cast.identity(f"{state}-NAA-1")
    prepared = acting.prepare(dossier, drafter, approver, now, os.urandom)
    yield from (cast.sign(one.head, one.bodies) for one in prepared)
    approved = prepared[-1].head
    entry = next(one.head.matter for one in prepared if one.head.kind == "entry.claim")
    for one in prepared:
        if one.head.kind == "decision.record":
            told = one.head
            yield cast.sign(cast.head(reviewer, "CR", "decision.authenticate", "decision", told.matter, after=told.id))
    if asylum:
        check, links = cast.new_id(), (Link("on", entry),)
        ask = cast.head("IR-1", "IR", "asylum.ask", "asylum", check, {"authority": "XB-ASYLUM"}, links)
        yield cast.sign(ask)
        yield cast.sign(cast.head("XB-AA-1", "AA", "asylum.answer", "asylum", check, {"answer": "none"}, after=ask.id))
    terms: Any = {"attests": list(ATTESTED)}
    yield cast.sign(cast.head(reviewer, "CR", "version.permit", "version", approved.matter, terms, after=approved.id))
