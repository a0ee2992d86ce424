"""Put what is wrong beside the field where it is to be mended."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from comity.errors import Refusal
from comity.interchange.dossier.asking import Asked
from comity.qualification.gates import Finding
from comity.site.desk.forms.elements import E, Element, changed, each


@dataclass(frozen=True, slots=True)
class Wrong:
    """One thing that is wrong: a fault of form, a finding, or an answer that a gate asks for and that is not given;
    ``paths``: where it is to be mended, empty where the form has no such place; ``wants``: whether only an answer is
    missing."""

    paths: tuple[str, ...]
    what: Refusal | Finding | Asked
    wants: bool = False

    @property
    def path(self) -> str:
        """The first place; empty where there is none."""
        return self.paths[0] if self.paths else ""

    @property
    def fault(self) -> Refusal | None:
        """The fault of form."""
        return self.what if isinstance(self.what, Refusal) else None

    @property
    def finding(self) -> Finding | None:
        """What a gate answered."""
        return self.what if isinstance(self.what, Finding) else None

    @property
    def unanswered(self) -> Asked | None:
        """What a gate asks for."""
        return self.what if isinstance(self.what, Asked) else None


def place(path: str, paths: Sequence[str]) -> str:
    """Which of ``paths`` is meant by ``path``: itself, else the first thing within it, else what holds it."""
    if path in paths:
        return path
    within = next((one for one in paths if one.startswith(f"{path}.")), "")
    if within or not path:
        return within
    return next((one for one in sorted(paths, key=len, reverse=True) if path.startswith(f"{one}.")), "")


def placed(wrong: Wrong, empty: Mapping[str, bool]) -> Wrong:
    """``wrong`` at those places of a form that it means. ``empty``: each place, and whether nothing stands there."""
    paths = tuple(empty)
    found = tuple(path for path in dict.fromkeys(place(path, paths) for path in wrong.paths) if path)
    return replace(wrong, paths=found, wants=bool(wrong.fault and found and empty[found[0]]))


def marked(elements: Iterable[E], wrong: Iterable[Wrong]) -> tuple[E, ...]:
    """``elements`` with each fault and finding at its field; what has no place here is left out."""
    by_path: dict[str, list[Wrong]] = {}
    for one in wrong:
        for path in one.paths:
            by_path.setdefault(path, []).append(one)

    def mark(one: Element) -> Element:
        mine = by_path.get(one.path, [])
        if not mine:
            return one
        faults = tuple(each.fault for each in mine if each.fault)
        return replace(one, faults=faults, findings=tuple(each.finding for each in mine if each.finding))

    return tuple(changed(one, mark) for one in elements)


def asking(elements: Iterable[E], asked: Iterable[Asked]) -> tuple[E, ...]:
    """``elements`` with the gates that ask for each."""
    by_path: dict[str, dict[tuple[int, str], Asked]] = {}
    for one in asked:
        for path in one.paths:
            by_path.setdefault(path, {}).setdefault((one.gate, one.provision), one)

    def mark(one: Element) -> Element:
        mine = by_path.get(one.path)
        return replace(one, asked=tuple(mine.values())) if mine else one

    return tuple(changed(one, mark) for one in elements)


def unanswered(elements: Iterable[Element], asked: Iterable[Asked]) -> tuple[Wrong, ...]:
    """What a gate always asks for and nothing answers; each place once."""
    empty = {one.path: one.is_empty for one in each(elements)}
    found: dict[str, Wrong] = {}
    for one in asked:
        paths = [path for path in one.paths if path in empty]
        if one.always and paths and all(empty[path] for path in paths):
            found.setdefault(paths[0], Wrong((paths[0],), one, wants=True))
    return tuple(found.values())
