"""Every test that takes ``name`` runs over all profiles that the package brings."""

import shutil
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

import pytest

from comity import profile
from comity.profile import Profile

Plant = Callable[[str, str, str], Path]


@pytest.fixture(params=profile.names())
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def found(name: str) -> Profile:
    return profile.load(name)


@pytest.fixture
def plant(tmp_path: Path) -> Plant:
    """Copy the fictional treaty, replace ``old`` by ``new`` once in one file, and give the folder."""

    def planted(file: str, old: str, new: str) -> Path:
        folder = tmp_path / "planted"
        if not folder.exists():
            shutil.copytree(str(files("comity.profiles") / "example_union"), folder)
        path = folder / file
        text = path.read_text("utf-8") if path.exists() else ""
        assert old in text
        path.write_text(text.replace(old, new, 1), "utf-8")
        return folder

    return planted
