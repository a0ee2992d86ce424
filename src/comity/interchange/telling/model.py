"""What ``telling.yaml`` holds, as models, and the JSON Schema made of them."""

from __future__ import annotations

import json
from typing import Annotated, Any, Final, Literal

from pydantic import Discriminator, TypeAdapter
from pydantic import Field as Limit

from comity.assistance import bodies
from comity.databank.incident import IncidentReport
from comity.databank.organisation import OrganisationFile
from comity.databank.result import ResultClaim
from comity.databank.trend import Trend
from comity.interchange.dossier.file_names import FileName
from comity.interchange.dossier.model import names_for_digests
from comity.qualification.body import Code, Flag, Grade, MatterId, Part

TEXT: Final = "telling.yaml"
COMMAND: Final = "databank"
"""The group of commands that a person uses on such a folder."""
DIGEST_FIELDS: Final = (
    ("says", "translations", "*", "document"),
    ("says", "onward", "*", "consent"),
)
"""The fields that name a document and become its salted digest; every other digest names a statement."""
NAMING: Final = (("documents", "*"), *DIGEST_FIELDS)
_WITH_DOCUMENTS: Final = ("Translation", "OnwardConsent")


class _Text(Part):
    documents: Annotated[tuple[FileName, ...], Limit(max_length=16)] = ()
    """The names of the files in ``documents/`` that go with it."""
    grade: Grade = "B2"
    """How the authority grades what carries no grade of its own: source A-D or X, information 1-4."""


class _Contribution(_Text):
    replaces: MatterId | None = None
    """The matter of the State's earlier telling, which then counts no more."""


class _InFile(_Contribution):
    file: MatterId | None = None
    """The matter of the file or incident in which it is told."""
    new_file: Flag | None = None
    """Or: whether a file or incident is opened for it."""


class OrganisationTelling(_InFile):
    """What is told of one organisation."""

    kind: Literal["organisation"]
    """What this is."""
    says: OrganisationFile
    """What is told."""


class IncidentTelling(_InFile):
    """What is told of one incident."""

    kind: Literal["incident"]
    """What this is."""
    says: IncidentReport
    """What is told."""


class TrendTelling(_Contribution):
    """One counted series."""

    kind: Literal["trend"]
    """What this is."""
    says: Trend
    """What is told."""


class ResultTelling(_Contribution):
    """One claim about results."""

    kind: Literal["result"]
    """What this is."""
    says: ResultClaim
    """What is told."""


class QuestionTelling(_Text):
    """A question to another authority."""

    kind: Literal["question"]
    """What this is."""
    to: Code
    """The authority that is asked, by id."""
    oral: Flag | None = None
    """Whether it was asked orally; it is confirmed in writing within 72 hours, with this same folder."""
    says: bodies.Question
    """What is asked."""


class AnswerTelling(_Text):
    """An answer to a question."""

    kind: Literal["answer"]
    """What this is."""
    answers: MatterId
    """The matter of the request that is answered."""
    says: bodies.Answer
    """What is answered."""


class WarningTelling(_Text):
    """A warning of danger."""

    kind: Literal["warning"]
    """What this is."""
    oral: Flag | None = None
    """Whether it was given orally; it is confirmed in writing within 72 hours, with this same folder."""
    says: bodies.Warning
    """The warning."""


TellingText = (
    OrganisationTelling
    | IncidentTelling
    | TrendTelling
    | ResultTelling
    | QuestionTelling
    | AnswerTelling
    | WarningTelling
)
KINDS: Final[dict[str, type[TellingText]]] = {
    "organisation": OrganisationTelling,
    "incident": IncidentTelling,
    "trend": TrendTelling,
    "result": ResultTelling,
    "question": QuestionTelling,
    "answer": AnswerTelling,
    "warning": WarningTelling,
}


def json_schema() -> dict[str, Any]:
    """The JSON Schema of ``telling.yaml`` (draft 2020-12), for editors."""
    adapter: TypeAdapter[TellingText] = TypeAdapter(Annotated[TellingText, Discriminator("kind")])
    schema = adapter.json_schema()
    definitions = schema["$defs"]
    definitions |= {name: names_for_digests(definitions[name]) for name in _WITH_DOCUMENTS}
    title = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "Comity telling"}
    return {**title, **_without_titles(schema)}


def _without_titles(node: Any) -> Any:
    """Without the titles that repeat each name: an editor shows the name and the description."""
    if isinstance(node, list):
        return [_without_titles(one) for one in node]
    if not isinstance(node, dict):
        return node
    return {name: _without_titles(one) for name, one in node.items() if name != "title" or not isinstance(one, str)}


def schema_text() -> str:
    """The published file ``telling.schema.json``: one definition a line, so that a change shows what it changes."""
    schema = json_schema()
    definitions = schema.pop("$defs")
    lines = [f"{_json(name)}: {_json(definitions[name])}" for name in sorted(definitions)]
    return '{"$defs": {\n' + ",\n".join(lines) + "\n},\n" + _json(schema)[1:] + "\n"


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)
