"""Decisions are numbered without gaps, whole, and listed."""

import re
from pathlib import Path

FOLDER = Path(__file__).parents[2] / "docs" / "adr"
PARTS = ("## Context", "## Decision", "## Consequences", "## What else was weighed")


def faults(folder: Path) -> list[str]:
    """What is wrong with the decisions of a folder."""
    records = sorted(folder.glob("[0-9]*.md"))
    index = (folder / "README.md").read_text("utf-8")
    found = [f"{path.name} is not listed" for path in records if f"({path.name})" not in index]
    for number, path in enumerate(records, 1):
        text = path.read_text("utf-8")
        if not path.name.startswith(f"{number:04}-") or not text.startswith(f"# {number:04}. "):
            found.append(f"{path.name} is not number {number:04}")
        found += [f"{path.name} lacks {part}" for part in PARTS if part not in text]
        if not re.search(r"^- Status: (accepted|superseded by \d{4})$", text, re.MULTILINE):
            found.append(f"{path.name} has no status")
    return found


def test_every_decision_is_whole_and_listed() -> None:
    assert faults(FOLDER) == []


def test_a_gap_a_missing_part_and_an_unlisted_decision_are_found(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("", "utf-8")
    (tmp_path / "0002-x.md").write_text("# 0002. X\n", "utf-8")
    assert len(faults(tmp_path)) == 1 + 1 + len(PARTS) + 1
