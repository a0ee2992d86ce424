"""Who gave support, in the words of the rules: only on a final judgment, past the negative checklist, and read by
the independent reviewer before anyone else (law.md A2, D3; D(iii), gate 37)."""

from __future__ import annotations

from pathlib import Path

import pytest

from comity import acts, bootstrap
from comity.acts import Link
from comity.demo.cast import Cast, Filed
from comity.demo.filing import ATTESTED
from comity.effect import Effect
from comity.entries import face as reading
from comity.entries.doors import Closed
from comity.entries.face import Face
from comity.entries.readers import reader_of
from comity.interchange.dossier import acting, examples
from comity.store.visible import SqlView
from tests.asking import effect, refused, rows
from tests.stories.conftest import dossier
from tests.stories.renewing import later, renewal

OF_ACT = 'supported: {decision: CC-XE-2024-31, paragraph: "para 19"}'


def filed(cast: Cast, folder: Path, **replaced: str) -> Filed:
    """Esmeria files its court's judgment against a money transmitter; the judgment is verified."""
    made = examples.materialise("copper-vault", folder, cast.node.clock().date())
    text = (made / "dossier.yaml").read_text("utf-8")
    for old, new in replaced.items():
        assert old in text
        text = text.replace(old, new)
    (made / "dossier.yaml").write_text(text, "utf-8")
    found = cast.file(made, "XE-NLO-1", "XE-NAA-1")
    cast.authenticate(found, "EC-CR-1")
    return found


def listed(entry: str) -> dict[str, str]:
    """Names the listed organisation instead of the act."""
    return {OF_ACT: f"supported: {{entry: {entry}}}"}


def answer(cast: Cast, on: str, kind: str = "reviewer.clear") -> str:
    return cast.open("IR-1", "IR", kind, "clearance", on, question="support", because="Read before circulation.")


def permit(cast: Cast, claim: Filed) -> None:
    cast.permit(claim, "EC-CR-1", ATTESTED)


def holding(cast: Cast, claim: Filed) -> tuple[int, ...]:
    with pytest.raises(Closed) as closed:
        permit(cast, claim)
    return closed.value.decision.holding()


def seen(cast: Cast, entry: str, officer: str) -> Face:
    at = acts.to_time(cast.node.clock())
    with cast.node.reading() as unit:
        view = SqlView(unit, reader_of(unit, officer, at[:10]))
        return reading.face(unit, entry, view, at, at)


@pytest.fixture
def supporter(cast: Cast, tmp_path: Path) -> Filed:
    """An entry on support of a named attack, cleared and circulated."""
    claim = filed(cast, tmp_path / "supporter")
    answer(cast, claim.version)
    permit(cast, claim)
    return claim


def test_a_final_judgment_that_the_reviewer_read_is_shown_to_the_members(cast: Cast, supporter: Filed) -> None:
    assert cast.matter(supporter.entry).procedure == "support.entry"
    assert effect(cast, supporter.entry) is Effect.IN_FORCE
    shown = seen(cast, supporter.entry, "XA-NLO-1")
    assert shown.caption == "Copper Vault Exchange"
    assert shown.restricted  # it may name a person: opened with a case, and the journal keeps who did
    assert not seen(cast, supporter.entry, "XE-NLO-1").restricted
    assert shown.un is None


@pytest.mark.parametrize("named", ["version", "entry"])
def test_nothing_circulates_before_the_independent_reviewer_cleared_it(cast: Cast, tmp_path: Path, named: str) -> None:
    claim = filed(cast, tmp_path / "one")
    assert holding(cast, claim) == (37,)
    with cast.node.reading() as unit:
        assert SqlView(unit, reader_of(unit, "XA-NLO-1", "2026-03-02")).count("support.entry") == 0
    with refused("actor.capacity"):
        cast.open("EC-CR-1", "CR", "reviewer.clear", "clearance", claim.version, question="support", because="No.")
    answer(cast, claim.version if named == "version" else claim.entry)
    permit(cast, claim)


def test_the_reviewer_reads_it_in_a_case_before_anyone_else(cast: Cast, tmp_path: Path) -> None:
    claim = filed(cast, tmp_path / "one")
    with refused("act.unknown_matter"):
        seen(cast, claim.entry, "IR-1")
    cast.open("IR-1", "IR", "case.open", "case", claim.entry, because="Prior review.", reason="other")
    assert seen(cast, claim.entry, "IR-1").caption == "Copper Vault Exchange"


