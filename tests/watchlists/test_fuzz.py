"""A sample of ``bench/fuzz_xml.py``: a mutated file is read or refused, never anything else."""

import importlib.util
from pathlib import Path

PATH = Path(__file__).parents[2] / "bench" / "fuzz_xml.py"


def test_mutated_files_are_read_or_refused() -> None:
    spec = importlib.util.spec_from_file_location("fuzz_xml", PATH)
    assert spec and spec.loader
    fuzz = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(fuzz)
    seen = {fuzz.outcome(data) for data in fuzz.mutations(300, seed=7)}
    assert {"read", "lists.xml", "lists.encoding", "lists.doctype"} <= seen
