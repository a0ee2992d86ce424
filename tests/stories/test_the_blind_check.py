"""The asylum check, the torture and child questions: what was answered counts for the facts it was asked on.

Gates 19, 20 and 24; the claimant sees gates 17, 19 and 20 alike (law.md D(iii), the asylum check; E3).
"""

from __future__ import annotations

from pathlib import Path

import pytest

from comity import acts, bootstrap
from comity.demo.cast import Cast, Filed
from comity.demo.filing import ATTESTED
from comity.entries import history
from comity.entries.doors import Closed
from comity.entries.readers import reader_of
from comity.interchange.dossier import examples
from comity.qualification.gates import Told, for_claimant
from tests.asking import refused, rows
from tests.stories.renewing import later

TABLES = {table.name: table for table in bootstrap.PROCEDURES}


def filed(cast: Cast, folder: Path, **replaced: str) -> Filed:
    """Dorvia files its claim against a person; the warrant is verified."""
    made = examples.materialise("sabrat", folder, cast.node.clock().date())
    text = (made / "dossier.yaml").read_text("utf-8")
    for old, new in replaced.items():
        assert old in text
        text = text.replace(old, new)
    (made / "dossier.yaml").write_text(text, "utf-8")
    found = cast.file(made, "XD-NLO-1", "XD-NAA-1")
    cast.authenticate(found, "EC-CR-1")
    return found


def closed(cast: Cast, claim: Filed, attests: tuple[int, ...] = ATTESTED) -> Closed:
    with pytest.raises(Closed) as found:
        cast.permit(claim, "EC-CR-1", attests)
    return found.value


def holding(cast: Cast, claim: Filed) -> tuple[int, ...]:
    return closed(cast, claim).decision.holding()


def answer(cast: Cast, on: str, question: str, kind: str = "reviewer.clear") -> None:
    cast.open("IR-1", "IR", kind, "clearance", on, question=question, because="Heard both sides.")


def again(cast: Cast, claim: Filed, folder: Path, **replaced: str) -> Filed:
    """The claimant corrects its version and submits another on the same entry and warrant."""
    cast.move("XD-NLO-1", "NLO", "version.correct", claim.version)
    (reference, decision), *_ = claim.decisions.items()
    joined = {
        "kind: register\n": f"kind: register\nrenews: {claim.entry}\n",
        f"reference: {reference}\n": f"reference: {reference}\n    recorded_as: {decision}\n",
    }
    return filed(cast, folder, **joined, **replaced)


def test_an_answer_is_good_for_thirty_days(cast: Cast, tmp_path: Path) -> None:
    claim = filed(cast, tmp_path / "one")
    cast.blind_check(claim, "XB-ASYLUM", "XB-AA-1")
    later(cast, days=30)
    seconds = cast.node.clock()
    later(cast, seconds=1)
    assert cast.node.clock() > seconds
    assert holding(cast, claim) == (19,)  # thirty days and a second
    cast.blind_check(claim, "XB-ASYLUM", "XB-AA-1")
    cast.permit(claim, "EC-CR-1", ATTESTED)


def test_on_the_thirtieth_day_it_still_counts(cast: Cast, tmp_path: Path) -> None:
    claim = filed(cast, tmp_path / "one")
    cast.blind_check(claim, "XB-ASYLUM", "XB-AA-1")
    later(cast, days=30)
    cast.permit(claim, "EC-CR-1", ATTESTED)


def test_all_that_were_asked_must_have_answered(cast: Cast, tmp_path: Path) -> None:
    claim = filed(cast, tmp_path / "one")
    cast.blind_check(claim, "XB-ASYLUM", "XB-AA-1")
    asked = cast.open("IR-1", "IR", "asylum.ask", "asylum", claim.entry, authority="XE-ASYLUM")
    assert holding(cast, claim) == (19,)
    with refused("act.unknown_matter"):
        cast.move("XB-AA-1", "AA", "asylum.answer", asked, answer="none")  # it was not asked this
    cast.move("XE-AA-1", "AA", "asylum.answer", asked, answer="none")
    cast.permit(claim, "EC-CR-1", ATTESTED)


def test_an_answer_given_before_the_identity_changed_does_not_count(cast: Cast, tmp_path: Path) -> None:
    claim = filed(cast, tmp_path / "one")
    cast.blind_check(claim, "XB-ASYLUM", "XB-AA-1")
    other = again(cast, claim, tmp_path / "two", **{"born: 1972-05-30": "born: 1973-05-30"})
    assert 19 in holding(cast, other)


def test_a_refugee_stays_one_until_that_authority_says_otherwise(cast: Cast, tmp_path: Path) -> None:
    claim = filed(cast, tmp_path / "one")
    cast.blind_check(claim, "XB-ASYLUM", "XB-AA-1", answer="some")
    cast.blind_check(claim, "XE-ASYLUM", "XE-AA-1")
    assert holding(cast, claim) == (19,)
    later(cast, hours=1)
    cast.blind_check(claim, "XB-ASYLUM", "XB-AA-1")
    cast.permit(claim, "EC-CR-1", ATTESTED)


def test_a_clearance_of_asylum_comes_after_the_answer_it_clears(cast: Cast, tmp_path: Path) -> None:
    claim = filed(cast, tmp_path / "one")
    answer(cast, claim.version, "asylum")  # nothing to clear yet
    cast.blind_check(claim, "XB-ASYLUM", "XB-AA-1", answer="some")
    assert holding(cast, claim) == (19,)
    answer(cast, claim.version, "asylum")
    cast.permit(claim, "EC-CR-1", ATTESTED)


