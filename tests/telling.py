"""Tell something through a node's front door: a model, its handling in the heads, two officers, one door."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from comity import acts
from comity.acts import BodyHead, Link
from comity.assistance.bodies import Answer, Danger, Question, Warning
from comity.databank.incident import IncidentReport
from comity.databank.organisation import OrganisationFile, OrganisationName
from comity.databank.told import Told
from comity.demo.cast import Cast
from comity.engine import Receipt
from comity.entries.readers import reader_of
from comity.information.sealed import SCHEMA as SEALED
from comity.provenance import Opened, Standing, seal
from comity.qualification.envelope import Envelope
from comity.store import telling

PROCEDURE = {"organisation": "contribution", "incident": "contribution", "trend": "trend", "result": "result"}
Made = tuple[tuple[BodyHead, ...], tuple[tuple[Opened, ...], ...]]
__all__ = ["SEALED", "Answer", "IncidentReport", "Question", "Warning"]


def envelope(cast: Cast, officer: str, **more: Any) -> dict[str, Any]:
    """The envelope of a telling by ``officer``: for all members, in Russian, kept for a year."""
    authority = cast.authority_of(officer)
    participant = cast.node.treaty.profile.authority(authority).participant
    day = cast.node.clock().date()
    return {
        "claimant_state": participant,
        "claimant_authority": authority,
        "handling_code": "MEMBER",
        "kept_until": (day + timedelta(days=365)).isoformat(),
        "lang": "ru",
        "selected_by": ["investigation_of_an_act"],
        **more,
    }


def name(text: str, **more: Any) -> dict[str, Any]:
    """An item that gives a name."""
    return {"name": text, "standing": "assessed", "grade": "B2", "source": "report 1", **more}


def organisation(cast: Cast, officer: str, *names: str, **more: Any) -> OrganisationFile:
    """An organisation file with names."""
    items = [OrganisationName(**name(one)).model_dump(mode="json", exclude_none=True) for one in names]
    return OrganisationFile(**envelope(cast, officer, **{"names": items, **more}))


def body(cast: Cast, model: Envelope, about: Sequence[str], **changes: Any) -> Made:
    """One body of ``model``, with the handling that it says in its head; ``changes`` to the head."""
    statements = model.statements(
        model.claimant_state, telling.NO_SOURCE, Standing.RECORDED, "B2", cast.node.clock().date()
    )
    opened = seal(statements, lambda: cast.random_bytes(16))
    cited = sorted({c for item in model.items() for c in item.rests_on})
    head = BodyHead(
        model.SCHEMA,
        model.handling_code.value if model.handling_code else "EYES_OF_REVIEW",
        model.recipients if model.handling_code == "NAMED" else (),
        tuple(about),
        tuple(changes.pop("derived_from", cited)),
        tuple(one.commitment for one in opened),
        tuple(one.value for one in model.conditions),
        changes.pop("kept_until", f"{model.kept_until}T00:00:00Z" if model.kept_until else ""),
    )
    return (head,), (opened,)


def open_file(cast: Cast, officer: str = "XA-NLO-1", kind: str = "file") -> str:
    """A new file (or incident) without anything in it."""
    return cast.open(officer, "NLO", f"{kind}.open", kind)


def submit(cast: Cast, officer: str, model: Envelope, file: str = "", links: tuple[Link, ...] = ()) -> str:
    """Submit a contribution, trend or result; its matter."""
    matter, kind = cast.new_id(), PROCEDURE[str(model.model_dump()["kind"])]
    bodies, opened = body(cast, model, (matter, *([file] if file else [])))
    told_in = (Link("in", file),) if file else ()
    head = cast.head(officer, "NLO", f"{kind}.submit", kind, matter, {}, (*told_in, *links), bodies)
    cast.node.submit(cast.sign(head, opened))
    return matter


def approve(cast: Cast, officer: str, matter: str, *attests: int) -> Receipt:
    """Approve what was submitted, through its door."""
    kind = cast.matter(matter).procedure
    return cast.move(officer, "NAA", f"{kind}.approve", matter, attests=list(attests or (13, 43)))


def contribute(cast: Cast, state: str, model: Envelope, file: str = "", links: tuple[Link, ...] = ()) -> str:
    """Submit and approve by the officers of ``state``."""
    matter = submit(cast, f"{state}-NLO-1", model, file, links)
    approve(cast, f"{state}-NAA-1", matter)
    return matter


def warning(cast: Cast, officer: str, *recipients: str, days: int = 90, **more: Any) -> Warning:
    """A warning of a bombing to the authorities named."""
    until = (cast.node.clock().date() + timedelta(days=days)).isoformat()
    told = [Danger(text="A van is being prepared.", standing="assessed", grade="B2").model_dump(exclude_none=True)]
    named = {"handling_code": "NAMED", "recipients": list(recipients), "kept_until": until}
    return Warning(**envelope(cast, officer, act="bombing", told=told, **named, **more))


def question(cast: Cast, officer: str, to: str, **more: Any) -> Question:
    """A question to one authority."""
    asked = {
        "addressee": to,
        "purpose": "prosecution",
        "case_reference": "K-17/2026",
        "grounds": "On 2026-01-12 a bomb was found in Port Sarn; the file of the case names the organisation.",
        "necessity": "No other source in the case answers it.",
        "question": "Under which names is the organisation known?",
    }
    return Question(**envelope(cast, officer, handling_code="NAMED", recipients=[to], **asked, **more))


def ask(cast: Cast, state: str, to: str = "EC", subjects: Sequence[str] = (), **more: Any) -> str:
    """Draft and send a question by the officers of ``state``; the request."""
    matter = cast.new_id()
    model = question(cast, f"{state}-NLO-1", to, subjects=list(subjects), **more)
    bodies, opened = body(cast, model, (matter,))
    links = tuple(Link("about", one) for one in subjects)
    head = cast.head(f"{state}-NLO-1", "NLO", "request.draft", "request", matter, {"to": to}, links, bodies)
    cast.node.submit(cast.sign(head, opened))
    cast.move(f"{state}-NAA-1", "NAA", "request.send", matter, attests=[13, 42, 43])
    return matter


def give(cast: Cast, officer: str, request: str, model: Answer, **changes: Any) -> str:
    """Answer a request; the answer's matter."""
    matter = cast.new_id()
    bodies, opened = body(cast, model, (matter, request), **changes)
    capacity = "ECA" if officer.startswith("EC") else "NAA"
    terms: dict[str, Any] = {"attests": [13, 43]}
    head = cast.head(officer, capacity, "answer.give", "answer", matter, terms, (Link("to", request),), bodies)
    cast.node.submit(cast.sign(head, opened))
    return matter


def read(cast: Cast, officer: str, file: str) -> list[Told]:
    """What ``officer`` may see in a file now."""
    with cast.node.reading() as unit:
        return telling.told_in(unit, file, reader_of(unit, officer, acts.to_time(cast.node.clock())))
