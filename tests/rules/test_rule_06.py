"""Rule 6: the head names the last act that its author saw; otherwise the answer is *stale*, with the difference.

The client chooses the act id: same id and bytes give the same answer, other bytes are a fault.
"""

from __future__ import annotations

from dataclasses import replace

from comity.demo.cast import Cast
from tests.asking import refused, size
from tests.stories.conftest import dossier


def test_a_stale_answer_carries_the_difference(cast: Cast) -> None:
    filed = cast.file(dossier("ember-column"), "XA-NLO-1", "XA-NAA-1")
    version = cast.matter(filed.version)
    correct = cast.head("XA-NLO-1", "NLO", "version.correct", "version", filed.version, after=version.opened.act)
    with refused("act.stale") as refusal:
        cast.node.submit(cast.sign(correct))
    assert refusal().refusal.evidence["missed"] == ["version.approve"]
    assert "version.approve" in str(refusal())


def test_whoever_saw_an_earlier_step_hears_that_it_is_stale_not_that_the_move_does_not_exist(cast: Cast) -> None:
    filed = cast.file(dossier("ember-column"), "XA-NLO-1", "XA-NAA-1")
    approved = cast.matter(filed.version).last.act
    cast.move("XA-NLO-1", "NLO", "version.correct", filed.version)
    permit = cast.head("EC-CR-1", "CR", "version.permit", "version", filed.version, {"attests": []}, after=approved)
    with refused("act.stale") as refusal:
        cast.node.submit(cast.sign(permit))
    assert refusal().refusal.evidence["missed"] == ["version.correct"]


def test_an_opening_on_an_open_matter_is_stale(cast: Cast) -> None:
    matter = cast.open("XA-NLO-1", "NLO", "entry.claim", "list.entry")
    with refused("act.stale"):
        cast.node.submit(cast.sign(cast.head("XA-NLO-1", "NLO", "entry.claim", "list.entry", matter)))


def test_the_same_act_sent_again_gets_the_same_answer_and_is_stored_once(cast: Cast) -> None:
    signed = cast.sign(cast.head("XA-NLO-1", "NLO", "entry.claim", "list.entry", cast.new_id()))
    first = cast.node.submit(signed)
    before = size()
    cast.open("XB-NLO-1", "NLO", "entry.claim", "list.entry")
    assert cast.node.submit(signed) == first
    assert size() == before + 1


def test_other_bytes_under_the_same_id_are_refused(cast: Cast) -> None:
    head = cast.head("XA-NLO-1", "NLO", "entry.claim", "list.entry", cast.new_id())
    cast.node.submit(cast.sign(head))
    with refused("act.other_bytes"):
        cast.node.submit(cast.sign(replace(head, matter=cast.new_id())))
