"""Key files: what opens, and that nothing else does."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity import keyfiles, keys, sealing
from comity.errors import Fault, Refused
from comity.keyfiles import Label
from comity.keys import KeyKind

PASSPHRASE = b"correct horse battery staple"
SEED = hashlib.sha256(b"a fictional seed").digest()
DEMO = Label(KeyKind.OFFICER, "officer/ka-0001", fictional=True)


def counting() -> Callable[[int], bytes]:
    """Bytes that differ at every call, the same in every test."""
    calls = iter(range(1_000_000))
    return lambda count: hashlib.shake_256(str(next(calls)).encode()).digest(count)


def written(folder: Path, label: Label = DEMO, passphrase: bytes = PASSPHRASE) -> Path:
    return keyfiles.write(folder / "keys", keys.SoftSigner(SEED), passphrase, label, counting())


def opened(path: Path, passphrase: bytes = PASSPHRASE, label: Label = DEMO) -> keys.SoftSigner:
    return keyfiles.open_key(path, passphrase, kind=label.kind, fictional=label.fictional)


def code_of(act: Callable[[], object]) -> str:
    with pytest.raises(Refused) as caught:
        act()
    caught.value.refusal.sentence("en")
    return caught.value.refusal.code


@pytest.mark.parametrize("kind", [kind for kind in KeyKind if kind is not KeyKind.SEALING])
@pytest.mark.parametrize("fictional", [True, False])
def test_a_written_key_opens_and_signs(tmp_path: Path, kind: KeyKind, fictional: bool) -> None:
    label = Label(kind, "node:demo.example", fictional)
    path = written(tmp_path, label)
    signer = opened(path, label=label)
    assert signer.sign(b"act") == keys.SoftSigner(SEED).sign(b"act")
    assert path.name == f"{kind}-{signer.key_id}.key"
    header = keyfiles.read_header(path)
    assert (header.kind, header.purpose, header.fictional) == (kind, "node:demo.example", fictional)
    assert header.cost.memory_kib == (8 if fictional else 64) * 1024
    assert SEED.hex() not in path.read_text() and SEED not in path.read_bytes()


def test_a_sealing_key_opens_as_itself_and_as_nothing_else(tmp_path: Path) -> None:
    label = Label(KeyKind.SEALING, "XA-CENTRAL", fictional=True)
    key = sealing.SealingKey(SEED)
    path = keyfiles.write(tmp_path / "keys", key, PASSPHRASE, label, counting())
    assert keyfiles.open_sealing_key(path, PASSPHRASE, fictional=True).public_key == key.public_key
    assert code_of(lambda: keyfiles.open_key(path, PASSPHRASE, kind=KeyKind.SEAL, fictional=True)) == "key.kind"
    with pytest.raises(Fault, match="signs nothing"):
        keyfiles.open_key(path, PASSPHRASE, kind=KeyKind.SEALING, fictional=True)
    for held, kind in ((key, KeyKind.SEAL), (keys.SoftSigner(SEED), KeyKind.SEALING)):
        with pytest.raises(Fault, match="no key of kind"):
            keyfiles.write(tmp_path / "other", held, PASSPHRASE, Label(kind, "x", True), counting())
    signing = written(tmp_path)
    assert code_of(lambda: keyfiles.open_sealing_key(signing, PASSPHRASE, fictional=True)) == "key.kind"


def test_the_same_key_written_twice_shares_no_secret_bytes(tmp_path: Path) -> None:
    first = written(tmp_path / "a")
    second = keyfiles.write(tmp_path / "b", keys.SoftSigner(SEED), PASSPHRASE, DEMO, lambda n: b"\x05" * n)
    assert first.read_bytes().splitlines()[2] != second.read_bytes().splitlines()[2]


def test_wrong_passphrase_and_damage_get_the_same_answer(tmp_path: Path) -> None:
    path = written(tmp_path)
    with pytest.raises(Refused) as wrong:
        opened(path, b"correct horse battery stable")
    path.write_bytes(path.read_bytes()[:-1])
    with pytest.raises(Refused) as damaged:
        opened(path)
    assert wrong.value.refusal == damaged.value.refusal
    assert str(wrong.value) == str(damaged.value)


def test_a_file_cut_at_any_byte_does_not_open(tmp_path: Path) -> None:
    path = written(tmp_path)
    whole = path.read_bytes()
    for length in range(len(whole)):
        path.write_bytes(whole[:length])
        assert code_of(lambda: opened(path)) == "key.unopened", length
    path.write_bytes(whole + b"\n")
    assert code_of(lambda: opened(path)) == "key.unopened"


def test_a_flipped_bit_anywhere_does_not_open(tmp_path: Path) -> None:
    """One bit of every byte, a different one from byte to byte; no flip ever yields a key."""
    path = written(tmp_path)
    whole = path.read_bytes()
    for position in range(len(whole)):
        flipped = bytearray(whole)
        flipped[position] ^= 1 << position % 8
        path.write_bytes(flipped)
        assert code_of(lambda: opened(path)) == "key.unopened", (position, bytes(flipped))
    path.write_bytes(whole)
    opened(path)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("purpose", "officer/ka-0002"),
        ("key_id", "0" * 32),
        ("public_key", "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"),
        ("salt", "00" * 16),
        ("nonce", "00" * 12),
    ],
)
def test_every_field_of_the_header_is_authenticated(tmp_path: Path, field: str, value: str) -> None:
    path = written(tmp_path)
    rewrite(path, **{field: value})
    assert code_of(lambda: opened(path)) == "key.unopened"


def test_a_header_whose_id_is_not_its_key_s_is_not_even_shown(tmp_path: Path) -> None:
    path = written(tmp_path)
    rewrite(path, key_id="0" * 32)
    assert code_of(lambda: keyfiles.read_header(path)) == "key.unopened"


def test_a_demo_key_cannot_be_relabelled_as_real(tmp_path: Path) -> None:
    path = written(tmp_path)
    rewrite(path, fictional=False, cost={"iterations": 3, "lanes": 4, "memory_kib": 65536})
    real = Label(DEMO.kind, DEMO.purpose, fictional=False)
    assert code_of(lambda: opened(path, label=real)) == "key.unopened"


def test_another_kind_cannot_be_written_into_the_header(tmp_path: Path) -> None:
    path = written(tmp_path)
    rewrite(path, kind="seal")
    assert code_of(lambda: opened(path, label=Label(KeyKind.SEAL, DEMO.purpose, True))) == "key.unopened"


def rewrite(path: Path, **fields: object) -> None:
    """Change the header as an attacker with the file would."""
    lines = path.read_bytes().split(b"\n")
    header = {**json.loads(lines[1]), **fields}
    lines[1] = json.dumps(header, sort_keys=True, separators=(",", ":")).encode()
    path.write_bytes(b"\n".join(lines))


@pytest.mark.parametrize(
    "cost",
    [
        {"memory_kib": 2**32 - 1, "iterations": 1, "lanes": 1},
        {"memory_kib": 256 * 1024 + 1, "iterations": 1, "lanes": 1},
        {"memory_kib": 8 * 1024, "iterations": 2**31, "lanes": 1},
        {"memory_kib": 8 * 1024, "iterations": 1, "lanes": 2**24},
        {"memory_kib": 8, "iterations": 1, "lanes": 1},
        {"memory_kib": 8 * 1024, "iterations": 0, "lanes": 1},
        {"memory_kib": 8 * 1024, "iterations": 1, "lanes": -1},
        {"memory_kib": 8 * 1024.0, "iterations": 1, "lanes": 1},
        {"memory_kib": True, "iterations": 1, "lanes": 1},
        {"memory_kib": 8 * 1024, "iterations": 1},
    ],
)
def test_bounds_are_checked_before_any_work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cost: object) -> None:
    path = written(tmp_path)
    rewrite(path, cost=cost)
    monkeypatch.setattr(keyfiles, "_cipher", lambda *_: pytest.fail("Argon2id was run"))
    assert code_of(lambda: opened(path)) == "key.unopened"


def test_a_real_key_with_a_cheap_cost_is_refused_before_any_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Label(KeyKind.NODE, "node/x", fictional=False)
    path = written(tmp_path, real)
    rewrite(path, cost={"iterations": 1, "lanes": 1, "memory_kib": 8192})
    monkeypatch.setattr(keyfiles, "_cipher", lambda *_: pytest.fail("Argon2id was run"))
    assert code_of(lambda: opened(path, label=real)) == "key.unopened"


def test_the_sealed_key_must_be_the_one_that_the_header_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file whose maker sealed another key under this header, with the right passphrase."""
    honest = keys.SoftSigner(SEED)
    monkeypatch.setattr(keys.SoftSigner, "export_seed", lambda self: bytes(32))
    path = keyfiles.write(tmp_path / "keys", honest, PASSPHRASE, DEMO, counting())
    assert code_of(lambda: opened(path)) == "key.unopened"


