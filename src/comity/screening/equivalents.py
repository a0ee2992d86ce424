"""Known forms of one name (William, Guillermo, Вильям), as Wikidata has them, through rigour's file.

The tables are baked by ``make`` (tools/bake_names.py) and read from disk by page, so that nothing is parsed
at the start. Without them there are no equivalents, and ``VERSION`` says "none".
"""

from __future__ import annotations

import hashlib
import json
import unicodedata
from bisect import bisect_left
from functools import cache, lru_cache
from pathlib import Path
from typing import Final

import numpy as np

FOLDER: Final = Path(__file__).with_name("baked")


def fold(word: str) -> str:
    """Lower case, compatibility forms resolved, no marks on Latin letters, single spaces."""
    if word.isascii():
        return " ".join(word.lower().split())
    plain = unicodedata.normalize("NFKD", word).casefold()
    kept = "".join(c for c in plain if not ("\u0300" <= c <= "\u036f"))
    return unicodedata.normalize("NFC", " ".join(kept.split()))


def key(folded: str) -> int:
    """64 bits of BLAKE2b over a folded word: with 700,000 forms two collide once in 75 million tables."""
    return int.from_bytes(hashlib.blake2b(folded.encode(), digest_size=8).digest(), "little")


@lru_cache(1 << 16)
def items(folded: str) -> tuple[int, ...]:
    """The numbers of the Wikidata items that have the word ``folded`` as a form, rising; empty for none."""
    hashes, starts, numbers = _tables()
    sought = key(folded)
    place = bisect_left(hashes, sought)
    if place >= len(hashes) or hashes[place] != sought:
        return ()
    return tuple(numbers[starts[place] : starts[place + 1]])


@cache
def legal_forms() -> dict[str, str]:
    """Each spelling of a legal form, folded -> its generic kind ("LLC", "JSC"); empty where nothing was baked."""
    file = FOLDER / "legal_forms.json"
    return dict(json.loads(file.read_text("utf-8"))) if file.is_file() else {}


@cache
def version() -> str:
    """The release of rigour that was baked; "none" where none was."""
    file = FOLDER / "version"
    return file.read_text("utf-8") if file.is_file() else "none"


@cache
def digest() -> str:
    """16 hex characters over the baked tables; "none" where none was baked. Reads 7 MB once."""
    files = sorted(FOLDER.iterdir()) if FOLDER.is_dir() else []
    total = hashlib.sha256()
    for file in files:
        total.update(file.name.encode() + b"\x00" + file.read_bytes())
    return total.hexdigest()[:16] if files else "none"


@cache
def _tables() -> tuple[memoryview, memoryview, memoryview]:
    try:
        mapped = [np.load(FOLDER / f"{name}.npy", mmap_mode="r") for name in ("hashes", "starts", "items")]
    except FileNotFoundError:
        return memoryview(b""), memoryview(b"\x00"), memoryview(b"")
    hashes, starts, items = [
        memoryview(one) for one in mapped
    ]  # they give plain numbers, which answers one word soonest
    return hashes, starts, items
