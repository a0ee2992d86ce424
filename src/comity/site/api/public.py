"""For anyone: statistics without small cells, and the log with its proofs."""

from __future__ import annotations

from typing import Annotated

from django.http import HttpRequest, HttpResponse
from ninja import Path, Query, Router

from comity.entries import as_json
from comity.site.answers import log as logs
from comity.site.answers import statistics as counted
from comity.site.api import access
from comity.site.api.answering import REFUSED, Going, Turned, given
from comity.site.api.seen import EntryRow
from comity.site.api.shapes import Out
from comity.translog.vkeys import encode_base64

router = Router(tags=["public"])
Index = Annotated[int, Path(ge=0, lt=10**12)]


class Ended(Out):
    """An entry that ended, and the day."""

    entry: EntryRow
    day: str


class Statistics(Out):
    """By kind of entry and division how many count; null where fewer than ten would stand there."""

    kinds: dict[str, dict[str, dict[str, int | None]]]
    bans: list[EntryRow]
    ended: list[Ended]


class Leaf(Out):
    """What everyone may see of one act."""

    index: int
    day: str
    kind: str
    audience: str
    commitment: str


class LogLine(Out):
    """One act in words, for the auditor."""

    index: int
    act: str
    time: str
    kind: str
    matter: str
    participant: str
    capacity: str
    before: str
    after: str
    provision: str
    erased: bool


class Log(Out):
    """The log: its size, the signed checkpoint (``note``) with what it covers, and a page of leaves, the newest first.
    ``vkey`` verifies checkpoint and proofs; ``lines`` are for the auditor."""

    origin: str
    size: int
    published: int
    root: str
    note: str
    vkey: str
    leaves: list[Leaf]
    lines: list[LogLine]
    next: str


class Proof(Out):
    """The proof that an act is in the log (C2SP tlog-proof); it shows the public face alone."""

    index: int
    proof: str


class Growth(Out):
    """The newest signed checkpoint, and the hashes (base64) that prove that its tree begins with that of so many acts
    (RFC 6962, 2.1.2)."""

    note: str
    proof: list[str]


@router.get("/statistics", **access.OPEN, response={200: Statistics, **REFUSED})
def read_statistics(request: HttpRequest) -> HttpResponse:
    """Counts with no cell under ten, and what is published of the List; for anyone."""
    with access.open_visit(request) as made:
        kinds, published = counted.statistics(made).kinds, counted.published(made)
    bans = [as_json.row(one) for one in published.bans]
    ended = [{"entry": as_json.row(one), "day": day} for one, day in published.ended]
    return given(request, {"kinds": kinds, "bans": bans, "ended": ended})


@router.get("/log", **access.OPEN, response={200: Log, **REFUSED})
def read_log(request: HttpRequest, params: Query[Going]) -> HttpResponse:
    """The checkpoint and the public face of each act, fifty a page; for anyone."""
    with access.open_visit(request) as made:
        turned = Turned(made, "log")
        found = logs.log(made, turned.number(params.cursor))
    value = Log(
        origin=found.origin,
        size=found.size,
        published=found.published,
        root=found.root,
        note=found.note,
        vkey=found.vkey,
        leaves=[Leaf.out_of(one) for one in found.leaves],
        lines=[LogLine.out_of(one) for one in found.lines],
        next=turned.next(found.before or ""),
    )
    return given(request, value)


@router.get("/log/{index}/proof", **access.OPEN, response={200: Proof, **REFUSED})
def read_proof(request: HttpRequest, index: Index) -> HttpResponse:
    """A proof to take away; for anyone."""
    with access.open_visit(request) as made:
        content = logs.proof(made, index)
    return given(request, Proof(index=index, proof=content.decode()))


@router.get("/log/{index}/growth", **access.OPEN, response={200: Growth, **REFUSED})
def read_growth(request: HttpRequest, index: Index) -> HttpResponse:
    """That the log still begins with its first so many acts, to whoever keeps a checkpoint of that size."""
    with access.open_visit(request) as made:
        note, proof = logs.growth(made, index)
    return given(request, Growth(note=note, proof=[encode_base64(one) for one in proof]))
