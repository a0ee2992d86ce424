"""A dossier at an authority's own desk: drafted with its documents, signed whole, sent in order, never twice."""

from __future__ import annotations

import io
import json
import os
import re
import zipfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from comity.interchange.dossier import examples, signing
from comity.operations.authority import shelf
from tests.site.authority.between import Between, between
from tests.site.authority.conftest import Own, Registry, Sitter, furnished, serving
from tests.site.authority.test_story import BOTH, acts_of


@pytest.fixture
def folder(registry: Registry, tmp_path: Path) -> Path:
    stage = registry.served.stage
    return examples.materialise("ember-column", tmp_path / "ember", stage.clock().date())


def packed(folder: Path, below: str = "ember/") -> bytes:
    """The folder as a zip, as a person packs it."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as zipped:
        for file in sorted(folder.rglob("*")):
            zipped.write(file, f"{below}{file.relative_to(folder)}")
        zipped.writestr(f"{below}.DS_Store", b"x")
    return target.getvalue()


def begun(me: Sitter, folder: Path) -> str:
    """The address of the dossier that was opened from the folder's zip."""
    me.get("/dossiers")
    me.upload("/dossiers", {"files": [("ember.zip", packed(folder))]})
    assert me.status == 200, me.page
    assert re.search(r"/dossiers/[0-9a-f]{32}$", me.at), me.page
    return me.at.removeprefix(me.own.address)


def signed(me: Sitter, path: str, **other: str) -> None:
    """Read what would be signed, and sign it."""
    me.post(path, stage="words")
    me.post(path, stage="sign", mark=me.hidden("mark"), **{**BOTH, **other})


def test_a_dossier_is_opened_read_signed_sent_and_proven(own: Own, registry: Registry, folder: Path) -> None:
    me, before = Sitter(own, "XA-NLO-1"), acts_of(registry, "XA-NLO-1")
    path = begun(me, folder)
    assert "The form is whole" in me.page
    me.post(path, stage="words")
    assert me.status == 200, me.page
    assert len(re.findall(r'class="id">[0-9a-f]{64}<', me.page)) == 3
    assert "in the order in which they are sent: 3." in me.page
    assert acts_of(registry, "XA-NLO-1") == before
    me.post(path, stage="sign", mark=me.hidden("mark"), **BOTH)
    assert "Done, and in the log" in me.page, me.page
    assert "does not reach this act" in me.page
    assert acts_of(registry, "XA-NLO-1") == before + 3
    registry.served.stage.node.publish()
    assert me.get(path).count("Verified here") == 3
    entry = re.search(r'href="/entries/([0-9a-f]{32})"', me.page)
    assert entry
    assert path.endswith(entry[1])
    me.get(f"/entries/{entry[1]}")
    assert me.status == 200


@contextmanager
def reached_by(home: Path, registry: Registry) -> Iterator[tuple[Between, Own]]:
    """A desk, and what stands between it and the registry."""
    furnished(home, registry, "XA-NLO-1", "XA-NAA-1")
    with between(registry.address) as line, serving(home, registry, registry=line.address) as served:
        yield line, served


@pytest.fixture(scope="module")
def reached(registry: Registry, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Between, Own]]:
    with reached_by(tmp_path_factory.mktemp("reached") / "desk", registry) as both:
        yield both


@pytest.fixture
def broken(reached: tuple[Between, Own]) -> tuple[Between, Own]:
    """The same for each test, and nothing broken or sent yet."""
    line, served = reached
    for kept in (line.loses, line.stops, line.sent):
        kept.clear()
    return line, served


@pytest.mark.parametrize("number", [0, 1, 2])
@pytest.mark.parametrize("how", ["loses", "stops"])
def test_work_that_stopped_goes_on_and_counts_once(
    broken: tuple[Between, Own], registry: Registry, folder: Path, number: int, how: str
) -> None:
    line, served = broken
    getattr(line, how).add(number)
    me, before = Sitter(served, "XA-NLO-1"), acts_of(registry, "XA-NLO-1")
    path = begun(me, folder)
    signed(me, path)
    assert (me.status, "Signed, and not all of it in the log" in me.page) == (503, True)
    assert "it is not known yet whether they arrived" in me.post(path, stage="save", text="kind: list")
    me.get(path)
    me.post(path, stage="send")
    assert "Done, and in the log" in me.page
    assert acts_of(registry, "XA-NLO-1") == before + 3
    assert len(line.acts) == 4
    assert line.acts[number] == line.acts[number + 1], "the same bytes"


