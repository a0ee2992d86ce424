"""A demo node with its fictional key files, and the program as a person runs it there."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from comity.cli import main
from comity.demo import filing, stage
from comity.demo.leaving import OFFICERS, PASSPHRASE
from comity.demo.stage import Stage
from comity.interchange.dossier import examples
from comity.interchange.telling import examples as tellings
from comity.store import database


class Failed(AssertionError):
    """A command did not end as it must."""


@dataclass(frozen=True, slots=True)
class Desk:
    """Everybody's desk at once: commands are typed, others are played by the demo's cast."""

    stage: Stage
    capture: pytest.CaptureFixture[str]
    folder: Path
    circulated: dict[str, str]  # by the name of the dossier; one for all tests of the module

    def run(self, *line: str) -> Any:
        """The answer of one command; a command that does not end with 0 fails the test."""
        self.capture.readouterr()
        code = main([*line, "--json"])
        said = self.capture.readouterr()
        if code != 0:
            raise Failed(f"comity {' '.join(line)} ended with {code}: {said.out}{said.err}")
        return json.loads(said.out)

    def perform(self, command: tuple[str, ...], **said: str) -> Any:
        """Run a command of the table of functions; ``said`` stands for its words in capitals."""
        name, *words = command
        assert name == "comity"
        return self.run(*(_filled(word, said) for word in words))

    def complete(self, act: str, officer: str) -> Any:
        """Sign a prepared act with the key files of ``officer``, and submit it."""
        key, seal = self.keys(officer)
        self.run("act", "sign", act, "--key", key, "--seal", seal, "--secrets-fd", _secrets())
        return self.run("act", "submit", act)

    def keys(self, officer: str) -> tuple[str, str]:
        """The key file of ``officer`` and the seal of the authority."""
        box = self.stage.home / OFFICERS
        return str(box / f"{officer}.key"), str(box / f"{self.stage.cast.authority_of(officer)}.seal")

    def act_file(self) -> str:
        """A new file for an act."""
        return str(self.folder / f"{self.stage.cast.new_id()}.json")

    def signed_dossier(self, name: str, state: str) -> str:
        """A synthetic dossier, signed by drafter and approver with their key files."""
        folder = str(examples.materialise(name, self.folder / name, datetime.now(UTC).date()))
        for officer in (f"{state}-NLO-1", f"{state}-NAA-1"):
            key, seal = self.keys(officer)
            signs = ("--as", officer, "--key", key, "--seal", seal, "--secrets-fd", _secrets())
            self.run("dossier", "sign", folder, *signs)
        return folder

    def signed_telling(self, name: str, state: str, attests: str = "13,43", **matters: str) -> str:
        """A synthetic telling, signed by drafter and approver with their key files; ``matters`` as in ``examples``."""
        folder = str(tellings.materialise(name, self.folder / name, datetime.now(UTC).date(), matters))
        self.sign_telling(folder, f"{state}-NLO-1")
        self.sign_telling(folder, f"{state}-NAA-1", "--attests", attests)
        return folder

    def sign_telling(self, folder: str, officer: str, *more: str) -> None:
        """Sign what comes next in the folder of a telling."""
        key, seal = self.keys(officer)
        signs = ("--as", officer, "--key", key, "--seal", seal, "--secrets-fd", _secrets())
        self.run("databank", "sign", folder, *signs, *more)

    def told(self, name: str, state: str, **matters: str) -> Any:
        """What submitting such a telling answers."""
        return self.run("databank", "submit", self.signed_telling(name, state, **matters))

    def once(self, name: str) -> str:
        """The entry of a dossier that passed every gate; the cast files and reviews it at the first call."""
        if name not in self.circulated:
            self.now()
            answer = filing.circulate(self.stage, name)
            assert answer.filed is not None and not answer.held
            self.circulated[name] = answer.filed.entry
        return self.circulated[name]

    def now(self) -> None:
        """Bring the clock of the cast to the present, in which the commands act."""
        self.stage.clock.now = datetime.now(UTC)


def _filled(word: str, said: dict[str, str]) -> str:
    name, equals, value = word.rpartition("=")
    return f"{name}{equals}{said[value]}" if value.isupper() and value in said else word


def _secrets() -> str:
    reading, writing = os.pipe()
    os.write(writing, f"{PASSPHRASE}\n{PASSPHRASE}\n".encode())
    os.close(writing)
    return str(reading)


@pytest.fixture(scope="module")
def node(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """A demo node before its story: founded, safeguards signed, nothing filed."""
    home = tmp_path_factory.mktemp("functions") / "home"
    built = stage.build(home, datetime.now(UTC), os.urandom)
    built.cast.sign_safeguards()
    yield built
    database.close()


@pytest.fixture(scope="module")
def circulated() -> dict[str, str]:
    return {}


@pytest.fixture
def desk(
    node: Stage,
    circulated: dict[str, str],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Desk]:
    monkeypatch.setenv("COMITY_HOME", str(node.home))
    database.use(node.home / "comity.sqlite3")
    yield Desk(node, capsys, tmp_path, circulated)
