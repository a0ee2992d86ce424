"""The databank: files with who says what, what does not add up, the graph, and what became of what was given."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, Any, Final, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Path, Query, Router
from pydantic import BaseModel

from comity.databank import as_json
from comity.databank.links import FAR, NEAR
from comity.site import bodies
from comity.site.answers import databank as answers
from comity.site.answers import paged
from comity.site.answers.databank import Opened
from comity.site.answers.visit import Visit
from comity.site.api import access
from comity.site.api.answering import REFUSED, Going, Matter, Turned, given
from comity.site.api.shapes import Out, Purpose
from comity.site.desk.sections import GIVERS, READERS

router = Router(tags=["databank"])
Property = Annotated[str, Path(max_length=60, pattern=r"^[a-z_]+$")]
_EXTENT: Final = {"near": NEAR, "far": FAR}


class Links(BaseModel):
    """How far the links of a file are followed: as the page draws them at first, or further."""

    links: Literal["near", "far"] = "near"


class FileRow(Out):
    """One file in a list; ``restricted``: more may be read of it for a case and a reason."""

    file: str
    is_incident: bool
    names: list[str]
    owners: list[str]
    statements: int
    restricted: bool


class Files(Out):
    """A page of files, the newest first. ``total`` counts what the reader may see."""

    files: list[FileRow]
    total: int
    next: str


class FileStatement(Out):
    """One statement of one State, with its value, which the property decides. `differs`: it is one of those that
    cannot all hold; `recipients`: for whom it is where not for all; `rests_on`: commitments of what it repeats."""

    commitment: str
    contribution: str
    said_by: str
    property: str
    value: Any
    standing: str
    grade: str
    source: str
    handling: str
    recipients: list[str]
    conditions: list[str]
    kept_until: str
    rests_on: list[str]
    differs: bool


class Finding(Out):
    """What does not add up: the statements behind it, and its sentence in the reader's language."""

    kind: str
    files: list[str]
    statements: list[str]
    sentence: str


class Contribution(Out):
    """What one State told at once."""

    id: str
    owner: str
    time: str
    code: str
    recipients: list[str]
    conditions: list[str]
    kept_until: str
    statements: int


class Merging(Out):
    """A merging of this file with another that the reader sees too; ``kept``: this one stays."""

    id: str
    other: str
    step: str
    kept: bool


class Node(Out):
    """One node of the graph: an organisation, an incident, a part, a person by his entry, or a decision."""

    id: str
    kind: str
    label: str
    ring: int
    over: str


class Edge(Out):
    """From node to node, how, and who says it."""

    of: str
    to: str
    how: str
    owners: list[str]


class Graph(Out):
    """What the file is linked with, the file itself first; ``is_cut``: there is more than stands here."""

    nodes: list[Node]
    edges: list[Edge]
    is_cut: bool


class File(Out):
    """One file as it stands for the reader: several States' words side by side, by property, fifty statements each.
    `totals`: of how many; `going_on`: of each section that goes on, the cursor for `…/sections/{property}`."""

    file: str
    is_incident: bool
    names: list[str]
    told_by: list[str]
    conditions: list[str]
    sections: dict[str, list[FileStatement]]
    totals: dict[str, int]
    going_on: dict[str, str]
    findings: list[Finding]
    contributions: list[Contribution]
    mergings: list[Merging]
    graph: Graph


class FileSection(Out):
    """A page of one section of a file."""

    file: str
    property: str
    statements: list[FileStatement]
    total: int
    next: str


class Month(Out):
    """How often something was given on and opened in one month."""

    month: str
    given: int
    read: int


class Use(Out):
    """One use, for reviewer and auditor."""

    owner: str
    matter: str
    what: str
    time: str
    by: str
    purpose: str


class Uses(Out):
    """What became of what was given: counts for its giver, delayed; each use for reviewer and auditor."""

    months: list[Month]
    each: list[Use]
    total: int
    next: str


@router.get("/databank", response={200: Files, **REFUSED})
def list_files(request: HttpRequest, params: Query[Going]) -> HttpResponse:
    """The files and incidents in which the reader may see anything, the newest first, fifty a page."""
    with access.visit(request, open_to=READERS) as made:
        turned = Turned(made, "databank")
        page = answers.after(made, turned.last(params.cursor))
    rows = [FileRow.out_of(one) for one in page.rows]
    return given(request, Files(files=rows, total=page.total, next=turned.next(page.last)))


