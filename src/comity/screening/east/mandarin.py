"""How a syllable of pinyin is written otherwise: by Wade and Giles, in Yale's way, in Taiwan's, and by Palladius."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

LOOSE: Final = 100
_INITIALS: Final = ("zh", "ch", "sh", *"bpmfdtnlgkhjqxrzcsyw")
# Wade-Giles without its apostrophes, as passports write it; where several, all are in use.
_WADE: Final = {
    "b": "p", "p": "p", "d": "t", "t": "t", "g": "k", "k": "k", "zh": "ch", "ch": "ch", "j": "ch", "q": "ch",
    "x": "hs", "r": "j", "z": "ts", "c": "ts", "sh": "sh", "s": "s",
}  # fmt: skip
_WADE_FINALS: Final = {
    "ian": "ien", "ie": "ieh", "ong": "ung", "iong": "iung", "ui": "ui", "uo": "o", "er": "erh", "ve": "ueh",
    "ue": "ueh", "v": "u", "yan": "yen", "ye": "yeh", "you": "yu", "yi": "i", "yong": "yung", "yue": "yueh",
    "e": "eh",
}  # fmt: skip
_SPECIAL: Final = {
    "zhi": "chih", "chi": "chih", "shi": "shih", "ri": "jih", "zi": "tzu", "ci": "tzu", "si": "ssu szu", "ge": "ko",
    "ke": "ko", "he": "ho", "e": "o", "gui": "kuei", "kui": "kuei", "yi": "i yee", "ye": "yeh", "yan": "yen",
    "you": "yu yiu", "yong": "yung", "yue": "yueh", "er": "erh", "duo": "to", "luo": "lo", "nuo": "no", "tuo": "to",
    "guo": "kuo", "huo": "huo", "kuo": "kuo", "shuo": "shuo", "suo": "so", "zuo": "tso", "cuo": "tso",
    "zhuo": "cho", "chuo": "cho", "ruo": "jo", "xue": "hsueh", "wu": "woo", "xu": "hsu", "lv": "lu lyu lui",
    "nv": "nu nyu", "lve": "lueh", "nve": "nueh", "xi": "hsi", "xia": "hsia",
}  # fmt: skip
# Tongyong (Taiwan), Yale and free spellings: looser, for they meet other syllables.
_FREE: Final = {
    "zh": "jh j", "q": "ch", "x": "sh s", "c": "ts", "z": "dz", "j": "j",
}  # fmt: skip


@lru_cache(1024)
def spellings(pinyin: str) -> dict[str, int]:
    """``pinyin`` (no tone, ü as v) and its other spellings in letters a-z, with costs in 1/100."""
    initial = next((one for one in _INITIALS if pinyin.startswith(one)), "")
    final = pinyin[len(initial) :]
    table: dict[str, int] = {}
    if initial in _FREE and final:
        table = {one + final.replace("v", "u"): LOOSE for one in _FREE[initial].split()}
    tails = [final] if pinyin in _SPECIAL else [final, _WADE_FINALS.get(final, final)]
    table |= {_WADE.get(initial, initial) + tail: 0 for tail in tails if initial not in ("y", "w") or tail == final}
    table |= dict.fromkeys(_SPECIAL.get(pinyin, "").split(), 0)
    if pinyin in ("zhi", "chi", "shi", "ri", "zi", "ci", "si"):
        table = {one: cost for one, cost in table.items() if one in _SPECIAL[pinyin].split() or cost}
    if initial in ("j", "q", "x", "y") and final.startswith("u"):
        table |= {_WADE.get(initial, initial) + final.replace("uan", "uen"): LOOSE}
    return {one.replace("v", "u"): cost for one, cost in table.items()} | {pinyin: 0, pinyin.replace("v", "u"): 0}
