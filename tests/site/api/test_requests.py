"""Requests and warnings for programs: to whoever they do not concern, there are none."""

from __future__ import annotations

import json

import pytest

from comity.site.answers import paged
from tests.site.api.conftest import Program
from tests.site.desk.conftest import Served
from tests.site.desk.told import Told

WHY = {"case": "XB-2026/7", "reason": "prosecution"}


def test_a_request_stands_on_both_sides_with_its_clock(served: Served, told: Told) -> None:
    sent = Program(served, "XB-NLO-1").get("/requests?side=sent")[1]["requests"]
    received = Program(served, "EC-ECA-1").get("/requests?side=received")[1]["requests"]
    assert [one["request"] for one in sent] == [one["request"] for one in received] == [told.request]
    assert (sent[0]["asker"], sent[0]["to"], sent[0]["answers"]) == ("XB-CENTRAL", "EC", 1)
    for officer in ("XB-NLO-1", "EC-ECA-1"):
        other = {"XB-NLO-1": "received", "EC-ECA-1": "sent"}[officer]
        assert Program(served, officer).get(f"/requests?side={other}")[1] == {"requests": [], "total": 0, "next": ""}
    for side in ("received", "sent"):
        assert Program(served, "XA-NLO-1").get(f"/requests?side={side}")[1]["total"] == 0


def test_question_and_answer_are_opened_for_a_case(served: Served, told: Told) -> None:
    me, path = Program(served, "XB-NLO-1"), f"/requests/{told.request}"
    code, said = me.get(path)
    assert (code, said["code"]) == (403, "face.case")
    code, opened = me.post(f"{path}/readings", WHY)
    assert code == 200
    assert [one["told"][0]["kind"] for one in opened["parts"]] == ["question", "answer"]
    assert {one["kind"] for one in opened["acts"]} >= {"request.send"}
    assert opened["about"] == [told.organisation]


@pytest.mark.parametrize("kind", ["requests", "warnings"])
def test_another_s_and_none_look_alike(served: Served, told: Told, kind: str) -> None:
    matter = {"requests": told.request, "warnings": told.warning}[kind]
    third = Program(served, "XC-NLO-1")
    for answer in (third.get, lambda path: third.post(f"{path}/readings", WHY)):
        there, nowhere = answer(f"/{kind}/{matter}"), answer(f"/{kind}/{'0' * 32}")
        assert there == nowhere
        assert there[0] == 404


def test_a_warning_is_listed_without_its_words_and_opened_with_a_case(served: Served, told: Told) -> None:
    named, giver, path = Program(served, "XB-NLO-1"), Program(served, "XA-NLO-1"), f"/warnings/{told.warning}"
    listed = named.get("/warnings")[1]["warnings"]
    assert [one["warning"] for one in listed] == [told.warning]
    assert "автостанция" not in json.dumps(listed, ensure_ascii=False)
    assert listed[0]["clock"]["what"] == "confirm"
    assert named.get(path)[1]["code"] == "face.case"
    assert named.post(f"{path}/readings", WHY)[1]["said"]["where"].startswith("автостанция")
    assert giver.get(path)[1]["said"]["where"].startswith("автостанция")


def test_warnings_and_requests_have_pages(served: Served, told: Told, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paged, "PAGE", 1)
    me = Program(served, "XB-NLO-1")
    assert me.get("/warnings")[1]["next"] == me.get("/requests?side=sent")[1]["next"] == ""
    assert me.get("/requests?side=mine")[1]["code"] == "api.form"
