"""Bake how Han characters are read in names. Usage: bake_readings RIGOUR OUTPUT.

From rigour's ``persons.txt`` (Wikidata, CC0) come the readings that names attest: Cantonese, Hokkien, Korean and
Vietnamese beside Mandarin, what characters stand for in foreign names, and Japanese. From ICU come pinyin, the
simplified form of a character, and the Russian transcription. The result is text, one line a character, with an
index: nothing of it is parsed before a character is met.
"""

from __future__ import annotations

import json
import math
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import icu
import numpy as np

from comity.screening.east.hangul import sounds
from comity.screening.east.letters import latin, single
from tools.align_readings import learn

HAN = re.compile(r"[\u3400-\u9fff]+")
HANGUL = re.compile(r"[가-힣]+")
KANA = re.compile(r"[\u3041-\u3096]+")
FOREIGN, JAPANESE, HANGUL_LETTERS, SYLLABLE = 5, 7, 4, 6  # letters that one character stands for, at most
ITEMS = 2  # a reading is kept that so many items attest
PART = 0.03  # of all the readings of its character
MUCH = 0.1  # where it is the pinyin of other characters, lest all names in pinyin fit


def items(text: str) -> Iterator[list[str]]:
    """The forms of each item."""
    for line in text.splitlines():
        yield [form.strip() for form in line.rpartition("=>")[0].split(",")]


class Chinese:
    """Pinyin and simplified forms by character, as ICU has them."""

    def __init__(self) -> None:
        """Ask ICU once for all characters of the basic plane."""
        every = [chr(point) for point in (*range(0x3400, 0x4DC0), *range(0x4E00, 0xA000))]
        self.plain = self._each("Hant-Hans", every)
        self.pinyin = {c: latin(t.replace("ü", "v")) for c, t in self._each("Han-Latin", every).items() if t != c}
        self.surname = {c: latin(t.replace("ü", "v")) for c, t in self._each("Han-Latin/Names", every).items()}

    @staticmethod
    def _each(way: str, characters: list[str]) -> dict[str, str]:
        made, done = icu.Transliterator.createInstance(way), []
        for start in range(0, len(characters), 100):  # at once it takes ICU ten times as long
            done += made.transliterate(" | ".join(characters[start : start + 100])).split("|")
        return {c: one.strip() for c, one in zip(characters, done, strict=True)}

    def simple(self, name: str) -> str:
        """``name`` in simplified characters, without 姓 or 氏 (surname) behind it."""
        plain = "".join(self.plain.get(c, c) for c in name)
        return plain[:-1] if len(plain) > 1 and plain[-1] in "姓氏" else plain


def sort(chinese: Chinese, forms: Iterable[list[str]]) -> dict[str, list[Any]]:
    """Pairs of names by what they teach: readings, hangul, foreign, japanese."""
    found: dict[str, list[Any]] = defaultdict(list)
    for one in forms:
        han = sorted({chinese.simple(form) for form in one if HAN.fullmatch(form)})
        written = [form for form in one if han and latin(form) and not any("\u0400" <= c <= "\u04ff" for c in form)]
        for name in han:
            said = "".join(chinese.pinyin.get(c, "?") for c in name).replace("v", "u")
            if said in {latin(form) for form in written}:
                found["readings"].append((name, written))
                found["hangul"].append((name, [form for form in one if HANGUL.fullmatch(form)]))
            else:
                kind = "japanese" if any(KANA.fullmatch(form) for form in one) else "foreign"
                found[kind] += [(name, letters) for letters in sorted({single(form) for form in written})]
    return found


def attested(
    pairs: Iterable[tuple[str, list[str]]], split: Callable[[str], list[str]], pinyin: Collection[str]
) -> dict[str, list[str]]:
    """Each character -> what at least ITEMS names write for it, commonest first, where forms split evenly."""
    count: dict[str, Counter[str]] = defaultdict(Counter)
    for name, forms in pairs:
        cut = [parts for form in forms if len(parts := split(form)) == len(name) and all(parts)]
        for c, part in {pair for parts in cut for pair in zip(name, parts, strict=True)}:
            count[c][part] += 1
    table = {}
    for c, found in count.items():
        total = found.total()
        kept = [p for p, n in found.items() if n >= max(ITEMS, total * (MUCH if p in pinyin else PART))]
        table[c] = sorted(sorted(kept), key=found.__getitem__, reverse=True)
    return table


def syllables(form: str) -> list[str]:
    """The parts between hyphens and spaces, in letters a-z: ``Wai⁵-git⁶`` is wai, git."""
    return [latin(part) for part in re.split(r"[-\s]+", form)]


