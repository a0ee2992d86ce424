"""What must not stand in the tree: the address of a package registry, or a lock that records one."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Final

_SKIPPED: Final = {".git", "__pycache__", "dist", "build", "htmlcov"}
# Written in pieces, so that this file does not hold what it looks for.
HOSTS: Final = tuple(
    ".".join(parts)
    for parts in (
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("npmjs", "org"),
        ("npmjs", "com"),
        ("crates", "io"),
        ("proxy", "golang", "org"),
        ("anaconda", "org"),
        ("deb", "debian", "org"),
    )
)


def files(root: Path) -> Iterator[Path]:
    """Every file of the tree but what make and Python produced."""
    for folder, names, held in os.walk(root):
        names[:] = sorted(n for n in names if n not in _SKIPPED and not (n.startswith(".") and n != ".ci"))
        yield from (Path(folder) / name for name in sorted(held) if not name.startswith(".coverage"))


def registry_traces(root: Path) -> list[str]:
    """Files that name a registry host, and any ``uv.lock``."""
    found = []
    for path in files(root):
        if path.name == "uv.lock":
            found.append(f"{path}: a uv.lock records hosts; use requirements*.lock")
        if path.name == ".git" or not path.is_file():
            continue
        data = path.read_bytes().lower()
        found += [f"{path}: names {host}" for host in HOSTS if host.encode() in data]
    return found
