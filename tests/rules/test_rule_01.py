"""Rule 1: an act has a head (ids, enums, digests, signing time; never free text), bodies and a stamp.

Officer and authority sign the head; the leaf commits to head, signatures and stamp.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from comity import acts, keys
from comity.demo.cast import Cast
from tests.asking import refused, rows
from tests.planted import caught


@pytest.mark.parametrize("text", ["a name with spaces", "Имя", "", "x" * 129, "дело № 7"])
def test_no_text_fits_into_a_head(cast: Cast, text: str) -> None:
    head = cast.head("XA-NLO-1", "NLO", "entry.claim", "list.entry", cast.new_id(), {"note": [{"deep": text}]})
    if text == "":
        assert acts.parse_head(head.to_bytes()).terms["note"] == [{"deep": ""}]
        return
    with refused("act.text_in_head"):
        acts.parse_head(head.to_bytes())
    with refused("act.fields"):
        acts.parse_head(replace(head, officer=text, terms={}).to_bytes())


def test_both_signatures_stand_over_the_head_and_no_other_bytes(cast: Cast) -> None:
    head = cast.head("XA-NLO-1", "NLO", "entry.claim", "list.entry", cast.new_id())
    good = cast.sign(head)
    other = cast.sign(replace(head, id=cast.new_id()))
    for bad in (
        replace(good, officer_signature=other.officer_signature),
        replace(good, seal_signature=other.seal_signature),
        replace(good, officer_signature=good.seal_signature),
        replace(good, seal_signature=good.officer_signature),
    ):
        with refused("act.signature"):
            cast.node.submit(bad)
    cast.node.submit(good)
    assert keys.verify(cast.officers["XA-NLO-1"].public_key, good.officer_signature, acts.signing_bytes(good.head))


def the_leaf_commits_to(head: bytes, officer: bytes, seal: bytes, stamp: bytes, leaf: bytes) -> None:
    parts = [head, officer, seal, stamp]
    assert acts.fits_leaf(*parts, leaf)
    for n, part in enumerate(parts):
        changed = [*parts[:n], part[:-1] + bytes([part[-1] ^ 1]), *parts[n + 1 :]]
        assert not acts.fits_leaf(*changed, leaf)
    assert not acts.fits_leaf(officer, head, seal, stamp, leaf)


def test_the_leaf_commits_to_head_signatures_and_stamp(cast: Cast) -> None:
    (row,) = rows(
        "SELECT head, officer_signature, seal_signature, stamp, data FROM act JOIN leaf ON leaf.idx = act.idx"
        " WHERE act.idx = 1"
    )
    head, officer, seal, stamp, leaf = (bytes(part) for part in row)
    the_leaf_commits_to(head, officer, seal, stamp, leaf)
    stray = acts.leaf(head, officer, b"", stamp, {"day": "2026-03-02"})
    caught(the_leaf_commits_to, head, officer, seal, stamp, stray)
