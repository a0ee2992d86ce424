"""Receipts of queries: whether one is genuine, and whether a name was its query."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from ninja import Router
from pydantic import Field

from comity.site import bodies, registry
from comity.site.answers import verifying
from comity.site.api import access
from comity.site.api.answering import REFUSED, given
from comity.site.api.names import About, Name, form_of
from comity.site.api.shapes import Out

router = Router(tags=["names"])


class ReceiptShown(About):
    """A receipt to be verified; with a name and its salt, whether that was its query."""

    receipt: str = Field(max_length=20_000)
    vkey: str = Field("", max_length=400)
    name: Name = ""
    salt: str = Field("", max_length=64)


class ReceiptVerified(Out):
    """What a genuine receipt says; ``fits``: whether the name was its query, null where none was given."""

    origin: str
    size: int
    at: str
    as_of: str
    lists: list[tuple[str, str, str]]
    algorithm: str
    found: int
    threshold: int
    fits: bool | None


@router.post(
    "/receipts",
    auth=access.OPEN["auth"],
    response={200: ReceiptVerified, **REFUSED},
    openapi_extra={**access.OPEN["openapi_extra"], **bodies.required(ReceiptShown)},
)
def verify_receipt(request: HttpRequest) -> HttpResponse:
    """Whether a receipt is genuine, by the key that is given or this node's; for anyone."""
    with access.open_visit(request):
        shown = bodies.read(request, ReceiptShown)
    key = shown.vkey.strip() or verifying.vkey(registry.current())
    names = (shown.name.strip(),) if shown.name.strip() else ()
    found = verifying.verify(shown.receipt, key, form_of(shown, names), shown.salt)
    return given(request, ReceiptVerified.out_of(found))
