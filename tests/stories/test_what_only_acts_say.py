"""Gates 36, 38 and 40 by real acts, and who may speak on an entry (law.md D(iii), B6, E11)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from comity import bootstrap, keys
from comity.canonical import Json
from comity.demo.cast import Cast, Filed
from comity.demo.filing import ATTESTED
from comity.entries.doors import Closed
from comity.interchange.dossier import examples
from tests.asking import refused
from tests.stories.renewing import later, wanted
from tests.stories.test_positions_and_flags import seen

MEMBERS = ("XA", "XB", "XC", "XD", "XE", "XF")


def banned(cast: Cast, folder: Path) -> Filed:
    """Alderia files its ban of an organisation; the judgment is verified."""
    made = examples.materialise("ember-column", folder, cast.node.clock().date())
    filed = cast.file(made, "XA-NLO-1", "XA-NAA-1")
    cast.authenticate(filed, "EC-CR-1")
    return filed


def holding(cast: Cast, filed: Filed) -> tuple[int, ...]:
    with pytest.raises(Closed) as closed:
        cast.permit(filed, "EC-CR-1", ATTESTED)
    return closed.value.decision.holding()


def test_a_claimant_with_overdue_reviews_circulates_nothing_new(cast: Cast, tmp_path: Path) -> None:
    """Gate 36: two reviews of Alderia are overdue, so its third claim waits; Dorvia's does not."""
    first = [banned(cast, tmp_path / name) for name in ("one", "two")]
    for filed in first:
        cast.permit(filed, "EC-CR-1", ATTESTED)
    later(cast, days=400)
    third = banned(cast, tmp_path / "three")
    assert holding(cast, third) == (36,)
    wanted(cast, tmp_path / "of-dorvia")
    cast.open("XA-NAA-1", "NAA", "entry.withdraw", "withdrawal", first[0].entry, reason="purpose_met")
    cast.permit(third, "EC-CR-1", ATTESTED)  # one alone does not hold the claimant up


def test_a_review_is_overdue_from_the_day_of_its_sunset(cast: Cast, circulated: Filed) -> None:
    sunset = seen(cast, circulated.entry).sunset
    with cast.node.reading() as unit:
        records = bootstrap.SqlRecords(unit, cast.node.treaty.safeguards)
        day_before = (cast.node.clock().fromisoformat(sunset) - timedelta(1)).date().isoformat()
        assert records.reviews("XA", day_before)[0] == 0
        assert records.reviews("XA", sunset)[0] == 1


def test_a_recipient_that_has_not_signed_the_safeguards_receives_nothing(cast: Cast, tmp_path: Path) -> None:
    """Gate 40: Borovia names a second authority; what goes to all members waits until that one has signed."""
    filed = banned(cast, tmp_path / "one")
    seal = keys.generate(cast.random_bytes)
    notice: dict[str, Json] = {
        "authority": "XB-SECOND",
        "participant": "XB",
        "duty": "competent",
        "since": cast.node.clock().date().isoformat(),
        "seal": seal.public_key.hex(),
    }
    cast.open("XB-NAA-1", "NAA", "authority.notify", "authority", **notice)
    assert holding(cast, filed) == (40,)
    named = wanted(cast, tmp_path / "named")  # goes to Esmeria and Fenwara alone, and both have signed
    assert named.entry


def test_a_new_version_of_the_protocol_needs_new_signatures(cast: Cast, tmp_path: Path) -> None:
    """Gate 40: a signature is on one text."""
    filed, node = banned(cast, tmp_path / "one"), cast.node
    treaty = replace(node.treaty, safeguards="e" * 64)
    cast.node = replace(node, treaty=treaty, writer=replace(node.writer, charter=bootstrap.charter(treaty)))
    assert holding(cast, filed) == (40,)
    cast.sign_safeguards()
    cast.permit(filed, "EC-CR-1", ATTESTED)


def proposed(cast: Cast, entry: str, objecting: str = "") -> str:
    proposal = cast.open("XA-CM-1", "CM", "proposal.open", "proposal", entry)
    for name in MEMBERS:
        word = "objection" if name == objecting else "no_objection"
        cast.open(f"{name}-CM-1", "CM", "council.position", "council.position", proposal, position=word)
    return proposal


