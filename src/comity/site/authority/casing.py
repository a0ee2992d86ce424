"""What opens for a case and a reason: the question for which, and what the registry answers to it."""

from __future__ import annotations

from typing import Any, Final

from django.http import HttpRequest, HttpResponse

from comity.entries import readers
from comity.errors import Refused
from comity.operations.authority.remote import refused_by
from comity.site.authority.sitting import Sitting, shown

_WANTS_A_CASE: Final = frozenset({"face.case", "face.case_form", "face.purpose"})


def opened(request: HttpRequest, here: Sitting, path: str, asks: str, query: str = "") -> dict[str, Any] | HttpResponse:
    """What the registry answers to ``path`` with ``query``; where that is restricted, the page that asks for a case
    (``asks``: the word that says why), and once it was sent, the answer to the ``readings`` of ``path``.

    Raises Refused as ``Remote.whole`` does.
    """
    why = {name: request.POST.get(name, "") for name in ("case", "reason")}
    try:
        if any(why.values()):
            return here.remote.whole(f"{path}/readings{query}", why)
        return here.remote.whole(f"{path}{query}")
    except Refused as refused:
        if refused_by(refused) not in _WANTS_A_CASE:
            raise
        sentence = refused.refusal.sentence(here.lang) if any(why.values()) else ""
        return shown(request, "case.html", {"purposes": readers.PURPOSES, "sentence": sentence, "why": asks, **why})
