"""Acts: heads read back as written, limits before parsing, times and stamps."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta, timezone

import pytest

from comity import acts, canonical
from comity.acts import BodyHead, Door, Head, Link, Stamp
from comity.errors import Refused
from tests.asking import refused

HEAD = Head(
    "a" * 32, "version.submit", "version", "b" * 32, "c" * 32, "XA-NLO-1", "XA-CENTRAL", "NLO", "d" * 32, "e" * 32,
    "2026-03-02T09:00:00Z", {"door": "list.circulate", "n": 1, "yes": True, "list": ["a", {"k": ""}]},
    (Link("on", "f" * 32),), (BodyHead("list.entry/1", "NAMED", ("XB",), ("b" * 32,), ("0" * 64,), ("1" * 64,)),),
)  # fmt: skip


def test_a_head_reads_back_as_written_by_both_readers() -> None:
    assert acts.parse_head(HEAD.to_bytes()) == acts.trusted_head(HEAD.to_bytes()) == HEAD


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("id", "A" * 32), ("id", "a" * 31), ("id", 1), ("matter", ""), ("after", "x"), ("kind", "two words"),
        ("officer", None), ("links", {}), ("links", [{"relation": "on"}]), ("bodies", [{}]), ("terms", []), ("v", 2),
        ("v", "1"), ("terms", {"a": None}), ("terms", {"two words": 1}), ("terms", {"a": [[[[[[1]]]]]]}),
        ("signed_at", "2026-03-02"), ("signed_at", "2026-13-02T09:00:00Z"), ("signed_at", "2026-3-2T9:0:0Z"),
    ],
)  # fmt: skip
def test_a_malformed_head_is_refused_and_never_a_traceback(field: str, value: object) -> None:
    raw = json.loads(HEAD.to_bytes())
    raw[field] = value
    with pytest.raises(Refused):
        acts.parse_head(canonical.dump(raw))
    del raw[field]
    with refused("act.fields"):
        acts.parse_head(canonical.dump(raw))


@pytest.mark.parametrize(
    ("field", "value"),
    [("code", "SECRET"), ("schema", "x"), ("schema", "x/0"), ("about", ["x"]), ("statements", ["x"]),
     ("derived_from", ["A" * 64]), ("recipients", ["a b"])],
)  # fmt: skip
def test_a_malformed_body_head_is_refused(field: str, value: object) -> None:
    raw = json.loads(HEAD.to_bytes())
    raw["bodies"][0][field] = value
    with pytest.raises(Refused):
        acts.parse_head(canonical.dump(raw))


def test_limits_stand_before_parsing() -> None:
    with refused("act.size"):
        acts.parse_head(b"{" * (acts.MAX_HEAD + 1))


def test_a_stamp_reads_back_as_written() -> None:
    for door in (None, Door("list.circulate", "0" * 64, (("a", "b"), ("c",)))):
        stamp = Stamp(7, "2026-03-02T09:00:00Z", "approved", "permitted", "0" * 32, door)
        assert acts.parse_stamp(stamp.to_bytes()) == stamp


def test_time_is_utc_in_whole_seconds() -> None:
    there = datetime(2026, 3, 2, 14, 0, 0, 999_999, tzinfo=timezone(timedelta(hours=5)))
    assert acts.to_time(there) == "2026-03-02T09:00:00Z"
    assert acts.from_time("2026-03-02T09:00:00Z") == datetime(2026, 3, 2, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    "text", ["", "now", "2026-03-02T09:00:00", "2026-03-02T09:00:00+05:00", "2026-02-30T09:00:00Z"]
)
def test_another_time_is_refused(text: str) -> None:
    with refused("act.time"):
        acts.from_time(text)
