"""Verify the signatures of a group on all cores, before the log's lock is taken.

Two Ed25519 verifications take as much time as all else in an act without a door, and they leave
Python free for other threads.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Final

from comity import acts, keys
from comity.acts import SignedAct
from comity.participants import Directory

Verify = Callable[[bytes, bytes, bytes], bool]
_Asked = tuple[bytes, bytes, bytes]  # public key, signature, message
_FEWEST: Final = 16  # acts; below this, starting threads costs more than it saves
_MOST_THREADS: Final = 4
_KEYS: Final = (re.compile(rb'"officer_key":"([0-9a-f]{32})"'), re.compile(rb'"seal_key":"([0-9a-f]{32})"'))


def beforehand(group: Sequence[SignedAct], directory: Callable[[], Directory]) -> Verify:
    """``keys.verify``, asked beforehand for the signatures of ``group`` where that is worth it.

    ``directory`` only guesses which keys will be asked for. Whatever was not asked beforehand, key,
    signature and message all three, is verified when it is asked.
    """
    threads = min(os.cpu_count() or 1, _MOST_THREADS) if len(group) >= _FEWEST else 1
    if threads == 1:
        return keys.verify
    known = directory()
    asked = [one for signed in group for one in _guessed(signed, known)]
    size = -(-len(asked) // threads) or 1
    with ThreadPoolExecutor(threads, thread_name_prefix="verify") as pool:
        answers = list(pool.map(_fitting, [asked[low : low + size] for low in range(0, len(asked), size)]))
    fitting: frozenset[_Asked] = frozenset().union(*answers)

    def verify(public: bytes, signature: bytes, message: bytes) -> bool:
        return (public, signature, message) in fitting or keys.verify(public, signature, message)

    return verify


def _fitting(asked: Sequence[_Asked]) -> list[_Asked]:
    return [one for one in asked if keys.verify(*one)]


def _guessed(signed: SignedAct, directory: Directory) -> Iterator[_Asked]:
    """By the key ids that the head seems to name; the head is not read here."""
    message = acts.signing_bytes(signed.head)
    for pattern, signature in zip(_KEYS, (signed.officer_signature, signed.seal_signature), strict=True):
        named = pattern.search(signed.head)
        key = directory.keys.get(named[1].decode()) if named else None
        if key is not None:
            yield key.public, signature, message
