"""Moves at the desk on what was told: a request from drafted to closed, a warning, and two files that are one."""

from __future__ import annotations

import os
import re
from datetime import timedelta

import pytest

from comity.demo import telling
from comity.interchange.telling.examples import EMBER_COLUMN
from comity.site.desk import days
from tests.site.desk import told as tellings
from tests.site.desk.conftest import Browser, Served, staged_in
from tests.site.desk.test_acting import BECAUSE, matter_of, step
from tests.site.desk.test_told import opened
from tests.site.desk.told import Told


@pytest.fixture(scope="module")
def staged(tmp_path_factory: pytest.TempPathFactory) -> Served:
    return staged_in(tmp_path_factory.mktemp("desk") / "demo")


@pytest.fixture(scope="module")
def told(staged: Served) -> Told:
    return tellings.tell(staged.stage)


def asked(served: Served, told: Told, *, sent: bool = True) -> str:
    stage = served.stage
    made = telling.read(stage, "question-to-ec", {EMBER_COLUMN: told.organisation})
    request = telling.submit(stage, made)
    return telling.approve(stage, made, request).matter if sent else request.matter


def test_a_question_is_sent_by_the_head_who_attests_its_gates(
    browse: type[Browser], served: Served, told: Told
) -> None:
    request = asked(served, told, sent=False)
    head, path = browse("XB-NAA-1"), f"/act/request.send/{request}"
    assert path in opened(head, f"/requests/{request}")
    assert "request.send" not in opened(browse("XB-NLO-1"), f"/requests/{request}")
    assert browse("EC-ECA-1").get(path).status_code == 404
    form = head.get(path).content.decode()
    assert set(re.findall(r'name="attests" value="(\d+)"', form)) == {"13", "42", "43"}
    held = head.post(path, stage="words", attests=["13"])
    assert "not ticked: 42, 43" in held.content.decode()
    assert held.status_code == 400
    done = step(head, path, attests=["13", "42", "43"])
    assert f'href="/requests/{request}"' in done.content.decode()
    assert "sent" in opened(browse("EC-ECA-1"), f"/requests/{request}")


def test_who_was_asked_acknowledges_asks_back_and_refuses_with_a_ground(
    browse: type[Browser], served: Served, told: Told
) -> None:
    request = asked(served, told)
    committee, asker = browse("EC-ECA-1"), browse("XB-NLO-1")
    page = opened(committee, f"/requests/{request}")
    for kind in ("receive", "clarify", "refuse", "postpone", "forward"):
        assert f"/act/request.{kind}/{request}" in page
    for kind in ("withdraw", "close", "clarified"):
        assert f"/act/request.{kind}/{request}" not in page
    assert f"/act/request.receive/{request}" not in opened(asker, f"/requests/{request}")
    assert asker.get(f"/act/request.receive/{request}").status_code in {403, 404}
    assert step(committee, f"/act/request.receive/{request}").status_code == 200
    assert step(committee, f"/act/request.clarify/{request}", because=BECAUSE).status_code == 200
    page = opened(asker, f"/requests/{request}")
    assert BECAUSE in page
    assert step(asker, f"/act/request.clarified/{request}", because="The branch of Varsk.").status_code == 200
    bare = committee.post(f"/act/request.refuse/{request}", stage="words", ground="R11")
    assert "entry.reasons" in bare.content.decode() or "reasons" in bare.content.decode().lower()
    assert bare.status_code == 400
    assert step(committee, f"/act/request.refuse/{request}", ground="R11", because=BECAUSE).status_code == 200
    assert step(asker, f"/act/request.close/{request}", use="no_answer").status_code == 200
    assert "closed" in opened(asker, f"/requests/{request}")


def test_a_request_is_forwarded_to_a_competent_authority_alone(
    browse: type[Browser], served: Served, told: Told
) -> None:
    request, committee = asked(served, told), browse("EC-ECA-1")
    path = f"/act/request.forward/{request}"
    offered = re.findall(r'<option value="([A-Z-]+)"', committee.get(path).content.decode())
    assert "XC-CENTRAL" in offered
    assert "EC" not in offered
    assert not any(one.endswith("-ASYLUM") for one in offered)
    assert committee.post(path, stage="words", forwarded_to="IR").status_code == 400
    assert step(committee, path, forwarded_to="XC-CENTRAL").status_code == 200


