"""An officer acts at the desk of his own authority: two processes, two folders, and no key at the registry."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from comity.demo.leaving import PASSPHRASE
from comity.keys import generate
from comity.operations.authority import acting, folder
from comity.operations.authority.remote import Remote
from comity.site.authority import urls
from comity.store import database
from comity.translog.vkeys import VerifierKey
from tests.asking import refused, rows
from tests.site.authority.conftest import Own, Registry, Sitter, furnished, serving

BECAUSE = "A reason that no address and no log may hold."
BOTH = {"officer_passphrase": PASSPHRASE, "seal_passphrase": PASSPHRASE}


def words(me: Sitter, path: str, **form: str | list[str]) -> None:
    """Fill the form of a move up to the words."""
    me.get(path)
    me.post(path, stage="words", **form)
    assert me.status == 200, me.page


def sign(me: Sitter, path: str, **other: str) -> None:
    """Sign what the page shows."""
    me.post(path, **{"stage": "sign", "act": me.hidden("act"), "mark": me.hidden("mark"), **BOTH, **other})


def lift(me: Sitter, registry: Registry) -> str:
    """Lift the flag of one's State, of which there is one at a time; the path of the move."""
    page = me.get(f"/entries/{registry.served.entries['salt-brigade']}")
    found = re.search(r"/entries/[0-9a-f]{32}/act/flag.lift/[0-9a-f]{32}", page)
    assert found, page
    words(me, found[0])
    sign(me, found[0])
    assert "Done, and in the log" in me.page
    return found[0]


def path_of(registry: Registry, kind: str, name: str = "salt-brigade") -> str:
    entry = registry.served.entries[name]
    return f"/entries/{entry}/act/{kind}/{entry}"


def acts_of(registry: Registry, officer: str) -> int:
    database.use(registry.served.stage.node.located.path("database"))
    return int(rows("SELECT COUNT(*) FROM act WHERE CAST(head AS TEXT) LIKE %s", f'%"officer":"{officer}"%')[0][0])


def test_an_officer_reads_signs_here_and_the_log_proves_it(own: Own, registry: Registry) -> None:
    me, path = Sitter(own, "XA-NLO-1"), path_of(registry, "flag.raise")
    assert me.at.endswith("/desk")
    assert registry.served.entries["salt-brigade"] in me.get("/list")
    assert path in me.get(path.partition("/act/")[0])
    words(me, path, ground="R1", because=BECAUSE)
    assert "XA-NLO-1, liaison officer, for XA-CENTRAL, signs" in me.page
    assert BECAUSE in me.page
    digest = re.search(r'class="id">([0-9a-f]{64})<', me.page)
    assert digest
    sign(me, path)
    assert (me.status, "/sent/" in me.at) == (200, True)
    assert "Done, and in the log" in me.page
    assert "does not reach this act" in me.page
    assert digest[1] in me.page
    registry.served.stage.node.publish()
    assert "Verified here" in me.get(me.at.removeprefix(own.address))
    act = me.at.rpartition("/")[2]
    assert act in me.get("/sent")
    assert act not in Sitter(own, "XA-NAA-1").get("/sent")
    other = Sitter(own, "XA-NAA-1")
    other.get(f"/sent/{act}")
    assert (other.status, "authority.no_act" in other.page) == (404, True)
    lift(me, registry)


def test_the_registry_never_holds_a_key_or_a_passphrase(own: Own, registry: Registry) -> None:
    me, path = Sitter(own, "XA-NLO-1"), path_of(registry, "position.take")
    words(me, path, position="recognises")
    sign(me, path)
    assert "Done" in me.page
    cast = registry.served.stage.cast
    secrets = [cast.officers["XA-NLO-1"].export_seed(), cast.seals["XA-CENTRAL"].export_seed()]
    secrets += [key.hex().encode() for key in secrets] + [PASSPHRASE.encode()]
    files = [one for one in registry.home.rglob("*") if one.is_file()]
    assert any(one.name == "comity.sqlite3" for one in files)
    assert [(one.name, secret) for one in files for secret in secrets if secret in one.read_bytes()] == []
    tokens = [one.read_bytes() for one in (own.home / "tokens").iterdir()]
    assert [one for one in files for token in tokens if token in one.read_bytes()] == []
    logs = [own.home / "desk" / "program.log", own.home / "desk" / "desk.db"]
    said = b"".join(one.read_bytes() for one in logs if one.is_file())
    assert not any(secret in said for secret in [*secrets, *tokens, BECAUSE.encode()])
    assert all(one.stat().st_mode & 0o077 == 0 for one in own.home.rglob("*"))
    assert not list(own.home.rglob("comity*"))


