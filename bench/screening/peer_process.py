"""Score names as nomenklatura does: run by the Python of .venv-peers, never imported by ours.

Reads a line of JSON for each query, {"query": name, "candidates": [name, ...]}; prints a line for each,
{"logic-v2": [score, ...], "name-based": [...], "ms": {"logic-v2": milliseconds of
processor time, ...}}. First prints the versions of what it runs.
"""

from __future__ import annotations

import json
import sys
import time
from importlib.metadata import version
from typing import Any

ALGORITHMS = ("logic-v2", "name-based")


def main() -> None:
    """Answer standard input, line by line."""
    from followthemoney import model  # type: ignore[import-not-found]  # noqa: PLC0415  only there
    from nomenklatura.matching import get_algorithm  # type: ignore[import-not-found]  # noqa: PLC0415  the same

    def person(name: str) -> Any:
        # Its caches are keyed on the id alone: the name is the id, so that a score is of its own name.
        return model.get_proxy({"id": name, "schema": "Person", "properties": {"name": [name]}})

    asked = sys.argv[1:] or list(ALGORITHMS)
    algorithms = {name: get_algorithm(name) for name in asked}
    configs = {name: algorithm.default_config() for name, algorithm in algorithms.items()}
    print(json.dumps({name: version(name) for name in ("nomenklatura", "followthemoney", "rigour")}), flush=True)
    for line in sys.stdin:
        task = json.loads(line)
        query = person(task["query"])
        candidates = [person(name) for name in task["candidates"]]
        answer: dict[str, Any] = {"ms": {}}
        for name, algorithm in algorithms.items():
            began = time.process_time()
            answer[name] = [algorithm.compare(query, one, configs[name]).score for one in candidates]
            answer["ms"][name] = (time.process_time() - began) * 1000
        print(json.dumps(answer))


if __name__ == "__main__":
    main()
