"""Names asked by programs: the rules of the desk, and a name in no address, record or refusal."""

from __future__ import annotations

import json
from typing import Any

import pytest

from comity.site.answers import checking
from tests.site.api.conftest import Program
from tests.site.desk.conftest import Served

CANARY = "Orsolin Vadrekke Canarygate"
MELVIK = "يوستينا ملفيك"
BORDER = {"purpose": "border", "reference": "crossing-7/2026-11"}
LISTED = "Лива аль-Мильх аль-Асвад"


def ask(served: Served, officer: str, *names: str, **more: Any) -> tuple[int, Any]:
    return Program(served, officer, "screen").post("/search", {"names": list(names), **more})


def test_a_name_is_answered_with_reasons_and_what_was_searched(served: Served) -> None:
    code, said = ask(served, "XC-NLO-1", LISTED, CANARY)
    assert code == 200
    found, nothing = said["answers"]
    assert found["name"] == LISTED
    assert found["hits"][0]["entry"]["entry"] == served.entries["salt-brigade"]
    assert found["hits"][0]["taken"]
    assert (nothing["total"], nothing["hits"]) == (0, [])
    assert "list" in {one["name"] for one in said["searched"]}
    assert said["threshold"] == 70


def test_the_register_is_for_a_checker_with_a_purpose_and_costs_his_quota(served: Served) -> None:
    me = Program(served, "XA-CK-1", "screen")
    before = me.get("/search")[1]
    assert before["purposes"] == ["border", "identity", "surrender"]
    code, said = me.post("/search", {"names": [MELVIK], "datasets": ["list"], "register": BORDER})
    assert (code, "Юстина Мельвик" in json.dumps(said, ensure_ascii=False)) == (200, True)
    assert said["answers"][0]["hits"][0]["id"] == served.entries["melvik"]
    assert me.get("/search")[1]["left"] == before["left"] - 1
    assert me.post("/search", {"names": ["Justina Melvik"]})[1]["answers"][0]["total"] == 0


@pytest.mark.parametrize("officer", ["XA-NLO-1", "XA-NAA-1", "EC-ECA-1", "EC-CR-1", "XA-CM-1", "AU-1", "XB-AA-1"])
def test_nobody_else_asks_the_register(served: Served, officer: str) -> None:
    for forced in ({"register": BORDER}, {"datasets": ["register"]}):
        code, said = ask(served, officer, MELVIK, **forced)
        assert (code, said["code"]) == (403, "screen.capacity")
    assert Program(served, officer, "screen").get("/search")[1]["purposes"] == []
    assert ask(served, officer, "Justina Melvik")[1]["answers"][0]["total"] == 0


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"names": ["ab"]}, "screen.short"),
        ({"names": ["abcd"], "offset": 101}, "screen.offset"),
        ({"names": ["abcd"], "offset": "1"}, "api.form"),
        ({"names": ["abcd"], "datasets": ["nowhere"]}, "screen.dataset"),
        ({"names": ["abcd"], "as_of": "yesterday"}, "face.day"),
        ({"names": ["abcd"], "kind": "ship"}, "api.form"),
        ({"names": []}, "api.form"),
        ({"names": [f"Zelmira {n}" for n in range(101)]}, "api.form"),
        ({"names": ["abcd"], "nationality": "XA"}, "screen.filter"),
        ({"names": ["abcd"], "Religion": "any"}, "screen.filter"),
        ({"names": ["abcd"], "limit": 1000}, "api.form"),
        ({"names": ["abcd"], "register": {"purpose": "border"}}, "api.form"),
        ({"names": ["abcd"], "register": {"purpose": "border", "reference": ""}}, "screen.case"),
    ],
)
def test_what_may_not_be_asked_is_refused(served: Served, body: dict[str, Any], code: str) -> None:
    status, said = Program(served, "XA-CK-1", "screen").post("/search", body)
    assert (status >= 400, said["code"]) == (True, code)