def test_the_claimant_suspends_and_lifts(own: Own, registry: Registry) -> None:
    me, entry = Sitter(own, "XA-NAA-1"), registry.served.entries["ember-column"]
    path = path_of(registry, "suspension.begin", "ember-column")
    words(me, path, reason="data_error", because=BECAUSE)
    sign(me, path)
    page = me.get(f"/entries/{entry}")
    assert "suspended" in page
    lifting = re.search(rf"/entries/{entry}/act/suspension.lift/[0-9a-f]{{32}}", page)
    assert lifting, page
    words(me, lifting[0])
    sign(me, lifting[0])
    assert "in force" in me.get(f"/entries/{entry}")


def test_an_approver_states_the_effects_in_words_of_his_own(own: Own, registry: Registry) -> None:
    entry, version = registry.pending
    me, path = Sitter(own, "XA-NAA-1"), f"/entries/{entry}/act/version.approve/{version}"
    assert f"/entries/{entry}" in me.get("/desk")
    assert path in me.get(f"/entries/{entry}")
    assert path not in Sitter(own, "XA-NLO-1").get(f"/entries/{entry}")
    me.get(path)
    me.post(path, stage="words", effects=["national_ban_shown_to_members"])
    assert (me.status, "own words" in me.page) == (403, True)
    approve(me, path)
    assert registry.served.stage.cast.matter(version).step == "approved"


def approve(me: Sitter, path: str) -> None:
    words(me, path, effects=["national_ban_shown_to_members"], words="Members will see the ban.")
    assert "Members will see the ban." in me.page
    sign(me, path)
    assert "Done, and in the log" in me.page


def test_the_committee_reviews_and_permits_at_a_desk_of_its_own(own: Own, registry: Registry, tmp_path: Path) -> None:
    """Once the claimant approved: the organ is an authority like the others."""
    entry, version = registry.pending
    if registry.served.stage.cast.matter(version).step == "submitted":  # another worker runs the test above
        approve(Sitter(own, "XA-NAA-1"), f"/entries/{entry}/act/version.approve/{version}")
    home = furnished(tmp_path / "desk", registry, "EC-CR-1", authority="EC")
    with serving(home, registry, authority="EC") as committee:
        me = Sitter(committee, "EC-CR-1")
        assert f"/entries/{entry}" in me.page
        me.get(f"/entries/{entry}/act/version.permit/{version}")
        assert me.at.endswith(f"/review/{version}")
        for decision in re.findall(r'href="(/entries/[0-9a-f]{32}/act/decision.authenticate/[0-9a-f]{32})"', me.page):
            words(me, decision)
            sign(me, decision)
            assert "Done, and in the log" in me.page
        me.get(f"/review/{version}")
        attested = re.findall(r'name="attests" value="([0-9]+)"', me.page)
        assert attested
        permit = f"/entries/{entry}/act/version.permit/{version}"
        me.post(permit, stage="words", attests=attested[:1])
        sign(me, permit)
        assert "The registry refused" in me.page
        assert "What held it" in me.page
        rows = re.findall(
            r'<th scope="row">(\d+) [^<]+</th><td[^>]*><span class="outcome (\w+)">[^<]+</span>([^<]+)<', me.page
        )
        assert {int(gate) for gate, *_ in rows} == {int(gate) for gate in attested[1:]}, me.page
        assert all(answer in {"refuse", "undetermined"} and said.strip() for _, answer, said in rows)
        assert registry.served.stage.cast.matter(version).step == "approved"
        me.get(f"/review/{version}")
        me.post(permit, stage="words", attests=attested)
        assert "EC-CR-1" in me.page
        sign(me, permit)
        assert "Done, and in the log" in me.page
        assert registry.served.stage.cast.matter(version).step == "permitted"


