"""README shows what the demo prints, and nothing that it does not print."""

from __future__ import annotations

import re
from pathlib import Path

from comity.cli import layout
from tests.demo.conftest import Story

README = Path(__file__).parents[2] / "README.md"
_BLOCK = re.compile(r"<!-- demo: begin .*?-->\n(.*?)<!-- demo: end -->", re.DOTALL)
_CHANGES = re.compile(r"\b[0-9a-f]{12,}\b|\d{4}-\d\d-\d\d")  # digests and days differ from run to run
_WIDTH = 96  # and four spaces before it
_CUT = "  ..."


def shown(readme: str) -> list[str]:
    """The lines of the block that are not cuts."""
    found = _BLOCK.search(readme)
    assert found
    lines = [line.removeprefix("    ") for line in found[1].strip("\n").splitlines()]
    return [_CHANGES.sub("*", line) for line in lines if line not in ("", _CUT)]


def test_readme_shows_a_real_run(story: Story) -> None:
    printed = story("en").printed.splitlines()
    run = iter([_CHANGES.sub("*", folded) for line in printed for folded in layout.paragraph(line, _WIDTH)])
    lines = shown(README.read_text("utf-8"))
    assert len(lines) > 30
    missing = [line for line in lines if line not in run]  # `in` goes on from the last hit: order counts
    assert missing == [], "README shows what the demo does not print any more; run it and fill the block again"


def test_every_part_of_the_story_is_shown() -> None:
    parts = [found[1] for line in shown(README.read_text("utf-8")) for found in [re.match(r"(\d+)\. ", line)] if found]
    assert parts == [str(number) for number in range(1, 19)]
