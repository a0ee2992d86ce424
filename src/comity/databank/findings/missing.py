"""What nobody has told of a file, and what is told without something that belongs to it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from enum import StrEnum
from typing import Final

from comity.canonical import Json
from comity.databank.findings.finding import Finding, Kind, commitments, ordered
from comity.databank.organisation import OrganisationFile, Property
from comity.databank.told import Told
from comity.provenance import Standing

WHOLE: Final = "dossier"  # what a translation is of, where it is not of one decision


class Element(StrEnum):
    """What can be missing."""

    NAME = "name"
    UN_STATUS = "un_status"
    DECISION = "decision"
    FOUNDED = "founded"
    LEGAL_STATUS = "legal_status"
    AMOUNT = "amount"
    TERM = "term"
    TRANSLATION = "translation"


def missing(told: Iterable[Told], working: Collection[str] = ()) -> tuple[Finding, ...]:
    """What is missing in each file: one finding for a file and element.

    ``working``: the working languages; without them no translation is missed. Where nobody told an
    element, no statements stand behind the finding; otherwise those that lack it do.
    """
    files: dict[str, list[Told]] = {}
    for one in told:
        if one.file:
            files.setdefault(one.file, []).append(one)
    return ordered(finding for file, every in files.items() for finding in _of(file, every, working))


def _of(file: str, told: Sequence[Told], working: Collection[str]) -> Iterable[Finding]:
    organisation = any(one.schema == OrganisationFile.SCHEMA for one in told)
    for element, tells in _TELLS.items():
        if organisation and not any(map(tells, told)):
            yield _finding(file, element, ())
    for element, lacks in _LACKS.items():
        without = [one for one in told if lacks(one)]
        if without:
            yield _finding(file, element, without)
    unread = _unread(told, working) if working else []
    if unread:
        yield _finding(file, Element.TRANSLATION, unread, languages=[*sorted(working)])


def _finding(file: str, element: Element, without: Sequence[Told], **evidence: Json) -> Finding:
    owners: list[Json] = [*sorted({one.owner for one in without})]
    said: Mapping[str, Json] = {"element": element.value, "count": len(without), "owners": owners, **evidence}
    return Finding(Kind.MISSING, (file,), commitments(without), said)


def _names(prop: str) -> Callable[[Told], bool]:
    return lambda one: one.property == prop


def _characterises(prop: Property) -> Callable[[Told], bool]:
    return lambda one: one.property == "characteristics" and one.part().get("property") == prop


def _cites(one: Told) -> bool:
    """Whether a statement cites a judicial decision: by its field, with its paragraph, or as what a court found."""
    part = one.part()
    by_field = bool(part.get("decision") or part.get("named_in"))
    return by_field or "#" in one.source or (bool(one.source) and one.standing is Standing.FOUND)


_TELLS: Final[Mapping[Element, Callable[[Told], bool]]] = {
    Element.NAME: _names("names"),
    Element.UN_STATUS: _names("un_status"),
    Element.DECISION: _cites,
    Element.FOUNDED: _characterises(Property.FOUNDED),
    Element.LEGAL_STATUS: _characterises(Property.LEGAL_STATUS),
}
_LACKS: Final[Mapping[Element, Callable[[Told], bool]]] = {
    Element.AMOUNT: lambda one: one.property == "financing" and one.part().get("least") is None,
    Element.TERM: lambda one: not one.kept_until,
}


def _unread(told: Iterable[Told], working: Collection[str]) -> list[Told]:
    """The statements of contributions whose language is known and that no working language can read (gate 35)."""
    contributions: dict[str, list[Told]] = {}
    for one in told:
        contributions.setdefault(one.contribution, []).append(one)
    return [one for every in contributions.values() if _unreadable(every, working) for one in every]


def _unreadable(contribution: Sequence[Told], working: Collection[str]) -> bool:
    whole = {str(one.value) for one in contribution if one.property == "lang"}
    written = whole or {str(one.part()["lang"]) for one in contribution if "lang" in one.part()}
    translated = {
        str(one.part().get("lang"))
        for one in contribution
        if one.property == "translations" and one.part().get("of") == WHOLE
    }
    return bool(written) and (written | translated).isdisjoint(working)
