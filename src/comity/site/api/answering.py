"""How each route answers: JSON with its tag, a page with the next one's cursor, and no parameter passed over."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import wraps
from typing import Annotated, Any, Final

from django.http import HttpRequest, HttpResponse
from ninja import Path
from pydantic import BaseModel, Field
from pydantic_core import to_json

from comity.errors import Refused
from comity.site import bodies, shapes
from comity.site.answers.visit import Visit
from comity.site.api import cursors

REFUSED: Final = {
    frozenset({400, 401, 403, 404, 405, 409, 411, 412, 413, 414, 415, 422, 428, 429, 503}): shapes.Problem
}
Matter = Annotated[str, Path(pattern=r"^[0-9a-f]{32}$")]


def if_match(*, required: bool) -> dict[str, Any]:
    """How OpenAPI describes that what is sent counts only while something is as it was read."""
    told = "The `ETag` of what was read: what is sent counts only while that is unchanged (RFC 9110, 13.1.1)."
    schema = {"type": "string", "maxLength": 400}
    return {
        "parameters": [
            {"name": "If-Match", "in": "header", "required": required, "description": told, "schema": schema}
        ]
    }


class Going(BaseModel):
    """Where to go on: the ``next`` of the page before; nothing for the first page."""

    cursor: str = Field("", max_length=600)


class Turned:
    """One reader who turns the pages of one question."""

    def __init__(self, visit: Visit, *question: str) -> None:
        self._reader = visit.officer.id if visit.officer else ""
        self._question = "\n".join(question)

    def last(self, cursor: str) -> str:
        """After which one to go on; empty for the beginning. Raises Refused (``api.cursor``)."""
        return cursors.load(cursor, self._reader, self._question)

    def number(self, cursor: str) -> int:
        """The same, where it is a place in the log; 0 for the beginning."""
        return int(self.last(cursor) or 0)

    def next(self, last: str | int) -> str:
        """The cursor after ``last``; empty where that is nothing: there is no further page."""
        return cursors.dump(self._reader, self._question, str(last)) if last else ""


def strict(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The view behind a look at its address: a parameter that is not there is refused (``api.filter``)."""

    @wraps(view)
    def looked(request: HttpRequest, *args: Any, **given: Any) -> HttpResponse:
        known = {name for one in given.values() if isinstance(one, BaseModel) for name in type(one).model_fields}
        for name in request.GET:
            if name not in known:
                raise Refused("api.filter", field=name[:40], known=sorted(known))
        return view(request, *args, **given)

    return looked


def tag(content: bytes) -> str:
    """The tag of what is sent (RFC 9110, 8.8.3)."""
    return f'"{hashlib.sha256(content).hexdigest()[:32]}"'


def tag_of(value: Any) -> str:
    """The tag that ``given`` gives to ``value``."""
    return tag(_dumped(value))


def given(request: HttpRequest, value: Any, same: Any = None) -> HttpResponse:
    """``value`` with its tag; 304 where the client has it already (RFC 9110, 13.1.2).

    ``same``: what of it the tag is of, where the value also says at which moment it was asked for.
    """
    content = _dumped(value)
    mark = tag(content) if same is None else f"W/{tag(to_json(same))}"
    if request.method == "GET" and mark in request.headers.get("If-None-Match", ""):
        return HttpResponse(status=304, headers={"ETag": mark})
    return HttpResponse(content, content_type=bodies.BODY_TYPE, headers={"ETag": mark})


def _dumped(value: Any) -> bytes:
    return to_json(value, by_alias=False)  # as it is described
