"""The handling code of a copy is the strictest of what stands on it."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

import pytest

from comity.entries.face import Part
from comity.site.answers import printed
from comity.site.answers.entries import Opened

LINES: Any = (object(),)


def opened(*codes: str, pending: bool = False, ended: bool = False) -> Opened:
    version = SimpleNamespace(part=Part("m", LINES, (), codes, ended=ended))
    face = SimpleNamespace(version=version, earlier=(), pending=(version,) if pending else (), decisions=())
    return cast(Opened, SimpleNamespace(face=face))


@pytest.mark.parametrize(
    ("codes", "to_member", "code"),
    [
        (("PUBLIC",), False, "PUBLIC"),
        (("PUBLIC",), True, "MEMBER"),
        (("PUBLIC", "MEMBER"), False, "MEMBER"),
        (("MEMBER", "NAMED"), True, "NAMED"),
        (("NAMED", "EYES_OF_REVIEW"), True, "EYES_OF_REVIEW"),
        (("PUBLIC", "SOMETHING_NEW"), True, "EYES_OF_REVIEW"),
    ],
)
def test_the_strictest_code_counts(codes: tuple[str, ...], to_member: bool, code: str) -> None:
    assert printed.code_of(opened(*codes), to_member=to_member) == code


def test_what_no_gate_let_through_or_what_ended_is_for_the_reviewers() -> None:
    assert printed.code_of(opened("MEMBER", pending=True), to_member=True) == "EYES_OF_REVIEW"
    assert printed.code_of(opened("MEMBER", ended=True), to_member=True) == "EYES_OF_REVIEW"
