"""Files that may be one organisation, and those that only look alike."""

from collections.abc import Callable, Collection, Iterable

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from comity.databank.findings.duplicates import Pair, duplicates
from comity.databank.findings.finding import Finding, Kind
from comity.databank.findings.spelling import Spelling, alike, keys, slip, spellings
from comity.databank.told import Told
from tests.databank.findings.tell import GLASS, MOON, PAPER, behind, link, named, pairs, tell, un_status
from tests.planted import MODEST, caught

SAME = [
    ("Order of the Paper Moon", "PAPER MOON ORDER"),
    ("Order of the Paper Moon", "Order of the Papr Moon"),
    ("Order of the Paper Moon", "Order of the Paepr Moon"),
    ("Glass Lantern League", "Glass Lantarn League"),
    ("Glass Lantern Order", "Glass Lantern Orker"),
    ("Glass Lantern Moon", "Glass Lantern Mon"),
    ("Paper Moon Order", "Papermoon Order"),
    ("Орден Бумажной Луны", "Orden Bumazhnoy Luny"),
    ("Орден Бумажной Луны", "Orden Bumaznoj Luny"),
    ("Орден Бумажной Луны", "Орден Бумажнои Луны"),
    ("Объединённый фронт щита", "Obʺyedinënnyy front shchita"),
    ("Объединённый фронт щита", "Obyedinyonny front shchita"),
    ("جبهة القمر الورقي", "Jabhat al-Qamar al-Waraqi"),
    ("حركة النجوم", "Harakat al-Nujum"),
    ("纸月会", "Zhi Yue Hui"),
    ("纸月会", "Zhiyuehui"),
    ("Paper Front 17", "Front Paper 17"),
]
OTHERS = [
    ("Order of the Paper Moon", "Order of the Paper Lantern"),
    ("Order of the Paper Moon", "Order of the Paper Noon"),
    ("Order of the Paper Moon", "Paper Moon"),
    ("Northern Shield", "Southern Shield"),
    ("Eastern Front", "Western Front"),
    ("Brigade of Storm", "Brigade of Stork"),
    ("Red Moon", "Red Mon"),
    ("Paper Front 17", "Paper Front 71"),
    ("Paper Front 17", "Paper Front"),
    ("Красная Луна", "Красный Лён"),
    ("Красный Лён", "Krasnaya Luna"),
    ("القمر", "Qamar al-Din"),
    ("纸月会", "Zhou Yi Hui"),
    ("AB", "AB"),
]


def two(name: str, other: str) -> tuple[Told, Told]:
    return named("XA", name, PAPER), named("XB", other, MOON)


@pytest.mark.parametrize("names", SAME)
def test_names_of_one_organisation_are_found_in_any_script(names: Pair) -> None:
    told = two(*names)
    (found,) = duplicates(told)
    assert (found.kind, found.files, found.statements) == (Kind.DUPLICATE, (PAPER, MOON), behind(*told))
    assert (found.evidence["name_one"], found.evidence["name_other"]) == names


@pytest.mark.parametrize("names", OTHERS)
def test_names_of_other_organisations_are_not(names: Pair) -> None:
    assert duplicates(two(*names)) == ()


def test_both_names_stand_with_their_sources() -> None:
    told = [
        named("XA", "Paper Moon Order", PAPER, source="XA-2024-1#3"),
        named("XC", "Paper Moon Order", PAPER),
        named("XB", "Order of Paper Moon", MOON, source="XB-FIU-9"),
    ]
    (found,) = duplicates(told)
    assert found.evidence["grounds"] == ["name"]
    assert found.evidence["sources_one"] == ["XA (XA-2024-1#3)", "XC"]
    assert found.evidence["sources_other"] == ["XB (XB-FIU-9)"]
    assert found.statements == behind(*told)


def test_a_un_reference_in_common_is_a_ground_alone() -> None:
    told = [
        named("XA", "Paper Moon Order", PAPER),
        un_status("XA", "UNe.001", PAPER),
        named("XB", "Tin Lantern League", MOON),
        un_status("XB", "UNE.001", MOON),
    ]
    (found,) = duplicates(told)
    assert found.evidence["grounds"] == ["un_reference"]
    assert set(found.statements) == set(behind(*told))
    assert duplicates([*told, named("XC", "Paper Moon Order", MOON)])[0].evidence["grounds"] == ["un_reference", "name"]


def test_differing_un_references_rule_a_proposal_out() -> None:
    told = two("Paper Moon Order", "Paper Moon Order")
    one, other = un_status("XA", "UNe.001", PAPER), un_status("XB", "UNe.002", MOON)
    assert duplicates([*told, one, other]) == ()
    assert len(duplicates([*told, one])) == 1
    assert len(duplicates([*told, one, un_status("XB", "none", MOON)])) == 1


