"""Rule 13: clock moves are marked in the table and made by the node in capacity *clock*, citing the due time.

If the job is late, no answer changes.
"""

from __future__ import annotations

from dataclasses import replace

from comity import acts
from comity.acts import Link, SignedAct
from comity.bootstrap import PROCEDURES, keep_time
from comity.demo.cast import Cast, Filed
from comity.effect import Effect
from tests.asking import effect, refused, rows
from tests.planted import caught


def _days(cast: Cast, count: int) -> None:
    """Let days pass in a register that is not idle."""
    for _ in range(count):
        cast.node.clock.pass_time(hours=24)
        cast.open("XB-NLO-1", "NLO", "entry.claim", "list.entry")


def test_clock_moves_are_marked_in_the_table() -> None:
    marked = {m.act for p in PROCEDURES for m in p.moves if "CLOCK" in m.capacities}
    assert marked == {"erasure.declare", "erasure.lapse", "request.void", "danger.void"}


def test_the_node_purges_thirty_days_after_a_withdrawal_and_cites_the_due_time(cast: Cast, circulated: Filed) -> None:
    cast.open("XA-NLO-1", "NLO", "entry.withdraw", "withdrawal", circulated.entry, reason="claimant_asks")
    _days(cast, 29)
    assert keep_time(cast.node, cast.random_bytes) == []
    _days(cast, 1)
    (receipt,) = keep_time(cast.node, cast.random_bytes)
    ((head,),) = rows("SELECT head FROM act WHERE id = %s", receipt.act)
    made = acts.parse_head(bytes(head))
    assert (made.capacity, made.officer, made.authority) == ("CLOCK", "node", "node")
    assert made.terms == {"due": "2026-04-01T09:00:00Z", "reason": "claimant_asks"}
    assert keep_time(cast.node, cast.random_bytes) == []


def test_a_fallen_decision_is_purged_too_and_a_standing_entry_never(cast: Cast, circulated: Filed) -> None:
    (decision,) = circulated.decisions.values()
    _days(cast, 31)
    assert keep_time(cast.node, cast.random_bytes) == []
    cast.open("XA-NLO-1", "NLO", "ruling.record", "ruling", decision, outcome="quashed")
    _days(cast, 30)
    assert len(keep_time(cast.node, cast.random_bytes)) == 1


def no_answer_changes(ask: object, cast: Cast, filed: Filed, moments: list[str]) -> None:
    before = [ask(cast, filed.entry, at) for at in moments]  # type: ignore[operator]
    keep_time(cast.node, cast.random_bytes)
    assert [ask(cast, filed.entry, at) for at in moments] == before  # type: ignore[operator]


def test_if_the_job_is_late_no_answer_changes(cast: Cast, circulated: Filed) -> None:
    cast.open("XA-NLO-1", "NLO", "entry.withdraw", "withdrawal", circulated.entry, reason="claimant_asks")
    _days(cast, 45)
    moments = [f"2026-{month:02}-{day:02}T10:00:00Z" for month in (3, 4) for day in (2, 15, 28)]
    no_answer_changes(effect, cast, circulated, moments)
    assert effect(cast, circulated.entry) is Effect.WITHDRAWN


def test_an_answer_that_waits_for_the_job_is_caught(cast: Cast, circulated: Filed) -> None:
    def waits(cast: Cast, entry: str, at: str) -> Effect:
        with cast.node.reading() as unit:
            purged = unit.is_purged(entry)
        return Effect.DELETED if purged else effect(cast, entry, at)

    cast.open("XA-NLO-1", "NLO", "entry.withdraw", "withdrawal", circulated.entry, reason="claimant_asks")
    _days(cast, 45)
    caught(no_answer_changes, waits, cast, circulated, ["2026-04-15T10:00:00Z"])


def test_the_clock_invents_no_due_time(cast: Cast, circulated: Filed) -> None:
    key = cast.node.node_key
    cast.open("XA-NLO-1", "NLO", "entry.withdraw", "withdrawal", circulated.entry, reason="claimant_asks")
    _days(cast, 31)
    good = acts.Head(
        cast.new_id(), "erasure.declare", "erasure", cast.new_id(), "", "node", "node", "CLOCK", key.key_id,
        key.key_id, acts.to_time(cast.node.clock()), {"due": "2026-04-01T09:00:00Z", "reason": "claimant_asks"},
        (Link("on", circulated.entry),), origin=cast.node.located.config.origin,
    )  # fmt: skip
    for bad in ({"reason": "claimant_asks"}, {"due": "2027-01-01T00:00:00Z", "reason": "claimant_asks"},
                {"due": "2026-03-09T09:00:00Z", "reason": "claimant_asks"},
                {"due": "2026-04-01T09:00:00Z", "reason": "lapsed"}):  # fmt: skip
        head = replace(good, terms=bad)
        signature = key.sign(acts.signing_bytes(head.to_bytes()))
        with refused("act.not_due"):
            cast.node.submit(SignedAct(head.to_bytes(), signature, signature))
    signature = key.sign(acts.signing_bytes(good.to_bytes()))
    cast.node.submit(SignedAct(good.to_bytes(), signature, signature))


def test_nobody_else_acts_as_the_clock(cast: Cast, circulated: Filed) -> None:
    with refused("actor.capacity"):
        cast.open("IR-1", "CLOCK", "erasure.declare", "erasure", circulated.entry, reason="other", due="2026-03-01")
