"""Cross-matter confusion: an act is tied to one matter of the right kind, and to nothing else."""

from __future__ import annotations

import pytest

from comity.acts import Link
from comity.bootstrap import PROCEDURES
from comity.canonical import Json
from comity.demo.cast import Cast, Filed
from comity.matters import Matter
from tests.asking import refused, size
from tests.stories.conftest import LIST_GATES, dossier

SUBMIT: dict[str, Json] = {"door": "list.circulate", "sunset": "2026-12-01", "effects": []}


def _decision(filed: Filed) -> str:
    return next(iter(filed.decisions.values()))


def _send(
    cast: Cast, who: tuple[str, str], kind: str, procedure: str, links: tuple[Link, ...], **terms: Json
) -> Matter:
    matter = cast.new_id()
    cast.node.submit(cast.sign(cast.head(*who, kind, procedure, matter, terms, links)))
    return cast.matter(matter)


def test_every_procedure_says_which_parents_it_has() -> None:
    names = {p.name for p in PROCEDURES}
    for procedure in PROCEDURES:
        assert bool(procedure.parent) is bool(procedure.parents), procedure.name
        assert procedure.parents | set(procedure.cites.values()) <= names


@pytest.mark.parametrize(
    ("officer", "capacity", "kind", "procedure", "terms"),
    [
        ("XA-NAA-1", "NAA", "erasure.own", "erasure", {"reason": "other"}),  # a decision in use, erased
        ("IR-1", "IR", "erasure.declare", "erasure", {"reason": "other"}),
        ("XA-NLO-1", "NLO", "entry.withdraw", "withdrawal", {"reason": "other"}),
        ("XA-CM-1", "CM", "proposal.open", "proposal", {}),
        ("XB-CM-1", "CM", "council.position", "council.position", {"position": "objection"}),
        ("IR-1", "IR", "reviewer.clear", "clearance", {"question": "child"}),
    ],
)
def test_a_decision_is_no_entry(
    cast: Cast, circulated: Filed, officer: str, capacity: str, kind: str, procedure: str, terms: dict[str, Json]
) -> None:
    before = size()
    with refused("act.parent"):
        _send(cast, (officer, capacity), kind, procedure, (Link("on", _decision(circulated)),), **terms)
    assert size() == before


def test_a_version_is_of_an_entry(cast: Cast, circulated: Filed) -> None:
    for target in (_decision(circulated), circulated.version):
        with refused("act.parent"):
            _send(cast, ("XA-NLO-1", "NLO"), "version.submit", "version", (Link("version_of", target),), **SUBMIT)


def test_a_matter_has_one_parent(cast: Cast, circulated: Filed) -> None:
    """The bars judge by the first link; the second would be touched without them."""
    other = cast.open("XB-NLO-1", "NLO", "entry.claim", "list.entry")
    for links in ((Link("on", other), Link("on", circulated.entry)), (Link("on", other), Link("on", other))):
        with refused("act.links"):
            _send(cast, ("XB-NLO-1", "NLO"), "entry.withdraw", "withdrawal", links, reason="other")


def test_no_act_poses_as_a_version_of_another_s_entry(cast: Cast, circulated: Filed) -> None:
    mine = cast.open("XB-NLO-1", "NLO", "entry.claim", "list.entry")
    for extra in (
        Link("version_of", circulated.entry),
        Link("rests_on", _decision(circulated)),
        Link("x", circulated.entry),
    ):
        with refused("act.links"):
            _send(cast, ("XA-NLO-1", "NLO"), "flag.raise", "flag", (Link("on", mine), extra), ground="R6")


def test_a_version_rests_on_decisions_of_its_own_state(cast: Cast) -> None:
    """Else erasing the version would erase the other State's decision, and a permit would show it to all."""
    theirs = _decision(cast.file(dossier("ember-column"), "XA-NLO-1", "XA-NAA-1"))
    mine = cast.open("XB-NLO-1", "NLO", "entry.claim", "list.entry")
    for target in (theirs, mine, cast.new_id()):
        links = (Link("version_of", mine), Link("rests_on", target))
        with refused("act.links"):
            _send(cast, ("XB-NLO-1", "NLO"), "version.submit", "version", links, **SUBMIT)


def test_links_are_drawn_when_a_matter_opens(cast: Cast) -> None:
    """The reviewer's permit cannot put another State's decision behind the version that it permits."""
    filed = cast.file(dossier("ember-column"), "XA-NLO-1", "XA-NAA-1")
    cast.authenticate(filed, "EC-CR-1")
    other = _decision(cast.file(dossier("ember-column"), "XA-NLO-1", "XA-NAA-1"))
    standing = cast.matter(filed.version)
    attests: list[Json] = list(LIST_GATES)
    head = cast.head(
        "EC-CR-1", "CR", "version.permit", "version", filed.version, {"attests": attests},
        (Link("rests_on", other),), after=standing.last.act,
    )  # fmt: skip
    with refused("act.links"):
        cast.node.submit(cast.sign(head))
    cast.permit(filed, "EC-CR-1", LIST_GATES)


def test_a_purged_matter_is_not_opened_again(cast: Cast, circulated: Filed) -> None:
    gone = cast.new_id()
    with cast.node.reading() as unit:  # as after an older backup: the ledger knows what the tables do not
        unit.run("INSERT INTO purged (matter, act) VALUES (%s, %s)", [gone, cast.new_id()])
    with refused("act.purged"):
        cast.node.submit(cast.sign(cast.head("XA-NLO-1", "NLO", "entry.claim", "list.entry", gone)))


def test_another_state_does_not_suspend_an_entry(cast: Cast, circulated: Filed) -> None:
    """law.md D(iv): liaison officers and approving authorities suspend their own; the reviewers any."""
    for officer, capacity in (("XB-NLO-1", "NLO"), ("XB-NAA-1", "NAA")):
        with refused("actor.claimant_only"):
            cast.open(officer, capacity, "suspension.begin", "suspension", circulated.entry, reason="other")
    cast.open("XA-NLO-1", "NLO", "suspension.begin", "suspension", circulated.entry, reason="other")
    cast.open("EC-CR-1", "CR", "suspension.begin", "suspension", circulated.entry, reason="other")