def test_a_name_asked_is_kept_nowhere(served: Served) -> None:
    me = Program(served, "XA-CK-1", "screen", "read")
    for more in ({}, {"register": BORDER}):
        assert me.post("/search", {"names": [CANARY], **more})[0] == 200
    assert "Canarygate" not in json.dumps(me.post("/search", {"names": [CANARY], "datasets": ["nowhere"]})[1])
    for officer in ("XA-CK-1", "XA-NLO-1"):
        assert "Canarygate" not in json.dumps(Program(served, officer, "read").get("/matches")[1])
    for file in served.stage.home.rglob("*"):
        if file.is_file():
            assert b"Canarygate" not in file.read_bytes(), file


def test_a_false_match_is_cleared_for_ones_authority_alone(served: Served) -> None:
    me, entry = Program(served, "XB-NLO-1", "read", "screen"), served.entries["ember-column"]
    said = {"name": "Колонна Тлеющих Углей", "dataset": "list", "subject": entry}
    code, made = me.post("/matches", {**said, "decision": "false_positive", "ground": "claimant"})
    assert (code, made["decision"]) == (200, "false_positive")
    assert "Колонна" not in json.dumps(me.get("/matches")[1], ensure_ascii=False)
    assert me.get("/matches")[1]["decisions"][0]["subject"] == entry
    answer = me.post("/search", {"names": [said["name"]]})[1]["answers"][0]
    assert (answer["total"], len(answer["cleared"])) == (0, 1)
    assert ask(served, "XC-NLO-1", said["name"])[1]["answers"][0]["cleared"] == []
    assert entry not in json.dumps(Program(served, "XC-NLO-1").get("/matches")[1])


def test_a_match_that_was_not_found_is_not_decided(served: Served) -> None:
    me = Program(served, "XB-NLO-1", "screen")
    said = {"decision": "true_match", "ground": "birth", "dataset": "list", "name": CANARY}
    there = me.post("/matches", {**said, "subject": served.entries["ember-column"]})
    nowhere = me.post("/matches", {**said, "subject": "0" * 32})
    assert there == nowhere
    assert (there[0], there[1]["code"]) == (404, "screen.no_match")


def test_a_receipt_is_genuine_and_opens_to_its_name_alone(served: Served) -> None:
    said = ask(served, "XA-CK-1", CANARY, receipt=True)[1]
    receipt, salt = said["receipt"], said["salt"]
    assert "Canarygate" not in receipt
    anyone = Program(served)
    code, good = anyone.post("/receipts", {"receipt": receipt, "name": CANARY, "salt": salt})
    assert (code, good["fits"], good["found"]) == (200, True, 0)
    assert anyone.post("/receipts", {"receipt": receipt})[1]["fits"] is None
    assert anyone.post("/receipts", {"receipt": receipt, "name": "Somebody Else", "salt": salt})[0] == 409
    changed = anyone.post("/receipts", {"receipt": receipt.replace('"found":0', '"found":1')})
    assert changed[1]["code"] == "screen.receipt"


def test_where_no_key_lies_there_is_no_receipt(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checking, "signer", lambda registry: None)
    assert ask(served, "XA-CK-1", CANARY, receipt=True)[1]["code"] == "screen.no_key"


def test_a_state_sees_its_own_officers_use_and_the_auditor_all(served: Served) -> None:
    ask(served, "XA-CK-1", MELVIK, register=BORDER)
    seen = {who: Program(served, who).get("/usage")[1]["rows"] for who in ("XA-NLO-1", "AU-1", "XB-NLO-1")}
    officers = {who: {row["officer"] for row in found} for who, found in seen.items()}
    assert "XA-CK-1" in officers["XA-NLO-1"] & officers["AU-1"]
    assert "XA-CK-1" not in officers["XB-NLO-1"]
    assert Program(served, "AU-1").get("/usage?since=2001-01-01&until=2001-01-02")[1]["rows"] == []
