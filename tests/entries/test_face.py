"""The face where stories do not go: what falls, what lapses, what a list of the UN says beside it."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import Any

import pytest

from comity import acts, language
from comity.demo.cast import Cast, Filed, StoryClock
from comity.entries.as_json import because
from comity.entries.face import Face, face, row
from comity.errors import Refused
from comity.handling import PUBLIC, Reader
from comity.store.visible import SqlView
from comity.watchlists import synthetic, un
from comity.watchlists.status import ByName, by_name

MEMBER = Reader("XB", "XB-CENTRAL", "NLO", member=True)


def seen(cast: Cast, entry: str, reader: Reader = MEMBER, at: str = "", un_list: ByName | None = None) -> Face:
    now = acts.to_time(cast.node.clock())
    with cast.node.reading() as unit:
        return face(unit, entry, SqlView(unit, reader), at or now, now, un_list)


@pytest.mark.parametrize("lang", language.LANGUAGES)
def test_a_fallen_decision_is_named_by_its_own_reference(cast: Cast, circulated: Filed, lang: str) -> None:
    (decision,) = circulated.decisions.values()
    cast.open("XA-NLO-1", "NLO", "ruling.record", "ruling", decision, outcome="quashed")
    shown = seen(cast, circulated.entry)
    assert shown.standing.effect == "suspended"
    ((reason, ref),) = shown.standing.reasons
    assert "SC-XA-2022-17" in because(shown, reason, ref, lang)
    assert shown.decisions[0].standing.state == "quashed"


def test_a_lapsed_entry_keeps_its_content_from_the_others(cast: Cast, circulated: Filed, clock: StoryClock) -> None:
    assert seen(cast, circulated.entry).names
    clock.pass_time(days=400)
    shown = seen(cast, circulated.entry)
    assert (shown.standing.effect, shown.names) == ("lapsed", ())
    assert seen(cast, circulated.entry, at="2026-03-03T00:00:00Z").standing.effect == "in_force"
    assert seen(cast, circulated.entry, at="2026-03-03T00:00:00Z").names == ()
    assert seen(cast, circulated.entry, Reader("XA", "XA-CENTRAL", "NLO", member=True)).names


def test_the_un_list_stands_beside_an_entry_of_the_list(cast: Cast, circulated: Filed) -> None:
    assert seen(cast, circulated.entry).un is not None
    listed = by_name(un.read(BytesIO(synthetic.make(date(2026, 3, 1)))))
    beside: Any = seen(cast, circulated.entry, un_list=listed).un
    assert (beside.reference, beside.list_date, beside.suggestions) == ("", "2026-03-01", ())


@pytest.mark.parametrize("what", ["", "x", "0" * 32, "version", "decision"])
def test_what_is_no_entry_is_unknown_in_the_same_words(cast: Cast, circulated: Filed, what: str) -> None:
    named = {"version": circulated.version, "decision": next(iter(circulated.decisions.values()))}.get(what, what)
    said = set()
    for reader in (PUBLIC, MEMBER):
        with pytest.raises(Refused) as refused:
            seen(cast, named, reader)
        said.add(str(refused.value))
    assert len(said) == 1 and refused.value.refusal.code == "act.unknown_matter"


def test_a_row_says_what_the_face_says(cast: Cast, circulated: Filed) -> None:
    now = acts.to_time(cast.node.clock())
    with cast.node.reading() as unit:
        view = SqlView(unit, MEMBER)
        one, whole = row(unit, circulated.entry, view, now), face(unit, circulated.entry, view, now, now)
    for name in ("entry", "procedure", "claimant", "standing", "common", "names", "sunset", "restricted"):
        assert getattr(one, name) == getattr(whole, name)