def test_a_desk_that_is_killed_while_it_sends_goes_on(registry: Registry, folder: Path, tmp_path: Path) -> None:
    home, before = furnished(tmp_path / "desk", registry, "XA-NLO-1"), acts_of(registry, "XA-NLO-1")
    with between(registry.address) as line:
        line.waits.add(1)
        with serving(home, registry, registry=line.address) as served, ThreadPoolExecutor() as pool:
            me = Sitter(served, "XA-NLO-1")
            path = begun(me, folder)
            me.post(path, stage="words")
            sending = pool.submit(me.post, path, stage="sign", mark=me.hidden("mark"), **BOTH)
            assert line.reached.wait(30)
            served.kill()
            with pytest.raises(OSError):
                sending.result()
        line.go.set()
        with serving(home, registry, registry=line.address) as served:
            again = Sitter(served, "XA-NLO-1")
            assert "signed, not all of it in the log" in again.get("/dossiers")
            again.get(path)
            assert "(2)" in again.page
            again.post(path, stage="send")
            assert "Done, and in the log" in again.page
    assert acts_of(registry, "XA-NLO-1") == before + 3


def test_what_the_registry_refused_is_mended_and_the_rest_alone_is_signed(
    broken: tuple[Between, Own], registry: Registry, folder: Path
) -> None:
    line, served = broken
    me, before = Sitter(served, "XA-NLO-1"), acts_of(registry, "XA-NLO-1")
    text = (folder / "dossier.yaml").read_text("utf-8")
    (folder / "dossier.yaml").write_text(re.sub(r"sunset: .*", "sunset: 2099-01-01", text), "utf-8")
    path = begun(me, folder)
    signed(me, path)
    assert (me.status, "entry.sunset" in me.page) == (403, True)
    assert acts_of(registry, "XA-NLO-1") == before + 2
    assert "a part is in the log" in me.get("/dossiers")
    assert "are in the log and are not made again" in me.get(path)
    me.post(path, stage="save", text=text.replace("Judges Ommen", "Judges Ormen"))
    me.post(path, stage="words")
    assert (me.status, "is in the log as you signed it" in me.page) == (409, True)
    me.get(path)
    me.post(path, stage="save", text=text)
    me.post(path, stage="words")
    assert "in the order in which they are sent: 1." in me.page
    me.post(path, stage="sign", mark=me.hidden("mark"), **BOTH)
    assert "Done, and in the log" in me.page
    assert acts_of(registry, "XA-NLO-1") == before + 3
    assert len(line.acts) == 4
    assert json.loads(line.acts[3])["act"]["head"].count('"rests_on"') == 1


def test_asking_what_arrived_frees_what_did_not(broken: tuple[Between, Own], registry: Registry, folder: Path) -> None:
    line, served = broken
    line.loses.add(0)
    me, before = Sitter(served, "XA-NLO-1"), acts_of(registry, "XA-NLO-1")
    path = begun(me, folder)
    signed(me, path)
    me.get(path)
    me.post(path, stage="reopen")
    assert "are in the log and are not made again" in me.page
    assert "a part is in the log" in me.get("/dossiers")
    me.get(path)
    me.post(path, stage="words")
    assert "in the order in which they are sent: 2." in me.page
    me.post(path, stage="sign", mark=me.hidden("mark"), **BOTH)
    assert "Done, and in the log" in me.page
    assert acts_of(registry, "XA-NLO-1") == before + 3


def test_the_registry_sees_nothing_before_it_is_signed(registry: Registry, folder: Path, tmp_path: Path) -> None:
    with reached_by(tmp_path / "desk", registry) as (line, served):
        me = Sitter(served, "XA-NLO-1")
        me.post(begun(me, folder), stage="words")
    assert line.sent
    assert not any(body for asked, body in line.sent), [asked for asked, _ in line.sent]
    assert all(asked in {"/api/v1/node", "/api/v1/desk"} for asked, _ in line.sent)


def test_the_registry_is_asked_for_its_record_where_the_officer_says_so(
    broken: tuple[Between, Own], folder: Path
) -> None:
    line, served = broken
    me = Sitter(served, "XA-NLO-1")
    path = begun(me, folder)
    me.post(path, stage="ask")
    assert "By the registry" in me.page
    assert "no gate refuses it" in me.page
    (sent,) = [json.loads(body) for asked, body in line.sent if body]
    assert sent.keys() == {"text", "documents"}
    assert sent["documents"] == sorted(one.name for one in (folder / "documents").iterdir())
    me.get(path)
    text = (folder / "dossier.yaml").read_text("utf-8")
    me.post(path, stage="save", text=text.replace("kind: list", "kind: list\nrenews: " + "0" * 32, 1))
    me.post(path, stage="ask")
    assert "There is no such matter" in me.page


