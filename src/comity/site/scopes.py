"""Which datasets a request searches, and which of what is found it leaves out.

Lists, topics, kinds, ids and days may be filtered by. Nothing selects a person by country, nationality,
religion or origin: such a filter is refused with the rule, whatever is listed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from comity import dates
from comity.checks import rules
from comity.errors import Refused
from comity.interchange.country_codes import codes
from comity.interchange.ftm_queries import KINDS
from comity.interchange.ftm_subjects import Entity
from comity.screening import Kind
from comity.site.service import ALL, Service

RULE: Final = "law.md, gate 43"
ANY_KIND: Final = frozenset({"Thing", "LegalEntity"})
BODIES: Final = frozenset(schema for schema, kind in KINDS.items() if kind is Kind.ENTITY)
_COUNTRIES: Final = frozenset({"countries", "country", "jurisdiction", "mainCountry"})
TRAITS: Final = _COUNTRIES | {
    "nationality",
    "citizenship",
    "birthCountry",
    "religion",
    "ethnicity",
    "gender",
    "political",
}
_UNDER: Final = {
    **dict.fromkeys(BODIES, ("Organization",)),
    **dict.fromkeys(ANY_KIND, ("Person", "Organization", "LegalEntity")),
    "Person": ("Person",),
}
"""The schemata of the entities here that fall under another."""
_FIELDS: Final = frozenset({"topics", "datasets", "dataset", "schema"})


@dataclass(frozen=True, slots=True)
class Filters:
    """What is kept of what was found; an empty set keeps everything."""

    topics: frozenset[str] = frozenset()
    datasets: frozenset[str] = frozenset()
    schemata: frozenset[str] = frozenset()
    no_schemata: frozenset[str] = frozenset()
    no_ids: frozenset[str] = frozenset()
    countries: frozenset[str] = frozenset()  # of bodies only
    since: str = ""

    @property
    def any(self) -> bool:
        return self != _NONE

    def keep(self, entity: Entity) -> bool:
        """Whether ``entity`` passes all of them."""
        schema, said = entity["schema"], entity["properties"]
        return (
            (not self.topics or not self.topics.isdisjoint(said.get("topics", ())))
            and (not self.datasets or not self.datasets.isdisjoint(entity["datasets"]))
            and (not self.schemata or schema in self.schemata)
            and schema not in self.no_schemata
            and self.no_ids.isdisjoint((entity["id"], *_own_ids(entity)))
            and (not self.countries or not self.countries.isdisjoint(said.get("country", ())))
            and (not self.since or (entity["last_change"] or "") >= self.since)
        )


_NONE: Final = Filters()


def _own_ids(entity: Entity) -> Iterable[str]:
    """Its ids within its lists."""
    return (entity["id"].removeprefix(f"{dataset}-") for dataset in entity["datasets"])


def datasets(service: Service, path: str, include: Iterable[str], exclude: Iterable[str]) -> tuple[str, ...]:
    """The datasets that ``path`` means. ``include`` narrows the collection of all, and is added to a single list,
    which is how clients ask for several; an excluded name that is not there excludes nothing.

    Raises Refused (``screen.dataset``).
    """
    known = service.datasets()
    named = [name for name in include if name]
    wanted = rules.chosen(None if path == ALL else [path], known)
    if named:
        listed = rules.chosen([name for name in named if name != ALL], known)
        wanted = listed if path == ALL and ALL not in named else (*wanted, *listed)
    without = set(exclude)
    return tuple(name for name in known if name in wanted and name not in without)


def filters(schema: str, values: Mapping[str, Iterable[str]], conditions: Iterable[str], since: str) -> Filters:
    """What a request filters by: ``values`` by parameter, ``conditions`` as ``field:value``.

    Raises Refused: ``api.trait``, ``api.filter``, ``ftm.schema``, ``api.day``.
    """
    told: dict[str, set[str]] = {name: set(filter(None, given)) for name, given in values.items()}
    for condition in conditions:
        name, _, value = condition.partition(":")
        name = name.removeprefix("properties.")
        if name not in _FIELDS | TRAITS:
            raise Refused("api.filter", field=name[:40], known=sorted(_FIELDS))
        told.setdefault(name, set()).add(value)
    _refuse_traits(schema, (name for name, given in told.items() if given))
    countries = {code for name in _COUNTRIES for value in told.get(name, ()) for code in codes(value) or (value,)}
    return Filters(
        frozenset(told.get("topics", ())),
        frozenset(told.get("datasets", set()) | told.get("dataset", set())),
        frozenset(_schemata(told.get("schema", set()) | {schema})),
        frozenset(one for name in told.get("exclude_schema", ()) for one in _UNDER.get(name, ())),
        frozenset(told.get("exclude_entity_ids", ())),
        frozenset(countries),
        _day(since),
    )


def _refuse_traits(schema: str, named: Iterable[str]) -> None:
    for name in named:
        if name in TRAITS and not (name in _COUNTRIES and schema in BODIES):
            raise Refused("api.trait", RULE, filter=name[:40])


def _schemata(named: Iterable[str]) -> Iterable[str]:
    for name in named:
        if name not in _UNDER:
            raise Refused("ftm.schema", schema=name[:40], known=sorted(_UNDER))
        if name not in ANY_KIND:
            yield from _UNDER[name]


def _day(text: str) -> str:
    if not text:
        return ""
    found = dates.parse_or_unknown(text.partition("T")[0])
    if found.earliest is None:
        raise Refused("api.day", value=text[:40])
    return f"{found.earliest.isoformat()}T00:00:00"
