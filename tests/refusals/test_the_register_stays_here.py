"""Persons of the Register are answered by the node's own service and by nothing else (design, What it is not).

No file, no feed, no replica, no batch job and no Spark job holds them: only two modules touch what is kept apart,
an index is written to disk from what is published alone, and what screens in bulk can reach neither.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from comity.store import searched

SRC = Path(__file__).parents[2] / "src" / "comity"
KEEPERS = {"operations/live.py", "operations/lookup.py"}
"""All that may touch ``View.kept`` and ``View.looked``."""
SAVERS = {"checks/lists.py", "interchange/batch/running.py", "cli/screen_index.py"}
"""All that may write an index: of other people's public lists; and, for one run or for Spark, of what is published."""
READERS = {"operations/live.py", "operations/lookup.py", "store/searched.py"}
"""All that may read entries to find them by name."""
BULK = ("interchange/", "screening/", "watchlists/", "translog/")


def leaks(folder: Path) -> list[str]:
    """Where a module below ``folder`` could take persons of the Register elsewhere."""
    return [
        f"{name}: {fault}"
        for path in sorted(folder.rglob("*.py"))
        for name in [path.relative_to(folder).as_posix()]
        for fault in _faults(name, ast.parse(path.read_text("utf-8")))
    ]


def _faults(name: str, tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        match node:
            case ast.Attribute(attr="kept" | "looked", value=value) if name not in KEEPERS and _is_view(value):
                yield "touches what is kept apart"
            case ast.Attribute(attr="save", value=value) if name not in SAVERS and "index" in _name(value).lower():
                yield "writes an index"
            case ast.ImportFrom(module="comity.store", names=names) if any(one.name == "searched" for one in names):
                if name not in READERS:
                    yield "reads entries by name"
            case ast.ImportFrom(module=str(module)) if name.startswith(BULK):
                if module.startswith(("comity.operations.lookup", "comity.operations.live", "comity.store.searched")):
                    yield "screens in bulk and reaches the Register"


def _is_view(value: ast.expr) -> bool:
    return "view" in _name(value).lower() or "live" in _name(value).lower()


def _name(value: ast.expr) -> str:
    """``self._live.now()`` as text."""
    return ast.unparse(value)


def test_no_code_takes_persons_of_the_register_elsewhere() -> None:
    assert leaks(SRC) == []


@pytest.mark.parametrize(
    ("place", "source"),
    [
        ("interchange/feed.py", "def feed(view):\n    return list(view.looked.values())\n"),
        ("cli/screen_file.py", "def file(lookup):\n    return lookup._live.now().kept.search\n"),
        ("cli/screen_file.py", "def write(index, path):\n    index.save(path)\n"),
        ("interchange/batch/spark.py", "from comity.operations.lookup import Lookup\n"),
        ("interchange/replica.py", "from comity.store.searched import entries\n"),
        ("cli/dump.py", "from comity.store import searched\n"),
    ],
)
def test_a_planted_way_out_is_found(tmp_path: Path, place: str, source: str) -> None:
    (tmp_path / place).parent.mkdir(parents=True)
    (tmp_path / place).write_text(source, "utf-8")
    assert len(leaks(tmp_path)) == 1


def test_entries_on_support_are_searched_by_nobody() -> None:
    assert set(searched.SEARCHED) == {"list.entry", "register.entry"}
