"""`comity key`: files are made and changed, keys are replaced and revoked by acts."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from comity import keyfiles
from comity.cli import main
from comity.errors import Refused
from comity.keys import KeyKind
from comity.operations import opening
from comity.store import reading
from tests.operations import nodes
from tests.operations.nodes import PASSPHRASE, Home


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    home = nodes.copy(tmp_path, nodes.TODAY)
    monkeypatch.setenv("COMITY_HOME", str(home.path))
    return home


def run(capsys: pytest.CaptureFixture[str], *line: str, secrets: str, code: int = 0) -> Any:
    read, write = os.pipe()
    os.write(write, secrets.encode())
    os.close(write)
    assert main([*line, "--secrets-fd", str(read), "--json"]) == code
    os.close(read)
    return json.loads(capsys.readouterr().out or "null")


def test_a_new_key_opens_with_its_passphrase_and_another_after_the_change(
    home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    made = run(capsys, "key", "new", "officer", "QM-X", secrets="first passphrase\n")
    path = Path(made["file"])
    assert made["fictional"] is True and made["purpose"] == "QM-X"
    run(capsys, "key", "passphrase", str(path), secrets="first passphrase\nsecond passphrase\n")
    assert keyfiles.open_key(path, b"second passphrase", kind=KeyKind.OFFICER, fictional=True).key_id == made["key_id"]
    with pytest.raises(Refused):
        keyfiles.open_key(path, b"first passphrase", kind=KeyKind.OFFICER, fictional=True)
    assert sorted(p.name for p in path.parent.iterdir() if p.name.startswith(".")) == []
    assert main(["key", "show", str(path)]) == 0
    shown = capsys.readouterr().out
    assert f'- {{id: QM-X, key: "{made["public_key"]}"}}' in shown


@pytest.mark.parametrize(
    ("line", "secrets", "code"),
    [
        (["key", "new", "officer", "QM-X"], "short\n", 2),
        (["key", "new", "officer", "Имя Фамилия"], "first passphrase\n", 2),
        (["key", "new", "log", "QM-X"], "first passphrase\n", 1),
        (["key", "new", "officer", "QM-X"], "", 2),
        (["key", "show", "/nowhere"], "", 2),
    ],
)
def test_what_cannot_be_is_refused(
    home: Home, capsys: pytest.CaptureFixture[str], line: list[str], secrets: str, code: int
) -> None:
    run(capsys, *line, secrets=secrets, code=code)


def test_a_key_is_replaced_then_the_new_one_revoked(home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    files = home.key_files("QM-A", "QM-L", "QM-WARD")
    two = f"{PASSPHRASE.decode()}\n" * 2
    own = ["--officer-key", str(files["QM-L"]), "--seal-key", str(files["QM-WARD"]), "--yes"]
    signing = ["--officer-key", str(files["QM-A"]), *own[2:]]
    old, new = nodes.officer_key("QM-L"), nodes.officer_key("QM-L again")
    done = run(capsys, "key", "rotate", old.key_id, new.public_key.hex(), *own, secrets=two)
    assert done["after"] == "rotated"
    opening.read(home.located)
    held = reading.directory()[3].keys
    assert held[old.key_id].until == held[new.key_id].since == done["index"] + 1
    done = run(capsys, "key", "revoke", new.key_id, "--suspect-from", "2", *signing, secrets=two)
    assert reading.directory()[3].keys[new.key_id].revocations[-1].suspect_from == 2
    assert main(["log", "check"]) == 0
    log = (home.path / "program.log").read_text()
    assert done["act"] in log and "QM" not in log


def test_a_sealing_key_is_made_and_published_and_takes_the_place_of_the_old_one(
    home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    files, two = home.key_files("QM-A", "QM-WARD"), f"{PASSPHRASE.decode()}\n" * 2
    signing = ["--officer-key", str(files["QM-A"]), "--seal-key", str(files["QM-WARD"]), "--yes"]
    first, new = (run(capsys, "key", "new", "sealing", "QM-WARD", secrets="first passphrase\n") for _ in range(2))
    assert main(["key", "show", new["file"]]) == 0
    assert f"comity key publish {new['public_key']}" in capsys.readouterr().out
    run(capsys, "key", "publish", first["public_key"], *signing, secrets=two)
    done = run(capsys, "key", "publish", new["file"], *signing, secrets=two)
    assert done["after"] == "published"
    opening.read(home.located)
    held = reading.directory()[3].sealing
    assert held[first["key_id"]].until == held[new["key_id"]].since == done["index"] + 1
    assert held[new["key_id"]].authority == "QM-WARD"
    assert main(["log", "check"]) == 0
    capsys.readouterr()
    for wrong, refusal, code in ((str(files["QM-A"]), "key.kind", 1), ("0" * 64, "sealing.weak", 2)):
        assert run(capsys, "key", "publish", wrong, *signing, secrets=two, code=code)["code"] == refusal
    again = run(capsys, "key", "publish", new["file"], *signing, secrets=two, code=1)
    assert again["code"] == "sealing.key_taken"


def test_a_key_of_another_state_is_not_replaced(home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    files = home.key_files("QM-A", "QM-WARD")
    signing = ["--officer-key", str(files["QM-A"]), "--seal-key", str(files["QM-WARD"]), "--yes"]
    other, new = nodes.officer_key("QN-L"), nodes.officer_key("mine")
    two = f"{PASSPHRASE.decode()}\n" * 2
    refused = run(capsys, "key", "rotate", other.key_id, new.public_key.hex(), *signing, secrets=two, code=1)
    assert refused["code"] == "actor.not_own"
    assert run(capsys, "key", "revoke", other.key_id, "--suspect-from", "9", *signing, secrets=two, code=2)


def test_nobody_signs_without_saying_so(home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    files = home.key_files("QM-A", "QM-WARD")
    old, new = nodes.officer_key("QM-L"), nodes.officer_key("again")
    signing = ["--officer-key", str(files["QM-A"]), "--seal-key", str(files["QM-WARD"])]
    line = ["key", "rotate", old.key_id, new.public_key.hex(), *signing]
    run(capsys, *line, secrets=f"{PASSPHRASE.decode()}\n" * 2, code=130)
    assert reading.directory()[0] == 1
