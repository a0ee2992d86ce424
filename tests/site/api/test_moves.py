"""Acting by programs: the moves of the desk, prepared here and signed elsewhere."""

from __future__ import annotations

import json
from typing import Any

import pytest

from comity import acts, canonical
from comity.demo.cast import Cast
from comity.interchange.dossier import signing
from tests.asking import rows
from tests.site.api.conftest import Program
from tests.site.desk.conftest import Served

FLAG = {"kind": "flag.raise", "fields": {"ground": ["R1"]}}


def signed(cast: Cast, act: dict[str, Any]) -> dict[str, Any]:
    """``act`` with the signatures of the officer and the authority that it names."""
    parsed = signing.parse(canonical.dump(act), "act")
    told: dict[str, Any] = json.loads(signing.dump(cast.sign(acts.parse_head(parsed.head), parsed.bodies)))
    return told


def test_a_move_is_chosen_prepared_signed_elsewhere_and_committed(served: Served) -> None:
    me, entry = Program(served, "XE-NAA-1", "read", "act"), served.entries["salt-brigade"]
    moves = {one["kind"]: one for one in me.get(f"/entries/{entry}/moves")[1]["moves"]}
    (ground,) = [one for one in moves["flag.raise"]["fields"] if one["name"] == "ground"]
    assert (ground["kind"], ground["required"]) == ("select", True)
    assert "R1" in {one["value"] for one in ground["options"]}
    before = rows("SELECT COUNT(*) FROM act")[0][0]
    code, prepared = me.post("/moves", {**FLAG, "matter": moves["flag.raise"]["matter"]})
    assert code == 200, prepared
    assert rows("SELECT COUNT(*) FROM act")[0][0] == before
    assert prepared["words"]
    assert not prepared["act"]["officer_signature"]
    assert me.post("/acts", {"act": prepared["act"]})[0] in (400, 403)
    code, receipt = me.post("/acts", {"act": signed(served.stage.cast, prepared["act"])})
    assert code == 200, receipt
    assert rows("SELECT COUNT(*) FROM act")[0][0] == before + 1


def test_words_of_a_move_are_said_in_the_language_that_is_asked_for(served: Served) -> None:
    me, body = Program(served, "XC-NAA-1", "act"), {**FLAG, "matter": served.entries["ember-column"]}
    said = {lang: me.post("/moves", body, accept_language=lang)[1]["words"] for lang in ("en", "ru", "zh")}
    assert len(set(said.values())) == 3


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"fields": {"ground": ["R1"], "officer": ["XB-NAA-1"]}}, "desk_acting.field"),
        ({"fields": {"ground": ["R1", "R2"]}}, "desk_acting.field"),
        ({"fields": {"ground": ["because I say so"]}}, "entry.choice"),
        ({"fields": {"ground": "R1"}}, "api.form"),
        ({"officer": "XB-NAA-1"}, "api.form"),
        ({"kind": "flag.nothing"}, None),
    ],
)
def test_a_field_that_the_move_has_not_reaches_no_act(served: Served, more: dict[str, Any], code: str | None) -> None:
    me = Program(served, "XC-NAA-1", "act")
    status, said = me.post("/moves", {**FLAG, "matter": served.entries["ember-column"], **more})
    assert status >= 400
    assert code is None or said["code"] == code


def test_an_entry_that_is_not_for_one_has_no_moves_like_one_that_is_not_there(
    served: Served, confidential: str
) -> None:
    me = Program(served, "XA-NLO-1", "read", "act")
    assert me.get(f"/entries/{confidential}/moves") == me.get(f"/entries/{'0' * 32}/moves")
    there, nowhere = (me.post("/moves", {**FLAG, "matter": one}) for one in (confidential, "0" * 32))
    assert there == nowhere


def test_a_proposal_stands_on_the_desks_of_the_council_alone(served: Served) -> None:
    entry = served.entries["ember-column"]
    proposal = served.stage.cast.open("XA-CM-1", "CM", "proposal.open", "proposal", entry)
    (mine,) = Program(served, "XB-CM-1").get("/desk")[1]["proposals"]
    assert (mine["address"], mine["position"]) == (f"/act/council.position/{proposal}", "")
    assert mine["entry"]["id"] == entry
    for officer in ("XB-NLO-1", "EC-ECA-1", "EC-CR-1", "IR-1", "AU-1"):
        assert proposal not in json.dumps(Program(served, officer).get("/desk")[1])
