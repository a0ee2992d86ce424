"""Sealing: the readers open, all read the same, and nothing else opens."""

from __future__ import annotations

import base64
import copy
import hashlib
import pickle
from collections.abc import Callable
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from hypothesis import given
from hypothesis import strategies as st

from comity import keys, sealing
from comity.canonical import Json
from comity.errors import Fault, Refused
from comity.sealing import SealingKey
from tests.asking import refused
from tests.operations.nodes import Dice
from tests.planted import MODEST, caught

INFO = b"an act of a log"
TEXT = b"Told by Alderia to Borovia; both are fictional."
READERS = tuple(sealing.generate(Dice(name)) for name in ("XA-CENTRAL", "XB-CENTRAL", "IR"))
OUTSIDER = sealing.generate(Dice("XC-CENTRAL"))
Seal = Callable[..., dict[str, Json]]
Open = Callable[[Json, SealingKey, bytes], bytes]


def sealed(text: bytes = TEXT, readers: tuple[SealingKey, ...] = READERS, info: bytes = INFO) -> dict[str, Any]:
    return sealing.seal(text, [key.public_key for key in readers], info, Dice("an envelope"))


def code_of(act: Callable[[], object]) -> str:
    try:
        act()
    except Refused as refusal:
        return refusal.refusal.code
    return "opened"


def readers_alone_open(seal: Seal, open_sealed: Open) -> None:
    """Each reader reads what was sealed; nobody else does, and nobody as part of another act."""

    @MODEST
    @given(st.binary(max_size=3000), st.integers(1, 5), st.binary(max_size=40), st.binary(max_size=40))
    def held(text: bytes, count: int, info: bytes, other: bytes) -> None:
        readers = [sealing.generate(Dice(f"reader {n}")) for n in range(count)]
        envelope = seal(text, [key.public_key for key in readers], info, Dice("x"))
        assert [open_sealed(envelope, key, info) for key in readers] == [text] * count
        assert code_of(lambda: open_sealed(envelope, OUTSIDER, info)) == "sealing.not_for_key"
        assert other == info or code_of(lambda: open_sealed(envelope, readers[0], other)) == "sealing.damaged"

    held()


def test_readers_alone_open() -> None:
    readers_alone_open(sealing.seal, sealing.open_sealed)


def test_a_reader_left_out_is_noticed() -> None:
    caught(
        readers_alone_open,
        lambda text, readers, info, dice: sealing.seal(text, readers[:-1] or readers, info, dice),
        sealing.open_sealed,
    )


def test_an_envelope_that_opens_in_another_act_is_noticed() -> None:
    caught(
        readers_alone_open,
        lambda text, readers, info, dice: sealing.seal(text, readers, b"", dice),
        lambda envelope, key, info: sealing.open_sealed(envelope, key, b""),
    )


def test_one_changed_bit_anywhere_and_nobody_opens() -> None:
    """A different bit from byte to byte, also of what is wrapped for somebody else."""
    envelope = sealed()
    parts = [("cipher", None), *(("wrapped", name) for name in envelope["wrapped"])]
    for part, name in parts:
        whole = base64.b64decode(envelope[part] if name is None else envelope[part][name])
        for position in range(len(whole)):
            flipped = bytearray(whole)
            flipped[position] ^= 1 << position % 8
            broken = copy.deepcopy(envelope)
            (broken if name is None else broken[part])[name or part] = base64.b64encode(flipped).decode()
            with refused("sealing.damaged"):
                sealing.open_sealed(broken, READERS[position % 3], INFO)


def test_a_reader_taken_out_or_put_in_is_noticed_by_the_others() -> None:
    envelope, more = sealed(), sealed(readers=(*READERS, OUTSIDER))
    without = {n: w for n, w in envelope["wrapped"].items() if n != READERS[2].key_id}
    added = {**envelope["wrapped"], OUTSIDER.key_id: more["wrapped"][OUTSIDER.key_id]}
    for wrapped in (without, added):
        with refused("sealing.damaged"):
            sealing.open_sealed({**envelope, "wrapped": wrapped}, READERS[0], INFO)


def test_no_two_readers_are_given_different_secrets() -> None:
    """The ciphertext commits to one secret: without the check this reader would open, as the attack needs."""
    one, other = hashlib.sha256(b"one").digest(), hashlib.sha256(b"other").digest()
    wrapped: dict[str, bytes] = {
        key.key_id: sealing._SUITE.encrypt(
            secret, X25519PublicKey.from_public_bytes(key.public_key), info=sealing._DOMAIN + INFO
        )
        for key, secret in ((READERS[0], one), (READERS[1], other))
    }
    cipher = sealing._cipher(one).encrypt(bytes(12), sealing._padded(TEXT), sealing._associated(INFO, wrapped))
    for committed, opens in ((one, True), (other, False)):
        envelope = sealing.Envelope(sealing._commitment(committed) + cipher, wrapped).to_json()
        for key in READERS[:2]:
            if opens and key is READERS[0]:
                assert sealing.open_sealed(envelope, key, INFO) == TEXT
            else:
                with refused("sealing.damaged"):
                    sealing.open_sealed(envelope, key, INFO)