def test_only_what_was_shown_to_this_officer_is_signed_and_once(own: Own, registry: Registry, folder: Path) -> None:
    me, before = Sitter(own, "XA-NLO-1"), acts_of(registry, "XA-NLO-1")
    path = begun(me, folder)
    me.post(path, stage="words")
    stale = me.hidden("mark")
    me.post(path, stage="words")
    mark = me.hidden("mark")
    for wrong in (stale, "", mark[:-1] + "x"):
        me.post(path, stage="sign", mark=wrong, **BOTH)
        assert (me.status, "was not shown to you" in me.page) == (409, True)
    me.post(path, stage="sign", mark=mark, **{**BOTH, "seal_passphrase": "another"})
    assert (me.status, "does not open" in me.page) == (403, True)
    me.get(path)
    text = (folder / "dossier.yaml").read_text("utf-8")
    me.post(path, stage="save", text=text + "\n")
    me.post(path, stage="sign", mark=mark, **BOTH)
    assert "was not shown to you" in me.page
    assert acts_of(registry, "XA-NLO-1") == before
    me.get(path)
    me.post(path, stage="words")
    mark = me.hidden("mark")
    me.post(path, stage="sign", mark=mark, **BOTH)
    me.post(path, stage="sign", mark=mark, **BOTH)
    assert "Done, and in the log" in me.page
    assert acts_of(registry, "XA-NLO-1") == before + 3


def test_faults_and_findings_stand_beside_the_text_in_the_officer_s_language(own: Own, folder: Path) -> None:
    me = Sitter(own, "XA-NLO-1")
    me.get("/dossiers")
    me.post("/dossiers", kind="register")
    path = me.at.removeprefix(own.address)
    assert "The form is not whole yet" in me.page
    assert 'value="words"' not in me.page
    assert "claimant_authority: XA-CENTRAL" in me.page
    text = (folder / "dossier.yaml").read_text("utf-8")
    me.post(path, stage="save", text=re.sub(r"sunset: .*", "sunset: 2099-01-01", text))
    assert "documents/ has no such file" in me.page
    path = begun(me, folder)
    me.post(path, stage="save", text=re.sub(r"sunset: .*", "sunset: 2099-01-01", text))
    assert re.search(r"<th scope=\"row\">32 ", me.page), me.page
    me.post("/language", lang="zh", next=path)
    assert "案卷" in me.page
    me.get(path)
    me.post(path, stage="discard")
    me.get(path)
    assert me.status == 404


def test_files_are_judged_before_they_are_kept(own: Own, folder: Path) -> None:
    me = Sitter(own, "XA-NLO-1")
    path = begun(me, folder)
    count = len(list((own.home / "dossiers").iterdir()))
    me.get("/dossiers")
    for files, said in (
        ([("a.zip", b"PK nothing")], "is no zip that can be opened"),
        ([("ruling.txt", b"x")], "dossier.yaml does not exist"),
        ([("dossier.yaml", b"\xff")], "is not text in UTF-8"),
        ([("dossier.yaml", b"kind: list"), ("run.exe", b"x")], "is of a kind that is not read"),
    ):
        me.upload("/dossiers", {"files": files})
        assert said in me.page
        assert me.status in (400, 404)
    me.get(path)
    me.upload(path, {"files": [("run.exe", b"x")]}, stage="attach")
    assert me.status == 400
    me.upload(path, {"files": [("big.txt", b"x" * (3 << 20)), ("more.txt", b"y")]}, stage="attach")
    assert "big.txt" in me.page
    assert "nothing in dossier.yaml names it" in me.page
    me.post(path, stage="detach", document="big.txt")
    assert "documents/big.txt" not in me.page
    assert len(list((own.home / "dossiers").iterdir())) == count
    files = [("dossier.yaml", (folder / "dossier.yaml").read_bytes())]
    files += [(one.name, one.read_bytes()) for one in (folder / "documents").iterdir()]
    me.get("/dossiers")
    me.upload("/dossiers", {"files": files})
    assert "The form is whole" in me.page
    assert all(one.stat().st_mode & 0o077 == 0 for one in (own.home / "dossiers").rglob("*"))


def test_another_State_s_dossier_and_another_capacity_are_refused(own: Own, folder: Path) -> None:
    file = folder / "dossier.yaml"
    file.write_text(file.read_text("utf-8").replace("claimant_state: XA", "claimant_state: XB"), "utf-8")
    me = Sitter(own, "XA-NLO-1")
    path = begun(me, folder)
    me.post(path, stage="words")
    assert (me.status, "claimant_state" in me.page) == (403, True)
    approver = Sitter(own, "XA-NAA-1")
    assert "/dossiers" not in approver.page
    for address in ("/dossiers", path):
        approver.get(address)
        assert (approver.status, "desk.not_for_you" in approver.page) == (403, True)
    me.get("/dossiers/" + "0" * 32)
    assert me.status == 404
    me.get(path)
    me.post(path, stage="publish")
    assert me.status == 400


def test_a_document_larger_than_a_page_reaches_the_registry(own: Own, registry: Registry, folder: Path) -> None:
    document = next((folder / "documents").iterdir())
    document.write_bytes(os.urandom(3 << 20))
    me = Sitter(own, "XA-NLO-1")
    path = begun(me, folder)
    signed(me, path)
    assert "Done, and in the log" in me.page
    kept = shelf.Shelf(own.home, "XA-NLO-1", datetime.now(UTC)).opened(path.rpartition("/")[2])
    found = signing.digests(kept.standing)[document.name]
    blob = registry.served.stage.node.located.path("blobs") / found[:2] / found
    assert blob.read_bytes() == document.read_bytes()
