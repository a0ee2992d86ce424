"""Mutate list files and show that each is read or refused, never anything else.

    python bench/fuzz_xml.py [COUNT] [SEED]

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
from typing import Final

from comity.errors import Refused
from comity.watchlists import delta, index, projection, synthetic, un

BASE: Final = synthetic.make(date(2026, 3, 1))
_LAUGHS: Final = b"".join(b'<!ENTITY l%d "%s">' % (n, b"&l%d;" % (n - 1) * 10) for n in range(1, 10))
PIECES: Final = (
    b"<!DOCTYPE x [" + _LAUGHS + b"]>", b'<!DOCTYPE x SYSTEM "file:///etc/passwd">', b"&l9;", b"&#0;", b"&#x10FFFF;",
    b"&lt;", b"<", b">", b"</INDIVIDUAL>", b"<INDIVIDUAL>", b"<ENTITY/>", b"<![CDATA[", b"]]>", b"<!--", b"-->",
    b"<?xml version='1.1'?>", b"<?pi x?>", b"\x00", b"\xff\xfe", b"\xed\xa0\x80", b"\xc2\x9b", b"\xe2\x80\xae",
    b"<A>" * 300, b"<REFERENCE_NUMBER>QDi.001</REFERENCE_NUMBER>", b"<LISTED_ON>9999-99-99</LISTED_ON>",
    b"<YEAR>" + b"9" * 5000 + b"</YEAR>", b"(" * 3000, b"; " * 3000, b" b) ", b"(original script: ", b"A" * 70_000,
    b"xmlns='urn:x'", b'dateGenerated="0001-01-01T00:00:00+23:59"', b"<INDIVIDUAL_DATE_OF_BIRTH><NOTE>"
)  # fmt: skip


def mutations(count: int, seed: int) -> Iterator[bytes]:
    """Yield ``count`` mutated files; the same seed gives the same files."""
    chance = random.Random(seed)
    for _ in range(count):
        data = bytearray(BASE)
        for _ in range(chance.choice((1, 1, 1, 2, 3, 8))):
            chance.choice(_WAYS)(chance, data)
        yield bytes(data)


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
    opened = [at for at, byte in enumerate(data) if byte == ord(">")]
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


def outcome(data: bytes) -> str:
    """Read one file: "read" or the code of its refusal. Any other exception is a fault of ours."""
    try:
        snapshot = un.read(io.BytesIO(data))
    except Refused as refused:
        refused.refusal.sentence("ru")
        return refused.refusal.code
    assert index.read(index.write(snapshot)) == snapshot
    delta.between(un.read(io.BytesIO(BASE)), snapshot)
    for entry in snapshot.entries:
        for statement in projection.statements(snapshot, entry):
            statement.content()
    return "read"


def main() -> int:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    began, seen = time.perf_counter(), Counter[str]()
    for data in mutations(count, seed):
        try:
            seen[outcome(data)] += 1
        except Exception as error:
            print(f"not a refusal: {error!r}\n{data!r}")
            return 1
    for code, times in seen.most_common():
        print(f"{times:>7}  {code}")
    print(f"{count:,} damaged XML files: no traceback (seed {seed}, {time.perf_counter() - began:.1f} s)")
    return 0


if __name__ == "__main__":
    sys.exit(main())