def test_a_receipt_and_a_proof_that_do_not_fit_are_found(own: Own, registry: Registry) -> None:
    me, path = Sitter(own, "XA-NLO-1"), path_of(registry, "flag.raise")
    words(me, path, ground="R5")
    sign(me, path)
    act = me.at.rpartition("/")[2]
    lift(me, registry)
    other = me.at.rpartition("/")[2]
    registry.served.stage.node.publish()
    asked = Remote(folder.desk("XA-CENTRAL", registry.address, registry.log_key, own.home), "XA-NLO-1")
    signed, receipt, proof = acting.one_sent(own.home, "XA-NLO-1", act), asked.receipt(act), asked.proof(act)
    assert acting.verified(signed, receipt, proof, registry.log_key).act == act
    for wrong in ({"index": 0}, {"time": "2026-01-01T00:00:00Z"}, {"after": "lifted"}, {"act": other}):
        with refused("authority.receipt"):
            acting.verified(signed, receipt.model_copy(update=wrong), proof, registry.log_key)
    with refused("log.other_act"):
        acting.verified(acting.one_sent(own.home, "XA-NLO-1", other), receipt, proof, registry.log_key)
    with refused("log.other_act"):
        acting.verified(signed, receipt, asked.proof(other), registry.log_key)
    with refused("log.proof"):
        another = VerifierKey(registry.log_key.partition("+")[0], generate(os.urandom).public_key).vkey()
        acting.verified(signed, receipt, proof, another)


def test_a_restricted_entry_is_opened_with_a_case(own: Own, registry: Registry) -> None:
    me, path = Sitter(own, "XA-NLO-1"), f"/entries/{registry.served.entries['melvik']}"
    asked = me.get(path)
    assert "Melvik" not in asked
    assert 'name="case"' in asked
    assert "Melvik" in me.post(path, case="XA-2026/4", reason="prosecution")
    assert "Melvik" not in me.get("/register")


def test_what_was_not_shown_is_not_signed(own: Own, registry: Registry) -> None:
    me, path = Sitter(own, "XA-NAA-1"), path_of(registry, "flag.raise")
    before = acts_of(registry, "XA-NAA-1")
    words(me, path, ground="R1")
    act, mark = me.hidden("act"), me.hidden("mark")
    for wrong in ({"act": act.replace("R1", "R2")}, {"mark": mark[:-1] + "x"}, {"act": ""}, {"mark": ""}):
        words(me, path, ground="R1")
        sign(me, path, **{"act": act, "mark": mark, **wrong})
        assert (me.status, "authority.shown" in me.page) == (409, True), wrong
    other = Sitter(own, "XA-NLO-1")
    words(other, path, ground="R1")
    sign(other, path, act=act, mark=mark)
    assert "authority.shown" in other.page
    assert acts_of(registry, "XA-NAA-1") == before


def test_the_same_form_sent_twice_is_one_act(own: Own, registry: Registry) -> None:
    me, path = Sitter(own, "XA-NAA-1"), path_of(registry, "flag.raise")
    words(me, path, ground="R3")
    again = {"act": me.hidden("act"), "mark": me.hidden("mark")}
    sign(me, path)
    first, before = me.at, acts_of(registry, "XA-NAA-1")
    me.post(path, stage="sign", **again, **BOTH)
    assert (me.at, acts_of(registry, "XA-NAA-1")) == (first, before)
    assert "Done" in me.page
    lift(me, registry)


def test_an_act_on_what_moved_on_is_refused_and_not_kept(own: Own, registry: Registry) -> None:
    me, path = Sitter(own, "XA-NAA-1"), path_of(registry, "flag.raise")
    words(me, path, ground="R1")
    late = {"act": me.hidden("act"), "mark": me.hidden("mark")}
    words(me, path, ground="R2")
    sign(me, path)
    kept = sorted((own.home / "sent").iterdir())
    me.post(path, stage="sign", **late, **BOTH)
    assert "The registry refused" in me.page
    assert "entry.taken" in me.page
    assert "Nothing was changed" in me.page
    assert sorted((own.home / "sent").iterdir()) == kept
    lift(me, registry)


