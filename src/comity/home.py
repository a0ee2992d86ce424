"""Where Comity keeps its state: ``$COMITY_HOME``, else ``~/.comity``. Resolved here and nowhere else."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Final

VARIABLE: Final = "COMITY_HOME"
FILE_NAME: Final = "config.yaml"  # where a node stands, its configuration


def home(environ: Mapping[str, str] | None = None) -> Path:
    """Return the state directory named by ``environ`` (default: the process's). It may not exist yet."""
    told = (os.environ if environ is None else environ).get(VARIABLE, "")
    return Path(told).expanduser().absolute() if told else Path.home() / ".comity"


def private_directory(path: Path) -> Path:
    """Make ``path`` and its missing parents, readable by their owner only (0700); return it."""
    for missing in reversed([p for p in (path, *path.parents) if not p.exists()]):
        missing.mkdir(mode=0o700, exist_ok=True)
    return path
