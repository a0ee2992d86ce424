from dataclasses import replace
from datetime import date

from comity.watchlists import synthetic
from comity.watchlists.groups import Group, Link, by_member, groups
from comity.watchlists.listed import Listed, ListedKind, Snapshot
from tests.watchlists.foreign import EU, SDN_XML, UK, WITH_MAPPING, read

UN_LIST = read("un", synthetic.make(date(2026, 3, 1)))
ALL = (UN_LIST, read("eu", EU), read("uk", UK), read("ofac", SDN_XML), read("csv-sample", WITH_MAPPING))
PRIMEROV = Group(
    (("eu", "EU.9001.82"), ("uk", "9001"), ("un", "ZZi.001")),
    (Link(("eu", "EU.9001.82"), ("un", "ZZi.001")), Link(("uk", "9001"), ("un", "ZZi.001"))),
)


def without(source: str) -> tuple[Snapshot, ...]:
    return tuple(one for one in ALL if one.source != source)


def test_lists_that_give_the_same_reference_make_one_group_that_remembers_who_said_so() -> None:
    nemo = Group((("csv-sample", "N-1"), ("un", "ZZi.007")), (Link(("csv-sample", "N-1"), ("un", "ZZi.007")),))
    assert groups(ALL) == (nemo, PRIMEROV)


def test_taking_a_list_away_takes_its_links_away() -> None:
    assert groups(without("un")) == ()
    (_, left) = groups(without("uk"))
    assert left == Group((("eu", "EU.9001.82"), ("un", "ZZi.001")), PRIMEROV.links[:1])
    assert groups(ALL)[1] == PRIMEROV


def test_the_order_of_the_lists_makes_no_difference() -> None:
    assert groups(reversed(ALL)) == groups(ALL)


def test_the_same_name_on_two_lists_joins_nothing() -> None:
    bare = [replace(one, entries=tuple(replace(e, same_as=()) for e in one.entries)) for one in ALL]
    assert groups(bare) == ()


def test_a_person_is_never_joined_with_a_body() -> None:
    def turned(entry: Listed) -> Listed:
        return replace(entry, kind=ListedKind.ENTITY)

    bodies = replace(UN_LIST, entries=tuple(map(turned, UN_LIST.entries)))
    assert groups([bodies, *without("un")]) == ()


def test_others_of_a_member() -> None:
    found = by_member(groups(ALL))[("uk", "9001")]
    assert found.others(("uk", "9001")) == (("eu", "EU.9001.82"), ("un", "ZZi.001"))
