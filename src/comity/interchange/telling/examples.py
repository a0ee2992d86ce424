"""The synthetic tellings of the demonstration: what fictional States tell, and one that must not be told."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Final

from comity.errors import Refused
from comity.interchange.dossier.examples import AS_OF, moved
from comity.interchange.telling.model import TEXT

EMBER_COLUMN: Final = "fe000000000000000000000000000001"
"""Stands for the file of the Ember Column, which gets its matter when it is opened."""
BUS_STATION: Final = "fe000000000000000000000000000002"
"""Stands for the dossier of the incident at the bus station."""
_MOVED: Final = ("kept_until", "answer_by", "feedback_due")
_FOLDER: Final = ("profiles", "sco_rats_demo", "tellings")


def names() -> tuple[str, ...]:
    """The names of the examples, sorted."""
    return tuple(sorted(child.name for child in _home().iterdir() if child.is_dir()))


def materialise(name: str, folder: Path, today: date, matters: Mapping[str, str] | None = None) -> Path:
    """Write an example into the new ``folder``, as of ``today``; ``matters`` gives the real matter for each
    that stands in the text. Raises Refused (``dossier.no_example``, ``dossier.exists``, ``dossier.unwritten``).
    """
    if name not in names():
        raise Refused("dossier.no_example", name=name[:80], known=list(names()))
    text = moved((_home() / name / TEXT).read_text("utf-8"), today - AS_OF, _MOVED)
    for standing, real in (matters or {}).items():
        text = text.replace(standing, real)
    try:
        folder.mkdir(parents=True)
        (folder / TEXT).write_text(text, "utf-8")
    except FileExistsError:
        raise Refused("dossier.exists", file=str(folder)) from None
    except OSError as error:
        raise Refused("dossier.unwritten", file=str(folder), reason=error.strerror or "") from None
    return folder


def _home() -> Traversable:
    return files("comity").joinpath(*_FOLDER)
