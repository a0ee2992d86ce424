"""Claimed numbers: what is not shown to be the same is never compared, summed or headlined."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity import profile
from comity.databank.figures import results
from comity.databank.figures.claims import Claim, Number, current, results_of_profile, results_of_told
from comity.databank.figures.results import Aspect, Finding, Verdict, comparable, compare, said, side_by_side, total
from comity.databank.figures.wording import headline
from comity.databank.result import RatsRole
from comity.errors import Refused
from comity.language import LANGUAGES
from comity.qualification.vocabulary import CountedUnit
from tests.databank.figures.telling import result
from tests.planted import MODEST, caught

PUBLISHED = {claim.id: claim for claim in results_of_profile(profile.load("sco_rats"))}


def claim(owner: str = "XA", **changed: Any) -> Claim:
    (made,) = results_of_told(result(owner, **changed))
    return made


def code(*claims: Claim) -> str:
    with pytest.raises(Refused) as refused:
        total(claims)
    return refused.value.refusal.code


def verdicts(*claims: Claim) -> dict[Aspect, Verdict]:
    return {row.aspect: row.verdict for row in compare(claims).rows}


def test_what_a_state_told_becomes_one_claim_with_every_commitment() -> None:
    statements = result(conditions=("no_onward_transfer",))
    (made,) = results_of_told(reversed(statements))
    assert made.author == "XA-POLICE"
    assert made.unit is CountedUnit.ATTACKS_PREVENTED
    assert made.number == Number(20, 20)
    assert (made.since, made.until) == (date(2011, 1, 1), date(2015, 12, 31))
    assert made.role_of_rats is RatsRole.COORDINATED
    assert made.ladder == {"detained": Number(447, 447), "convicted": Number(0, 0)}
    assert made.words == ("20 attacks",)
    assert made.confidence == "B2"
    assert made.conditions == ("no_onward_transfer",)
    assert set(made.traces) == {one.commitment for one in statements}


def test_what_a_reader_may_not_see_is_not_said() -> None:
    (made,) = results_of_told(one for one in result() if one.property not in ("definition", "figures"))
    assert made.definition is None
    assert made.number is None
    assert "(no number said)" in headline(made, "en")
    assert "definition: not said" in headline(made, "en")


def test_an_open_upper_end_stays_open() -> None:
    made = claim(figures=[{"least": 551}])
    assert made.number == Number(551, None)
    assert "at least 551 attacks prevented" in headline(made, "en")


def test_a_claim_that_is_replaced_by_its_own_state_only_does_not_count() -> None:
    old = claim()
    (figure,) = old.commitments["figures"]
    own, foreign = claim(supersedes=[figure]), claim("XB", supersedes=[figure])
    assert current([old, own, foreign]) == (own, foreign)
    assert current([old, foreign]) == (old, foreign)


def test_the_two_articles_are_read_with_their_words_and_confidence() -> None:
    s0, s3 = PUBLISHED["ATTACKS-S0"], PUBLISHED["ATTACKS-S3"]
    assert (s0.number, s3.number) == (Number(20, 20), Number(20, 20))
    assert s3.words == ("while still in the planning stages",)
    assert s3.role_of_rats is RatsRole.COORDINATED
    assert s0.role_of_rats is None
    assert (s0.owner, s3.owner) == ("", "")
    assert PUBLISHED["ARRESTED-ORIGINAL"].confidence == "paraphrase medium"
    assert PUBLISHED["CRIMES-TASS-HEADLINE"].number == Number(551, None)
    assert PUBLISHED["REGISTER-NOV-2017"].number == Number(2500, 2500, about=True)
    assert PUBLISHED["STAFF-S3"].since is None


@pytest.mark.parametrize(
    ("one", "other", "finding", "differing"),
    [
        ("ATTACKS-S0", "ATTACKS-S3", Finding.UNLIKE_SAME, {Aspect.WORDS, Aspect.ACTOR, Aspect.SOURCE}),
        ("CRIMES-S0", "CRIMES-S3", Finding.UNLIKE_SAME,
         {Aspect.UNIT_WORDS, Aspect.WORDS, Aspect.ACTOR, Aspect.SOURCE}),
        ("NEUTRALISED-S0", "NEUTRALISED-S3", Finding.REFUSED,
         {Aspect.UNIT_WORDS, Aspect.WORDS, Aspect.ACTOR, Aspect.SOURCE}),
        ("ARRESTED-S0", "ARRESTED-ORIGINAL", Finding.UNLIKE_SAME,
         {Aspect.UNIT_WORDS, Aspect.SOURCE, Aspect.CONFIDENCE}),
        ("CRIMES-TASS-HEADLINE", "CRIMES-TASS-BODY", Finding.UNLIKE,
         {Aspect.NUMBER, Aspect.UNIT_WORDS, Aspect.WORDS, Aspect.SOURCE}),
        ("REGISTER-S3", "REGISTER-NOV-2017", Finding.UNLIKE,
         {Aspect.NUMBER, Aspect.WORDS, Aspect.PERIOD, Aspect.SOURCE, Aspect.CONFIDENCE}),
    ],
)  # fmt: skip
def test_the_articles_figures_differ_in_what_law_md_says(
    one: str, other: str, finding: Finding, differing: set[Aspect]
) -> None:
    found = compare((PUBLISHED[one], PUBLISHED[other]))
    assert found.finding is finding
    assert {row.aspect for row in found.rows if row.verdict is Verdict.DIFFERS} == differing
    assert found.bars


def test_all_that_conflicts_is_found_and_nothing_else() -> None:
    groups = [{c.id for c in group} for group in side_by_side(PUBLISHED.values())]
    conflicts = [{c.id, *c.conflicts_with} for c in PUBLISHED.values() if c.conflicts_with]
    assert all(pair in groups for pair in conflicts)
    assert len(groups) == len(conflicts) / 2


def test_claims_of_one_indicator_and_period_stand_side_by_side() -> None:
    a, b, later = claim(), claim("XB"), claim("XC", period_from="2016-01-01", period_to="2016-12-31")
    assert side_by_side([a, later, b]) == ((a, b),)


@pytest.mark.parametrize(
    ("figures", "finding"),
    [
        ([{"least": 20, "most": 20}], Finding.AGREE),
        ([{"least": 10}], Finding.COMPATIBLE),
        ([{"least": 21, "most": 30}], Finding.CONTRADICT),
    ],
)
def test_what_counts_the_same_thing_agrees_or_contradicts(figures: list[dict[str, int]], finding: Finding) -> None:
    found = compare([claim(), claim("XB", figures=figures)])
    assert found.bars == ()
    assert found.finding is finding


@pytest.mark.parametrize(
    ("field", "value", "aspect"),
    [
        ("indicator", "crimes_averted", Aspect.UNIT),
        ("definition", "Another definition", Aspect.DEFINITION),
        ("definition", None, Aspect.DEFINITION),
        ("period_to", "2016-12-31", Aspect.PERIOD),
        ("territory", "XB", Aspect.TERRITORY),
        ("unit_words", "raids", None),
    ],
)
def test_each_aspect_alone_bars_a_comparison(field: str, value: str | None, aspect: Aspect | None) -> None:
    bars = comparable(claim(), claim("XB", **{field: value}))
    assert [bar.aspect for bar in bars] == ([aspect] if aspect else [])


@pytest.mark.parametrize("field", ["actor", "role_of_rats", "ladder", "method", "published_in"])
def test_other_aspects_are_shown_and_bar_nothing(field: str) -> None:
    changed = {"role_of_rats": "none", "ladder": [{"detained": 1}]}.get(field, "another")
    found = compare([claim(), claim("XB", **{field: changed})])
    assert found.bars == ()
    aspect = Aspect("source" if field == "published_in" else field)
    assert verdicts(claim(), claim("XB", **{field: changed}))[aspect] is Verdict.DIFFERS


def test_one_claim_is_no_comparison() -> None:
    with pytest.raises(Refused) as refused:
        compare([claim()])
    assert refused.value.refusal.code == "results.one"


def test_apart_and_alike_claims_are_summed_with_their_traces_and_conditions() -> None:
    a = claim(conditions=("purpose_only",))
    b = claim("XB", territory="XB", figures=[{"least": 3, "most": 5}], conditions=("no_onward_transfer",))
    c = claim(period_from="2016-01-01", period_to="2016-12-31", figures=[{"least": 2}])
    assert total([a, b]).number == Number(23, 25)
    assert total([a, b]).conditions == ("no_onward_transfer", "purpose_only")
    assert set(total([a, c]).traces) == {*a.traces, *c.traces}
    assert total([a, c]).number == Number(22, None)


@pytest.mark.parametrize(
    ("changed", "refused"),
    [
        ({"indicator": "neutralised"}, "results.unit"),
        ({"indicator": None}, "results.unit"),
        ({"indicator": "crimes_averted"}, "results.unlike"),
        ({"definition": "Another definition"}, "results.unlike"),
        ({"definition": None}, "results.unlike"),
        ({"figures": None}, "results.unlike"),
        ({"territory": "XA"}, "results.overlap"),
        ({"territory": "XA-01"}, "results.overlap"),
        ({"territory": "the members at that time"}, "results.overlap"),
        ({"territory": None}, "results.overlap"),
        ({"territory": "XA", "period_from": "2015-12-31", "period_to": "2016-12-31"}, "results.overlap"),
        ({"territory": "XA", "period_from": "2016-01-01", "period_to": None}, "results.overlap"),
    ],
)
def test_a_sum_that_means_nothing_is_refused(changed: dict[str, Any], refused: str) -> None:
    assert code(claim(), claim("XB", **{"territory": "XB", **changed})) == refused


def test_a_sum_of_nothing_is_refused() -> None:
    assert code() == "results.none"


def test_no_published_figures_are_ever_summed() -> None:
    for one in PUBLISHED.values():
        for other in PUBLISHED.values():
            if one is not other:
                assert code(one, other) in ("results.unit", "results.unlike")


UNITS = st.sampled_from(["attacks_prevented", "crimes_averted", "persons_detained", "persons_convicted"])
TERRITORIES = st.sampled_from(["XA", "XA-01", "XB", "members"])


def never_mixes(summing: Any) -> None:
    @MODEST
    @given(st.lists(st.tuples(UNITS, st.sampled_from("PQ"), TERRITORIES, st.integers(2011, 2013)), max_size=4))
    def held(drawn: list[tuple[str, str, str, int]]) -> None:
        claims = [
            claim(indicator=unit, definition=words, territory=where, period_from=f"{y}-01-01", period_to=f"{y}-12-31")
            for unit, words, where, y in drawn
        ]
        try:
            found = summing(claims)
        except Refused:
            return
        assert found.number == Number(20 * len(drawn), 20 * len(drawn))
        assert len({(unit, words) for unit, words, _, _ in drawn}) == 1
        places = [(where, y) for _, _, where, y in drawn]
        assert len(set(places)) == len(places)
        assert all(("XA", y) not in places or ("XA-01", y) not in places for y in range(2011, 2014))

    held()


def test_whatever_is_summed_is_alike_and_apart() -> None:
    never_mixes(total)


@pytest.mark.parametrize("planted", ["_unlike", "_apart"])
def test_a_sum_that_forgets_a_condition_is_found(planted: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(results, planted, lambda *claims: planted == "_apart")
    caught(never_mixes, total)


def test_a_headline_says_who_what_when_and_with_which_outcome() -> None:
    assert headline(claim(figures=[{"least": 20}]), "en") == (
        "XA-POLICE says: at least 20 attacks prevented, 2011-2015 (definition: An attack under section 1 of the "
        "fictional Act of XA; territory: XA; who acted: XA-POLICE; role of RATS: coordinated; outcome in court: "
        "detained: 447, charged: not said, convicted: 0, acquitted: not said; court or prosecutor's reference: Court "
        "of Exemplar, 1/2015; source: Report of XA-POLICE for 2015; how sure: B2)."
    )


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_headline_can_be_made_of_a_refused_unit(lang: str) -> None:
    for id, one in PUBLISHED.items():
        if id.startswith("NEUTRALISED"):
            with pytest.raises(Refused) as refused:
                headline(one, lang)
            assert refused.value.refusal.code == "results.unit"
        else:
            assert one.source in headline(one, lang)


def test_a_unit_on_no_list_is_said_in_the_words_of_its_source() -> None:
    assert "440 “training camps”" in headline(PUBLISHED["CAMPS-S3"], "en")


def test_an_empty_aspect_is_said_by_nobody() -> None:
    bare = replace(claim(), definition=None)
    assert said(bare, Aspect.DEFINITION) == ""
    assert verdicts(bare, claim())[Aspect.DEFINITION] is Verdict.PARTLY
