"""Rule 20: public leaves show day, broad kind, audience class and commitment; the participant only where
naming it reveals nothing.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

from comity.bootstrap import PROCEDURES
from comity.demo.cast import Cast, Filed
from tests.asking import rows
from tests.planted import caught

KINDS = frozenset("entry decision databank request council redress keys import erasure".split())
CLASSES = frozenset({"public", "member", "restricted"})


def a_leaf_reveals_no_more(leaf: bytes) -> None:
    shown = json.loads(leaf)
    assert set(shown) == {"audience", "commitment", "day", "kind"}
    assert shown["audience"] in CLASSES
    assert shown["kind"] in KINDS
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", shown["day"])
    assert re.fullmatch(r"[0-9a-f]{64}", shown["commitment"])


def test_leaves_show_four_things(cast: Cast, circulated: Filed) -> None:
    cast.open("IR-1", "IR", "asylum.ask", "asylum", circulated.entry, authority="XB-ASYLUM")
    cast.open("XB-NLO-1", "NLO", "flag.raise", "flag", circulated.entry, ground="R6")
    for (leaf,) in rows("SELECT data FROM leaf"):
        a_leaf_reveals_no_more(bytes(leaf))


def test_a_leaf_with_a_participant_or_an_hour_is_caught(cast: Cast) -> None:
    leaf = json.loads(bytes(rows("SELECT data FROM leaf")[0][0]))
    caught(a_leaf_reveals_no_more, json.dumps({**leaf, "participant": "XA"}).encode())
    caught(a_leaf_reveals_no_more, json.dumps({**leaf, "day": "2026-03-02T09:00:00Z"}).encode())


def test_every_procedure_has_a_broad_kind_and_an_audience_class() -> None:
    assert {p.broad_kind for p in PROCEDURES} <= KINDS
    assert {p.audience for p in PROCEDURES} <= CLASSES
    assert {p.name for p in PROCEDURES if p.audience == "restricted"} == {
        "answer", "asylum", "case", "clearance", "request", "warning",
    }  # fmt: skip


def test_two_equal_acts_have_different_leaves(cast: Cast) -> None:
    leaves = [bytes(row[0]) for row in rows("SELECT data FROM leaf")]
    assert len(set(leaves)) == len(leaves)


def test_nothing_else_is_published(cast: Cast, circulated: Filed, home: Path) -> None:
    cast.node.publish()
    published = b"".join(p.read_bytes() for p in (home / "log").rglob("*") if p.is_file())
    for hidden in (circulated.entry, circulated.version, "XA-NLO-1", "XA-CENTRAL", "EC-CR-1", "version.permit"):
        assert hidden.encode() not in published
    assert b'"kind":"entry"' in published
