"""Rates of keys: signatures, verifications and opened key files a second, on one core.

Run: PYTHONPATH=src python bench/keys.py
"""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from comity import keyfiles, keys
from comity.keyfiles import Label
from comity.keys import KeyKind

ROUNDS = 5_000
HEAD_BYTES = 700  # a common size of an act's head
OFFICERS = 40


def rate(act: Callable[[int], object], rounds: int) -> float:
    """How many calls of ``act`` a second, over ``rounds`` calls."""
    start = time.perf_counter()
    for number in range(rounds):
        act(number)
    return rounds / (time.perf_counter() - start)


def main() -> None:
    """Measure and print."""
    signers = [keys.generate(os.urandom) for _ in range(OFFICERS)]
    heads = [os.urandom(HEAD_BYTES) for _ in range(100)]
    signed = [(signers[n % OFFICERS], heads[n % 100]) for n in range(200)]
    ready = [(signer.public_key, signer.sign(head), head) for signer, head in signed]
    print(f"sign    {rate(lambda n: signers[n % OFFICERS].sign(heads[n % 100]), ROUNDS):>10,.0f}/s")
    print(f"verify  {rate(lambda n: keys.verify(*ready[n % 200]), ROUNDS):>10,.0f}/s")
    with tempfile.TemporaryDirectory() as folder:
        for fictional in (False, True):
            label = Label(KeyKind.NODE, "bench", fictional)
            path = keyfiles.write(Path(folder, str(fictional)), signers[0], b"x" * 32, label, os.urandom)

            def opened(_: int, path: Path = path, fictional: bool = fictional) -> object:
                return keyfiles.open_key(path, b"x" * 32, kind=KeyKind.NODE, fictional=fictional)

            print(f"open    {rate(opened, 10):>10,.1f}/s  {'fictional' if fictional else 'real'} key file")


if __name__ == "__main__":
    main()
