"""What the desk of an authority asks the registry for: to prepare what it signs, and to prove what it sent."""

from __future__ import annotations

import base64
import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from comity import acts, canonical
from comity.entries.doors import Closed
from comity.interchange.dossier import examples, signing
from comity.operations import proving
from comity.participants import Capacity
from comity.qualification import sentences
from comity.qualification.floor import FLOOR
from comity.qualification.gates import Decision, Finding
from comity.qualification.rulebook import Outcome
from comity.qualification.vocabulary import Door, HumanGate
from comity.translog.checkpoint import check_growth, parse_checkpoint
from comity.translog.errors import TranslogError
from comity.translog.note import parse_note
from tests.asking import rows
from tests.site.api.conftest import Program
from tests.site.api.test_routes import filled
from tests.site.desk.conftest import Served, staged_in
from tests.site.desk.test_reviewing import submitted


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


def test_a_door_that_does_not_open_says_what_held_it(served: Served, tmp_path: Path) -> None:
    """With provision, evidence and what to do next, in the language that is asked for."""
    stage, reviewer = served.stage, "EC-CR-1"
    folder = examples.materialise("ember-column", tmp_path / "ember", stage.clock().date())
    _, version, decisions = submitted(stage.cast, folder)
    approval = ["national_ban_shown_to_members"]
    _acts(Program(served, "XA-NAA-1", "act"), served, "version.approve", version, effects=approval, words=["As said."])
    for decision in decisions:
        assert _acts(Program(served, reviewer, "act"), served, "decision.authenticate", decision)[0] == 200
    me, attests = Program(served, reviewer, "act"), [str(one.value) for one in HumanGate]
    fields = {"attests": attests[1:]}
    code, said = me.post("/moves", {"kind": "version.permit", "matter": version, "fields": fields})
    assert code == 200, said
    code, problem = me.post("/acts", {"act": _signed(served, said["act"])}, Accept_Language="ru")
    assert (code, problem["code"], bool(problem["provision"])) == (400, "act.door", True)
    assert {one["gate"] for one in problem["findings"]} == {int(attests[0])}
    (first, *_) = problem["findings"]
    assert first["outcome"] in ("refuse", "undetermined")
    assert first["provision"]
    assert first["title"] == sentences.title(first["gate"], "ru")
    assert first["title"] != sentences.title(first["gate"], "en")
    assert len(first["words"]) > 40


def _acts(me: Program, served: Served, kind: str, matter: str, **fields: list[str]) -> tuple[int, Any]:
    code, told = me.post("/moves", {"kind": kind, "matter": matter, "fields": fields})
    assert code == 200, told
    return me.post("/acts", {"act": _signed(served, told["act"])})


def _signed(served: Served, act: Any) -> Any:
    unsigned = signing.parse(canonical.dump(act), "act")
    signed = served.stage.cast.sign(acts.parse_head(unsigned.head), bodies=unsigned.bodies)
    return canonical.load(signing.dump(signed))


@pytest.mark.parametrize(("capacity", "seen"), [("NLO", {32}), ("NAA", {32}), ("CR", {19, 32}), ("IR", {19, 32})])
def test_the_blind_gates_are_told_to_reviewers_alone(capacity: str, seen: set[int]) -> None:
    rules = {rule.gate: rule for rule in FLOOR if rule.gate in (19, 32)}
    found = tuple(Finding(rules[gate], Outcome.REFUSE, {}) for gate in (19, 32))
    closed = Closed(Decision(Door.LIST_CIRCULATE, Outcome.REFUSE, found, "0" * 64), "list.circulate")
    assert {one.gate for one in closed.shown_to(Capacity(capacity))} == seen


def test_the_log_proves_that_it_still_begins_with_what_was_kept(served: Served) -> None:
    anyone, node = Program(served), served.stage.node
    node.publish()
    old = parse_checkpoint(parse_note(anyone.get("/log")[1]["note"].encode()).text)
    me = Program(served, "XD-NAA-1", "act")
    assert _acts(me, served, "flag.raise", served.entries["ember-column"], ground=["R1"])[0] == 200
    node.publish()
    code, told = anyone.get(f"/log/{old.size}/growth")
    assert code == 200, told
    new = parse_checkpoint(parse_note(told["note"].encode()).text)
    assert new.size > old.size
    proof = [base64.b64decode(one) for one in told["proof"]]
    check_growth(old, new, proof)
    with pytest.raises(TranslogError):
        check_growth(replace(old, root=bytes(32)), new, proof)
    assert anyone.get(f"/log/{new.size}/growth")[1]["proof"] == []
    assert anyone.get(f"/log/{new.size + 1}/growth")[1]["code"] == "log.no_act"


def test_a_dossier_that_nobody_submitted_is_weighed_on_the_record(served: Served, tmp_path: Path) -> None:
    stage, me = served.stage, Program(served, "XA-NLO-1", "act")
    folder = examples.materialise("ember-column", tmp_path / "ember", stage.clock().date())
    text, names = (folder / "dossier.yaml").read_text("utf-8"), [one.name for one in (folder / "documents").iterdir()]
    before = rows("SELECT COUNT(*) FROM act")[0][0], rows("SELECT COUNT(*) FROM draft")[0][0]

    def asked(program: Program, said: str) -> Any:
        code, told = program.post("/dossiers/findings", {"text": said, "documents": names})
        assert code == 200, told
        return told

    def codes(said: str, officer: str = "XA-NLO-1") -> list[str]:
        return [one["code"] for one in asked(Program(served, officer, "act"), said)["faults"]]

    whole = asked(me, text)
    assert (whole["faults"], whole["refused"]) == ([], [])
    awaited = {one["gate"] for one in whole["awaited"]}
    assert {2, 3, 28} <= awaited
    assert 1 not in awaited, "that the authority was notified is on record"
    late = asked(me, re.sub(r"sunset: .*", "sunset: 2099-01-01", text))
    assert [(one["gate"], bool(one["provision"])) for one in late["refused"]] == [(32, True)]
    assert codes("kind: list") != []
    assert codes(text, "XB-NLO-1") == ["desk_acting.other_state"]
    for named, said in (("0" * 32, "act.unknown_matter"), (served.entries["melvik"], "actor.claimant_only")):
        assert codes(text.replace("kind: list", f"kind: list\nrenews: {named}", 1)) == [said]
    recorded = text.replace("    state: XA\n", f"    state: XA\n    recorded_as: {served.entries['ember-column']}\n", 1)
    assert codes(recorded) == ["act.unknown_matter"]
    assert before == (rows("SELECT COUNT(*) FROM act")[0][0], rows("SELECT COUNT(*) FROM draft")[0][0])
