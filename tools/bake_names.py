"""Bake the known forms of names and the legal forms of companies into flat tables. Usage: bake_names RIGOUR OUTPUT.

RIGOUR is a folder that holds the package rigour (MIT). Its ``persons.txt`` has one Wikidata item (CC0) a
line: ``form, form, ... => Q1 Q2``. A form becomes a 64-bit hash, so that the table is sorted integers and
nothing of it is parsed when the program starts. rigour itself is not imported.
"""

from __future__ import annotations

import ast
import json
import sys
from collections import defaultdict
from pathlib import Path

import numpy as np

from comity.screening.equivalents import fold, key


def names(text: str) -> dict[int, set[int]]:
    """Hash of each form of one word -> the numbers of the Wikidata items that have it."""
    table: dict[int, set[int]] = defaultdict(set)
    for line in text.splitlines():
        forms, _, items = line.rpartition("=>")
        numbers = {int(item.strip()[1:]) for item in items.split() if item.strip().startswith("Q")}
        for form in forms.split(","):
            word = fold(form)
            if word and " " not in word and "・" not in word:
                table[key(word)] |= numbers
    return table


def legal_forms(source: str) -> dict[str, str]:
    """Each spelling of a legal form, folded -> its generic kind ("LLC", "JSC"), or itself where it has none."""
    tree = ast.parse(source)
    value = next(n.value for n in tree.body if isinstance(n, ast.AnnAssign) and n.value is not None)
    table: dict[str, str] = {}
    for form in ast.literal_eval(value):
        generic = form.get("generic") or form.get("compare") or form.get("display") or ""
        for alias in [*form.get("aliases", ()), form.get("display"), form.get("compare")]:
            if alias and generic:
                table.setdefault(fold(alias), generic)
    return table


def main(rigour: Path, output: Path) -> None:
    """Write the tables into the folder ``output``."""
    data = rigour / "rigour" / "data" / "names"
    version = next(rigour.glob("rigour-*.dist-info")).name.removeprefix("rigour-").removesuffix(".dist-info")
    table = names((data / "persons.txt").read_text("utf-8"))
    hashes = np.array(sorted(table), dtype=np.uint64)
    lists = [sorted(table[int(h)]) for h in hashes]
    output.mkdir(exist_ok=True)
    np.save(output / "hashes.npy", hashes)
    np.save(output / "starts.npy", np.cumsum([0, *map(len, lists)], dtype=np.uint32))
    np.save(output / "items.npy", np.array([i for one in lists for i in one], dtype=np.uint32))
    forms = legal_forms((data / "org_types.py").read_text("utf-8"))
    (output / "legal_forms.json").write_text(json.dumps(forms, ensure_ascii=False, sort_keys=True), "utf-8")
    licence = next(rigour.glob("rigour-*.dist-info/**/LICENSE*"))
    (output / "LICENSE").write_bytes(licence.read_bytes())
    (output / "version").write_text(version, "utf-8")
    print(f"{len(hashes)} forms of names, {len(forms)} legal forms, from rigour {version}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
