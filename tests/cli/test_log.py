"""`comity log` from the command line, on a small founded node."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from comity.cli import main
from comity.entries import wording
from comity.keys import KeyKind
from comity.operations import history, opening
from comity.store import database
from comity.translog.vkeys import VerifierKey
from tests.operations import nodes
from tests.operations.nodes import Home


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    home = nodes.copy(tmp_path)
    monkeypatch.setenv("COMITY_HOME", str(home.path))
    return home


def said(capsys: pytest.CaptureFixture[str], *line: str, code: int = 0) -> Any:
    assert main([*line, "--json"]) == code
    return json.loads(capsys.readouterr().out)


def vkey(home: Home) -> str:
    return VerifierKey("fictional.example/test", opening.public_key(home.located, KeyKind.LOG)).vkey()


def test_a_whole_log_checks(home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    value = said(capsys, "log", "check")
    assert value["size"] == 1 and value["faults"] == []
    assert [part["part"] for part in value["parts"]] == ["tree", "commitments", "bodies", "signatures", "folded"]
    for lang in ("en", "ru", "zh"):
        assert main(["log", "check", "--lang", lang]) == 0
        assert value["root"] in capsys.readouterr().out


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE act SET head = CAST(replace(CAST(head AS TEXT), 'QM-WARD', 'QM-WORD') AS BLOB)",
        "UPDATE act SET head = x'7b'",
        "UPDATE act SET stamp = 'text'",
        "UPDATE checkpoint SET note = 'x'",
        "UPDATE leaf SET data = x'78'",
        "DELETE FROM leaf",
        "UPDATE matter SET step = 'adopted'",
        "UPDATE act SET officer_signature = zeroblob(64)",
    ],
)
def test_a_damaged_log_ends_with_70(home: Home, capsys: pytest.CaptureFixture[str], damage: str) -> None:
    database.use(home.located.path("database"))
    with database.connection.cursor() as cursor:
        cursor.execute(damage)
    assert said(capsys, "log", "check", code=70)["faults"]
    assert main(["log", "check"]) == 70
    assert "comity restore" in capsys.readouterr().out


def test_a_proof_verifies_without_a_node(
    home: Home, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    proof, act, key = tmp_path / "p.tlog-proof", tmp_path / "act.json", vkey(home)
    assert main(["log", "prove", "0", "-o", str(proof), "--disclose", str(act)]) == 0
    capsys.readouterr()
    monkeypatch.setenv("COMITY_HOME", str(tmp_path / "nowhere"))
    found = said(capsys, "log", "verify", str(proof), "--vkey", key, "--act", str(act))
    assert (found["index"], found["size"], found["kind"]) == (0, 1, "keys")
    assert found["act"]
    assert not (tmp_path / "nowhere").exists()
    assert main(["log", "verify", str(proof), "--vkey", key]) == 0


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        (b"index 0", b"index 1", 1),
        (b"extra ", b"extra AAAA", 1),
        (b"c2sp", b"c2sq", 1),
        (b"fictional.example/test\n1\n", b"fictional.example/test\n2\n", 1),
    ],
)
def test_a_changed_proof_is_refused(
    home: Home, tmp_path: Path, capsys: pytest.CaptureFixture[str], old: bytes, new: bytes, code: int
) -> None:
    proof = tmp_path / "p"
    assert main(["log", "prove", "0", "-o", str(proof)]) == 0
    data = proof.read_bytes()
    assert old in data
    proof.write_bytes(data.replace(old, new, 1))
    assert main(["log", "verify", str(proof), "--vkey", vkey(home)]) == code


def test_another_key_or_act_is_refused(home: Home, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    proof, act = tmp_path / "p", tmp_path / "a"
    assert main(["log", "prove", "0", "-o", str(proof), "--disclose", str(act)]) == 0
    other = VerifierKey("fictional.example/test", nodes.seal_key("other").public_key).vkey()
    assert main(["log", "verify", str(proof), "--vkey", other]) == 1
    assert main(["log", "verify", str(proof), "--vkey", "nonsense"]) == 2
    act.write_text(act.read_text().replace("QM-WARD", "QM-WORD"))
    assert main(["log", "verify", str(proof), "--vkey", vkey(home), "--act", str(act)]) == 1
    act.write_text("[" * 100_000)
    assert main(["log", "verify", str(proof), "--vkey", vkey(home), "--act", str(act)]) == 1
    assert main(["log", "prove", "7", "-o", str(proof)]) == 3
    assert "Traceback" not in capsys.readouterr().err


def test_history_in_words(home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    line = said(capsys, "log", "show")[0]
    assert line["kind"] == "treaty.found" and line["after"] == "founded" and not line["erased"]
    for lang, words in (("en", "the log is founded"), ("ru", "журнал учреждён"), ("zh", "创立日志")):
        assert main(["log", "show", "--lang", lang]) == 0
        assert words in capsys.readouterr().out


def test_every_act_and_step_has_words() -> None:
    for lang in ("en", "ru", "zh"):
        assert [kind for kind in history.kinds() if wording.done(kind, lang) == kind] == []
        assert [step for step in history.steps() if wording.step(step, lang) == step and lang != "en"] == []


def test_without_a_node_the_answer_says_what_to_do(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COMITY_HOME", str(tmp_path / "empty"))
    assert main(["log", "check"]) == 4
    assert "comity init" in capsys.readouterr().err
