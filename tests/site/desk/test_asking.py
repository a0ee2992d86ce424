"""Ask and answer: the two authorities see a request with its clock and path, and nobody else that there is one."""

from __future__ import annotations

import pytest

from comity.demo import telling
from comity.interchange.telling.examples import EMBER_COLUMN
from tests.site.desk.conftest import Browser, Served
from tests.site.desk.test_told import opened
from tests.site.desk.told import CANARY, Told


def test_the_two_see_the_request_with_its_clock_and_path(browse: type[Browser], told: Told) -> None:
    asker, asked = browse("XB-NLO-1"), browse("EC-ECA-1")
    for me in (asker, asked):
        assert f"/requests/{told.request}" in me.get("/requests").content.decode()
        page = opened(me, f"/requests/{told.request}")
        assert 'class="path"' in page
        assert 'aria-current="step"' in page
        assert "Answer of EC" in page
        assert "Conditions of use" in page
    assert f"/act/request.receive/{told.request}" in opened(asked, f"/requests/{told.request}")


def test_an_answer_opens_for_a_case_alone_and_keeps_what_was_not_to_go_on(browse: type[Browser], told: Told) -> None:
    asker = browse("XB-NLO-1")
    first = asker.get(f"/requests/{told.request}").content.decode()
    assert 'name="case"' in first
    assert "Answer of" not in first
    assert CANARY not in opened(asker, f"/requests/{told.request}")


def test_to_a_third_there_is_no_request_and_no_warning(browse: type[Browser], told: Told) -> None:
    for officer in ("XC-NLO-1", "XE-NAA-1", "IR-1"):
        third = browse(officer)
        assert told.request not in third.get("/requests").content.decode()
        assert third.get(f"/requests/{told.request}").status_code == 404
        assert third.get(f"/requests/{told.answer}").status_code == 404
    for officer in ("XA-CM-1", "AU-1", "XA-CK-1", "XB-AA-1", "EC-CR-1"):
        assert browse(officer).get(f"/requests/{told.request}").status_code == 403
        assert browse(officer).get(f"/warnings/{told.warning}").status_code == 403
    stranger = browse("XE-NLO-1")
    assert told.warning not in stranger.get("/warnings").content.decode()
    assert stranger.get(f"/warnings/{told.warning}").status_code == 404


def test_a_request_not_sent_is_its_author_s_alone(browse: type[Browser], told: Told, served: Served) -> None:
    stage = served.stage
    made = telling.submit(stage, telling.read(stage, "question-to-ec", {EMBER_COLUMN: told.organisation}))
    assert made.matter in browse("XB-NLO-1").get("/requests").content.decode()
    assert made.matter not in browse("EC-ECA-1").get("/requests").content.decode()
    assert browse("EC-ECA-1").get(f"/requests/{made.matter}").status_code == 404


def test_a_warning_told_orally_says_by_when_it_is_confirmed(browse: type[Browser], told: Told) -> None:
    giver = browse("XA-NLO-1")
    page = giver.get("/warnings").content.decode()
    assert told.warning in page
    assert "confirm in writing by" in page
    one = opened(giver, f"/warnings/{told.warning}")
    assert "oral, to be confirmed" in one
    assert "can never become or support an entry" in one


def test_what_is_sealed_shows_as_sealed_with_how_to_open_it(browse: type[Browser], told: Told, served: Served) -> None:
    stage = served.stage
    stage.cast.publish_sealing_keys()
    made = telling.submit(stage, telling.read(stage, "warning-sealed"), seal_with="XB-CENTRAL")
    page = opened(browse("XB-NLO-1"), f"/warnings/{made.matter}")
    assert "Sealed between two authorities" in page
    assert "comity sealed open" in page
    assert "Вельмарин" not in page


@pytest.mark.parametrize(("lang", "words"), [("ru", "Нам"), ("zh", "收到的请求")])
def test_requests_are_read_in_each_language(browse: type[Browser], told: Told, lang: str, words: str) -> None:
    assert words in browse("XB-NLO-1").get("/requests", lang=lang).content.decode()


def test_a_request_is_due_on_the_desk_of_whoever_may_read_it_alone(
    browse: type[Browser], told: Told, served: Served
) -> None:
    asked = telling.tell(served.stage, "question-to-ec", {EMBER_COLUMN: told.organisation}).matter
    assert asked in browse("EC-ECA-1").get("/desk").content.decode()
    for officer in ("EC-CR-1", "XB-CM-1", "XB-CK-1", "XC-NLO-1"):
        assert asked not in browse(officer).get("/desk").content.decode()
