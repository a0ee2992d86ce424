"""Danger now: told at once to those who can prevent it, gone after 90 days, and never an entry (law.md D(iii))."""

from __future__ import annotations

import pytest

from comity.acts import BodyHead
from comity.bootstrap import keep_time
from comity.demo.cast import Cast, Filed, StoryClock
from tests import telling
from tests.asking import held_by, reasons, refused, rows
from tests.stories.test_information_on_request import words

HELD = "SELECT s.commitment FROM statement s JOIN body b ON b.id = s.body WHERE b.matter = %s"


def warned(cast: Cast, days: int = 90) -> str:
    return telling.warn(cast, "XA-NAA-1", telling.warning(cast, "XA-NAA-1", "XB-CENTRAL", days=days))


def pass_days(cast: Cast, clock: StoryClock, days: int) -> None:
    clock.pass_time(days=days)
    cast.node.confirm_time("EC-ECA-1")


def test_a_warning_is_read_by_those_it_names(cast: Cast) -> None:
    warning = warned(cast)
    reading = [
        o for o in ("XA-NLO-1", "XB-NLO-1", "XB-CM-1", "XC-NLO-1", "EC-ECA-1", "AU-1", "") if words(cast, o, warning)
    ]
    assert reading == ["XA-NLO-1", "XB-NLO-1"]
    with refused("danger.named"):
        telling.warn(
            cast, "XA-NAA-1", telling.warning(cast, "XA-NAA-1", "XB-CENTRAL", handling_code="MEMBER", recipients=[])
        )


def test_it_is_gone_after_90_days_and_no_warning_is_for_longer(cast: Cast, clock: StoryClock) -> None:
    with held_by(34):
        warned(cast, days=91)
    warning = warned(cast)
    pass_days(cast, clock, 90)
    assert words(cast, "XB-NLO-1", warning) == words(cast, "XA-NLO-1", warning) == []
    keep_time(cast.node, cast.random_bytes)
    assert rows(HELD, warning) == []
    assert keep_time(cast.node, cast.random_bytes) == []


def test_it_stays_longer_only_for_reasons(cast: Cast, clock: StoryClock) -> None:
    warning = warned(cast)
    pass_days(cast, clock, 60)
    again = telling.warning(cast, "XA-NAA-1", "XB-CENTRAL")
    bodies, opened = telling.body(cast, again, (warning,))
    after = cast.matter(warning).last.act
    head = cast.head("XA-NAA-1", "NAA", "danger.extend", "warning", warning, {"attests": [13, 43]}, (), bodies, after)
    with refused("entry.reasons"):
        cast.node.submit(cast.sign(head, opened))
    telling.warn(cast, "XA-NAA-1", again, "danger.extend", warning)
    pass_days(cast, clock, 31)
    keep_time(cast.node, cast.random_bytes)
    assert words(cast, "XB-NLO-1", warning)
    pass_days(cast, clock, 60)
    keep_time(cast.node, cast.random_bytes)
    assert rows(HELD, warning) == []


def test_an_oral_warning_is_confirmed_in_72_hours_or_void(cast: Cast, clock: StoryClock) -> None:
    kept, void = (telling.oral_warning(cast, "XA", "XB-CENTRAL") for _ in range(2))
    assert words(cast, "XB-NLO-1", void)
    telling.warn(cast, "XA-NAA-1", telling.warning(cast, "XA-NAA-1", "XB-CENTRAL"), "danger.confirm", kept)
    pass_days(cast, clock, 3)
    assert words(cast, "XB-NLO-1", void) == []
    keep_time(cast.node, cast.random_bytes)
    assert (cast.matter(kept).step, cast.matter(void).step) == ("warned", "void")
    assert rows(HELD, void) == [] and words(cast, "XB-NLO-1", kept)


def test_what_was_told_orally_is_kept_for_72_hours_and_no_longer(cast: Cast) -> None:
    matter, model = cast.new_id(), telling.warning(cast, "XA-NLO-1", "XB-CENTRAL")
    bodies, opened = telling.body(cast, model, (matter,))
    head = cast.head("XA-NLO-1", "NLO", "danger.oral", "warning", matter, {}, (), bodies)
    with refused("telling.oral_term"):
        cast.node.submit(cast.sign(head, opened))


@pytest.mark.parametrize("state", ["XA", "XB"])
def test_nothing_is_made_of_it(cast: Cast, circulated: Filed, state: str) -> None:
    """No contribution, by whoever gave it or got it, and nothing said on an entry."""
    warning = warned(cast)
    commitments = [row[0] for row in rows(HELD, warning)]
    name = telling.name("Ember Column", rests_on=commitments[-1:])
    with refused("deriving.from_warning"):
        telling.contribute(
            cast, state, telling.organisation(cast, f"{state}-NLO-1", names=[name]), telling.open_file(cast)
        )
    matter = cast.new_id()
    (body,), opened = reasons(cast, "XA-NLO-1", "A van is being prepared.", matter, circulated.entry)
    drawn = BodyHead(body.schema, body.code, (), body.about, tuple(commitments), body.statements, (), _term(warning))
    links = (telling.Link("on", circulated.entry),)
    terms = {"reason": "other"}
    head = cast.head("XA-NLO-1", "NLO", "suspension.begin", "suspension", matter, terms, links, (drawn,))
    with refused("deriving.from_warning"):
        cast.node.submit(cast.sign(head, opened))


def _term(warning: str) -> str:
    return str(rows("SELECT kept_until FROM body WHERE matter = %s", warning)[0][0])
