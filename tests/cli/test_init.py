"""`comity init` driven by flags, as a script would; what it made is then used."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from comity import config
from comity.cli import main
from tests.operations import nodes


def line(folder: Path, **changes: str) -> list[str]:
    founders = folder / "founders.yaml"
    founders.write_text(nodes.founders_text(), "utf-8")
    given = {
        "founders": str(founders),
        "profile": nodes.PROFILE,
        "mode": "demo",
        "node": "n-1",
        "log-name": "fictional.example/init",
        **changes,
    }
    flags = [word for name, value in given.items() if value for word in (f"--{name}", value)]
    sheets = [word for n in (1, 2) for word in ("--sheet", str(folder / f"sheet-{n}"))]
    return ["init", *flags, "--custodian", "QM", "--custodian", "QN", *sheets]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    nodes.database_is_closed()
    tmp_path.chmod(0o700)
    monkeypatch.setenv("COMITY_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def parts_of(folder: Path) -> bytes:
    """What two custodians type: the groups of their sheets."""
    sheets = [(folder / f"sheet-{n}").read_text("utf-8").split("\n\n")[1] for n in (1, 2)]
    return "\n".join(" ".join(sheet.split()) for sheet in sheets).encode() + b"\n"


def test_a_node_is_founded_and_the_custodians_can_open_it(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(line(tmp_path)) == 0
    assert config.check(home / "config.yaml") == []
    assert home.stat().st_mode & 0o777 == 0o700
    assert (tmp_path / "sheet-1").stat().st_mode & 0o777 == 0o600
    read, write = os.pipe()
    os.write(write, parts_of(tmp_path))
    os.close(write)
    assert main(["log", "publish", "--secrets-fd", str(read)]) == 0
    os.close(read)
    assert main(line(tmp_path)) == 1  # refuses to overwrite
    assert main(["log", "check"]) == 0


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"log-name": "real.example/x"}, 2),
        ({"mode": "production"}, 2),
        ({"mode": "production", "log-name": "real.example/x"}, 1),
        ({"mode": "test"}, 2),
        ({"node": "Übung"}, 2),
        ({"profile": "nowhere"}, 3),
        ({"founders": ""}, 2),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], changes: dict[str, str], code: int
) -> None:
    assert main(line(tmp_path, **changes)) == code
    assert not home.exists()
    assert "Traceback" not in capsys.readouterr().err


def test_without_a_terminal_and_without_sheets_nothing_is_written(home: Path, tmp_path: Path) -> None:
    assert main(line(tmp_path)[:-4]) == 2
    assert not home.exists()
