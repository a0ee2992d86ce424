"""Names asked, by the same rules as at the desk. A name comes in a body alone, never in an address."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Router
from pydantic import Field, model_validator

from comity.checks import rules
from comity.site import bodies, languages, registry
from comity.site.answers import checking
from comity.site.answers.checking import Form, Hit, Results
from comity.site.api import access
from comity.site.api.answering import REFUSED, given
from comity.site.api.shapes import In, Out, example

router = Router(tags=["names"])
Name = Annotated[str, Field(max_length=1000)]
Words = Annotated[str, Field(max_length=200)]
Day = Annotated[str, Field(max_length=40)]
KINDS = Literal["", "person", "entity"]


class Register(In):
    """That the Register is asked too, why, and for which case or checkpoint."""

    purpose: Literal["border", "identity", "surrender", "review"]
    reference: Words


class About(In):
    """One person or body, as far as the asker knows it."""

    kind: KINDS = ""
    born: Day = ""
    document: Words = ""
    register_: Register | None = Field(None, alias="register")

    @model_validator(mode="before")
    @classmethod
    def _names_no_trait(cls, sent: Any) -> Any:
        """Raises Refused (``screen.filter``) where it would select by nationality, religion or the like."""
        rules.check_filters(map(str, sent) if isinstance(sent, dict) else ())
        return sent


class NamesAsked(About):
    """What is asked: each name a query of its own. ``offset`` shows further matches, ``receipt`` wants one signed."""

    model_config = example(
        names=["Muhiban Sabrat", "Мухибан Сабрат"],
        kind="person",
        born="1979",
        register={"purpose": "border", "reference": "crossing-7/2026-11"},
        receipt=False,
    )

    names: list[Name] = Field(min_length=1, max_length=checking.PASTED)
    datasets: list[Words] = Field(default_factory=list, max_length=20)
    as_of: Day = ""
    offset: int = Field(0, ge=0, le=1000)
    receipt: bool = False


class Searched(Out):
    """One body of names, with its day and version."""

    name: str
    date: str
    digest: str
    entries: int
    issuer: str


class MayAsk(Out):
    """What the asker may do: ``purposes`` are empty where he may not ask the Register, of which ``left`` names may
    still be asked today."""

    capacity: str
    purposes: list[str]
    used: int
    most: int
    left: int
    decides: bool
    datasets: list[Searched]


class TakenFor(Out):
    """Which word was taken for which."""

    query: str
    candidate: str
    how: str


class ReasonLine(Out):
    """What speaks for the match (positive), against it (negative), or is only shown."""

    speaks: int
    text: str


class EntryMet(Out):
    """The little that is told of an entry of this node: whom to ask."""

    entry: str
    claimant: str
    authority: str
    effect: str
    category: str
    wanted_for: str
    contact: str


class Disposed(Out):
    """What was decided of a match, by whom and why."""

    dataset: str
    subject: str
    decision: str
    ground: str
    officer: str
    reference: str
    at: str


class NameHit(Out):
    """One match. ``percent`` is how alike the names are, and no probability that two persons are one."""

    dataset: str
    id: str
    name: str
    caption: str
    percent: int
    likeness: str
    taken: list[TakenFor]
    reasons: list[ReasonLine]
    countries: list[str]
    issuer: str
    day: str
    others: list[tuple[str, str]]
    entry: EntryMet | None
    decided: Disposed | None
    decidable: bool


class NameAnswer(Out):
    """The answer to one name. ``more``: the offset of the next matches, 0 for none."""

    name: str
    hits: list[NameHit]
    cleared: list[NameHit]
    total: int
    more: int


class NamesAnswered(Out):
    """The answers in the order of the names. ``receipt`` and ``salt`` stand where a receipt was asked for."""

    answers: list[NameAnswer]
    searched: list[Searched]
    at: str
    as_of: str
    threshold: int
    receipt: str
    salt: str
    vkey: str


@router.get("/search", response={200: MayAsk, **REFUSED})
def read_allowance(request: HttpRequest) -> HttpResponse:
    """What the token's officer may ask, and how much of the Register today."""
    officer = access.officer(request, "screen")
    return given(request, MayAsk.out_of(checking.may(registry.current(), officer)))


@router.post("/search", response={200: NamesAnswered, **REFUSED}, openapi_extra=bodies.required(NamesAsked))
def search_names(request: HttpRequest) -> HttpResponse:
    """Look for up to a hundred names; the call is in the journal before it is answered."""
    officer, lang = access.officer(request, "screen"), languages.of(request)
    asked = bodies.read(request, NamesAsked)
    limit = checking.PAGE if len(asked.names) == 1 else checking.PASTED_HITS
    names = tuple(one.strip() for one in asked.names)
    form = form_of(asked, names, tuple(asked.datasets), asked.as_of, asked.offset, asked.receipt)
    return given(request, _answered(checking.search(registry.current(), officer, form, lang, limit)))


def form_of(
    about: About,
    names: tuple[str, ...],
    datasets: tuple[str, ...] = (),
    as_of: str = "",
    offset: int = 0,
    receipt: bool = False,
) -> Form:
    """What the desk's form would say."""
    why = about.register_
    purpose, reference = (why.purpose, why.reference.strip()) if why else ("", "")
    person = (about.kind, about.born.strip(), about.document.strip())
    return Form(names, *person, datasets, why is not None, purpose, reference, as_of.strip(), offset, receipt)


def _answered(found: Results) -> NamesAnswered:
    answers = [
        NameAnswer(
            name=one.query.names[0],
            hits=[_hit(hit) for hit in one.hits],
            cleared=[_hit(hit) for hit in one.cleared],
            total=one.total,
            more=one.more,
        )
        for one in found.results
    ]
    return NamesAnswered(
        answers=answers,
        searched=[Searched.out_of(one) for one in found.searched],
        at=found.at,
        as_of=found.as_of,
        threshold=found.threshold,
        receipt=found.receipt.decode(),
        salt=found.salt,
        vkey=found.vkey,
    )


def _hit(hit: Hit) -> NameHit:
    match, subject = hit.found.match, hit.found.match.subject
    return NameHit(
        dataset=subject.dataset,
        id=subject.id,
        name=match.name,
        caption=subject.caption,
        percent=hit.percent,
        likeness=hit.likeness,
        taken=[TakenFor.out_of(one) for one in match.taken],
        reasons=[ReasonLine.out_of(one) for one in hit.reasons],
        countries=list(subject.countries),
        issuer=hit.issuer,
        day=hit.day,
        others=list(hit.others),
        entry=EntryMet.out_of(hit.found.entry) if hit.found.entry else None,
        decided=Disposed.out_of(hit.found.decided) if hit.found.decided else None,
        decidable=hit.decidable,
    )
