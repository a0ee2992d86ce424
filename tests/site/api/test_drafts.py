"""Drafts by the API: a dossier from a text to the log, a telling, and nobody's work overwritten."""

from __future__ import annotations

import json
import os
from base64 import b64decode, b64encode
from pathlib import Path
from typing import Any

import pytest

from comity.interchange.dossier import examples
from tests.site.api.conftest import Program
from tests.site.api.test_moves import signed
from tests.site.desk.conftest import Served, staged_in


@pytest.fixture(scope="module")
def staged(tmp_path_factory: pytest.TempPathFactory) -> Served:
    return staged_in(tmp_path_factory.mktemp("desk") / "demo")


@pytest.fixture
def folder(served: Served) -> Path:
    stage = served.stage
    return examples.materialise("ember-column", stage.home / os.urandom(4).hex(), stage.clock().date())


def begun(me: Program, **body: str) -> tuple[str, str]:
    """The path of a new draft, and its tag."""
    code, draft = me.post("/drafts", {"form": "dossier", **body})
    assert code == 200, draft
    return f"/drafts/{draft['id']}", me.last.headers["ETag"]


def saved(me: Program, path: str, tag: str, **body: Any) -> str:
    code, said = me.post(path, body, if_match=tag)
    assert code == 200, said
    return str(me.last.headers["ETag"])


def attached(folder: Path) -> dict[str, str]:
    return {one.name: b64encode(one.read_bytes()).decode() for one in sorted((folder / "documents").iterdir())}


def sent(me: Program, served: Served, one: Any, folder: Path) -> tuple[int, Any]:
    """Sign one act where the keys are, and send it with its documents."""
    content = {digest: (folder / "documents" / name).read_bytes() for digest, name in one["documents"].items()}
    documents = {digest: b64encode(held).decode() for digest, held in content.items()}
    return me.post("/acts", {"act": signed(served.stage.cast, one["act"]), "attachments": documents})


def test_a_dossier_is_drafted_weighed_signed_and_sent(served: Served, folder: Path) -> None:
    me, text = Program(served, "XA-NLO-1", "read", "act"), (folder / "dossier.yaml").read_text("utf-8")
    path, tag = begun(me, kind="list")
    assert me.get(f"{path}/findings")[1]["faults"]
    assert me.post(f"{path}/acts", {})[1]["code"] == "draft.not_whole"
    tag = saved(me, path, tag, text=text, attach=attached(folder))
    findings = me.get(f"{path}/findings")[1]
    assert (findings["faults"], findings["refused"], bool(findings["awaited"])) == ([], [], True)
    code, told = me.post(f"{path}/acts", {})
    assert code == 200, told
    assert [one["act"]["head"].partition('"kind":"')[2].partition('"')[0] for one in told["acts"]] == [
        "decision.record",
        "entry.claim",
        "version.submit",
    ]
    for one in told["acts"][:2]:
        assert sent(me, served, one, folder)[0] == 200
    again = me.post(f"{path}/acts", {})[1]
    assert [one["kind"] for one in again["standing"]] == ["decision.record", "entry.claim"]
    (last,) = again["acts"]
    assert sent(me, served, last, folder)[0] == 200
    assert me.get(f"/entries/{path.rpartition('/')[2]}")[0] == 200
    assert me.post(f"{path}/discard", {}, if_match=tag)[0] == 200
    assert me.get(path)[1]["code"] == "draft.unknown"


def test_nobody_s_work_is_overwritten_unseen(served: Served) -> None:
    me = Program(served, "XA-NLO-1", "read", "act")
    path, first = begun(me, kind="list")
    assert (me.post(path, {"text": "kind: list"})[0], me.last.headers.get("ETag")) == (428, None)
    second = saved(me, path, first, text="kind: list\ngrade: B2")
    for refused in (me.post(path, {"text": "mine"}, if_match=first), me.post(f"{path}/discard", {}, if_match=first)):
        assert (refused[0], refused[1]["code"]) == (412, "api.changed")
    assert me.get(path)[1]["text"] == "kind: list\ngrade: B2"
    assert me.last.headers["ETag"] == second
    assert me.get(path, if_none_match=second)[0] == 304


