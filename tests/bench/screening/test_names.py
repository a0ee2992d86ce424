"""The samples are what the tables say they are: pairs of one item, negatives that are others, edits of one letter."""

import random

import pytest

from bench.screening import composed, data, east, names, tokens, typos
from comity.screening import Alias, Kind, Subject

ITEMS = [
    data.Item("Q1", {"Latn": ("osinov", "ossinow"), "Cyrl": ("осинов",)}),
    data.Item("Q2", {"Latn": ("osinova",), "Cyrl": ("осинова",)}),
    data.Item("Q3", {"Latn": ("berezkin",), "Cyrl": ("березкин",)}),
    data.Item("Q4", {"Latn": ("osinov",), "Cyrl": ("асинов",)}),  # another item of the same name
    data.Item("Q5", {"Latn": ("nakhla",), "Arab": ("نخلة",)}),
]


def test_a_pair_is_of_one_item_and_its_negatives_are_of_others() -> None:
    found = list(tokens.labelled(ITEMS, "Cyrl", 10, tokens.lots("Cyrl")))
    own = {item.forms["Cyrl"][0]: item.forms["Latn"] for item in ITEMS if "Cyrl" in item.forms}
    assert len(found) == 4 * 4
    for other, latin, match in found:
        assert (latin in own[other]) is match
    assert {other for other, _, match in found if match} == set(own)


def test_the_nearest_negative_is_the_nearest() -> None:
    found = list(tokens.labelled(ITEMS, "Cyrl", 10, tokens.lots("Cyrl")))
    for at in range(0, len(found), 4):
        if found[at][0] == "осинова":
            assert found[at + 1][1] in ("osinov", "ossinow")  # not berezkin
        if found[at][0] == "осинов":
            assert found[at + 1][1] == "osinova"  # Q4 is the same name


def test_a_seed_gives_one_sample() -> None:
    assert list(tokens.labelled(ITEMS, "Cyrl", 2, tokens.lots("Cyrl"))) == list(
        tokens.labelled(ITEMS, "Cyrl", 2, tokens.lots("Cyrl"))
    )


def test_script_of_a_text() -> None:
    assert [data.script(text) for text in ("Осинов", "نخلة", "김", "王", "osinov-к", "1", "ひと")] == [
        "Cyrl", "Arab", "Hang", "Hani", "", "", "Kana",
    ]  # fmt: skip
    assert data.token("abd-al") and not data.token("hung²") and not data.token("de jesús")


NAME = "ABDUL KARIM OSINOV"


@pytest.mark.parametrize("seed", range(30))
def test_edits_change_what_they_say(seed: int) -> None:
    lots = random.Random(seed)
    once = typos.one_edit(NAME, lots)
    assert once != NAME and abs(len(once) - len(NAME)) <= 1
    assert typos.two_edits(NAME, lots) != NAME
    again = typos.reordered(NAME, lots)
    assert again != NAME and sorted(again.split()) == sorted(NAME.split())
    left = typos.dropped(NAME, lots).split()
    assert left[0] == "ABDUL" and len(left) == 2
    assert typos.dropped("ABDUL OSINOV", lots) == "ABDUL OSINOV"


def test_names_that_cannot_be_changed_and_namesakes_are_no_queries() -> None:
    listed = [
        Subject(str(number), "x", Kind.PERSON, name, (Alias(name),))
        for number, name in enumerate(["ABDUL OSINOV", "Abdul Osinov", "OSINOV", "KARIM BEREZKIN", "A B C"])
    ]
    assert [one.id for one, _ in typos.queries(listed, typos.one_edit, data.Options())] == ["3", "4"]
    assert [one.id for one, _ in typos.queries(listed, typos.dropped, data.Options())] == ["4"]


GIVENS = [
    names.Part("Ivan", {"Latn": ("ivan", "iwan"), "Cyrl": ("иван",)}),
    names.Part("Samir", {"Latn": ("samir",), "Arab": ("سمير",)}),
]
SURNAMES = [names.Part("Osinov", {"Latn": ("osinov",), "Cyrl": ("осинов",)})]


def test_composed_people_are_written_in_scripts_that_all_parts_have() -> None:
    ivan, samir = (names.Person((given, SURNAMES[0])) for given in GIVENS)
    assert ivan.scripts() == ["Latn", "Cyrl"] and samir.scripts() == ["Latn"]
    assert ivan.spelt("Cyrl", random.Random(1)) == "Иван Осинов"


def test_a_query_is_written_otherwise_than_the_index() -> None:
    crowd = [names.Person((given, SURNAMES[0])) for given in GIVENS]
    for seed in range(20):
        subjects, queries = composed.indexed(crowd, 10, random.Random(seed))
        for _, name, record in queries:
            assert data.plain(name) != data.plain(subjects[int(record)].caption)


def test_no_two_composed_people_have_the_same_parts() -> None:
    people = names.people(GIVENS, SURNAMES, random.Random(1))
    found = [next(people) for _ in range(3)]  # Ivan, Samir, and both
    assert len({frozenset(part.latin for part in one.parts) for one in found}) == 3


KOREAN = [
    east.Full(east.Part("남", ("nam",)), east.Part("도해", ("do-hae",)), "Nam Do-hae"),
    east.Full(east.Part("봉", ("bong",)), east.Part("새얀", ("sae-yan",)), "BONG SAEYAN"),
    east.Full(east.Part("봉", ("bong",)), east.Part("도얀", ("do-yan",)), "Doyan Bong"),
]


def test_one_syllable_away_is_one_syllable_and_spelt_otherwise() -> None:
    parts = [part for one in KOREAN for part in (one.surname, one.given)]
    spelt = east.spellings(parts, "Hang")
    assert spelt["해"] == {"hae"}
    for seed in range(20):
        for one, other in east.one_away(KOREAN, spelt, random.Random(seed)):
            changed = [(a, b) for a, b in zip(one.written, other, strict=True) if a != b]
            assert len(changed) == 1
            assert spelt[changed[0][0]].isdisjoint(spelt[changed[0][1]])


def test_the_nearest_other_name_is_another() -> None:
    assert [other for _, other in east.nearest(KOREAN)][1:] == ["봉도얀", "봉새얀"]
