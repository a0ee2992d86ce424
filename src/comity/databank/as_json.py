"""Files of the databank as JSON: for the command line, and for whoever reads through the registry."""

from __future__ import annotations

from collections.abc import Sequence

from comity.canonical import Json
from comity.databank.face import FileFace
from comity.databank.findings.finding import Finding
from comity.databank.findings.sentences import sentence
from comity.databank.told import Told


def face(shown: FileFace, found: Sequence[Finding], lang: str) -> dict[str, Json]:
    """One file with what does not add up in it."""
    return {
        "file": shown.file,
        "names": [*shown.names],
        "told_by": [*shown.owners],
        "conditions": [*shown.conditions],
        "sections": {
            section.property: [{**told(one), "differs": one.commitment in section.differ} for one in section.told]
            for section in shown.sections
        },
        "findings": [finding(one, lang) for one in found],
    }


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
