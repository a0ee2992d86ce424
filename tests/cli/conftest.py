"""A node of fictional States on disk, as the commands of an officer find it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from comity import config, keyfiles, keys
from comity.bootstrap import open_node
from comity.cli import desk, main
from comity.demo.cast import Cast, StoryClock
from comity.home import FILE_NAME
from comity.keys import KeyKind
from comity.store import database
from tests.stories.conftest import BEGINS, circulated, counted, named

__all__ = ["circulated", "named"]  # fixtures of the stories, on this node

PASSPHRASE = b"a fictional passphrase"
Run = Callable[..., tuple[int, Any]]


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> StoryClock:
    told = StoryClock(BEGINS)
    monkeypatch.setattr(desk, "now", told)
    return told


@pytest.fixture
def cast(tmp_path: Path, clock: StoryClock, monkeypatch: pytest.MonkeyPatch) -> Iterator[Cast]:
    """The cast of the demo, on a node that the commands find through ``COMITY_HOME``."""
    home = tmp_path / "home"
    told = config.Config.model_validate(
        {"node": "demo", "mode": "demo", "origin": "demo.example/fictional", "profile": "sco_rats_demo"}
    )
    home.mkdir(mode=0o700)
    (home / FILE_NAME).write_text(config.template("en", told), "utf-8")
    monkeypatch.setenv("COMITY_HOME", str(home))
    random_bytes = counted()
    node = open_node(config.Located(home, told), keys.generate(random_bytes), keys.generate(random_bytes), clock)
    gathered = Cast.gather(node, random_bytes)
    gathered.sign_safeguards()
    yield gathered
    database.close()


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run one command with --json; its exit code and its answer."""

    def run_one(*line: str) -> tuple[int, Any]:
        code = main([*line, "--json"])
        return code, json.loads(capsys.readouterr().out)

    return run_one


@pytest.fixture
def key_files(tmp_path: Path, cast: Cast) -> Callable[[str], tuple[str, str]]:
    """The key file of an officer and the seal file of his authority."""

    def written(officer: str) -> tuple[str, str]:
        authority, random_bytes = cast.authority_of(officer), counted(7)
        return tuple(  # type: ignore[return-value]
            str(keyfiles.write(tmp_path / "keys", key, PASSPHRASE, keyfiles.Label(kind, name, True), random_bytes))
            for kind, name, key in (
                (KeyKind.OFFICER, officer, cast.officers[officer]),
                (KeyKind.SEAL, authority, cast.seals[authority]),
            )
        )

    return written