def joins(cast: Cast, participant: str, truth: bool) -> None:
    """Two States adopt that ``participant`` is a member from today on, or is none any more."""
    day = cast.node.clock().date().isoformat()
    said: dict[str, Json] = {"participant": participant, "joins": truth, "day": day}
    matter = cast.open("XA-CM-1", "CM", "member.propose", "membership", **said)
    cast.move("XB-CM-1", "CM", "member.adopt", matter, **said)


def test_consensus_is_of_the_members_of_that_day(cast: Cast, circulated: Filed) -> None:
    """Gate 38: who joined since must be heard."""
    proposal = proposed(cast, circulated.entry)
    joins(cast, "XH", True)
    with pytest.raises(Closed) as closed:
        cast.move("XB-CM-1", "CM", "proposal.adopt", proposal)
    assert closed.value.decision.holding() == (38,)


def test_the_objection_of_a_state_that_left_hinders_nothing(cast: Cast, circulated: Filed) -> None:
    proposal = proposed(cast, circulated.entry, objecting="XF")
    with pytest.raises(Closed):
        cast.move("XB-CM-1", "CM", "proposal.adopt", proposal)
    joins(cast, "XF", False)
    cast.move("XB-CM-1", "CM", "proposal.adopt", proposal)
    assert seen(cast, circulated.entry).common


SAYINGS = [
    ("NAA", "position.take", "position", {"position": "recognises"}),
    ("NAA", "flag.raise", "flag", {"ground": "R6"}),
]


@pytest.mark.parametrize(("capacity", "kind", "procedure", "terms"), SAYINGS)
def test_a_state_speaks_only_on_what_was_circulated_to_it(
    cast: Cast, tmp_path: Path, capacity: str, kind: str, procedure: str, terms: dict[str, Json]
) -> None:
    """To Borovia an entry that Dorvia circulated to Esmeria and Fenwara does not exist."""
    named = wanted(cast, tmp_path / "named")
    for target in (named.entry, "0" * 32):
        with refused("act.parent"):
            cast.open("XB-NAA-1", capacity, kind, procedure, target, **terms)
    cast.open("XE-NAA-1", capacity, kind, procedure, named.entry, **terms)


@pytest.mark.parametrize(("capacity", "kind", "procedure", "terms"), SAYINGS)
def test_nobody_speaks_on_what_was_not_circulated_at_all(
    cast: Cast, tmp_path: Path, capacity: str, kind: str, procedure: str, terms: dict[str, Json]
) -> None:
    waiting = banned(cast, tmp_path / "waiting")
    with refused("act.parent"):
        cast.open("XB-NAA-1", capacity, kind, procedure, waiting.entry, **terms)


def test_no_proposal_is_made_on_what_was_not_circulated(cast: Cast, tmp_path: Path) -> None:
    waiting = banned(cast, tmp_path / "waiting")
    with refused("act.parent"):
        cast.open("XB-CM-1", "CM", "proposal.open", "proposal", waiting.entry)


def test_whom_the_claimant_sent_lifts_no_suspension_of_its_entry(cast: Cast, circulated: Filed) -> None:
    held = cast.open("EC-CR-1", "CR", "suspension.begin", "suspension", circulated.entry, reason="data_error")
    with refused("actor.seconded"):
        cast.move("EC-ECA-1", "ECA", "suspension.lift", held)  # sent by Alderia, whose entry it is
    with refused("actor.capacity"):
        cast.move("EC-ECA-2", "ECA", "suspension.lift", held)  # an analyst does not undo a reviewer
    cast.move("EC-CR-2", "CR", "suspension.lift", held)
    assert seen(cast, circulated.entry).standing.effect == "in_force"


def test_the_executive_committee_appoints_through_its_head(cast: Cast) -> None:
    new: dict[str, Json] = {
        "officer": "EC-CR-9",
        "authority": "EC",
        "capacities": ["CR"],
        "key": keys.generate(cast.random_bytes).public_key.hex(),
        "seconded_by": "XD",
    }

    def appoint(officer: str, capacity: str) -> None:
        head = cast.head(officer, capacity, "officer.appoint", "officer", cast.new_id(), new)
        cast.node.submit(cast.sign(head))

    with refused("actor.head_or_deputy"):
        appoint("EC-CR-1", "CR")
    appoint("EC-ECA-1", "ECA")
    with cast.node.reading() as unit:
        assert unit.directory().officers["EC-CR-9"].seconded_by == "XD"
