"""What the registry prepares is signed only where it is what was asked for, part by part."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from comity import acts
from comity.acts import BodyHead, Head, Link, SignedAct
from comity.assistance.bodies import Warning
from comity.databank.procedures import WITH
from comity.entries.acting import CONSENT, REASONS, Identity, reasons
from comity.information.moves import MERGES, MORE
from comity.operations import signable
from comity.operations.authority import acting
from comity.operations.authority.acting import Asked
from comity.provenance import Opened, Standing, Statement, seal
from tests.asking import refused

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
WHO = Identity("XA-NLO-1", "XA-CENTRAL", "a" * 32, "b" * 32, "registry.example/fictional")
ENTRY, FLAG, VERSION = "1" * 32, "2" * 32, "3" * 32
RAISE = Asked("flag.raise", ENTRY, True, (("ground", "R1"),))
LIFT = Asked("flag.lift", FLAG, False)


def head(**other: Any) -> Head:
    """A flag on the entry."""
    made = Head(
        "4" * 32, "flag.raise", "flag", FLAG, "", WHO.officer, WHO.authority, "NLO", WHO.officer_key, WHO.seal_key,
        acts.to_time(NOW), {"ground": "R1"}, (Link("on", ENTRY),), (), WHO.origin,
    )  # fmt: skip
    return replace(made, **other)


def nowhere(matter: str) -> SignedAct | None:
    """At this desk nothing was signed before."""
    return None


def unsigned(made: Head, *bodies: Any) -> SignedAct:
    return SignedAct(made.to_bytes(), b"", b"", bodies)


def test_what_was_asked_for_is_taken() -> None:
    assert acting.check(unsigned(head()), RAISE, WHO, NOW, nowhere).id == "4" * 32
    lift = head(kind="flag.lift", after="5" * 32, terms={}, links=())
    assert acting.check(unsigned(lift), LIFT, WHO, NOW, nowhere).matter == FLAG


@pytest.mark.parametrize(
    ("other", "part"),
    [
        ({"officer": "XA-NAA-1"}, "officer"),
        ({"authority": "XB-CENTRAL"}, "officer"),
        ({"officer_key": "c" * 32}, "officer"),
        ({"seal_key": "c" * 32}, "officer"),
        ({"origin": "other.example/fictional"}, "officer"),
        ({"origin": ""}, "officer"),
        ({"capacity": "CR"}, "capacity"),
        ({"kind": "flag.lift"}, "kind"),
        ({"kind": "entry.withdraw", "procedure": "list"}, "kind"),
        ({"procedure": "nothing"}, "kind"),
        ({"procedure": "position"}, "kind"),
        ({"links": (Link("on", VERSION),)}, "matter"),
        ({"links": ()}, "matter"),
        ({"links": (Link("on", ENTRY), Link("on", VERSION))}, "matter"),
        ({"matter": ENTRY}, "matter"),
        ({"after": "5" * 32}, "matter"),
        ({"terms": {"ground": "R2"}}, "terms"),
        ({"terms": {"ground": "R1", "more": "R2"}}, "terms"),
        ({"terms": {}}, "terms"),
        ({"bodies": (BodyHead("reasons/1", "PUBLIC", (), (), (), ("0" * 64,)),)}, "bodies"),
    ],
)
def test_what_was_not_asked_for_is_found(other: dict[str, Any], part: str) -> None:
    with refused("authority.other_act") as found:
        acting.check(unsigned(head(**other)), RAISE, WHO, NOW, nowhere)
    assert found().refusal.evidence["part"] == part


@pytest.mark.parametrize("by", [timedelta(minutes=16), -timedelta(minutes=16), timedelta(days=30)])
def test_an_act_of_another_time_is_not_signed(by: timedelta) -> None:
    with refused("authority.clock"):
        acting.check(unsigned(head()), RAISE, WHO, NOW + by, nowhere)


def _with_reasons(text: str, **other: Any) -> SignedAct:
    body, opened = reasons(text, WHO.officer, "XA", (ENTRY,), NOW, bytes)
    return unsigned(head(bodies=(replace(body, **other),)), opened)


def test_the_reasons_are_those_that_were_typed_and_for_whom_reasons_are() -> None:
    typed = replace(RAISE, reason="In writing.")
    assert acting.check(_with_reasons("In writing."), typed, WHO, NOW, nowhere).bodies[0].schema == REASONS
    for wrong in (
        _with_reasons("Something else."),
        _with_reasons("In writing.", code="PUBLIC"),
        _with_reasons("In writing.", code="NAMED", recipients=("XB",)),
        _with_reasons("In writing.", schema="consent/1"),
        _with_reasons("In writing.", kept_until="2026-03-03T00:00:00Z"),
        _with_reasons("In writing.", conditions=("nothing",)),
        _with_reasons("In writing.", derived_from=("0" * 64,)),
        unsigned(head()),
    ):
        with refused("authority.other_act"):
            acting.check(wrong, typed, WHO, NOW, nowhere)


def test_an_approver_s_words_are_his_own() -> None:
    asked = Asked("version.approve", VERSION, False, (("effects", "travel_refused,assets_frozen"),), "", "It freezes.")
    value = {"officer": WHO.officer, "effects": ["assets_frozen", "travel_refused"], "words": "It freezes."}

    def prepared(**other: Any) -> SignedAct:
        day = NOW.date().isoformat()
        said = Statement(
            "effect_by_approver", {**value, **other}, "XA", "dossier", Standing.RECORDED, "B2", "en", "", day, day
        )
        opened = seal([said], lambda: bytes(16))
        body = BodyHead("list/1", "MEMBER", (), (ENTRY,), (), tuple(one.commitment for one in opened))
        return unsigned(
            head(
                kind="version.approve", procedure="version", capacity="NAA", matter=VERSION, after="5" * 32,
                links=(), bodies=(body,),
                terms={"effects": ["assets_frozen", "travel_refused"]},
            ),
            opened,
        )  # fmt: skip

    assert acting.check(prepared(), asked, WHO, NOW, nowhere).kind == "version.approve"
    for wrong in ({"words": "It bans."}, {"effects": ["travel_refused"]}, {"officer": "XA-NLO-2"}):
        with refused("authority.other_act"):
            acting.check(prepared(**wrong), asked, WHO, NOW, nowhere)


def test_a_merging_is_of_the_two_files_that_were_chosen() -> None:
    other = "6" * 32
    asked = Asked("merging.propose", ENTRY, True, ((MORE[MERGES], other),))
    assert MORE[MERGES] == WITH
    links = (Link("keeps", ENTRY), Link(WITH, other))
    made = head(kind="merging.propose", procedure="merging", terms={}, links=links)
    assert acting.check(unsigned(made), asked, WHO, NOW, nowhere).links == links
    for wrong in (links[:1], links[::-1], (links[0], Link(WITH, VERSION)), (*links, Link("on", VERSION))):
        with refused("authority.other_act") as found:
            acting.check(unsigned(replace(made, links=wrong)), asked, WHO, NOW, nowhere)
        assert found().refusal.evidence["part"] == "matter"


def test_a_consent_is_for_those_who_were_ticked_and_no_other() -> None:
    asked = Asked("consent.give", ENTRY, True, (("to", "XB-CENTRAL,XC-CENTRAL"),), "For the trial.")
    body, opened = reasons("For the trial.", WHO.officer, "XA", (ENTRY,), NOW, bytes)
    given = replace(body, schema=CONSENT, code="NAMED", recipients=("XB-CENTRAL", "XC-CENTRAL"))

    def made(**other: Any) -> SignedAct:
        bodies = (replace(given, **other),)
        return unsigned(head(kind="consent.give", procedure="consent", capacity="NAA", terms={}, bodies=bodies), opened)

    assert acting.check(made(), asked, WHO, NOW, nowhere).bodies[0].recipients == given.recipients
    for wrong in (
        {"recipients": ("XB-CENTRAL",)},
        {"recipients": (*given.recipients, "XD-CENTRAL")},
        {"code": "MEMBER"},
        {"schema": REASONS},
    ):
        with refused("authority.other_act"):
            acting.check(made(**wrong), asked, WHO, NOW, nowhere)


def _warned(code: str = "NAMED", kept: str = "2026-05-01", **said: str) -> tuple[BodyHead, tuple[Opened, ...]]:
    day = NOW.date().isoformat()
    values = {"what": "An attack.", "kept_until": kept, **said}
    opened = seal(
        [
            Statement(name, value, "XA", "", Standing.RECORDED, "B2", "en", "", day, day)
            for name, value in values.items()
        ],
        lambda: bytes(16),
    )
    commitments = tuple(one.commitment for one in opened)
    return BodyHead(Warning.SCHEMA, code, ("XB-CENTRAL",), (), (), commitments, (), f"{kept}T00:00:00Z"), opened


def _act(kind: str, *bodies: tuple[BodyHead, tuple[Opened, ...]], **other: Any) -> SignedAct:
    made = head(
        kind=kind, procedure="warning", capacity="NAA", links=(), matter=ENTRY, after="7" * 32,
        terms={"attests": [13, 43]}, bodies=tuple(body for body, _ in bodies),
    )  # fmt: skip
    return unsigned(replace(made, **other), *(opened for _, opened in bodies))


def test_what_is_confirmed_is_what_was_told_orally_at_this_desk() -> None:
    asked = Asked("danger.confirm", ENTRY, False, (("attests", "13,43"),))
    oral = _act("danger.oral", _warned(), after="", terms={})

    def told_here(matter: str) -> SignedAct | None:
        return oral if matter == ENTRY else None

    again = _act("danger.confirm", _warned())
    assert acting.check(again, asked, WHO, NOW, told_here).kind == "danger.confirm"
    assert acting.check(_act("danger.confirm", _warned(what="Two.")), asked, WHO, NOW, nowhere)
    elsewhere = _act("danger.oral", _warned(), after="", terms={}, matter=VERSION)
    with refused("authority.other_act"):
        acting.check(again, asked, WHO, NOW, lambda _: elsewhere)
    with_reasons = reasons("More.", WHO.officer, "XA", (ENTRY,), NOW, bytes)
    for wrong in (
        _act("danger.confirm"),
        _act("danger.confirm", _warned(what="Two attacks.")),
        _act("danger.confirm", _warned(code="MEMBER")),
        _act("danger.confirm", _warned(code="PUBLIC")),
        _act("danger.confirm", _warned(kept="2026-06-01")),
        _act("danger.confirm", _warned(), with_reasons),
    ):
        with refused("authority.other_act"):
            acting.check(wrong, asked, WHO, NOW, told_here)


def test_a_warning_is_extended_to_the_day_that_was_typed_in_the_same_words() -> None:
    asked = Asked("danger.extend", ENTRY, False, (("attests", "13,43"), ("until", "2026-06-01")), "It goes on.")
    warned = _act("danger.warn", _warned(), after="", terms={})
    why = reasons("It goes on.", WHO.officer, "XA", (ENTRY,), NOW, bytes)
    extended = _act("danger.extend", _warned(kept="2026-06-01"), why)
    assert acting.check(extended, asked, WHO, NOW, lambda _: warned).kind == "danger.extend"
    for wrong in (
        _act("danger.extend", _warned(), why),
        _act("danger.extend", _warned(kept="2027-06-01"), why),
        _act("danger.extend", _warned(kept="2026-06-01", what="Two."), why),
        _act("danger.extend", _warned(kept="2026-06-01")),
    ):
        with refused("authority.other_act"):
            acting.check(wrong, asked, WHO, NOW, lambda _: warned)


def test_what_was_told_here_is_found_by_its_matter_whatever_the_registry_names(tmp_path: Path) -> None:
    first = _act("danger.oral", _warned(), after="", terms={}, id="8" * 32, signed_at="2026-03-01T09:00:00Z")
    later = _act("danger.confirm", _warned(what="Two."), id="9" * 32)
    other = _act("danger.oral", _warned(), after="", terms={}, id="a" * 32, matter=VERSION)
    ended = _act("danger.end", id="b" * 32, terms={}, signed_at="2026-04-01T09:00:00Z")
    for one in (first, later, other, ended):
        acting.keep(tmp_path / "home", one)
    assert acting.told_here(tmp_path / "home", ENTRY) == later
    assert acting.told_here(tmp_path / "home", VERSION) == other
    assert acting.told_here(tmp_path / "home", FLAG) is None


def test_words_and_digest_come_from_the_bytes() -> None:
    made = unsigned(head())
    assert any("R1" in one for one in signable.words(head(), "en"))
    assert signable.about(head()) == ENTRY
    assert signable.digest(made) != signable.digest(unsigned(head(terms={"ground": "R2"})))
    assert json.loads(made.head)["terms"] == {"ground": "R1"}
