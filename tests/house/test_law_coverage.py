"""The table of what the law asks names files and tests that exist, and says one of three things of each row."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ROWS = [line for line in (ROOT / "docs" / "law-coverage.md").read_text("utf-8").splitlines() if line.startswith("| ")]


def missing(rows: list[str]) -> list[str]:
    """Everything cited that is not there: a file, or a test in it."""
    found = []
    for cited in re.findall(r"`((?:src|tests|docs)/[^`]+)`", "\n".join(rows)):
        path, _, test = cited.partition("::")
        file = ROOT / path
        if not file.is_file() or (test and f"def {test}(" not in file.read_text("utf-8")):
            found.append(cited)
    return found


def test_what_the_table_cites_exists() -> None:
    assert missing(ROWS) == []


@pytest.mark.parametrize("gone", ["tests/no_such_file.py", "tests/test_handling.py::test_no_such_test"])
def test_a_citation_of_nothing_is_found(gone: str) -> None:
    assert missing([f"| `{gone}` |"]) == [gone]


def test_every_row_has_a_status_and_what_is_kept_has_a_test() -> None:
    told = [[cell.strip() for cell in row.strip("|").split(" | ")] for row in ROWS if not row.startswith("| row")]
    for cells in told:
        assert len(cells) == 5, cells
        assert cells[4].startswith(("kept", "in part", "missing")), cells
        assert cells[4].startswith("missing") is ("::" not in cells[3]), cells
