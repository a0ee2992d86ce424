"""Make acts of a telling: what one officer submits, and what another approves or confirms after that.

Nothing is signed here. Every body goes through one function, ``making.make_body`` unless another is
given: whoever seals content to its readers gives that one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Final

from comity.acts import Head, Link
from comity.assistance import procedures as assistance
from comity.canonical import Json
from comity.databank import procedures as databank
from comity.entries.acting import Identity, Prepared, RandomBytes
from comity.interchange.dossier.making import MakeBody, Signer, make_body
from comity.interchange.telling import preview
from comity.interchange.telling.contents import divided
from comity.interchange.telling.model import (
    AnswerTelling,
    QuestionTelling,
    WarningTelling,
)
from comity.interchange.telling.reading import Telling
from comity.participants import Capacity

ATTESTED: Final = (13, 43)
ATTESTED_IN_QUESTION: Final = (13, 42, 43)
"""The gates with a part that only the approver's attestation answers (law.md D(iii))."""


@dataclass(frozen=True, slots=True)
class Way:
    """How a kind of telling comes to count: its procedure, and the acts that take it there.

    ``submit`` is the first act; ``approve`` the second officer's, empty where the first does it all;
    ``oral`` and ``confirm`` where it may be told orally first. ``capacity``: of who submits.
    """

    procedure: str
    submit: str
    approve: str = ""
    oral: str = ""
    confirm: str = ""
    capacity: Capacity = Capacity.NLO
    attests: tuple[int, ...] = ATTESTED


_IN_FILE: Final = Way(databank.CONTRIBUTION, "contribution.submit", "contribution.approve")
WAYS: Final[Mapping[str, Way]] = {
    "organisation": _IN_FILE,
    "incident": _IN_FILE,
    "trend": Way(databank.TREND, "trend.submit", "trend.approve"),
    "result": Way(databank.RESULT, "result.submit", "result.approve"),
    "question": Way(
        assistance.REQUEST,
        "request.draft",
        "request.send",
        "request.oral",
        "request.confirm",
        attests=ATTESTED_IN_QUESTION,
    ),
    "answer": Way(assistance.ANSWER, "answer.give", capacity=Capacity.NAA),
    "warning": Way(assistance.WARNING, "danger.warn", "", "danger.oral", "danger.confirm", capacity=Capacity.NAA),
}
_OPENED: Final = {"organisation": databank.FILE, "incident": databank.INCIDENT}


def way(telling: Telling) -> Way:
    """How this telling comes to count."""
    return WAYS[telling.text.kind]


def is_oral(telling: Telling) -> bool:
    """Whether it was told orally first."""
    text = telling.text
    return isinstance(text, QuestionTelling | WarningTelling) and bool(text.oral)


@dataclass(frozen=True, slots=True)
class Frame:
    """What the head of the first act says beside its bodies: what it is linked to, about, and its terms."""

    links: tuple[Link, ...]
    about: tuple[str, ...]
    terms: Mapping[str, Json]


def frame(telling: Telling, matter: str, file: str) -> Frame:
    """The frame of ``telling`` on ``matter``; ``file`` is the matter in which it is told, empty for none."""
    text = telling.text
    links: list[Link] = []
    terms: dict[str, Json] = {}
    subjects: tuple[str, ...] = ()
    if file:
        links.append(Link(databank.IN, file))
        subjects = (file,)
    if isinstance(text, QuestionTelling):
        terms["to"] = text.to
        subjects = tuple(dict.fromkeys(text.says.subjects))
        links += [Link(assistance.ABOUT, one) for one in subjects]
    elif isinstance(text, AnswerTelling):
        links.append(Link(assistance.TO, text.answers))
        subjects = (text.answers,)
    elif not isinstance(text, WarningTelling) and text.replaces:
        links.append(Link(databank.REPLACES, text.replaces))
    return Frame(tuple(links), (*subjects, matter), terms)


def prepare_submit(
    telling: Telling,
    who: Identity,
    now: datetime,
    random_bytes: RandomBytes,
    *,
    capacity: Capacity | None = None,
    attests: Iterable[int] = (),
    make: MakeBody = make_body,
) -> tuple[Prepared, ...]:
    """What the first officer signs: a file where one is opened, then the telling itself, oral where it is so.

    ``capacity``: where it is not the usual one of that act (an analyst's answer); ``attests``: the gates
    that the officer attests where no second officer approves (an answer, a written warning). Raises
    Refused: ``folder.term`` where no day is named until which it is kept, ``act.size``.
    """
    step, oral = way(telling), is_oral(telling)
    signer = Signer(who, (capacity or step.capacity).value, now, random_bytes)
    words = partial(preview.words, telling)
    opened = _open(telling, signer)
    file = opened[0].head.matter if opened else getattr(telling.text, "file", None) or ""
    matter = signer.id()
    around = frame(telling, matter, file)
    terms = dict(around.terms)
    if not oral and not step.approve:
        terms["attests"] = [*attests]
    bodies = [make(content, random_bytes) for content in divided(telling, now, around.about, oral=oral)]
    kind = step.oral if oral else step.submit
    told = signer.act(kind, step.procedure, matter, words, terms=terms, links=around.links, bodies=bodies)
    return (*opened, told)


def prepare_approval(
    submitted: Head, who: Identity, now: datetime, random_bytes: RandomBytes, attests: Iterable[int] = ATTESTED
) -> Prepared:
    """What head or deputy signs after ``submitted``, attesting these gates: it then counts, or is sent."""
    step = next(one for one in WAYS.values() if one.submit == submitted.kind)
    signer = Signer(who, Capacity.NAA.value, now, random_bytes)
    terms: dict[str, Json] = {"attests": [*attests]}
    return signer.act(step.approve, step.procedure, submitted.matter, preview.plain, terms=terms, after=submitted.id)


def prepare_confirm(
    telling: Telling,
    told: Head,
    who: Identity,
    now: datetime,
    random_bytes: RandomBytes,
    *,
    attests: Iterable[int] = ATTESTED,
    make: MakeBody = make_body,
) -> Prepared:
    """What head or deputy signs after ``told`` orally: the same, in writing and in full (Conv. Art 8(2))."""
    step = way(telling)
    signer = Signer(who, Capacity.NAA.value, now, random_bytes)
    about = frame(telling, told.matter, "").about
    bodies = [make(content, random_bytes) for content in divided(telling, now, about)]
    return signer.act(
        step.confirm,
        step.procedure,
        told.matter,
        partial(preview.words, telling),
        terms={"attests": [*attests]},
        after=told.id,
        bodies=bodies,
    )


def _open(telling: Telling, signer: Signer) -> tuple[Prepared, ...]:
    """The act that opens a file or an incident, where the telling asks for one."""
    procedure = _OPENED.get(telling.text.kind, "")
    if not procedure or not getattr(telling.text, "new_file", False):
        return ()
    return (signer.act(f"{procedure}.open", procedure, signer.id(), preview.plain),)
