"""What a searcher may not see is to him as if it were not there: matches, scores, counts, in any store of entries."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.checks.entries import Record, Searchable
from comity.checks.lists import Lists
from comity.checks.rules import LIST, REGISTER, Asker
from comity.handling import PUBLIC, Audience, Reader, may_find
from comity.operations import live, lookup
from comity.operations.live import Looked, View
from comity.screening import Alias, Index, Kind, Query, Subject
from comity.translog.tree import EMPTY_ROOT
from tests.planted import MODEST, caught

WORDS = ("Muhiban", "Sabrat", "Ember", "Column", "Мухибан", "Quorvex")
STATES = ("XA", "XD", "XE")
NAMES = st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(" ".join)
AUDIENCES = st.builds(
    Audience,
    st.sampled_from(("PUBLIC", "MEMBER", "NAMED", "EYES_OF_REVIEW")),
    st.sampled_from(STATES),
    st.sets(st.sampled_from(STATES), max_size=2).map(frozenset),
    st.sampled_from(("v1", "v2")),
    st.booleans(),
)
READERS = st.builds(
    Reader,
    st.sampled_from(STATES),
    st.sampled_from(("X-CENTRAL", "")),
    st.sampled_from(("CK", "IR", "NLO", "CR", "AU", "")),
    member=st.booleans(),
    cases=st.sets(st.sampled_from(("v1", "v2"))).map(frozenset),
)
ENTRIES = st.lists(st.tuples(st.sampled_from((LIST, REGISTER)), NAMES, AUDIENCES), max_size=8)


def searchable(place: int, dataset: str, name: str, audience: Audience) -> Searchable:
    kind = Kind.PERSON if dataset == REGISTER else Kind.ENTITY
    subject = Subject(f"e{place}", dataset, kind, name, (Alias(name),))
    return Searchable(subject, audience, Record(subject.id, f"{dataset}.entry", audience.owner, "", "in_force"))


def view_of(entries: list[Searchable]) -> View:
    looked = {one.subject.id: Looked(one, "9999-12-31T00:00:00Z") for one in entries}
    return live.view((1, EMPTY_ROOT), (), "2026-03-02T09:00:00Z", Lists((), Index()), looked)


def shown_to(reader: Reader, one: Searchable, rule: Callable[[Reader, Audience], bool] = may_find) -> bool:
    if one.subject.dataset == REGISTER:
        return bool(reader.capacity) and rule(reader, one.audience)
    return one.audience.code == "PUBLIC" or live.reads(reader, one.audience)


def hidden_equals_absent(entries: list[Searchable], reader: Reader, query: str, threshold: float) -> None:
    asker = Asker("XE-1" if reader.capacity else "", reader if reader.capacity else PUBLIC, "border", "CP-7")
    seen = [one for one in entries if shown_to(asker.reader, one)]
    both = [
        lookup.searched_by(view_of(some), Query((query,)), asker, (LIST, REGISTER), threshold, 3)
        for some in (entries, seen)
    ]
    assert both[0] == both[1]
    assert {match.subject.id for match in both[0].matches} <= {one.subject.id for one in seen}


@MODEST
@given(ENTRIES, READERS, NAMES, st.sampled_from((0.5, 0.7, 0.9)))
def test_what_one_may_not_see_is_as_if_it_were_not_there(
    entries: list[tuple[str, str, Audience]], reader: Reader, query: str, threshold: float
) -> None:
    made = [searchable(place, *one) for place, one in enumerate(entries)]
    hidden_equals_absent(made, reader, query, threshold)


def test_a_rule_that_shows_too_much_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    named = Audience("NAMED", "XD", frozenset({"XE"}), "v1", True)
    entries = [searchable(0, REGISTER, "Muhiban Sabrat", named)]
    reader = Reader("XA", "X-CENTRAL", "CK", member=True)
    hidden_equals_absent(entries, reader, "Muhiban Sabrat", 0.7)
    monkeypatch.setattr(live, "may_find", lambda reader, audience: True)
    caught(hidden_equals_absent, entries, reader, "Muhiban Sabrat", 0.7)


def nothing_restricted_is_published(view: View) -> None:
    """What is for bulk work, for files and for whoever asks holds PUBLIC entries of the List alone."""
    everything = view.published.search(Query(WORDS), limit=50, threshold=0.0)
    held = {one.found.subject.id: one.found for one in view.looked.values() if one.found}
    for match in everything.matches:
        found = held[match.subject.id]
        assert (found.subject.dataset, found.audience.code) == (LIST, "PUBLIC")


@MODEST
@given(ENTRIES)
def test_no_person_of_the_register_is_published(entries: list[tuple[str, str, Audience]]) -> None:
    nothing_restricted_is_published(view_of([searchable(place, *one) for place, one in enumerate(entries)]))


def test_a_person_who_is_published_is_noticed() -> None:
    audience = Audience("PUBLIC", "XD", frozenset(), "v1", True)
    view = view_of([searchable(0, REGISTER, "Muhiban Sabrat", audience)])
    nothing_restricted_is_published(view)
    caught(nothing_restricted_is_published, replace(view, published=view.kept))
