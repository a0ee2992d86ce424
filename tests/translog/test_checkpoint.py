"""Checkpoints: strict text, signed by the log, of the log that one asked for."""

from __future__ import annotations

from base64 import b64encode

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.translog.checkpoint import (
    Checkpoint,
    check_growth,
    open_checkpoint,
    parse_checkpoint,
    parse_number,
    sign_checkpoint,
)
from comity.translog.errors import Code, TranslogError
from comity.translog.proofs import prove_consistency
from comity.translog.tree import EMPTY_ROOT, leaf_hash, perfect_root, root_of
from comity.translog.vkeys import signer_from_seed

ORIGIN = "log.example/one"
SIGNER = signer_from_seed(ORIGIN, bytes(range(32)))
OTHER = signer_from_seed("other.example", bytes(range(1, 33)))
LEAVES = [leaf_hash(b"%d" % number) for number in range(20)]
ROOT = root_of(LEAVES)
ROOT64 = b64encode(ROOT).decode()
CHECKPOINT = Checkpoint(ORIGIN, 20, ROOT)


def at(size: int, origin: str = ORIGIN) -> Checkpoint:
    return Checkpoint(origin, size, root_of(LEAVES[:size]))


def test_the_text() -> None:
    assert CHECKPOINT.text() == f"{ORIGIN}\n20\n{ROOT64}\n"
    assert parse_checkpoint(CHECKPOINT.text()) == CHECKPOINT
    extended = Checkpoint(ORIGIN, 20, ROOT, ("one more", "and another"))
    assert parse_checkpoint(extended.text()) == extended
    assert parse_checkpoint(Checkpoint(ORIGIN, 0, EMPTY_ROOT).text()).size == 0


@pytest.mark.parametrize(
    "text",
    [
        "", "\n", f"{ORIGIN}\n20\n", f"{ORIGIN}\n20\n{ROOT64}", f"\n20\n{ROOT64}\n", f"{ORIGIN}\n\n{ROOT64}\n",
        f"{ORIGIN}\n020\n{ROOT64}\n", f"{ORIGIN}\n+20\n{ROOT64}\n", f"{ORIGIN}\n-1\n{ROOT64}\n",
        f"{ORIGIN}\n20 \n{ROOT64}\n", f"{ORIGIN}\n2_0\n{ROOT64}\n", f"{ORIGIN}\n\u0662\u0660\n{ROOT64}\n",
        f"{ORIGIN}\n9223372036854775808\n{ROOT64}\n", f"{ORIGIN}\n{'9' * 5000}\n{ROOT64}\n",
        f"{ORIGIN}\n20\n{ROOT64[:-1]}\n", f"{ORIGIN}\n20\nAAAA\n", f"{ORIGIN}\n0\n{ROOT64}\n",
        f"{ORIGIN}\n20\n{ROOT64}\n\n", f"{ORIGIN}\n20\n{ROOT64}\nx\n\ny\n", f"{ORIGIN}\n20\n{ROOT64}\n" + "x\n" * 17,
        f"a\tb\n20\n{ROOT64}\n", f"{ORIGIN}\r\n20\r\n{ROOT64}\r\n",
    ],
)  # fmt: skip
def test_no_checkpoint(text: str) -> None:
    with pytest.raises(TranslogError) as refusal:
        parse_checkpoint(text)
    assert refusal.value.code in {Code.CHECKPOINT, Code.NOTE}


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet="ab01=\n/+", max_size=80))
def test_garbage_never_ends_in_a_traceback(text: str) -> None:
    with pytest.raises(TranslogError):
        parse_checkpoint(text)


def test_numbers() -> None:
    assert parse_number("9223372036854775807", Code.BUNDLE) == 2**63 - 1
    assert parse_number("0", Code.BUNDLE) == 0


def test_opening() -> None:
    data = sign_checkpoint(CHECKPOINT, [OTHER, SIGNER])
    opened = open_checkpoint(data, SIGNER.key, ORIGIN)
    assert opened.checkpoint == CHECKPOINT
    assert opened.note.to_bytes() == data
    assert opened.witnesses == ()


def code(data: bytes, origin: str = ORIGIN) -> Code:
    with pytest.raises(TranslogError) as refusal:
        open_checkpoint(data, SIGNER.key, origin)
    return refusal.value.code


def test_what_is_not_opened() -> None:
    data = sign_checkpoint(CHECKPOINT, [SIGNER])
    assert code(data, "log.example/two") is Code.CHECKPOINT_ORIGIN
    assert code(sign_checkpoint(CHECKPOINT, [OTHER])) is Code.NOTE_UNSIGNED
    assert code(data.replace(b"\n20\n", b"\n21\n")) is Code.NOTE_FORGED
    assert code(data[:-1]) is Code.NOTE


def test_a_witness_does_not_stand_in_for_the_log() -> None:
    data = sign_checkpoint(CHECKPOINT, [OTHER])
    with pytest.raises(TranslogError) as refusal:
        open_checkpoint(data, SIGNER.key, ORIGIN, [OTHER.key])
    assert refusal.value.code is Code.NOTE_UNSIGNED


def test_growth() -> None:
    def read(level: int, index: int) -> bytes:
        return perfect_root(LEAVES[index << level : (index + 1) << level])

    for old in range(1, 21):
        check_growth(at(old), at(20), prove_consistency(read, old, 20))
    check_growth(at(0), at(20), [])
    check_growth(at(20), at(20), [])


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (at(5), at(20, "log.example/two"), Code.CHECKPOINT_ORIGIN),
        (at(20), at(5), Code.ARGUMENT),
        (at(20), at(0), Code.ARGUMENT),
        (at(20), Checkpoint(ORIGIN, 20, leaf_hash(b"rewritten")), Code.PROOF_ROOT),
        (at(5), at(20), Code.PROOF_SHAPE),
    ],
)
def test_no_growth(old: Checkpoint, new: Checkpoint, expected: Code) -> None:
    with pytest.raises(TranslogError) as refusal:
        check_growth(old, new, [])
    assert refusal.value.code is expected


def test_from_the_empty_tree_nothing_is_proven() -> None:
    with pytest.raises(TranslogError):
        check_growth(at(0), at(20), [ROOT])


@pytest.mark.parametrize("line", ["", "two\nlines", "tab\t"])
def test_an_origin_and_an_extension_are_one_line(line: str) -> None:
    for origin, extensions in ((line, ()), (ORIGIN, (line,))):
        with pytest.raises(TranslogError):
            Checkpoint(origin, 20, ROOT, extensions)
