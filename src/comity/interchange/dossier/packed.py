"""A dossier that comes as files in a zip or one by one: the text and the documents of a folder, within its limits."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath
from typing import Final

from comity import yamltext
from comity.errors import Refused
from comity.interchange.dossier.folder import DOCUMENTS, MAX_ALL, MAX_FILE, MAX_FILES, SIGNATURES, TEXT, shown

ENDING: Final = ".zip"
_MAX_ENTRIES: Final = 4 * MAX_FILES
_GUIDELINE: Final = "design, rule 27"


def opened(files: Iterable[tuple[str, bytes]]) -> tuple[str, dict[str, bytes]]:
    """The text and the documents by name: of one zip of the folder, or of the files themselves. Signatures that lie
    there are left: what is signed is signed anew.

    Raises Refused: ``dossier.missing`` where no text is there, ``dossier.packed``, ``dossier.size``, ``dossier.count``,
    ``dossier.strange``, ``dossier.no_text``.
    """
    found = dict(files)
    if len(found) == 1 and (name := next(iter(found))).lower().endswith(ENDING):
        return _of(_unpacked(found[name], name))
    return _of({name if name == TEXT else f"{DOCUMENTS}/{name}": content for name, content in found.items()})


def _of(found: Mapping[str, bytes]) -> tuple[str, dict[str, bytes]]:
    if TEXT not in found:
        raise Refused("dossier.missing", "", file=TEXT)
    if len(found[TEXT]) > yamltext.MAX_BYTES:
        raise Refused("dossier.size", _GUIDELINE, file=TEXT, limit=yamltext.MAX_BYTES)
    try:
        text = found[TEXT].decode("utf-8").replace("\r\n", "\n")
    except UnicodeDecodeError:
        raise Refused("dossier.no_text", _GUIDELINE, file=TEXT) from None
    documents = {}
    for path, content in found.items():
        folder, _, name = path.rpartition("/")
        if folder == DOCUMENTS:
            documents[name] = content
        elif path != TEXT:
            raise Refused("dossier.strange", _GUIDELINE, file=shown(path), text=TEXT)
    if len(documents) > MAX_FILES:
        raise Refused("dossier.count", _GUIDELINE, limit=MAX_FILES)
    return text, documents


def _unpacked(data: bytes, name: str) -> dict[str, bytes]:
    """The files of a zip by their path below the folder in which the text stands; no more of them than may be read."""
    found, left = dict[str, bytes](), MAX_ALL
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as source:
            entries = source.infolist()
            if len(entries) > _MAX_ENTRIES:
                raise Refused("dossier.count", _GUIDELINE, limit=MAX_FILES)
            above = min((one.filename[: -len(TEXT)] for one in entries if _is_text(one.filename)), key=len, default="")
            for entry in entries:
                path = entry.filename.removeprefix(above)
                if entry.is_dir() or _is_left(path):
                    continue
                limit = min(MAX_FILE, left)
                with source.open(entry) as stream:
                    content = stream.read(limit + 1)
                if len(content) > limit:
                    raise Refused("dossier.size", _GUIDELINE, file=shown(path), limit=limit)
                left -= len(content)
                found[path] = content
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError, ValueError) as error:
        raise Refused("dossier.packed", _GUIDELINE, file=shown(name), problem=type(error).__name__) from None
    return found


def _is_text(path: str) -> bool:
    return PurePosixPath(path).name == TEXT


def _is_left(path: str) -> bool:
    """Signatures, and what systems put into every folder."""
    parts = PurePosixPath(path).parts
    return path.startswith(f"{SIGNATURES}/") or any(one != ".." and one.startswith((".", "__MACOSX")) for one in parts)
