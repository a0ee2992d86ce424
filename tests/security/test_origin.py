"""An act counts in the log that it names alone: what was signed for one registry is not replayed in another."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from comity import acts
from comity.demo.cast import Cast
from tests.asking import refused, size


@pytest.mark.parametrize("origin", ["", "demo.example/another-fictional", "demo.example/fictional/"])
def test_an_act_for_another_log_is_refused(cast: Cast, origin: str) -> None:
    """The same officer may have one key in two registries; a claim opens a matter in either."""
    head = cast.head("XA-NLO-1", "NLO", "entry.claim", "list.entry", cast.new_id())
    assert head.origin == "demo.example/fictional"
    before = size()
    with refused("act.fields" if origin.endswith("/") else "act.origin"):
        cast.node.submit(cast.sign(replace(head, origin=origin)))
    assert size() == before
    cast.node.submit(cast.sign(head))


def test_the_origin_is_signed(cast: Cast) -> None:
    head = cast.head("XA-NLO-1", "NLO", "entry.claim", "list.entry", cast.new_id())
    elsewhere = cast.sign(replace(head, origin="demo.example/another-fictional"))
    with refused("act.signature"):
        cast.node.submit(replace(elsewhere, head=head.to_bytes()))


def test_the_founding_names_its_log(cast: Cast) -> None:
    with cast.node.reading() as unit:
        (treaty,) = unit.of_procedure("treaty")
        assert treaty.text("origin") == unit.directory().origin == cast.node.located.config.origin


def test_a_head_of_before_is_still_read() -> None:
    """Old logs fold: their heads name no origin, and none is read into them."""
    head = acts.Head(
        "1" * 32, "entry.claim", "list.entry", "2" * 32, "", "o", "a", "NLO", "3" * 32, "4" * 32,
        "2026-01-01T00:00:00Z",
    )  # fmt: skip
    assert "origin" not in json.loads(head.to_bytes())
    assert acts.parse_head(head.to_bytes()) == acts.trusted_head(head.to_bytes()) == head
    named = replace(head, origin="a.example/log")
    assert acts.parse_head(named.to_bytes()) == acts.trusted_head(named.to_bytes()) == named
