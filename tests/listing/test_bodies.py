"""The List entry: an organisation, its names as others write them, and its bans."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from tests.qualification.fixtures import list_claim


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("official_name", ""),
        ("members", ["someone"]),
        ("religion", "any"),
        ("basis", "extremism"),
        ("handling_code", "SECRET"),
        ("bans", [{"state": "XA", "decision": "d"}]),
        ("names", [{"name": "n" * 301}]),
    ],
)
def test_what_has_no_place_in_an_entry_cannot_be_written(field: str, value: object) -> None:
    with pytest.raises(ValidationError):
        list_claim(**{field: value})


def test_aliases_are_attributed_and_kept_as_written() -> None:
    name = list_claim(names=[{"name": "  Железный фонарь ", "script": "Cyrl", "said_by": "XB"}]).names[0]
    assert (name.name, name.said_by) == ("Железный фонарь", "XB")
