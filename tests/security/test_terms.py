"""Terms: nothing stands in a head that no gate weighed, and no form of value ends in a traceback."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from comity.acts import Link
from comity.canonical import Json
from comity.demo.cast import Cast, Filed
from comity.entries.grounds import effect_of
from comity.errors import Refused
from tests.asking import refused, size
from tests.stories.conftest import LIST_GATES, dossier


def _ready(cast: Cast) -> Filed:
    filed = cast.file(dossier("ember-column"), "XA-NLO-1", "XA-NAA-1")
    cast.authenticate(filed, "EC-CR-1")
    return filed


@pytest.mark.parametrize("smuggled", [{"sunset": "2999-01-01"}, {"door": "list.renew"}, {"order": "delete"}])
def test_the_permit_does_not_lengthen_what_it_permits(cast: Cast, smuggled: Mapping[str, Json]) -> None:
    """The gate weighs the version's sunset before this act; the act's own would count after it."""
    filed, attests = _ready(cast), list[Json](LIST_GATES)
    with refused("act.terms_unknown"):
        cast.move("EC-CR-1", "CR", "version.permit", filed.version, attests=attests, **smuggled)
    cast.permit(filed, "EC-CR-1", LIST_GATES)
    with cast.node.reading() as unit:
        entry = unit.matter(filed.entry)
        assert entry is not None
        assert effect_of(unit, entry, "2027-06-01T00:00:00Z").effect.value == "lapsed"


def test_lifting_an_order_does_not_change_it(cast: Cast, circulated: Filed) -> None:
    order = cast.open(
        "IR-1", "IR", "reviewer.order", "order", circulated.entry, because="Heard.", order="suspend", reason="other"
    )
    with refused("act.terms_unknown"):
        cast.move("IR-1", "IR", "reviewer.lift", order, reason="other", order="correct")


VALUES: tuple[Json, ...] = ([], ["x"], [["x"]], {}, {"a": 1}, 0, -1, 2**53 - 1, True, "", "x", "2026-02-30", [True])
ACTS = [
    ("XA-NLO-1", "NLO", "version.submit", "version", "version_of", "door sunset effects"),
    ("XA-NLO-1", "NLO", "entry.withdraw", "withdrawal", "on", "reason"),
    ("XA-NLO-1", "NLO", "entry.narrow", "narrowing", "on", "statements"),
    ("XB-NLO-1", "NLO", "position.take", "position", "on", "position"),
    ("XB-NLO-1", "NLO", "flag.raise", "flag", "on", "ground"),
    ("IR-1", "IR", "reviewer.order", "order", "on", "order reason"),
    ("IR-1", "IR", "asylum.ask", "asylum", "on", "authority"),
    ("XA-NLO-1", "NLO", "decision.record", "decision", "", "type finality valid_until"),
    ("XA-NAA-1", "NAA", "authority.notify", "authority", "", "authority participant duty since seal"),
    ("XA-NAA-1", "NAA", "authority.end", "authority", "", "authority until"),
    ("XA-NAA-1", "NAA", "officer.appoint", "officer", "", "officer authority capacities key since seconded_by"),
    ("XA-NAA-1", "NAA", "key.revoke", "key", "", "key suspect_from"),
    ("XA-NLO-1", "NLO", "key.rotate", "key", "", "old new"),
    ("XA-CM-1", "CM", "member.propose", "membership", "", "participant joins day"),
    ("XA-CM-1", "CM", "rulebook.propose", "rulebook", "", "digest at_once"),
    ("EC-ECA-1", "ECA", "import.adopt", "import", "", "source digest list_date parser counts"),
]


@pytest.mark.parametrize(("officer", "capacity", "kind", "procedure", "relation", "names"), ACTS)
def test_no_value_ends_in_a_traceback(
    cast: Cast, circulated: Filed, officer: str, capacity: str, kind: str, procedure: str, relation: str, names: str
) -> None:
    links = (Link(relation, circulated.entry),) if relation else ()
    for value in VALUES:
        head = cast.head(officer, capacity, kind, procedure, cast.new_id(), dict.fromkeys(names.split(), value), links)
        try:
            cast.node.submit(cast.sign(head))
        except Refused:
            continue
    cast.open("IR-1", "IR", "case.open", "case", circulated.entry, reason="other")  # the log goes on
    with cast.node.reading() as unit:
        assert unit.directory().authorities["XA-CENTRAL"].notice_late_by() >= 0


def test_days_are_days(cast: Cast) -> None:
    before = size()
    terms: dict[str, Json] = {"participant": "XF", "joins": False, "day": "9999"}
    for name, value in (("day", "9999"), ("day", "soon"), ("joins", "false")):
        with refused("act.term_form"):
            cast.open("XA-CM-1", "CM", "member.propose", "membership", **{**terms, "day": "2027-01-01", name: value})
    assert size() == before
