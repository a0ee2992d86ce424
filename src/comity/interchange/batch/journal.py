"""What a run has done so far, in a folder beside its output, so that a broken run goes on where it was.

    OUT.unfinished/run.json     what is screened, how, and against what: a run goes on only with the same
    OUT.unfinished/index        the saved index: a list that changes meanwhile changes nothing
    OUT.unfinished/answers      one frame for each block: length, CRC-32, Arrow stream
    OUT.unfinished/out          the output while it is written

A frame counts once it is whole: what a kill or a power cut left of the last one is cut off.
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import struct
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, Final, Self

from comity.errors import Refused
from comity.screening.batch import Arrow

_FRAME: Final = struct.Struct(">QI")
_MAX_FRAME: Final = 1 << 30
_RUN: Final = "run.json"

Run = Mapping[str, Any]  # JSON


@dataclass(slots=True)
class Journal:
    """The folder of one run, held alone. ``blocks`` is how many are done."""

    folder: Path
    run: Run
    blocks: int
    stream: BinaryIO

    @property
    def index(self) -> Path:
        """Where the index of this run is saved."""
        return self.folder / "index"

    @property
    def draft(self) -> Path:
        """Where the output is written before it gets its name."""
        return self.folder / "out"

    def append(self, message: bytes) -> None:
        """Keep the answer to the next block, durably."""
        self.stream.write(_FRAME.pack(len(message), zlib.crc32(message)) + message)
        self.stream.flush()
        os.fsync(self.stream.fileno())
        self.blocks += 1

    def answers(self, form: Arrow) -> Iterator[Arrow]:
        """Every answer so far, as RecordBatches of the schema ``form``."""
        import pyarrow as pa  # noqa: PLC0415

        with (self.folder / "answers").open("rb") as stream:
            for message in _frames(stream):
                batch = pa.ipc.open_stream(pa.py_buffer(message)).read_next_batch()
                yield batch.replace_schema_metadata(form.metadata)

    def close(self) -> None:
        """Let go of the folder; it stays."""
        self.stream.close()

    def remove(self) -> None:
        """The run is finished."""
        self.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def place(out: Path) -> Path:
    """The folder of the unfinished run that writes ``out``."""
    return out.with_name(f"{out.name}.unfinished")


def begin(out: Path, run: Run, save: Callable[[Path], None]) -> Journal:
    """Begin a run that writes ``out``; ``save`` writes its index. Raises Refused (``batch.busy``)."""
    folder = place(out)
    folder.mkdir(mode=0o700)
    journal = _opened(folder, run)
    save(journal.index)
    _write(folder / _RUN, json.dumps(run, ensure_ascii=False, sort_keys=True).encode())
    return journal


def resume(out: Path) -> Journal | None:
    """Go on with the unfinished run that writes ``out``; None where there is none, or it had not begun.

    Raises Refused (``batch.busy``, ``batch.damaged``).
    """
    folder = place(out)
    if not folder.is_dir():
        return None
    journal = _opened(folder, {})
    try:
        journal.run = json.loads((folder / _RUN).read_bytes())
    except FileNotFoundError:
        journal.remove()
        return None
    except (OSError, ValueError):
        journal.close()
        raise Refused("batch.damaged", folder=str(folder)) from None
    sizes = [_FRAME.size + len(message) for message in _frames(journal.stream)]
    journal.blocks = len(sizes)
    journal.stream.truncate(sum(sizes))
    journal.stream.seek(sum(sizes))
    return journal


def _opened(folder: Path, run: Run) -> Journal:
    flags = os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC
    stream = os.fdopen(os.open(folder / "answers", flags, 0o600), "r+b")
    try:
        fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        stream.close()
        raise Refused("batch.busy", folder=str(folder)) from None
    return Journal(folder, run, 0, stream)


def _frames(stream: BinaryIO) -> Iterator[bytes]:
    """Every whole frame from the start of ``stream``."""
    stream.seek(0)
    while len(head := stream.read(_FRAME.size)) == _FRAME.size:
        length, checked = _FRAME.unpack(head)
        message = stream.read(length) if 0 < length <= _MAX_FRAME else b""
        if not message or len(message) != length or zlib.crc32(message) != checked:
            return
        yield message


def _write(path: Path, content: bytes) -> None:
    """Whole or not at all."""
    draft = path.with_suffix(".draft")
    with draft.open("wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())
    os.replace(draft, path)
