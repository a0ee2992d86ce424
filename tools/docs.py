"""Write docs/generated from the program itself, so that the documents cannot lie.

``python -m tools.docs`` writes; ``--check`` writes nothing and fails where a file has drifted.
A page is a function that returns Markdown. To add one, write it and put it in ``PAGES``; where
its source is a module that may not exist yet, name that module in ``Page.source``.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from tools.pages import cli, errors, gates, lifecycles

ROOT: Final = Path(__file__).resolve().parent.parent
FOLDER: Final = ROOT / "docs" / "generated"
NOTICE: Final = "<!-- Written by `make docs`; do not edit. -->\n\n"


@dataclass(frozen=True, slots=True)
class Page:
    """One generated document: ``source`` is the module that it needs, ``write`` returns Markdown."""

    name: str
    source: str
    write: Callable[[], str]


PAGES: Final = (
    Page("errors.md", "comity.language", errors.page),
    Page("cli.md", "comity.cli", cli.page),
    Page("lifecycles.md", "comity.bootstrap", lifecycles.page),
    Page("gates.md", "comity.qualification.floor", gates.page),
)


def exists(module: str) -> bool:
    """Whether ``module`` can be found, without importing it."""
    try:
        return find_spec(module) is not None
    except ModuleNotFoundError:
        return False


def rendered(pages: tuple[Page, ...] = PAGES) -> Iterator[tuple[str, str]]:
    """Name and text of each page whose source exists."""
    for page in pages:
        if exists(page.source):
            yield page.name, NOTICE + page.write().rstrip() + "\n"


def drifted(folder: Path, pages: tuple[Page, ...] = PAGES) -> list[str]:
    """Names of the files in ``folder`` that differ from what the program says today."""
    wanted = dict(rendered(pages))
    held = {path.name: path.read_text("utf-8") for path in folder.glob("*.md")}
    return sorted(name for name in wanted.keys() | held.keys() if wanted.get(name) != held.get(name))


def main(arguments: list[str]) -> int:
    """Write the pages, or with ``--check`` report those that drifted; returns the exit status."""
    if "--check" in arguments:
        stale = drifted(FOLDER)
        if stale:
            print(f"docs/generated has drifted: {', '.join(stale)}. Run `make docs` and commit.", file=sys.stderr)
        return 1 if stale else 0
    FOLDER.mkdir(parents=True, exist_ok=True)
    for path in FOLDER.glob("*.md"):
        path.unlink()
    for name, text in rendered():
        (FOLDER / name).write_text(text, "utf-8")
        print(f"docs/generated/{name}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