@router.get("/databank/uses", response={200: Uses, **REFUSED})
def read_uses(request: HttpRequest, params: Query[Going]) -> HttpResponse:
    """How often what one's State gave was given on or opened; for whoever oversees each use, the newest first, fifty
    a page."""
    with access.visit(request, open_to=GIVERS) as made:
        turned = Turned(made, "uses")
        used = answers.used(made, older=turned.number(params.cursor))
    months = [Month(month=month, given=gave, read=read) for month, gave, read in used.months]
    rows, total = [Use.out_of(one) for one in used.each.rows], used.each.total
    more = turned.next(total - used.each.more if used.each.more else 0)
    return given(request, Uses(months=months, each=rows, total=total, next=more))


@router.get("/databank/{file}", response={200: File, **REFUSED})
def read_file(request: HttpRequest, file: Matter, params: Query[Links]) -> HttpResponse:
    """One file. Where another told some of it to few it is refused here; POST its `readings` with a case."""
    with access.visit(request, open_to=READERS) as made:
        opened = answers.file(made, file, extent=_EXTENT[params.links])
    return given(request, _file(made, opened))


@router.post("/databank/{file}/readings", response={200: File, **REFUSED}, openapi_extra=bodies.required(Purpose))
def read_restricted_file(request: HttpRequest, file: Matter, params: Query[Links]) -> HttpResponse:
    """One file with what another told to few; the case and the reason are in the journal before the answer."""
    with access.visit(request, open_to=READERS) as made:
        why = bodies.read(request, Purpose)
        opened = answers.file(made, file, case=why.case, reason=why.reason, extent=_EXTENT[params.links])
    return given(request, _file(made, opened))


@router.get("/databank/{file}/sections/{property}", response={200: FileSection, **REFUSED})
def read_section(request: HttpRequest, file: Matter, property: Property, params: Query[Going]) -> HttpResponse:
    """The statements of one section of a file, fifty a page. As for the file, a case may be needed."""
    with access.visit(request, open_to=READERS) as made:
        value = _section(made, file, property, params)
    return given(request, value)


@router.post(
    "/databank/{file}/sections/{property}/readings",
    response={200: FileSection, **REFUSED},
    openapi_extra=bodies.required(Purpose),
)
def read_restricted_section(
    request: HttpRequest, file: Matter, property: Property, params: Query[Going]
) -> HttpResponse:
    """The same with what another told to few; each page is in the journal before the answer."""
    with access.visit(request, open_to=READERS) as made:
        why = bodies.read(request, Purpose)
        value = _section(made, file, property, params, case=why.case, reason=why.reason)
    return given(request, value)


def _section(made: Visit, file: str, of: str, params: Going, **why: str) -> FileSection:
    turned = Turned(made, "section", file, of)
    page = answers.section(made, file, of, turned.last(params.cursor), **why)
    return FileSection(
        file=file,
        property=of,
        statements=[FileStatement.model_validate(one) for one in as_json.statements(page.section)],
        total=page.total,
        next=turned.next(page.last),
    )


def _file(made: Visit, opened: Opened) -> dict[str, Any]:
    shown = [(one, one.told[: paged.PAGE]) for one in opened.face.sections]
    beginning = replace(opened.face, sections=tuple(replace(one, told=told) for one, told in shown))
    more: dict[str, Any] = {
        "is_incident": opened.is_incident,
        "contributions": [Contribution.out_of(one).model_dump() for one in opened.contributions],
        "mergings": [Merging.out_of(one).model_dump() for one in opened.mergings],
        "graph": Graph.out_of(opened.graph).model_dump(),
        "totals": {one.property: len(one.told) for one in opened.face.sections},
        "going_on": {
            one.property: Turned(made, "section", opened.face.file, one.property).next(told[-1].commitment)
            for one, told in shown
            if len(told) < len(one.told)
        },
    }
    return {**as_json.face(beginning, opened.findings, made.lang), **more}
