"""The databank for programs: the same as its pages, and nothing told to others."""

from __future__ import annotations

import json
from typing import Any

import pytest

from comity.site.answers import paged
from comity.store import uses
from comity.store.uses import Use
from tests.asking import rows
from tests.site.api.conftest import Program
from tests.site.desk.conftest import Served
from tests.site.desk.told import CANARY, Told

WHY = {"case": "EC-2026/31", "reason": "analysis"}


def text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def test_several_states_stand_beside_each_other_where_they_differ(served: Served, told: Told) -> None:
    code, file = Program(served, "XE-NLO-1").get(f"/databank/{told.organisation}")
    assert code == 200
    strength = [
        one
        for one in file["sections"]["characteristics"]
        if text(one["value"]).find("strength") >= 0 and one["differs"]
    ]
    assert {"XA", "XB"} <= {one["said_by"] for one in strength}
    assert file["findings"]
    assert all(one["sentence"] for one in file["findings"])
    assert {one["id"] for one in file["graph"]["nodes"]} >= {told.organisation, told.incident}


def test_links_are_followed_further_where_that_is_asked(served: Served, told: Told) -> None:
    me, path = Program(served, "XE-NLO-1"), f"/databank/{told.organisation}"
    near, far = (me.get(f"{path}?links={how}")[1]["graph"] for how in ("near", "far"))
    nodes = [{one["id"] for one in graph["nodes"]} for graph in (near, far)]
    assert nodes[0] <= nodes[1]
    assert near == me.get(path)[1]["graph"]
    assert me.get(f"{path}?links=some")[1]["code"] == "api.form"


def test_what_was_told_to_few_opens_for_a_case_and_leaves_others_no_trace(served: Served, told: Told) -> None:
    committee, third, path = Program(served, "EC-ECA-1"), Program(served, "XE-NLO-1"), f"/databank/{told.organisation}"
    before = rows("SELECT COUNT(*) FROM journal")[0][0]
    code, said = committee.get(path)
    assert (code, said["code"]) == (403, "face.case")
    assert CANARY not in text(said)
    assert rows("SELECT COUNT(*) FROM journal")[0][0] == before
    code, mine = committee.post(f"{path}/readings", WHY)
    assert (code, CANARY in text(mine)) == (200, True)
    assert rows("SELECT COUNT(*) FROM journal")[0][0] > before
    theirs = third.post(f"{path}/readings", WHY)[1]
    assert theirs == third.get(path)[1]
    assert CANARY not in text(theirs)
    assert len(mine["contributions"]) == len(theirs["contributions"]) + 1
    listed = [one for one in third.get("/databank")[1]["files"] if one["file"] == told.organisation]
    assert not listed[0]["restricted"]


def test_a_finding_is_said_in_the_language_that_is_asked_for(served: Served, told: Told) -> None:
    me, path = Program(served, "XE-NLO-1"), f"/databank/{told.organisation}"
    said = {lang: me.get(path, accept_language=lang)[1]["findings"][0]["sentence"] for lang in ("en", "ru", "zh")}
    assert len(set(said.values())) == 3


def test_files_are_paged_by_what_was_shown_last(served: Served, told: Told, monkeypatch: pytest.MonkeyPatch) -> None:
    me = Program(served, "XE-NLO-1")
    every = [one["file"] for one in me.get("/databank")[1]["files"]]
    assert len(every) >= 2
    monkeypatch.setattr(paged, "PAGE", 1)
    found, cursor = [], ""
    while True:
        page = me.get(f"/databank?cursor={cursor}")[1]
        found += [one["file"] for one in page["files"]]
        cursor = page["next"]
        if not cursor:
            break
    assert found == every
    first = me.get("/databank")[1]["next"]
    assert Program(served, "XA-NLO-1").get(f"/databank?cursor={first}")[1]["code"] == "api.cursor"


def test_uses_are_counts_for_the_giver_and_each_one_for_the_auditor(served: Served, told: Told) -> None:
    assert not Program(served, "XA-NLO-1").get("/databank/uses")[1]["each"]
    each = Program(served, "AU-1").get("/databank/uses")[1]["each"]
    assert {one["what"] for one in each} >= {"given"}


def test_uses_are_turned_page_by_page_and_those_that_come_in_shift_none(
    served: Served, told: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    auditor = Program(served, "AU-1")
    every = [Use("XA", told.organisation, "read", f"2026-01-01T10:00:{number:02}Z", "EC-ECA-1") for number in range(55)]
    monkeypatch.setattr(uses, "uses", lambda unit: every[:52])
    first = auditor.get("/databank/uses")[1]
    assert (len(first["each"]), first["total"]) == (50, 52)
    monkeypatch.setattr(uses, "uses", lambda unit: every)
    second = auditor.get(f"/databank/uses?cursor={first['next']}")[1]
    assert [one["time"][17:19] for one in second["each"]] == ["01", "00"] and not second["next"]


def test_a_section_goes_on_where_the_file_stops(served: Served, told: Told, monkeypatch: pytest.MonkeyPatch) -> None:
    me, path = Program(served, "XE-NLO-1"), f"/databank/{told.organisation}"
    whole = me.get(path)[1]
    name, every = max(whole["sections"].items(), key=lambda one: len(one[1]))
    assert len(every) >= 2
    assert (whole["going_on"], whole["totals"][name]) == ({}, len(every))
    monkeypatch.setattr(paged, "PAGE", 1)
    short = me.get(path)[1]
    assert (short["sections"][name], short["totals"][name]) == (every[:1], len(every))
    found, cursor = [*short["sections"][name]], short["going_on"][name]
    while cursor:
        code, page = me.get(f"{path}/sections/{name}?cursor={cursor}")
        assert (code, page["total"]) == (200, len(every))
        found += page["statements"]
        cursor = page["next"]
    assert found == every
    first = short["going_on"][name]
    for other in (
        Program(served, "XA-NLO-1").get(f"{path}/sections/{name}?cursor={first}"),
        me.get(f"{path}/sections/title?cursor={first}"),
    ):
        assert other[1]["code"] in ("api.cursor", "act.unknown_matter")


def test_what_was_told_to_few_is_in_no_page_of_a_section_without_a_case(served: Served, told: Told) -> None:
    analyst, path = Program(served, "EC-ECA-1"), f"/databank/{told.organisation}/sections/names"
    before = rows("SELECT COUNT(*) FROM journal")[0][0]
    assert analyst.get(path)[1]["code"] == "face.case"
    assert rows("SELECT COUNT(*) FROM journal")[0][0] == before
    assert analyst.post(f"{path}/readings", {"case": "EC-2026/4", "reason": "analysis"})[0] == 200
    assert rows("SELECT COUNT(*) FROM journal")[0][0] > before
