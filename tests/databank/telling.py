"""Statements of fictional States for tests: builders with defaults, and what hypothesis draws. XA to XF tell."""

from collections.abc import Iterable, Mapping
from datetime import date
from hashlib import sha256
from itertools import count
from typing import Any, Final

from hypothesis import strategies as st

from comity.databank.organisation import OrganisationFile
from comity.databank.told import Told
from comity.provenance import Standing, spread

STATES: Final = ("XA", "XB", "XC", "XD", "XE", "XF")
FILE: Final = "f" * 32
GRADED: Final[Mapping[str, Any]] = {"standing": "alleged", "grade": "B2"}
_ITEMS: Final = frozenset("names un_status characteristics structure persons financing remarks".split())
_place = count(1)


def told(owner: str = "XA", property: str = "remarks", value: Any = None, **more: Any) -> Told:
    """One statement that counts; ``more`` replaces what a test does not care for."""
    place = next(_place)
    said = {"text": f"Fictional remark {place}.", **GRADED} if value is None else value
    whole: dict[str, Any] = {
        "file": FILE,
        "contribution": sha256(owner.encode()).hexdigest()[:32],
        "owner": owner,
        "schema": OrganisationFile.SCHEMA,
        "property": property,
        "value": said,
        "standing": Standing.ALLEGED,
        "grade": "B2",
        "source": "",
        "commitment": sha256(str(place).encode()).hexdigest(),
        "rests_on": tuple(said.get("rests_on", ())) if isinstance(said, dict) else (),
        "index": place,
        "time": "2026-05-01T12:00:00Z",
        "code": "MEMBER",
        "kept_until": "2029-01-01T00:00:00Z",
    }
    return Told(**whole | more)


def organisation(owner: str = "XA", **fields: Any) -> OrganisationFile:
    """What ``owner`` tells of one organisation; items need no standing and grade."""
    said: dict[str, Any] = {
        "claimant_state": owner,
        "claimant_authority": f"{owner}-CENTRAL",
        "handling_code": "MEMBER",
        "kept_until": "2029-01-01",
        "lang": "ru",
        "names": [{"name": "Fictional Column"}],
        **fields,
    }
    graded = {k: [GRADED | one for one in v] if k in _ITEMS else v for k, v in said.items()}
    return OrganisationFile.model_validate(graded)


def of(model: OrganisationFile, /, **more: Any) -> tuple[Told, ...]:
    """The statements of ``organisation`` as a reader sees them."""
    pairs: Iterable[tuple[str, Any]] = spread(model.model_dump(mode="json", exclude_none=True))
    return tuple(told(model.claimant_state, name, value, **more) for name, value in pairs if name in _ITEMS)


def vague_days() -> st.SearchStrategy[str]:
    """A year, a month or a day."""
    cut = st.sampled_from((4, 7, 10))
    return st.builds(lambda day, size: day.isoformat()[:size], st.dates(date(1900, 1, 1), date(2099, 12, 31)), cut)


@st.composite
def statements(draw: st.DrawFn, file: str = FILE) -> Told:
    """Any statement of any State: names, UN status, characteristics, links, remarks; half of them with validity."""
    number = draw(st.integers(0, 500))
    items: dict[str, dict[str, Any]] = {
        "names": {"name": f"Fictional Column {number}"},
        "un_status": {"reference": draw(st.sampled_from(("none", "XQe.101", "XQe.102")))},
        "structure": {"kind": "part_of", "file": draw(st.sampled_from("abc")) * 32},
        "remarks": {"text": f"Fictional remark {number}."},
        "characteristics": draw(
            st.sampled_from(
                (
                    {"property": "founded", "day": draw(vague_days())},
                    {"property": "base_region", "region": draw(st.sampled_from(("XA", "XA-01", "XB")))},
                    {"property": "strength", "least": number, "most": number + 100},
                    {"property": "legal_status", "status": draw(st.sampled_from(("banned", "registered")))},
                )
            )
        ),
    }
    name = draw(st.sampled_from(sorted(items)))
    valid = draw(st.fixed_dictionaries({}, optional={"valid_from": vague_days(), "valid_to": vague_days()}))
    owner = draw(st.sampled_from(STATES))
    (one,) = of(organisation(owner, **{"names": [], name: [items[name] | valid]}), file=file)
    return one
