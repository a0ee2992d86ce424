"""What a match was: decided by a person, remembered for twelve months."""

from __future__ import annotations

from typing import Literal

from django.http import HttpRequest, HttpResponse
from ninja import Router

from comity.site import bodies, registry
from comity.site.answers import checking
from comity.site.api import access
from comity.site.api.answering import REFUSED, given
from comity.site.api.names import About, Disposed, Name, Words, form_of
from comity.site.api.shapes import Out, example
from comity.site.desk.sections import DECIDERS

router = Router(tags=["names"])


class MatchDecided(About):
    """What the match of a name with one listed subject was."""

    model_config = example(
        name="Liwa al-Milh al-Aswad", dataset="un", subject="QDe.001", decision="unresolved", ground="too_little"
    )

    name: Name
    dataset: Words
    subject: Words
    decision: Literal["true_match", "false_positive", "unresolved"]
    ground: Literal["birth", "document", "photo", "parents", "statement", "claimant", "too_little"]


class Dispositions(Out):
    """What the asker's authority decided in the last twelve months, newest first."""

    decisions: list[Disposed]


@router.get("/matches", response={200: Dispositions, **REFUSED})
def list_matches(request: HttpRequest) -> HttpResponse:
    """What one's authority decided of matches."""
    officer = access.officer(request, "read", open_to=DECIDERS)
    found = checking.decisions(registry.current(), officer)
    return given(request, Dispositions(decisions=[Disposed.out_of(one) for one in found]))


@router.post("/matches", response={200: Disposed, **REFUSED}, openapi_extra=bodies.required(MatchDecided))
def decide_match(request: HttpRequest) -> HttpResponse:
    """Keep what a match was: a false one is shown apart until either side changes."""
    officer = access.officer(request, "screen", open_to=DECIDERS)
    told = bodies.read(request, MatchDecided)
    form, subject = form_of(told, (told.name.strip(),)), (told.dataset, told.subject)
    made = checking.decide(registry.current(), officer, form, subject, told.decision, told.ground)
    return given(request, Disposed.out_of(made))
