"""Custody: two parts make the passphrase, one says nothing, and a typing error is found where it is."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from comity import custody
from comity.custody import Part
from comity.errors import Refused

SECRETS = st.binary(min_size=32, max_size=32)
PASSPHRASE = hashlib.sha256(b"a fictional passphrase").digest()
SHARE = hashlib.sha256(b"a fictional share").digest()
FIRST, SECOND = custody.split(PASSPHRASE, lambda count: SHARE[:count])
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def refusal_of(act: Callable[[], object]) -> tuple[str, object]:
    with pytest.raises(Refused) as caught:
        act()
    for lang in ("en", "ru", "zh"):
        caught.value.refusal.sentence(lang)
    return caught.value.refusal.code, caught.value.refusal.evidence.get("groups")


def typed(groups: list[str]) -> str:
    return " ".join(groups)


@settings(max_examples=60, deadline=None)
@given(SECRETS, SECRETS, st.booleans())
def test_two_parts_make_the_passphrase_in_either_order(passphrase: bytes, share: bytes, turned: bool) -> None:
    parts = [custody.read_part(typed([*custody.printed(part)])) for part in custody.split(passphrase, lambda _: share)]
    assert custody.join(*(reversed(parts) if turned else parts)) == passphrase


@settings(max_examples=60, deadline=None)
@given(SECRETS, SECRETS)
def test_either_share_alone_fits_every_passphrase(one: bytes, other: bytes) -> None:
    """For any share there is a partner for any passphrase: a share alone excludes none."""
    partner = bytes(a ^ b for a, b in zip(one, other, strict=True))
    share, _ = custody.split(other, lambda _: one)
    assert share.share == one
    _, second = custody.split(other, lambda _: partner)
    assert second.share == one


@settings(max_examples=200, deadline=None)
@given(st.integers(0, 13), st.integers(0, 4), st.sampled_from(ALPHABET), st.sampled_from([FIRST, SECOND]))
def test_every_single_wrong_sign_is_located(place: int, index: int, sign: str, part: Part) -> None:
    groups = [*custody.printed(part)]
    assume(groups[place][index] != sign)
    groups[place] = groups[place][:index] + sign + groups[place][index + 1 :]
    assert refusal_of(lambda: custody.read_part(typed(groups))) == ("custody.groups", [str(place + 1)])


@pytest.mark.parametrize("part", [FIRST, SECOND], ids=["first", "second"])
def test_every_exchange_of_two_signs_in_a_group_is_located(part: Part) -> None:
    for place, group in enumerate(custody.printed(part)):
        for left in range(5):
            for right in range(left + 1, 5):
                if group[left] == group[right]:
                    continue
                signs = [*group]
                signs[left], signs[right] = signs[right], signs[left]
                groups = [*custody.printed(part)]
                groups[place] = "".join(signs)
                assert refusal_of(lambda: custody.read_part(typed(groups)))[1] == [str(place + 1)]  # noqa: B023  called at once


def test_every_exchange_of_two_groups_is_located() -> None:
    for left in range(14):
        for right in range(left + 1, 14):
            groups = [*custody.printed(FIRST)]
            groups[left], groups[right] = groups[right], groups[left]
            found = refusal_of(lambda: custody.read_part(typed(groups)))  # noqa: B023  called at once
            assert found == ("custody.groups", [str(left + 1), str(right + 1)])


def test_a_group_of_the_other_part_is_located() -> None:
    for place in range(14):
        groups = [*custody.printed(FIRST)]
        groups[place] = custody.printed(SECOND)[place]
        found = refusal_of(lambda: custody.read_part(typed(groups)))  # noqa: B023  called at once
        assert found == ("custody.groups", [str(place + 1)])


def test_several_errors_are_all_named_in_the_sentence() -> None:
    groups = [*custody.printed(FIRST)]
    groups[2], groups[6] = "ZZZZ", groups[6] + "0"
    with pytest.raises(Refused, match="typing error: 3, 7"):
        custody.read_part(typed(groups))


@pytest.mark.parametrize(("change", "found"), [(lambda g: g[:-1], 13), (lambda g: [*g, g[0]], 15), (lambda g: [], 0)])
def test_missing_and_extra_groups_are_counted(change: Callable[[list[str]], list[str]], found: int) -> None:
    with pytest.raises(Refused) as caught:
        custody.read_part(typed(change([*custody.printed(FIRST)])))
    assert caught.value.refusal.code == "custody.count"
    assert caught.value.refusal.evidence["found"] == found


@pytest.mark.parametrize(
    "habit",
    [
        str.lower,
        lambda text: text.replace(" ", ""),
        lambda text: text.replace(" ", "-"),
        lambda text: text.replace(" ", "\n  "),
        lambda text: text.replace("0", "O").replace("1", "l"),
        lambda text: text.replace("1", "I"),
        lambda text: text.translate(str.maketrans("ABEKMHPCTX", "АВЕКМНРСТХ")),
        lambda text: text.lower().translate(str.maketrans("aepcx", "аерсх")),
        lambda text: text.translate({code: code + 0xFEE0 for code in range(0x30, 0x5B)}),  # a full-width keyboard
        lambda text: "\n".join(f"{place:>2}. {group}" for place, group in enumerate(text.split(), 1)),
    ],
)
@pytest.mark.parametrize("part", [FIRST, SECOND], ids=["first", "second"])
def test_what_people_type_is_read(habit: Callable[[str], str], part: Part) -> None:
    assert custody.read_part(habit(typed([*custody.printed(part)]))) == part


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=120) | st.lists(st.text(ALPHABET, max_size=6), min_size=13, max_size=15).map(typed))
def test_rubbish_never_ends_in_a_traceback(text: str) -> None:
    assert refusal_of(lambda: custody.read_part(text))[0].startswith("custody.")


def test_a_long_text_is_cut_before_it_is_read() -> None:
    assert refusal_of(lambda: custody.read_part("A " * 1_000_000))[0] == "custody.count"


def test_parts_that_do_not_belong_together() -> None:
    others = custody.split(SHARE, lambda count: PASSPHRASE[:count])
    assert refusal_of(lambda: custody.join(FIRST, FIRST))[0] == "custody.same"
    assert refusal_of(lambda: custody.join(FIRST, others[1]))[0] == "custody.foreign"
    garbled = Part(SECOND.number, SECOND.mark, bytes(32))
    assert refusal_of(lambda: custody.join(FIRST, garbled))[0] == "custody.joined"


def test_groups_that_check_but_are_no_part() -> None:
    content = [custody._content(group) for group in custody.printed(FIRST)]
    content[1] ^= (1 ^ 3) << 16  # the part number stands in the first four bits of the second group
    forged = [custody._group(value, place) for place, value in enumerate(content)]
    assert refusal_of(lambda: custody.read_part(typed(forged)))[0] == "custody.part"


def test_custodians_come_from_two_states() -> None:
    custody.require_two_states("freedonia", "sylvania")
    assert refusal_of(lambda: custody.require_two_states("freedonia", "freedonia"))[0] == "custody.state"


@pytest.mark.parametrize("lang", ["en", "ru", "zh"])
def test_a_sheet_can_be_typed_back(lang: str) -> None:
    page = custody.sheet(SECOND, "demo.example", lang)
    rows = [line for line in page.splitlines() if line.strip()[:1].isdigit()]
    assert custody.read_part("\n".join(rows)) == SECOND
    assert "demo.example" in page
    assert all(len(line) <= 120 for line in page.splitlines())


def test_a_part_never_shows_its_share() -> None:
    assert FIRST.share.hex() not in repr(FIRST) and str(FIRST.share) not in repr(FIRST)


def test_a_passphrase_of_another_length_is_a_programming_error() -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        custody.split(b"short", bytes)
    assert custody.make_passphrase(lambda count: b"\x01" * count) == b"\x01" * 32


@pytest.mark.parametrize("place", [0, 13])
def test_planted_bug_a_check_that_ignores_the_place_is_caught(monkeypatch: pytest.MonkeyPatch, place: int) -> None:
    """Were the place not mixed in, exchanged groups would pass: the test above can fail."""
    monkeypatch.setattr(custody, "_place", lambda number, place: 0)
    groups = [*custody.printed(FIRST)]
    groups[place], groups[5] = groups[5], groups[place]
    assert custody.read_part(typed(groups)) != FIRST


def test_planted_bug_a_plain_sum_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    """Were all weights equal, two signs that changed places would pass."""
    monkeypatch.setattr(custody, "_double", lambda element: element)
    groups = [*custody.printed(FIRST)]
    groups[0] = groups[0][1] + groups[0][0] + groups[0][2:]
    custody.read_part(typed(groups))
