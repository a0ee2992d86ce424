"""Every example telling goes through a real node: it counts, or is refused by the gate named beforehand."""

from __future__ import annotations

from pathlib import Path

import pytest

from comity.demo.cast import Cast
from comity.entries.doors import Closed
from comity.interchange.telling import acting, examples, reading
from comity.interchange.telling.reading import Telling
from comity.qualification.rulebook import Outcome


def tell(cast: Cast, home: Path, name: str, **matters: str) -> str:
    """Read, submit and approve an example; the matter of its telling, and of the file where it opened one."""
    folder = examples.materialise(name, home.parent / name, cast.node.clock().date(), matters)
    telling = reading.read(folder, lambda _: cast.random_bytes(16))
    state = telling.says.claimant_state
    return submit(cast, telling, f"{state}-NLO-1", f"{state}-NAA-1")


def submit(cast: Cast, telling: Telling, drafter: str, approver: str) -> str:
    way, now = acting.way(telling), cast.node.clock()
    first = drafter if way.approve else approver
    prepared = acting.prepare_submit(telling, cast.identity(first), now, cast.random_bytes, attests=way.attests)
    attachments = {one.digest: one.content for one in telling.attachments.values()}
    for one in prepared:
        cast.node.submit(cast.sign(one.head, one.bodies), attachments)
    if way.approve:
        head = prepared[-1].head
        approval = acting.prepare_approval(head, cast.identity(approver), now, cast.random_bytes, way.attests)
        cast.node.submit(cast.sign(approval.head))
    return prepared[0].head.matter if len(prepared) > 1 else prepared[-1].head.matter


def test_states_tell_of_one_organisation_and_differ(cast: Cast, home: Path) -> None:
    file = tell(cast, home, "ember-column-xa")
    for name in ("ember-column-xb", "ember-column-xc", "ember-column-xd"):
        told = tell(cast, home, name, **{examples.EMBER_COLUMN: file})
        assert cast.matter(told).step == "told"
    incident = tell(cast, home, "bus-station-xa", **{examples.EMBER_COLUMN: file})
    told = tell(cast, home, "bus-station-xb", **{examples.BUS_STATION: incident})
    assert cast.matter(told).linked("in") == incident
    asked = tell(cast, home, "question-to-ec", **{examples.EMBER_COLUMN: file})
    assert cast.matter(asked).step == "sent"


@pytest.mark.parametrize(
    ("name", "step"), [("result-convicted", "told"), ("trend-cases", "told"), ("warning-bus", "warned")]
)
def test_what_is_told_in_no_file_counts(cast: Cast, home: Path, name: str, step: str) -> None:
    assert cast.matter(tell(cast, home, name)).step == step


def test_neutralised_is_no_unit(cast: Cast, home: Path) -> None:
    with pytest.raises(Closed) as closed:
        tell(cast, home, "result-neutralised")
    holding = {f.gate for f in closed.value.decision.findings if f.outcome is not Outcome.PERMIT}
    assert holding == {41}


def test_a_telling_without_attestation_does_not_count(cast: Cast, home: Path) -> None:
    folder = examples.materialise("trend-cases", home.parent / "trend", cast.node.clock().date())
    telling = reading.read(folder, lambda _: cast.random_bytes(16))
    now = cast.node.clock()
    (one,) = acting.prepare_submit(telling, cast.identity("XA-NLO-1"), now, cast.random_bytes)
    cast.node.submit(cast.sign(one.head, one.bodies))
    approval = acting.prepare_approval(one.head, cast.identity("XA-NAA-1"), now, cast.random_bytes, ())
    with pytest.raises(Closed) as closed:
        cast.node.submit(cast.sign(approval.head))
    holding = {f.gate for f in closed.value.decision.findings if f.outcome is not Outcome.PERMIT}
    assert holding == {13, 43}
