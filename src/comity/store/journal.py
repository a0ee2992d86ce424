"""The journal: queries, restricted reads and refusals, which are not acts (rule 23).

A second log of the same code: salted, erasable, group-committed, never folded. Deleting a line's
salt and content leaves its leaf, so the journal still proves that nothing was slipped in or out.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction

from comity import acts, canonical
from comity.canonical import Json
from comity.errors import Refused
from comity.translog.tree import Frontier, leaf_hash


@dataclass(frozen=True, slots=True)
class Line:
    """One line: what kind (query, read, refusal), who (officer id), and what, by ids and codes."""

    kind: str
    officer: str
    content: Json


def refusal(code: str, head: bytes) -> Line:
    """The line of a refused act: its ids where the head can be read, else the refusal's code alone."""
    try:
        refused = acts.parse_head(head)
    except Refused:
        return Line("refusal", "", {"code": code})
    ids: Json = {"act": refused.id, "code": code, "kind": refused.kind, "matter": refused.matter}
    return Line("refusal", refused.officer, ids)


def restricted_read(officer: str, capacity: str, matter: str, case: str = "", purpose: str = "") -> Line:
    """The line of opening content that is not for every member; ``case``: the reader's reference, ``purpose``:
    a word of a closed list."""
    said = {"capacity": capacity, "case": case, "matter": matter}
    content: Json = {**said, **({"purpose": purpose} if purpose else {})}
    return Line("read", officer, content)


def query(officer: str, purpose: str, reference: str, found: int) -> Line:
    """The line of a screening query: its purpose and case or checkpoint reference, never the name asked."""
    return Line("query", officer, {"found": found, "purpose": purpose, "reference": reference})


def append(lines: Iterable[Line], now: datetime) -> int:
    """Write ``lines`` durably in one transaction; return the journal's size."""
    time = acts.to_time(now)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT frontier FROM journal_tree WHERE id = 1")
        row = cursor.fetchone()
        frontier = Frontier.from_bytes(bytes(row[0])) if row else Frontier()
        rows = []
        for line in lines:
            salt = secrets.token_bytes(canonical.SALT_BYTES)
            content = canonical.dump(
                {"content": line.content, "kind": line.kind, "officer": line.officer, "time": time}
            )
            leaf = hashlib.sha256(salt + content).digest()
            rows.append((frontier.size, leaf, time, salt, content))
            frontier.append(leaf_hash(leaf))
        cursor.executemany("INSERT INTO journal (idx, leaf, time, salt, content) VALUES (%s, %s, %s, %s, %s)", rows)
        cursor.execute(
            "INSERT INTO journal_tree (id, frontier) VALUES (1, %s)"
            " ON CONFLICT (id) DO UPDATE SET frontier = excluded.frontier",
            [frontier.to_bytes()],
        )
    return frontier.size


def erase(index: int) -> None:
    """Delete a line's salt and content; its leaf stays."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE journal SET salt = NULL, content = NULL WHERE idx = %s", [index])


def check() -> tuple[int, list[int]]:
    """The journal's size, and the lines that do not fit their leaf or the tree (-1: the tree)."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT idx, leaf, salt, content FROM journal ORDER BY idx")
        rows = cursor.fetchall()
        cursor.execute("SELECT frontier FROM journal_tree WHERE id = 1")
        row = cursor.fetchone()
    frontier, wrong = Frontier(), []
    for place, (index, leaf, salt, content) in enumerate(rows):
        if index != place or (
            salt is not None and hashlib.sha256(bytes(salt) + bytes(content)).digest() != bytes(leaf)
        ):
            wrong.append(int(index))
        frontier.append(leaf_hash(bytes(leaf)))
    if row and bytes(row[0]) != frontier.to_bytes():
        wrong.append(-1)
    return len(rows), wrong
