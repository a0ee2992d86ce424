"""Entries: closed lists, one word for each State, sunset, ports that only signed acts fill, stays and lapses."""

from __future__ import annotations

import pytest

from comity.bootstrap import Doors
from comity.demo.cast import Cast, Filed
from comity.effect import Effect
from comity.engine import Question
from comity.entries import ports as filling
from comity.entries.doors import Weighing
from comity.entries.guards import CHOICES
from comity.qualification.vocabulary import Answer, Clearance, DecisionStanding
from tests.asking import effect, refused, standing
from tests.stories.conftest import dossier


def _weigh(cast: Cast, filed: Filed) -> Weighing:
    """What the door would weigh now, asked by the reviewer."""
    doors = cast.node.charter.ask_door
    assert isinstance(doors, Doors)
    head = cast.head("EC-CR-1", "CR", "version.permit", "version", filed.version, {"attests": []})
    with cast.node.reading() as unit:
        officer = unit.directory().officers["EC-CR-1"]
        question = Question("list.circulate", head, unit.matter(filed.version), officer, cast.node.clock())
        return doors.entries.weigh(question, unit)


@pytest.fixture
def filed(cast: Cast) -> Filed:
    return cast.file(dossier("ember-column"), "XA-NLO-1", "XA-NAA-1")


def test_what_no_act_says_is_undetermined(cast: Cast, filed: Filed) -> None:
    ports = _weigh(cast, filed).ports
    assert ports.asylum == filling.ports.AsylumFacts()
    assert ports.clearance.torture is None
    assert ports.council.members is None
    assert not any(one.authenticated for one in ports.decisions.values())


def test_the_asylum_answer_fills_the_port_and_names_no_state(cast: Cast, filed: Filed) -> None:
    check = cast.open("IR-1", "IR", "asylum.ask", "asylum", filed.entry, authority="XB-ASYLUM")
    assert _weigh(cast, filed).ports.asylum == filling.ports.AsylumFacts()
    with refused("act.unknown_matter"):
        cast.move("XD-AA-1", "AA", "asylum.answer", check, answer="none")  # not asked
    cast.move("XB-AA-1", "AA", "asylum.answer", check, answer="some")
    asylum = _weigh(cast, filed).ports.asylum
    assert Answer.SOME in (getattr(asylum, name) for name in asylum.__slots__)
    assert "XB" not in str(asylum)


def test_all_that_were_asked_must_have_answered(cast: Cast, filed: Filed) -> None:
    cast.blind_check(filed, "XB-ASYLUM", "XB-AA-1")
    assert _weigh(cast, filed).ports.asylum != filling.ports.AsylumFacts()
    cast.open("IR-1", "IR", "asylum.ask", "asylum", filed.entry, authority="XD-ASYLUM")
    assert _weigh(cast, filed).ports.asylum == filling.ports.AsylumFacts()


def test_the_reviewer_s_latest_answer_counts(cast: Cast, filed: Filed) -> None:
    cast.open("IR-1", "IR", "reviewer.clear", "clearance", filed.entry, because="Fit.", question="torture")
    assert _weigh(cast, filed).ports.clearance.torture is Clearance.CLEARED
    cast.open("IR-1", "IR", "reviewer.refuse", "clearance", filed.entry, because="Not fit.", question="torture")
    assert _weigh(cast, filed).ports.clearance.torture is Clearance.REFUSED


@pytest.mark.parametrize(
    ("outcome", "expected"),
    [
        ("stayed", DecisionStanding.STAYED),
        ("quashed", DecisionStanding.QUASHED),
        ("time_barred", DecisionStanding.TIME_BARRED),
    ],
)
def test_a_ruling_fills_the_decision_port(cast: Cast, filed: Filed, outcome: str, expected: DecisionStanding) -> None:
    cast.authenticate(filed, "EC-CR-1")
    (decision,) = filed.decisions.values()
    assert [one.standing for one in _weigh(cast, filed).ports.decisions.values()] == [DecisionStanding.IN_FORCE]
    cast.open("XA-NLO-1", "NLO", "ruling.record", "ruling", decision, outcome=outcome)
    assert [one.standing for one in _weigh(cast, filed).ports.decisions.values()] == [expected]


def test_a_claimant_who_is_the_reviewer_s_sender_is_refused_before_any_gate(cast: Cast) -> None:
    filed = cast.file(dossier("ember-column"), "XA-NLO-1", "XA-NAA-1")
    with refused("actor.capacity"):
        cast.move("XA-NAA-1", "NAA", "version.permit", filed.version, attests=[])
    with refused("actor.claimant_only"):
        cast.move("XB-NLO-1", "NLO", "version.correct", filed.version)


@pytest.mark.parametrize(
    ("officer", "capacity", "kind", "procedure", "terms"),
    [
        ("XB-NLO-1", "NLO", "position.take", "position", {"position": "hates_it"}),
        ("XB-NLO-1", "NLO", "flag.raise", "flag", {"ground": "R99"}),
        ("IR-1", "IR", "reviewer.order", "order", {"order": "watch", "reason": "other"}),
        ("IR-1", "IR", "reviewer.order", "order", {"order": "suspend", "reason": "a.name.perhaps"}),
    ],
)
def test_a_closed_list_is_closed(
    cast: Cast, circulated: Filed, officer: str, capacity: str, kind: str, procedure: str, terms: dict[str, str]
) -> None:
    assert kind in CHOICES
    with refused("entry.choice"):
        cast.open(officer, capacity, kind, procedure, circulated.entry, because="Why.", **terms)


