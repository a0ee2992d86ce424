"""The engine: bars, parents, capacities; each refusal leaves the log as it was."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from comity.acts import Link
from comity.canonical import Json
from comity.demo.cast import Cast, Filed
from comity.engine import Position, check_clock
from comity.qualification.vocabulary import Door
from tests.asking import reasons, refused, size
from tests.stories.conftest import LIST_GATES, cast, circulated, clock, dossier, home

__all__ = ["cast", "circulated", "clock", "home"]


@pytest.fixture
def filed(cast: Cast) -> Filed:
    return cast.file(dossier("ember-column"), "XA-NLO-1", "XA-NAA-1")


@pytest.mark.parametrize("reviewer", ["EC-CR-1", "EC-CR-2", "EC-CR-3"])
def test_the_reviewer_was_not_sent_by_the_claimant(cast: Cast, reviewer: str) -> None:
    with cast.node.reading() as unit:
        sender = unit.directory().officers[reviewer].seconded_by
    entry = cast.open(f"{sender}-NLO-1", "NLO", "entry.claim", "list.entry")
    version = cast.new_id()
    terms = {"door": Door.LIST_CIRCULATE.value, "sunset": "2026-12-01", "effects": []}
    head = cast.head(
        f"{sender}-NLO-1", "NLO", "version.submit", "version", version, terms, (Link("version_of", entry),)
    )
    cast.node.submit(cast.sign(head))
    cast.move(f"{sender}-NAA-1", "NAA", "version.approve", version, effects=[])
    with refused("actor.seconded"):
        cast.move(reviewer, "CR", "version.permit", version, attests=[])


def test_only_head_or_deputy_approves(cast: Cast) -> None:
    with refused("actor.capacity"):
        cast.file(dossier("ember-column"), "XA-NLO-1", "XA-CM-1")


def test_another_authority_s_officer_is_refused(cast: Cast, filed: Filed) -> None:
    before = size()
    for officer, capacity, kind, code in (
        ("XB-NLO-1", "NLO", "version.correct", "actor.claimant_only"),
        ("XA-NLO-1", "CR", "version.permit", "actor.capacity"),
        ("IR-1", "IR", "version.permit", "actor.capacity"),
    ):
        with refused(code):
            terms: dict[str, Json] = {"attests": []} if kind == "version.permit" else {}
            cast.move(officer, capacity, kind, filed.version, **terms)
    assert size() == before


def test_a_matter_has_the_parent_that_its_procedure_asks_for(cast: Cast) -> None:
    for on in ("", cast.new_id()):
        with refused("act.parent"):
            cast.open("XA-NLO-1", "NLO", "entry.withdraw", "withdrawal", on, reason="claimant_asks")


def test_a_matter_keeps_its_procedure(cast: Cast, filed: Filed) -> None:
    head = cast.head("XB-NLO-1", "NLO", "flag.raise", "flag", filed.version, {"ground": "R6"})
    with refused("act.unknown_matter"):
        cast.node.submit(cast.sign(head))


def test_bodies_open_what_the_head_promised(cast: Cast, filed: Filed) -> None:
    matter = cast.new_id()
    bodies, opened = reasons(cast, "IR-1", "Said.", matter, filed.entry)
    _, other = reasons(cast, "IR-1", "Said otherwise.", matter, filed.entry)
    links = (Link("on", filed.entry),)
    head = cast.head("IR-1", "IR", "case.open", "case", matter, {"reason": "other"}, links, bodies)
    for wrong in ((), other, (*opened, *other)):
        with refused("act.bodies"):
            cast.node.submit(cast.sign(head, wrong))
    cast.node.submit(cast.sign(head, opened))


def test_a_permit_is_final(cast: Cast, circulated: Filed) -> None:
    with refused("act.no_move"):
        cast.permit(circulated, "EC-CR-1", LIST_GATES)


@pytest.mark.parametrize(
    ("now", "confirmed", "code"),
    [
        ("2026-03-02T08:59:59Z", "", "act.clock_behind"),
        ("2026-03-02T09:00:00Z", "", ""),
        ("2026-03-03T09:00:00Z", "", ""),
        ("2026-03-03T09:00:01Z", "", "act.clock_leap"),
        ("2026-03-03T09:00:01Z", "2026-03-03T09:00:00Z", "act.clock_leap"),
        ("2026-03-03T09:00:01Z", "2026-03-03T09:00:01Z", ""),
    ],
)
def test_the_clock(now: str, confirmed: str, code: str) -> None:
    position = Position(5, "2026-03-02T09:00:00Z", confirmed)
    moment = datetime.strptime(now, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    if not code:
        check_clock(position, moment)
        return
    with refused(code):
        check_clock(position, moment)


def test_an_empty_log_has_no_clock_to_compare_with() -> None:
    check_clock(Position(0, ""), datetime(1990, 1, 1, tzinfo=UTC))
