"""The API of the node: who may ask what, and how it answers what it refuses."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from comity import acts, canonical
from comity.acts import Link
from comity.interchange.dossier import signing
from comity.operations import credentials
from comity.site import registry
from comity.site.answers import paged
from comity.site.api.answering import tag
from comity.site.desk import throttle
from tests.asking import refused, rows
from tests.site.api.conftest import Program
from tests.site.desk.conftest import Served
from tests.site.desk.test_signing import dismiss

_EMPTY = {"head": "{}", "officer_signature": "", "seal_signature": "", "bodies": []}
WHY = {"case": "XC-2026/4", "reason": "prosecution"}
_LIST = "/entries?kind=list"
_REGISTER = "/entries?kind=register"


def filled(path: str, served: Served) -> str:
    for name, entry in {**served.entries, "nowhere": "0" * 32}.items():
        path = path.replace("{" + name + "}", entry)
    return path


def signed_act(served: Served, officer: str = "XB-NAA-1") -> dict[str, Any]:
    """An act that nobody has seen yet: a State does not recognise the entry."""
    cast, on = served.stage.cast, (Link("on", served.entries["salt-brigade"]),)
    head = cast.head(officer, "NAA", "flag.raise", "flag", cast.new_id(), {"ground": "R1"}, on)
    told: dict[str, Any] = json.loads(signing.dump(cast.sign(head)))
    return told


def test_every_refusal_is_described_as_a_problem(served: Served) -> None:
    code, told = Program(served, "XA-NLO-1").get("/openapi.json")
    assert code == 200
    for path in told["paths"].values():
        for operation in path.values():
            assert set(operation["responses"]["404"]["content"]) == {"application/problem+json"}


def test_nothing_is_answered_without_a_token_that_stands(served: Served) -> None:
    held = credentials.of_home(served.stage.node.located.home)
    now = int(served.stage.clock().timestamp())
    over = held.new_token("XA-NLO-1", "XA-CENTRAL", frozenset({"read", "act"}), "over", 1, now - 2 * 86400)
    gone = Program(served, "XA-NLO-1", "read", "act")
    authority = served.stage.cast.authority_of("XA-NLO-1")
    held.revoke(gone.id, authority, now)
    other = Program(served)
    for secret in ("", "comity_nothing", over, gone.token):
        other.token = secret
        for code, said in (other.get(_LIST), other.post("/acts", {})):
            assert (code, said["code"]) == (401, "api.token"), secret
            assert other.last.headers["WWW-Authenticate"].startswith("Bearer")


def test_a_token_opens_nothing_once_its_officer_serves_another_authority(served: Served) -> None:
    held, now = credentials.of_home(served.stage.node.located.home), int(served.stage.clock().timestamp())
    me = Program(served)
    me.token = held.new_token("XA-NLO-1", "XB-CENTRAL", frozenset({"read", "act"}), "before he moved", 1, now)
    for code, said in (me.get(_LIST), me.post("/acts", {"act": signed_act(served)})):
        assert (code, said["code"]) == (401, "api.token")


def test_a_session_of_the_desk_opens_nothing_here(served: Served) -> None:
    other = Program(served)
    other.client.post("/sign-in/demo", {"officer": "XA-NLO-1"}, headers={"accept": "text/html"})
    assert other.client.get(f"/api/v1{_LIST}").status_code == 401


def test_guessing_tokens_ends_like_every_other_failing(served: Served) -> None:
    other = Program(served)
    for at in range(throttle.LIMIT):
        other.token = f"comity_{at}"
        assert other.get(_LIST)[0] == 401
    assert other.get(_LIST)[0] == 429
    assert other.client.post("/sign-in/demo", {"officer": "XA-NLO-1"}).status_code == 429


def test_a_person_is_opened_with_a_case_and_the_journal_says_so_first(served: Served) -> None:
    other, path = Program(served, "XC-NLO-1"), filled("/entries/{melvik}", served)
    before = rows("SELECT COUNT(*) FROM journal")[0][0]
    for said in (other.get(path), other.get(f"{path}/history")):
        assert said[0] == 403
        assert said[1]["code"] == "face.case"
        assert "Melvik" not in json.dumps(said[1])
    assert rows("SELECT COUNT(*) FROM journal")[0][0] == before
    code, told = other.post(f"{path}/readings", WHY)
    assert (code, "Melvik" in json.dumps(told, ensure_ascii=False)) == (200, True)
    assert rows("SELECT COUNT(*) FROM journal")[0][0] == before + 1
    assert "Melvik" not in json.dumps(other.get(_REGISTER)[1])


@pytest.mark.parametrize("officer", ["XA-CK-1", "AU-1", "XB-AA-1"])
def test_who_reads_no_entry_opens_no_person_and_learns_of_none(served: Served, officer: str) -> None:
    there = Program(served, officer).post(filled("/entries/{melvik}/readings", served), WHY)
    nowhere = Program(served, officer).post(filled("/entries/{nowhere}/readings", served), WHY)
    assert there == nowhere
    assert there[0] == 404


@pytest.mark.parametrize(
    ("body", "kind", "code"),
    [
        (b"{", "application/json", "api.json"),
        (b"[]", "application/json", "api.form"),
        ({**WHY, "officer": "XA-NLO-1"}, "application/json", "api.form"),
        ({**WHY, "reason": "curiosity"}, "application/json", "api.form"),
        ({**WHY, "case": 7}, "application/json", "api.form"),
        ({**WHY, "case": ""}, "application/json", "api.form"),
        (b"case=1", "application/x-www-form-urlencoded", "api.type"),
        (b'{"case":"\xff"}', "application/json", "api.json"),
    ],
)
def test_bodies_are_strict(served: Served, body: Any, kind: str, code: str) -> None:
    said = Program(served, "XC-NLO-1").post(filled("/entries/{melvik}/readings", served), body, kind)[1]
    assert said["code"] == code


def test_what_is_not_there_is_a_problem_too(served: Served) -> None:
    me = Program(served, "XA-NLO-1")
    assert me.get("/nowhere")[0] == 404
    assert me.post("/entries", {})[0] == 405
    assert me.get("/acts")[0] == 405
    assert me.get("/entries/NOT-AN-ID")[0] == 422
    assert me.get("/entries?kind=persons")[1]["code"] == "api.form"
    assert me.get("/entries?kind=list&nationality=XA")[1]["code"] == "api.filter"
    answer = me.client.delete("/api/v1/entries")
    assert (answer.status_code, answer.headers["Content-Type"]) == (405, "application/problem+json")


def test_a_page_goes_on_where_the_last_one_ended(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paged, "PAGE", 1)
    me, found, cursor = Program(served, "XA-NLO-1"), [], ""
    while True:
        code, page = me.get(f"{_LIST}&cursor={cursor}")
        assert (code, len(page["entries"])) == (200, 1)
        found.append(page["entries"][0]["id"])
        first, cursor = cursor or page["next"], page["next"]
        if not cursor:
            break
    assert len(set(found)) == len(found) == page["total"]
    for stolen, path in ((Program(served, "XC-NLO-1"), _LIST), (me, _REGISTER)):
        assert stolen.get(f"{path}&cursor={first}")[1]["code"] == "api.cursor"
    assert me.get(f"{_LIST}&cursor={first[:-2]}xx")[1]["code"] == "api.cursor"


def test_what_did_not_change_is_not_sent_again(served: Served) -> None:
    me, path = Program(served, "XA-NLO-1"), filled("/entries/{salt-brigade}", served)
    me.get(path)
    tag = me.last.headers["ETag"]
    assert me.get(path, if_none_match=tag) == (304, None)
    assert me.get(path, if_none_match='"other"')[0] == 200


def test_an_entry_keeps_its_tag_while_only_time_passes(served: Served) -> None:
    me, path, here = Program(served, "XA-NLO-1"), filled("/entries/{salt-brigade}", served), registry.current()
    at = me.get(path)[1]["entry"]["at"]
    tag = me.last.headers["ETag"]
    registry.use(replace(here, clock=lambda: here.clock() + timedelta(minutes=1)))
    assert me.get(path, if_none_match=tag)[0] == 304
    assert me.get(path)[1]["entry"]["at"] != at


def test_entries_are_filtered_and_looked_at_as_of_a_day(served: Served) -> None:
    me, every = Program(served, "XC-NLO-1"), Program(served, "XC-NLO-1").get(_LIST)[1]
    claimed = me.get(f"{_LIST}&claimant=XD")[1]
    assert (claimed["total"], every["total"]) == (1, 2)
    assert {one["claimant"] for one in claimed["entries"]} == {"XD"}
    assert me.get(f"{_LIST}&effect=suspended")[1]["total"] == 0
    assert me.get(f"{_LIST}&effect=frightened")[1]["code"] == "api.form"
    path = filled("/entries/{salt-brigade}", served)
    assert me.get(f"{path}?as_of=yesterday")[1]["code"] == "face.day"
    assert me.get(f"{path}?as_of=2001-01-01")[0] in (200, 404)
    assert me.get(f"{path}?as_of=2999-01-01")[1]["entry"]["effect"] == me.get(path)[1]["entry"]["effect"]


def test_a_parameter_that_no_route_knows_is_refused_everywhere(served: Served) -> None:
    me = Program(served, "XA-NLO-1")
    for path in ("/entries/{salt-brigade}", "/entries/{salt-brigade}/history"):
        assert me.get(filled(path, served) + "?as=XB")[1]["code"] == "api.filter"


def test_an_act_is_committed_once_and_answers_the_same_again(served: Served) -> None:
    me, act = Program(served, "XB-NAA-1", "read", "act"), signed_act(served)
    code, receipt = me.post("/acts", {"act": act})
    assert code == 200, receipt
    assert me.post("/acts", {"act": act}) == (200, receipt)
    assert me.get(f"/acts/{receipt['act']}") == (200, receipt)
    assert Program(served, "XA-NAA-1").get(f"/acts/{receipt['act']}")[0] == 404
    other = {**act, "officer_signature": act["seal_signature"]}
    assert me.post("/acts", {"act": other})[1]["code"] in ("act.other_bytes", "act.signature")


def test_a_token_submits_for_its_own_authority_with_its_scope_alone(served: Served) -> None:
    act = {"act": signed_act(served)}
    said = Program(served, "XA-NAA-1", "act").post("/acts", act)
    assert (said[0], said[1]["code"]) == (403, "api.authority")
    said = Program(served, "XB-NAA-1", "read").post("/acts", act)
    assert (said[0], said[1]["code"]) == (403, "api.scope")
    said = Program(served, "XB-NAA-1", "act").get(_LIST)
    assert (said[0], said[1]["code"]) == (403, "api.scope")
    head = acts.parse_head(act["act"]["head"].encode())
    assert rows("SELECT COUNT(*) FROM act WHERE id = %s", head.id)[0][0] == 0


def test_an_act_on_what_changed_is_not_committed(served: Served) -> None:
    me, stage = Program(served, "XC-NAA-1", "read", "act"), served.stage
    first = signed_act(served, "XC-NAA-1")
    _, receipt = me.post("/acts", {"act": first})
    tag, flag = me.last.headers["ETag"], acts.parse_head(first["head"].encode()).matter
    head = stage.cast.head("XC-NAA-1", "NAA", "flag.lift", "flag", flag, after=receipt["act"])
    lifted = stage.cast.sign(head)
    body = {"act": canonical.load(signing.dump(lifted))}
    said = me.post("/acts", body, if_match='"another"')
    assert (said[0], said[1]["code"]) == (412, "api.changed")
    code, lift = me.post("/acts", body, if_match=tag)
    assert code == 200, lift
    assert me.post("/acts", body, if_match=tag) == (200, lift)
    assert me.get(f"/acts/{receipt['act']}")[0] == 200


def test_a_tag_tells_nothing_of_a_matter_on_which_one_never_acted(served: Served) -> None:
    cast, me = served.stage.cast, Program(served, "XC-NAA-1", "act")
    for mark in ('"another"', tag(b"")):
        said = []
        for matter in (served.entries["melvik"], "0" * 32):
            head = cast.head("XC-NAA-1", "NAA", "flag.lift", "flag", matter, after="1" * 32)
            unsealed = replace(cast.sign(head), seal_signature=b"")
            said.append(me.post("/acts", {"act": canonical.load(signing.dump(unsealed))}, if_match=mark))
        assert (said[0][0], said[0][1]["code"]) == (said[1][0], said[1][1]["code"]), mark


def test_whoever_guesses_locks_no_token_out(served: Served) -> None:
    me, other = Program(served, "XA-NLO-1"), Program(served)
    for at in range(throttle.LIMIT + 1):
        other.token = f"comity_{at}"
        other.get(_LIST)
    assert other.get(_LIST)[0] == 429
    assert me.get(_LIST)[0] == 200


@pytest.mark.parametrize("junk", [{}, {"act": {}}, {"act": 1}, {"act": _EMPTY}])
def test_junk_is_no_act(served: Served, junk: Any) -> None:
    assert Program(served, "XB-NAA-1", "act").post("/acts", junk)[0] in (400, 422)


def test_whoever_is_dismissed_asks_nothing_more(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    me = Program(served, "XB-NLO-1", "read", "act")
    assert me.get(_LIST)[0] == 200
    dismiss(monkeypatch, "XB-NLO-1")
    assert me.get(_LIST)[0] == 403
    assert me.post("/acts", {"act": signed_act(served)})[0] == 403


def test_no_token_is_kept(served: Served) -> None:
    me = Program(served, "XA-NLO-1")
    for path in (served.stage.node.located.home / "desk").glob("desk.db*"):
        assert me.token.encode() not in path.read_bytes()


def test_a_token_of_another_authority_is_not_revoked(served: Served) -> None:
    theirs = Program(served, "XA-NLO-1")
    held, now = credentials.of_home(served.stage.node.located.home), int(served.stage.clock().timestamp())
    with refused("desk.token"):
        held.revoke(theirs.id, "XB-CENTRAL", now)
    assert held.token(theirs.token, now)
