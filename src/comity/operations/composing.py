"""Compose the draft of an answer from the record: what its author may see of the subjects, and may give on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from comity.assistance.bodies import Answer, Question
from comity.assistance.procedures import ABOUT
from comity.databank.told import Told
from comity.errors import Refused
from comity.handling import Reader
from comity.interchange import answering
from comity.matters import Matter
from comity.store import requests, telling
from comity.store.unit import SqlUnit


@dataclass(frozen=True, slots=True)
class Composed:
    """The draft, what its author saw for it, whose opening is recorded, and how much of that is given."""

    answer: Answer
    seen: tuple[Told, ...]
    given: int


def compose(unit: SqlUnit, reader: Reader, request: Matter, files: Iterable[str], today: date, lang: str) -> Composed:
    """The answer of ``reader`` to ``request``, from the files that it is about and ``files`` besides; in the language
    of the question, else in ``lang``.

    Raises Refused: ``act.unknown_matter`` where another was asked, ``ask.sealed`` where the question is.
    """
    if request.text("to") != reader.authority:
        raise Refused("act.unknown_matter")
    question = next((one for one in requests.part(unit, reader, request).told if isinstance(one, Question)), None)
    if question is None:
        raise Refused("ask.sealed", "design, rule 21")
    asker, about = request.opened.authority, dict.fromkeys((*request.all_linked(ABOUT), *files))
    seen = [one for file in about for one in telling.told_in(unit, file, reader)]
    given = answering.may_go(seen, reader, (asker, reader.authority), unit.directory(), unit.cited, unit.readable)
    made = answering.compose(
        question,
        given,
        authority=reader.authority,
        participant=reader.participant,
        asker=asker,
        today=today,
        lang=question.lang or lang,
    )
    return Composed(made, tuple(seen), len(given))