def test_demo_and_real_keys_keep_apart(tmp_path: Path) -> None:
    demo = written(tmp_path / "demo")
    real = written(tmp_path / "real", Label(KeyKind.OFFICER, "officer/1", fictional=False))
    kind = KeyKind.OFFICER
    assert code_of(lambda: keyfiles.open_key(demo, PASSPHRASE, kind=kind, fictional=False)) == "key.fictional"
    assert code_of(lambda: keyfiles.open_key(real, PASSPHRASE, kind=kind, fictional=True)) == "key.real"


def test_a_key_of_one_kind_is_never_used_as_another(tmp_path: Path) -> None:
    path = written(tmp_path)
    assert code_of(lambda: keyfiles.open_key(path, PASSPHRASE, kind=KeyKind.SEAL, fictional=True)) == "key.kind"


def test_a_short_passphrase_is_refused_and_nothing_is_written(tmp_path: Path) -> None:
    assert code_of(lambda: written(tmp_path, passphrase=b"eleven char")) == "key.passphrase"
    assert not (tmp_path / "keys").exists()


@pytest.mark.parametrize("purpose", ["", "Иван Иванов", "a b", "x" * 121, "a\n", "../x", '"'])
def test_a_purpose_is_an_id(purpose: str) -> None:
    assert code_of(lambda: Label(KeyKind.NODE, purpose, True)) == "key.purpose"


