"""Acting at the desk, from the choice to the receipt, and what a form cannot do."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from comity import acts, keyfiles
from comity.demo.leaving import OFFICERS, PASSPHRASE
from comity.errors import Refused
from comity.interchange.dossier import signing
from comity.keys import KeyKind
from comity.site.desk import keys
from tests.site.desk.conftest import Browser, Served, staged_in

BECAUSE = "A reason that no address and no log may hold."


@pytest.fixture(scope="module")
def staged(tmp_path_factory: pytest.TempPathFactory) -> Served:
    return staged_in(tmp_path_factory.mktemp("desk") / "demo")


def step(browser: Browser, path: str, **form: object):  # type: ignore[no-untyped-def]  Django's test response
    """Fill the form, read the words, sign."""
    words = browser.post(path, stage="words", **form)
    assert words.status_code == 200, words.content.decode()
    seen = re.search(r'name="seen" value="(\d+)"', words.content.decode())
    assert seen, words.content.decode()
    return browser.post(path, stage="sign", seen=seen[1], **form)


def matter_of(page: str, kind: str) -> str:
    found = re.search(rf'href="/act/{re.escape(kind)}/([0-9a-f]{{32}})"', page)
    assert found, page
    return found[1]


def test_another_state_takes_a_position_raises_a_flag_and_lifts_it(browse: type[Browser], served: Served) -> None:
    entry = served.entries["ember-column"]
    other = browse("XC-NLO-1")
    page = other.get(f"/entries/{entry}").content.decode()
    assert "Take a position" in page
    assert "Withdraw" not in page
    words = other.post(f"/act/position.take/{entry}", stage="words", position="does_not_recognise").content.decode()
    assert "does not recognise" in words
    assert "XC-NLO-1" in words
    done = step(other, f"/act/position.take/{entry}", position="does_not_recognise", because=BECAUSE)
    assert "in the log" in done.content.decode()
    again = other.get(f"/act/position.take/{entry}")
    assert again.status_code in {400, 403, 409}
    assert "entry.taken" in again.content.decode()
    assert step(other, f"/act/flag.raise/{entry}", ground="R6").status_code == 200
    raised = matter_of(other.get(f"/entries/{entry}").content.decode(), "flag.lift")
    assert browse("XD-NLO-1").get(f"/act/flag.lift/{raised}").status_code == 403
    assert step(other, f"/act/flag.lift/{raised}").status_code == 200
    assert "flag.lift" not in other.get(f"/entries/{entry}").content.decode()


def test_the_claimant_suspends_and_lifts(browse: type[Browser], served: Served) -> None:
    entry, own = served.entries["salt-brigade"], None
    claimant = served.stage.cast.matter(entry).participant
    own = browse(f"{claimant}-NLO-1")
    assert step(own, f"/act/suspension.begin/{entry}", reason="data_error").status_code == 200
    page = own.get(f"/entries/{entry}").content.decode()
    assert "suspended" in page
    assert step(own, f"/act/suspension.lift/{matter_of(page, 'suspension.lift')}").status_code == 200


def test_statements_to_take_out_stand_under_their_fields_and_what_was_ticked_stays_in_sight(
    browse: type[Browser], served: Served
) -> None:
    entry = served.entries["ember-column"]
    own, path = browse(f"{served.stage.cast.matter(entry).participant}-NLO-1"), f"/act/entry.narrow/{entry}"
    page = own.get(path).content.decode()
    folded = re.search(
        r'<details><summary>Protected conduct <span class="count">11</span>.*?</details>', page, re.DOTALL
    )
    assert folded
    ticked = re.findall(r'value="(\w+)"', folded[0])[3]
    again = own.post(path, stage="change", statements=[ticked]).content.decode()
    assert "<details open><summary>Protected conduct" in again


def test_acting_for_another_state_is_refused_and_changes_nothing(browse: type[Browser], served: Served) -> None:
    entry = served.entries["ember-column"]
    before = served.stage.node.reading
    with before() as unit:
        size = unit.position().index
    answer = browse("XC-NLO-1").post(f"/act/entry.withdraw/{entry}", stage="sign", reason="other")
    assert answer.status_code == 403
    assert "actor.claimant_only" in answer.content.decode()
    with before() as unit:
        assert unit.position().index == size


def test_what_one_may_not_know_of_is_not_there_to_act_on(browse: type[Browser], served: Served) -> None:
    nowhere = browse("XC-NLO-1").get(f"/act/position.take/{'0' * 32}")
    assert nowhere.status_code == 404
    assert browse("AU-1").get(f"/act/position.take/{served.entries['melvik']}").status_code == 403
    assert browse().get(f"/act/position.take/{served.entries['melvik']}").status_code == 302


def test_a_field_that_the_act_has_not_is_refused(browse: type[Browser], served: Served) -> None:
    entry, other = served.entries["salt-brigade"], browse("XE-NLO-1")
    for more in ({"officer": "XA-NLO-1"}, {"authority": "XA-MIN"}, {"matter": "0" * 32}, {"attests": "6"}):
        answer = other.post(f"/act/position.take/{entry}", stage="sign", position="silent", **more)
        assert answer.status_code == 400
        assert "desk_acting.field" in answer.content.decode()
    assert other.post(f"/act/position.take/{entry}", stage="sign", position=["silent", "own_ban"]).status_code == 400
    assert other.post(f"/act/position.take/{entry}", stage="words", position="loves").status_code == 400


def test_a_form_without_its_token_signs_nothing(served: Served) -> None:
    from django.test import Client  # noqa: PLC0415  after the settings

    entry = served.entries["salt-brigade"]
    strict = Browser("XE-NLO-1")
    strict.client.handler.enforce_csrf_checks = True
    answer = strict.post(f"/act/position.take/{entry}", stage="sign", position="silent")
    assert answer.status_code == 403
    assert "desk.forged" in answer.content.decode()
    assert Client is not None


def test_what_happened_meanwhile_is_shown_before_anything_is_signed(browse: type[Browser], served: Served) -> None:
    entry = served.entries["salt-brigade"]
    one, two = browse("XB-NLO-1"), browse("XE-NLO-1")
    words = one.post(f"/act/position.take/{entry}", stage="words", position="recognises").content.decode()
    seen = re.search(r'name="seen" value="(\d+)"', words)
    assert seen
    assert step(two, f"/act/position.take/{entry}", position="silent").status_code == 200
    stale = one.post(f"/act/position.take/{entry}", stage="sign", position="recognises", seen=seen[1])
    assert stale.status_code == 409
    assert "Since you looked" in stale.content.decode()
    assert "XE" in stale.content.decode()
    assert step(one, f"/act/position.take/{entry}", position="recognises").status_code == 200


def test_reasons_stand_in_no_address_and_no_log(browse: type[Browser], served: Served) -> None:
    entry = served.entries["melvik"]
    claimant = served.stage.cast.matter(entry).participant
    own = browse(f"{claimant}-NLO-1")
    done = step(own, f"/act/suspension.begin/{entry}", reason="other", because=BECAUSE)
    assert done.status_code == 200
    assert BECAUSE not in done.content.decode()
    home = served.stage.home
    logs = [path for path in home.rglob("*") if path.is_file() and path.suffix in (".log", ".jsonl", ".txt")]
    assert logs
    assert all(BECAUSE.encode() not in path.read_bytes() for path in logs)


def test_an_act_is_signed_elsewhere_and_sent_back(browse: type[Browser], served: Served) -> None:
    entry, officer = served.entries["ember-column"], "XE-NLO-1"
    keys.use(None)
    me, path = browse(officer), f"/act/position.take/{entry}"
    words = me.post(path, stage="words", position="silent").content.decode()
    assert "comity act sign" in words
    seen = re.search(r'name="seen" value="(\d+)"', words)
    assert seen
    assert me.post(path, stage="sign", position="silent", seen=seen[1]).status_code == 403
    file = me.post(path, stage="download", position="silent", seen=seen[1])
    assert file.headers["Content-Disposition"].startswith("attachment")
    act = signing.parse(file.content, "act")
    head = acts.parse_head(act.head)
    assert not act.officer_signature
    message = acts.signing_bytes(act.head)
    signatures = []
    for name, kind in ((f"{officer}.key", KeyKind.OFFICER), (f"{head.authority}.seal", KeyKind.SEAL)):
        file_of = served.stage.home / OFFICERS / name
        signer = keyfiles.open_key(file_of, keyfiles.typed(PASSPHRASE), kind=kind, fictional=True)
        signatures.append(signer.sign(message))
    whole = signing.dump(acts.SignedAct(act.head, signatures[0], signatures[1], act.bodies))
    assert browse("XD-NLO-1").post("/act/send", act=SimpleUploadedFile("a.json", whole)).status_code == 403
    assert me.post("/act/send", act=SimpleUploadedFile("a.json", b"{}")).status_code == 400
    assert me.post("/act/send", act=SimpleUploadedFile("a.json", file.content)).status_code == 400
    assert me.post("/act/send").status_code == 400
    assert me.post("/act/send", act=SimpleUploadedFile("a.json", b"0" * (1 << 20))).status_code == 413
    assert me.post("/act/send", act=SimpleUploadedFile("a.json", whole)).status_code == 200


def test_nothing_starts_where_real_and_fictional_keys_lie_together(served: Served, tmp_path: Path) -> None:
    located = served.stage.node.located
    label = keyfiles.Label(KeyKind.OFFICER, "XA-NLO-1", False)
    from comity.keys import generate  # noqa: PLC0415

    made = keyfiles.write(
        tmp_path / "real",
        generate(lambda size: bytes(size - 1) + b"\1"),
        b"a long passphrase",
        label,
        bytes,
    )
    strange = located.home / OFFICERS / "real.key"
    made.rename(strange)
    try:
        with pytest.raises(Refused) as refused:
            keys.of(located)
    finally:
        strange.unlink()
    assert refused.value.refusal.code == "desk_acting.mixed_keys"


def test_a_council_member_finds_the_proposal_and_says_his_position(browse: type[Browser], served: Served) -> None:
    entry = served.entries["salt-brigade"]
    mine, other = browse("XA-CM-1"), browse("XB-CM-1")
    assert "No proposal waits" in mine.get("/desk").content.decode()
    assert step(mine, f"/act/proposal.open/{entry}").status_code == 200
    waiting = other.get("/desk").content.decode().partition('id="proposals"')[2].partition("</section>")[0]
    assert "silent" in waiting
    proposal = matter_of(waiting, "council.position")
    assert step(other, f"/act/council.position/{proposal}", position="no_objection").status_code == 200
    after = other.get("/desk").content.decode().partition('id="proposals"')[2].partition("</section>")[0]
    assert "no objection" in after
    assert "/act/council.position/" not in after
    for officer in ("XA-NLO-1", "EC-CR-1", "AU-1"):
        assert proposal not in browse(officer).get("/desk").content.decode()
