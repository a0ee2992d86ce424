"""Tell something through a node's front door: a model, its handling in the heads, two officers, one door."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from comity import acts
from comity.acts import BodyHead, Link
from comity.assistance.bodies import Answer, Danger, Question, Warning
from comity.databank.incident import IncidentReport
from comity.databank.organisation import OrganisationFile, OrganisationName
from comity.databank.result import ResultClaim
from comity.databank.told import ASIDE, Told
from comity.databank.trend import Trend
from comity.demo.cast import Cast
from comity.engine import Receipt
from comity.entries.acting import CONSENT
from comity.entries.readers import reader_of
from comity.information.sealed import SCHEMA as SEALED
from comity.provenance import Opened, Standing, seal
from comity.qualification.envelope import Envelope
from comity.store import telling
from tests.asking import reasons

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


def incident(cast: Cast, officer: str, **more: Any) -> IncidentReport:
    """A report of one bombing."""
    said = {"standing": "assessed", "grade": "B2", "source": "report 2"}
    happened = {"act": "bombing", "day": "2026-01-12", "region": "XA-1", **said}
    toll = {"outcome": "wounded", "least": 3, "most": 5, **said}
    return IncidentReport(**envelope(cast, officer, **{"happened": [happened], "toll": [toll], **more}))


def trend(cast: Cast, officer: str, **more: Any) -> Trend:
    """A series of one number."""
    told = {
        "unit": "criminal_cases_opened",
        "definition": "Cases opened under s. 205 of the Criminal Code.",
        "counting_rule": "Each case once, in the month in which it was opened.",
        "cells": [{"region": "XA-1", "period": "2025", "count": 41, "standing": "assessed", "grade": "B2"}],
    }
    return Trend(**envelope(cast, officer, **{**told, **more}))


def result(cast: Cast, officer: str, **more: Any) -> ResultClaim:
    """A claim about convictions, with everything that gate 41 asks for."""
    graded = {"standing": "found_by_court", "grade": "A1"}
    told = {
        "indicator": "persons_convicted",
        "definition": "Final convictions under s. 205 of the Criminal Code.",
        "figures": [{"least": 12, "most": 12, **graded}],
        "period_from": "2025-01-01",
        "period_to": "2025-12-31",
        "territory": "Alderia",
        "actor": "The courts",
        "role_of_rats": "none",
        "ladder": [{"detained": 30, "charged": 20, "convicted": 12, "acquitted": 3, **graded}],
        "published_in": "Annual report of the Supreme Court, 2025",
        "method": "Counted from the registers of the courts.",
    }
    return ResultClaim(**envelope(cast, officer, **{**told, **more}))


def answer(cast: Cast, officer: str, to: str, told: Sequence[Told] = (), **more: Any) -> Answer:
    """An answer for the authority ``to`` that gives on what is ``told``."""
    given = [
        {
            "said_by": one.owner,
            "property": one.property,
            "text": str(one.part().get("name") or one.part().get("text") or one.value),
            "standing": one.standing.value,
            "grade": one.grade,
            "rests_on": [one.commitment],
        }
        for one in told
    ]
    named = {"handling_code": "NAMED", "recipients": sorted({to, cast.authority_of(officer)})}
    return Answer(**envelope(cast, officer, **{"outcome": "full", "given": given, **named, **more}))


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
    return Warning(**envelope(cast, officer, **{"act": "bombing", "told": told, **named, **more}))


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
    return Question(**envelope(cast, officer, **{"handling_code": "NAMED", "recipients": [to], **asked, **more}))


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


def ask_orally(cast: Cast, state: str, to: str = "EC", **more: Any) -> str:
    """Ask by word of mouth; the request, which is void after 72 hours."""
    matter = cast.new_id()
    bodies, opened = body(cast, question(cast, f"{state}-NLO-1", to, **more), (matter,), kept_until=_in_72_hours(cast))
    head = cast.head(f"{state}-NLO-1", "NLO", "request.oral", "request", matter, {"to": to}, (), bodies)
    cast.node.submit(cast.sign(head, opened))
    return matter


def confirm_request(cast: Cast, request: str, state: str, to: str = "EC", **more: Any) -> Receipt:
    """Confirm in writing what was asked orally."""
    bodies, opened = body(cast, question(cast, f"{state}-NAA-1", to, **more), (request,))
    terms: dict[str, Any] = {"attests": [13, 42, 43]}
    last = cast.matter(request).last.act
    head = cast.head(f"{state}-NAA-1", "NAA", "request.confirm", "request", request, terms, (), bodies, after=last)
    return cast.node.submit(cast.sign(head, opened))


def oral_warning(cast: Cast, state: str, *recipients: str, **more: Any) -> str:
    """Warn by word of mouth; its matter, which is void after 72 hours."""
    matter = cast.new_id()
    model = warning(cast, f"{state}-NLO-1", *recipients, **more)
    bodies, opened = body(cast, model, (matter,), kept_until=_in_72_hours(cast))
    head = cast.head(f"{state}-NLO-1", "NLO", "danger.oral", "warning", matter, {}, (), bodies)
    cast.node.submit(cast.sign(head, opened))
    return matter


def _in_72_hours(cast: Cast) -> str:
    return acts.to_time(cast.node.clock() + timedelta(hours=72))


def give(cast: Cast, officer: str, request: str, model: Answer, **changes: Any) -> str:
    """Answer a request; the answer's matter."""
    matter = cast.new_id()
    bodies, opened = body(cast, model, (matter, request), **changes)
    capacity = "ECA" if officer.startswith("EC") else "NAA"
    terms: dict[str, Any] = {"attests": [13, 43]}
    head = cast.head(officer, capacity, "answer.give", "answer", matter, terms, (Link("to", request),), bodies)
    cast.node.submit(cast.sign(head, opened))
    return matter


def warn(cast: Cast, officer: str, model: Warning, kind: str = "danger.warn", matter: str = "") -> str:
    """Warn in writing, or confirm or extend the warning ``matter``; its matter."""
    after = cast.matter(matter).last.act if matter else ""
    matter = matter or cast.new_id()
    bodies, opened = body(cast, model, (matter,))
    terms: dict[str, Any] = {"attests": [13, 43]}
    if kind == "danger.extend":
        because, why = reasons(cast, officer, "The danger has not passed.", matter)
        bodies, opened = (*bodies, *because), (*opened, *why)
    head = cast.head(officer, "NAA", kind, "warning", matter, terms, (), bodies, after=after)
    cast.node.submit(cast.sign(head, opened))
    return matter


def consent(cast: Cast, officer: str, telling: str, *to: str) -> str:
    """The giver's consent in writing that what it told goes on to these; its matter."""
    matter = cast.new_id()
    (head,), opened = reasons(cast, officer, "They may have it.", matter, telling)
    given = replace(head, schema=CONSENT, code="NAMED", recipients=to)
    links = (Link("on", telling),)
    act = cast.head(officer, "NAA", "consent.give", "consent", matter, {}, links, (given,))
    cast.node.submit(cast.sign(act, opened))
    return matter


def read(cast: Cast, officer: str, file: str) -> list[Told]:
    """What ``officer`` may see in a file now."""
    with cast.node.reading() as unit:
        told = telling.told_in(unit, file, reader_of(unit, officer, acts.to_time(cast.node.clock())))
    return [one for one in told if one.property not in ASIDE]
