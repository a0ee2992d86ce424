"""Mutate list files and show that each is read or refused, never anything else.

    python bench/fuzz_lists.py [COUNT] [SEED]

The UN's XML, OFAC's two forms of XML and its three CSV files, the EU's XML, the UK's CSV, and a mapped CSV.

A file that is still read must also be stored, compared and projected. Exit status 1 and the input's
bytes on the first other exception.
"""

from __future__ import annotations

import io
import random
import sys
import time
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Final

from comity.errors import Refused
from comity.watchlists import delta, index, projection, received, registry, subjects, synthetic
from comity.watchlists.received import Part

DAY: Final = date(2026, 3, 1)
_FILES: Final = Path(__file__).resolve().parents[1] / "tests" / "fixtures" / "lists"


def _file(name: str) -> bytes:
    return (_FILES / name).read_bytes()


BASES: Final = (
    ("un", (synthetic.make(DAY),)),
    ("ofac", (_file("ofac_sdn.xml"),)),
    ("ofac", (_file("ofac_advanced.xml"),)),
    ("ofac", tuple(_file(f"ofac/{name}.csv") for name in ("sdn", "alt", "add"))),
    ("eu", (_file("eu.xml"),)),
    ("uk", (_file("uk.csv"),)),
    ("csv-sample", (_file("mapped.csv"), _file("mapping.yaml"))),
)
_LAUGHS: Final = b"".join(b'<!ENTITY l%d "%s">' % (n, b"&l%d;" % (n - 1) * 10) for n in range(1, 10))
PIECES: Final = (
    b"<!DOCTYPE x [" + _LAUGHS + b"]>", b'<!DOCTYPE x SYSTEM "file:///etc/passwd">', b"&l9;", b"&#0;", b"&#x10FFFF;",
    b"&lt;", b"<", b">", b"</INDIVIDUAL>", b"<INDIVIDUAL>", b"<ENTITY/>", b"<![CDATA[", b"]]>", b"<!--", b"-->",
    b"<?xml version='1.1'?>", b"<?pi x?>", b"\x00", b"\xff\xfe", b"\xed\xa0\x80", b"\xc2\x9b", b"\xe2\x80\xae",
    b"<A>" * 300, b"<REFERENCE_NUMBER>QDi.001</REFERENCE_NUMBER>", b"<LISTED_ON>9999-99-99</LISTED_ON>",
    b"<YEAR>" + b"9" * 5000 + b"</YEAR>", b"(" * 3000, b"; " * 3000, b" b) ", b"(original script: ", b"A" * 70_000,
    b"xmlns='urn:x'", b'dateGenerated="0001-01-01T00:00:00+23:59"', b"<INDIVIDUAL_DATE_OF_BIRTH><NOTE>",
    b",", b";", b'"', b'""', b"\n", b"\r", b"\r\n", b"-0- ", b"\x1a\n", b"," * 500, b"\n" * 3000, b"\xef\xbb\xbf",
    b"DOB circa-", b"; a.k.a. '", b"UN Ref ZZi.00", b"00/00/0000", b"=HYPERLINK(1)", b'"' + b"A\n" * 70_000,
)  # fmt: skip


def mutations(count: int, seed: int) -> Iterator[tuple[str, bytes]]:
    """Yield ``count`` mutated files, each with its source, every base in turn; the same seed gives the same files."""
    chance = random.Random(seed)
    for place in range(count):
        source, files = BASES[place % len(BASES)]
        made = [bytearray(file) for file in files]
        for _ in range(chance.choice((1, 1, 1, 2, 3, 8))):
            chance.choice(_WAYS)(chance, chance.choice(made))
        yield source, _stream(source, [bytes(file) for file in made])


def _stream(source: str, files: list[bytes]) -> bytes:
    """What an operator would hand over: a bundle where there are several files."""
    roles = ("", received.MAPPING) if source.startswith(registry.MAPPED) else ("",) * len(files)
    parts = [Part(file, role) for file, role in zip(files, roles, strict=True)]
    return received.pack(parts, DAY if len(files) > 1 else None)


def _span(chance: random.Random, data: bytearray) -> slice:
    start = chance.randrange(len(data) + 1)
    return slice(start, min(len(data), start + int(chance.expovariate(1 / 40))))


def _flip(chance: random.Random, data: bytearray) -> None:
    if data:
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)


def _cut(chance: random.Random, data: bytearray) -> None:
    del data[_span(chance, data)]


def _truncate(chance: random.Random, data: bytearray) -> None:
    del data[chance.randrange(len(data) + 1) :]


def _insert(chance: random.Random, data: bytearray) -> None:
    place = chance.randrange(len(data) + 1)
    data[place:place] = chance.choice(PIECES)


def _into_text(chance: random.Random, data: bytearray) -> None:
    """Insert where a text begins, so that the file often stays well-formed."""
    opened = [at for at, byte in enumerate(data) if byte in b">,;"]
    if opened:
        place = chance.choice(opened) + 1
        data[place:place] = chance.choice(PIECES)


def _repeat(chance: random.Random, data: bytearray) -> None:
    part = data[_span(chance, data)]
    place = chance.randrange(len(data) + 1)
    data[place:place] = part * chance.choice((1, 2, 50))


def _strip_high(chance: random.Random, data: bytearray) -> None:
    data[:] = bytes(byte for byte in data if byte < 128 or chance.random() < 0.05)


def _recode(chance: random.Random, data: bytearray) -> None:
    data[:] = (
        bytes(data).decode("utf-8", "replace").encode(chance.choice(("utf-16", "utf-7", "utf-32", "cp1251")), "replace")
    )


_WAYS: Final = (_flip, _flip, _cut, _truncate, _insert, _into_text, _into_text, _repeat, _strip_high, _recode)


def outcome(source: str, data: bytes) -> str:
    """Read one file: "read" or the code of its refusal. Any other exception is a fault of ours."""
    reader = registry.source(source)
    try:
        snapshot = reader.read(io.BytesIO(data))
    except Refused as refused:
        refused.refusal.sentence("ru")
        return refused.refusal.code
    assert index.read(index.write(snapshot)) == snapshot
    delta.between(snapshot, snapshot)
    list(subjects.subjects(snapshot))
    for entry in snapshot.entries:
        for statement in projection.statements(snapshot, entry):
            statement.content()
    return "read"


def main() -> int:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    began, seen = time.perf_counter(), Counter[str]()
    for source, data in mutations(count, seed):
        try:
            seen[outcome(source, data)] += 1
        except Exception as error:
            print(f"{source}: not a refusal: {error!r}\n{data!r}")
            return 1
    for code, times in seen.most_common():
        print(f"{times:>7}  {code}")
    print(f"{count:,} damaged files: no traceback (seed {seed}, {time.perf_counter() - began:.1f} s)")
    return 0


if __name__ == "__main__":
    sys.exit(main())
