"""The node key's passphrase, held in two parts by two custodians from different States.

The passphrase is 32 random bytes. One part is random, the other is the passphrase XOR that part:
either alone says nothing. A part is printed as fourteen groups of five letters and digits
(Crockford's base 32), four of content and one check:

    part = 20 bits of digest of the passphrase | 4 bits part number | 32 bytes share

The check of a group is a weighted sum over GF(32), with the place of the group among all the
groups of both parts mixed in. It finds every single wrong character, every two characters that
changed places and every group that stands in another's place, and says in which group.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from comity.errors import Refused
from comity.language import say

PASSPHRASE_BYTES: Final = 32
GROUPS: Final = 14
PARTS: Final = (1, 2)
_MAX_TYPED: Final = 1000  # characters; a whole part has 84 with its spaces
_ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_DIGITS: Final = 4
_GROUP: Final = _DIGITS + 1
_GROUP_BITS: Final = 5 * _DIGITS
_MARK_BITS: Final = 20
_PART_BITS: Final = 4
_SHARE_BITS: Final = 8 * PASSPHRASE_BYTES
# What people write for a letter or digit: Crockford's own (O I L), and the Cyrillic letters that look the same.
_LOOKALIKES: Final = str.maketrans("OILАВЕКМНОРСТХУЗ", "011ABEKMH0PCTXY3")
_NUMBERING: Final = re.compile(r"\b[0-9]{1,2}[.)]\s")  # "12. " as on the sheet
_SEPARATORS: Final = str.maketrans(dict.fromkeys("-\u2010\u2011\u2012\u2013\u2014\u2212.,;:", " "))


@dataclass(frozen=True, slots=True)
class Part:
    """What one custodian holds.

    ``number`` is 1 or 2; ``mark`` is 20 bits of the passphrase's digest, the same on both parts, so
    that parts of different passphrases are told apart; ``share`` is secret and never shown by repr.
    """

    number: int
    mark: int
    share: bytes = field(repr=False)


def make_passphrase(random_bytes: Callable[[int], bytes]) -> bytes:
    """Thirty-two random bytes."""
    return random_bytes(PASSPHRASE_BYTES)


def split(passphrase: bytes, random_bytes: Callable[[int], bytes]) -> tuple[Part, Part]:
    """Split a 32-byte passphrase; ``random_bytes`` makes the first share. ValueError on another length."""
    if len(passphrase) != PASSPHRASE_BYTES:
        raise ValueError(f"a passphrase in custody has {PASSPHRASE_BYTES} bytes")
    share, mark = random_bytes(PASSPHRASE_BYTES), _mark(passphrase)
    return Part(1, mark, share), Part(2, mark, _xor(passphrase, share))


def join(first: Part, second: Part) -> bytes:
    """The passphrase of two parts, in either order.

    Raises Refused: ``custody.same`` where one part was given twice, ``custody.foreign`` where they
    are of different passphrases, ``custody.joined`` where what results is not the passphrase.
    """
    if first.number == second.number:
        raise Refused("custody.same", "design, Custodians", number=first.number)
    if first.mark != second.mark:
        raise Refused("custody.foreign", "design, Custodians")
    passphrase = _xor(first.share, second.share)
    if _mark(passphrase) != first.mark:
        raise Refused("custody.joined", "design, Custodians")
    return passphrase


def require_two_states(first: str, second: str) -> None:
    """Custodians come from two States. Raises Refused (``custody.state``); arguments are participant ids."""
    if first == second:
        raise Refused("custody.state", "design, Custodians", state=first)


def printed(part: Part) -> tuple[str, ...]:
    """The fourteen groups of a part, in order. They are the secret."""
    number = (part.mark << _PART_BITS | part.number) << _SHARE_BITS | int.from_bytes(part.share)
    return tuple(
        _group(number >> _GROUP_BITS * (GROUPS - 1 - place) & (1 << _GROUP_BITS) - 1, _place(part.number, place))
        for place in range(GROUPS)
    )


def sheet(part: Part, node: str, lang: str) -> str:
    """The page that a custodian takes home: what it is, how to keep it, and the numbered groups."""
    groups = [f"{place:>2}. {group}" for place, group in enumerate(printed(part), 1)]
    rows = ["   ".join(groups[start : start + 4]) for start in range(0, GROUPS, 4)]
    return "\n".join(
        [say("custody.title", lang, number=part.number, node=node), "", *rows, "", say("custody.keep", lang), ""]
    )


def read_part(text: str) -> Part:
    """Read a part that a person typed: any case, with spaces or hyphens between groups or none,
    with or without the numbers of the sheet.

    Raises Refused: ``custody.count`` where there are not fourteen groups, ``custody.groups`` with
    the numbers of the groups that hold an error, ``custody.part`` where the part number is neither 1 nor 2.
    """
    groups = _typed_groups(text)
    if len(groups) != GROUPS:
        raise Refused("custody.count", "design, Custodians", found=len(groups), wanted=GROUPS)
    wrong = {number: _wrong(groups, number) for number in PARTS}
    number = min(PARTS, key=lambda candidate: len(wrong[candidate]))
    if wrong[number]:
        raise Refused("custody.groups", "design, Custodians", groups=[str(place + 1) for place in wrong[number]])
    value = 0
    for group in groups:
        value = value << _GROUP_BITS | _content(group)
    if value >> _SHARE_BITS & (1 << _PART_BITS) - 1 != number:
        raise Refused("custody.part", "design, Custodians")
    share = (value & (1 << _SHARE_BITS) - 1).to_bytes(PASSPHRASE_BYTES)
    return Part(number, value >> _SHARE_BITS + _PART_BITS, share)


def _typed_groups(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKC", _NUMBERING.sub(" ", text[:_MAX_TYPED])).upper()
    clean = plain.translate(_LOOKALIKES).translate(_SEPARATORS)
    groups = clean.split()
    if len(groups) == 1:
        whole = groups[0]
        return [whole[start : start + _GROUP] for start in range(0, len(whole), _GROUP)]
    return groups


def _wrong(groups: list[str], number: int) -> list[int]:
    """The places whose group does not check as part ``number``."""
    return [
        place
        for place, group in enumerate(groups)
        if len(group) != _GROUP
        or any(sign not in _ALPHABET for sign in group)
        or group != _group(_content(group), _place(number, place))
    ]


def _content(group: str) -> int:
    value = 0
    for sign in group[:_DIGITS]:
        value = value << 5 | _ALPHABET.index(sign)
    return value


def _group(content: int, place: int) -> str:
    """Four signs of content and their check, which depends on ``place`` (0-27)."""
    digits = [content >> 5 * (_DIGITS - 1 - index) & 31 for index in range(_DIGITS)]
    check = place
    for digit in digits:
        check = _double(check) ^ digit
    return "".join(_ALPHABET[digit] for digit in (*digits, _double(check)))


def _double(element: int) -> int:
    """Times x in GF(32) = GF(2)[x] / (x^5 + x^2 + 1); x has order 31, so all weights differ."""
    doubled = element << 1
    return doubled ^ 0b100101 if doubled & 0b100000 else doubled


def _place(number: int, place: int) -> int:
    return (number - 1) * GROUPS + place


def _mark(passphrase: bytes) -> int:
    digest = hashlib.sha256(b"comity custody 1\n" + passphrase).digest()
    return int.from_bytes(digest[:4]) >> 32 - _MARK_BITS


def _xor(first: bytes, second: bytes) -> bytes:
    return bytes(a ^ b for a, b in zip(first, second, strict=True))
