"""Files from outside, changed at random: each is taken or refused, none ends in a traceback."""

from __future__ import annotations

import functools
import tempfile
from collections.abc import Callable
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from comity.errors import Refused
from comity.operations import archive, founders, opening, proving
from comity.profile import loading
from comity.translog.vkeys import VerifierKey
from tests.operations import nodes

CHANGES = st.lists(
    st.tuples(st.floats(0, 1), st.sampled_from(["flip", "cut", "double", "text"]), st.integers(1, 255)), max_size=4
)
FEW = settings(max_examples=120, deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow])


def changed(data: bytes, changes: list[tuple[float, str, int]]) -> bytes:
    held = bytearray(data)
    for where, how, value in changes:
        at = int(where * max(0, len(held) - 1))
        if how == "flip" and held:
            held[at] ^= value
        elif how == "cut":
            del held[at : at + value * 7]
        elif how == "double":
            held[at:at] = held[at : at + value * 3]
        else:
            held[at:at] = f"\n- {{id: {value}, [}}\x00{'9' * value}".encode()
    return bytes(held)


def answers(work: Callable[[], object]) -> None:
    """Whatever the work does, it ends in an answer with a sentence."""
    try:
        work()
    except Refused as refused:
        assert refused.refusal.sentence("ru")


@functools.cache
def made() -> tuple[Path, bytes, bytes, str]:
    """A folder, a backup with its big members left out, a proof, and the key that verifies it."""
    folder = Path(tempfile.mkdtemp(prefix="comity-hostile-"))
    home = nodes.copy(folder)
    opening.read(home.located)
    proof = proving.prove(home.located.path("log"), "0")
    key = VerifierKey("fictional.example/test", opening.public_key(home.located, nodes.KeyKind.LOG))
    writer = archive.Writer((folder / "small").open("wb"))
    with writer.stream:
        writer.content("config.yaml", b"node: n\n")
        writer.content("keys/a.key", b"k" * 600)
        writer.close(archive.Manifest("2026-03-02T12:00:00Z", "0.1.0", "n", "o", 1, 1, writer.files))
    return folder, (folder / "small").read_bytes(), proof, key.vkey()


@FEW
@given(CHANGES)
def test_a_changed_archive_is_answered(changes: list[tuple[float, str, int]]) -> None:
    folder, small, _, _ = made()
    file = folder / "changed"
    file.write_bytes(changed(small, changes))
    answers(lambda: archive.unpack(file, None))


@FEW
@given(CHANGES)
def test_a_changed_proof_is_answered(changes: list[tuple[float, str, int]]) -> None:
    _, _, proof, key = made()
    answers(lambda: proving.verify(changed(proof, changes), key, changed(b'{"head":"","stamp":""}', changes)))


@FEW
@given(CHANGES)
def test_a_changed_founders_file_is_answered(changes: list[tuple[float, str, int]]) -> None:
    folder = made()[0]
    file = folder / "founders"
    file.write_bytes(changed(nodes.founders_text().encode(), changes))
    profile = loading.load(nodes.PROFILE)
    answers(lambda: founders.read(file, profile))


@FEW
@given(st.text(max_size=200))
def test_any_text_for_a_key_is_answered(text: str) -> None:
    answers(lambda: proving.verify(made()[2], text))
