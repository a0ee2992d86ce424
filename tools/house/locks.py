"""Lock files are complete, hashed, and say nothing about where a package comes from."""

from __future__ import annotations

import re
from dataclasses import dataclass
from importlib.metadata import distribution
from pathlib import Path
from typing import Final

from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

_PIN: Final = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^]]*])?==([^\s;]+)(?:\s*;[^\\]*)?\s*\\?$")
_ADDRESS: Final = re.compile(r"https?:|--(?:extra-)?index-url|--find-links|--trusted-host|\s@\s")


@dataclass(frozen=True, slots=True)
class Lock:
    """``pins`` maps a package to its version; ``faults`` says what is wrong with the text."""

    pins: dict[str, str]
    faults: list[str]


def read(path: Path) -> Lock:
    """Parse one lock file; a line that is no pin, no digest and no comment is a fault."""
    pins: dict[str, str] = {}
    faults: list[str] = []
    hashed: set[str] = set()
    name = ""
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        text = line.strip()
        if _ADDRESS.search(line):
            faults.append(f"{path.name}:{number}: an address")
        if match := _PIN.match(line):
            name = str(canonicalize_name(match[1]))
            pins[name] = match[2]
        elif text.startswith("--hash=sha256:"):
            hashed.add(name)
        elif text and not text.startswith("#"):
            faults.append(f"{path.name}:{number}: not a pinned version: {text}")
    faults += [f"{path.name}: {bare} has no digest" for bare in sorted(pins.keys() - hashed)]
    return Lock(pins, faults)


def missing(lock: Lock, wanted: list[str], absent: frozenset[str]) -> list[str]:
    """What ``wanted`` needs, directly or not, and ``lock`` lacks.

    ``absent`` are names that overrides.txt removes. Reads the metadata of what is installed.
    """
    needed = [Requirement(text) for text in wanted]
    seen: set[tuple[str, str]] = set()
    found: list[str] = []
    while needed:
        requirement = needed.pop()
        name = str(canonicalize_name(requirement.name))
        for extra in ("", *sorted(requirement.extras)):
            if (name, extra) in seen or name in absent:
                continue
            seen.add((name, extra))
            if name not in lock.pins:
                found.append(f"{name} is needed and not locked")
            elif not requirement.specifier.contains(lock.pins[name], prereleases=True):
                found.append(f"{name} {lock.pins[name]} does not satisfy {requirement}")
            else:
                needed += _needs(name, extra)
    return sorted(set(found))


def _needs(name: str, extra: str) -> list[Requirement]:
    environment = {key: str(value) for key, value in default_environment().items()} | {"extra": extra}
    requirements = [Requirement(text) for text in distribution(name).requires or []]
    return [r for r in requirements if r.marker is None or r.marker.evaluate(environment)]
