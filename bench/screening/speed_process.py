"""Start from a saved index as a fresh process does: python -m bench.screening.speed_process INDEX NAME.

Prints seconds from the first import to the index loaded and to the first answer, the processor time of the whole
process until then, interpreter included, and the resident memory, MB.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path


def main() -> None:
    """Load, ask once, print."""
    began = time.perf_counter()
    from comity.screening import Index, Query  # noqa: PLC0415  the import is part of what is measured

    index = Index.load(Path(sys.argv[1]))
    loaded = time.perf_counter() - began
    answer = index.search(Query((sys.argv[2],)))
    answered, own = time.perf_counter() - began, time.process_time()
    told = {"loaded": loaded, "answered": answered, "own": own, "resident": resident(), "found": answer.total}
    print(json.dumps(told))


def resident() -> float:
    """The resident memory of this process, MB; shared pages of files count."""
    for line in Path("/proc/self/status").read_text("ascii").splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    return 0.0


if __name__ == "__main__":
    main()
