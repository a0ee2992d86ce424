"""A section that went out as JSON is read back as what it was."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from comity.databank import as_json
from comity.databank.face import FileFace, Section
from comity.databank.told import Told
from comity.provenance import Standing

ONE = Told(
    file="1" * 32,
    contribution="2" * 32,
    owner="XA",
    schema="organisation/1",
    property="names",
    value={"name": "Ember Column", "lang": "en"},
    standing=Standing.ASSESSED,
    grade="B2",
    source="note 4",
    commitment="3" * 64,
    rests_on=("4" * 64,),
    index=7,
    time="2026-03-02T09:00:00Z",
    code="NAMED",
    recipients=("XB",),
    conditions=("purpose_only",),
    kept_until="2027-03-02",
)


def out_and_in(shown: Section) -> Section:
    face = FileFace("1" * 32, (), (), (shown,), ())
    said: Any = json.loads(json.dumps(as_json.face(face, [], "en")))
    return as_json.section(shown.property, said["sections"][shown.property])


def test_what_goes_out_comes_back_but_for_what_is_not_said() -> None:
    two = replace(ONE, owner="XB", commitment="5" * 64, standing=Standing.ALLEGED, value="word", recipients=())
    shown = Section("names", (ONE, two), frozenset({two.commitment}))
    unsaid = {"file": "", "schema": "", "time": ""}
    expected = tuple(replace(one, index=number, **unsaid) for number, one in enumerate(shown.told))
    assert out_and_in(shown) == Section("names", expected, shown.differ)


@pytest.mark.parametrize("wrong", [{}, {"standing": "known"}, {"rests_on": 7}])
def test_what_is_no_statement_is_not_read(wrong: dict[str, Any]) -> None:
    said: Any = {**as_json.told(ONE), "differs": False, **wrong} if wrong else {}
    with pytest.raises((KeyError, TypeError, ValueError)):
        as_json.section("names", [said])
