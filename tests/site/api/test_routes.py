"""The API of the node: who may ask what, and how it answers what it refuses."""

from __future__ import annotations

import json
from typing import Any

import pytest

from comity import acts, canonical
from comity.acts import Link
from comity.interchange.dossier import signing
from comity.operations import credentials, proving
from comity.site.answers import entries
from comity.site.desk import throttle
from tests.asking import refused, rows
from tests.site.api.conftest import Program
from tests.site.desk.conftest import ONE_OF_EACH, Served
from tests.site.desk.test_signing import dismiss

_EMPTY = {"head": "{}", "officer_signature": "", "seal_signature": "", "bodies": []}
WHY = {"case": "XC-2026/4", "reason": "prosecution"}
OFFICER = {**ONE_OF_EACH, "other": "XC-NLO-1"}
# By hand from law.md D(iv). salt-brigade is on the published List; melvik is a person of the Register, for all
# members (restricted: opened with a case); a checker, an auditor and an asylum authority read no entry.
_LIST = "/entries?kind=list"
_REGISTER = "/entries?kind=register"
EXPECTED: dict[str, dict[str, int]] = {
    _LIST: dict.fromkeys(OFFICER, 200),
    _REGISTER: {**dict.fromkeys(OFFICER, 200), "AU": 403, "CK": 403, "AA": 403},
    "/entries/{salt-brigade}": {**dict.fromkeys(OFFICER, 200)},
    "/entries/{salt-brigade}/history": {**dict.fromkeys(OFFICER, 200)},
    "/entries/{salt-brigade}/moves": {**dict.fromkeys(OFFICER, 200)},
    "/entries/{nowhere}": dict.fromkeys(OFFICER, 404),
    "/entries/{nowhere}/moves": dict.fromkeys(OFFICER, 404),
    "/entries/{melvik}/moves": {**dict.fromkeys(OFFICER, 200), "AU": 404, "CK": 404, "AA": 404},
    "/node": dict.fromkeys(OFFICER, 200),
    "/waiting": dict.fromkeys(OFFICER, 200),
    "/versions/{nowhere}/review": {**dict.fromkeys(OFFICER, 403), "CR": 404},
}
POSTED = {"/acts", "/acts/prepare", "/acts/{act}/sealed", "/entries/{entry}/readings"}
ROUTES = {
    "/node",
    "/waiting",
    "/versions/{version}/review",
    "/entries",
    "/entries/{entry}",
    "/entries/{entry}/history",
    "/entries/{entry}/moves",
    "/entries/{entry}/readings",
    "/acts",
    "/acts/prepare",
    "/acts/{act}",
    "/acts/{act}/proof",
    "/acts/{act}/sealed",
}


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


@pytest.mark.parametrize("path", EXPECTED)
def test_each_capacity_reads_what_the_law_gives_it(served: Served, path: str) -> None:
    found = {name: Program(served, officer).get(filled(path, served))[0] for name, officer in OFFICER.items()}
    assert found == EXPECTED[path]


def test_every_route_is_in_this_table_and_described(served: Served) -> None:
    code, told = Program(served, "XA-NLO-1").get("/openapi.json")
    assert code == 200
    assert {path.removeprefix("/api/v1") for path in told["paths"]} == ROUTES
    for path in told["paths"].values():
        for operation in path.values():
            assert operation["security"]
            assert set(operation["responses"]["404"]["content"]) == {"application/problem+json"}


