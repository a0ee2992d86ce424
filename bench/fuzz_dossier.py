"""Throw malformed dossiers at the reader: whatever comes in, the answer is a value or a Refused.

``python bench/fuzz_dossier.py [COUNT] [SEED]`` (10,000 and 1 unless said). A traceback is a failure.
"""

from __future__ import annotations

import random
import re
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from comity import yamltext
from comity.entries.acting import Identity
from comity.errors import Refused
from comity.interchange.dossier import acting, examples, reading, signing

_NOW: Final = datetime(2026, 3, 2, tzinfo=UTC)
_WHO: Final = Identity("XA-NLO-1", "XA-CENTRAL", "0" * 32, "1" * 32)
_VALUE: Final = re.compile(r": ([^\n,{}\[\]]+)")
_KEY: Final = re.compile(r"([a-z_]+):")
_VALUES: Final = (
    "true", "12", "-1", "''", "[]", "{}", "[[]]", "{a: b}", "2026-02-30", "0000-00-00", "9999-12-31", "PUBLIC", "NAMED",
    "alone", "final", "judgment.txt", "warrant.txt", "dossier-ru.txt", "NO", "'\\0'", '"\\ud800"', '"\\U0001F600"',
    "a" * 5000,
)  # fmt: skip
_PIECES: Final = (
    "&a ", "*a", "!!python/object:os.system ", "---\n", "{", "[", "]", "}", ": ", "- ", "\t", "\x00", "\ud800", "~",
    "null", "9" * 30, "1e400", ".nan", '"', "'", "\n\n", "#", "? ", "|\n", ">-\n", "%YAML 9.9\n", "\u202e",
    "\U0010ffff", "{" * 60, "[" * 60, "../../etc/passwd", "0" * 64, "\nkind: register\n", "<<: ",
)  # fmt: skip
Change = Callable[[random.Random, str], str]


def _insert(chance: random.Random, text: str) -> str:
    at = chance.randrange(len(text) + 1)
    return text[:at] + chance.choice(_PIECES) + text[at:]


def _cut(chance: random.Random, text: str) -> str:
    at = chance.randrange(len(text) + 1)
    return text[:at] + text[at + chance.randrange(1, 200) :]


def _drop_line(chance: random.Random, text: str) -> str:
    lines = text.split("\n")
    del lines[chance.randrange(len(lines))]
    return "\n".join(lines)


def _swap_lines(chance: random.Random, text: str) -> str:
    lines = text.split("\n")
    one, other = chance.randrange(len(lines)), chance.randrange(len(lines))
    lines[one], lines[other] = lines[other], lines[one]
    return "\n".join(lines)


def _new_value(chance: random.Random, text: str) -> str:
    """Another value where one stands: after a colon, on a line or inside a flow mapping."""
    places = [found.span(1) for found in _VALUE.finditer(text)]
    if not places:
        return text
    first, last = chance.choice(places)
    return text[:first] + chance.choice((*_PIECES, *_VALUES)) + text[last:]


def _new_key(chance: random.Random, text: str) -> str:
    places = [found.span(1) for found in _KEY.finditer(text)]
    if not places:
        return text
    first, last = chance.choice(places)
    other, end = chance.choice(places)
    return text[:first] + text[other:end] + text[last:]


_CHANGES: Final[tuple[Change, ...]] = (_insert, _cut, _drop_line, _swap_lines, _new_key, *[_new_value] * 5)


def damaged(chance: random.Random, text: str) -> bytes:
    """The text after one to three damages; one in twenty is damaged in its bytes or is noise."""
    for _ in range(chance.randrange(1, 4)):
        text = chance.choice(_CHANGES)(chance, text)
    data = text.encode("utf-8", "surrogatepass")
    fate = chance.randrange(40)
    if fate == 0:
        return chance.randbytes(chance.randrange(400))
    if fate == 1:
        at = chance.randrange(len(data) + 1)
        return data[:at] + bytes([chance.randrange(256)]) + data[at + 1 :]
    return data


def answer(folder: Path, text: bytes) -> str:
    """Read, and where that passes prepare; the code of the refusal, or ``read``. Anything else is raised."""
    (folder / "dossier.yaml").write_bytes(text)
    try:
        dossier = reading.read(folder, lambda name: b"0" * 16)
        acting.prepare(dossier, _WHO, _WHO, _NOW, lambda count: b"7" * count)
    except reading.Malformed as malformed:
        for fault in malformed.faults:
            fault.sentence("ru")
        return malformed.faults[0].code
    except Refused as refused:
        refused.refusal.sentence("zh")
        return refused.refusal.code
    return "read"


def others(text: bytes) -> str:
    """The same text as plain YAML and as the file of a signed act."""
    for read in (lambda: yamltext.read(text, "fuzz"), lambda: signing.parse(text, "fuzz")):
        try:
            read()
        except Refused as refused:
            refused.refusal.sentence("en")
    return "answered"


def run(count: int, seed: int, place: Path) -> Counter[str]:
    """Answer ``count`` damaged dossiers below ``place``; return how often each answer came."""
    chance = random.Random(seed)
    whole = {name: examples.materialise(name, place / name, examples.AS_OF) for name in examples.passing()}
    texts = {name: (folder / "dossier.yaml").read_text("utf-8") for name, folder in whole.items()}
    found: Counter[str] = Counter()
    for _ in range(count):
        name = chance.choice(sorted(whole))
        text = damaged(chance, texts[name])
        others(text)
        found[answer(whole[name], text)] += 1
    return found


def main() -> None:
    """Run and print the figures."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    started = time.monotonic()
    with tempfile.TemporaryDirectory() as place:
        found = run(count, seed, Path(place))
    seconds = time.monotonic() - started
    print(f"{count:,} dossiers, each also as YAML and as an act: no traceback (seed {seed}, {seconds:.0f} s)")
    for code, times in found.most_common():
        print(f"  {times:6} {code}")


if __name__ == "__main__":
    main()
