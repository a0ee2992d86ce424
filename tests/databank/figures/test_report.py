"""The annual report: every number traced, small counts of persons withheld, in every language."""

import itertools
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.databank.figures.report import (
    OF_ENTRIES,
    Age,
    Counted,
    Counts,
    Kind,
    Report,
    Topic,
    age,
    annual,
)
from comity.databank.figures.report_text import render
from comity.databank.figures.suppression import TOTAL
from comity.databank.told import Told
from comity.errors import Fault
from comity.language import LANGUAGES
from comity.qualification.vocabulary import Basis
from tests.databank.figures.telling import result, trend
from tests.planted import MODEST, caught

UPTO = "f" * 32
THINGS = [f"{n:032x}" for n in range(1, 200)]


def counted(topic: Topic, kind: Kind = Kind.NONE, **parts: int) -> list[Counted]:
    things = iter(THINGS)
    return [
        Counted(topic, part.replace("_", "-"), number, tuple(next(things) for _ in range(number)), kind)
        for part, number in parts.items()
    ]


def report(*given: Counted, told: tuple[Told, ...] = ()) -> Report:
    return annual(told, Counts(given, UPTO), 2026)


def figures(made: Report, topic: Topic) -> dict[str, int | None]:
    (division,) = (one for one in made.divisions if one.topic is topic)
    return {figure.part: figure.number for figure in division.figures}


def test_a_count_is_shown_with_its_whole_and_its_traces() -> None:
    made = report(*counted(Topic.ASKED, XA=3, XB=2, XC=0))
    assert figures(made, Topic.ASKED) == {"XA": 3, "XB": 2, "XC": 0, TOTAL: 5}
    (division,) = (one for one in made.divisions if one.topic is Topic.ASKED)
    traces = {figure.part: figure.trace for figure in division.figures}
    assert traces == {"XA": tuple(THINGS[:3]), "XB": tuple(THINGS[3:5]), "XC": (UPTO,), TOTAL: tuple(THINGS[:5])}


def test_what_was_not_counted_is_said_not_to_be_zero() -> None:
    made = report()
    assert all(division.figures == () for division in made.divisions)
    assert render(made, "en").count("Not counted for this report.") == len(Topic)


@pytest.mark.parametrize(
    "wrong",
    [
        [Counted(Topic.ASKED, "XA", 2, (THINGS[0],))],
        [Counted(Topic.ASKED, "XA", 1, ())],
        [Counted(Topic.ASKED, "XA", 0, (THINGS[0],))],
        [Counted(Topic.ASKED, "XA", 2, (THINGS[0], THINGS[0]))],
        [Counted(Topic.ASKED, "", 1, (THINGS[0],))],
        [Counted(Topic.ASKED, "XA", 1, (THINGS[0],)), Counted(Topic.ASKED, "XB", 1, (THINGS[0],))],
        [Counted(Topic.ASKED, "XA", 1, (THINGS[0],)), Counted(Topic.ASKED, "XA", 1, (THINGS[1],))],
        [
            Counted(Topic.BY_AGE, "under_1_year", 1, (THINGS[0],), Kind.REGISTER),
            Counted(Topic.BY_CLAIMANT, "XA", 1, (THINGS[1],), Kind.REGISTER),
        ],
    ],
)
def test_a_number_without_its_trace_is_a_fault(wrong: list[Counted]) -> None:
    with pytest.raises(Fault):
        report(*wrong)


def test_a_claim_without_a_statement_behind_it_is_a_fault() -> None:
    nothing = tuple(replace(one, commitment="") for one in result())
    made = report(told=nothing)
    made = replace(made, claims=tuple(replace(claim, commitments={}) for claim in made.claims))
    with pytest.raises(Fault):
        render(made, "en")


def test_small_counts_of_persons_are_withheld_and_of_organisations_not() -> None:
    made = report(
        *counted(Topic.BY_CLAIMANT, Kind.REGISTER, XA=30, XB=4, XC=12), *counted(Topic.OVERDUE, Kind.LIST, XA=4)
    )
    assert figures(made, Topic.BY_CLAIMANT) == {"XA": 30, "XB": None, "XC": None, TOTAL: 46}
    assert figures(made, Topic.OVERDUE) == {"XA": 4, TOTAL: 4}


def test_a_small_whole_is_withheld_in_each_of_its_divisions() -> None:
    made = report(
        *counted(Topic.BY_CLAIMANT, Kind.REGISTER, XA=4, XB=0), *counted(Topic.BY_AGE, Kind.REGISTER, under_1_year=4)
    )
    assert figures(made, Topic.BY_CLAIMANT) == {"XA": None, "XB": 0, TOTAL: None}
    assert figures(made, Topic.BY_AGE) == {"under-1-year": None, TOTAL: None}


DIVISIONS = st.lists(st.integers(1, 25), min_size=1, max_size=5)


def gives_no_small_count_away(making: Callable[..., Report]) -> None:
    @MODEST
    @given(DIVISIONS, DIVISIONS)
    def held(one: list[int], other: list[int]) -> None:
        whole = min(sum(one), sum(other))
        parts = {Topic.BY_CLAIMANT: _cut(one, whole), Topic.BY_AGE: _cut(other, whole)}
        given_ = [c for topic, cut in parts.items() for c in counted(topic, Kind.REGISTER, **cut)]
        traces = [set(f.trace) for d in making(*given_).divisions for f in d.figures if f.number]
        for a in traces:
            for b in traces:
                assert not 0 < len(a & b) < 10, "traces laid across each other count persons"

    held()


