"""What goes over the wire, in the shapes of yente 5.5: read strictly, written by hand, described here for OpenAPI.

Answers are built as plain dictionaries, because building models of them would cost more than finding them.
"""

from __future__ import annotations

from typing import Annotated, Final, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

Scalar = str | int | float | bool | None
MAX_IDS: Final = 50


def _listed(value: object) -> object:
    """A value may stand alone or in a list."""
    return [value] if isinstance(value, str) else value


Values = Annotated[list[Scalar], BeforeValidator(_listed)]


class _Shape(BaseModel):
    model_config = ConfigDict(populate_by_name=True)


class Example(_Shape):
    """An entity to look for. Properties that are not known are passed over."""

    id: str | None = None
    schema_: Annotated[str, Field(alias="schema", max_length=100)]
    properties: dict[str, Values]


class MatchBody(_Shape):
    """Up to 100 queries, each under a name that the client chooses."""

    queries: dict[str, Example | None]
    weights: dict[str, float] = Field(default_factory=dict)
    config: dict[str, Scalar] = Field(default_factory=dict)


class Total(_Shape):
    """How many there are before the limit."""

    value: int
    relation: Literal["eq", "gte"]


class Feature(_Shape):
    """One thing that was weighed; a score of 0 was only looked at."""

    score: float
    detail: str | None = None
    query: str | None = None
    candidate: str | None = None


class EntityShape(_Shape):
    """A FollowTheMoney entity. Times are ISO 8601 in seconds, UTC, without a zone."""

    id: str
    caption: str
    schema_: Annotated[str, Field(alias="schema")]
    properties: dict[str, list[str | EntityShape]]
    datasets: list[str]
    referents: list[str]
    target: bool
    first_seen: str | None
    last_seen: str | None
    last_change: str | None


class ScoredShape(EntityShape):
    """An entity that may be the one asked for, and why."""

    score: float
    match: bool
    explanations: dict[str, Feature]


class QueryShape(_Shape):
    """A query as it was understood."""

    id: str | None
    schema_: Annotated[str, Field(alias="schema")]
    properties: dict[str, list[str]]


class MatchesShape(_Shape):
    """The answer to one query, best first."""

    status: int
    results: list[ScoredShape]
    total: Total
    query: QueryShape


class VersionsShape(_Shape):
    """What produced the scores: the same versions give the same score for the same names."""

    algorithm: str
    names: str
    rigour: str
    icu: str
    lists: dict[str, str]


class ReceiptShape(_Shape):
    """A signed receipt (C2SP signed-note), the salt that opens it for the asker alone, and the key that verifies it."""

    text: str
    salt: str
    vkey: str


class MatchAnswer(_Shape):
    """The answers by the names of the queries."""

    responses: dict[str, MatchesShape]
    limit: int
    versions: VersionsShape
    receipt: ReceiptShape | None = None


class FacetItem(_Shape):
    name: str
    label: str
    count: int


class Facet(_Shape):
    label: str
    values: list[FacetItem]


class SearchAnswer(_Shape):
    """A page of what was found."""

    results: list[EntityShape]
    facets: dict[str, Facet]
    total: Total
    limit: int
    offset: int


class AdjacentPage(_Shape):
    results: list[EntityShape]
    total: Total
    limit: int
    offset: int


class AdjacentAnswer(_Shape):
    entity: EntityShape
    adjacent: dict[str, AdjacentPage]


class Status(_Shape):
    status: str


class AlgorithmShape(_Shape):
    name: str
    description: str
    docs: dict[str, str]


class AlgorithmsAnswer(_Shape):
    algorithms: list[AlgorithmShape]
    default: str
    best: str


class DatasetShape(_Shape):
    name: str
    title: str
    summary: str | None
    version: str
    entity_count: int
    updated_at: str | None
    last_export: str | None
    load: bool
    delta_url: str | None
    index_current: bool
    index_version: str
    children: list[str]


class DeltasAnswer(_Shape):
    """The versions of a list, the oldest first, each with the address of what it changed against the one before."""

    versions: dict[str, str]


class CatalogAnswer(_Shape):
    datasets: list[DatasetShape]
    current: list[str]
    outdated: list[str]
    index_stale: bool


class HeldBy(_Shape):
    """What one rule of a gate answered, on what, and what to do next, in words; ``provision``: what it rests on."""

    gate: int
    title: str
    outcome: str
    words: str
    provision: str


class Problem(_Shape):
    """A refusal (RFC 9457); ``detail`` is a sentence in the language that the client accepts, ``provision`` what
    refuses (empty where the form does), ``findings`` what the asker may know of the gates that held a door."""

    type: str
    title: str
    status: int
    detail: str
    code: str
    provision: str
    findings: list[HeldBy] = Field(default_factory=list)


class MatchParams(_Shape):
    """How to answer. Nothing selects by country, nationality, religion or origin."""

    limit: int = 5
    threshold: float = Field(0.70, ge=0, le=1)
    cutoff: float | None = Field(None, ge=0, le=1)
    algorithm: str = "best"
    receipt: bool = False
    include_dataset: list[str] = Field(default_factory=list)
    exclude_dataset: list[str] = Field(default_factory=list)
    exclude_schema: list[str] = Field(default_factory=list)
    topics: list[str] = Field(default_factory=list)
    exclude_entity_ids: list[str] = Field(default_factory=list, max_length=MAX_IDS)
    changed_since: str | None = Field(None, max_length=40)
    countries: list[str] = Field(default_factory=list)
    filter: list[str] = Field(default_factory=list)


class SearchParams(_Shape):
    """What to look for, and how to answer."""

    q: str = ""
    schema_: str = Field("Thing", alias="schema")
    limit: int = 10
    offset: int = 0
    countries: list[str] = Field(default_factory=list)
    topics: list[str] = Field(default_factory=list)
    datasets: list[str] = Field(default_factory=list)
    include_dataset: list[str] = Field(default_factory=list)
    exclude_dataset: list[str] = Field(default_factory=list)
    exclude_schema: list[str] = Field(default_factory=list)
    changed_since: str | None = Field(None, max_length=40)
    filter: list[str] = Field(default_factory=list)
    fuzzy: bool = False
    simple: bool = False
    facets: list[str] = Field(default_factory=lambda: ["topics", "datasets"])
    sort: list[str] = Field(default_factory=list)
