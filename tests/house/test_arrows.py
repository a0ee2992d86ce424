"""The contracts of .importlinter hold, and each is able to fail."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def lint(folder: Path, source: Path) -> subprocess.CompletedProcess[str]:
    """Run our contracts, unchanged, over the package in ``source``; caches and settings stay in ``folder``."""
    shutil.copy(ROOT / ".importlinter", folder)
    return subprocess.run(
        [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(source), "COLUMNS": "200"},
        capture_output=True,
        text=True,
        check=False,
    )


def planted(folder: Path, **modules: str) -> subprocess.CompletedProcess[str]:
    """Lint a package ``comity`` of these modules; a double underscore in a name stands for a dot."""
    package = folder / "src" / "comity"
    package.mkdir(parents=True)
    (package / "__init__.py").touch()
    for name, text in modules.items():
        path = package.joinpath(*name.split("__")).with_suffix(".py")
        path.parent.mkdir(exist_ok=True)
        (path.parent / "__init__.py").touch()
        path.write_text(text, "utf-8")
    return lint(folder, folder / "src")


def test_the_arrows_of_the_program_hold(tmp_path: Path) -> None:
    done = lint(tmp_path, ROOT / "src")
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_tree_that_keeps_to_the_arrows_passes(tmp_path: Path) -> None:
    done = planted(
        tmp_path,
        errors="import comity.language",
        language="import json",
        store__rows="import django.db\nimport comity.errors",
        cli="import comity.bootstrap",
        bootstrap="import comity.store",
        listing__table="import comity.errors",
        screening__names="import re",
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    "modules",
    [
        {"helpers": "x = 1"},  # exhaustive: nobody has placed this name
        {"errors": "x = 1", "language": "import comity.errors"},  # upwards
        {"errors": "import django"},  # a framework in the domain
        {"listing__table": "import urllib.request"},  # a network in the domain
        {"watchlists__un": "import comity.errors", "errors": "import socket"},  # the same, one step away
        {"listing__table": "import comity.register.table", "register__table": "x = 1"},  # slices are siblings
        {"screening__names": "import comity.errors", "errors": "x = 1"},  # could be published alone
        {"translog__tiles": "import comity.screening.names", "screening__names": "x = 1"},  # the same
        {"store__a": "import comity.store.b", "store__b": "x = 1", "engine": "import comity.store.a"},  # upwards
        {"store__a": "import comity.store.b", "store__b": "import comity.store.a"},  # a cycle
    ],
    ids="+".join,
)
def test_a_planted_violation_breaks_a_contract(tmp_path: Path, modules: dict[str, str]) -> None:
    done = planted(tmp_path, **modules)
    assert done.returncode == 1, done.stdout + done.stderr
    assert "BROKEN" in done.stdout or "exhaustive" in done.stdout or "Missing layers" in done.stdout, done.stdout
