"""Find a profile by name or path, follow what it extends, and give it as one value."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, Final

from comity import canonical
from comity.canonical import Json
from comity.errors import Refused
from comity.profile import checking, reading
from comity.profile.model import SECTIONS, Profile
from comity.profile.parties import Participant
from comity.profile.problem import Problem
from comity.profile.reading import HEADER_FILE, Folder

BUILT_IN: Final = "comity.profiles"
_MAX_CHAIN: Final = 4


def names() -> tuple[str, ...]:
    """The names of the profiles that the package brings, sorted."""
    held = files(BUILT_IN).iterdir()
    return tuple(sorted(entry.name for entry in held if entry.is_dir() and (entry / HEADER_FILE).is_file()))


def locate(name_or_path: str | Path) -> Traversable:
    """The folder of a profile: a built-in name, or a path. Raises Refused (``profile.unknown``)."""
    if isinstance(name_or_path, str) and name_or_path in names():
        return files(BUILT_IN) / name_or_path
    path = Path(name_or_path)
    try:
        if path.is_dir():
            return path
    except (OSError, ValueError):
        pass
    raise Refused("profile.unknown", profile=str(name_or_path)[:200], known=list(names()))


def check(name_or_path: str | Path) -> list[Problem]:
    """Every fault of a profile, in the order of files and lines; empty where there is none.

    What it extends is checked with it: problems there name their file with the base's name.
    Raises Refused (``profile.unknown``) where there is no such folder.
    """
    return _sorted(_read(name_or_path)[1])


def load(name_or_path: str | Path) -> Profile:
    """The profile as one value, what it extends merged in.

    Raises Refused: ``profile.unknown``, or ``profile.faulty`` with the first fault and the count.
    """
    if isinstance(name_or_path, str) and name_or_path in names():
        return _built_in(name_or_path)
    return _loaded(name_or_path)


@cache
def _built_in(name: str) -> Profile:
    """What ships with the program stays the same while it runs, and takes half a second to read."""
    return _loaded(name)


def _loaded(name_or_path: str | Path) -> Profile:
    chain, problems = _read(name_or_path)
    if problems:
        first = _sorted(problems)[0]
        raise Refused(
            "profile.faulty",
            profile=str(name_or_path)[:200],
            count=len(problems),
            first=f"{first.file}:{first.line}: {first.sentence()}",
        )
    return _merged(chain)


def folders(name_or_path: str | Path) -> tuple[tuple[str, Traversable], ...]:
    """The folders of what the profile extends and its own, base first, each with its name.

    Raises Refused (``profile.unknown``).
    """
    return tuple((part.name, part.where) for part in reversed(_read(name_or_path)[0]))


def _sorted(problems: list[Problem]) -> list[Problem]:
    return sorted(problems, key=lambda problem: (problem.file, problem.line, problem.key))


def _read(name_or_path: str | Path) -> tuple[tuple[Folder, ...], list[Problem]]:
    """The profile's folder and those it extends (nearest first), with all their faults."""
    location = locate(name_or_path)
    chain = [reading.read(location)]
    problems = list(chain[0].problems)
    while (header := chain[-1].header) is not None and header.extends is not None:
        place = chain[-1].header_place
        base = _base(header.extends, location)
        looped = header.extends in {part.header.id for part in chain if part.header is not None}
        if base is None or looped or len(chain) >= _MAX_CHAIN:
            if place is not None:
                key = "profile.extends_loop" if base is not None else "profile.extends_unknown"
                problems.append(place.problem(key, "extends", base=header.extends, known=list(names())))
            break
        chain.append(reading.read(base))
    parts = tuple(chain)
    for depth, part in enumerate(parts):
        found = checking.check(part, parts[depth + 1 :])
        if depth:
            found = [_renamed(problem, part.name) for problem in (*part.problems, *found)]
        problems.extend(found)
    return parts, problems


def _base(name: str, beside: Traversable) -> Traversable | None:
    """A base is built in, or stands beside the folder of the profile that extends it."""
    if name in names():
        return files(BUILT_IN) / name
    if isinstance(beside, Path) and (beside.resolve().parent / name / HEADER_FILE).is_file():
        return beside.resolve().parent / name
    return None


def _renamed(problem: Problem, base: str) -> Problem:
    return Problem(f"{base}/{problem.file}", problem.line, problem.key, problem.evidence)


def digest_of(source: Json) -> str:
    """The digest of a profile, from what ``Profile.source`` holds: SHA-256 over the digests of its files'
    canonical content and of what it extends; a comment changes nothing, a value does.

    Raises ValueError where ``source`` is not of that form.
    """
    if not isinstance(source, dict) or not isinstance(source.get("files"), dict):
        raise ValueError("not the source of a profile")
    below, held = source.get("extends"), source["files"]
    assert isinstance(held, dict)
    named: Json = {name: hashlib.sha256(canonical.dump(content)).hexdigest() for name, content in held.items()}
    whole: Json = {"extends": None if below is None else digest_of(below), "files": named}
    return hashlib.sha256(canonical.dump(whole)).hexdigest()


def _source(chain: tuple[Folder, ...]) -> Json:
    below: Json = None
    for part in reversed(chain):
        below = {"extends": below, "files": dict(part.contents)}
    return below


def _merged(chain: tuple[Folder, ...]) -> Profile:
    header = chain[0].header
    assert header is not None, "a profile without a header has a problem"
    # The values of a section are of the section's type: reading made them so.
    sections: dict[str, Any] = {
        name: tuple(item.value for part in reversed(chain) for item in part.sections[name]) for name in SECTIONS
    }
    source = _source(chain)
    own = (item.value for item in chain[0].sections["participants"])
    return Profile(
        header=header,
        digest=digest_of(source),
        source=source,
        own=frozenset(value.id for value in own if isinstance(value, Participant)),
        **sections,
    )
