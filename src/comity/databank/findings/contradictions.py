"""Claims about one file that cannot both hold. Who is right is not said here, and nothing is overwritten."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from comity.canonical import Json
from comity.databank.findings.claims import Claim, Key, claims, contradict
from comity.databank.findings.finding import Finding, Kind, as_told, commitments, ordered
from comity.databank.told import Told

_Position = tuple[object, int, int]


def contradictions(told: Iterable[Told]) -> tuple[Finding, ...]:
    """Every contradiction in ``told``: one finding for a file (two for a front) and property."""
    held = _held(claims(told))
    return _findings({key: _opposed(group, group) for key, group in held.items() if len(group) > 1})


def contradictions_of(contribution: Sequence[Told], others: Iterable[Told]) -> tuple[Finding, ...]:
    """The contradictions in which ``contribution`` takes part, with itself or with ``others``.

    Beside it stand those that it contradicts, and those that say the same as it does.
    ``others``: what else is told in the files that ``touched`` names; the contribution may be among it.
    """
    own = _held(claims(contribution))
    files, known = touched(contribution), {one.commitment for one in contribution}
    properties = {one.property for one in contribution}
    near = (o for o in others if o.property in properties and o.file in files and o.commitment not in known)
    rest = _held(claim for claim in claims(near) if claim.key() in own)
    return _findings({key: _opposed(group, [*group, *rest.get(key, ())]) for key, group in own.items()})


def touched(contribution: Iterable[Told]) -> frozenset[str]:
    """The files that a contribution can contradict: its own, and those whose fronts and parts it names."""
    own = tuple(contribution)
    return frozenset({one.file for one in own} | {file for claim in claims(own) for file in claim.files})


def _held(every: Iterable[Claim]) -> dict[Key, list[Claim]]:
    held: dict[Key, list[Claim]] = defaultdict(list)
    for claim in every:
        held[claim.key()].append(claim)
    return held


def _opposed(group: Sequence[Claim], others: Sequence[Claim]) -> list[Claim]:
    """The claims of a pair of ``group`` and ``others`` that contradict each other.

    Equal claims are compared once: what ten States say alike is one position.
    """
    ours, theirs = _positions(group), _positions(others)
    found = _against(ours, theirs)
    if len(theirs) > len(ours):  # otherwise the two are the same
        found |= _against({key: claim for key, claim in theirs.items() if key not in found}, ours)
    return [claim for claim in others if _position(claim) in found]


def _against(some: Mapping[_Position, Claim], others: Mapping[_Position, Claim]) -> set[_Position]:
    """The positions in ``some`` that one of ``others`` contradicts; one is enough, so few pairs are compared."""
    return {key for key, claim in some.items() if any(contradict(claim, other) for other in others.values())}


def _positions(group: Iterable[Claim]) -> dict[_Position, Claim]:
    return {_position(claim): claim for claim in group}


def _position(claim: Claim) -> _Position:
    return claim.value, claim.start, claim.end


def _findings(opposed: Mapping[Key, list[Claim]]) -> tuple[Finding, ...]:
    together: dict[tuple[tuple[str, ...], str], list[Claim]] = defaultdict(list)
    for (files, prop, _), group in opposed.items():
        if group:
            together[files, prop].extend(group)
    return ordered(_finding(files, prop, group) for (files, prop), group in together.items())


def _finding(files: tuple[str, ...], prop: str, group: list[Claim]) -> Finding:
    return Finding(
        Kind.CONTRADICTION,
        files,
        commitments(claim.told for claim in group),
        {"property": prop, "sides": _sides(group)},
    )


def _sides(group: Iterable[Claim]) -> list[Json]:
    """Who says what, the earliest first: value, owners and statements of each side."""
    sides: dict[str, list[Told]] = defaultdict(list)
    for claim in group:
        sides[claim.shown].append(claim.told)
    rows = [(shown, as_told(told)) for shown, told in sides.items()]
    rows.sort(key=lambda row: (row[1][0].index, row[0]))
    return [_side(shown, told) for shown, told in rows]


def _side(shown: str, told: Sequence[Told]) -> Json:
    owners: list[Json] = [*sorted({one.owner for one in told})]
    statements: list[Json] = [*commitments(told)]
    return {"value": shown, "owners": owners, "statements": statements}
