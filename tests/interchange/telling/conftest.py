"""Folders of fictional tellings, keys that sign them, and bytes that are the same in each run."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from comity.entries.acting import Identity, Prepared
from comity.interchange.dossier import signing
from comity.interchange.dossier.examples import AS_OF
from comity.interchange.telling import examples, reading
from comity.interchange.telling.reading import Telling
from comity.keys import SoftSigner, generate

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)


def random_from(seed: str) -> Callable[[int], bytes]:
    """Bytes that differ at each call and are the same in each run."""
    calls = iter(range(1_000_000))
    return lambda count: hashlib.shake_256(f"{seed}/{next(calls)}".encode()).digest(count)


@dataclass(frozen=True)
class Desk:
    """A drafter, an approver and their authority's seal, in a place where folders lie."""

    place: Path
    drafter: SoftSigner
    approver: SoftSigner
    seal: SoftSigner

    def write(self, name: str) -> Path:
        """The folder of an example."""
        return examples.materialise(name, self.place / name, AS_OF)

    def edit(self, name: str, old: str, new: str) -> Path:
        """The folder of an example with one place changed."""
        folder = self.write(name)
        text = folder / "telling.yaml"
        assert old in text.read_text("utf-8")
        text.write_text(text.read_text("utf-8").replace(old, new, 1), "utf-8")
        return folder

    def who(self, officer: str = "XA-NLO-1", key: SoftSigner | None = None) -> Identity:
        return Identity(officer, "XA-CENTRAL", (key or self.drafter).key_id, self.seal.key_id)

    def sign(self, folder: Path, prepared: tuple[Prepared, ...], key: SoftSigner | None = None) -> None:
        count = len(signing.stored(folder))
        signing.save(folder, [signing.sign(one, key or self.drafter, self.seal) for one in prepared], count + 1)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path, *(generate(random_from(name)) for name in ("drafter", "approver", "seal")))


def read(folder: Path) -> Telling:
    random = random_from("salts")
    return reading.read(folder, lambda name: random(16))
