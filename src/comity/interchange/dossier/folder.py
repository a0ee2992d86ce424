"""Read the files of a folder that an authority submits: nothing but them, within limits, through no link.

The text's name is an argument: a dossier and a telling are the same kind of folder. Everything is opened
relative to the folder and without following links, so no name leads out of it.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from comity import yamltext
from comity.errors import Evidence, Refusal, Refused
from comity.interchange.dossier.file_names import MAX_BYTES, MOST, fits, tidy

TEXT: Final = "dossier.yaml"
DOCUMENTS: Final = "documents"
SIGNATURES: Final = "signatures"
MAX_FILES: Final = 64
MAX_FILE: Final = 10 << 20
MAX_ALL: Final = 50 << 20
TYPES: Final = {
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".odt": "application/vnd.oasis.opendocument.text",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".tiff": "image/tiff",
    ".txt": "text/plain",
    ".xml": "application/xml",
}
"""The kinds of document that are read, by the end of the name."""
_GUIDELINE: Final = "design, rule 27"


@dataclass(frozen=True, slots=True)
class Files:
    """What stands in the folder, unread: the text, and the documents by name."""

    text: bytes
    documents: dict[str, bytes]
    faults: tuple[Refusal, ...]


def fault(code: str, **evidence: Evidence) -> Refusal:
    """One fault of a folder."""
    return Refusal(f"dossier.{code}", _GUIDELINE, evidence)


def read_files(folder: Path, text_name: str = TEXT) -> Files:
    """Read the text ``text_name`` and the documents. Raises Refused (``dossier.missing``, ``dossier.size``) where
    there is no text to read; every other fault is in the answer."""
    faults: list[Refusal] = []
    with _opened(folder, str(folder), None) as top:
        for name in sorted(set(_names(top)) - {text_name, DOCUMENTS, SIGNATURES}):
            faults.append(fault("strange", file=shown(name), text=text_name))
        text = _file(top, text_name, text_name, yamltext.MAX_BYTES)
        documents = _documents(top, faults) if DOCUMENTS in _names(top) else {}
    return Files(text, documents, tuple(faults))


def judged(text: bytes, documents: Mapping[str, bytes]) -> Files:
    """The same of a text and documents that lie in no folder: names, kinds and sizes are judged alike."""
    faults: list[Refusal] = [fault("count", limit=MAX_FILES)] if len(documents) > MAX_FILES else []
    kept: dict[str, bytes] = {}
    for name, content in list(documents.items())[:MAX_FILES]:
        found = name_fault(name)
        if found is None and len(content) > MAX_FILE:
            found = fault("size", file=f"{DOCUMENTS}/{name}", limit=MAX_FILE)
        if found is None:
            kept[name] = content
        else:
            faults.append(found)
    return Files(text, kept, tuple(faults))


def name_fault(name: str) -> Refusal | None:
    """What is wrong with the name of a document; None where nothing is."""
    path = f"{DOCUMENTS}/{shown(name)}"
    if not fits(name):
        return fault("name", file=path, limit=MOST, bytes=MAX_BYTES)
    if os.path.splitext(name)[1].lower() not in TYPES:
        return fault("type", file=path, known=sorted(TYPES))
    return None


def read_folder(folder: Path, name: str, limit: int, count: int) -> dict[str, bytes]:
    """All files of the folder ``name`` in ``folder``, by name; empty where it does not exist.

    Raises Refused (``dossier.*``) at the first that is too large, too many or no plain file.
    """
    with _opened(folder, str(folder), None) as top:
        if name not in _names(top):
            return {}
        with _opened(folder / name, name, top) as inner:
            names = sorted(_names(inner))
            if len(names) > count:
                raise Refused("dossier.count", _GUIDELINE, limit=count)
            return {one: _file(inner, one, f"{name}/{shown(one)}", limit) for one in names}


def shown(name: str) -> str:
    """A name from a disk, fit to be shown: it may hold anything."""
    return name.encode("utf-8", "backslashreplace").decode("utf-8")[:100]


def _documents(top: int, faults: list[Refusal]) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    try:
        with _opened(Path(DOCUMENTS), DOCUMENTS, top) as inner:
            names = sorted(_names(inner))
            if len(names) > MAX_FILES:
                faults.append(fault("count", limit=MAX_FILES))
                return found
            left = MAX_ALL
            for name in names:
                kept = tidy(name)
                if kept in found:
                    faults.append(fault("twice", file=f"{DOCUMENTS}/{shown(kept)}"))
                    continue
                content = _document(inner, name, min(MAX_FILE, left), faults)
                if content is not None:
                    left -= len(content)
                    found[kept] = content
    except Refused as refused:
        faults.append(refused.refusal)
    return found


def _document(inner: int, name: str, limit: int, faults: list[Refusal]) -> bytes | None:
    found = name_fault(tidy(name))
    if found is not None:
        faults.append(found)
        return None
    try:
        return _file(inner, name, f"{DOCUMENTS}/{shown(name)}", limit)
    except Refused as refused:
        faults.append(refused.refusal)
        return None


def _names(folder: int) -> list[str]:
    return os.listdir(folder)


@contextmanager
def _opened(path: Path, name: str, above: int | None) -> Iterator[int]:
    flags = os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC | (os.O_NOFOLLOW if above is not None else 0)
    try:
        opened = os.open(path if above is None else name, flags, dir_fd=above)
    except FileNotFoundError:
        raise Refused("dossier.missing", "", file=shown(name)) from None
    except (OSError, ValueError):
        raise Refused("dossier.link", _GUIDELINE, file=shown(name)) from None
    try:
        yield opened
    finally:
        os.close(opened)


def _file(folder: int, name: str, path: str, limit: int) -> bytes:
    flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
    try:
        opened = os.open(name, flags, dir_fd=folder)
    except FileNotFoundError:
        raise Refused("dossier.missing", "", file=path) from None
    except OSError:
        raise Refused("dossier.link", _GUIDELINE, file=path) from None
    if not stat.S_ISREG(os.fstat(opened).st_mode):
        os.close(opened)
        raise Refused("dossier.link", _GUIDELINE, file=path)
    with os.fdopen(opened, "rb") as file:
        content = file.read(limit + 1)
    if len(content) > limit:
        raise Refused("dossier.size", _GUIDELINE, file=path, limit=limit)
    return content