@pytest.mark.parametrize("officer", ["XC-NLO-1", "XE-NAA-1", "EC-CR-1", "IR-1"])
def test_to_a_third_there_is_nothing_to_move(browse: type[Browser], told: Told, officer: str) -> None:
    third = browse(officer)
    nowhere = third.get(f"/act/request.receive/{'0' * 32}")
    for kind, matter in (("request.receive", told.request), ("request.withdraw", told.request)):
        answer = third.get(f"/act/{kind}/{matter}")
        assert answer.status_code == nowhere.status_code == 404


def test_what_was_told_orally_is_confirmed_in_writing(browse: type[Browser], served: Served, told: Told) -> None:
    head, path = browse("XA-NAA-1"), f"/act/danger.confirm/{told.warning}"
    assert path in opened(head, f"/warnings/{told.warning}")
    words = head.post(path, stage="words", attests=["13", "43"]).content.decode()
    assert "It tells of" in words
    done = step(head, path, attests=["13", "43"])
    assert done.status_code == 200, done.content.decode()
    page = opened(browse("XB-NLO-1"), f"/warnings/{told.warning}")
    assert "kept until" in page
    assert "/act/" not in page
    extend, clock = f"/act/danger.extend/{told.warning}", served.stage.clock
    late = (clock() + timedelta(days=90)).date().isoformat()
    assert head.post(extend, stage="words", attests=["13", "43"], until="soon", because=BECAUSE).status_code != 200
    assert step(head, extend, attests=["13", "43"], until=late, because=BECAUSE).status_code == 200
    assert days.worded(late, "en") in opened(browse("XB-NLO-1"), f"/warnings/{told.warning}")
    assert step(browse("XA-NLO-1"), f"/act/danger.end/{told.warning}").status_code == 200


def test_two_files_are_merged_by_a_second_analyst_and_set_apart_again(browse: type[Browser], told: Told) -> None:
    one, two = browse("EC-ECA-1"), browse("EC-ECA-2")
    path = f"/act/merging.propose/{told.organisation}"
    assert path in opened(one, f"/databank/{told.organisation}")
    assert told.twin in one.get(path).content.decode()
    assert one.post(path, stage="words", **{"with": os.urandom(16).hex()}).status_code == 400
    assert step(one, path, **{"with": told.twin}, because=BECAUSE).status_code == 200
    page = opened(two, f"/databank/{told.twin}")
    merging = matter_of(page, "merging.agree")
    assert "merging.agree" not in opened(one, f"/databank/{told.organisation}")
    assert "actor.drafter" in one.get(f"/act/merging.agree/{merging}").content.decode()
    done = step(two, f"/act/merging.agree/{merging}")
    assert f'href="/databank/{told.organisation}"' in done.content.decode()
    assert step(two, f"/act/merging.undo/{merging}").status_code == 200


def test_a_contribution_is_taken_back_by_its_own_side_alone(browse: type[Browser], served: Served, told: Told) -> None:
    with served.stage.node.reading() as unit:
        mine = next(one.id for one in unit.linking(told.organisation, "in") if one.participant == "XC")
    assert browse("XB-NLO-1").get(f"/act/contribution.withdraw/{mine}").status_code == 404
    assert step(browse("XC-NLO-1"), f"/act/contribution.withdraw/{mine}").status_code == 200
    assert browse("XC-NLO-1").get(f"/act/contribution.withdraw/{mine}").status_code in {400, 403, 409}


def test_a_giver_consents_and_takes_it_back_and_erases_only_what_it_took_back(
    browse: type[Browser], served: Served, told: Told
) -> None:
    with served.stage.node.reading() as unit:
        mine = next(one.id for one in unit.linking(told.organisation, "in") if one.participant == "XD")
    head = browse("XD-NAA-1")
    page = head.get(f"/told/{mine}").content.decode()
    assert f"/act/consent.give/{mine}" in page
    assert "erasure.own" not in page
    assert "telling.still_counts" in head.get(f"/act/erasure.own/{mine}").content.decode()
    path = f"/act/consent.give/{mine}"
    assert head.post(path, stage="words", to=["XB-CENTRAL"]).status_code == 400
    assert head.post(path, stage="words", to=["XD-CENTRAL"], because=BECAUSE).status_code == 400
    assert step(head, path, to=["XB-CENTRAL"], because=BECAUSE).status_code == 200
    given = matter_of(head.get(f"/told/{mine}").content.decode(), "consent.withdraw")
    assert step(head, f"/act/consent.withdraw/{given}").status_code == 200
    assert step(head, f"/act/contribution.withdraw/{mine}").status_code == 200
    assert step(head, f"/act/erasure.own/{mine}", reason="data_error").status_code == 200
    assert browse("XA-NAA-1").get(path).status_code == 404
