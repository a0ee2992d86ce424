"""What the desk of an authority asks the registry for: to prepare what it signs, and to prove what it sent."""

from __future__ import annotations

import json
from typing import Any

import pytest

from comity import acts, canonical
from comity.interchange.dossier import signing
from comity.operations import proving
from tests.asking import rows
from tests.site.api.conftest import Program
from tests.site.api.test_routes import filled
from tests.site.desk.conftest import Served, staged_in


@pytest.fixture(scope="module")
def staged(tmp_path_factory: pytest.TempPathFactory) -> Served:
    return staged_in(tmp_path_factory.mktemp("desk") / "demo")  # acts are committed here; others count what is there


def wanted(served: Served, kind: str = "flag.raise", on: str = "ember-column", **fields: list[str]) -> dict[str, Any]:
    return {"kind": kind, "matter": served.entries[on], "fields": fields}


def test_a_move_is_offered_prepared_signed_elsewhere_and_proven(served: Served) -> None:
    me, stage = Program(served, "XE-NAA-1", "read", "act"), served.stage
    offered = me.get(filled("/entries/{ember-column}/moves", served))[1]["moves"]
    (flag,) = [one for one in offered if one["kind"] == "flag.raise"]
    assert flag["opens"]
    assert "R1" in [one["value"] for one in next(f for f in flag["fields"] if f["name"] == "ground")["options"]]
    code, told = me.post("/moves", wanted(served, ground=["R1"], because=["In writing."]))
    assert code == 200, told
    unsigned = signing.parse(canonical.dump(told["act"]), "act")
    head = acts.parse_head(unsigned.head)
    assert (head.kind, head.terms, head.officer) == ("flag.raise", {"ground": "R1"}, "XE-NAA-1")
    assert not unsigned.officer_signature
    assert rows("SELECT COUNT(*) FROM act WHERE id = %s", head.id)[0][0] == 0
    signed = stage.cast.sign(head, bodies=unsigned.bodies)
    code, receipt = me.post("/acts", {"act": canonical.load(signing.dump(signed))})
    assert code == 200, receipt
    assert me.get(f"/acts/{head.id}/proof")[1]["code"] == "log.unpublished"
    stage.node.publish()
    code, proven = me.get(f"/acts/{head.id}/proof")
    assert code == 200, proven
    whole = {**canonical.load(signing.dump(signed)), "stamp": proven["stamp"]}
    known = me.get("/node")[1]
    verified = proving.verify(proven["proof"].encode(), known["vkey"], json.dumps(whole).encode())
    assert (verified.act, verified.index) == (head.id, receipt["index"])
    assert (known["officer_key"], known["seal_key"]) == (head.officer_key, head.seal_key)
    assert Program(served, "XA-NAA-1").get(f"/acts/{head.id}/proof")[1]["code"] == "api.act"


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"fields": {"officer": ["XA-NLO-1"]}}, "desk_acting.field"),
        ({"fields": {"stage": ["sign"], "ground": ["R1"]}}, "desk_acting.field"),
        ({"fields": {"ground": ["R1", "R2"]}}, "desk_acting.field"),
        ({"fields": {"ground": ["R99"]}}, "entry.choice"),
        ({"fields": {"ground": "R1"}}, "api.form"),
        ({"kind": "entry.withdraw", "fields": {"reason": ["other"]}}, "actor.claimant_only"),
        ({"matter": "0" * 32}, "act.unknown_matter"),
        ({"officer": "XA-NLO-1"}, "api.form"),
    ],
)
def test_what_is_not_open_or_not_asked_is_not_prepared(served: Served, more: dict[str, Any], code: str) -> None:
    me = Program(served, "XC-NAA-1", "act")
    assert me.post("/moves", {**wanted(served, ground=["R1"]), **more})[1]["code"] == code
    assert Program(served, "XC-NAA-1", "read").post("/moves", wanted(served))[1]["code"] == "api.scope"
