"""The whole story, told once in each language: telling it takes five seconds."""

from __future__ import annotations

import io
from collections.abc import Callable
from contextlib import redirect_stdout
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from comity.cli import main


@dataclass(frozen=True, slots=True)
class Told:
    """What was printed, and the home with the folder ``demo`` that is left."""

    printed: str
    home: Path


Story = Callable[[str], Told]


@pytest.fixture(scope="session")
def story(tmp_path_factory: pytest.TempPathFactory) -> Story:
    """The story in a language. Who changes what it left does so in a copy."""

    @cache
    def told(lang: str) -> Told:
        home, printed = tmp_path_factory.mktemp(lang), io.StringIO()
        with pytest.MonkeyPatch.context() as patched, redirect_stdout(printed):
            patched.setenv("COMITY_HOME", str(home))
            patched.setenv("CI", "true")
            patched.delenv("COMITY_UN", raising=False)
            assert main(["demo", "--lang", lang]) == 0
        return Told(printed.getvalue(), home)

    return told
