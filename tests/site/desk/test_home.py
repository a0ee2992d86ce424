"""My desk shows each capacity its own work, and nothing of another's."""

from __future__ import annotations

import re
from types import SimpleNamespace
from typing import Any

import pytest

from comity.language import say
from comity.site import registry
from comity.site.answers import today
from comity.site.answers.visit import visiting
from tests.site.desk.conftest import ONE_OF_EACH, Browser, Served


def test_an_asylum_authority_finds_its_question_alone(browse: type[Browser], served: Served) -> None:
    page = browse("XB-AA-1").get("/desk").content.decode()
    assert not any(entry in page for entry in served.entries.values())
    assert "Melvik" not in page


@pytest.mark.parametrize("capacity", ONE_OF_EACH)
def test_no_desk_names_a_person_of_the_register_to_who_may_not_read_it(
    browse: type[Browser], served: Served, capacity: str
) -> None:
    page = browse(ONE_OF_EACH[capacity]).get("/desk").content.decode()
    if capacity in ("AU", "CK", "AA"):
        assert served.entries["melvik"] not in page
    if capacity in ("AU", "CK", "AA", "CM"):
        assert "Melvik" not in page


@pytest.mark.parametrize("capacity", ONE_OF_EACH)
def test_cases_stand_on_the_reviewers_desk_alone(browse: type[Browser], capacity: str) -> None:
    page = browse(ONE_OF_EACH[capacity]).get("/desk").content.decode()
    assert (say("desk_help.cases_none") in page) == (capacity == "IR")
    assert ('class="button" href="/search"' in page) == (capacity == "CK")
    assert (say("desk_help.can_usage") in page) == (capacity == "AU")


@pytest.mark.parametrize(("reviewer", "claimant", "waits"), [("EC-CR-1", "XB", False), ("EC-CR-1", "XA", True)])
def test_a_version_waits_for_no_reviewer_whom_its_claimant_sent(
    served: Served, reviewer: str, claimant: str, waits: bool
) -> None:
    version: Any = SimpleNamespace(participant=claimant)
    with visiting(registry.current(), reviewer, "en") as visit:
        assert today._is_mine(visit, version) is waits


def test_a_case_of_another_authority_stands_on_no_desk(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    cases = [
        SimpleNamespace(id=by, opened=SimpleNamespace(authority=by, time=""), linked=str) for by in ("IR", "elsewhere")
    ]
    with visiting(registry.current(), "IR-1", "en") as visit:
        assert visit.reader.authority == "IR"
        monkeypatch.setattr(type(visit.unit), "at_step", lambda *told: cases)
        assert [one.id for one in today._cases(visit)] == ["IR"]


def test_a_newcomer_of_a_demo_tries_each_thing_with_one_click(browse: type[Browser]) -> None:
    front = browse()
    page = front.get("/").content.decode()
    name = re.findall(r'name="name" value="([^"]+)"', page)
    assert "Liwa al-Milh al-Aswad" in front.post("/search", name=name).content.decode()
    assert re.findall(r'name="officer" value="([^"]+)"', page) == [ONE_OF_EACH["CR"], ONE_OF_EACH["NLO"]]
    assert front.post("/sign-in/demo", officer=ONE_OF_EACH["NLO"], next="/drafts")["location"] == "/drafts"


def test_who_begins_work_finds_where_above_all_else(browse: type[Browser]) -> None:
    tops = {
        capacity: browse(ONE_OF_EACH[capacity]).get("/desk").content.decode().partition("<main")[2].partition("<h2")[0]
        for capacity in ("NLO", "CK")
    }
    assert 'class="button" href="/search"' in tops["CK"]
    kinds = re.findall(r'<option value="(\w+)">', tops["NLO"].partition('action="/drafts"')[2])
    assert kinds == ["list", "register", "support"]
    drafter = browse(ONE_OF_EACH["NLO"])
    begun = drafter.post("/drafts", kind=kinds[1])["location"]
    assert drafter.post(begun, stage="discard").status_code == 302
