"""Which versions stand in each answer: the same ones give the same score for the same names, anywhere."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Final

from comity.screening import equivalents
from comity.screening.answers import Versions
from comity.screening.rules import NUMBERS

ALGORITHM: Final = "comity-5"  # raised by every change of code that may change a score; tables speak for themselves
_HERE: Final = Path(__file__).parent


@cache
def versions() -> Versions:
    """The versions at work in this process."""
    return Versions(f"{ALGORITHM}.{_tables()}", equivalents.digest(), equivalents.version(), _icu())


def _icu() -> str:
    """The release of the binary wheel of ICU, which carries one ICU: asking ICU itself would load 27 MB."""
    try:
        return f"pyicu-wheels {version('pyicu-wheels')}"
    except PackageNotFoundError:
        return "none"


def _tables() -> str:
    """8 hex characters over the tables of sounds and surnames, the lists of words and the numbers of the score."""
    total = hashlib.sha256(repr(sorted(NUMBERS.items())).encode())
    for file in sorted(file for folder in ("sounds", "lists", "east") for file in _HERE.glob(f"{folder}/*.txt")):
        total.update(file.name.encode() + b"\x00" + file.read_bytes())
    return total.hexdigest()[:8]
