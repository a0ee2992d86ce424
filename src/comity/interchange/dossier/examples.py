"""The synthetic dossiers of the demonstration: those that pass, and golden negatives.

A negative differs from a passing dossier in one fact, and names beforehand every gate that refuses
it. The fact stands in the dossier (``path``) or in what signed acts say (``port``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Annotated, Any, Final

import yaml
from pydantic import Field as Limit
from pydantic import StrictBool, StrictInt, StrictStr, TypeAdapter, model_validator

from comity import yamltext
from comity.errors import Fault, Refused
from comity.interchange.dossier.folder import DOCUMENTS, TEXT
from comity.interchange.dossier.reading import Dossier, named_files
from comity.qualification.body import Code, Line, Part
from comity.qualification.ports import (
    AsylumFacts,
    AuthorityFacts,
    ClearanceFacts,
    CouncilFacts,
    DecisionFacts,
    OverdueFacts,
    Ports,
    ProfileFacts,
    ReviewFacts,
    SafeguardsFacts,
    ScreenFacts,
    SupportFacts,
)
from comity.qualification.vocabulary import Answer, Clearance, DecisionStanding, Door, HumanGate, Position

AS_OF: Final = date(2026, 3, 2)
"""The day for which the dossiers are written; ``materialise`` moves what counts from today."""
MEMBERS: Final = frozenset({"XA", "XB", "XC", "XD", "XE", "XF"})
_MOVED: Final = ("sunset", "judged_on", "planned_on", "deferred_until", "searched_on", "given_on")
_FOLDER: Final = ("profiles", "sco_rats_demo", "dossiers")
_NEGATIVES: Final = "negatives.yaml"


class Title(Part):
    """A title in every language."""

    en: Line
    ru: Line
    zh: Line


class Change(Part):
    """The one fact that differs: a place in ``dossier.yaml`` or a port, and its value (empty: taken out)."""

    path: Line | None = None
    port: Line | None = None
    value: StrictBool | StrictInt | StrictStr | tuple[StrictStr, ...] | None = None

    @model_validator(mode="after")
    def _one_place(self) -> Change:
        if (self.path is None) == (self.port is None):
            raise ValueError("name a path or a port, not both")
        return self


class Negative(Part):
    """A dossier that must not circulate, and every gate that refuses it."""

    name: Code
    title: Title
    base: Code
    door: Door | None = None
    change: Change
    gates: Annotated[tuple[Annotated[int, Limit(ge=1, le=44)], ...], Limit(min_length=1)]
    provision: Line


class _Negatives(Part):
    negatives: tuple[Negative, ...]


def passing() -> tuple[str, ...]:
    """The names of the dossiers that pass, sorted."""
    return tuple(sorted(child.name for child in _home().iterdir() if child.is_dir()))


@cache
def negatives() -> tuple[Negative, ...]:
    """The golden negatives, in the order of the file."""
    document = yamltext.read((_home() / _NEGATIVES).read_bytes(), _NEGATIVES)
    return _Negatives.model_validate(document.data).negatives


def negative(name: str) -> Negative:
    """The golden negative of this name. Raises Refused (``dossier.no_example``)."""
    found = next((one for one in negatives() if one.name == name), None)
    if found is None:
        raise Refused("dossier.no_example", name=name[:80], known=[one.name for one in negatives()])
    return found


def materialise(what: str | Negative, folder: Path, today: date) -> Path:
    """Write a passing dossier (by name) or a negative into the new ``folder``, as of ``today``.

    Sunset, notification and the like keep their distance from today. Raises Refused
    (``dossier.no_example``, ``dossier.exists``, ``dossier.unwritten``).
    """
    name = what if isinstance(what, str) else what.base
    if name not in passing():
        raise Refused("dossier.no_example", name=name[:80], known=list(passing()))
    source = _home() / name
    text = (source / TEXT).read_text("utf-8")
    if isinstance(what, Negative) and what.change.path:
        text = _changed(text, what.change.path, what.change.value)
    text = moved(text, today - AS_OF, _MOVED)
    named = {file for _, file in named_files(yamltext.read(text.encode(), TEXT).data)}
    try:
        (folder / DOCUMENTS).mkdir(parents=True)
        (folder / TEXT).write_text(text, "utf-8")
        for file in (source / DOCUMENTS).iterdir():
            if file.name in named:
                (folder / DOCUMENTS / file.name).write_bytes(file.read_bytes())
    except FileExistsError:
        raise Refused("dossier.exists", file=str(folder)) from None
    except OSError as error:
        raise Refused("dossier.unwritten", file=str(folder), reason=error.strerror or "") from None
    return folder


def passing_ports(dossier: Dossier) -> Ports:
    """What signed acts say when nothing stands against ``dossier``: for demonstrations and tests only."""
    entry = dossier.entry
    other = min(MEMBERS - {entry.claimant_state})
    return Ports(
        authority=AuthorityFacts(entry.claimant_state, True, True, True),
        decisions={ref: DecisionFacts(True, True, DecisionStanding.IN_FORCE, True) for ref in entry.relied_on},
        asylum=AsylumFacts(5, Answer.NONE),
        clearance=ClearanceFacts(support=Clearance.CLEARED),
        support=SupportFacts(True),
        overdue=OverdueFacts(0, 20),
        safeguards=SafeguardsFacts(True, frozenset()),
        council=CouncilFacts(MEMBERS, dict.fromkeys(sorted(MEMBERS), Position.NO_OBJECTION)),
        review=ReviewFacts(other, False, frozenset(gate.value for gate in HumanGate), False),
        screen=ScreenFacts(len(entry.disambiguation), 0),
        profile=ProfileFacts(frozenset({"ru", "zh"}), True),
    )


def with_fact(ports: Ports, change: Change) -> Ports:
    """``ports`` with the one fact of ``change`` replaced; unchanged where it is about the dossier."""
    if change.port is None:
        return ports
    adapter = TypeAdapter(Ports)
    data: Any = adapter.dump_python(ports)
    *steps, last = change.port.split(".")
    holder = data
    for step in steps:
        if step not in holder:
            raise Fault(f"{_NEGATIVES}: there is no port {change.port}")
        holder = holder[step]
    if last not in holder:
        raise Fault(f"{_NEGATIVES}: there is no port {change.port}")
    holder[last] = change.value
    return adapter.validate_python(data)


def _home() -> Traversable:
    return files("comity").joinpath(*_FOLDER)


def _steps(path: str) -> Iterator[str | int]:
    for step in path.split("."):
        yield int(step) if step.isdigit() else step


def _changed(text: str, path: str, value: object) -> str:
    """The text with one value replaced, or taken out where ``value`` is None. Comments are lost."""
    data: Any = yamltext.read(text.encode(), TEXT).data
    *steps, last = _steps(path)
    holder = data
    for step in steps:
        holder = holder[step]
    before = holder[last] if isinstance(last, int) else holder.get(last)
    if before == value:
        raise Fault(f"{_NEGATIVES}: {path} has that value already")
    if value is None:
        del holder[last]
    else:
        holder[last] = list(value) if isinstance(value, tuple) else value
    dumped: str = yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=110)
    return dumped


def moved(text: str, by: timedelta, fields: tuple[str, ...]) -> str:
    """The text with each day in one of ``fields`` moved, so that it keeps its distance from today."""
    found = re.compile(rf"\b({'|'.join(fields)})(: ['\"]?)([0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}})")
    return found.sub(lambda m: m[1] + m[2] + (date.fromisoformat(m[3]) + by).isoformat(), text)
