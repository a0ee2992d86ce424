"""A founded node of fictional States for each story, with a clock that the story moves."""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path

import pytest

from comity import config, keys
from comity.bootstrap import open_node
from comity.demo.cast import Cast, Filed, StoryClock
from comity.demo.filing import ATTESTED
from comity.interchange.dossier import examples
from comity.store import database

LIST_GATES = (6, 7, 8, 13, 16, 17, 27, 33, 43)
REGISTER_GATES = (*LIST_GATES, 20)
BEGINS = datetime(2026, 3, 2, 9, tzinfo=UTC)


def counted(seed: int = 0) -> Callable[[int], bytes]:
    """Bytes that differ at each call and are the same at each run."""
    calls = itertools.count()
    return lambda size: hashlib.shake_128(f"{seed} {next(calls)}".encode()).digest(size)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def clock() -> StoryClock:
    return StoryClock(BEGINS)


def gather(home: Path, clock: StoryClock) -> Cast:
    """Everybody of ``sco_rats_demo`` with keys, on a node where nobody has signed the safeguards yet."""
    told = config.Config.model_validate(
        {"node": "demo", "mode": "demo", "origin": "demo.example/fictional", "profile": "sco_rats_demo"}
    )
    random_bytes = counted()
    node = open_node(config.Located(home, told), keys.generate(random_bytes), keys.generate(random_bytes), clock)
    return Cast.gather(node, random_bytes)


@pytest.fixture
def cast(home: Path, clock: StoryClock) -> Iterator[Cast]:
    """The same, and every authority has signed the safeguards."""
    gathered = gather(home, clock)
    gathered.sign_safeguards()
    yield gathered
    database.close()


def dossier(name: str) -> Path:
    """The folder of a synthetic dossier."""
    return Path(str(files("comity.profiles") / "sco_rats_demo" / "dossiers" / name))


@pytest.fixture
def circulated(cast: Cast) -> Filed:
    """A List entry of Alderia that passed every gate."""
    filed = cast.file(dossier("ember-column"), "XA-NLO-1", "XA-NAA-1")
    cast.authenticate(filed, "EC-CR-1")
    cast.permit(filed, "EC-CR-1", LIST_GATES)
    return filed


@pytest.fixture
def named(cast: Cast, tmp_path: Path, clock: StoryClock) -> Filed:
    """A person in the Register, circulated by Dorvia to Esmeria and Fenwara and to nobody else."""
    folder = examples.materialise("sabrat", tmp_path / "sabrat", clock().date())
    filed = cast.file(folder, "XD-NLO-1", "XD-NAA-1")
    cast.authenticate(filed, "EC-CR-1")
    cast.blind_check(filed, "XB-ASYLUM", "XB-AA-1")
    cast.permit(filed, "EC-CR-1", ATTESTED)
    return filed
