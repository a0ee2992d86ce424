"""Bodies of requests: JSON, read once and strictly."""

from __future__ import annotations

from typing import Any, Final, TypeVar

from django.http import HttpRequest
from pydantic import BaseModel, ValidationError

from comity.errors import Refused

BODY_TYPE: Final = "application/json"
_Shape = TypeVar("_Shape", bound=BaseModel)


def read(request: HttpRequest, shape: type[_Shape]) -> _Shape:
    """The body as ``shape``. Raises Refused (``api.type``, ``api.json``, ``api.form``)."""
    if request.content_type != BODY_TYPE:
        raise Refused("api.type", wanted=BODY_TYPE)
    try:
        return shape.model_validate_json(request.body)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)
        if first[0]["type"] == "json_invalid":
            raise Refused("api.json", problem=first[0]["msg"][:200]) from None
        raise form(list(first)) from None


def form(errors: list[Any]) -> Refused:
    """The refusal of what does not have its form: the first fault, and where."""
    first = errors[0]
    where = ".".join(str(part)[:60] for part in first["loc"] if part not in ("query", "params"))
    return Refused("api.form", where=where[:200], problem=str(first["msg"])[:200])


def required(shape: type[BaseModel]) -> dict[str, Any]:
    """How OpenAPI describes that body: whole, since a reference in it would be looked for in the document around it."""
    told = shape.model_json_schema()
    schema = _whole(told, told.pop("$defs", {}))
    return {"requestBody": {"required": True, "content": {BODY_TYPE: {"schema": schema}}}}


def _whole(told: Any, parts: dict[str, Any]) -> Any:
    """``told`` with each reference replaced by the part that it names."""
    if isinstance(told, list):
        return [_whole(one, parts) for one in told]
    if not isinstance(told, dict):
        return told
    named = str(told.get("$ref", "")).rpartition("/")[2]
    return _whole(parts[named], parts) if named else {name: _whole(one, parts) for name, one in told.items()}
