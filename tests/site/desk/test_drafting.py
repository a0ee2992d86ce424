"""A liaison officer's day in the browser: from an empty template to an entry that another State answers."""

from __future__ import annotations

import os
import re
from html import unescape
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from comity.demo.filing import ATTESTED
from comity.interchange.dossier import examples
from comity.qualification.vocabulary import HumanGate
from tests.site.desk.conftest import Browser, Served, staged_in
from tests.site.desk.drafted import begun, filled
from tests.site.desk.test_acting import BECAUSE, step


@pytest.fixture(scope="module")
def staged(tmp_path_factory: pytest.TempPathFactory) -> Served:
    return staged_in(tmp_path_factory.mktemp("desk") / "demo")


@pytest.fixture
def folder(served: Served) -> Path:
    stage = served.stage
    return examples.materialise("ember-column", stage.home / os.urandom(4).hex(), stage.clock().date())


def test_from_a_draft_to_what_another_state_says(browse: type[Browser], served: Served, folder: Path) -> None:
    drafter, approver, reviewer = browse("XA-NLO-1"), browse("XA-NAA-1"), browse("EC-CR-1")
    path = filled(drafter, folder)
    assert path in drafter.get("/desk").content.decode()
    page = drafter.get(path).content.decode()
    assert "The form is whole" in page
    words = drafter.post(path, stage="words").content.decode()
    assert "XA-NLO-1" in words
    done = drafter.post(path, stage="send").content.decode()
    assert "in the log" in done
    entry = re.search(r'href="/entries/([0-9a-f]{32})"', done)
    assert entry
    assert path.endswith(entry[1]), "the draft bore the id of its entry"
    assert drafter.get(path).status_code == 404
    version = re.search(r"/act/version\.correct/([0-9a-f]{32})", drafter.get(f"/entries/{entry[1]}").content.decode())
    assert version
    effects = ["national_ban_shown_to_members"]
    assert browse("XC-NLO-1").get(f"/entries/{entry[1]}").status_code == 404
    approve = step(approver, f"/act/version.approve/{version[1]}", effects=effects, words="Members will see the ban.")
    assert approve.status_code == 200
    review = reviewer.get(f"/review/{version[1]}").content.decode()
    for decision in set(re.findall(r"/act/decision\.authenticate/([0-9a-f]{32})", review)):
        assert step(reviewer, f"/act/decision.authenticate/{decision}").status_code == 200
    attests = [str(one.value) for one in HumanGate]
    assert step(reviewer, f"/act/version.permit/{version[1]}", attests=attests).status_code == 200
    other = browse("XC-NLO-1")
    assert step(other, f"/act/position.take/{entry[1]}", position="does_not_recognise").status_code == 200
    assert step(other, f"/act/flag.raise/{entry[1]}", ground="R6", because=BECAUSE).status_code == 200
    assert step(drafter, f"/act/suspension.begin/{entry[1]}", reason="data_error").status_code == 200
    assert step(drafter, f"/act/entry.withdraw/{entry[1]}", reason="purpose_met").status_code == 200
    assert "withdrawn" in other.get(f"/entries/{entry[1]}").content.decode()


def test_a_template_says_line_by_line_what_it_lacks(browse: type[Browser]) -> None:
    drafter = browse("XA-NLO-1")
    path = begun(drafter, "register")
    assert "Not whole yet" in drafter.get(path).content.decode()
    page = drafter.get(f"{path}/text").content.decode()
    assert "The form is not whole yet" in page
    assert "dossier.yaml" in page
    assert drafter.post(path, stage="words").status_code == 400
    assert drafter.post(path, stage="send").status_code == 400
    assert drafter.post("/drafts", kind="poems").status_code == 400
    assert drafter.post(path, stage="publish").status_code == 400
    assert drafter.post(path, stage="discard").status_code == 302
    assert drafter.get(path).status_code == 404


def test_nobody_else_sees_a_draft_or_changes_it(browse: type[Browser]) -> None:
    path = begun(browse("XA-NLO-1"))
    stranger = browse("XB-NLO-1")
    for answer in (
        stranger.get(path),
        stranger.post(path, stage="save", text="mine"),
        stranger.post(path, stage="discard"),
    ):
        assert answer.status_code == 404
    assert path not in stranger.get("/drafts").content.decode()
    assert browse("XA-NAA-1").get(path).status_code == 403
    nowhere = "/drafts/" + "0" * 32
    assert browse("XA-NLO-1").post(nowhere, stage="save", text="kind: list").status_code == 404


def test_a_dossier_of_another_state_is_not_signed(browse: type[Browser], served: Served, folder: Path) -> None:
    other = browse("XB-NLO-1")
    path = filled(other, folder)
    answer = other.post(path, stage="words")
    assert answer.status_code == 403
    assert "claimant_state" in answer.content.decode()
    with served.stage.node.reading() as unit:
        size = unit.position().index
    assert other.post(path, stage="send").status_code == 403
    with served.stage.node.reading() as unit:
        assert unit.position().index == size


