"""The registry that does not answer: since when, and what it said before of each officer and of other authorities.

What is kept here lets an officer go on with what needs no registry. Nothing is signed on it: whether he is still in
office, with which keys, and under which log, the registry says at each signature.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Final, TypeVar

from pydantic import BaseModel, ValidationError

from comity import acts, private_files
from comity.bootstrap import random_bytes
from comity.errors import Refused
from comity.operations.authority import folder
from comity.operations.authority.shapes import Node, Whom

UNREACHABLE: Final = "authority.unreachable"
_KNOWN: Final = "known"
_SILENT: Final = Path("registry", "silent")
_AUTHORITIES: Final = Path("registry", "authorities")
_MAX: Final = 1 << 20
_Shape = TypeVar("_Shape", bound=BaseModel)


def is_silence(refused: Refused) -> bool:
    """Whether it was refused because the registry does not answer."""
    return refused.refusal.code == UNREACHABLE


def answered(home: Path, node: Node) -> None:
    """The registry answered: keep for whom it took the officer. Raises Refused (``file.*``)."""
    _keep(folder.of_officer(home, _KNOWN, node.officer), node.model_copy(update={"checkpoint": ""}))
    (home / _SILENT).unlink(missing_ok=True)


def began(home: Path, now: datetime) -> str:
    """The registry does not answer: since when that is so. Raises Refused (``file.*``)."""
    with suppress(Refused):  # it stands there already
        private_files.create(home / _SILENT, acts.to_time(now).encode(), random_bytes)
    return since(home) or acts.to_time(now)


def since(home: Path) -> str:
    """Since when the registry does not answer; empty while it does."""
    try:
        return private_files.read(home / _SILENT, _MAX).decode("ascii", "replace")
    except Refused:
        return ""


def last(home: Path, officer: str) -> Node | None:
    """For whom it took ``officer`` when it last answered him; None where it never did."""
    return _kept(folder.of_officer(home, _KNOWN, officer), Node)


def keep_whom(home: Path, whom: Whom) -> None:
    """Keep whom one may ask, answer, warn or name. Raises Refused (``file.*``)."""
    _keep(home / _AUTHORITIES, whom)


def whom(home: Path) -> Whom:
    """Whom one might ask when the registry last said so; nobody where it never did."""
    return _kept(home / _AUTHORITIES, Whom) or Whom(authorities=[])


def _keep(path: Path, told: BaseModel) -> None:
    content = told.model_dump_json().encode()
    if not path.exists() or private_files.read(path, _MAX) != content:
        private_files.replace(path, content, random_bytes)


def _kept(path: Path, shape: type[_Shape]) -> _Shape | None:
    try:
        return shape.model_validate_json(private_files.read(path, _MAX)) if path.exists() else None
    except ValidationError:
        return None
