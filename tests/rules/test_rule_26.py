"""Rule 26: a batch of 3,000 entries is 3,000 acts in grouped transactions. Human gates have no batch move."""

from __future__ import annotations

from comity.bootstrap import PROCEDURES
from comity.demo.cast import Cast, Filed
from comity.errors import Refused
from comity.qualification.vocabulary import Door
from comity.store import checking
from tests.asking import refused, rows, size
from tests.stories.conftest import LIST_GATES, dossier

MANY, GROUP = 3_000, 500


def test_three_thousand_entries_are_three_thousand_acts(cast: Cast) -> None:
    before = size()
    for _ in range(MANY // GROUP):
        group = [
            cast.sign(cast.head("XA-NLO-1", "NLO", "entry.claim", "list.entry", cast.new_id())) for _ in range(GROUP)
        ]
        answers = cast.node.writer.submit_all(group)
        assert not any(isinstance(answer, Refused) for answer in answers)
    assert size() == before + MANY
    assert rows("SELECT COUNT(*) FROM leaf") == [(size(),)]
    assert rows("SELECT COUNT(DISTINCT matter) FROM act WHERE kind = 'entry.claim'") == [(MANY,)]
    cast.node.publish()


def test_one_refused_act_leaves_the_others_of_its_group_standing(cast: Cast) -> None:
    heads = [cast.head("XA-NLO-1", "NLO", "entry.claim", "list.entry", cast.new_id()) for _ in range(5)]
    heads[2] = cast.head("XA-NLO-1", "NLO", "entry.claim", "list.entry", heads[1].matter)
    answers = cast.node.writer.submit_all([cast.sign(head) for head in heads])
    assert [isinstance(answer, Refused) for answer in answers] == [False, False, True, False, False]
    assert [a.index for a in answers if not isinstance(a, Refused)] == list(range(size() - 4, size()))
    assert checking.check().faults == []


def test_a_later_act_of_a_group_sees_the_earlier_one(cast: Cast) -> None:
    claim = cast.head("XA-NLO-1", "NLO", "entry.claim", "list.entry", cast.new_id())
    again = cast.head("XA-NLO-1", "NLO", "entry.claim", "list.entry", claim.matter)
    first, second = cast.node.writer.submit_all([cast.sign(claim), cast.sign(again)])
    assert not isinstance(first, Refused)
    assert isinstance(second, Refused)
    assert second.refusal.code == "act.stale"


def test_a_human_gate_is_passed_for_one_version_at_a_time(cast: Cast) -> None:
    """No move of any table takes several matters through a door: an act names one matter and moves that one."""
    doors = {m.door for p in PROCEDURES for m in p.moves if m.door}
    told = {door.value for door in Door if not door.is_entry}
    assert doors == {"{door}", Door.LIST_COMMON.value, *told}
    filed: list[Filed] = []
    for _ in range(2):
        filed.append(cast.file(dossier("ember-column"), "XA-NLO-1", "XA-NAA-1"))
        cast.authenticate(filed[-1], "EC-CR-1")
    cast.permit(filed[0], "EC-CR-1", LIST_GATES)
    assert cast.matter(filed[1].version).step == "approved"
    with refused("act.terms"):  # and attests of one are not those of another
        cast.move("EC-CR-1", "CR", "version.permit", filed[1].version)
