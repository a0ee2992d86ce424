"""A segment as one file: a head in JSON, flat arrays that are read where they lie, and a digest of it all.

No code is read from it and nothing is run. A file that is cut, damaged, of another version, or that would lead
outside its own arrays is refused. It holds the names of all subjects: keep it where only the node reads.
"""

from __future__ import annotations

import hashlib
import json
import mmap
import os
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any, Final

import numpy as np

from comity.screening import vocabulary
from comity.screening.flat import Ints, Lists
from comity.screening.lexicon import FIELDS, Table
from comity.screening.segment import Content, Segment
from comity.screening.versions import versions

FORMAT: Final = 1
_MAGIC: Final = b"comity screening\n"
_DIGEST: Final = 32  # SHA-256, the last bytes
_ALIGNED: Final = 64
_LONGEST_HEAD: Final = 1 << 20


def write(segment: Segment, path: Path) -> None:
    """Write ``segment`` to ``path``, whole or not at all, readable by its owner only. Raises OSError."""
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            digest = hashlib.sha256()
            for part in _parts(segment):
                digest.update(part)
                file.write(part)
            file.write(digest.digest())
            file.flush()
            os.fsync(file.fileno())
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def read(path: Path) -> Segment:
    """The segment in ``path``; its arrays stay in the file. Raises ValueError where it cannot be used, OSError
    where it cannot be read."""
    with path.open("rb") as file:
        if os.fstat(file.fileno()).st_size < len(_MAGIC) + 4 + _DIGEST:
            raise ValueError(f"{path} is no saved index")
        held = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    whole = memoryview(held)
    if bytes(whole[: len(_MAGIC)]) != _MAGIC:
        raise ValueError(f"{path} is no saved index")
    if hashlib.sha256(whole[:-_DIGEST]).digest() != whole[-_DIGEST:]:
        raise ValueError(f"{path} is damaged")
    try:
        return _segment(whole)
    except (KeyError, TypeError, IndexError, AssertionError) as wrong:
        raise ValueError(f"{path} is no saved index") from wrong


def _head() -> dict[str, Any]:
    """What must be the same where the file is read."""
    return {"format": FORMAT, "byteorder": sys.byteorder, **asdict(versions())}


def _parts(segment: Segment) -> Iterator[bytes | memoryview]:
    arrays = dict(_arrays(segment))
    places, at = [], 0
    for name, array in arrays.items():
        places.append([name, array.dtype.str, at, len(array)])
        at += -(-array.nbytes // _ALIGNED) * _ALIGNED
    head = json.dumps({**_head(), "datasets": segment.content.datasets, "arrays": places}).encode()
    start = len(_MAGIC) + 4 + len(head)
    head += b" " * (-start % _ALIGNED)
    yield _MAGIC + len(head).to_bytes(4, "little") + head
    for array in arrays.values():
        yield np.ascontiguousarray(array).view(np.uint8).data
        yield bytes(-array.nbytes % _ALIGNED)


def _arrays(segment: Segment) -> Iterator[tuple[str, Ints]]:
    for holder in (segment.content, segment):
        for field in fields(holder):
            value = getattr(holder, field.name)
            if isinstance(value, Lists):
                yield f"{field.name}.starts", value.starts
                yield f"{field.name}.values", value.values
            elif isinstance(value, np.ndarray):
                yield field.name, value
    yield from ((f"word.{name}", array) for name, array in segment.content.words.arrays.items())


def _segment(whole: memoryview) -> Segment:
    size = int.from_bytes(whole[len(_MAGIC) : len(_MAGIC) + 4], "little")
    first = len(_MAGIC) + 4
    if size > _LONGEST_HEAD:
        raise ValueError("the head of a saved index is too long")
    head = json.loads(bytes(whole[first : first + size]))
    for key, value in _head().items():
        if head[key] != value:
            raise ValueError(f"the saved index is of another version: {key} {head[key]}, here {value}")
    body = whole[first + size : -_DIGEST]
    arrays = {name: np.frombuffer(body, np.dtype(kind), count, at) for name, kind, at, count in head["arrays"]}
    content = Content(datasets=tuple(head["datasets"]), words=_words(arrays), **_fields(Content, arrays))
    segment = Segment(content=content, **_fields(Segment, arrays))
    if not _sound(segment):
        raise ValueError("the saved index leads outside itself")
    return segment


def _words(arrays: dict[str, Ints]) -> Table:
    held = {name: arrays[f"word.{name}"] for name, _ in FIELDS}
    if not vocabulary.sound(held):
        raise ValueError("the words of the saved index lead outside themselves")
    return Table.over(held)


def _fields(of: type[Content | Segment], arrays: dict[str, Ints]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for field in fields(of):
        if field.name in arrays:
            found[field.name] = arrays[field.name]
        elif f"{field.name}.starts" in arrays:
            found[field.name] = Lists(arrays[f"{field.name}.starts"], arrays[f"{field.name}.values"])
    return found


def _sound(segment: Segment) -> bool:
    """Whether every number that leads somewhere leads into its array: the kernel does not look again."""
    held = segment.content
    subjects, names, phrases, words = segment.subjects, segment.names, len(held.phrases), len(held.words)
    lengths = (
        (subjects, (held.subject_datasets, held.kinds, held.texts)),
        (names, (held.name_places, held.weak, held.ties, segment.sizes)),
        (phrases, (held.phrase_names,)),
        (len(held.whole_names), (held.whole_keys,)),
        (words, (segment.postings,)),
        (len(segment.keys), (segment.key_words,)),
        (len(segment.wholes), (segment.whole_postings,)),
    )
    numbers = (
        (held.subject_datasets, len(held.datasets)),
        (held.name_subjects, subjects),
        (held.phrase_names, names),
        (held.whole_names, names),
    )
    lists = (
        (held.ids, None),
        (held.texts, None),
        (held.phrases, words),
        (segment.key_words, words),
        (segment.postings, names),
        (segment.whole_postings, names),
        (Lists(segment.name_phrases, held.phrase_names), None),
    )
    return (
        all(len(one) == size for size, many in lengths for one in many)
        and all(not len(one) or int(one.max()) < size for one, size in numbers)
        and all(one.sound(below) for one, below in lists)
        and len(segment.name_phrases) == names + 1
    )
