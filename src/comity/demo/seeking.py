"""The scenes that look things up: the UN list, raw files, and one proof."""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from comity.demo.stage import Stage
from comity.errors import Fault
from comity.store import publishing
from comity.translog.bundle import ProofBundle
from comity.translog.proofs import prove_inclusion
from comity.translog.tiles import TileReader
from comity.translog.tree import leaf_hash
from comity.watchlists import registry, synthetic
from comity.watchlists.store import Store

_PROOF: Final = "act.tlog-proof"


@dataclass(frozen=True, slots=True)
class Imported:
    """What a list brought: its counts, and whether a file was named."""

    counts: dict[str, int]
    day: str
    synthetic: bool


def take_in(stage: Stage, un_file: Path | None) -> Imported:
    """Import a UN list and make it an act of the Executive Committee."""
    source = registry.source("un")
    content = un_file.read_bytes() if un_file else synthetic.make(stage.clock().date())
    now = stage.clock().replace(hour=23, minute=59)
    snapshot = Store(stage.home, source).take_in(io.BytesIO(content), now).snapshot
    counts = snapshot.counts()
    stage.cast.open(
        "EC-ECA-1",
        "ECA",
        "import.adopt",
        "import",
        source="un",
        digest=snapshot.digest,
        list_date=snapshot.list_date.isoformat(),
        parser=source.parser,
        counts=dict(counts),
    )
    return Imported(counts, snapshot.list_date.isoformat(), un_file is None)


_ASIDE: Final = {"dossiers", "tellings", "texts"}


def files_holding(folder: Path, text: str) -> list[str]:
    """The files below ``folder`` whose raw bytes hold ``text``; the dossiers as filed are the State's own, and the
    kept text of the demonstration's profile names its invented subjects, as the package does."""
    wanted = [text.encode(), text.encode("utf-16-le")]
    return sorted(
        str(path.relative_to(folder))
        for path in folder.rglob("*")
        if path.is_file() and not _ASIDE & set(path.parts) and any(one in path.read_bytes() for one in wanted)
    )


def prove(stage: Stage, position: int) -> Path:
    """Write a proof that the act at ``position`` stands in the log, and verify it with the key alone."""
    checkpoint, note = publishing.newest(), publishing.newest_note()
    if checkpoint is None or note is None:
        raise Fault("the log was not published; run `comity log publish`")
    reader = TileReader(stage.node.located.path("log"), checkpoint.size)
    data = reader.entry(position)
    proof = prove_inclusion(reader.read_hash, position, checkpoint.size)
    bundle = ProofBundle(position, tuple(proof), note, data)
    bundle.verify(leaf_hash(data), stage.node.publisher.signer.key, checkpoint.origin)
    path = stage.home / _PROOF
    path.write_bytes(bundle.to_bytes())
    return path