def test_a_refusal_holds_until_the_reviewer_clears_it(cast: Cast, tmp_path: Path) -> None:
    claim = filed(cast, tmp_path / "one")
    answer(cast, claim.version, "reviewer.refuse")
    assert holding(cast, claim) == (37,)
    answer(cast, claim.version)
    permit(cast, claim)


def test_another_version_is_read_again(cast: Cast, tmp_path: Path) -> None:
    claim = filed(cast, tmp_path / "one")
    answer(cast, claim.version)
    cast.move("XE-NLO-1", "NLO", "version.correct", claim.version)
    ((reference, decision),) = claim.decisions.items()
    again = filed(
        cast,
        tmp_path / "two",
        **{
            "kind: support\n": f"kind: support\nrenews: {claim.entry}\n",
            f"reference: {reference}\n": f"reference: {reference}\n    recorded_as: {decision}\n",
        },
    )
    assert 37 in holding(cast, again)


@pytest.mark.parametrize("finality", ["appealable", "under_appeal"])
def test_a_judgment_that_is_not_final_names_nobody(cast: Cast, tmp_path: Path, finality: str) -> None:
    claim = filed(cast, tmp_path / "one", **{"finality: final": f"finality: {finality}"})
    answer(cast, claim.version)
    assert 37 in holding(cast, claim)


@pytest.mark.parametrize("activity", ["humanitarian", "legal_aid", "media", "human_rights", "religion"])
def test_what_is_only_lawful_activity_is_no_support(cast: Cast, tmp_path: Path, activity: str) -> None:
    change = {f"activity: {activity}, only_this: false": f"activity: {activity}, only_this: true"}
    claim = filed(cast, tmp_path / "one", **change)
    answer(cast, claim.version)
    assert holding(cast, claim) == (37,)


def test_an_appeal_suspends_what_rests_on_a_final_judgment(cast: Cast, supporter: Filed) -> None:
    """Where a ban on the List is shown as not final, an entry on support stops counting."""
    (judgment,) = supporter.decisions.values()
    cast.open("XE-NLO-1", "NLO", "ruling.record", "ruling", judgment, outcome="under_appeal")
    assert effect(cast, supporter.entry) is Effect.SUSPENDED
    settled = cast.open("XE-NLO-1", "NLO", "ruling.record", "ruling", judgment, outcome="final")
    assert effect(cast, supporter.entry) is Effect.SUSPENDED
    cast.move("EC-CR-1", "CR", "ruling.authenticate", settled)
    assert effect(cast, supporter.entry) is Effect.IN_FORCE


def test_a_quashed_judgment_suspends_for_good_and_is_purged(cast: Cast, supporter: Filed) -> None:
    (judgment,) = supporter.decisions.values()
    cast.open("XE-NLO-1", "NLO", "ruling.record", "ruling", judgment, outcome="quashed")
    assert effect(cast, supporter.entry) is Effect.SUSPENDED
    later(cast, days=31)
    assert len(bootstrap.keep_time(cast.node, cast.random_bytes)) == 1
    with cast.node.reading() as unit:
        assert unit.is_purged(supporter.entry)
    assert "Copper Vault" not in str(rows("SELECT content FROM statement"))


def test_support_of_a_listed_organisation_counts_while_its_entry_does(
    cast: Cast, circulated: Filed, tmp_path: Path
) -> None:
    claim = filed(cast, tmp_path / "one", **listed(circulated.entry))
    answer(cast, claim.version)
    permit(cast, claim)
    assert effect(cast, claim.entry) is Effect.IN_FORCE
    stop = cast.open("XA-NAA-1", "NAA", "suspension.begin", "suspension", circulated.entry, reason="data_error")
    assert effect(cast, claim.entry) is Effect.SUSPENDED
    assert ("supported", circulated.entry) in seen(cast, claim.entry, "XE-NLO-1").standing.reasons
    cast.move("XA-NAA-1", "NAA", "suspension.lift", stop)
    assert effect(cast, claim.entry) is Effect.IN_FORCE
    cast.open("XA-NAA-1", "NAA", "entry.withdraw", "withdrawal", circulated.entry, reason="purpose_met")
    assert effect(cast, claim.entry) is Effect.SUSPENDED


