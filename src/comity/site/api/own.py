"""What the desk of an authority asks for besides: whose log it is, a version before its reviewer, that an act is in
the log, and what was sealed to it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from ninja import Router

from comity.site import bodies
from comity.site.answers import authority, receipts, review, unsealing
from comity.site.api import access
from comity.site.api.acts import Statement
from comity.site.api.answering import REFUSED, Matter, given
from comity.site.api.seen import SeenPart, VersionChange
from comity.site.api.shapes import Id, Out, Purpose, example
from comity.site.desk.sections import OFFICERS, REVIEWERS

router = Router(tags=["own desk"])


class Unsealing(Purpose):
    """Why what was sealed is opened, and with which key: the id of a sealing key of the reader's authority."""

    model_config = example(case="XA-2026/4", reason="prosecution", key="0" * 32)

    key: Id


class Standing(Out):
    """The log, by which rules the node weighs, and for whom it takes the bearer of the token: its own key is to be
    compared with the one that was handed over otherwise."""

    vkey: str
    checkpoint: str
    profile: str
    rulebook: str
    participant: str
    officer: str
    authority: str
    capacity: str
    officer_key: str
    seal_key: str


class GateFound(Out):
    """What one rule of a gate found, in words, and by which provision."""

    words: str
    provision: str


class WeighedGate(Out):
    """One gate on the facts of now. ``attested``: the reviewer attests a part of it himself."""

    gate: int
    outcome: str
    attested: bool
    findings: list[GateFound]


class ReviewedDecision(Out):
    """A decision that the version rests on, and the moves on it that are open to the reviewer."""

    step: str
    part: SeenPart
    moves: list[str]


class ReviewedVersion(Out):
    """One version before its reviewer. ``refusal``: why it could not be weighed at all; empty where it was."""

    entry: str
    version: str
    claimant: str
    step: str
    name: str
    part: SeenPart
    changes: list[VersionChange]
    decisions: list[ReviewedDecision]
    gates: list[WeighedGate]
    moves: list[str]
    refusal: str


class ActProof(Out):
    """The node's stamp on an act, and the tlog-proof (C2SP) of the leaf that commits to both."""

    stamp: str
    proof: str


class SealedBodies(Out):
    """The head of an act, and its sealed bodies as they are stored: one statement with one envelope each."""

    head: str
    envelopes: list[Statement]


@router.get("/node", response={200: Standing, **REFUSED})
def read_node(request: HttpRequest) -> HttpResponse:
    """Whose log this is, by which rules it weighs, and for whom the node takes the bearer of the token."""
    with access.visit(request, open_to=OFFICERS) as made:
        found = authority.standing(made)
    who = found.who
    value = {"vkey": found.vkey, "checkpoint": found.checkpoint, "capacity": found.capacity}
    value |= {"profile": found.profile, "rulebook": found.rulebook, "participant": found.participant}
    value |= {"officer": who.officer, "authority": who.authority}
    return given(request, {**value, "officer_key": who.officer_key, "seal_key": who.seal_key})


@router.get("/versions/{version}/review", response={200: ReviewedVersion, **REFUSED})
def read_review(request: HttpRequest, version: Matter) -> HttpResponse:
    """A version before its compliance reviewer, with what each gate finds now. The version is the case: that it was
    opened is in the journal before the answer."""
    with access.visit(request, open_to=REVIEWERS) as made:
        value = review.as_told(review.of(made, version), made.lang)
    return given(request, value)


@router.get("/acts/{act}/proof", response={200: ActProof, **REFUSED})
def read_act_proof(request: HttpRequest, act: Matter) -> HttpResponse:
    """That an act of the token's own authority is in the log, once a signed checkpoint reaches it."""
    with access.visit(request, open_to=OFFICERS) as made:
        found = receipts.proof(made, act)
    return given(request, {"stamp": found.stamp, "proof": found.proof})


@router.post("/acts/{act}/sealed", response={200: SealedBodies, **REFUSED}, openapi_extra=bodies.required(Unsealing))
def read_sealed(request: HttpRequest, act: Matter) -> HttpResponse:
    """What an act sealed to the reader's authority, still sealed; case and reason are in the journal before."""
    with access.visit(request, open_to=OFFICERS) as made:
        why = bodies.read(request, Unsealing)
        head, held = unsealing.held(made, act, why.key, case=why.case, reason=why.reason)
    envelopes = [{"content": one.content.decode(), "salt": one.salt.hex()} for one in held]
    return given(request, {"head": head.decode(), "envelopes": envelopes})
