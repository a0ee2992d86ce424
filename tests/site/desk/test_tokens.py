"""The page of tokens: one's authority's alone, made for oneself, shown once, ended at once."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from django.http import HttpResponse
from django.test import Client

from comity.language import LANGUAGES, say
from comity.operations import credentials
from comity.site.desk import sessions, throttle
from comity.store import journal
from tests.asking import journaled
from tests.site.desk.conftest import Browser, Served

ASKED = {"label": "night job", "scope": ["read", "screen"], "days": "30"}


@pytest.fixture(autouse=True)
def forgiven() -> Iterator[None]:
    throttle.ONE.forget()
    yield
    throttle.ONE.forget()


def text(answer: HttpResponse) -> str:
    return bytes(answer.content).decode()


def made(browser: Browser, **more: object) -> str:
    page = text(browser.post("/desk/tokens", **{**ASKED, **more}))
    found = re.search(r">(comity_[\w-]+)<", page)
    assert found is not None, page
    return found[1]


def ask(secret: str, path: str = "/api/v1/desk") -> int:
    return Client(SERVER_NAME="localhost").get(path, headers={"Authorization": f"Bearer {secret}"}).status_code


def row(page: str, label: str) -> str:
    """The id of the token that is called so."""
    found = re.search(rf'<bdi>{label}</bdi> <span class="id">([0-9a-f]+)<', page)
    assert found is not None, page
    return found[1]


def test_a_token_is_made_for_oneself_and_shown_once(browse: type[Browser], served: Served) -> None:
    me = browse("XA-NLO-1")
    secret = made(me)
    assert ask(secret) == 200
    known = credentials.of_home(served.stage.node.located.home).token(secret, int(served.stage.clock().timestamp()))
    assert known is not None
    assert (known.officer, known.authority, set(known.scopes)) == ("XA-NLO-1", "XA-CENTRAL", {"read", "screen"})
    page = text(me.get("/desk/tokens"))
    assert secret not in page
    assert "night job" in page
    assert say("desk_tokens.may_screen") in page


def test_whose_token_it_is_cannot_be_chosen(browse: type[Browser], served: Served) -> None:
    secret = made(browse("XA-NLO-1"), officer="XA-NAA-1", authority="XB-CENTRAL", label="another's")
    known = credentials.of_home(served.stage.node.located.home).token(secret, int(served.stage.clock().timestamp()))
    assert known is not None
    assert (known.officer, known.authority) == ("XA-NLO-1", "XA-CENTRAL")


def test_a_colleague_ends_it_and_another_authority_cannot(browse: type[Browser]) -> None:
    secret = made(browse("XA-NLO-1"), label="to be ended")
    colleague, stranger = browse("XA-NAA-1"), browse("XB-NLO-1")
    token = row(text(colleague.get("/desk/tokens")), "to be ended")
    assert "to be ended" not in text(stranger.get("/desk/tokens"))
    refused = stranger.post("/desk/tokens/revoke", token=token)
    assert (refused.status_code, ask(secret)) == (404, 200)
    assert colleague.post("/desk/tokens/revoke", token=token).status_code == 302
    assert ask(secret) == 401
    assert "to be ended" not in text(colleague.get("/desk/tokens"))


def test_making_and_ending_one_is_journaled_without_its_secret_or_its_label(browse: type[Browser]) -> None:
    me, colleague = browse("XA-NLO-1"), browse("XA-NAA-1")
    start = journal.check()[0]
    secret = made(me, label="for the night")
    token = row(text(colleague.get("/desk/tokens")), "for the night")
    colleague.post("/desk/tokens/revoke", token=token)
    lines = journaled(start)
    assert [(one["officer"], one["content"]["what"], one["content"]["officer"]) for one in lines] == [
        ("XA-NLO-1", "token_made", "XA-NLO-1"),
        ("XA-NAA-1", "token_ended", "XA-NLO-1"),
    ]
    assert {one["content"]["token"] for one in lines} == {token}
    assert lines[0]["content"]["scopes"] == ["read", "screen"]
    assert not {"for the night", secret, secret.removeprefix("comity_")} & set(re.findall(r"[\w -]+", str(lines)))


def test_a_token_that_opens_nothing_is_journaled_without_what_was_sent(browse: type[Browser]) -> None:
    start = journal.check()[0]
    assert ask("comity_guessed") == 401
    (line,) = journaled(start)
    assert (line["kind"], line["officer"]) == ("sign_in_refused", "")
    assert line["content"] == {"code": "api.token", "way": "token"}


@pytest.mark.parametrize(
    "wrong", [{"label": ""}, {"label": "x" * 81}, {"scope": []}, {"scope": ["all"]}, {"days": "0"}, {"days": "367"}]
)
def test_a_form_that_is_wrong_makes_none(browse: type[Browser], wrong: dict[str, object]) -> None:
    me = browse("AU-1")
    answer = me.post("/desk/tokens", **{**ASKED, **wrong})
    assert (answer.status_code, "desk.token_form" in text(answer)) == (400, True)
    assert "comity_" not in text(answer)
    assert say("desk_tokens.none") in text(me.get("/desk/tokens"))


def test_an_old_session_makes_none(browse: type[Browser], monkeypatch: pytest.MonkeyPatch) -> None:
    me = browse("AU-1")
    monkeypatch.setattr(sessions, "FRESH", -1)
    answer = me.post("/desk/tokens", **ASKED)
    assert (answer.status_code, "desk.stale" in text(answer)) == (403, True)
    assert "comity_" not in text(answer)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_a_token_may_do_is_said_in_words(browse: type[Browser], lang: str) -> None:
    page = text(browse("IR-1").get("/desk/tokens", lang=lang))
    for scope in credentials.SCOPES:
        assert say(f"desk_tokens.may_{scope}", lang) in page


def test_the_public_is_sent_to_sign_in(browse: type[Browser]) -> None:
    assert browse().get("/desk/tokens").headers["Location"].startswith("/sign-in")
    assert browse().post("/desk/tokens/revoke", token="0").headers["Location"].startswith("/sign-in")
