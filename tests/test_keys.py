"""Keys: RFC 8032's own vectors, properties, and the keys that must be refused."""

from __future__ import annotations

import copy
import hashlib
import pickle
from collections.abc import Callable

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from hypothesis import given, settings
from hypothesis import strategies as st

from comity import keys
from comity.errors import Fault, Refused

SEEDS = st.binary(min_size=32, max_size=32)
# RFC 8032, 7.1: seed, public key, message, signature.
VECTORS = (
    (
        "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
    ),
    (
        "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
    ),
)
# The canonical encodings of all eight points of small order.
SMALL_ORDER = [
    bytes.fromhex(text)
    for text in (
        "0000000000000000000000000000000000000000000000000000000000000000",
        "0000000000000000000000000000000000000000000000000000000000000080",
        "0100000000000000000000000000000000000000000000000000000000000000",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
    )
]
IDENTITY = SMALL_ORDER[2]
FORGED = IDENTITY + bytes(32)  # R = identity, S = 0


@pytest.mark.parametrize(("seed", "public", "message", "signature"), VECTORS)
def test_the_vectors_of_rfc_8032(seed: str, public: str, message: str, signature: str) -> None:
    signer = keys.SoftSigner(bytes.fromhex(seed))
    assert signer.public_key.hex() == public
    assert signer.sign(bytes.fromhex(message)).hex() == signature
    assert keys.verify(signer.public_key, bytes.fromhex(signature), bytes.fromhex(message))
    assert signer.key_id == hashlib.sha256(bytes.fromhex(public)).hexdigest()[:32]


@settings(max_examples=40, deadline=None)
@given(SEEDS, st.binary(max_size=200), st.integers(0, 511), st.data())
def test_one_changed_bit_breaks_a_signature(seed: bytes, message: bytes, bit: int, data: st.DataObject) -> None:
    signer = keys.SoftSigner(seed)
    signature = signer.sign(message)
    assert keys.verify(signer.public_key, signature, message)
    flipped = bytearray(signature)
    flipped[bit // 8] ^= 1 << bit % 8
    assert not keys.verify(signer.public_key, bytes(flipped), message)
    other = data.draw(st.binary(max_size=200).filter(lambda m: m != message))
    assert not keys.verify(signer.public_key, signature, other)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=80), st.binary(max_size=80), st.binary(max_size=20))
def test_malformed_input_is_false_and_never_an_exception(public: bytes, signature: bytes, message: bytes) -> None:
    assert keys.verify(public, signature, message) is False


@pytest.mark.parametrize("public", SMALL_ORDER, ids=bytes.hex)
def test_weak_keys_are_refused(public: bytes) -> None:
    with pytest.raises(Refused, match="anyone could sign"):
        keys.parse_public_key(public.hex())
    assert not keys.verify(public, FORGED, b"an act that nobody signed")


def test_the_library_alone_would_accept_a_forged_signature() -> None:
    """Shows why the check above is needed: it fails the day the library refuses such keys itself."""
    try:
        Ed25519PublicKey.from_public_bytes(IDENTITY).verify(FORGED, b"an act that nobody signed")
    except InvalidSignature:
        pytest.fail("the library refuses weak keys now; the check in comity.keys may go")


def test_a_key_written_a_second_way_is_refused() -> None:
    second = (2**255 - 19 + 3).to_bytes(32, "little")  # y = 3, written as p + 3
    with pytest.raises(Refused, match="weak"):
        keys.parse_public_key(second.hex())


@pytest.mark.parametrize("text", ["", "00", "d7" * 31, "D7" * 32, "g0" * 32, "d7" * 32 + "\n", "д7" * 32])
def test_texts_that_are_no_public_key(text: str) -> None:
    with pytest.raises(Refused) as caught:
        keys.parse_public_key(text)
    assert caught.value.refusal.code == "key.public"


@settings(max_examples=20, deadline=None)
@given(SEEDS)
def test_made_keys_read_back(seed: bytes) -> None:
    signer = keys.SoftSigner(seed)
    assert keys.parse_public_key(signer.public_key.hex()) == signer.public_key
    assert keys.parse_key_id(signer.key_id) == signer.key_id == keys.key_id(signer.public_key)
    assert signer.export_seed() == seed


@pytest.mark.parametrize("text", ["", "a" * 31, "a" * 33, "A" * 32, "a" * 32 + "\n", "../../etc/passwd"])
def test_texts_that_are_no_key_id(text: str) -> None:
    with pytest.raises(Refused, match="not a key id"):
        keys.parse_key_id(text)


def test_randomness_is_an_argument() -> None:
    asked: list[int] = []

    def fixed(count: int) -> bytes:
        asked.append(count)
        return b"\x07" * count

    assert keys.generate(fixed).public_key == keys.SoftSigner(b"\x07" * 32).public_key
    assert asked == [32]
    with pytest.raises(Fault, match="31"):
        keys.generate(lambda count: bytes(count - 1))


@pytest.mark.parametrize("leak", [repr, str, "{}".format, "{!r}".format])
def test_a_signer_never_shows_its_secret(leak: Callable[[object], str]) -> None:
    seed = hashlib.sha256(b"seed").digest()
    signer = keys.SoftSigner(seed)
    assert leak(signer) == f"SoftSigner({signer.key_id})"
    assert not hasattr(signer, "__dict__")


@pytest.mark.parametrize("carry", [pickle.dumps, copy.copy, copy.deepcopy])
def test_a_signer_is_not_carried_away(carry: Callable[[object], object]) -> None:
    with pytest.raises(TypeError, match="not pickled"):
        carry(keys.SoftSigner(bytes(32)))


def test_the_cache_of_public_keys_is_bounded() -> None:
    assert keys._parsed.cache_info().maxsize == keys._CACHED_KEYS
