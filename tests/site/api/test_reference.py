"""What is looked up: lists, the treaty, statistics and the log, decisions, one's own authority, my desk."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from datetime import date

import pytest

from comity.operations import proving
from comity.site.answers import decisions, log, paged
from tests.site.api.conftest import Program
from tests.site.desk.conftest import ONE_OF_EACH, Served
from tests.site.desk.told import Told
from tests.site.test_local import take_in

NO_ENTRIES = ("AU", "CK", "AA")


@pytest.fixture
def lists(served: Served) -> Iterator[None]:
    home = served.stage.node.located.home
    shutil.rmtree(home / "watchlists", ignore_errors=True)
    take_in(home)
    yield
    shutil.rmtree(home / "watchlists")


def test_a_list_says_whose_it_is_and_each_entry_what_it_says(served: Served, lists: None) -> None:
    me = Program(served, "XA-CK-1")
    about = me.get("/watchlists/un")[1]["about"]
    assert me.get("/watchlists")[1]["watchlists"] == [about]
    assert (about["day"], len(about["digest"])) == ("2026-03-01", 64)
    entry = me.get("/watchlists/un/entries/ZZi.001")[1]
    assert entry["caption"]
    assert {one["field"] for one in entry["said"]} >= {"kind"}
    assert me.get("/watchlists/un/entries/ZZi.999")[0] == 404
    assert me.get("/watchlists/eu")[0] == 404


def test_the_pages_of_a_list_are_of_one_edition(served: Served, lists: None, monkeypatch: pytest.MonkeyPatch) -> None:
    me, path = Program(served, "XA-NLO-1"), "/watchlists/un/entries"
    every = [one["reference"] for one in me.get(path)[1]["entries"]]
    monkeypatch.setattr(paged, "PAGE", 3)
    first = me.get(path)[1]
    take_in(served.stage.node.located.home, date(2026, 3, 2), without=("ZZi.001",))
    second = me.get(f"{path}?cursor={first['next']}")[1]
    assert second["edition"] == first["edition"] != me.get(path)[1]["edition"]
    assert [one["reference"] for one in (*first["entries"], *second["entries"])] == every[:6]
    changed = me.get("/watchlists/un/changes")[1]
    assert [one["reference"] for one in changed["delisted"]] == ["ZZi.001"]
    assert changed["before"]["digest"] == first["edition"]


def test_whoever_sends_no_token_is_told_what_anyone_may_know(served: Served) -> None:
    anyone, officer = Program(served), Program(served, "XA-NLO-1")
    for path in ("/statistics", "/treaty", "/instruments", "/instruments/SHANGHAI-2001", "/log"):
        there = anyone.get(path)
        assert there[0] == 200
        assert there[1].keys() == officer.get(path)[1].keys()
    assert anyone.get("/statistics")[1]["kinds"] == officer.get("/statistics")[1]["kinds"]
    anyone.token = "comity_wrong"
    assert anyone.get("/treaty")[0] == 401


def test_no_small_cell_is_counted(served: Served) -> None:
    kinds = Program(served).get("/statistics")[1]["kinds"]
    cells = [n for divisions in kinds.values() for shares in divisions.values() for n in shares.values()]
    assert all(cell is None or cell >= 10 or cell == 0 for cell in cells), cells
    assert "Melvik" not in json.dumps(Program(served).get("/statistics")[1])


def test_a_proof_is_verified_with_the_key_of_the_log(served: Served) -> None:
    served.stage.node.publish()
    anyone = Program(served)
    said = anyone.get("/log")[1]
    proof = anyone.get("/log/3/proof")[1]["proof"]
    assert proving.verify(proof.encode(), said["vkey"]).index == 3
    assert anyone.get("/log/999999/proof")[0] == 404
    assert anyone.get("/log/-1/proof")[0] in (404, 422)


def test_the_log_is_told_in_words_to_the_auditor_alone(served: Served) -> None:
    assert Program(served, "AU-1").get("/log")[1]["lines"]
    for other in ("", "XA-NLO-1", "EC-CR-1", "IR-1"):
        assert not Program(served, other).get("/log")[1]["lines"]


def test_the_pages_of_the_log_meet(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    anyone = Program(served)
    size = anyone.get("/log")[1]["size"]
    monkeypatch.setattr(log, "PAGE", size // 3)
    found, cursor = [], ""
    while True:
        page = anyone.get(f"/log?cursor={cursor}")[1]
        found += [one["index"] for one in page["leaves"]]
        cursor = page["next"]
        if not cursor:
            break
    assert found == list(range(size - 1, -1, -1))


def test_decisions_are_paged_and_name_no_person_without_a_case(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    me = Program(served, "XC-NLO-1")
    every = me.get("/decisions")[1]["decisions"]
    closed = [one for one in every if served.entries["melvik"] in one["entries"]]
    assert closed
    assert all(one["part"] is None for one in closed)
    monkeypatch.setattr(decisions, "PAGE", 1)
    first = me.get("/decisions")[1]
    second = me.get(f"/decisions?cursor={first['next']}")[1]
    assert [one["matter"] for one in (*first["decisions"], *second["decisions"])] == [
        one["matter"] for one in every[:2]
    ]


def test_an_officer_sees_his_own_authority_alone(served: Served) -> None:
    said = Program(served, "XA-NLO-1").get("/authority")[1]
    assert said["id"] == "XA-CENTRAL"
    assert all(one["officer"].startswith("XA-") for one in said["officers"])
    assert said["seals"][0]["until"] is None


@pytest.mark.parametrize("capacity", ONE_OF_EACH)
def test_the_desk_names_no_person_to_who_may_not_read_it(served: Served, told: Told, capacity: str) -> None:
    said = json.dumps(Program(served, ONE_OF_EACH[capacity]).get("/desk")[1])
    if capacity in NO_ENTRIES:
        assert served.entries["melvik"] not in said
    assert "Melvik" not in said
