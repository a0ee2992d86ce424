"""Rule 12: only a version that was approved and reviewed takes effect; the earlier one stays until then.

A correction during review ends that review; a removal or narrowing takes effect at once.
"""

from __future__ import annotations

from comity.acts import Link
from comity.demo.cast import Cast, Filed
from comity.effect import Effect
from comity.entries.grounds import permitted
from comity.handling import Reader
from comity.store import showing
from comity.store.showing import State
from tests.asking import effect, refused
from tests.stories.conftest import LIST_GATES, dossier

OWN = Reader("XA", "XA-CENTRAL", "NLO", member=True)


def _second_version(cast: Cast, filed: Filed) -> str:
    first = cast.matter(filed.version)
    terms = {"door": "list.renew", "sunset": "2027-02-01", "effects": []}
    matter = cast.new_id()
    links = (Link("version_of", filed.entry), *(link for link in first.links if link.relation == "rests_on"))
    cast.node.submit(cast.sign(cast.head("XA-NLO-1", "NLO", "version.submit", "version", matter, terms, links)))
    return matter


def _counting(cast: Cast, entry: str) -> str:
    with cast.node.reading() as unit:
        found = permitted(unit.linking(entry, "version_of"), "2027-01-01T00:00:00Z")
    assert found is not None
    return found[0].id


def test_at_no_step_before_the_permit_does_a_version_count(cast: Cast) -> None:
    filed = cast.file(dossier("ember-column"), "XA-NLO-1", "XA-NAA-1")
    assert effect(cast, filed.entry) is Effect.NONE
    cast.authenticate(filed, "EC-CR-1")
    assert effect(cast, filed.entry) is Effect.NONE
    cast.permit(filed, "EC-CR-1", LIST_GATES)
    assert effect(cast, filed.entry) is Effect.IN_FORCE


def test_the_earlier_version_stays_until_the_later_is_permitted(cast: Cast, circulated: Filed) -> None:
    later = _second_version(cast, circulated)
    for step in ("submitted", "approved", "refused"):
        assert cast.matter(later).step == step
        assert _counting(cast, circulated.entry) == circulated.version
        assert effect(cast, circulated.entry) is Effect.IN_FORCE
        if step == "submitted":
            cast.move("XA-NAA-1", "NAA", "version.approve", later, effects=[])
        elif step == "approved":
            cast.move("EC-CR-1", "CR", "version.refuse", later, because="Nothing new.", reasons=["other"])


def test_a_correction_ends_the_review(cast: Cast) -> None:
    filed = cast.file(dossier("ember-column"), "XA-NLO-1", "XA-NAA-1")
    cast.authenticate(filed, "EC-CR-1")
    cast.move("XA-NLO-1", "NLO", "version.correct", filed.version)
    with refused("act.no_move"):
        cast.permit(filed, "EC-CR-1", LIST_GATES)
    assert effect(cast, filed.entry) is Effect.NONE


def test_a_narrowing_takes_effect_at_once_without_review(cast: Cast, circulated: Filed) -> None:
    with cast.node.reading() as unit:
        before = showing.show(unit, circulated.version, OWN)
    taken = next(one for one in before if one.statement and one.statement.property == "names")
    cast.open("XA-NLO-1", "NLO", "entry.narrow", "narrowing", circulated.entry, statements=[taken.commitment])
    with cast.node.reading() as unit:
        after = {one.commitment: one for one in showing.show(unit, circulated.version, OWN)}
    assert after.pop(taken.commitment).state is State.NARROWED
    assert {one.state for one in after.values()} == {State.OPEN}
    assert effect(cast, circulated.entry) is Effect.IN_FORCE


def test_a_narrowing_names_what_this_entry_said(cast: Cast, circulated: Filed) -> None:
    for named in ([], ["f" * 64]):
        with refused("entry.not_said"):
            cast.open("XA-NLO-1", "NLO", "entry.narrow", "narrowing", circulated.entry, statements=named)


def test_a_removal_takes_effect_at_once_without_review(cast: Cast, circulated: Filed) -> None:
    cast.open("XA-NLO-1", "NLO", "entry.withdraw", "withdrawal", circulated.entry, reason="claimant_asks")
    assert effect(cast, circulated.entry) is Effect.WITHDRAWN
