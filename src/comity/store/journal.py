"""The journal: queries, restricted reads, refusals, and who was let in, which are not acts (rule 23).

A second log of the same code: salted, erasable, group-committed, never folded. Deleting a line's
salt and content leaves its leaf, so the journal still proves that nothing was slipped in or out.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from django.db import connection, transaction

from comity import acts, canonical
from comity.canonical import Json
from comity.errors import Refused
from comity.handling import Reader
from comity.store.cursor import Cursor
from comity.translog.tree import Frontier, leaf_hash

READ, PRINT = "read", "print"
_USAGE: Final = "q"
_ERASE: Final = 'UPDATE journal SET salt = NULL, content = NULL, "key" = NULL'


@dataclass(frozen=True, slots=True)
class Line:
    """One line: what kind (query, read, refusal, disposition, sign_in, credential …), who (officer id), and what, by
    ids and codes.

    ``key``: by what it is found again, of ids only; empty for what nobody looks for. ``names``: how many names
    of the Register were asked for, counted under the key; where more than ``most`` would be, it is not written.
    """

    kind: str
    officer: str
    content: Json
    key: str = ""
    names: int = 0
    most: int = 0


def refusal(code: str, head: bytes) -> Line:
    """The line of a refused act: its ids where the head can be read, else the refusal's code alone."""
    try:
        refused = acts.parse_head(head)
    except Refused:
        return Line("refusal", "", {"code": code})
    ids: Json = {"act": refused.id, "code": code, "kind": refused.kind, "matter": refused.matter}
    return Line("refusal", refused.officer, ids)


def restricted_read(
    officer: str, capacity: str, matter: str, case: str = "", purpose: str = "", how: str = READ
) -> Line:
    """The line of opening content that is not for every member; ``case``: the reader's reference, ``purpose``:
    a word of a closed list; ``how``: ``PRINT`` for what goes on paper, where no erasure reaches it."""
    said = {"capacity": capacity, "case": case, "matter": matter}
    content: Json = {**said, **({"purpose": purpose} if purpose else {})}
    return Line(how, officer, content)


def query(
    asker: Reader, officer: str, why: tuple[str, str], lists: Sequence[str], asked: tuple[int, str], found: int
) -> Line:
    """The line of a screening query, never the name asked. ``why``: purpose and case or checkpoint reference;
    ``asked``: how many names, and the salted digest of the query, whose salt only the asker has."""
    said = {"capacity": asker.capacity, "purpose": why[0], "reference": why[1]}
    content: Json = {**said, "digest": asked[1], "found": found, "lists": list(lists), "names": asked[0]}
    return Line("query", officer, content)


def sign_in(officer: str, way: str) -> Line:
    """The line of whoever was let in, and by which way; the address from which he came stands nowhere."""
    return Line("sign_in", officer, {"way": way})


def sign_in_refused(officer: str, way: str, code: str) -> Line:
    """The line of whoever was not let in. ``officer``: who it was, where that was proven; never what was typed."""
    return Line("sign_in_refused", officer, {"code": code, "way": way})


def credential(by: str, what: str, officer: str, **ids: Json) -> Line:
    """The line of what opens desk or API and was made or ended (``what``) for ``officer``, never the secret itself.
    ``by``: the officer who did it; empty for the operator, at the node's own machine."""
    return Line("credential", by, {"officer": officer, "what": what, **ids})


def counted(line: Line, day: str, names: int, most: int) -> Line:
    """``line`` as one that asks for so many names of the Register; refused where there were ``most`` that day."""
    return replace(line, key=usage_key(day, line.officer), names=names, most=most)


def usage_key(day: str, officer: str) -> str:
    """Under which the names are counted that ``officer`` asks of the Register on ``day``."""
    return f"{_USAGE}/{day}/{officer}"


def append(lines: Iterable[Line], now: datetime) -> int:
    """Write ``lines`` durably in one transaction; return the journal's size. Raises Refused (``screen.quota``)."""
    (answer,) = append_groups([tuple(lines)], now)
    if isinstance(answer, Refused):
        raise answer
    return answer


