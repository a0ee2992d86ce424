"""How the API describes itself (OpenAPI 3.1), so that a client can be made of the description alone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema
from ninja.operation import Operation

from comity.errors import Fault
from comity.site import problems

DESCRIPTION: Final = (
    "What a node's desk shows to officers, for programs. A request carries `Authorization: Bearer` with a token of one"
    " officer; refusals are `application/problem+json` (RFC 9457) with a stable `code`, in the language of"
    " `Accept-Language` (en, ru, zh). Lists go on with `cursor`: the `next` of the page before."
)
TAGS: Final = [
    {"name": "desk", "description": "What waits for the token's officer, what is due, what changed."},
    {"name": "entries", "description": "Entries of the List, of the Register and on support, and each on paper."},
    {"name": "databank", "description": "Files of organisations and incidents: who says what."},
    {"name": "figures", "description": "Trends, claimed results, and the annual report."},
    {"name": "told", "description": "What one's own State told, and the moves on it."},
    {"name": "requests", "description": "Information on request, and warnings of danger."},
    {"name": "names", "description": "Names asked, what a match was, receipts, and how much was asked."},
    {"name": "watchlists", "description": "Other people's lists as they are in force here."},
    {"name": "reference", "description": "Decisions, instruments, the treaty, one's own authority."},
    {"name": "public", "description": "For anyone: statistics without small cells, and the log with its proofs."},
    {"name": "drafts", "description": "Drafts of dossiers and tellings, until they are acts."},
    {"name": "acts", "description": "Moves that are open, and signed acts that come in."},
    {"name": "own desk", "description": "What an authority's own desk asks for besides."},
]
_TOKEN: Final = (
    "Made by an officer at `/desk/tokens` or with `comity desk token`; it is bound to him, to his authority, and to the"
    " scopes `read`, `screen` and `act`."
)
_TAG: Final = {"ETag": {"description": "The tag of this answer (RFC 9110, 8.8.3).", "schema": {"type": "string"}}}
_HAS_IT: Final = {
    "name": "If-None-Match",
    "in": "header",
    "required": False,
    "description": "The `ETag` of an answer that one has: where it is unchanged, 304 comes without a body.",
    "schema": {"type": "string", "maxLength": 400},
}
_UNCHANGED: Final = {"description": "Not Modified", "headers": _TAG}
_REFUSAL: Final = 400


class Api(NinjaAPI):
    """A NinjaAPI whose operations and bodies have names, and whose description says what its refusals are."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._told: dict[str, OpenAPISchema] = {}

    def get_openapi_operation_id(self, operation: Operation) -> str:
        """The name of the function: no two have the same, and none says how the program is divided."""
        return operation.view_func.__name__

    def get_openapi_schema(
        self, *, path_prefix: str | None = None, path_params: dict[str, Any] | None = None
    ) -> OpenAPISchema:
        """OpenAPI with each body under its name, every problem under its own media type (RFC 9457), and tags; the same
        for everyone, so that it is made once for each place where the API stands."""
        prefix = self.get_root_path(path_params or {}) if path_prefix is None else path_prefix
        if prefix not in self._told:
            self._told[prefix] = _described(super().get_openapi_schema(path_prefix=prefix))
        return self._told[prefix]


def _described(schema: OpenAPISchema) -> OpenAPISchema:
    parts = schema["components"].setdefault("schemas", {})
    for path in schema["paths"].values():
        for method, operation in path.items():
            if "requestBody" in operation:
                operation["requestBody"] = _named(operation["requestBody"], parts)
            operation["responses"] = dict(_answers(operation["responses"], has_tag=method == "get"))
            if method == "get":
                operation["parameters"] = [*operation["parameters"], _HAS_IT]
    for scheme in schema["components"].get("securitySchemes", {}).values():
        scheme["description"] = _TOKEN
    return schema


def _answers(told: dict[Any, dict[str, Any]], *, has_tag: bool) -> Iterator[tuple[Any, dict[str, Any]]]:
    for status, answer in told.items():
        if int(status) >= _REFUSAL and "content" in answer:
            (shape,) = answer["content"].values()
            yield status, {**answer, "content": {problems.CONTENT_TYPE: shape}}
        else:
            yield status, {**answer, "headers": _TAG} if has_tag else answer
    if has_tag:
        yield 304, _UNCHANGED


def _named(told: Any, parts: dict[str, Any]) -> Any:
    """``told`` with each model in it put under its name into ``parts``, and a reference in its place. Raises Fault
    where two models have one name."""
    if isinstance(told, list):
        return [_named(one, parts) for one in told]
    if not isinstance(told, dict):
        return told
    made = {name: _named(one, parts) for name, one in told.items()}
    if told.get("type") != "object" or "properties" not in told:
        return made
    if parts.setdefault(told["title"], made) != made:
        raise Fault(f"Two models of the API are called {told['title']}; rename one.")
    return {"$ref": f"#/components/schemas/{told['title']}"}
