"""After an erasure no byte of it is found in the raw files under the home (design, rule 19)."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from django.db import connection

from comity.demo.cast import Cast, Filed
from comity.store import database
from tests.stories import conftest
from tests.stories.conftest import dossier

plain_cast, circulated, clock, home = conftest.cast, conftest.circulated, conftest.clock, conftest.home
PIECE = 12  # bytes in a row that would be recognised


@pytest.fixture
def cast(plain_cast: Cast) -> Cast:
    """The cast, with salts that occur nowhere by chance."""
    plain_cast.random_bytes = random.Random(3).randbytes
    return plain_cast


def secrets(filed: Filed) -> dict[str, bytes]:
    """What was said of the entry and its decisions: each statement's value and salt, and each document."""
    matters = [filed.entry, filed.version, *filed.decisions.values()]
    marks = ", ".join("%s" for _ in matters)
    found: dict[str, bytes] = {}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT s.commitment, s.salt, s.content FROM statement s JOIN body b ON b.id = s.body"
            f" WHERE b.matter IN ({marks})",
            matters,
        )
        for commitment, salt, content in cursor.fetchall():
            found[f"{commitment} salt"] = bytes(salt)
            value = bytes(content).partition(b'"value":')[2]
            if len(value) > 2 * PIECE:
                found[f"{commitment} value"] = value
    for path in (dossier("ember-column") / "documents").iterdir():
        found[path.name] = path.read_bytes()
    return found


def traces(home: Path, said: dict[str, bytes]) -> list[str]:
    """Every file under ``home`` that holds a piece of what was said, and which piece."""
    with connection.cursor() as cursor:  # words of closed lists stand in heads too, and stay (rule 1)
        cursor.execute("SELECT head FROM act")
        heads = b"\n".join(bytes(head) for (head,) in cursor.fetchall())
    texts = sorted((home / "texts").iterdir())  # the demonstration's profile names invented courts and subjects
    pieces = {
        name: [content[low : low + PIECE] for low in range(0, max(1, len(content) - PIECE), 40)]
        for name, content in said.items()
    }
    pieces = {name: [piece for piece in some if piece not in heads] for name, some in pieces.items()}
    found = []
    for path in sorted(one for one in home.rglob("*") if one.is_file() and one not in texts):
        raw = path.read_bytes()
        found.extend(f"{path.name}: {name}" for name, some in pieces.items() if any(piece in raw for piece in some))
    return found


def erase(cast: Cast, filed: Filed) -> None:
    cast.open("IR-1", "IR", "erasure.declare", "erasure", filed.entry, reason="data_error")


def test_no_byte_is_left_after_an_erasure(cast: Cast, circulated: Filed) -> None:
    said = secrets(circulated)
    home = cast.node.located.home
    cast.node.publish()
    assert len({one.split(": ")[1] for one in traces(home, said)}) == len(said)
    erase(cast, circulated)
    cast.node.publish()
    assert traces(home, said) == []
    database.close()
    assert traces(home, said) == []


def test_what_another_entry_says_stays(cast: Cast, circulated: Filed) -> None:
    other = cast.file(dossier("ember-column"), "XA-NLO-1", "XA-NAA-1")
    salts = {name: value for name, value in secrets(other).items() if name.endswith("salt")}
    gone = {name: value for name, value in secrets(circulated).items() if name.endswith("salt")}
    erase(cast, circulated)
    home = cast.node.located.home
    assert traces(home, gone) == []
    assert len({one.split(": ")[1] for one in traces(home, salts)}) == len(salts)


def test_a_planted_leak_is_found(cast: Cast, circulated: Filed) -> None:
    said = secrets(circulated)
    erase(cast, circulated)
    content = next(value for name, value in said.items() if name.endswith("value"))
    for name in ("program.log", "comity.sqlite3-journal"):
        leak = cast.node.located.home / name
        leak.write_bytes(b"\x00" * 5000 + content[:40])
        assert traces(cast.node.located.home, said)
        leak.unlink()
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO journal (idx, leaf, time, salt, content) VALUES (9, '', '', '', %s)", [content])
    assert traces(cast.node.located.home, said)


def test_secure_deletion_alone_would_not_do(cast: Cast, circulated: Filed) -> None:
    """Without the truncating checkpoint the write-ahead log keeps the bytes; the scan sees them."""
    said = secrets(circulated)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM statement")
    assert any("-wal" in one for one in traces(cast.node.located.home, said))
