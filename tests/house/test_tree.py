"""The tree names no package registry, and its lock files are whole."""

import tomllib
from pathlib import Path

import pytest

from tools.house import locks, tree

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
OVERRIDDEN = frozenset(line.split(";")[0].strip() for line in (ROOT / "overrides.txt").read_text("utf-8").splitlines())
RUNTIME = locks.read(ROOT / "requirements.lock")
BUILD = locks.read(ROOT / "requirements-build.lock")
DEV = locks.read(ROOT / "requirements-dev.lock")
GROUPS = PROJECT["dependency-groups"]


def test_the_tree_names_no_registry() -> None:
    assert tree.registry_traces(ROOT) == []


@pytest.mark.parametrize("host", tree.HOSTS)
def test_a_registry_in_the_tree_is_found(tmp_path: Path, host: str) -> None:
    (tmp_path / "a.md").write_text(f"see https://{host}/x", "utf-8")
    assert len(tree.registry_traces(tmp_path)) == 1


def test_a_uv_lock_is_found(tmp_path: Path) -> None:
    (tmp_path / "uv.lock").write_text("version = 1", "utf-8")
    assert len(tree.registry_traces(tmp_path)) == 1


def test_every_lock_is_pinned_hashed_and_without_address() -> None:
    assert RUNTIME.faults + BUILD.faults + DEV.faults == []


def test_every_lock_is_complete() -> None:
    wanted = PROJECT["project"]["dependencies"]
    dev = [text for text in GROUPS["dev"] if isinstance(text, str)]
    assert locks.missing(RUNTIME, wanted, OVERRIDDEN) == []
    assert locks.missing(BUILD, GROUPS["build"], OVERRIDDEN) == []
    assert locks.missing(DEV, wanted + dev + GROUPS["build"], OVERRIDDEN) == []


def test_the_development_lock_holds_the_others_unchanged() -> None:
    assert RUNTIME.pins.items() | BUILD.pins.items() <= DEV.pins.items()


def test_hatchling_of_the_build_is_the_locked_one() -> None:
    assert PROJECT["build-system"]["requires"] == [f"hatchling=={BUILD.pins['hatchling']}"]


@pytest.mark.parametrize(
    "planted",
    [
        "rich==15.0.0\n",
        "rich>=15 \\\n    --hash=sha256:00\n",
        "--index-url https://example.invalid/simple\nrich==15.0.0 \\\n    --hash=sha256:00\n",
        "rich @ file:///x\n",
    ],
)
def test_a_bad_lock_is_found(tmp_path: Path, planted: str) -> None:
    (tmp_path / "x.lock").write_text(planted, "utf-8")
    assert locks.read(tmp_path / "x.lock").faults != []


def test_a_missing_dependency_is_found() -> None:
    without = locks.Lock({name: v for name, v in RUNTIME.pins.items() if name != "cffi"}, [])
    assert locks.missing(without, ["cryptography>=50"], OVERRIDDEN) == ["cffi is needed and not locked"]
    assert locks.missing(RUNTIME, ["rich>=99"], OVERRIDDEN) == ["rich 15.0.0 does not satisfy rich>=99"]
