"""From the letters of a word to sounds, by the table of its script; the longest spelling first."""

from __future__ import annotations

import itertools
import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Final

from comity.screening.scripts import EASTERN, Script
from comity.screening.sounds.alphabet import SIZE, costs, names

LONGEST: Final = 48  # symbols kept of one word: no name has more, and the kernel's rows end there
_FILES: Final = {
    Script.LATN: "latin.txt",
    Script.CYRL: "cyrillic.txt",
    Script.ARAB: "arabic.txt",
    Script.HEBR: "hebrew.txt",
    Script.GREK: "greek.txt",
    Script.DEVA: "devanagari.txt",
}
_FRONT: Final = frozenset("eiyéèêëíîïýäöæœěęėēī")
_VOWELS: Final = _FRONT | frozenset("aouáàâãåāăąóòôõøōőúùûüūůűαεηιουω")
_DOUBLES: Final = frozenset({Script.ARAB, Script.HEBR})  # where a doubled letter is two consonants


@lru_cache(1 << 16)
def sounds(folded: str, script: Script) -> bytes:
    """The symbols of one word of ``script``, in small letters with its marks; b"" for Han, kana and Hangul."""
    if script in EASTERN or script is Script.NONE:
        return b""
    if script is Script.OTHER:
        folded, script = str(_romaniser().transliterate(folded)).casefold(), Script.LATN
    if script is Script.GREK:
        folded = _bare(folded)
    if script is Script.DEVA:
        return _single(_devanagari(folded))[:LONGEST]
    heard = _read(folded, script)
    return (heard if script in _DOUBLES else _single(heard))[:LONGEST]


def compounds(heard: bytes) -> bytes:
    """At each place the symbol that reads this one together with the one before it, or 0."""
    pairs = _pairs()
    return bytes([0, *[pairs[a * SIZE + b] for a, b in itertools.pairwise(heard)]]) if heard else b""


@cache
def _pairs() -> bytes:
    return costs().pairs.tobytes()


def _read(word: str, script: Script) -> bytes:
    table = _table(script)
    out, at, end = bytearray(), 0, len(word)
    while at < end:
        for size in table.sizes.get(word[at], ()):
            after = at + size
            if after > end:
                continue
            part = word[at:after]
            found = table.first.get(part) if at == 0 else None
            if found is None and after == end:
                found = table.last.get(part)
            if found is None and after < end:
                found = table.soft.get(part) if word[after] in _FRONT else None
                if found is None:
                    found = (table.open if word[after] in _VOWELS else table.shut).get(part)
            if found is None:
                found = table.plain.get(part)
            if found is not None:
                out += found
                break
        else:
            size = 1
            out += _bare_letter(word[at], script)
        at += size
    return bytes(out)


@lru_cache(4096)
def _bare_letter(letter: str, script: Script) -> bytes:
    """An accented letter without its accents; nothing for a sign or a letter of another script."""
    table = _table(script).plain
    return b"".join(table.get(one, b"") for one in unicodedata.normalize("NFKD", letter))


def _devanagari(word: str) -> bytes:
    table = _table(Script.DEVA).plain
    schwa = names()["d.a"]
    out, pending = bytearray(), False
    for letter in unicodedata.normalize("NFC", word):
        if letter == "\u093c":  # nukta on a letter that has no form with it
            continue
        consonant = "\u0915" <= letter <= "\u0939" or "\u0958" <= letter <= "\u095f"
        if pending and (consonant or letter in "\u0902\u0901\u0903"):
            out.append(schwa)
        out += table.get(letter, b"") or b"".join(table.get(c, b"") for c in unicodedata.normalize("NFD", letter))
        pending = consonant
    return bytes(out)  # the last consonant's vowel is not spoken


def _single(heard: bytes) -> bytes:
    return bytes(c for at, c in enumerate(heard) if at == 0 or c != heard[at - 1])


def _bare(word: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))


@dataclass(frozen=True, slots=True)
class _Spellings:
    """How letters sound by where they stand: first in a word, last, before a front vowel, any vowel, a consonant,
    anywhere; ``sizes`` of the spellings that begin with a letter, the longest first."""

    first: dict[str, bytes]
    last: dict[str, bytes]
    soft: dict[str, bytes]
    open: dict[str, bytes]
    shut: dict[str, bytes]
    plain: dict[str, bytes]
    sizes: dict[str, tuple[int, ...]]


@cache
def _table(script: Script) -> _Spellings:
    text = (Path(__file__).parent / _FILES[script]).read_text("utf-8")
    code = names()
    by_place: dict[str, dict[str, bytes]] = {place: {} for place in "^$>~/"}
    plain: dict[str, bytes] = {}
    sizes: dict[str, set[int]] = defaultdict(set)
    for line in text.splitlines():
        if line and not line.startswith("#"):
            spelling, *heard = unicodedata.normalize("NFC", line).split()
            part = spelling.strip("^$>~/")
            held = by_place["^"] if spelling[0] == "^" else by_place.get(spelling[-1], plain)
            held[part] = bytes(code[name] for name in heard)
            sizes[part[0]].add(len(part))
    first, last, soft, open_, shut = by_place.values()
    return _Spellings(
        first, last, soft, open_, shut, plain, {c: tuple(sorted(s, reverse=True)) for c, s in sizes.items()}
    )


@cache
def _romaniser() -> Any:
    import icu  # noqa: PLC0415  27 MB and 60 ms: only where a name needs it

    return icu.Transliterator.createInstance("Any-Latin")
