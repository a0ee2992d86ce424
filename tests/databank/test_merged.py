"""Files shown under one, reversibly, and their aliases."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from comity.databank.merged import Alias, Outcome, aliases, shown_under, under
from tests.databank.findings.tell import GLASS, MOON, PAPER, TIN, founded, link, named
from tests.planted import MODEST, caught


def test_the_other_is_shown_under_the_file_that_is_kept() -> None:
    assert shown_under([]) == {}
    assert shown_under([Outcome(PAPER, MOON), Outcome(MOON, GLASS)]) == {MOON: PAPER, GLASS: PAPER}
    assert shown_under([Outcome(MOON, GLASS), Outcome(PAPER, MOON)]) == {MOON: PAPER, GLASS: PAPER}


def test_what_is_undone_stands_apart_and_the_rest_stays() -> None:
    merged = [Outcome(PAPER, MOON), Outcome(MOON, GLASS)]
    assert shown_under([*merged, Outcome(PAPER, MOON, merged=False)]) == {GLASS: MOON}
    assert shown_under([*merged, Outcome(MOON, GLASS, merged=False)]) == {MOON: PAPER}


def test_there_is_no_cycle() -> None:
    around = [Outcome(PAPER, MOON), Outcome(MOON, GLASS), Outcome(GLASS, PAPER)]
    assert shown_under(around) == {MOON: PAPER, GLASS: PAPER}
    assert shown_under([*around, Outcome(PAPER, MOON, merged=False)]) == {GLASS: MOON, PAPER: MOON}
    assert shown_under([Outcome(PAPER, PAPER)]) == {}


def test_statements_and_the_files_that_they_name_are_shown_there() -> None:
    told = [founded("XA", "1984", MOON), link("XB", "branch", MOON, TIN), founded("XC", "1985", GLASS)]
    shown = under(told, {MOON: PAPER})
    assert [one.file for one in shown] == [PAPER, TIN, GLASS]
    assert shown[1].part()["file"] == PAPER
    assert shown[2] is told[2]
    assert [replace(one, file=of.file, value=of.value) for one, of in zip(shown, told, strict=True)] == told
    assert under(told, {}) == tuple(told)


def test_each_alias_keeps_its_file_and_source() -> None:
    first = named("XA", "Paper Moon Order", PAPER, source="XA-2024-1#3")
    second = named("XB", "Order of Paper Moon", MOON)
    third = named("XC", "Tin Fair", TIN)
    assert aliases([third, second, first], {MOON: PAPER}) == {
        PAPER: (
            Alias("Paper Moon Order", PAPER, "XA", "XA-2024-1#3", first.commitment),
            Alias("Order of Paper Moon", MOON, "XB", "", second.commitment),
        ),
        TIN: (Alias("Tin Fair", TIN, "XC", "", third.commitment),),
    }


PAIRS = st.lists(st.tuples(st.sampled_from("abcdef"), st.sampled_from("abcdef")), max_size=8)


def merging_is_reversible(show: Callable[[Iterable[Outcome]], dict[str, str]]) -> None:
    """Undone is as if it had never been, in any place; what stands is one step deep and has no cycle."""

    @MODEST
    @given(PAIRS, PAIRS, st.tuples(st.sampled_from("abcdef"), st.sampled_from("xyz")))
    def holds(before: list[tuple[str, str]], after: list[tuple[str, str]], undone: tuple[str, str]) -> None:
        first, second = [Outcome(*pair) for pair in before], [Outcome(*pair) for pair in after]
        shown = show([*first, Outcome(*undone), *second, Outcome(*undone, merged=False)])
        assert shown == show([*first, *second])
        assert not shown.keys() & set(shown.values())
        for kept, other in (*before, *after):
            assert shown.get(kept, kept) == shown.get(other, other)

    holds()


def _as_they_come(outcomes: Iterable[Outcome]) -> dict[str, str]:
    """The planted bug: the last word stands, and chains are not followed."""
    shown: dict[str, str] = {}
    for one in outcomes:
        if one.merged:
            shown[one.other] = one.kept
        else:
            shown.pop(one.other, None)
    return shown


def test_merging_is_reversible() -> None:
    merging_is_reversible(shown_under)
    caught(merging_is_reversible, _as_they_come)
