"""A warning is told anew for a longer time, with reasons; the first telling ends when it said it would."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from comity.demo.cast import Cast, StoryClock
from comity.entries.acting import Prepared
from comity.errors import Refused
from comity.information import extending
from tests import telling
from tests.asking import refused, rows


def warned(cast: Cast) -> str:
    matter = cast.new_id()
    bodies, opened = telling.body(cast, telling.warning(cast, "XA-NAA-1", "XB-CENTRAL"), (matter,))
    head = cast.head("XA-NAA-1", "NAA", "danger.warn", "warning", matter, {"attests": [13, 43]}, (), bodies)
    cast.node.submit(cast.sign(head, opened))
    return matter


def prepared(cast: Cast, matter: str, until: str) -> Prepared:
    head = cast.head(
        "XA-NAA-1", "NAA", "danger.extend", "warning", matter, {"attests": [13, 43]}, after=cast.matter(matter).last.act
    )
    bodies, opened = cast._reasons("XA-NAA-1", "The van was not found.", matter, ())
    plain = Prepared(replace(head, bodies=bodies), b"", opened, {})
    with cast.node.reading() as unit:
        told = unit.opened(matter)[-1]
    return extending.extended(plain, told, until, cast.random_bytes)


def test_the_same_words_stand_under_a_new_term(cast: Cast, clock: StoryClock) -> None:
    matter = warned(cast)
    first = cast.node.clock().date() + timedelta(days=90)
    clock.pass_time(hours=23)
    later = cast.node.clock().date() + timedelta(days=90)
    made = prepared(cast, matter, later.isoformat())
    cast.node.submit(cast.sign(made.head, made.bodies))
    terms = {row[0][:10] for row in rows("SELECT kept_until FROM body WHERE matter = %s", matter) if row[0]}
    assert terms == {first.isoformat(), later.isoformat()}
    with cast.node.reading() as unit:
        one, other = (held for body, held in unit.opened(matter) if body.schema == "assistance.warning/1")
    assert len(one) == len(other)
    assert [a != b for a, b in zip(one, other, strict=True)].count(True) == 1  # the term, and nothing else


def test_a_longer_term_than_ninety_days_is_refused_by_gate_34(cast: Cast) -> None:
    matter = warned(cast)
    made = prepared(cast, matter, (cast.node.clock().date() + timedelta(days=91)).isoformat())
    with refused("act.door") as refusal:
        cast.node.submit(cast.sign(made.head, made.bodies))
    assert refusal().refusal.evidence["gates"] == ["34"]


def test_what_is_no_day_is_refused(cast: Cast) -> None:
    with pytest.raises(Refused, match="2026-02-30"):
        prepared(cast, warned(cast), "2026-02-30")
