"""The peers: nomenklatura in a process of its own, and Jaro-Winkler over romanised names here."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Final

import icu
import numpy as np
from rapidfuzz.distance import JaroWinkler
from rapidfuzz.process import cdist

from bench.screening.data import REPO

PYTHON: Final = REPO / ".venv-peers" / "bin" / "python"
ALGORITHMS: Final = ("logic-v2", "name-based")
Task = tuple[str, Sequence[str]]


def present() -> bool:
    """Whether `make bench-screening` could install nomenklatura here."""
    return PYTHON.is_file()


def ask(tasks: Iterable[Task], algorithms: Sequence[str] = ALGORITHMS) -> tuple[dict[str, str], list[dict[str, Any]]]:
    """Score each query against its candidates; return the versions, and an answer for each task."""
    lines = "".join(json.dumps({"query": query, "candidates": list(names)}) + "\n" for query, names in tasks)
    program = str(Path(__file__).with_name("peer_process.py"))
    done = subprocess.run(
        [str(PYTHON), program, *algorithms], input=lines, capture_output=True, text=True, check=True, encoding="utf-8"
    )
    versions, *answers = map(json.loads, done.stdout.splitlines())
    return versions, answers


@cache
def _romaniser() -> Any:
    return icu.Transliterator.createInstance("Any-Latin; NFD; [:Nonspacing Mark:] Remove; Latin-ASCII")


def romanised(name: str) -> str:
    """Lower-case Latin words, sorted; hyphens and apostrophes join what they stand between."""
    latin = str(_romaniser().transliterate(name)).lower()
    return " ".join(sorted("".join(c for c in latin if c.isalnum() or c.isspace()).split()))


def jaro_winkler(one: str, other: str) -> float:
    """How alike two romanised names are, 0 to 1."""
    return JaroWinkler.similarity(romanised(one), romanised(other))


def scan(queries: Sequence[str], names: Sequence[str]) -> np.ndarray:
    """Jaro-Winkler of every query with every name, romanised: a row for each query."""
    return cdist([romanised(q) for q in queries], [romanised(n) for n in names], scorer=JaroWinkler.similarity)
