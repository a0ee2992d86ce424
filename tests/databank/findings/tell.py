"""Statements as a reader sees them, in as few words as a case needs. Everything here is fictional."""

from collections.abc import Sequence
from hashlib import sha256
from itertools import count
from typing import Any

from comity.databank.findings.finding import Finding
from comity.databank.incident import IncidentReport
from comity.databank.organisation import OrganisationFile
from comity.databank.told import Told
from comity.provenance import Standing

AT = "2026-06-01T12:00:00Z"
PAPER, MOON, TIN, GLASS = (letter * 32 for letter in "abcd")
"""Files: the Order of the Paper Moon, and others."""

_next = count(1)


def tell(owner: str, prop: str, value: Any, file: str = PAPER, **more: Any) -> Told:
    """What ``owner`` tells; ``more`` replaces what a case does not care for."""
    place = next(_next)
    said: dict[str, Any] = {
        "file": file,
        "contribution": f"{owner}-{file[:1]}",
        "owner": owner,
        "schema": OrganisationFile.SCHEMA,
        "property": prop,
        "value": value,
        "standing": Standing.ALLEGED,
        "grade": "B2",
        "source": "",
        "commitment": sha256(f"{place}".encode()).hexdigest(),
        "rests_on": (),
        "index": place,
        "time": "2026-05-01T12:00:00Z",
        "code": "MEMBER",
        "kept_until": "2029-01-01T00:00:00Z",
    }
    return Told(**said | more)


def characteristic(
    owner: str, prop: str, file: str = PAPER, *, told: dict[str, Any] | None = None, **value: Any
) -> Told:
    return tell(owner, "characteristics", {"property": prop, **value}, file, **(told or {}))


def founded(owner: str, day: str, file: str = PAPER, **value: Any) -> Told:
    return characteristic(owner, "founded", file, day=day, **value)


def named(owner: str, name: str, file: str = PAPER, **more: Any) -> Told:
    return tell(owner, "names", {"name": name, "official": False}, file, **more)


def un_status(owner: str, reference: str, file: str = PAPER, **more: Any) -> Told:
    return tell(owner, "un_status", {"reference": reference}, file, **more)


def link(owner: str, kind: str, to: str, file: str = PAPER, **value: Any) -> Told:
    return tell(owner, "structure", {"kind": kind, "file": to, **value}, file)


def incident(owner: str, prop: str, **value: Any) -> Told:
    return tell(owner, prop, value, TIN, schema=IncidentReport.SCHEMA)


def behind(*told: Told) -> tuple[str, ...]:
    return tuple(one.commitment for one in told)


def pairs(findings: Sequence[Finding]) -> list[tuple[str, ...]]:
    return [one.files for one in findings]
