"""All findings together: their order, what a merging changes, their sentences, and how long they take."""

import random
import string
import time
from dataclasses import replace

import pytest

from comity.databank.findings.analysis import analyse
from comity.databank.findings.circles import single_sources
from comity.databank.findings.contradictions import contradictions
from comity.databank.findings.facts import TOLD_IN
from comity.databank.findings.finding import Kind
from comity.databank.findings.sentences import sentence
from comity.databank.incident import Outcome
from comity.databank.organisation import Property
from comity.databank.told import Told
from comity.language import LANGUAGES
from tests.databank.findings.tell import (
    AT,
    GLASS,
    MOON,
    PAPER,
    behind,
    characteristic,
    founded,
    incident,
    link,
    named,
    tell,
    un_status,
)

DAYS_AND_REGIONS = (("2024", "XA"), ("2025", "XB"))


def everything_wrong() -> list[Told]:
    first = founded("XA", "1984")
    second = replace(founded("XB", "1984"), rests_on=behind(first))
    cited = [named(owner, "Paper Moon Order", source="XA-2024-1#3") for owner in ("XA", "XB")]
    return [
        first,
        second,
        replace(founded("XA", "1984"), rests_on=behind(second)),
        *cited,
        *(
            founded(owner, day)
            for owner, day in zip("XA XB XC XD XE XF".split(), map(str, range(1990, 1996)), strict=True)
        ),
        named("XC", "Order of the Paper Moon", MOON),
        un_status("XC", "UNe.001", MOON),
        un_status("XC", "UNe.001", PAPER),
        un_status("XD", "none", PAPER),
        replace(named("XD", "Glass Lantern", GLASS), time="2024-01-01T00:00:00Z", contribution="old"),
        replace(named("XD", "Glass Lantern", GLASS), kept_until="2026-07-01T00:00:00Z"),
        tell("XE", "financing", {"flow": "source", "described": "Fees.", "fiu_reference": "XE-9"}, kept_until=""),
        tell("XE", "lang", "ms", GLASS, contribution="xe"),
        tell("XE", "remarks", {"text": "Jauh."}, GLASS, contribution="xe"),
        incident("XA", "toll", outcome="killed", least=1, most=2),
        incident("XB", "toll", outcome="killed", least=4, most=4),
        link("XA", "front", MOON, GLASS),
        link("XB", "front", GLASS, MOON),
    ]


def test_each_kind_is_found_and_each_finding_opens_what_was_told() -> None:
    told = everything_wrong()
    found = analyse(told, AT, working=("ru", "zh"))
    assert {one.kind for one in found} == set(Kind)
    assert {name for one in found for name in one.statements} <= {one.commitment for one in told}
    assert all(one.statements or one.kind is Kind.MISSING for one in found)


def test_findings_stand_in_the_same_order_whatever_the_order_of_what_is_told() -> None:
    told = everything_wrong()
    found = analyse(told, AT, working=("zh", "ru"))
    shuffled = random.Random(7).sample(told, len(told))
    assert analyse(shuffled, AT, working=("ru", "zh")) == found
    assert [one.kind for one in found] == sorted((one.kind for one in found), key=list(Kind).index)


def test_what_a_reader_may_not_see_makes_no_finding() -> None:
    told = [founded("XA", "1984"), founded("XB", "1990")]
    assert Kind.CONTRADICTION in {one.kind for one in analyse(told, AT)}
    assert Kind.CONTRADICTION not in {one.kind for one in analyse(told[:1], AT)}


def test_merged_files_are_looked_at_as_one() -> None:
    told = [founded("XA", "1984"), founded("XB", "1990", MOON), named("XA", "Tin Fair"), named("XB", "Tin Fair", MOON)]
    apart = [one.kind for one in analyse(told, AT) if one.kind is not Kind.MISSING]
    merged = [(one.kind, one.files) for one in analyse(told, AT, shown={MOON: PAPER}) if one.kind is not Kind.MISSING]
    assert (apart, merged) == ([Kind.DUPLICATE], [(Kind.CONTRADICTION, (PAPER,))])


