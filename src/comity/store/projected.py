"""Whether the rows that readers are answered from say what heads and statements say.

Who may see a body is one join over ``body`` and ``audience``, what an erasure takes one over
``about`` and ``derived``: a row slipped in or out there changes an answer and leaves the log whole.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Any, Final

from django.db import connection

from comity import acts
from comity.provenance import Opened
from comity.store import names
from comity.store.documents import attachment, place_of

_SHOWN: Final = 5
_BODIES: Final = 'SELECT act, "position", id, schema, code, owner, matter, conditions, kept_until FROM body'
Held = dict[int, list[str]]


def differences() -> list[str]:
    """Each act, body and attachment whose rows differ from what was signed; empty when all is well."""
    bodies = {
        (row[0], row[1]): row[2:]
        for row in _rows('SELECT act, "position", id, schema, code, owner, matter, conditions, kept_until FROM body')
    }
    about, derived, audience = _held("about", "matter"), _held("derived", "commitment"), _held("audience", "recipient")
    found: list[str] = []
    for index, name, kind, matter, participant, data in _rows(
        "SELECT idx, id, kind, matter, participant, head FROM act ORDER BY idx"
    ):
        head = acts.trusted_head(bytes(data))
        if (name, kind, matter) != (head.id, head.kind, head.matter):
            found.append(f"act {index}")
        for position, body in enumerate(head.bodies):
            row = bodies.pop((index, position), None)
            number = int(row[0]) if row else -1
            said = (body.schema, body.code, participant, matter, " ".join(body.conditions), body.kept_until)
            is_whole = row is not None and tuple(row[1:]) == said
            named = (about.pop(number, []), derived.pop(number, []), audience.pop(number, []))
            if not is_whole or named != tuple(map(sorted, (body.about, body.derived_from, body.recipients))):
                found.append(f"body {position} of act {index}")
    strays = {*about, *derived, *audience}
    if bodies or strays:
        found.append(f"{len(bodies) + len(strays)} bodies that no act promised")
    return [*found[:_SHOWN], *_contents()]


def _contents() -> list[str]:
    """The names by which namesakes are found, and the documents, against the statements that are held."""
    keys, files = _held("name", "key"), {row[0]: row[1:] for row in _rows("SELECT digest, body, path, size FROM blob")}
    expected: defaultdict[int, list[str]] = defaultdict(list)
    found: list[str] = []
    for body, schema, salt, content in _rows(
        "SELECT s.body, b.schema, s.salt, s.content FROM statement s JOIN body b ON b.id = s.body"
    ):
        raw = bytes(content)
        if schema.endswith(".entry/1"):
            expected[body] += names.keys_of(schema, Opened(bytes(salt), raw))
        promised = attachment(raw)
        if promised is not None:
            place = (body, place_of(promised.digest), promised.size)
            if tuple(files.pop(promised.digest, ())) != place:
                found.append(f"attachment {promised.digest[:12]}")
    found += [f"attachment {digest[:12]}" for digest in files]
    wrong = [body for body in expected.keys() | keys.keys() if sorted(expected[body]) != keys.get(body, [])]
    return [*found[:_SHOWN], *(f"names of body {body}" for body in sorted(wrong)[:_SHOWN])]


def _held(table: str, column: str) -> Held:
    found: Held = {}
    for body, value in _rows(f"SELECT body, {column} FROM {table} ORDER BY {column}"):
        found.setdefault(body, []).append(value)
    return found


def _rows(sql: str) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return list(cursor.fetchall())
