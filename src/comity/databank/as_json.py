"""Files of the databank as JSON: for the command line, and for whoever reads through the registry."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from comity.canonical import Json
from comity.databank.face import FileFace, Section
from comity.databank.findings.finding import Finding
from comity.databank.findings.sentences import sentence
from comity.databank.told import Told
from comity.provenance import Standing


def face(shown: FileFace, found: Sequence[Finding], lang: str) -> dict[str, Json]:
    """One file with what does not add up in it."""
    return {
        "file": shown.file,
        "names": [*shown.names],
        "told_by": [*shown.owners],
        "conditions": [*shown.conditions],
        "sections": {one.property: statements(one) for one in shown.sections},
        "findings": [finding(one, lang) for one in found],
    }


def statements(section: Section) -> list[Json]:
    """The statements of one section, each with whether it is one of those that cannot all hold."""
    return [{**told(one), "differs": one.commitment in section.differ} for one in section.told]


def told(one: Told) -> dict[str, Json]:
    """One statement."""
    return {
        "commitment": one.commitment,
        "contribution": one.contribution,
        "said_by": one.owner,
        "property": one.property,
        "value": one.value,
        "standing": one.standing.value,
        "grade": one.grade,
        "source": one.source,
        "handling": one.code,
        "recipients": [*one.recipients],
        "conditions": [*one.conditions],
        "kept_until": one.kept_until,
        "rests_on": [*one.rests_on],
    }


def finding(one: Finding, lang: str) -> dict[str, Json]:
    """One finding with its sentence in ``lang``."""
    return {
        "kind": one.kind.value,
        "files": [*one.files],
        "statements": [*one.statements],
        "sentence": sentence(one, lang),
    }


def section(name: str, said: Sequence[Mapping[str, Any]]) -> Section:
    """A section as ``face`` gave it out, for whoever has it in no other form; when it was told is not in it.

    Raises KeyError, TypeError or ValueError where it is none."""
    differ = frozenset(str(one["commitment"]) for one in said if one["differs"])
    return Section(name, tuple(_told(number, one) for number, one in enumerate(said)), differ)


def _told(number: int, one: Mapping[str, Any]) -> Told:
    return Told(
        "",
        str(one["contribution"]),
        str(one["said_by"]),
        "",
        str(one["property"]),
        one["value"],
        Standing(one["standing"]),
        str(one["grade"]),
        str(one["source"]),
        str(one["commitment"]),
        tuple(map(str, one["rests_on"])),
        number,
        "",
        str(one["handling"]),
        tuple(map(str, one["recipients"])),
        tuple(map(str, one["conditions"])),
        str(one["kept_until"]),
    )
