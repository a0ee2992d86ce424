"""The watchlists of this machine as one index, saved beside them so that a start is fast.

Only other people's public lists are saved, in ``<home>/screening/``. Entries of this node are put into the
index in memory: what is erased has nothing to be erased from here.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from comity.home import private_directory
from comity.screening import Index, Subject
from comity.watchlists import index as lines
from comity.watchlists import registry, subjects
from comity.watchlists.store import IN_FORCE, WATCHLISTS, Store, sources

FOLDER: Final = "screening"
MANY: Final = 5_000  # entries from which on a process of its own costs less than what building leaves behind
FORM: Final = 1  # of what is taken from a list; raised when the same list gives other subjects


Stamps = tuple[tuple[str, int, int], ...]


@dataclass(frozen=True, slots=True)
class Dataset:
    """One body of names: ``date`` is the list's own day, ``digest`` names its version; empty for what lives.
    ``issuer``: whose unilateral measure it is, empty for none (``watchlists.measures``)."""

    name: str
    date: str
    digest: str
    entries: int
    issuer: str = ""


@dataclass(frozen=True, slots=True)
class Lists:
    """The versions searched, and the index of their subjects."""

    datasets: tuple[Dataset, ...]
    index: Index


def stamps(home: Path) -> Stamps:
    """What changes whenever another version of a list comes into force. It is asked before each answer, so it looks
    at the files alone: 30 µs."""
    found = []
    with suppress(OSError), os.scandir(home / WATCHLISTS) as folders:
        for folder in folders:
            with suppress(OSError):
                told = os.stat(f"{folder.path}/{IN_FORCE}")
                found.append((folder.name, told.st_ino, told.st_mtime_ns))
    return tuple(sorted(found))


def in_force(home: Path, day: date | None = None) -> Mapping[str, str]:
    """The digest of each list that counts, or that counted on ``day``. Raises Refused (``lists.stored``)."""
    stores = {name: Store(home, source) for name, source in sources(home).items()}
    found = {n: s.digest_in_force() if day is None else s.in_force_on(day) for n, s in stores.items()}
    return {name: digest for name, digest in found.items() if digest}


def gather(home: Path, day: date | None = None) -> Lists:
    """The lists that count, or that counted on ``day``. Raises Refused (``lists.stored``)."""
    digests = in_force(home, day)
    datasets = tuple(_dataset(home, name, digest) for name, digest in digests.items())
    saved = _saved(home, digests)
    with suppress(OSError, ValueError):
        return Lists(datasets, Index.load(saved))
    if day is None and sum(one.entries for one in datasets) >= MANY:
        _build_apart(home)
        with suppress(OSError, ValueError):
            return Lists(datasets, Index.load(saved))
    return Lists(datasets, _built(home, digests, saved if day is None and digests else None))


def _build_apart(home: Path) -> None:
    """Build and save what is in force in a process of its own: what building needs, three times the memory of what it
    makes and every name in each cache, ends with it."""
    subprocess.run([sys.executable, "-m", __name__, str(home)], check=False, stderr=subprocess.DEVNULL)


def _built(home: Path, digests: Mapping[str, str], saved: Path | None) -> Index:
    index = Index(one for name, digest in digests.items() for one in _subjects(home, name, digest))
    if saved is not None:
        with suppress(OSError):  # a full disk or a read-only home still answers, only more slowly
            _save(index, saved)
    return index


def _dataset(home: Path, name: str, digest: str) -> Dataset:
    version = Store(home, registry.source(name)).version(digest)
    return Dataset(name, version.list_date.isoformat(), digest, version.entries, version.issuer)


def _subjects(home: Path, name: str, digest: str) -> Iterable[Subject]:
    return subjects.subjects(Store(home, registry.source(name)).load(digest))


def _saved(home: Path, digests: Mapping[str, str]) -> Path:
    """Where the index of these versions is saved."""
    return home / FOLDER / f"{_key(digests)}.index"


def _key(digests: Mapping[str, str]) -> str:
    """Names a saved index: which versions, read by which parser in which form."""
    parts = [f"{FORM}", *(f"{n} {d} {registry.source(n).parser} {lines.FORM}" for n, d in sorted(digests.items()))]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:32]


def _save(index: Index, path: Path) -> None:
    """Write it for its owner alone, and remove those of earlier versions."""
    folder = private_directory(path.parent)
    index.save(path)
    path.chmod(0o600)
    for other in folder.glob("*.index"):
        if other != path:
            other.unlink(missing_ok=True)


if __name__ == "__main__":
    at = Path(sys.argv[1])
    now = in_force(at)
    _built(at, now, _saved(at, now))
