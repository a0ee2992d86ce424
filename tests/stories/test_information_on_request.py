"""Information on request: who asks says why and in which case, and what is told keeps its conditions (law.md B6)."""

from __future__ import annotations

from typing import Any

import pytest

from comity import acts
from comity.bootstrap import keep_time
from comity.databank.findings.analysis import analyse
from comity.databank.told import Told
from comity.demo.cast import Cast, StoryClock
from comity.entries.readers import reader_of
from comity.entries.shown import State
from comity.store import showing
from comity.store.telling import files
from tests import telling
from tests.asking import held_by, refused, rows

NAMED_TO_EC = {"handling_code": "NAMED", "recipients": ["EC"]}


def now(cast: Cast) -> str:
    return acts.to_time(cast.node.clock())


def told(cast: Cast, state: str, file: str, name: str, **more: Any) -> str:
    return telling.contribute(cast, state, telling.organisation(cast, f"{state}-NLO-1", name, **more), file)


def answered(cast: Cast, request: str, what: list[Told], **more: Any) -> str:
    """The Executive Committee answers Cadria with what it knows."""
    return telling.give(cast, "EC-ECA-1", request, telling.answer(cast, "EC-ECA-1", "XC-CENTRAL", what, **more))


def words(cast: Cast, officer: str, matter: str) -> list[str]:
    """What ``officer`` can read of a matter."""
    with cast.node.reading() as unit:
        shown = showing.show(unit, matter, reader_of(unit, officer, now(cast)))
    return [str(one.statement.value) for one in shown if one.state is State.OPEN and one.statement]


@pytest.mark.parametrize("missing", ["purpose", "case_reference", "grounds", "necessity", "question"])
def test_who_does_not_say_why_is_not_answered(cast: Cast, missing: str) -> None:
    with held_by(42):
        telling.ask(cast, "XC", **{missing: None})


def test_who_selects_by_nationality_is_not_answered(cast: Cast) -> None:
    with held_by(43):
        telling.ask(cast, "XC", selected_by=["nationality"])


def test_a_question_goes_to_the_authority_that_is_asked_and_to_nobody_else(cast: Cast) -> None:
    for to, more in (("XC-CENTRAL", {}), ("XB-ASYLUM", {}), ("XB-CENTRAL", {"recipients": ["XB-CENTRAL", "XD"]})):
        with refused("request.recipients" if more else "request.addressee"):
            telling.ask(cast, "XC", to, **more)
    request = telling.ask(cast, "XC", "XB-CENTRAL")
    for officer in ("XA-NLO-1", "XD-NAA-1", "EC-ECA-1", "IR-1", "AU-1", "XC-CM-1"):
        assert words(cast, officer, request) == []
    assert words(cast, "XB-NLO-1", request) and words(cast, "XC-NLO-1", request)
    with refused("act.unknown_matter"):  # and to others there is no such request
        cast.move("XA-NAA-1", "NAA", "request.receive", request)


def test_the_conditions_of_what_was_given_follow_into_the_answer(cast: Cast) -> None:
    file = telling.open_file(cast)
    told(cast, "XA", file, "Ember Column", conditions=["not_as_evidence"], kept_until="2026-06-01")
    request, known = telling.ask(cast, "XC", subjects=[file]), telling.read(cast, "EC-ECA-1", file)
    with refused("deriving.conditions"):
        answered(cast, request, known, kept_until="2026-06-01")
    with refused("deriving.term"):
        answered(cast, request, known, conditions=["not_as_evidence"])
    answer = answered(cast, request, known, conditions=["not_as_evidence"], kept_until="2026-06-01")
    assert "Ember Column" in " ".join(words(cast, "XC-NLO-1", answer))
    for officer in ("XA-NLO-1", "XD-NLO-1", "XC-CM-1", "AU-1", ""):
        assert words(cast, officer, answer) == []