def test_a_pair_that_was_declined_stays_declined_when_one_of_it_is_merged() -> None:
    told = [named("XA", "Tin Fair"), named("XB", "Tin Fair", MOON), named("XC", "Other", GLASS)]
    found = analyse(told, AT, shown={PAPER: GLASS}, judged=[(PAPER, MOON)])
    assert Kind.DUPLICATE not in {one.kind for one in found}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_finding_is_said_in_words(lang: str) -> None:
    said = [sentence(one, lang) for one in analyse(everything_wrong(), AT, working=("ru", "zh"))]
    assert all(said)
    assert not [one for one in said if "{" in one or "findings." in one]


def test_a_file_is_shown_by_its_name_where_it_has_one() -> None:
    found = contradictions([link("XA", "part_of", MOON), link("XB", "part_of", GLASS)])[0]
    assert f"Moon League (XA); {GLASS} (XB)" in sentence(found, "en", {MOON: "Moon League"})


def test_sentences_say_who_tells_what_and_what_to_do() -> None:
    told = [founded("XA", "1984"), founded("XB", "1990"), founded("XC", "1984")]
    assert sentence(analyse(told, AT)[0]) == (
        "Founded: what is told cannot all hold. 1984 (XA, XC); 1990 (XB). "
        "Open the statements; only those who told them can correct them."
    )
    found = analyse([named("XA", "Tin Fair", source="XA-1#2"), named("XB", "Fair Tin", MOON)], AT)[0]
    assert sentence(found) == (
        "Two files may be one organisation: their names are equal or nearly so. "
        "“Tin Fair” is told by XA (XA-1#2), “Fair Tin” by XB. "
        "Compare both, then propose to merge them or decline; a merging can be undone."
    )


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_property_that_can_be_told_has_its_word(lang: str) -> None:
    for prop, value in {
        Property.FOUNDED: {"day": "1984"},
        Property.DISSOLVED: {"day": "1984"},
        Property.LEGAL_STATUS: {"status": "banned"},
        Property.BASE_REGION: {"region": "XA"},
        Property.STRENGTH: {"least": 1, "most": 2},
    }.items():
        other = {"day": "1990", "status": "registered", "region": "XB", "least": 7, "most": 8}
        told = [
            characteristic("XA", prop, **value),
            characteristic("XA", prop, **{name: other[name] for name in value}),
        ]
        assert sentence(analyse(told, AT)[0], lang)
    for outcome in Outcome:
        tolls = [incident("XA", "toll", outcome=outcome.value, least=n, most=n) for n in (1, 2)]
        assert sentence(analyse(tolls, AT)[0], lang)
    regions = [incident("XA", "happened", act="bombing", day=day, region=region) for day, region in DAYS_AND_REGIONS]
    parts = [link("XA", "part_of", MOON), link("XA", "part_of", GLASS)]
    assert [one.evidence["property"] for one in contradictions([*parts, *regions])] == [
        "part_of",
        "happened_day",
        "happened_region",
    ]
    assert all(sentence(one, lang) for one in contradictions([*parts, *regions]))
    for schema, name in ((schema, name) for schema, names in TOLD_IN.items() for name in sorted(names)):
        (found,) = single_sources(tell(owner, name, {}, schema=schema, source="XA-1") for owner in ("XA", "XB"))
        assert sentence(found, lang)


def test_two_hundred_files_of_a_hundred_statements_take_seconds() -> None:
    rng = random.Random(20_000)
    owners = "XA XB XC XD XE XF".split()
    told: list[Told] = []
    for number in range(200):
        file = f"{number:032x}"
        name = " ".join("".join(rng.choices(string.ascii_lowercase, k=7)) for _ in range(2))
        for place in range(100):
            owner = rng.choice(owners)
            one = rng.choice(
                [
                    named(owner, f"{name} {place % 4}", file),
                    founded(owner, str(rng.randint(1980, 1985)), file),
                    characteristic(owner, "strength", file, least=place, most=place + rng.randint(0, 60)),
                    tell(owner, "remarks", {"text": f"{place}"}, file),
                ]
            )
            rests = behind(rng.choice(told)) if told and rng.random() < 0.3 else ()
            told.append(replace(one, rests_on=rests))
    before = time.process_time()
    found = analyse(told, AT, working=("ru", "zh"))
    assert found
    assert time.process_time() - before < 10