def test_a_document_of_a_strange_kind_or_name_is_refused(browse: type[Browser]) -> None:
    drafter = browse("XA-NLO-1")
    path = begun(drafter)
    for name in ("run.exe", ".hidden.pdf", "no ending"):
        assert drafter.post(path, stage="attach", document=SimpleUploadedFile(name, b"x")).status_code == 400
    upload = SimpleUploadedFile("ruling.txt", b"x")
    assert drafter.post(path, stage="attach", document=upload).status_code == 302
    assert "ruling.txt" in drafter.get(path).content.decode()
    assert drafter.post(path, stage="detach", document="ruling.txt").status_code == 302
    assert "ruling.txt" not in drafter.get(path).content.decode()


def test_a_renewal_begins_with_the_version_in_effect(browse: type[Browser], served: Served) -> None:
    entry = served.entries["ember-column"]
    own, path = browse("XA-NLO-1"), f"/drafts/{entry}"
    assert "Draft a renewal" in own.get(f"/entries/{entry}").content.decode()
    assert browse("XB-NLO-1").post(f"/entries/{entry}/renew").status_code == 403
    assert own.post("/entries/" + "0" * 32 + "/renew").status_code == 404
    assert own.post(f"/entries/{entry}/renew").headers["Location"] == path
    assert f'href="/entries/{entry}"' in own.get(path).content.decode()
    page = own.get(f"{path}/text").content.decode()
    assert f"renews: {entry}" in page
    assert "  effect_by_drafter:" not in page
    assert "The form is not whole yet" not in page
    assert own.post(f"/entries/{entry}/renew").headers["Location"] == path, "it is not begun twice"
    assert own.post(path, stage="discard").status_code == 302


def acts_of(served: Served) -> int:
    with served.stage.node.reading() as unit:
        return unit.position().index


def test_what_was_refused_half_way_is_mended_and_the_rest_alone_is_sent(
    browse: type[Browser], served: Served, folder: Path
) -> None:
    drafter, stands = browse("XA-NLO-1"), "are in the log and are not made again"
    path = filled(drafter, folder)
    text = (folder / "dossier.yaml").read_text("utf-8")
    drafter.post(path, stage="save", text=re.sub(r"sunset: .*", "sunset: 2099-01-01", text))
    assert stands not in drafter.get(path).content.decode()
    before = acts_of(served)
    refused = drafter.post(path, stage="send")
    assert (refused.status_code, "lapses within twelve months" in refused.content.decode()) == (400, True)
    assert acts_of(served) == before + 2, "decision and claim stand, the version was refused"
    for page in (refused.content.decode(), drafter.get(path).content.decode()):
        assert stands in page
        assert "Record the decision" in page
        assert "Open the entry" in page
    drafter.post(path, stage="save", text=text.replace("Judges Ommen", "Judges Ormen"))
    other = drafter.post(path, stage="words")
    assert (other.status_code, "is in the log as you signed it" in other.content.decode()) == (409, True)
    drafter.post(path, stage="save", text=text)
    words = drafter.post(path, stage="words").content.decode()
    assert stands in words
    assert words.count("<li><p>") == 1, "the version alone is signed"
    assert "in the log" in drafter.post(path, stage="send").content.decode()
    assert acts_of(served) == before + 3
    assert drafter.get(path).status_code == 404
    (version,) = re.findall(
        r"/act/version\.correct/([0-9a-f]{32})", drafter.get(path.replace("drafts", "entries")).content.decode()
    )
    with served.stage.node.reading() as unit:
        found = unit.matter(version)
        assert found is not None
        assert len(found.all_linked("rests_on")) == 1, "it rests on the decision that stood"


def test_what_stands_of_another_authority_is_no_part_of_a_draft(browse: type[Browser], served: Served) -> None:
    drafter = browse("XB-NLO-1")
    path = begun(drafter)
    entry = path.rpartition("/")[2]
    cast = served.stage.cast
    served.stage.node.submit(cast.sign(cast.head("XA-NLO-1", "NLO", "entry.claim", "list.entry", entry)))
    assert "are in the log and are not made again" not in drafter.get(path).content.decode()


@pytest.mark.parametrize("name", ["Judgment, certified (2).txt", "Приговор суда № 3.txt", "判决书(副本).txt"])
def test_a_document_keeps_its_name_in_any_script_to_the_log_and_back(
    browse: type[Browser], served: Served, folder: Path, name: str
) -> None:
    (folder / "documents" / "judgment.txt").rename(folder / "documents" / name)
    text = (folder / "dossier.yaml").read_text("utf-8").replace("judgment.txt", f'"{name}"')
    (folder / "dossier.yaml").write_text(text, "utf-8")
    drafter = browse("XA-NLO-1")
    path = filled(drafter, folder)
    page = drafter.get(path).content.decode()
    assert "The form is whole" in page
    assert f"<strong>{name}</strong>" in page
    assert drafter.post(path, stage="words").status_code == 200
    drafter.post(path, stage="discard")
    filed = served.stage.cast.file(folder, "XA-NLO-1", "XA-NAA-1")
    served.stage.cast.authenticate(filed, "EC-CR-1")
    served.stage.cast.permit(filed, "EC-CR-1", ATTESTED)
    renewal = drafter.post(f"/entries/{filed.entry}/renew").headers["Location"]
    assert f"<strong>{name}</strong>" in drafter.get(renewal).content.decode(), "its bytes came from the record"
    assert name in unescape(drafter.get(f"{renewal}/text").content.decode())
