"""Key files of officers, seals and for sealing: make one, show it, change its passphrase."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Final

from comity import bootstrap, config, keyfiles, keys, sealing
from comity.config import Mode
from comity.errors import Refused
from comity.home import FILE_NAME
from comity.keyfiles import Header, Label
from comity.keys import KeyKind

_RULE: Final = "design, Participants"
HELD_BY_PERSONS: Final = (KeyKind.OFFICER, KeyKind.SEAL, KeyKind.SEALING)


def is_fictional(home: Path, asked: bool) -> bool:
    """Whether a key made now is fictional: as the node in ``home`` is, or as ``asked`` where there is none.

    Raises Refused (``key.fictional``) where a fictional key is asked for on a real node.
    """
    path = home / FILE_NAME
    if not path.exists():
        return asked
    demo = config.load(path).config.mode is Mode.DEMO
    if asked and not demo:
        raise Refused("key.fictional", "design, What it is not", file="--fictional")
    return demo


def make(
    folder: Path,
    kind: KeyKind,
    holder: str,
    passphrase: bytes,
    fictional: bool,
    random_bytes: Callable[[int], bytes] = bootstrap.random_bytes,
) -> Path:
    """Make a key for the officer or authority ``holder`` (an id, no name); return its file.

    Raises Refused: ``keys.custody`` for the node's own kinds, ``key.*``, ``file.*``.
    """
    _require_personal(kind)
    held = sealing.generate(random_bytes) if kind is KeyKind.SEALING else keys.generate(random_bytes)
    return keyfiles.write(folder, held, passphrase, Label(kind, holder, fictional), random_bytes)


def change_passphrase(
    path: Path, old: bytes, new: bytes, random_bytes: Callable[[int], bytes] = bootstrap.random_bytes
) -> Header:
    """Seal the key again under ``new``. A stop at any moment leaves the old file or the new one.

    Raises Refused: ``keys.custody``, ``key.unopened``, ``key.passphrase``, ``file.*``.
    """
    header = keyfiles.read_header(path)
    _require_personal(header.kind)
    held = keyfiles.open_any(path, old, kind=header.kind, fictional=header.fictional)
    aside = path.parent / f".{random_bytes(8).hex()}.draft"
    try:
        label = Label(header.kind, header.purpose, header.fictional)
        keyfiles.write(aside, held, new, label, random_bytes).replace(path)
        _sync(path.parent)
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    return keyfiles.read_header(path)


def _require_personal(kind: KeyKind) -> None:
    if kind not in HELD_BY_PERSONS:
        raise Refused("keys.custody", "design, Custodians", kind=kind.value)


def _sync(folder: Path) -> None:
    opened = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