def test_a_wrong_passphrase_signs_nothing(own: Own, registry: Registry) -> None:
    me, path = Sitter(own, "XA-NAA-1"), path_of(registry, "flag.raise")
    words(me, path, ground="R1")
    before = acts_of(registry, "XA-NAA-1")
    for wrong in ("officer_passphrase", "seal_passphrase"):
        sign(me, path, **{wrong: "another passphrase"})
        assert (me.status, "does not open" in me.page) == (403, True)
    assert acts_of(registry, "XA-NAA-1") == before
    sign(me, path)
    lift(me, registry)


def test_nobody_reads_without_signing_in_and_a_session_ends(own: Own, registry: Registry) -> None:
    entry = registry.served.entries["salt-brigade"]
    anyone = Sitter(own)
    for path in ("/", "/desk", "/list", "/register", "/sent", f"/entries/{entry}", path_of(registry, "flag.raise")):
        anyone.get(path)
        assert anyone.at.endswith("/sign-in"), path
    me = Sitter(own, "XA-NLO-1", "not the passphrase")
    assert (me.status, "does not open" in me.page) == (403, True)
    me.get("/list")
    assert me.at.endswith("/sign-in")
    me = Sitter(own, "XA-NLO-1")
    me.post("/sign-out")
    me.get("/list")
    assert me.at.endswith("/sign-in")
    me.post("/sign-in", officer="XB-NLO-1", passphrase=PASSPHRASE)
    assert "No key of XB-NLO-1 lies at this desk" in me.page


def test_two_desks_of_one_host_keep_their_sessions_apart(own: Own) -> None:
    me = Sitter(own)
    me.get("/sign-in")
    me.post("/sign-in", officer="XA-NLO-1", passphrase=PASSPHRASE)
    (cookie,) = [one for one in me.cookies if one.name != "csrftoken"]
    assert (cookie.name, cookie.has_nonstandard_attr("HttpOnly"), cookie.discard) == ("own_desk", True, True)


@pytest.mark.parametrize("path", ["/sign-in", "/list", "/nowhere"])
def test_every_page_is_closed_to_scripts_frames_and_stores(own: Own, path: str) -> None:
    me = Sitter(own, "XA-NLO-1")
    me.get(path)
    assert me.headers["Cache-Control"] == "no-store"
    assert "script-src 'self'" in me.headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in me.headers["Content-Security-Policy"]
    assert me.headers["X-Content-Type-Options"] == "nosniff"


def test_the_registry_has_pages_that_this_desk_has_not(own: Own) -> None:
    me = Sitter(own, "XA-NLO-1")
    for path in ("/api/v1/node", "/match/default", "/metrics", "/drafts", "/sent/../tokens/XA-NLO-1"):
        assert me.get(path) and me.status == 404, path
    names = "front language sign-in sign-out desk list register entry act answer review dossiers dossier sealed"
    names += " tellings telling compose told one-told told-act renew"
    names += " sent one-sent databank file requests request warnings warning"
    assert {one.name for one in urls.urlpatterns} == {f"own-{name}" for name in names.split()}


def test_an_asylum_authority_answers_its_question_and_reads_nothing(registry: Registry, tmp_path: Path) -> None:
    home = furnished(tmp_path / "desk", registry, "XB-AA-1", authority="XB-ASYLUM")
    with serving(home, registry, authority="XB-ASYLUM") as asylum:
        me = Sitter(asylum, "XB-AA-1")
        path = re.search(r"/act/asylum.answer/[0-9a-f]{32}", me.page)
        assert path, me.page
        assert registry.served.entries["melvik"] not in me.page
        words(me, path[0], answer="none")
        sign(me, path[0])
        assert "Done, and in the log" in me.page
        assert path[0] not in me.get("/desk")
        me.get(f"/entries/{registry.served.entries['melvik']}")
        assert me.status == 403
        assert "act.unknown_matter" in me.page
