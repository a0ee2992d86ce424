"""Rule 27: an attachment is a statement (salted digest, type, size); its bytes are durable before the act commits."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from comity.demo.cast import Cast
from comity.interchange.dossier import acting, reading
from comity.store.documents import attachment, blob_digest
from comity.store.unit import SqlUnit
from tests.asking import refused, rows, size
from tests.stories.conftest import dossier


def _recorded(cast: Cast):  # type: ignore[no-untyped-def]
    """A signed decision with its documents, not yet sent."""
    read = reading.read(dossier("ember-column"), lambda name: cast.random_bytes(16))
    who, now = cast.identity("XA-NLO-1"), cast.node.clock()
    first = acting.prepare_draft(read, who, now, cast.random_bytes)[0]
    return cast.sign(first.head, first.bodies), {one.digest: one.content for one in read.attachments.values()}


def test_a_statement_carries_salted_digest_type_and_size(cast: Cast) -> None:
    signed, documents = _recorded(cast)
    cast.node.submit(signed, documents)
    found = [one for (content,) in rows("SELECT content FROM statement") for one in [attachment(bytes(content))] if one]
    assert found
    for one in found:
        content = documents[one.digest]
        assert one.size == len(content)
        assert one.digest == blob_digest(one.salt, content) != blob_digest(b"", content)


def test_bytes_are_durable_before_the_act_is_written(cast: Cast, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    order: list[str] = []
    fsync, append = os.fsync, SqlUnit.append
    monkeypatch.setattr(os, "fsync", lambda fd: (order.append("fsync"), fsync(fd))[1])
    monkeypatch.setattr(SqlUnit, "append", lambda *args: (order.append("append"), append(*args))[1])
    signed, documents = _recorded(cast)
    cast.node.submit(signed, documents)
    assert order[-1] == "append"
    assert order.count("fsync") >= 2  # the file and its folder
    assert all(
        (home / "blobs" / digest[:2] / digest).read_bytes() for digest, _ in rows("SELECT digest, path FROM blob")
    )


@pytest.mark.parametrize("harm", ["missing", "other bytes", "longer"])
def test_without_the_bytes_that_were_signed_the_act_is_refused(cast: Cast, home: Path, harm: str) -> None:
    signed, documents = _recorded(cast)
    spoilt = {
        "missing": {},
        "other bytes": {d: bytes(len(c)) for d, c in documents.items()},
        "longer": {d: c + b"x" for d, c in documents.items()},
    }[harm]
    before = size()
    with refused("act.attachment"):
        cast.node.submit(signed, spoilt)
    assert size() == before
    assert [p for p in (home / "blobs").rglob("*") if p.is_file()] == []
    cast.node.submit(signed, documents)


def test_what_no_act_promises_is_not_kept(cast: Cast, home: Path) -> None:
    signed, documents = _recorded(cast)
    cast.node.submit(signed, {**documents, "../../outside": b"x", "f" * 64: b"stray"})
    kept = {p.name for p in (home / "blobs").rglob("*") if p.is_file()}
    assert kept == {digest for (digest,) in rows("SELECT digest FROM blob")}
    assert not (home / "outside").exists()


def test_a_full_disk_is_a_clear_refusal(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    signed, documents = _recorded(cast)

    def full(fd: int) -> None:
        raise OSError(28, "No space left on device")

    before = size()
    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", full)
        with refused("store.disk"):
            cast.node.submit(signed, documents)
    assert size() == before
    cast.node.submit(signed, documents)