def spoken(forms: list[str], cut: Callable[[str], tuple[str, ...]]) -> Iterator[tuple[str, str]]:
    """Each Hangul form with each Latin one; ``cut`` gives the parts of a syllable."""
    korean = [form for form in forms if len(form) > 1 and HANGUL.fullmatch(form)]  # one syllable: a Chinese surname
    written = sorted({single(form) for form in forms if latin(form)}) if korean else []
    for form in korean:
        yield from (("".join(sound for c in form for sound in cut(c)), letters) for letters in written)


def rarity(names: Iterable[str], said: Mapping[str, str]) -> dict[str, int]:
    """Each syllable -> 1/10 bits that meeting it in a name says."""
    count = Counter(said[c] for name in names for c in name if c in said)
    total = count.total()
    return {one: round(10 * math.log2(total / n)) for one, n in sorted(count.items())}


def borrowed(foreign: Iterable[str], native: Iterable[str]) -> dict[str, int]:
    """Each character -> how often, in 1/100, a name with it is a foreign one."""
    abroad = Counter(c for name in foreign for c in set(name))
    here = Counter(c for name in native for c in set(name))
    return {c: round(100 * abroad[c] / (abroad[c] + here[c] + 1)) for c in sorted({*abroad, *here})}


def bake(forms: list[list[str]]) -> tuple[dict[str, str], dict[str, Any]]:
    """Each character -> its line, and what is known by syllable."""
    chinese = Chinese()
    found = sort(chinese, forms)
    readings = attested(found["readings"], syllables, {s.replace("v", "u") for s in chinese.pinyin.values()})
    hangul = attested(found["hangul"], list, ())
    costs = {kind: learn(found[kind], top, 2) for kind, top in (("foreign", FOREIGN), ("japanese", JAPANESE))}
    heard = learn([pair for one in forms for pair in spoken(one, sounds)], HANGUL_LETTERS, 0)
    heard |= {
        f"={c}": chunks for c, chunks in learn([p for one in forms for p in spoken(one, tuple)], SYLLABLE, 2).items()
    }
    share = borrowed({name for name, _ in found["foreign"]}, [name for name, _ in found["readings"]])
    lines = {}
    for c, plain in chinese.plain.items():
        pinyin = dict.fromkeys(s for s in (chinese.pinyin.get(c), chinese.surname.get(c)) if s and s.isascii())
        chunks = [" ".join(f"{t or '-'}:{cost}" for t, cost in costs[k].get(c, ())) for k in ("foreign", "japanese")]
        fields = [
            plain if plain != c else "",
            " ".join(pinyin),
            " ".join(readings.get(c, ())),
            "".join(hangul.get(c, ())),
        ]
        if any(fields) or any(chunks):
            lines[c] = "\t".join([*fields, *chunks, str(share.get(c, 0))])
    russian = icu.Transliterator.createInstance("zh_Latn_PINYIN-ru")
    every = sorted({*chinese.pinyin.values(), *chinese.surname.values()})
    known = {
        "palladius": {one: russian.transliterate(one.replace("v", "ü")) for one in every if one.isalpha()},
        "heard": {sound: " ".join(f"{t or '-'}:{cost}" for t, cost in chunks) for sound, chunks in heard.items()},
        "attested": sorted({one for some in readings.values() for one in some}),
        "pinyin": rarity([name for name, _ in found["readings"]], chinese.pinyin),
        "hangul": rarity([form for one in forms for form in one if HANGUL.fullmatch(form)], _Same()),
    }
    return lines, known


class _Same(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return key

    def __contains__(self, key: object) -> bool:
        return True


def main(rigour: Path, output: Path) -> None:
    """Write the tables into the folder ``output``."""
    text = (rigour / "rigour" / "data" / "names" / "persons.txt").read_text("utf-8")
    lines, known = bake(list(items(text)))
    output.mkdir(exist_ok=True)
    blob = [lines[c].encode() for c in sorted(lines)]
    np.save(output / "han.npy", np.array([ord(c) for c in sorted(lines)], np.uint32))
    np.save(output / "han_starts.npy", np.cumsum([0, *map(len, blob)], dtype=np.uint32))
    np.save(output / "han_lines.npy", np.frombuffer(b"".join(blob), np.uint8))
    (output / "syllables.json").write_text(json.dumps(known, ensure_ascii=False, sort_keys=True), "utf-8")
    print(f"{len(lines)} Han characters")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
