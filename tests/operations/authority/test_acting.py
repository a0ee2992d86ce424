"""What the registry prepares is signed only where it is what was asked for, part by part."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from comity import acts
from comity.acts import BodyHead, Head, Link, SignedAct
from comity.entries.acting import REASONS, Identity, reasons
from comity.operations import signable
from comity.operations.authority import acting
from comity.operations.authority.acting import Asked
from comity.provenance import Standing, Statement, seal
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


def unsigned(made: Head, *bodies: Any) -> SignedAct:
    return SignedAct(made.to_bytes(), b"", b"", bodies)


def test_what_was_asked_for_is_taken() -> None:
    assert acting.check(unsigned(head()), RAISE, WHO, NOW).id == "4" * 32
    lift = head(kind="flag.lift", after="5" * 32, terms={}, links=())
    assert acting.check(unsigned(lift), LIFT, WHO, NOW).matter == FLAG


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
        acting.check(unsigned(head(**other)), RAISE, WHO, NOW)
    assert found().refusal.evidence["part"] == part


@pytest.mark.parametrize("by", [timedelta(minutes=16), -timedelta(minutes=16), timedelta(days=30)])
def test_an_act_of_another_time_is_not_signed(by: timedelta) -> None:
    with refused("authority.clock"):
        acting.check(unsigned(head()), RAISE, WHO, NOW + by)


def _with_reasons(text: str, **other: Any) -> SignedAct:
    body, opened = reasons(text, WHO.officer, "XA", (ENTRY,), NOW, bytes)
    return unsigned(head(bodies=(replace(body, **other),)), opened)


def test_the_reasons_are_those_that_were_typed_and_for_whom_reasons_are() -> None:
    typed = replace(RAISE, reason="In writing.")
    assert acting.check(_with_reasons("In writing."), typed, WHO, NOW).bodies[0].schema == REASONS
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
            acting.check(wrong, typed, WHO, NOW)


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

    assert acting.check(prepared(), asked, WHO, NOW).kind == "version.approve"
    for wrong in ({"words": "It bans."}, {"effects": ["travel_refused"]}, {"officer": "XA-NLO-2"}):
        with refused("authority.other_act"):
            acting.check(prepared(**wrong), asked, WHO, NOW)


def test_words_and_digest_come_from_the_bytes() -> None:
    made = unsigned(head())
    assert any("R1" in one for one in signable.words(head(), "en"))
    assert signable.about(head()) == ENTRY
    assert signable.digest(made) != signable.digest(unsigned(head(terms={"ground": "R2"})))
    assert json.loads(made.head)["terms"] == {"ground": "R1"}