def _cut(sizes: list[int], whole: int) -> dict[str, int]:
    parts: dict[str, int] = {}
    for place, size in enumerate(sizes):
        taken = min(size, whole - sum(parts.values()))
        parts[f"P{place}"] = taken
    return parts


def test_traces_give_no_small_count_of_persons_away() -> None:
    gives_no_small_count_away(report)


def test_traces_that_follow_each_part_are_found() -> None:
    def careless(*given: Counted) -> Report:
        made, traced = report(*given), {(c.topic, c.part): c.trace for c in given}
        divisions = tuple(
            replace(d, figures=tuple(replace(f, trace=traced.get((d.topic, f.part), ())) for f in d.figures))
            for d in made.divisions
        )
        return replace(made, divisions=divisions)

    caught(gives_no_small_count_away, careless)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_small_counts_of_persons_in_claims_are_said_as_a_range(lang: str) -> None:
    told = result(
        indicator="persons_detained",
        figures=[{"least": 7, "most": 7, "as_published": "seven persons"}],
        ladder=[{"detained": 7, "convicted": 0, "charged": 12}],
    )
    text = render(report(told=tuple(told)), lang)
    assert "seven" not in text
    assert not re.search(r"[^0-9]7[^0-9]", text.split("\n## ")[4])


def test_a_claim_in_large_numbers_keeps_its_words() -> None:
    (claim,) = report(told=tuple(result())).claims
    assert claim.words == ("20 attacks",)


def test_only_what_was_told_in_the_year_is_in_its_report() -> None:
    told = tuple(replace(one, time="2025-12-31T23:59:59Z") for one in result())
    assert report(told=told).claims == ()
    assert len(report(told=tuple(result())).claims) == 1


def full() -> Report:
    entries = [
        *counted(Topic.BY_CLAIMANT, Kind.REGISTER, XA=30, XB=4, XC=12),
        *counted(Topic.BY_BASIS, Kind.REGISTER, **{"T_b": 36, "T_b+S": 10}),
        *[replace(c, part=c.part.replace("-", "_")) for c in counted(Topic.BY_AGE, Kind.REGISTER, under_1_year=46)],
        *[replace(c, part=c.part.replace("-", "_")) for c in counted(Topic.BY_CONTESTED, Kind.REGISTER, none=46)],
    ]
    return report(
        *entries,
        *counted(Topic.CONTRIBUTIONS, XA=3, XB=2),
        *counted(Topic.REFUSED, R1=1, R6=2),
        *counted(Topic.MERGES, merged=1, declined=0),
        told=(
            *result(conditions=("no_onward_transfer",), definition="| <b>pipes</b> | [and](marks)\n# of markup"),
            *result("XB", figures=[{"least": 31}], definition=None),
            *result("XC", indicator="neutralised"),
            *trend({("XA-01", "2025"): 40, ("XA-02", "2025"): 4, ("XA", "2024-Q1"): 12}),
        ),
    )


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_number_has_a_mark_and_every_mark_its_sources(lang: str) -> None:
    text = render(full(), lang)
    body, _, sources = text.rpartition("\n## ")
    marks = set(re.findall(r"(?<!\\)\[(\d+)\]", body))
    assert marks == set(re.findall(r"^- \[(\d+)\] `[0-9a-f]", sources, re.MULTILINE))
    lines = body.splitlines()
    heads = {line for line, rule in itertools.pairwise(lines) if rule.startswith("|---")}
    for line in lines:
        cells = line.strip("|").split("|")
        if line.startswith("| ") and line not in heads and re.fullmatch(r" ?[0-9]+ ?", cells[-2]):
            assert re.search(r"\[\d+\]", cells[-1]), line
    assert "no_onward_transfer" in text


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_a_state_wrote_is_no_markup(lang: str) -> None:
    text = render(full(), lang)
    assert "<b>" not in text.replace("\\<b", "")
    assert "\n# of markup" not in text
    assert r"\[and\]" in text


def test_every_basis_and_age_has_its_words() -> None:
    parts = {basis.value.replace("-", "_"): 10 for basis in Basis}
    made = report(*counted(Topic.BY_BASIS, Kind.LIST, **parts))
    assert "never enough alone" in render(made, "en")
    for one in Age:
        made = report(Counted(Topic.BY_AGE, one.value, 1, (THINGS[0],), Kind.LIST))
        assert render(made, "zh")


@pytest.mark.parametrize(
    ("circulated", "expected"),
    [
        ("2026-03-02", Age.FIRST_YEAR),
        ("2025-03-03", Age.FIRST_YEAR),
        ("2025-03-02", Age.SECOND_YEAR),
        ("2024-03-02", Age.OLDER),
    ],
)
def test_the_age_of_an_entry_goes_by_its_day(circulated: str, expected: Age) -> None:
    assert age(date.fromisoformat(circulated), date(2026, 3, 2)) is expected


def test_the_four_divisions_of_entries_are_known() -> None:
    assert len(OF_ENTRIES) == 4
