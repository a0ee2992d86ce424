"""Write THIRD_PARTY_LICENSES.md from the metadata of what is installed; ``--check`` fails where it drifted."""

from __future__ import annotations

import re
import sys
from importlib.metadata import Distribution, distribution
from pathlib import Path
from typing import Final

from tools.house import locks
from tools.pages.markdown import table

ROOT: Final = Path(__file__).resolve().parent.parent
FILE: Final = ROOT / "THIRD_PARTY_LICENSES.md"
SHARE_ALIKE: Final = re.compile(r"\b(?:A?GPL|SSPL|BUSL|BSL-1\.1)", re.IGNORECASE)
HEAD: Final = """# Third-party licences

<!-- Written by `make docs`; do not edit. -->

Comity itself is under Apache-2.0 (`LICENSE`). What it installs, at the locked versions, with the licence that each
package declares. None of it is copied into this tree; each package carries its own licence text.
"""


def declared(package: Distribution) -> str:
    """The licence in a package's own words: its expression, else its classifiers, else its first line."""
    metadata = package.metadata
    if "License-Expression" in metadata:
        return metadata["License-Expression"]
    classified = [c.rsplit(" :: ", 1)[1] for c in metadata.get_all("Classifier") or [] if c.startswith("License ::")]
    if specific := [name for name in classified if name != "OSI Approved"]:
        return ", ".join(specific)
    return metadata["License"].strip().splitlines()[0] if "License" in metadata else "not declared"


def text(root: Path = ROOT) -> str:
    """The whole document: what runs, then what only builds and tests."""
    running = locks.read(root / "requirements.lock").pins
    developing = locks.read(root / "requirements-dev.lock").pins
    only = {name: version for name, version in developing.items() if name not in running}
    names = locks.read(root / "requirements-names.lock").pins
    runs, builds = _rows(running), _rows(only)
    return f"{HEAD}{_baked(names['rigour'])}\n## What runs\n\n{runs}\n## What builds and tests it\n\n{builds}"


def _baked(version: str) -> str:
    """What is copied after all: into the wheel, not into the tree."""
    return (
        "\nOne thing is copied, by `make` into `src/comity/screening/baked/` and so into the wheel: forms of names\n"
        f"from Wikidata (CC0-1.0) and legal forms of companies, as rigour {version} lists them (MIT, Copyright (c)\n"
        "2023-2025 OpenSanctions Datenbanken GmbH; its text goes along). rigour itself is not installed.\n"
        "Readings of Han characters beside them come from those forms and from ICU's transliteration data\n"
        "(Unicode-3.0, Copyright (c) Unicode, Inc.).\n"
    )


def _rows(pins: dict[str, str]) -> str:
    rows = [(name, version, declared(distribution(name))) for name, version in sorted(pins.items())]
    return table(("package", "version", "licence"), rows)


def main(arguments: list[str]) -> int:
    """Write the document, or with ``--check`` report drift; returns the exit status."""
    if "--check" in arguments:
        stale = FILE.read_text("utf-8") != text()
        if stale:
            print(f"{FILE.name} has drifted. Run `make docs` and commit.", file=sys.stderr)
        return 1 if stale else 0
    FILE.write_text(text(), "utf-8")
    print(FILE.name)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