def test_a_reviewer_gives_reasons(cast: Cast, circulated: Filed) -> None:
    with refused("entry.reasons"):
        cast.open("IR-1", "IR", "reviewer.order", "order", circulated.entry, order="suspend", reason="other")


def test_a_state_has_one_position_and_never_on_its_own_entry(cast: Cast, circulated: Filed) -> None:
    said = cast.open("XB-NLO-1", "NLO", "position.take", "position", circulated.entry, position="recognises")
    with refused("entry.taken"):
        cast.open("XB-NAA-1", "NAA", "position.take", "position", circulated.entry, position="silent")
    cast.move("XB-NAA-1", "NAA", "position.change", said, position="does_not_recognise")
    with refused("actor.not_the_claimant"):
        cast.open("XA-NLO-1", "NLO", "position.take", "position", circulated.entry, position="recognises")


def test_a_lifted_flag_may_be_raised_again(cast: Cast, circulated: Filed) -> None:
    flag = cast.open("XB-NLO-1", "NLO", "flag.raise", "flag", circulated.entry, ground="R6")
    cast.move("XB-NLO-1", "NLO", "flag.lift", flag)
    cast.open("XB-NLO-1", "NLO", "flag.raise", "flag", circulated.entry, ground="R6")


def test_an_urgent_suspension_ends_after_72_hours_and_another_when_lifted(cast: Cast, circulated: Filed) -> None:
    cast.open("EC-ECA-1", "ECA", "suspension.urgent", "suspension", circulated.entry, reason="data_error")
    assert effect(cast, circulated.entry, "2026-03-05T08:59:59Z") is Effect.SUSPENDED
    assert effect(cast, circulated.entry, "2026-03-05T09:00:00Z") is Effect.IN_FORCE
    held = cast.open("EC-CR-1", "CR", "suspension.begin", "suspension", circulated.entry, reason="data_error")
    with refused("actor.not_own"):
        cast.move("XA-NLO-1", "NLO", "suspension.lift", held)
    assert effect(cast, circulated.entry, "2026-03-20T00:00:00Z") is Effect.SUSPENDED
    cast.move("EC-CR-2", "CR", "suspension.lift", held)
    assert effect(cast, circulated.entry, "2026-03-20T00:00:00Z") is Effect.IN_FORCE


def test_a_stay_shows_not_final_and_a_settled_one_no_longer(cast: Cast, circulated: Filed) -> None:
    (decision,) = circulated.decisions.values()
    cast.open("XA-NLO-1", "NLO", "ruling.record", "ruling", decision, outcome="stayed")
    assert standing(cast, circulated.entry).reasons == (("not_final", decision),)
    final = cast.open("XA-NLO-1", "NLO", "ruling.record", "ruling", decision, outcome="final")
    assert effect(cast, circulated.entry) is Effect.NOT_FINAL
    cast.move("EC-CR-1", "CR", "ruling.authenticate", final)
    assert effect(cast, circulated.entry) is Effect.IN_FORCE


@pytest.mark.parametrize("outcome", ["amnestied", "time_barred", "quashed", "acquitted", "executed", "varied"])
def test_what_rests_on_a_fallen_decision_alone_is_suspended_at_once(
    cast: Cast, circulated: Filed, outcome: str
) -> None:
    (decision,) = circulated.decisions.values()
    cast.open("XA-NLO-1", "NLO", "ruling.record", "ruling", decision, outcome=outcome)
    assert standing(cast, circulated.entry).reasons == ((outcome, decision),)


def test_an_ended_entry_is_never_permitted_again(cast: Cast, filed: Filed) -> None:
    cast.authenticate(filed, "EC-CR-1")
    cast.open("XA-NLO-1", "NLO", "entry.withdraw", "withdrawal", filed.entry, reason="claimant_asks")
    cast.open(
        "IR-1", "IR", "reviewer.order", "order", filed.entry, because="Gone.", order="delete", reason="court_order"
    )
    with refused("entry.ended"):
        cast.permit(filed, "EC-CR-1", ())


def test_what_counts_is_withdrawn_before_its_claimant_erases_it(cast: Cast, circulated: Filed) -> None:
    with refused("entry.still_counts"):
        cast.open("XA-NAA-1", "NAA", "erasure.own", "erasure", circulated.entry, reason="data_error")
    cast.open("XA-NLO-1", "NLO", "entry.withdraw", "withdrawal", circulated.entry, reason="claimant_asks")
    with refused("actor.claimant_only"):
        cast.open("XB-NAA-1", "NAA", "erasure.own", "erasure", circulated.entry, reason="data_error")
    cast.open("XA-NAA-1", "NAA", "erasure.own", "erasure", circulated.entry, reason="data_error")