@pytest.mark.parametrize("named", ["version", "entry"])
def test_a_risk_of_torture_is_cleared_for_the_facts_of_that_version_only(
    cast: Cast, tmp_path: Path, named: str
) -> None:
    risk = {"torture_risk: false": "torture_risk: true"}
    claim = filed(cast, tmp_path / "one", **risk)
    cast.blind_check(claim, "XB-ASYLUM", "XB-AA-1")
    assert holding(cast, claim) == (20,)
    answer(cast, claim.version if named == "version" else claim.entry, "torture")
    corrected = again(cast, claim, tmp_path / "two", **risk)
    cast.blind_check(corrected, "XB-ASYLUM", "XB-AA-1")
    assert 20 in holding(cast, corrected)
    answer(cast, corrected.version if named == "version" else corrected.entry, "torture")
    assert 20 not in _holding_or_none(cast, corrected)


def _holding_or_none(cast: Cast, claim: Filed) -> tuple[int, ...]:
    try:
        cast.permit(claim, "EC-CR-1", ATTESTED)
    except Closed as found:
        return found.decision.holding()
    return ()


@pytest.mark.parametrize(
    ("question", "gate", "line"),
    [("torture", 20, "torture_risk: "), ("child", 24, "minor_at_time: ")],
)
def test_a_refusal_of_the_reviewer_outlives_a_new_answer_of_the_claimant(
    cast: Cast, tmp_path: Path, question: str, gate: int, line: str
) -> None:
    claim = filed(cast, tmp_path / "one", **{f"{line}false": f"{line}true"})
    cast.blind_check(claim, "XB-ASYLUM", "XB-AA-1")
    assert holding(cast, claim) == (gate,)
    answer(cast, claim.version, question, "reviewer.refuse")
    rewritten = again(cast, claim, tmp_path / "two")  # now the claimant says "no risk", "no child"
    cast.blind_check(rewritten, "XB-ASYLUM", "XB-AA-1")
    assert gate in holding(cast, rewritten)


def test_a_clearance_names_an_entry_or_a_version(cast: Cast, tmp_path: Path) -> None:
    claim = filed(cast, tmp_path / "one")
    with refused("act.parent"):
        answer(cast, next(iter(claim.decisions.values())), "torture")
    cleared = cast.open("IR-1", "IR", "reviewer.clear", "clearance", claim.version, question="torture", because="Safe.")
    with refused("entry.choice"):  # the question is not changed on the way
        cast.move("IR-1", "IR", "reviewer.reconsider", cleared, question="child", because="New report.")
    cast.move("IR-1", "IR", "reviewer.reconsider", cleared, question="torture", because="New report.")


def seen_by_claimant(cast: Cast, claim: Filed) -> list[tuple[str, str, tuple[str, str]]]:
    now = acts.to_time(cast.node.clock())
    with cast.node.reading() as unit:
        matter, reader = unit.matter(claim.entry), reader_of(unit, "XD-NLO-1", now)
        assert matter is not None
        return [(one.kind, one.after, one.word) for one in history.events(unit, matter, reader, TABLES, now)]


def test_the_claimant_sees_gates_17_19_and_20_alike(cast: Cast, tmp_path: Path) -> None:
    """In the answer, in its history and in the journal of refusals nothing tells the three apart."""
    answers, histories, journals = [], [], []
    for gate in (17, 19, 20):
        claim = filed(cast, tmp_path / str(gate))
        if gate != 19:
            cast.blind_check(claim, "XB-ASYLUM", "XB-AA-1")
        else:
            cast.blind_check(claim, "XB-ASYLUM", "XB-AA-1", answer="some")
        found = closed(cast, claim, tuple(one for one in ATTESTED if one != gate))
        assert found.decision.holding() == (gate,)
        assert (found.refusal.code, dict(found.refusal.evidence)) == ("act.held", {"door": "register.circulate"})
        assert [one.gate for one in found.shown_to("CR")] == [gate]
        assert found.shown_to("CM") == found.shown_to("NAA") == ()
        told = for_claimant(found.decision)
        assert not any(finding.gate in (17, 19, 20) for finding in told.findings)
        answers.append((told.told, sorted((f.gate, f.rule.id, str(f.outcome)) for f in told.findings)))
        ((journaled,),) = rows("SELECT content FROM journal ORDER BY idx DESC LIMIT 1")
        journals.append(bytes(journaled).replace(claim.version.encode(), b"-"))
        cast.move(
            "EC-CR-1", "CR", "version.return", claim.version, because="Held for review.", reasons=["held_for_review"]
        )
        histories.append(seen_by_claimant(cast, claim))
    assert answers[0] == answers[1] == answers[2]
    assert answers[0][0] is Told.HELD
    assert histories[0] == histories[1] == histories[2]
    assert not any(b"gate" in one or b"19" in one.split(b'"code"')[1].split(b",")[0] for one in journals)


@pytest.mark.parametrize("said", ["gate_19", "asylum", "refugee"])
def test_no_reason_of_a_reviewer_can_name_one_of_the_three(cast: Cast, tmp_path: Path, said: str) -> None:
    claim = filed(cast, tmp_path / "one")
    with refused("entry.choice"):
        cast.move("EC-CR-1", "CR", "version.return", claim.version, because="Why.", reasons=[said])
