"""Rebuild the folded tables from the record, and compare: rebuilt equals live, or something is wrong.

Heads and stamps alone are read; no procedure, profile or gate of today is consulted (rule 8).
"""

from __future__ import annotations

import gc
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final

from django.db import connection, transaction

from comity import acts, appointments, matters
from comity.acts import Head
from comity.errors import Fault
from comity.matters import Matter
from comity.participants import Directory
from comity.store import folded

_BATCH: Final = 5_000


@dataclass(slots=True)
class Folded:
    """Everything that folding yields."""

    matters: dict[str, Matter]
    last: dict[str, int]
    directory: Directory
    acts: int = 0


def fold_all() -> Folded:
    """Fold every act in the order of the log."""
    with _no_collector():
        return _fold_all()


@contextmanager
def _no_collector() -> Iterator[None]:
    """Everything that folding makes is kept, so that Python's garbage collector would look through it in vain."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


def _fold_all() -> Folded:
    result = Folded({}, {}, Directory())
    grown: dict[str, list[matters.Done]] = {}
    shells: dict[str, tuple[Head, str, list[acts.Link]]] = {}
    steps: dict[str, str] = {}
    for head, stamp, participant in records():
        if stamp.index != result.acts:
            raise Fault(f"act {result.acts} is missing from the store; restore the newest backup with `comity restore`")
        grown.setdefault(head.matter, []).append(matters.done(head, stamp, participant))
        shell = shells.setdefault(head.matter, (head, participant, []))
        shell[2].extend(head.links)
        steps[head.matter] = stamp.after
        result.last[head.matter] = stamp.index
        if head.kind in appointments.DIRECTORY_ACTS:
            result.directory = appointments.apply(result.directory, head.kind, head.terms, stamp.index, stamp.time)
        result.acts += 1
    for name, (head, participant, links) in shells.items():
        result.matters[name] = Matter(name, head.procedure, steps[name], participant, tuple(links), tuple(grown[name]))
    return result


def records() -> Iterator[tuple[Head, acts.Stamp, str]]:
    """Each act's head, stamp and participant, in order. Heads were judged when they were committed."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT head, stamp, participant FROM act ORDER BY idx")
        while rows := cursor.fetchmany(_BATCH):
            for head, stamp, participant in rows:
                yield acts.trusted_head(bytes(head), bodies=False), acts.parse_stamp(bytes(stamp)), participant


def rebuild() -> Folded:
    """Write the folded tables anew in one transaction."""
    with transaction.atomic():
        result = fold_all()
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM matter")
            cursor.execute("DELETE FROM link")
            cursor.executemany(
                "INSERT INTO matter (id, procedure, step, participant, opened, last, due, folded)"
                " VALUES (%s, %s, %s, %s, %s, %s, %s, %s)",
                [_row(matter, result.last[matter.id]) for matter in result.matters.values()],
            )
            cursor.executemany(
                "INSERT INTO link (source, relation, target) VALUES (%s, %s, %s)",
                [(m.id, link.relation, link.to) for m in result.matters.values() for link in m.links],
            )
            cursor.execute(folded.WRITE_DIRECTORY, [folded.directory_to_text(result.directory)])
    return result


def differences() -> list[str]:
    """Where the live tables differ from what folding yields; empty when all is well."""
    result = fold_all()
    found: list[str] = []
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, procedure, step, participant, opened, last, due, folded FROM matter")
        live = {row[0]: row for row in cursor.fetchall()}
        cursor.execute("SELECT folded FROM directory WHERE id = 1")
        directory = cursor.fetchone()
        cursor.execute("SELECT source, relation, target FROM link")
        links = sorted(cursor.fetchall())
    for name in sorted(live.keys() | result.matters.keys()):
        expected = _row(result.matters[name], result.last[name]) if name in result.matters else None
        if not _same(live.get(name), expected):
            found.append(f"matter {name}")
    if links != sorted((m.id, link.relation, link.to) for m in result.matters.values() for link in m.links):
        found.append("links")
    if result.acts and not _same_directory(directory, result.directory):
        found.append("directory")
    return found


def _row(matter: Matter, last: int) -> tuple[Any, ...]:
    return (
        matter.id,
        matter.procedure,
        matter.step,
        matter.participant,
        matter.opened.index,
        last,
        matter.text("sunset"),
        folded.matter_to_text(matter),
    )


def _same_directory(live: tuple[str] | None, expected: Directory) -> bool:
    return live is not None and json.loads(live[0]) == json.loads(folded.directory_to_text(expected))


def _same(live: tuple[Any, ...] | None, expected: tuple[Any, ...] | None) -> bool:
    if live is None or expected is None:
        return live is expected
    return live[:7] == expected[:7] and json.loads(live[7]) == json.loads(expected[7])
