"""Bodies: no content reaches a reader past the gates, and none comes back after an erasure."""

from __future__ import annotations

from dataclasses import replace

import pytest

from comity.acts import BodyHead, Link
from comity.canonical import Json
from comity.demo.cast import Cast, Filed
from comity.entries.doors import read_claim, read_decisions
from comity.handling import PUBLIC
from comity.listing.bodies import ListEntry
from comity.provenance import Opened, Standing, Statement, seal
from comity.store.visible import SqlView
from tests.asking import Bodies, reasons, refused, rows, size
from tests.stories.conftest import LIST_GATES, dossier


def _body(cast: Cast, schema: str, code: str, prop: str, *about: str, recipients: tuple[str, ...] = ()) -> Bodies:
    said = Statement(prop, "Some Person", "XA", "dossier", Standing.RECORDED, "A1", "en", "", "", "")
    (opened,) = seal([said], lambda: cast.random_bytes(16))
    return (BodyHead(schema, code, recipients, about, (), (opened.commitment,)),), ((opened,),)


@pytest.mark.parametrize("code", ["PUBLIC", "MEMBER", "NAMED", "EYES_OF_REVIEW"])
@pytest.mark.parametrize("schema", ["list.entry/1", "support.entry/1", "document/1", "reasons/1"])
def test_a_claim_names_nobody(cast: Cast, code: str, schema: str) -> None:
    """What stands on an entry's own matter would be shown at once, without any gate."""
    entry = cast.new_id()
    bodies, opened = _body(cast, schema, code, "official_name", entry)
    head = cast.head("XA-NLO-1", "NLO", "entry.claim", "list.entry", entry, bodies=bodies)
    with refused("act.schema"):
        cast.node.submit(cast.sign(head, opened))


@pytest.mark.parametrize(
    "schema", ["list.entry/1", "register.entry/1", "support.entry/1", "judiciary.decision/1", "document/1"]
)
def test_an_act_beside_an_entry_carries_no_claim(cast: Cast, circulated: Filed, schema: str) -> None:
    matter = cast.new_id()
    bodies, opened = _body(cast, schema, "PUBLIC", "official_name", matter)
    head = cast.head(
        "XB-NLO-1", "NLO", "position.take", "position", matter, {"position": "silent"},
        (Link("on", circulated.entry),), bodies,
    )  # fmt: skip
    with refused("act.schema"):
        cast.node.submit(cast.sign(head, opened))


@pytest.mark.parametrize("code", ["PUBLIC", "MEMBER", "NAMED"])
def test_reasons_are_not_a_way_to_circulate(cast: Cast, circulated: Filed, code: str) -> None:
    matter = cast.new_id()
    bodies, opened = reasons(cast, "XB-NLO-1", "About a person.", matter)
    head = cast.head(
        "XB-NLO-1", "NLO", "flag.raise", "flag", matter, {"ground": "R6"}, (Link("on", circulated.entry),),
        (replace(bodies[0], code=code, recipients=("XC",)),),
    )  # fmt: skip
    with refused("act.code"):
        cast.node.submit(cast.sign(head, opened))


def test_the_permit_says_nothing_that_was_not_weighed(cast: Cast) -> None:
    filed = cast.file(dossier("ember-column"), "XA-NLO-1", "XA-NAA-1")
    cast.authenticate(filed, "EC-CR-1")
    bodies, opened = _body(cast, "list.entry/1", "PUBLIC", "official_name", filed.version)
    attests: list[Json] = list(LIST_GATES)
    after = cast.matter(filed.version).last.act
    head = cast.head(
        "EC-CR-1", "CR", "version.permit", "version", filed.version, {"attests": attests}, (), bodies, after
    )
    with refused("act.schema"):
        cast.node.submit(cast.sign(head, opened))


def test_only_what_may_be_published_is_public(cast: Cast) -> None:
    decision = cast.new_id()
    bodies, opened = _body(cast, "judiciary.decision/1", "PUBLIC", "parties", decision)
    terms: dict[str, Json] = {"type": "ban", "finality": "final"}
    head = cast.head("XA-NLO-1", "NLO", "decision.record", "decision", decision, terms, (), bodies)
    with refused("act.code"):
        cast.node.submit(cast.sign(head, opened))