def append_groups(groups: Sequence[Sequence[Line]], now: datetime) -> list[int | Refused]:
    """Write many groups durably in one transaction. Each answer is the journal's size after its group, or why
    nothing of that group was written."""
    time, rows, answers = acts.to_time(now), [], []
    with transaction.atomic():
        cursor = Cursor()
        cursor.execute("SELECT frontier FROM journal_tree WHERE id = 1")
        row = cursor.fetchone()
        frontier = Frontier.from_bytes(bytes(row[0])) if row else Frontier()
        counted: dict[str, int] = {}
        for group in groups:
            refused = _over(cursor, counted, group)
            for line in group if refused is None else ():
                rows.append(_row(line, time, frontier))
            answers.append(refused or frontier.size)
        cursor.executemany(
            'INSERT INTO journal (idx, leaf, time, salt, content, "key", names) VALUES (%s, %s, %s, %s, %s, %s, %s)',
            rows,
        )
        cursor.execute(
            "INSERT INTO journal_tree (id, frontier) VALUES (1, %s)"
            " ON CONFLICT (id) DO UPDATE SET frontier = excluded.frontier",
            [frontier.to_bytes()],
        )
    return answers


def _over(cursor: Cursor, counted: dict[str, int], group: Sequence[Line]) -> Refused | None:
    """Why ``group`` may not be written; else its names are added to what was ``counted`` in this transaction."""
    asked: dict[str, int] = {}
    for line in group:
        if line.most:
            if line.key not in counted:
                counted[line.key] = _names_under(cursor, line.key)
            asked[line.key] = asked.get(line.key, 0) + line.names
            if counted[line.key] + asked[line.key] > line.most:
                return Refused("screen.quota", "law.md D(iv)", limit=line.most, used=counted[line.key])
    for key, names in asked.items():
        counted[key] += names
    return None


def _row(line: Line, time: str, frontier: Frontier) -> tuple[int, bytes, str, bytes, bytes, str | None, int]:
    salt = secrets.token_bytes(canonical.SALT_BYTES)
    content = canonical.dump({"content": line.content, "kind": line.kind, "officer": line.officer, "time": time})
    leaf = hashlib.sha256(salt + content).digest()
    place = frontier.size
    frontier.append(leaf_hash(leaf))
    return place, leaf, time, salt, content, line.key or None, line.names


def _names_under(cursor: Cursor, key: str) -> int:
    cursor.execute('SELECT COALESCE(SUM(names), 0) FROM journal WHERE "key" = %s', [key])
    return int(cursor.fetchone()[0])


def names_asked(day: str, officer: str) -> int:
    """How many names ``officer`` asked of the Register on ``day``."""
    return _names_under(Cursor(), usage_key(day, officer))


@dataclass(frozen=True, slots=True)
class Usage:
    """What one officer asked of the Register on one day."""

    day: str
    officer: str
    queries: int
    names: int


def usage(since: str, until: str) -> list[Usage]:
    """Who asked how much of the Register on each day from ``since`` to ``until``, the last day too."""
    cursor = Cursor()
    cursor.execute(
        'SELECT "key", COUNT(*), SUM(names) FROM journal WHERE "key" >= %s AND "key" < %s'
        ' GROUP BY "key" ORDER BY "key"',
        [f"{_USAGE}/{since}", between(f"{_USAGE}/{until}")[1]],
    )
    rows = [(str(key).split("/", 2), int(calls), int(names)) for key, calls, names in cursor.fetchall()]
    return [Usage(day, officer, calls, names) for (_, day, officer), calls, names in rows]


def between(prefix: str) -> list[str]:
    """Between which two texts every key lies that begins with ``prefix``: from the first, before the second."""
    return [prefix, f"{prefix}\U0010ffff"]


def held(key: str, since: str, *, whole: bool = False) -> list[dict[str, Json]]:
    """The lines of which the key begins with ``key``, or ``whole`` is it, newest first, written at ``since`` or
    after; what was erased is not there."""
    cursor = Cursor()
    condition, values = ('"key" = %s', [key]) if whole else ('"key" >= %s AND "key" < %s', between(key))
    cursor.execute(
        f"SELECT content FROM journal WHERE {condition} AND time >= %s ORDER BY idx DESC",
        [*values, since],
    )
    return [canonical.stored(bytes(content)) for (content,) in cursor.fetchall()]


def erase_under(prefix: str, before: str) -> int:
    """Erase the lines of which the key begins with ``prefix`` and that were written before ``before``; how many."""
    cursor = Cursor()
    cursor.execute(f'{_ERASE} WHERE "key" >= %s AND "key" < %s AND time < %s RETURNING idx', [*between(prefix), before])
    return len(cursor.fetchall())


def erase(index: int) -> None:
    """Delete a line's salt and content; its leaf stays."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"{_ERASE} WHERE idx = %s", [index])


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
