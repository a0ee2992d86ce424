"""Decisions, instruments, the treaty, the log and one's own authority."""

from __future__ import annotations

import pytest

from comity.operations import proving
from tests.site.desk.conftest import Browser, Served


def _text(browser: Browser, path: str) -> str:
    answer = browser.get(path)
    assert answer.status_code == 200, (path, answer.content.decode())
    return answer.content.decode()


def test_a_decision_of_a_restricted_entry_is_not_named(browse: type[Browser], served: Served) -> None:
    other, claimant = _text(browse("XC-NLO-1"), "/decisions"), _text(browse("XB-NLO-1"), "/decisions")
    assert served.entries["melvik"][:8] in other
    assert "XB-" not in other.split("<main")[1].replace("/entries/", "")
    assert "XB-" in claimant.split("<main")[1]


def test_a_line_that_was_not_seen_is_marked_as_a_paraphrase(browse: type[Browser]) -> None:
    page = _text(browse(), "/instruments")
    assert "paraphrase" in page
    one = _text(browse(), "/instruments/SHANGHAI-2001")
    assert "Who is bound" in one
    assert 'lang="' in one


@pytest.mark.parametrize("name", ["NOTHING", "..%2fx", "SHANGHAI-2001%00"])
def test_an_instrument_that_is_none_is_not_found(browse: type[Browser], name: str) -> None:
    assert browse().get(f"/instruments/{name}").status_code == 404


def test_the_treaty_says_what_works_what_is_planned_and_what_is_refused(browse: type[Browser]) -> None:
    page = _text(browse(), "/treaty")
    assert {"working", "planned", "refused"} <= set(page.replace(">", " ").replace("<", " ").split())


def test_anyone_takes_a_proof_and_verifies_it_with_the_key_on_the_page(browse: type[Browser], served: Served) -> None:
    served.stage.node.publish()
    page = _text(browse(), "/log")
    key = served.stage.node.publisher.signer.key.vkey()
    assert key.replace("+", "&#x2B;") in page or key in page
    found = proving.verify(browse().get("/log/3/proof").content, key)
    assert found.index == 3


def test_an_act_that_is_not_there_has_no_proof(browse: type[Browser]) -> None:
    assert browse().get("/log/999999/proof").status_code == 404


def test_the_log_is_told_in_words_to_the_auditor_alone(browse: type[Browser]) -> None:
    words = "The newest acts in words"
    assert words in _text(browse("AU-1"), "/log")
    for other in ("", "XA-NLO-1", "EC-CR-1", "IR-1"):
        assert words not in _text(browse(other), "/log")


def test_the_public_face_of_the_log_names_no_participant(browse: type[Browser]) -> None:
    table = _text(browse(), "/log").split('id="leaves"')[1]
    assert not any(f">{name}<" in table for name in ("XA", "XB", "XD", "EC"))


def test_an_officer_sees_the_keys_of_his_own_authority_only(browse: type[Browser]) -> None:
    page = _text(browse("XA-NLO-1"), "/authority")
    assert "XA-NAA-1" in page
    assert "XB-" not in page