@pytest.mark.parametrize("kind", ["body", "branch", "front", "part_of", "successor_of"])
def test_a_part_is_no_duplicate(kind: str) -> None:
    told = two("Paper Moon Order", "Paper Moon Order")
    assert duplicates([*told, link("XC", kind, MOON, PAPER)]) == ()
    assert duplicates([*told, link("XC", kind, PAPER, MOON)]) == ()
    assert len(duplicates([*told, link("XC", kind, GLASS, MOON)])) == 1


def test_what_a_person_has_judged_is_not_proposed_again() -> None:
    told = two("Paper Moon Order", "Paper Moon Order")
    assert duplicates(told, {(MOON, PAPER)}) == duplicates(told, {(PAPER, MOON)}) == ()
    assert len(duplicates(told, {(PAPER, GLASS)})) == 1


def test_a_name_and_what_it_transliterates_are_both_names() -> None:
    spelt = tell("XA", "names", {"name": "Orden Luny", "transliteration_of": "Орден Бумажной Луны"}, PAPER)
    assert len(duplicates([spelt, named("XB", "Орден Бумажной Луны", MOON)])) == 1


def test_aliases_of_one_file_are_no_duplicates() -> None:
    assert duplicates([named("XA", "Paper Moon Order"), named("XB", "Paper Moon Order")]) == ()


def test_names_of_incidents_are_not_compared() -> None:
    assert (
        duplicates([named("XA", "Tin Fair", PAPER, schema="databank.incident/1"), named("XB", "Tin Fair", MOON)]) == ()
    )


WORDS = st.sampled_from("Paper Moon Noon Lantern Lanterm Front Fronts 17".split())
NAMES = st.lists(WORDS, min_size=1, max_size=3).map(" ".join)


def blocks_hide_no_pair(find: Callable[[Iterable[Told], Collection[Pair]], tuple[Finding, ...]]) -> None:
    """What is found by keys is what is found by comparing each name with each other."""

    @MODEST
    @example(["Paper Moon", "Moon Paper", "Lantern"])
    @given(st.lists(NAMES, min_size=2, max_size=8))
    def holds(names: list[str]) -> None:
        told = [named("XA", name, f"{place:032x}") for place, name in enumerate(names)]
        slow = [
            (one.file, other.file)
            for at, one in enumerate(told)
            for other in told[at + 1 :]
            if any(alike(*two) for two in _readings(one, other))
        ]
        assert pairs(find(told, ())) == slow
        assert pairs(find(told, slow)) == []

    holds()


def _readings(one: Told, other: Told) -> list[tuple[Spelling, Spelling]]:
    name, like = str(one.part()["name"]), str(other.part()["name"])
    return [(spelt, near) for spelt in spellings(name) for near in spellings(like)]


def _written_alike(told: Iterable[Told], judged: Collection[Pair]) -> tuple[Finding, ...]:
    """The planted bug: names are compared only where they are written alike."""
    return tuple(
        one
        for one in duplicates(told, judged)
        if str(one.evidence["name_one"])[0] == str(one.evidence["name_other"])[0]
    )


def test_blocks_hide_no_pair() -> None:
    blocks_hide_no_pair(duplicates)
    caught(blocks_hide_no_pair, _written_alike)


LETTERS = st.text("abmnorst", min_size=6, max_size=9)


def a_slip_shares_a_key(of: Callable[[str], set[str]]) -> None:
    """Dropping, doubling, swapping or changing any letter but the first leaves a key in common."""

    @MODEST
    @given(LETTERS, st.integers(1, 5), st.sampled_from("drop double swap change".split()), st.booleans())
    def holds(word: str, at: int, kind: str, alone: bool) -> None:
        other = {
            "drop": word[:at] + word[at + 1 :],
            "double": word[:at] + word[at] + word[at:],
            "swap": word[: at - 1] + word[at] + word[at - 1] + word[at + 1 :] if at > 1 else word,
            "change": word[:at] + "k" + word[at + 1 :],
        }[kind]
        assert other == word or slip(word, other)
        rest = "" if alone else "Lantern "
        assert of(rest + word) & of(rest + other)

    holds()


def test_a_slip_shares_a_key() -> None:
    a_slip_shares_a_key(lambda name: {key for spelt in spellings(name) for key in keys(spelt, False)})
    caught(a_slip_shares_a_key, lambda name: {spelt.joined for spelt in spellings(name)})
