"""Moves: which are open to an officer on an entry, and the act that one of them would be, to be signed elsewhere."""

from __future__ import annotations

from typing import Annotated

from django.http import HttpRequest, HttpResponse
from ninja import Router
from pydantic import Field

from comity import acts, canonical
from comity.entries.choosing import Choice
from comity.errors import Refused
from comity.interchange.dossier import signing
from comity.site import bodies
from comity.site.answers import acting
from comity.site.answers.visit import Visit
from comity.site.api import access
from comity.site.api.acts import SignedAct
from comity.site.api.answering import REFUSED, Matter, given
from comity.site.api.shapes import Id, In, Out, example
from comity.site.desk import terms
from comity.site.desk.sections import ACTING

router = Router(tags=["acts"])
Typed = Annotated[str, Field(max_length=20_000)]
FieldName = Annotated[str, Field(pattern=r"^[a-z_]{1,40}$")]


class Offered(Out):
    """One word of a closed list, and how it reads."""

    value: str
    words: str


class MoveField(Out):
    """One field of the move's form: select, checks (several), text or line."""

    name: str
    kind: str
    required: bool
    options: list[Offered]


class OpenMove(Out):
    """One move that is open now. ``matter``: what is moved, or what a new matter would be about (``opens``)."""

    kind: str
    matter: str
    procedure: str
    step: str
    opens: bool
    provision: str
    fields: list[MoveField]


class OpenMoves(Out):
    """The moves on one entry, and on what bears on it, in the order of the tables."""

    moves: list[OpenMove]


class MoveChosen(In):
    """One move with its fields, each with what would be typed or ticked in the desk's form."""

    model_config = example(kind="flag.raise", matter="0" * 32, fields={"ground": ["R1"]})

    kind: str = Field(max_length=60, pattern=r"^[a-z]+\.[a-z_]+$")
    matter: Id
    fields: dict[FieldName, list[Typed]] = Field(default_factory=dict, max_length=20)


class PreparedAct(Out):
    """The act without signatures, as `comity act sign` reads it; ``words``: what is signed and what follows from it."""

    act: SignedAct
    words: str


@router.get("/entries/{entry}/moves", response={200: OpenMoves, **REFUSED})
def list_moves(request: HttpRequest, entry: Matter) -> HttpResponse:
    """The moves that are open to the token's officer on an entry that he may see."""
    with access.visit(request, open_to=ACTING) as made:
        if not made.view.sees(entry):
            raise Refused("act.unknown_matter")
        moves = [shown(made, one) for one in acting.open_moves(made, entry)]
    return given(request, OpenMoves(moves=moves))


@router.post("/moves", response={200: PreparedAct, **REFUSED}, openapi_extra=bodies.required(MoveChosen))
def prepare_move(request: HttpRequest) -> HttpResponse:
    """The act of one move, to be signed where the keys are and sent to `POST /acts`. Nothing is committed here."""
    with access.visit(request, "act", open_to=ACTING) as made:
        chosen = bodies.read(request, MoveChosen)
        choice = acting.find(made, chosen.kind, chosen.matter)
        told = terms.told(terms.read(terms.of(made, choice), chosen.fields))
        prepared = acting.prepare(made, choice, told)
    unsigned = signing.dump(acts.SignedAct(prepared.data, b"", b"", prepared.bodies))
    return given(request, {"act": canonical.load(unsigned), "words": prepared.words[made.lang]})


def shown(visit: Visit, choice: Choice) -> OpenMove:
    """One open move with what its author chooses or types."""
    fields = [
        MoveField(
            name=one.name,
            kind=one.kind,
            required=one.required,
            options=[Offered(value=value, words=words) for value, words in one.options],
        )
        for one in terms.of(visit, choice)
    ]
    return OpenMove(
        kind=choice.kind,
        matter=choice.matter,
        procedure=choice.procedure.name,
        step=choice.step,
        opens=choice.opens,
        provision=choice.move.provision,
        fields=fields,
    )
