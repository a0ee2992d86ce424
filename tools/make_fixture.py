"""Write tests/fixtures/<version>/node.backup.gz: a small node, all of it fictional, its log the same at each run.

    python -m tools.make_fixture v0.1

It is made once, when a version is tagged, and then never again: it stands for the data that nodes
of that version hold. Keys, clock and randomness have fixed seeds.
"""

from __future__ import annotations

import gzip
import sys
import tempfile
from pathlib import Path
from typing import Final

from comity.operations import backup, opening
from tests.operations import nodes

ROOT: Final = Path(__file__).resolve().parent.parent


def main(arguments: list[str]) -> int:
    """Make the fixture of the version named; 2 where it exists or none was named."""
    if len(arguments) != 1:
        print(__doc__, file=sys.stderr)
        return 2
    target = ROOT / "tests" / "fixtures" / arguments[0] / "node.backup.gz"
    if target.exists():
        print(f"{target} exists; the data of a tagged version does not change", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as folder:
        home = nodes.copy(Path(folder))
        node = home.open()
        nodes.list_an_entry(node)
        node.publish()
        opening.read(home.located)
        made = backup.write(home.located, clock=home.clock, random_bytes=nodes.Dice("backup"))
        target.parent.mkdir(parents=True)
        target.write_bytes(gzip.compress(made.path.read_bytes(), mtime=0))
    print(f"{target.relative_to(ROOT)}: {made.manifest.acts} acts, {target.stat().st_size} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
