"""Two files that may be one organisation. Merging is proposed here; a person judges it, and can undo it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import combinations

from comity.canonical import Json
from comity.databank.findings.claims import NO_REFERENCE, reference
from comity.databank.findings.finding import Finding, Kind, as_told, commitments, ordered
from comity.databank.findings.spelling import Spelling, alike, keys, spellings
from comity.databank.organisation import OrganisationFile
from comity.databank.told import Told

Pair = tuple[str, str]


class Ground(StrEnum):
    """Why two files are proposed as one."""

    UN_REFERENCE = "un_reference"
    NAME = "name"


@dataclass(slots=True)
class _File:
    """What is told of one organisation that can show that it is another."""

    names: list[tuple[str, Told]] = field(default_factory=list)
    references: dict[str, list[Told]] = field(default_factory=lambda: defaultdict(list))
    linked: set[str] = field(default_factory=set)


def duplicates(told: Iterable[Told], judged: Collection[Pair] = ()) -> tuple[Finding, ...]:
    """The pairs of organisations' files that may be one, each with its grounds and both names.

    ``judged``: pairs that a person has merged or declined, in either order; they are not proposed again.
    """
    files = _files(told)
    by_name = dict(_named_alike(files))
    pairs = by_name.keys() | set(_same_reference(files))
    known = {_pair(*pair) for pair in judged}
    return ordered(
        _finding(pair, files, by_name.get(pair))
        for pair in pairs
        if pair not in known and not _ruled_out(files[pair[0]], files[pair[1]], pair)
    )


def _pair(one: str, other: str) -> Pair:
    return min(one, other), max(one, other)


def _files(told: Iterable[Told]) -> dict[str, _File]:
    files: dict[str, _File] = defaultdict(_File)
    for one in as_told(one for one in told if one.schema == OrganisationFile.SCHEMA and one.file):
        part = one.part()
        match one.property:
            case "names":
                names = (part.get("name"), part.get("transliteration_of"))
                files[one.file].names += [(name, one) for name in names if isinstance(name, str)]
            case "un_status" if reference(part) != NO_REFERENCE:
                files[one.file].references[reference(part)].append(one)
            case "structure":
                files[one.file].linked.add(str(part.get("file")))
    return dict(files)


def _ruled_out(one: _File, other: _File, pair: Pair) -> bool:
    differ = one.references and other.references and not one.references.keys() & other.references.keys()
    return bool(differ) or pair[1] in one.linked or pair[0] in other.linked


def _same_reference(files: Mapping[str, _File]) -> Iterator[Pair]:
    held: dict[str, list[str]] = defaultdict(list)
    for id_, file in files.items():
        for known in file.references:
            held[known].append(id_)
    for ids in held.values():
        yield from (_pair(*two) for two in combinations(ids, 2))


_Bearers = dict[str, tuple[str, Told]]  # by file: the name as written, and the first statement that tells it


def _named_alike(files: Mapping[str, _File]) -> Iterator[tuple[Pair, Pair]]:
    """Pairs of files with the names that are nearest, those that are equal before those that are nearly so."""
    bearers: dict[Spelling, _Bearers] = defaultdict(dict)
    for id_, file in files.items():
        for name, one in file.names:
            for spelling in spellings(name):
                bearers[spelling].setdefault(id_, (name, one))
    found: dict[Pair, Pair] = {}
    for spelt, near in _candidates(bearers):
        for first, (name, _) in bearers[spelt].items():
            for second, (like, _) in bearers[near].items():
                if first != second:
                    found.setdefault(_pair(first, second), (name, like) if first < second else (like, name))
    yield from found.items()


def _candidates(bearers: Mapping[Spelling, _Bearers]) -> Iterator[tuple[Spelling, Spelling]]:
    yield from ((one, one) for one, files in bearers.items() if len(files) > 1)
    blocks: dict[str, list[Spelling]] = defaultdict(list)
    unvowelled = any(one.unvowelled for one in bearers)
    for one in bearers:
        for key in keys(one, unvowelled):
            blocks[key].append(one)
    compared: set[tuple[Spelling, Spelling]] = set()
    for block in blocks.values():
        for pair in combinations(block, 2):
            if pair not in compared:
                compared.add(pair)
                if alike(*pair):
                    yield pair


def _finding(pair: Pair, files: Mapping[str, _File], names: Pair | None) -> Finding:
    one, other = files[pair[0]], files[pair[1]]
    shared = sorted(one.references.keys() & other.references.keys())
    referring = [told for known in shared for file in (one, other) for told in file.references[known]]
    shown = names or (_first_name(one, pair[0]), _first_name(other, pair[1]))
    naming, naming_other = _tellers(one, shown[0]), _tellers(other, shown[1])
    grounds: list[Json] = [*([Ground.UN_REFERENCE.value] if shared else []), *([Ground.NAME.value] if names else [])]
    evidence: dict[str, Json] = {
        "grounds": grounds,
        "references": [*dict.fromkeys(str(told.part()["reference"]) for told in referring)],
        "name_one": shown[0],
        "name_other": shown[1],
        "sources_one": _sources(naming),
        "sources_other": _sources(naming_other),
    }
    return Finding(Kind.DUPLICATE, pair, commitments([*referring, *naming, *naming_other]), evidence)


def _first_name(file: _File, id_: str) -> str:
    return file.names[0][0] if file.names else id_


def _tellers(file: _File, called: str) -> list[Told]:
    return [told for name, told in file.names if name == called]


def _sources(told: Iterable[Told]) -> list[Json]:
    """Who tells a name, and from where: ``XA (XA-2024-1#3)``."""
    return [*dict.fromkeys(f"{one.owner} ({one.source})" if one.source else one.owner for one in told)]