def test_an_organisation_whose_entry_is_not_in_force_and_final_is_not_enough(
    cast: Cast, circulated: Filed, tmp_path: Path
) -> None:
    claim = filed(cast, tmp_path / "one", **listed(circulated.entry))
    answer(cast, claim.version)
    (ban,) = circulated.decisions.values()
    cast.open("XA-NLO-1", "NLO", "ruling.record", "ruling", ban, outcome="stayed")
    assert holding(cast, claim) == (37,)


def test_an_entry_that_was_never_circulated_is_as_unknown_as_one_that_does_not_exist(
    cast: Cast, tmp_path: Path
) -> None:
    hidden = cast.file(dossier("ember-column"), "XA-NLO-1", "XA-NAA-1")
    for number, entry in enumerate((hidden.entry, "ab" * 16)):
        with refused("act.links"):
            filed(cast, tmp_path / str(number), **listed(entry))


def test_no_other_entry_names_an_organisation_that_was_supported(cast: Cast, circulated: Filed) -> None:
    head = cast.head(
        "XA-NLO-1",
        "NLO",
        "version.submit",
        "version",
        cast.new_id(),
        {"door": "list.renew", "sunset": "2026-12-01", "effects": []},
        (Link("version_of", circulated.entry), Link("supported", circulated.entry)),
    )
    with refused("act.links"):
        cast.node.submit(cast.sign(head))


def test_the_head_names_the_organisation_that_the_body_names(
    cast: Cast, circulated: Filed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Effect reads heads, people read bodies."""
    monkeypatch.setattr(acting, "_supported", lambda entry: ())
    claim = filed(cast, tmp_path / "one", **listed(circulated.entry))
    answer(cast, claim.version)
    with refused("entry.disagrees"):
        permit(cast, claim)


def test_it_is_renewed_only_on_a_new_fact_read_by_the_reviewer(cast: Cast, supporter: Filed, tmp_path: Path) -> None:
    later(cast, days=300)
    same = renewal(cast, "copper-vault", supporter, tmp_path / "same")
    answer(cast, same.version)
    assert holding(cast, same) == (32,)
    cast.move("XE-NLO-1", "NLO", "version.correct", same.version)
    new = renewal(cast, "copper-vault", supporter, tmp_path / "new", **{"CC-XE-2024-31": "CC-XE-2026-4"})
    cast.authenticate(new, "EC-CR-1")
    answer(cast, new.version)
    assert holding(cast, new) == (32,)  # the same judgment under another reference is no new fact
    cast.move("XE-NLO-1", "NLO", "version.correct", new.version)
    fresh = renewal(
        cast,
        "copper-vault",
        supporter,
        tmp_path / "fresh",
        **{"CC-XE-2024-31": "CC-XE-2026-4", "2024/31": "2026/4", "date: 2024-09-12": "date: 2026-10-01"},
    )
    cast.authenticate(fresh, "EC-CR-1")
    assert holding(cast, fresh) == (37,)
    answer(cast, fresh.version)
    permit(cast, fresh)
    assert effect(cast, supporter.entry) is Effect.IN_FORCE


def test_other_states_take_positions_and_the_reviewer_may_order_its_deletion(cast: Cast, supporter: Filed) -> None:
    cast.open("XA-NLO-1", "NLO", "position.take", "position", supporter.entry, position="does_not_recognise")
    positions = {one.participant: one.position for one in seen(cast, supporter.entry, "XE-NLO-1").positions}
    assert positions["XA"] == "does_not_recognise" and positions["XB"] == "silent"
    because = {"order": "delete", "reason": "proportionality", "because": "Not proportionate."}
    cast.open("IR-1", "IR", "reviewer.order", "order", supporter.entry, **because)
    assert effect(cast, supporter.entry) is Effect.DELETED


def test_it_becomes_no_common_entry(cast: Cast, supporter: Filed) -> None:
    with refused("act.parent"):
        cast.open("XE-NAA-1", "NAA", "proposal.open", "proposal", supporter.entry)


def test_an_individual_is_named_as_in_the_judgment_and_as_restrained(cast: Cast, tmp_path: Path) -> None:
    person = {"subject: organisation": 'subject: individual\n  born: "1971"'}
    claim = filed(cast, tmp_path / "one", **person)
    answer(cast, claim.version)
    permit(cast, claim)
    shown = seen(cast, claim.entry, "XC-NLO-1")
    assert shown.restricted and shown.version is not None
    assert shown.version.part.text("born") == "1971"
