"""Rule 9: bodies name their schema; a pure function lifts each older one; one golden act of every schema
ever released is folded here. Acts live in ``tests/vectors/acts``; a released one is never changed or deleted.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from comity import acts, canonical, matters
from comity.bootstrap import CLAIMS, SCHEMAS, TELLINGS
from comity.demo.cast import Cast
from comity.interchange.dossier import signing
from comity.judiciary.bodies import JudicialDecision
from comity.provenance import Standing, Statement
from comity.qualification import lifting
from tests.asking import reasons, refused
from tests.planted import caught

GOLDEN = sorted((Path(__file__).parents[1] / "vectors" / "acts").glob("*.json"))
MODELS = {model.SCHEMA: model for model in (*CLAIMS.values(), JudicialDecision, *TELLINGS)}


def folds(data: bytes) -> None:
    """The act verifies, folds, and each of its bodies reads in the schema of today."""
    raw = json.loads(data)
    signed = signing.parse(canonical.dump(raw["act"]), "golden")
    stamp = bytes.fromhex(raw["stamp"])
    head = acts.parse_head(signed.head)
    assert acts.fits_leaf(
        signed.head, signed.officer_signature, signed.seal_signature, stamp, bytes.fromhex(raw["leaf"])
    )
    matter = matters.fold(None, head, acts.parse_stamp(stamp), "XA")
    assert matter.step == raw["step"]
    bodies: dict[str, list[Statement]] = {}
    for promised, opened in zip(head.bodies, signed.bodies, strict=True):
        assert [one.commitment for one in opened] == list(promised.statements)
        lifted = lifting.lift(promised.schema, [one.statement for one in opened])
        bodies.setdefault(newest(promised.schema), []).extend(lifted)
    assert raw["schema"] in {body.schema for body in head.bodies}
    for schema, statements in bodies.items():
        if schema in MODELS:
            MODELS[schema].from_statements(statements)
        else:
            assert schema in SCHEMAS


def newest(schema: str) -> str:
    while schema in lifting.LIFTS:
        schema = lifting.successor(schema)
    return schema


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem)
def test_a_golden_act_of_every_schema_folds(path: Path) -> None:
    folds(path.read_bytes())


def test_every_schema_of_today_has_its_golden_act() -> None:
    assert {json.loads(path.read_bytes())["schema"] for path in GOLDEN} >= SCHEMAS


def test_a_golden_act_that_no_longer_reads_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    (path,) = [path for path in GOLDEN if json.loads(path.read_bytes())["schema"] == "list.entry/1"]

    def broken(statements: Sequence[Statement]) -> list[Statement]:
        return [replace(one, property="renamed") for one in statements]

    monkeypatch.setattr(lifting, "LIFTS", {"list.entry/1": broken})
    monkeypatch.setattr(lifting.lift, "__defaults__", (lifting.LIFTS,))
    caught(folds, path.read_bytes())


def test_lifting_goes_through_every_version_in_between() -> None:
    def noted(step: str) -> lifting.Lift:
        return lambda statements: [replace(one, source=f"{one.source}>{step}") for one in statements]

    said = Statement("name", "x", "XA", "1", Standing.ALLEGED, "A1")
    lifts = {"a.b/1": noted("2"), "a.b/2": noted("3")}
    assert lifting.lift("a.b/1", [said], lifts)[0].source == "1>2>3"
    assert lifting.lift("a.b/2", [said], lifts)[0].source == "1>3"
    assert lifting.lift("a.b/3", [said], lifts) == [said]


@pytest.mark.parametrize("schema", ["list.entry/2", "no.such/1"])
def test_a_schema_that_nobody_can_read_is_not_taken_in(cast: Cast, schema: str) -> None:
    matter = cast.new_id()
    bodies, opened = reasons(cast, "XA-NLO-1", "text", matter)
    strange = tuple(replace(body, schema=schema) for body in bodies)
    head = cast.head("XA-NLO-1", "NLO", "entry.claim", "list.entry", matter, bodies=strange)
    with refused("act.schema"):
        cast.node.submit(cast.sign(head, opened))