def test_nothing_is_public_before_the_permit(cast: Cast) -> None:
    filed = cast.file(dossier("ember-column"), "XA-NLO-1", "XA-NAA-1")
    with cast.node.reading() as unit:
        view = SqlView(unit, PUBLIC)
        assert not view.sees(filed.entry)
        assert view.count("list.entry") == 0
        for matter in (filed.entry, filed.version, *filed.decisions.values()):
            assert not [one for one in view.shown(matter) if one.statement is not None]


def test_a_body_is_reached_by_erasing_its_own_entry(cast: Cast, circulated: Filed) -> None:
    """A body that is about a shared decision alone would outlive the entry."""
    decision = next(iter(circulated.decisions.values()))
    version = cast.new_id()
    bodies, opened = _body(cast, "list.entry/1", "MEMBER", "official_name", decision)
    links = (Link("version_of", circulated.entry), Link("rests_on", decision))
    terms: dict[str, Json] = {"door": "list.renew", "sunset": "2026-12-01", "effects": []}
    head = cast.head("XA-NLO-1", "NLO", "version.submit", "version", version, terms, links, bodies)
    with refused("act.about"):
        cast.node.submit(cast.sign(head, opened))


def _case(cast: Cast, entry: str, bodies: tuple[BodyHead, ...], opened: tuple[tuple[Opened, ...], ...]) -> None:
    matter = cast.new_id()
    links = (Link("on", entry),)
    moved = tuple(replace(body, about=(matter, entry)) for body in bodies)
    head = cast.head("IR-1", "IR", "case.open", "case", matter, {"reason": "other"}, links, moved)
    cast.node.submit(cast.sign(head, opened))


def test_the_same_statement_is_refused_and_not_a_crash(cast: Cast, circulated: Filed) -> None:
    bodies, opened = reasons(cast, "IR-1", "Said once.", circulated.entry)
    twice = (replace(bodies[0], statements=bodies[0].statements * 2),), (opened[0] * 2,)
    for wrong in (twice, (bodies * 2, opened * 2)):
        with refused("act.repeated"):
            _case(cast, circulated.entry, *wrong)
    _case(cast, circulated.entry, bodies, opened)
    before = size()
    with refused("act.repeated"):
        _case(cast, circulated.entry, bodies, opened)
    assert size() == before


def test_what_was_erased_does_not_come_back_on_another_matter(cast: Cast, circulated: Filed) -> None:
    bodies, opened = reasons(cast, "IR-1", "About a person.", circulated.entry)
    _case(cast, circulated.entry, bodies, opened)
    cast.open("IR-1", "IR", "erasure.declare", "erasure", circulated.entry, reason="court_order")
    other = cast.open("XB-NLO-1", "NLO", "entry.claim", "list.entry")
    with refused("act.repeated"):
        _case(cast, other, bodies, opened)
    assert rows("SELECT COUNT(*) FROM statement") == [(0,)]


def test_reasons_are_no_part_of_the_claim(cast: Cast) -> None:
    """A reviewer who gives reasons with a permit does not keep the version from every later door."""
    filed = cast.file(dossier("ember-column"), "XA-NLO-1", "XA-NAA-1")
    cast.authenticate(filed, "EC-CR-1")
    attests: list[Json] = list(LIST_GATES)
    cast.move("EC-CR-1", "CR", "version.permit", filed.version, because="All was compared.", attests=attests)
    with cast.node.reading() as unit:
        version = unit.matter(filed.version)
        assert version is not None
        assert read_claim(unit, version, ListEntry).claimant_state == "XA"


def test_two_decisions_of_one_reference_hide_none(cast: Cast) -> None:
    first = cast.file(dossier("ember-column"), "XA-NLO-1", "XA-NAA-1")
    second = cast.file(dossier("ember-column"), "XA-NLO-1", "XA-NAA-1")
    rests = tuple(Link("rests_on", one) for filed in (first, second) for one in filed.decisions.values())
    version = replace(cast.matter(first.version), links=(Link("version_of", first.entry), *rests))
    with cast.node.reading() as unit, refused("entry.disagrees"):
        read_decisions(unit, version)