def test_keyboards_agree_on_a_typed_passphrase() -> None:
    assert keyfiles.typed("пароль \u0439") == keyfiles.typed("пароль \u0438\u0306")
    assert keyfiles.typed("\ud800" * 12)  # a lone surrogate from a broken terminal is bytes like any other


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=300) | st.binary(max_size=200).map(lambda b: b"comity-key/1\n" + b + b"\nAAAA\n"))
def test_rubbish_never_ends_in_a_traceback(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    folder = tmp_path_factory.mktemp("keys", numbered=True)
    folder.chmod(0o700)
    path = folder / "x.key"
    path.write_bytes(content)
    path.chmod(0o600)
    assert code_of(lambda: opened(path)) == "key.unopened"


def test_a_deeply_nested_header_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path)
    path.write_bytes(b"comity-key/1\n" + b"[" * 4000 + b"\nAAAA\n")
    assert code_of(lambda: opened(path)) == "key.unopened"


def test_planted_bug_a_header_left_out_of_the_seal_is_caught(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without authentication the relabelling above succeeds: those tests can fail."""
    real_cipher = keyfiles._cipher

    class Careless:
        def __init__(self, *arguments: object) -> None:
            self.cipher = real_cipher(*arguments)  # type: ignore[arg-type]  # passed through unread

        def encrypt(self, nonce: bytes, data: bytes, associated: bytes) -> bytes:
            return self.cipher.encrypt(nonce, data, b"")

        def decrypt(self, nonce: bytes, data: bytes, associated: bytes) -> bytes:
            return self.cipher.decrypt(nonce, data, b"")

    monkeypatch.setattr(keyfiles, "_cipher", Careless)
    path = written(tmp_path)
    rewrite(path, kind="seal")
    assert opened(path, label=Label(KeyKind.SEAL, DEMO.purpose, True)).public_key == keys.SoftSigner(SEED).public_key
