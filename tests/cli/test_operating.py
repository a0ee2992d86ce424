"""Backup, restore, upgrade, doctor, status and clock, as an operator types them."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from comity.cli import main
from comity.operations import opening
from comity.store import journal, reading
from tests.operations import nodes
from tests.operations.nodes import CANARY, PASSPHRASE, Home


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    home = nodes.copy(tmp_path, nodes.TODAY)
    monkeypatch.setenv("COMITY_HOME", str(home.path))
    return home


def said(capsys: pytest.CaptureFixture[str], *line: str, code: int = 0) -> Any:
    assert main([*line, "--json"]) == code
    return json.loads(capsys.readouterr().out)


def test_a_node_is_backed_up_and_restored(home: Home, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made = said(capsys, "backup", str(tmp_path / "stick"))
    assert made["acts"] == 1 and Path(made["file"]).parent == tmp_path / "stick"
    done = said(capsys, "restore", made["file"])
    assert Path(done["aside"]).is_dir() and done["erased"] == 0
    for lang in ("en", "ru", "zh"):
        assert main(["restore", made["file"], "--lang", lang]) == 0
        assert str(home.path) in capsys.readouterr().out
    events = [json.loads(line)["event"] for line in (home.path / "program.log").read_text().splitlines()]
    assert events == ["backup.restored"]  # the restored home starts its own program log


def test_status_says_what_is_held_back(home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    value = said(capsys, "node", "status")
    assert value["acts"] == value["published"] == 1
    assert not value["circulates"] and value["unsigned"] == ["QM-WARD", "QN-WARD", "QP-WARD"]
    assert value["vkey"].startswith("fictional.example/test+")
    for lang, word in (("en", "gate 40"), ("ru", "контроль 40"), ("zh", "40")):
        assert main(["node", "status", "--lang", lang]) == 0
        assert word in capsys.readouterr().out


def test_an_officer_confirms_the_clock_and_it_is_journaled(home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    files = home.key_files("QM-A", "QM-WARD")
    later = datetime.now(UTC) + timedelta(days=3)
    opening.read(home.located)
    node = opening.open_node(home.located, clock=lambda: later)
    with pytest.raises(Exception, match="leapt"):
        nodes.list_an_entry(node)
    read, write = os.pipe()
    os.write(write, PASSPHRASE + b"\n" + PASSPHRASE + b"\n")
    os.close(write)
    line = ["node", "confirm-time", "--officer-key", str(files["QM-A"]), "--secrets-fd", str(read)]
    before = journal.check()[0]
    said(capsys, *line)
    assert journal.check() == (before + 1, [])
    assert reading.directory()[2] > reading.directory()[1]
    os.close(read)


def test_config_check_tells_each_problem(home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    assert said(capsys, "config", "check")["problems"] == []
    path = home.path / "config.yaml"
    path.write_text(path.read_text() + "surprise: 1\nother: 2\n")
    assert len(said(capsys, "config", "check", code=2)["problems"]) == 2


def test_upgrade_backs_up_and_verifies(home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    value = said(capsys, "upgrade")
    assert Path(value["backup"]).is_file() and value["rebuilt"] == 1


def test_doctor_finds_nothing_to_mend_and_notes_the_rest(home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    assert {f["code"] for f in said(capsys, "doctor")} <= {"unsigned", "no_backup", "room"}
    (home.path / "keys").chmod(0o755)
    found = said(capsys, "doctor", code=70)
    assert found[0]["code"] == "open_to_others" and "chmod 0700" in found[0]["sentence"]


def test_the_program_log_holds_ids_and_no_names(home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    node = home.open()
    nodes.list_an_entry(node)
    with pytest.raises(Exception, match="not"):
        node.submit(nodes.act(node, "entry.claim", "list.entry", "QM-A", "QM-WARD", "NAA", matter="aa" * 16))
    said(capsys, "backup")
    main(["log", "prove", CANARY, "-o", str(home.path / "x")])
    main(["backup", f"/proc/{CANARY}"])
    text = (home.path / "program.log").read_text()
    events = [json.loads(line)["event"] for line in text.splitlines()]
    assert {"act.committed", "act.refused", "backup.written", "refused"} <= set(events)
    for word in [*CANARY.split(), "QM", "example"]:
        assert word not in text
