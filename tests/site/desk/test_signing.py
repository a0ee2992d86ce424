"""Signing in with passkeys: enrolment, two keys, what is refused, and how sessions end."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.sessions.models import Session
from django.test import override_settings

from comity.errors import Refused
from comity.operations import credentials
from comity.operations.credentials import WORD_LASTS, Credentials
from comity.site import registry
from comity.site.desk import passkeys, sessions, throttle
from comity.store import journal
from tests.asking import journaled
from tests.site.desk.authenticator import PRESENT, Passkey
from tests.site.desk.conftest import Browser, Served

OFFICER = "XB-NLO-1"


@pytest.fixture(autouse=True)
def fresh(served: Served) -> Iterator[None]:
    throttle.ONE.forget()
    yield
    sessions.user_of(OFFICER).delete()
    throttle.ONE.forget()


@pytest.fixture
def held(served: Served) -> Credentials:
    return credentials.of_home(served.stage.node.located.home)


def now(served: Served) -> int:
    return int(served.stage.clock().timestamp())


def enrolled(browse: type[Browser], held: Credentials, served: Served) -> Browser:
    me = browse()
    answer = me.post("/sign-in/enrol", word=held.invite(OFFICER, now(served)))
    assert answer.headers["Location"] == "/desk/keys"
    return me


def added(me: Browser, key: Passkey, name: str = "Phone"):  # type: ignore[no-untyped-def]  Django's test response
    options = json.loads(me.post("/desk/keys/options").content)
    return me.post("/desk/keys/add", name=name, credential=key.made(options))


def signed_in(me: Browser, key: Passkey, **headers: str):  # type: ignore[no-untyped-def]  Django's test response
    options = json.loads(me.post("/sign-in/passkey/options").content)
    return me.post("/sign-in/passkey", credential=key.signed(options))


@pytest.fixture
def two(browse: type[Browser], held: Credentials, served: Served) -> tuple[Browser, Passkey, Passkey]:
    me, first, second = enrolled(browse, held, served), Passkey(), Passkey()
    assert added(me, first).status_code == added(me, second, "Card").status_code == 302
    return me, first, second


def test_an_officer_with_one_key_reaches_the_page_of_keys_alone(
    browse: type[Browser], held: Credentials, served: Served
) -> None:
    me, key = enrolled(browse, held, served), Passkey()
    for _ in ("no key", "one key"):
        for path in ("/desk", "/", "/list", "/register", f"/entries/{served.entries['melvik']}"):
            assert me.get(path).headers.get("Location") == "/desk/keys", path
        assert me.get("/desk/keys").status_code == 200
        if _ == "no key":
            added(me, key)
    anew = browse()
    assert signed_in(anew, key).status_code == 302
    assert anew.get("/list").headers["Location"] == "/desk/keys"
    assert added(me, Passkey()).status_code == 302
    assert me.get("/desk").status_code == anew.get("/list").status_code == 200


def test_a_key_signs_in_its_officer_and_nobody_is_asked_who_he_is(
    browse: type[Browser], two: tuple[Browser, Passkey, Passkey]
) -> None:
    anew = browse()
    options = json.loads(anew.post("/sign-in/passkey/options").content)["publicKey"]
    assert not options.get("allowCredentials")
    assert options["rpId"] == "localhost"
    assert signed_in(anew, two[2]).headers["Location"] in ("/desk", "/")
    assert OFFICER in anew.get("/desk").content.decode()


def test_the_last_two_keys_cannot_be_removed(two: tuple[Browser, Passkey, Passkey]) -> None:
    me, _, _ = two
    user = sessions.user_of(OFFICER)
    first = str(passkeys.keys(user)[0].id)
    refused = me.post("/desk/keys/remove", key=first)
    assert (refused.status_code, b"desk.last_keys" in refused.content) == (400, True)
    added(me, Passkey(), "Third")
    assert me.post("/desk/keys/remove", key=first).status_code == 302
    assert [one.name for one in passkeys.keys(user)] == ["Card", "Third"]


def test_a_key_of_another_officer_cannot_be_removed(
    browse: type[Browser], two: tuple[Browser, Passkey, Passkey]
) -> None:
    added(two[0], Passkey(), "Third")
    theirs = str(passkeys.keys(sessions.user_of(OFFICER))[0].id)
    assert browse("XA-NLO-1").post("/desk/keys/remove", key=theirs).status_code == 404
    assert passkeys.count(sessions.user_of(OFFICER)) == 3


@pytest.mark.parametrize(
    "lying",
    [Passkey(flags=PRESENT), Passkey(origin="http://localhost.example.invalid"), Passkey(origin="http://192.0.2.1")],
    ids=["nobody verified", "another site", "an address"],
)
def test_a_key_that_verified_nobody_or_answers_elsewhere_is_not_kept(
    browse: type[Browser], held: Credentials, served: Served, lying: Passkey
) -> None:
    assert added(enrolled(browse, held, served), lying).status_code == 403
    assert passkeys.count(sessions.user_of(OFFICER)) == 0


def test_a_key_that_verifies_nobody_any_more_signs_nobody_in(
    browse: type[Browser], two: tuple[Browser, Passkey, Passkey]
) -> None:
    two[1].flags = PRESENT
    anew = browse()
    assert signed_in(anew, two[1]).status_code == 403
    assert anew.get("/desk").status_code == 302


def test_an_answer_is_taken_once(browse: type[Browser], two: tuple[Browser, Passkey, Passkey]) -> None:
    anew = browse()
    said = two[1].signed(json.loads(anew.post("/sign-in/passkey/options").content))
    assert anew.post("/sign-in/passkey", credential=said).status_code == 302
    anew.post("/sign-out")
    assert anew.post("/sign-in/passkey", credential=said).status_code == 403


@override_settings(ALLOWED_HOSTS=["localhost", "other.example"])
def test_the_name_of_the_desk_does_not_come_from_the_request(browse: type[Browser]) -> None:
    answer = browse().client.post("/sign-in/passkey/options", SERVER_NAME="other.example")
    assert json.loads(answer.content)["publicKey"]["rpId"] == "localhost"


@pytest.mark.parametrize("junk", ["", "[]", "{}", "{", '{"response": 1}', '{"id": "a", "response": {"userHandle": 7}}'])
def test_junk_is_no_key(browse: type[Browser], two: tuple[Browser, Passkey, Passkey], junk: str) -> None:
    anew = browse()
    anew.post("/sign-in/passkey/options")
    assert anew.post("/sign-in/passkey", credential=junk).status_code == 403
    assert two[0].post("/desk/keys/add", credential=junk, name="x").status_code == 403


def test_a_word_opens_once_within_a_day_and_in_any_case(held: Credentials, served: Served) -> None:
    at = now(served)
    word = held.invite(OFFICER, at)
    assert held.enrol(f" {word.upper().replace('-', ' ')}", at + WORD_LASTS - 1) == OFFICER
    late, older = held.invite(OFFICER, at), ""
    older, newest = late, held.invite(OFFICER, at)
    for wrong, moment in ((word, at), (newest, at + WORD_LASTS), (older, at), ("", at)):
        with pytest.raises(Refused) as refused:
            held.enrol(wrong, moment)
        assert refused.value.refusal.code == "desk.word"


def test_no_word_is_kept(held: Credentials, served: Served) -> None:
    word = held.invite(OFFICER, now(served)).replace("-", "")
    for path in held.path.parent.glob("desk.db*"):
        assert word.encode() not in path.read_bytes()


def test_no_way_leads_to_an_account_without_an_officer(browse: type[Browser]) -> None:
    for path in ("/accounts/signup/", "/accounts/password/reset/", "/accounts/login/", "/signup", "/mfa/"):
        assert browse().get(path).status_code == 404


def test_failing_counts_alike_for_every_way_method_and_case(browse: type[Browser]) -> None:
    anyone = browse()
    for at in range(throttle.LIMIT):
        name = "xa-nlo-9" if at % 2 else "XA-NLO-9"
        said = anyone.post("/sign-in/demo", officer=name) if at % 3 else anyone.post("/sign-in/enrol", word="no")
        assert said.status_code == 403
    for path, form in (("demo", {"officer": "XA-NLO-1"}), ("enrol", {"word": "x"}), ("passkey", {})):
        assert anyone.post(f"/sign-in/{path}", **form).status_code == 429, path


def test_coming_in_is_journaled_by_its_way_and_so_is_staying_out(
    browse: type[Browser], two: tuple[Browser, Passkey, Passkey], monkeypatch: pytest.MonkeyPatch
) -> None:
    _, key, _ = two
    start = journal.check()[0]
    browse("XA-NLO-1")
    signed_in(browse(), key)
    browse().post("/sign-in/demo", officer="Somebody Typed This")
    browse().post("/sign-in/enrol", word="typed-too")
    dismiss(monkeypatch, OFFICER)
    signed_in(browse(), key)
    assert [(one["kind"], one["officer"], one["content"]) for one in journaled(start)] == [
        ("sign_in", "XA-NLO-1", {"way": "demo"}),
        ("sign_in", OFFICER, {"way": "passkey"}),
        ("sign_in_refused", "", {"code": "face.officer", "way": "demo"}),
        ("sign_in_refused", "", {"code": "desk.word", "way": "enrolled"}),
        ("sign_in_refused", OFFICER, {"code": "face.officer", "way": "passkey"}),
    ]


def test_whoever_is_not_let_try_fills_no_journal(browse: type[Browser]) -> None:
    start = journal.check()[0]
    for _ in range(throttle.LIMIT + 5):
        browse().post("/sign-in/enrol", word="no")
    assert len(journaled(start)) == throttle.LIMIT


def test_an_officer_keeps_so_many_keys_and_no_more(
    two: tuple[Browser, Passkey, Passkey], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(passkeys, "MOST", 2)
    refused = added(two[0], Passkey(), "third")
    assert (refused.status_code, "desk.many_keys" in refused.content.decode()) == (400, True)
    assert passkeys.count(sessions.user_of(OFFICER)) == 2


def test_adding_and_removing_a_key_is_journaled(two: tuple[Browser, Passkey, Passkey]) -> None:
    me, _, _ = two
    start = journal.check()[0]
    added(me, Passkey(), "third")
    found = re.findall(r'name="key" value="(\d+)"', me.get("/desk/keys").content.decode())
    assert me.post("/desk/keys/remove", key=found[-1]).status_code == 302
    lines = [(one["kind"], one["officer"], one["content"]) for one in journaled(start)]
    assert lines == [
        ("credential", OFFICER, {"officer": OFFICER, "what": "key_added"}),
        ("credential", OFFICER, {"officer": OFFICER, "what": "key_removed"}),
    ]


def test_a_name_is_one_whatever_its_case_and_wherever_it_comes_from() -> None:
    moment = [0.0]
    counted = throttle.Throttle(lambda: moment[0])

    def fail(address: str, name: str) -> str:
        with pytest.raises(Refused) as refused, counted.attempt(address, name):
            raise Refused("desk.word")
        return refused.value.refusal.code

    for at in range(throttle.LIMIT):
        assert fail(f"192.0.2.{at}", "XA-nlo-1" if at % 2 else " xa-NLO-1") == "desk.word"
    assert fail("192.0.2.77", "ＸＡ-NLO-1") == "api.too_many"  # full width
    assert fail("192.0.2.77", "XA-NLO-2") == "desk.word"
    moment[0] = throttle.WINDOW + 1.0
    assert fail("192.0.2.77", "XA-NLO-1") == "desk.word"


def test_the_addresses_of_one_network_count_together() -> None:
    counted = throttle.Throttle()
    for at in range(throttle.LIMIT):
        with pytest.raises(Refused), counted.attempt(f"2001:db8::{at}"):
            raise Refused("desk.word")
    with pytest.raises(Refused) as refused, counted.attempt("2001:db8::ffff"):
        raise AssertionError("it was tried")
    assert refused.value.refusal.code == "api.too_many"


@pytest.mark.parametrize(
    ("seen", "began", "stays"),
    [(0, 0, True), (sessions.IDLE - 5, 0, True), (sessions.IDLE + 5, 0, False), (0, sessions.LONGEST + 5, False)],
)
def test_a_session_ends(browse: type[Browser], seen: int, began: int, stays: bool) -> None:
    me = browse("XA-NLO-1")
    session, at = me.client.session, int(time.time())
    session["seen"], session["began"] = at - seen, at - max(began, seen)
    session.save()
    assert (me.get("/desk").status_code == 200) is stays
    assert (me.get("/desk").status_code == 200) is stays


def test_using_it_keeps_a_session(browse: type[Browser]) -> None:
    me = browse("XA-NLO-1")
    session = me.client.session
    session["seen"] = int(time.time()) - sessions.IDLE + 60
    session.save()
    me.get("/desk")
    assert me.client.session["seen"] >= int(time.time()) - 60


def test_signing_in_begins_a_new_session_and_deletes_those_that_are_over(browse: type[Browser]) -> None:
    Session.objects.create(session_key="over", session_data="", expire_date=datetime.now(UTC) - timedelta(days=1))
    me = browse("XA-NLO-1")
    old = me.client.session.session_key
    me.post("/sign-in/demo", officer="XA-NLO-1")
    assert me.client.session.session_key != old
    assert not Session.objects.filter(session_key="over").exists()


def test_signing_out_everywhere_ends_the_others_too(browse: type[Browser]) -> None:
    here, there, other = browse("XA-NLO-1"), browse("XA-NLO-1"), browse("XB-NAA-1")
    assert here.post("/sign-out/everywhere").status_code == 302
    assert here.get("/desk").status_code == there.get("/desk").status_code == 302
    assert other.get("/desk").status_code == 200


def test_keys_are_changed_only_shortly_after_signing_in(two: tuple[Browser, Passkey, Passkey]) -> None:
    session = two[0].client.session
    session["began"] = int(time.time()) - sessions.FRESH - 5
    session.save()
    for path in ("options", "add", "remove"):
        said = two[0].post(f"/desk/keys/{path}")
        assert (said.status_code, b"desk.stale" in said.content) == (403, True), path


def test_whoever_is_dismissed_reads_nothing_more(
    browse: type[Browser], served: Served, two: tuple[Browser, Passkey, Passkey], monkeypatch: pytest.MonkeyPatch
) -> None:
    me = two[0]
    assert me.get("/register").status_code == 200
    dismiss(monkeypatch, OFFICER)
    for path in ("/desk", "/register", "/list", f"/entries/{served.entries['salt-brigade']}", "/desk/keys"):
        assert me.get(path).status_code == 403, path
    assert signed_in(browse(), two[1]).status_code == 403


def dismiss(monkeypatch: pytest.MonkeyPatch, officer: str) -> None:
    """From here on the log says that ``officer`` left office yesterday."""
    from comity.store.unit import SqlUnit  # noqa: PLC0415  after the settings

    true = SqlUnit.directory
    gone = registry.current().clock().date().isoformat()

    def directory(self: SqlUnit):  # type: ignore[no-untyped-def]  as the one it stands for
        found = true(self)
        left = replace(found.officers[officer], until=gone)
        return replace(found, officers={**found.officers, officer: left})

    monkeypatch.setattr(SqlUnit, "directory", directory)
