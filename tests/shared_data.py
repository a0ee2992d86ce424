"""Real files that no one here wrote, where they are present: COMITY_SHARED_DATA, or beside the repository."""

import os
from pathlib import Path

import pytest

_REPOSITORY = Path(__file__).resolve().parent.parent
_PLACES = (
    Path(os.environ.get("COMITY_SHARED_DATA", "/nonexistent")),
    _REPOSITORY.parent / "shared" / "data",
    _REPOSITORY.parent.parent / "shared" / "data",
)
PRESENT = next((place for place in _PLACES if place.is_dir()), None)


def folder(*parts: str) -> Path:
    """A folder or file of the shared data; skips the test, with the reason, where there is none."""
    if PRESENT is None:
        pytest.skip("no shared data: set COMITY_SHARED_DATA to its folder")
    return PRESENT.joinpath(*parts)
