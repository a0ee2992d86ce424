"""What nobody told of a file, and what was told without something that belongs to it."""

from collections.abc import Callable, Iterable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.databank.findings.finding import Finding
from comity.databank.findings.missing import Element, missing
from comity.databank.told import Told
from comity.provenance import Standing
from tests.databank.findings.tell import MOON, PAPER, behind, characteristic, founded, incident, named, tell, un_status
from tests.planted import MODEST, caught

WHOLE = {
    Element.NAME: named("XA", "Paper Moon"),
    Element.UN_STATUS: un_status("XB", "none"),
    Element.DECISION: tell("XC", "remarks", {"text": "Banned.", "decision": "XC-2024-1", "paragraph": "3"}),
    Element.FOUNDED: founded("XB", "1984"),
    Element.LEGAL_STATUS: characteristic("XA", "legal_status", status="banned"),
}
UNTOLD = "name un_status decision founded legal_status".split()
FINANCING = {"flow": "source", "described": "Fees.", "fiu_reference": "XA-FIU-9"}


def elements(told: Iterable[Told], working: tuple[str, ...] = ()) -> list[tuple[object, tuple[str, ...]]]:
    return [(one.evidence["element"], one.statements) for one in missing(told, working)]


def test_a_whole_file_misses_nothing() -> None:
    assert missing(WHOLE.values(), ("ru", "zh")) == ()


@pytest.mark.parametrize("element", WHOLE)
def test_what_nobody_told_is_missing(element: Element) -> None:
    rest = [one for key, one in WHOLE.items() if key is not element]
    assert elements(rest) == [(element.value, ())]
    assert missing(rest)[0].files == (PAPER,)


def test_each_file_is_looked_at_alone() -> None:
    assert elements([*WHOLE.values(), named("XA", "Moon", MOON)]) == [
        (one, ()) for one in sorted(["un_status", "decision", "founded", "legal_status"])
    ]


@pytest.mark.parametrize(
    "cites",
    [
        replace(named("XA", "Moon"), source="XA-2024-1#3"),
        replace(named("XA", "Moon"), source="XA-2024-1", standing=Standing.FOUND),
        tell("XA", "persons", {"role": "leader", "named_in": MOON, "paragraph": "2"}),
    ],
)
def test_a_decision_is_cited_in_several_ways(cites: Told) -> None:
    rest = [one for key, one in WHOLE.items() if key is not Element.DECISION]
    assert elements([*rest, cites]) == []
    assert elements([*rest, replace(named("XA", "Moon"), source="XA-FIU-9")]) == [("decision", ())]


def test_financing_without_an_amount() -> None:
    without, with_ = tell("XA", "financing", FINANCING), tell("XB", "financing", FINANCING | {"least": 1, "most": 2})
    assert elements([*WHOLE.values(), without, with_]) == [("amount", behind(without))]


def test_what_is_kept_without_a_term() -> None:
    told = replace(named("XA", "Moon"), kept_until="")
    assert elements([*WHOLE.values(), told]) == [("term", behind(told))]
    assert elements([replace(incident("XA", "requests", reference="XA-7"), kept_until="")])[0][0] == "term"


def test_a_contribution_that_no_working_language_can_read() -> None:
    own = {"contribution": "xe-1"}
    told = [named("XE", "Bulan Kertas", **own), tell("XE", "lang", "ms", **own)]
    read = tell("XE", "translations", {"of": "dossier", "lang": "ru"}, **own)
    other = tell("XE", "translations", {"of": "XE-2024-1", "lang": "ru"}, **own)
    assert elements([*WHOLE.values(), *told], ("ru", "zh")) == [("translation", behind(*told))]
    assert elements([*WHOLE.values(), *told, other], ("ru", "zh")) == [("translation", behind(*told, other))]
    assert elements([*WHOLE.values(), *told, read], ("ru", "zh")) == []
    assert elements([*WHOLE.values(), *told]) == []


def test_an_incident_needs_no_founding() -> None:
    assert missing([incident("XA", "happened", act="bombing", day="2024", region="XA")]) == ()


def telling_more_misses_no_more(find: Callable[[Iterable[Told]], tuple[Finding, ...]]) -> None:
    """Whatever is told beside it, an element that was told is not missing."""

    @MODEST
    @given(st.sets(st.sampled_from(list(WHOLE))), st.sampled_from(list(WHOLE)))
    def holds(told: set[Element], more: Element) -> None:
        found = {one.evidence["element"] for one in find([WHOLE[element] for element in sorted(told)])}
        assert found == {element.value for element in WHOLE if element not in told} or not told
        again = {one.evidence["element"] for one in find([WHOLE[element] for element in sorted(told | {more})])}
        assert more.value not in again
        assert again <= found or not told

    holds()


def _everyone_must_tell(told: Iterable[Told]) -> tuple[Finding, ...]:
    """The planted bug: an element is missing where one owner did not tell it."""
    every = list(told)
    return tuple(f for owner in {one.owner for one in every} for f in missing(o for o in every if o.owner == owner))


def test_telling_more_misses_no_more() -> None:
    telling_more_misses_no_more(missing)
    caught(telling_more_misses_no_more, _everyone_must_tell)