@pytest.mark.parametrize("path", sorted(ROUTES))
def test_nothing_is_answered_without_a_token_that_stands(served: Served, path: str) -> None:
    address = path.replace("{entry}", "0" * 32).replace("{act}", "0" * 32).replace("{version}", "0" * 32)
    post = path in POSTED
    held = credentials.of_home(served.stage.node.located.home)
    now = int(served.stage.clock().timestamp())
    over = held.new_token("XA-NLO-1", "XA-CENTRAL", frozenset({"read", "act"}), "over", 1, now - 2 * 86400)
    gone = Program(served, "XA-NLO-1", "read", "act")
    authority = served.stage.cast.authority_of("XA-NLO-1")
    held.revoke(gone.id, authority, now)
    other = Program(served)
    for secret in ("", "comity_nothing", over, gone.token):
        other.token = secret
        code, said = other.post(address, {}) if post else other.get(address)
        assert (code, said["code"]) == (401, "api.token"), secret
        assert other.last.headers["WWW-Authenticate"].startswith("Bearer")


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
    monkeypatch.setattr(entries, "PAGE", 1)
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


def wanted(served: Served, kind: str = "flag.raise", on: str = "ember-column", **fields: list[str]) -> dict[str, Any]:
    return {"kind": kind, "matter": served.entries[on], "fields": fields}


def test_a_move_is_offered_prepared_signed_elsewhere_and_proven(served: Served) -> None:
    me, stage = Program(served, "XE-NAA-1", "read", "act"), served.stage
    offered = me.get(filled("/entries/{ember-column}/moves", served))[1]["moves"]
    (flag,) = [one for one in offered if one["kind"] == "flag.raise"]
    assert flag["opens"]
    assert "R1" in [value for value, _ in next(f for f in flag["fields"] if f["name"] == "ground")["options"]]
    code, told = me.post("/acts/prepare", wanted(served, ground=["R1"], because=["In writing."]))
    assert code == 200, told
    unsigned = signing.parse(canonical.dump(told["act"]), "act")
    head = acts.parse_head(unsigned.head)
    assert (head.kind, head.terms, head.officer) == ("flag.raise", {"ground": "R1"}, "XE-NAA-1")
    assert not unsigned.officer_signature
    assert rows("SELECT COUNT(*) FROM act WHERE id = %s", head.id)[0][0] == 0
    signed = stage.cast.sign(head, bodies=unsigned.bodies)
    code, receipt = me.post("/acts", {"act": canonical.load(signing.dump(signed))})
    assert code == 200, receipt
    assert me.get(f"/acts/{head.id}/proof")[1]["code"] == "log.unpublished"
    stage.node.publish()
    code, proven = me.get(f"/acts/{head.id}/proof")
    assert code == 200, proven
    whole = {**canonical.load(signing.dump(signed)), "stamp": proven["stamp"]}
    known = me.get("/node")[1]
    verified = proving.verify(proven["proof"].encode(), known["vkey"], json.dumps(whole).encode())
    assert (verified.act, verified.index) == (head.id, receipt["index"])
    assert (known["officer_key"], known["seal_key"]) == (head.officer_key, head.seal_key)
    assert Program(served, "XA-NAA-1").get(f"/acts/{head.id}/proof")[1]["code"] == "api.act"


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"fields": {"officer": ["XA-NLO-1"]}}, "desk_acting.field"),
        ({"fields": {"stage": ["sign"], "ground": ["R1"]}}, "desk_acting.field"),
        ({"fields": {"ground": ["R1", "R2"]}}, "desk_acting.field"),
        ({"fields": {"ground": ["R99"]}}, "entry.choice"),
        ({"fields": {"ground": "R1"}}, "api.form"),
        ({"kind": "entry.withdraw", "fields": {"reason": ["other"]}}, "actor.claimant_only"),
        ({"matter": "0" * 32}, "act.unknown_matter"),
        ({"officer": "XA-NLO-1"}, "api.form"),
    ],
)
def test_what_is_not_open_or_not_asked_is_not_prepared(served: Served, more: dict[str, Any], code: str) -> None:
    me = Program(served, "XC-NAA-1", "act")
    assert me.post("/acts/prepare", {**wanted(served, ground=["R1"]), **more})[1]["code"] == code
    assert Program(served, "XC-NAA-1", "read").post("/acts/prepare", wanted(served))[1]["code"] == "api.scope"