def test_the_length_says_little() -> None:
    def length(size: int) -> int:
        return len(base64.b64decode(sealed(bytes(size))["cipher"])) - 48

    assert {length(size) for size in (0, 1, 500, 1023)} == {1024}
    assert [length(size) for size in (1024, 2047, 2048, sealing.LARGEST - 1)] == [2048, 2048, 4096, sealing.LARGEST]
    with refused("sealing.size"):
        sealed(bytes(sealing.LARGEST))


@pytest.mark.parametrize("text", [b"", b"\x00" * 9, b"\x80", b"\x80\x00\x00", b"a\x80"])
def test_what_looks_like_padding_comes_back_whole(text: bytes) -> None:
    assert sealing.open_sealed(sealed(text), READERS[1], INFO) == text


def test_the_same_text_sealed_twice_shares_nothing() -> None:
    first = sealing.seal(TEXT, [READERS[0].public_key], INFO, Dice("first"))
    second = sealing.seal(TEXT, [READERS[0].public_key], INFO, Dice("second"))
    assert str(first["cipher"])[:64] != str(second["cipher"])[:64]
    assert TEXT not in base64.b64decode(str(first["cipher"]))


@pytest.mark.parametrize(
    "change",
    [
        lambda e: None,
        lambda e: [],
        lambda e: {**e, "more": 1},
        lambda e: {"cipher": e["cipher"]},
        lambda e: {**e, "cipher": e["cipher"][:-4]},
        lambda e: {**e, "cipher": e["cipher"] + "\n"},
        lambda e: {**e, "cipher": "é" * 40},
        lambda e: {**e, "cipher": 7},
        lambda e: {**e, "wrapped": {}},
        lambda e: {**e, "wrapped": []},
        lambda e: {**e, "wrapped": {f"{n:032x}": "" for n in range(3)}},
        lambda e: {**e, "wrapped": {"XB-CENTRAL": next(iter(e["wrapped"].values()))}},
        lambda e: {**e, "wrapped": {f"{n:032x}": next(iter(e["wrapped"].values())) for n in range(17)}},
    ],
)
def test_what_is_no_envelope_is_refused_by_its_form(change: Callable[[Any], Json]) -> None:
    with refused("sealing.form"):
        sealing.open_sealed(change(sealed()), READERS[0], INFO)


def test_base64_is_written_in_one_way() -> None:
    """The last letter carries two bits that decoding drops: changed, the bytes would be the same."""
    envelope = sealed()
    name, text = next(iter(envelope["wrapped"].items()))
    assert text.endswith("=") and not text.endswith("==")
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    other = text[:-2] + alphabet[alphabet.index(text[-2]) ^ 1] + "="
    assert base64.b64decode(other) == base64.b64decode(text)
    with refused("sealing.form"):
        sealing.open_sealed({**envelope, "wrapped": {**envelope["wrapped"], name: other}}, READERS[0], INFO)


_P = 2**255 - 19
WEAK = [
    *(u.to_bytes(32, "little") for u in (0, 1, _P - 1, _P, _P + 1)),
    bytes.fromhex("e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800"),
    bytes.fromhex("5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157"),
]


@pytest.mark.parametrize("public", WEAK, ids=bytes.hex)
def test_weak_keys_are_refused(public: bytes) -> None:
    with refused("sealing.weak"):
        sealing.parse_public_key(public.hex())
    with refused("sealing.weak"):
        sealing.seal(TEXT, [READERS[0].public_key, public], INFO, Dice("x"))
    with pytest.raises(ValueError, match="shared key"):  # of small order indeed: RFC 7748, 6.1
        X25519PrivateKey.from_private_bytes(bytes(31) + b"\x42").exchange(X25519PublicKey.from_public_bytes(public))


def test_a_key_written_a_second_way_is_refused() -> None:
    public = READERS[0].public_key
    assert sealing.parse_public_key(public.hex()) == public
    with refused("sealing.weak"):
        sealing.parse_public_key((int.from_bytes(public, "little") | 1 << 255).to_bytes(32, "little").hex())
    with refused("key.public"):
        sealing.parse_public_key(public.hex().upper())


def test_nobody_seals_to_nobody_or_to_one_reader_twice() -> None:
    for readers in ((), (READERS[0], READERS[0]), tuple(sealing.generate(Dice(str(n))) for n in range(17))):
        with pytest.raises(Fault, match="readers"):
            sealed(readers=readers)


def test_a_sealing_key_never_shows_its_secret_and_is_not_carried_away() -> None:
    key = READERS[0]
    assert repr(key) == f"SealingKey({key.key_id})" and key.key_id == keys.key_id(key.public_key)
    assert not hasattr(key, "__dict__")
    for carry in (pickle.dumps, copy.copy, copy.deepcopy):
        with pytest.raises(TypeError, match="not pickled"):
            carry(key)
    with pytest.raises(Fault, match="31"):
        sealing.generate(lambda count: bytes(count - 1))
