"""Circular sourcing, and the count of independent sources."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from hypothesis import example, given
from hypothesis import strategies as st

from comity.databank.findings.circles import circles, independent_sources, roots, single_sources
from comity.databank.findings.facts import by_fact, fact
from comity.databank.findings.finding import Finding, Kind
from comity.databank.told import Told
from tests.databank.findings.tell import MOON, PAPER, behind, founded, incident, named, tell, un_status
from tests.planted import MODEST, caught


def on(told: Told, *others: Told) -> Told:
    return replace(told, rests_on=(*told.rests_on, *behind(*others)))


def sources(*told: Told) -> int:
    return independent_sources(told, {one.commitment: one for one in told})


def test_two_owners_whose_facts_rest_on_each_other_are_a_circle() -> None:
    first = founded("XA", "1984")
    second = on(founded("XB", "1984"), first)
    third = on(founded("XA", "1984"), second)
    (found,) = circles([first, second, third, founded("XC", "1984")])
    assert (found.kind, found.files) == (Kind.CIRCLE, (PAPER,))
    assert found.statements == behind(first, second, third)
    assert found.evidence == {"owners": ["XA", "XB"]}


def test_a_circle_can_run_through_several_facts_and_files() -> None:
    first, second, third = founded("XA", "1984"), named("XB", "Paper Moon"), un_status("XC", "UNe.001", MOON)
    told = [on(first, third), on(second, first), on(third, second)]
    (found,) = circles(told)
    assert found.files == (PAPER, MOON)
    assert set(found.statements) == set(behind(*told))


def test_a_chain_is_no_circle() -> None:
    first = founded("XA", "1984")
    second = on(founded("XB", "1984"), first)
    assert circles([first, second, on(founded("XC", "1984"), first, second)]) == ()


def test_an_owner_that_rests_on_itself_is_no_circle() -> None:
    first = founded("XA", "1984")
    second = on(named("XA", "Paper Moon"), first)
    assert circles([second, on(first, second)]) == ()


def test_another_fact_of_the_same_owner_closes_nothing() -> None:
    first = founded("XA", "1984")
    second = on(founded("XB", "1984"), first)
    assert circles([first, second, on(founded("XA", "1990"), second)]) == ()


def test_a_circle_stays_closed_when_a_statement_is_told_again() -> None:
    first = founded("XA", "1984")
    second = on(founded("XB", "1984"), first)
    third = on(founded("XA", "1984"), second)  # in place of the first
    assert circles([second, third]) == ()
    (found,) = circles([second, third], [first])
    assert found.statements == behind(second, third)
    assert [one.evidence["independent"] for one in single_sources([second, third], [first])] == [1]
    assert circles([second, founded("XA", "1990")], [first, third]) == ()


def test_who_says_it_again_tells_the_same_fact_whatever_the_source_and_grade() -> None:
    value = {"property": "founded", "day": "1984"}
    graded = tell("XB", "characteristics", value | {"grade": "A1", "decision": "XB-1", "valid_to": "1999"})
    assert fact(founded("XA", "1984")) == fact(graded)
    assert fact(named("XA", "Paper  MOON")) == fact(named("XB", "Paper Moon"))
    assert fact(un_status("XA", "UNe.001")) == fact(un_status("XB", "UNE 001"))
    assert fact(founded("XA", "1984")) != fact(founded("XA", "1984", MOON))
    happened = {"act": "bombing", "day": "2024-05-31", "region": "XA-01"}
    assert fact(incident("XA", "happened", **happened)) == fact(
        incident("XB", "happened", **happened, described="Loud.")
    )


def test_handling_and_languages_are_no_facts() -> None:
    told = [
        tell("XA", "lang", "ru"),
        tell("XA", "names", {"name": "Moon"}, ""),
        incident("XA", "title", name="Tin Fair"),
    ]
    assert by_fact(told) == {}


def test_all_who_cite_one_decision_are_one_source() -> None:
    told = [
        replace(founded("XA", "1984"), source="XA-2024-1#3"),
        replace(founded("XB", "1984"), source="XA-2024-1#7"),
        replace(founded("XC", "1984"), source="XA-2024-1"),
    ]
    assert sources(*told) == 1
    (found,) = single_sources(told)
    assert (found.kind, found.files, found.statements) == (Kind.SOURCES, (PAPER,), behind(*told))
    assert found.evidence["owners"] == ["XA", "XB", "XC"]
    assert (found.evidence["independent"], found.evidence["source"]) == (1, "XA-2024-1")


def test_own_observations_are_one_source_for_each_owner() -> None:
    assert sources(founded("XA", "1984"), founded("XA", "1984"), founded("XB", "1984")) == 2
    assert single_sources([founded("XA", "1984"), founded("XB", "1984")]) == ()
    assert single_sources([founded("XA", "1984"), founded("XA", "1984")]) == ()


def test_who_rests_on_another_adds_no_source_but_its_own() -> None:
    first = founded("XA", "1984")
    second = on(founded("XB", "1984"), first)
    assert sources(first, second) == 1
    assert sources(first, replace(second, source="XB-FIU-9")) == 2
    assert [one.evidence["independent"] for one in single_sources([first, second])] == [1]


def test_a_fact_that_rests_on_a_circle_alone_has_no_source() -> None:
    first, second = founded("XA", "1984"), founded("XB", "1984")
    circle = [on(first, second), on(second, first)]
    assert sources(*circle) == 0
    assert [one.evidence["independent"] for one in single_sources(circle)] == [0]
    assert sources(replace(circle[0], source="XA-2024-1"), circle[1]) == 1


def test_what_is_rested_on_and_not_shown_is_one_source() -> None:
    hidden = founded("XC", "1984")
    told = [on(founded("XA", "1984"), hidden), on(founded("XB", "1984"), hidden)]
    assert roots(told, {}) == {f"statement {hidden.commitment}"}
    assert len(single_sources(told)) == 1


def test_a_long_chain_is_followed_to_its_end_without_recursion() -> None:
    chain = [founded("XA", "1900")]
    for place in range(5_000):
        chain.append(on(tell("XB" if place % 2 else "XC", "remarks", {"text": f"{place}"}), chain[-1]))
    assert sources(chain[-1], *chain) == 1
    assert circles(chain) == ()
    (found,) = circles([on(chain[0], chain[-1]), *chain[1:]])
    assert set(found.statements) == set(behind(*chain))


EDGES = st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), max_size=12)


def told_of(edges: Iterable[tuple[int, int]]) -> list[Told]:
    told = [founded(f"X{'ABC'[place % 3]}", str(1900 + place)) for place in range(7)]
    return [on(one, *(told[to] for at, to in edges if at == place)) for place, one in enumerate(told)]


def reached(edges: list[tuple[int, int]], start: int) -> set[int]:
    seen: set[int] = set()
    ahead = [start]
    while ahead:
        fresh = {to for at, to in edges if at == ahead[-1]} - seen
        ahead.pop()
        seen |= fresh
        ahead += sorted(fresh)
    return seen


def circles_are_what_reaches_itself(find: Callable[[Iterable[Told]], tuple[Finding, ...]]) -> None:
    """Two facts of two owners stand in one circle exactly where each can be reached from the other."""

    @MODEST
    @example([(0, 1), (1, 2), (2, 0)])
    @given(EDGES)
    def holds(edges: list[tuple[int, int]]) -> None:
        told = told_of(edges)
        onward = {place: reached(edges, place) for place in range(7)}
        mutual = {place: {n for n in onward[place] if place in onward[n]} | {place} for place in range(7)}
        wide = {frozenset(one) for one in mutual.values() if len({n % 3 for n in one}) > 1}
        assert {frozenset(one.statements) for one in find(told)} == {
            frozenset(told[place].commitment for place in one) for one in wide
        }
        assert find(told[::-1]) == find(told)

    holds()


def _pairs_only(told: Iterable[Told]) -> tuple[Finding, ...]:
    """The planted bug: a circle is two statements that name each other."""
    held = {one.commitment: one for one in told}
    direct = [
        replace(one, rests_on=tuple(n for n in one.rests_on if n in held and one.commitment in held[n].rests_on))
        for one in held.values()
    ]
    return circles(direct)


def test_circles_are_what_reaches_itself() -> None:
    circles_are_what_reaches_itself(circles)
    caught(circles_are_what_reaches_itself, _pairs_only)


def repeating_adds_no_source(count: Callable[..., int]) -> None:
    """Whoever repeats a fact and names where it has it from leaves the number of sources as it was."""

    @MODEST
    @given(EDGES, st.lists(st.integers(0, 6), min_size=1, max_size=3))
    def holds(edges: list[tuple[int, int]], of: list[int]) -> None:
        told = told_of(edges)
        repeated = on(founded("XD", "1984"), *(told[place] for place in of))
        assert count(*told, repeated) == count(*told)

    holds()


def test_repeating_adds_no_source() -> None:
    repeating_adds_no_source(sources)
    caught(repeating_adds_no_source, lambda *told: len({one.owner for one in told}))
