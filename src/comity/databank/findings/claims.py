"""What a statement claims, so that two can be compared: a value, and the time for which it holds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final

from comity.canonical import Json
from comity.databank.incident import IncidentReport
from comity.databank.organisation import Belonging, OrganisationFile, Property
from comity.databank.told import Told
from comity.qualification.body import span

ALWAYS: Final = (date.min.toordinal(), date.max.toordinal())
NO_REFERENCE: Final = "none"  # what un_status says of an organisation that is on no list of the Council

Range = tuple[int, int]
Key = tuple[tuple[str, ...], str, str]


@dataclass(frozen=True, slots=True)
class Claim:
    """What ``told`` says that can be compared.

    ``files`` and ``property`` name the finding it may lead to; only claims of one ``scope`` are compared;
    ``value`` is a range of days or numbers, a region or a word, and ``shown`` the same for a person;
    ``start`` is the last day on which it may have begun to hold and ``end`` the first on which it may
    have ceased, as ordinals.
    """

    told: Told
    files: tuple[str, ...]
    property: str
    value: Range | str
    shown: str
    start: int
    end: int
    scope: str = ""

    def key(self) -> Key:
        """Only claims with the same key can contradict each other."""
        return self.files, self.property, self.scope


def claims(told: Iterable[Told]) -> Iterable[Claim]:
    """What each statement claims; nothing for what is not compared."""
    for one in told:
        reader = _READERS.get((one.schema, one.property))
        if reader is not None:
            yield from reader(one, one.part())


def contradict(one: Claim, other: Claim) -> bool:
    """Whether two claims with the same key cannot both hold."""
    return _overlap(one, other) and differ(one.value, other.value)


def differ(one: Range | str, other: Range | str) -> bool:
    """Ranges that do not meet; words that are not equal, and of which none is a part of the other."""
    if isinstance(one, str) or isinstance(other, str):
        return one != other and not (f"{one}".startswith(f"{other}-") or f"{other}".startswith(f"{one}-"))
    return one[1] < other[0] or other[1] < one[0]


def _overlap(one: Claim, other: Claim) -> bool:
    if one.start > other.end or other.start > one.end:
        return False
    return not (_hands_over(one, other) or _hands_over(other, one))


def _hands_over(one: Claim, other: Claim) -> bool:
    """``one`` ends on the day on which ``other`` begins, and neither is of that day alone."""
    return one.start < one.end == other.start < other.end


def _claim(
    told: Told,
    prop: str,
    value: Range | str,
    shown: str,
    *,
    files: tuple[str, ...] = (),
    scope: str = "",
    ever: bool = False,
) -> Claim:
    part = told.part()
    since, until = (None, None) if ever else (part.get("valid_from"), part.get("valid_to"))
    start = _days(since)[1] if isinstance(since, str) else ALWAYS[0]
    end = _days(until)[0] if isinstance(until, str) else ALWAYS[1]
    return Claim(told, files or (told.file,), prop, value, shown, start, end, scope)


@lru_cache(maxsize=4096)
def _days(vague: str) -> Range:
    first, last = span(vague)
    return first.toordinal(), last.toordinal()


def _characteristic(told: Told, part: Mapping[str, Json]) -> Iterable[Claim]:
    match part.get("property"):
        case Property.FOUNDED | Property.DISSOLVED as prop:
            yield _claim(told, str(prop), _days(str(part["day"])), str(part["day"]))
        case Property.STRENGTH as prop:
            yield _counted(told, str(prop), part)
        case Property.LEGAL_STATUS as prop:
            yield _claim(told, str(prop), str(part["status"]), str(part["status"]), scope=told.owner)
        case Property.BASE_REGION as prop:
            yield _claim(told, str(prop), str(part["region"]), str(part["region"]))


def _counted(told: Told, prop: str, part: Mapping[str, Json]) -> Claim:
    least, most = part.get("least"), part.get("most")
    if not isinstance(least, int) or not isinstance(most, int):  # the model gives both; an older body may not
        return _claim(told, prop, ALWAYS, "")
    return _claim(told, prop, (least, most), f"{least}-{most}" if least < most else str(least))


def _un_status(told: Told, part: Mapping[str, Json]) -> Iterable[Claim]:
    # References have dots and hyphens that do not tell one from another; the comparison ignores them.
    yield _claim(told, "un_status", reference(part), str(part.get("reference")), ever=True)


def reference(part: Mapping[str, Json]) -> str:
    """A UN reference as it is compared: letters and digits, in small letters."""
    return "".join(filter(str.isalnum, str(part.get("reference")).casefold()))


def _structure(told: Told, part: Mapping[str, Json]) -> Iterable[Claim]:
    target = part.get("file")
    if not isinstance(target, str) or target == told.file:  # of itself: two files that were merged
        return
    match part.get("kind"):
        case Belonging.PART_OF:
            yield _claim(told, "part_of", target, target)
        case Belonging.FRONT:
            pair = (min(told.file, target), max(told.file, target))
            yield _claim(told, "front", told.file, told.file, files=pair)


def _toll(told: Told, part: Mapping[str, Json]) -> Iterable[Claim]:
    yield _counted(told, f"toll_{part.get('outcome')}", part)


def _happened(told: Told, part: Mapping[str, Json]) -> Iterable[Claim]:
    yield _claim(told, "happened_day", _days(str(part["day"])), str(part["day"]))
    yield _claim(told, "happened_region", str(part["region"]), str(part["region"]))


_READERS: Final[Mapping[tuple[str, str], Callable[[Told, Mapping[str, Json]], Iterable[Claim]]]] = {
    (OrganisationFile.SCHEMA, "characteristics"): _characteristic,
    (OrganisationFile.SCHEMA, "un_status"): _un_status,
    (OrganisationFile.SCHEMA, "structure"): _structure,
    (IncidentReport.SCHEMA, "toll"): _toll,
    (IncidentReport.SCHEMA, "happened"): _happened,
}
