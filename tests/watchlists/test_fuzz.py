"""A sample of ``bench/fuzz_lists.py``: a mutated file is read or refused, never anything else."""

import importlib.util
from pathlib import Path

PATH = Path(__file__).parents[2] / "bench" / "fuzz_lists.py"


def test_mutated_files_are_read_or_refused() -> None:
    spec = importlib.util.spec_from_file_location("fuzz_lists", PATH)
    assert spec and spec.loader
    fuzz = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(fuzz)
    seen = {fuzz.outcome(source, data) for source, data in fuzz.mutations(700, seed=7)}
    assert {"read", "lists.xml", "lists.encoding", "lists.doctype", "lists.table", "lists.columns"} <= seen
