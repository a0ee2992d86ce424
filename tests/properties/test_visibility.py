"""One visibility function: the truth (``handling.may_read``) and the WHERE clause (``handling.where``) agree on
any row for any reader; so counts, suggestions and exports that use either say the same.
"""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity import handling
from comity.handling import Audience, Reader
from comity.participants import Capacity
from tests.planted import MODEST, caught

STATES = ("XA", "XB", "XC")
CODES = ("PUBLIC", "MEMBER", "NAMED", "EYES_OF_REVIEW")
STEPS = {
    "version": ("submitted", "approved", "returned", "refused", "superseded", "permitted"),
    "decision": ("recorded", "authenticated", "rejected"),
    "flag": ("raised", "lifted"),
    "order": ("ordered", "lifted"),
    "contribution": ("submitted", "told", "withdrawn"),
    "request": ("drafted", "sent", "void"),
    "warning": ("oral", "warned", "ended"),
}
OWN = {"submitted", "withdrawn", "drafted", "void", "ended"}  # of what is told: its author's alone
TIMES = ("", "2026-03-01T00:00:00Z", "2026-03-02T00:00:00Z", "2026-03-03T00:00:00Z")
Where = Callable[[Reader], tuple[str, list[str]]]
_TABLES = """
CREATE TABLE body (id INTEGER, code TEXT, owner TEXT, matter TEXT, kept_until TEXT);
CREATE TABLE matter (id TEXT, procedure TEXT, step TEXT, participant TEXT);
CREATE TABLE audience (body INTEGER, recipient TEXT);
CREATE TABLE link (source TEXT, relation TEXT, target TEXT);
"""


def _rows(chance: random.Random) -> tuple[sqlite3.Connection, dict[int, Audience]]:
    """Random bodies on random matters, and for each what its audience is."""
    database = sqlite3.connect(":memory:")
    database.executescript(_TABLES)
    matters: dict[str, tuple[str, str, str]] = {}
    for n in range(8):
        procedure = chance.choice(sorted(STEPS))
        matters[f"m{n}"] = procedure, chance.choice(STEPS[procedure]), chance.choice((*STATES, "IR"))
    database.executemany("INSERT INTO matter VALUES (?, ?, ?, ?)", [(name, *row) for name, row in matters.items()])
    links = {(chance.choice(sorted(matters)), chance.choice(["rests_on", "on"]), chance.choice(sorted(matters)))
             for _ in range(6)}  # fmt: skip
    database.executemany("INSERT INTO link VALUES (?, ?, ?)", sorted(links))
    audiences: dict[int, Audience] = {}
    for body in range(12):
        code, owner, matter = chance.choice(CODES), chance.choice((*STATES, "EC")), chance.choice(sorted(matters))
        named = frozenset(chance.sample([*STATES, "XA-1", "XB-1"], chance.randrange(3)))
        until = chance.choice(TIMES)
        database.execute("INSERT INTO body VALUES (?, ?, ?, ?, ?)", (body, code, owner, matter, until))
        database.executemany("INSERT INTO audience VALUES (?, ?)", [(body, one) for one in named])
        procedure, step, claimant = matters[matter]
        rested_on = any(
            matters[source][1] == "permitted"
            for source, kind, target in links
            if (kind, target) == ("rests_on", matter)
        )
        circulated = procedure not in ("version", "decision") or step == "permitted" or rested_on
        circulated = circulated and not (procedure in ("contribution", "request", "warning") and step in OWN)
        claims = procedure in ("version", "decision")
        audiences[body] = Audience(code, owner, named, matter, circulated, claimant, claims, until)
    return database, audiences


def _reader(chance: random.Random) -> Reader:
    state = chance.choice((*STATES, ""))
    cases = frozenset(chance.sample([f"m{n}" for n in range(8)], chance.randrange(3)))
    return Reader(
        state,
        f"{state}-1" if state else "",
        chance.choice(["", *Capacity]),
        chance.choice((*STATES, "")),
        chance.random() < 0.7,
        cases,
        chance.choice(TIMES[1:]),
    )


def both_say_the_same(where: Where, seed: int) -> None:
    chance = random.Random(seed)
    database, audiences = _rows(chance)
    for _ in range(12):
        reader = _reader(chance)
        condition, values = where(reader)
        sql = "SELECT b.id FROM body b JOIN matter m ON m.id = b.matter WHERE (" + condition.replace("%s", "?") + ")"
        seen = {row[0] for row in database.execute(sql, values)}
        assert seen == {body for body, audience in audiences.items() if handling.may_read(reader, audience)}, reader
    database.close()


@settings(MODEST, max_examples=80)
@given(st.integers(0, 10**9))
def test_truth_and_clause_agree(seed: int) -> None:
    both_say_the_same(handling.where, seed)


def _many(where: Where) -> None:
    for seed in range(60):
        both_say_the_same(where, seed)


FORGETFUL = {
    "whether it was circulated": ("m.step = 'permitted'", "1 = 1"),
    "the term": ("b.kept_until > %s", "b.kept_until <> %s"),
    "that it was taken back": ("'withdrawn'", "'never'"),
    "the named": ("a.recipient IN (%s, %s)", "'' IN ('', %s, %s)"),
    "the reviewer's sender": ("m.participant NOT IN (%s, '')", "m.participant NOT IN (%s || 'x', '')"),
}
"""What a clause may forget: what stands in it, and what would stand there instead."""


@pytest.mark.parametrize(("told", "forgot"), FORGETFUL.values(), ids=FORGETFUL)
def test_a_clause_that_forgets_is_caught(told: str, forgot: str) -> None:
    def forgetful(reader: Reader) -> tuple[str, list[str]]:
        condition, values = handling.where(reader)
        assert told in condition
        return condition.replace(told, forgot), values

    caught(_many, forgetful)