def test_documents_are_attached_read_and_taken_away_all_or_nothing(served: Served) -> None:
    me = Program(served, "XA-NLO-1", "read", "act")
    path, tag = begun(me, kind="list")
    content = b64encode(b"The court finds.").decode()
    tag = saved(me, path, tag, attach={"ruling.txt": content})
    assert me.get(path)[1]["documents"] == [{"name": "ruling.txt", "size": 16}]
    assert b64decode(me.get(f"{path}/documents/ruling.txt")[1]["content"]) == b"The court finds."
    assert me.get(f"{path}/documents/other.txt")[1]["code"] == "draft.no_document"
    wrong = me.post(path, {"text": "lost", "attach": {"run.exe": content}}, if_match=tag)
    assert (wrong[0], wrong[1]["code"]) == (400, "dossier.type")
    assert me.post(path, {"attach": {"a.txt": "%"}}, if_match=tag)[1]["code"] == "api.form"
    assert "lost" not in me.get(path)[1]["text"]
    saved(me, path, tag, detach=["ruling.txt"])
    assert me.get(path)[1]["documents"] == []


def test_a_draft_is_its_own_authority_s_alone(served: Served) -> None:
    path, tag = begun(Program(served, "XA-NLO-1", "read", "act"), kind="list")
    for officer in ("XB-NLO-1", "XA-NAA-1"):
        other = Program(served, officer, "read", "act")
        assert path.rpartition("/")[2] not in json.dumps(other.get("/drafts")[1])
        answers = [
            other.get(path),
            other.get(f"{path}/findings"),
            other.post(path, {"text": "mine"}, if_match=tag),
            other.post(f"{path}/acts", {}),
            other.post(f"{path}/discard", {}, if_match=tag),
        ]
        assert {(code, said["code"]) for code, said in answers} == {(404, "draft.unknown")}, officer


def test_a_telling_is_drafted_and_becomes_one_act(served: Served) -> None:
    me = Program(served, "XA-NLO-1", "read", "act")
    code, draft = me.post("/drafts", {"form": "telling", "kind": "question"})
    assert (code, draft["kind"]) == (200, "question")
    path, tag = f"/drafts/{draft['id']}", me.last.headers["ETag"]
    assert me.post(path, {"text": "kind: trend"}, if_match=tag)[1]["code"] == "dossier.no_kind"
    tag = saved(me, path, tag, attach={"note.txt": b64encode(b"x").decode()})
    assert "note.txt" in me.get(path)[1]["text"], "its documents are named in its text"
    rows = {one["id"]: one["form"] for one in me.get("/drafts?form=telling")[1]["drafts"]}
    assert rows[draft["id"]] == "telling"
    assert draft["id"] not in json.dumps(me.get("/drafts?form=dossier")[1])
    assert me.post("/drafts", {"form": "telling", "kind": "answer"})[1]["code"] == "dossier.no_kind"


def test_a_text_that_was_written_elsewhere_begins_a_draft(served: Served, folder: Path) -> None:
    me, text = Program(served, "XA-NLO-1", "read", "act"), (folder / "dossier.yaml").read_text("utf-8")
    path, _ = begun(me, text=text)
    assert me.get(path)[1]["text"] == text
    assert me.post("/drafts", {"form": "dossier", "text": "kind: poem"})[1]["code"] == "dossier.no_kind"
    other = Program(served, "XA-NAA-1", "read", "act")
    assert other.post("/drafts", {"form": "dossier", "text": text})[1]["code"] == "dossier.no_kind"


def test_a_renewal_is_begun_once(served: Served) -> None:
    me, entry = Program(served, "XA-NLO-1", "read", "act"), served.entries["ember-column"]
    first = me.post(f"/entries/{entry}/renewals", {})
    assert (first[0], first[1]["id"], f"renews: {entry}" in first[1]["text"]) == (200, entry, True)
    assert me.post(f"/entries/{entry}/renewals", {}) == first
    other = Program(served, "XB-NLO-1", "read", "act")
    assert other.post(f"/entries/{entry}/renewals", {})[1]["code"] == "actor.claimant_only"
