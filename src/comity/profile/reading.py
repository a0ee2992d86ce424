"""Read one folder of YAML into located values; every fault becomes a problem, none stops the rest."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib.resources.abc import Traversable
from typing import Final

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from comity import canonical, yamltext
from comity.errors import Refused
from comity.profile.marks import Value
from comity.profile.model import SECTIONS, Header
from comity.profile.problem import Place, Problem
from comity.yamltext import Document, Yaml

HEADER_FILE: Final = "profile.yaml"
RULEBOOK: Final = "rulebook"
STORIES: Final = frozenset({"dossiers", "tellings"})  # to file and to tell, not part of the treaty
MAX_FILES: Final = 400
_MAX_DEPTH: Final = 4

_KEYS: Final = {
    "missing": "profile.missing",
    "extra_forbidden": "profile.unknown_key",
    "enum": "profile.not_one_of",
    "literal_error": "profile.not_one_of",
    "string_pattern_mismatch": "profile.form",
    "profile_day": "profile.day",
    "profile_vague": "profile.vague_day",
    "profile_percent": "profile.percent",
    "string_too_short": "profile.empty",
    "string_too_long": "profile.too_long",
    "too_short": "profile.empty",
}


@dataclass(frozen=True, slots=True)
class Located:
    """One value of a section with the place where it stands."""

    value: Value
    place: Place


@dataclass(slots=True)
class Folder:
    """What one folder holds: its header, its sections, the faults found, and its files' digests."""

    name: str
    where: Traversable
    header: Header | None = None
    header_place: Place | None = None
    sections: dict[str, list[Located]] = field(default_factory=lambda: {name: [] for name in SECTIONS})
    problems: list[Problem] = field(default_factory=list)
    contents: dict[str, canonical.Json] = field(default_factory=dict)


def read(folder: Traversable) -> Folder:
    """Read all ``*.yaml`` of ``folder``; those under ``rulebook`` only enter the digest."""
    found = Folder(folder.name, folder)
    for count, (name, file) in enumerate(_files(folder, "", 0)):
        if count >= MAX_FILES:
            found.problems.append(Problem(name, 1, "profile.too_many_files", {"limit": MAX_FILES}))
            break
        _read_file(found, name, file)
    if found.header is None and not any(problem.file == HEADER_FILE for problem in found.problems):
        found.problems.insert(0, Problem(HEADER_FILE, 1, "profile.no_header"))
    return found


def _files(folder: Traversable, prefix: str, depth: int) -> Iterator[tuple[str, Traversable]]:
    for entry in sorted(folder.iterdir(), key=lambda item: item.name):
        if entry.name.startswith(".") or (not prefix and entry.name in STORIES):
            continue
        if entry.is_dir() and depth < _MAX_DEPTH:
            yield from _files(entry, f"{prefix}{entry.name}/", depth + 1)
        elif entry.is_file() and entry.name.endswith(".yaml"):
            yield f"{prefix}{entry.name}", entry


def _read_file(found: Folder, name: str, file: Traversable) -> None:
    try:
        with file.open("rb") as stream:
            document = yamltext.read(stream.read(yamltext.MAX_BYTES + 1), name)
        canonical.dump(document.data)  # what has no canonical form has no digest
        found.contents[name] = document.data
    except Refused as refused:
        evidence = dict(refused.refusal.evidence)
        line = evidence.pop("line", 1)
        evidence.pop("file", None)
        found.problems.append(Problem(name, line if isinstance(line, int) else 1, refused.refusal.code, evidence))
        return
    if not name.startswith(f"{RULEBOOK}/"):
        _read_sections(found, document)


def _read_sections(found: Folder, document: Document) -> None:
    root = Place(document, ())
    if not isinstance(document.data, dict):
        found.problems.append(root.problem("profile.not_sections"))
        return
    for section, items in document.data.items():
        if section == "profile" and document.name == HEADER_FILE:
            found.header_place = Place(document, (section,))
            header = _value(found, Header, items, found.header_place)
            found.header = header if isinstance(header, Header) else None
        elif section not in SECTIONS:
            found.problems.append(root.problem("profile.unknown_section", section, section=section[:60]))
        elif not isinstance(items, list):
            found.problems.append(root.problem("profile.not_list", section, section=section))
        else:
            _read_items(found, document, section, items)


def _read_items(found: Folder, document: Document, section: str, items: list[Yaml]) -> None:
    for index, item in enumerate(items):
        place = Place(document, (section, index))
        value = _value(found, SECTIONS[section], item, place)
        if value is not None:
            found.sections[section].append(Located(value, place))


def _value(found: Folder, kind: type[Value], data: Yaml, place: Place) -> Value | None:
    try:
        return kind.model_validate(data)
    except ValidationError as error:
        found.problems.extend(_problem(place, detail) for detail in error.errors(include_url=False))
        return None


def _problem(place: Place, detail: ErrorDetails) -> Problem:
    where = ".".join(str(part) for part in detail["loc"])
    key = _KEYS.get(detail["type"], "profile.wrong_kind")
    shown = "" if isinstance(detail["input"], (dict, list, tuple)) else str(detail["input"])[:80]
    expected = str(detail.get("ctx", {}).get("expected", ""))[:400]
    return place.problem(key, *detail["loc"], where=where, value=shown, expected=expected)
