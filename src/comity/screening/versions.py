"""Which versions stand in each answer: the same ones give the same score for the same names, anywhere."""

from __future__ import annotations

from functools import cache
from importlib.metadata import PackageNotFoundError, version
from typing import Final

from comity.screening import equivalents
from comity.screening.answers import Versions

ALGORITHM: Final = "comity-1"  # raised by every change that may change a score


@cache
def versions() -> Versions:
    """The versions at work in this process."""
    return Versions(ALGORITHM, equivalents.digest(), equivalents.version(), _icu())


def _icu() -> str:
    """The release of the binary wheel of ICU, which carries one ICU: asking ICU itself would load 27 MB."""
    try:
        return f"pyicu-wheels {version('pyicu-wheels')}"
    except PackageNotFoundError:
        return "none"