def test_what_a_third_state_gave_to_the_organ_alone_leaves_no_trace(cast: Cast) -> None:
    """Not a name, not a finding, not a count: Cadria sees the same with and without it."""
    file = telling.open_file(cast)
    told(cast, "XA", file, "Ember Column")

    def seen() -> object:
        with cast.node.reading() as unit:
            reader = reader_of(unit, "XC-NLO-1", now(cast))
            found = telling.read(cast, "XC-NLO-1", file)
            return found, analyse(found, now(cast)), files(unit, reader, "file"), files(unit, reader, "incident")

    before = seen()
    told(cast, "XB", file, "Ember Columm", **NAMED_TO_EC)
    told(cast, "XB", telling.open_file(cast), "Salt Brigade", **NAMED_TO_EC)
    assert seen() == before
    request = telling.ask(cast, "XC", subjects=[file])
    known = telling.read(cast, "EC-ECA-1", file)
    assert {one.owner for one in known} == {"XA", "XB"}
    with refused("deriving.recipients"):
        answered(cast, request, known)
    answered(cast, request, [one for one in known if one.owner == "XA"])
    assert seen() == before


def test_a_consent_in_writing_opens_the_way_and_taking_it_back_closes_it(cast: Cast) -> None:
    file = telling.open_file(cast)
    given = told(cast, "XB", file, "Ember Column", **NAMED_TO_EC)
    request, known = telling.ask(cast, "XC", subjects=[file]), telling.read(cast, "EC-ECA-1", file)
    with refused("actor.claimant_only"):
        telling.consent(cast, "XA-NAA-1", given, "XC")
    consent = telling.consent(cast, "XB-NAA-1", given, "XC")
    answer = answered(cast, request, known)
    cast.move("XB-NLO-1", "NLO", "consent.withdraw", consent)
    with refused("deriving.recipients"):
        answered(cast, request, known)
    assert words(cast, "XC-NLO-1", answer)  # what was given stays given


def test_a_refusal_and_a_delay_are_told_in_writing(cast: Cast) -> None:
    request = telling.ask(cast, "XC", "XA-CENTRAL")
    for kind in ("request.postpone", "request.refuse"):
        with refused("entry.reasons"):
            cast.move("XA-NAA-1", "NAA", kind, request, ground="R7")
        with refused("entry.choice"):
            cast.move("XA-NAA-1", "NAA", kind, request, because="No.", ground="R99")
    cast.move("XA-NAA-1", "NAA", "request.postpone", request, because="A trial is pending.", ground="R3")
    assert cast.matter(request).step == "received"
    cast.move("XA-NAA-1", "NAA", "request.refuse", request, because="It is no offence here.", ground="R7")
    assert cast.matter(request).step == "refused"
    said = words(cast, "XC-NLO-1", request)
    assert {"A trial is pending.", "It is no offence here."} <= set(said)
    assert words(cast, "XB-NLO-1", request) == []
    with refused("act.parent"):
        telling.give(cast, "XA-NAA-1", request, telling.answer(cast, "XA-NAA-1", "XC-CENTRAL", reply="Yes."))


def test_an_oral_question_is_void_after_72_hours_and_its_bytes_go(cast: Cast, clock: StoryClock) -> None:
    asked = telling.ask_orally(cast, "XC", "XA-CENTRAL")
    in_time = telling.ask_orally(cast, "XC", "XA-CENTRAL")
    assert words(cast, "XA-NLO-1", asked)
    clock.pass_time(hours=71, minutes=59)
    cast.node.confirm_time("EC-ECA-1")
    telling.confirm_request(cast, in_time, "XC", "XA-CENTRAL")
    clock.pass_time(minutes=1)
    assert words(cast, "XA-NLO-1", asked) == []  # the node has not even looked at its clock
    clock.pass_time(minutes=1)
    with held_by(39):
        telling.confirm_request(cast, asked, "XC", "XA-CENTRAL")
    keep_time(cast.node, cast.random_bytes)
    assert cast.matter(asked).step == "void" and cast.matter(in_time).step == "sent"
    held = "SELECT COUNT(*) FROM statement s JOIN body b ON b.id = s.body WHERE b.matter = %s"
    assert rows(held, asked) == [(0,)]
    assert words(cast, "XA-NLO-1", in_time)
