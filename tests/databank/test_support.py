"""An entry on support: an organisation or an individual as in the judgment, and nothing else."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from comity.databank.support import SupportEntry
from comity.qualification.vocabulary import Excluded, Support
from tests.qualification.fixtures import support_claim


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("subject", "sympathiser"),
        ("subject", None),
        ("official_name", ""),
        ("material_support", [{"kind": "praise", "finding": "Said so."}]),
        ("material_support", [{"kind": "funds"}]),
        ("supported", {"entry": "the column"}),
        ("checklist", [{"activity": "sport", "only_this": False}]),
        ("checklist", [{"activity": "media", "only_this": "no"}]),
        ("born", "71"),
    ],
)
def test_what_the_law_does_not_know_cannot_be_written(field: str, value: object) -> None:
    with pytest.raises(ValidationError):
        support_claim(**{field: value})


@pytest.mark.parametrize(
    "field",
    ["religion", "ethnicity", "nationality", "opinion", "relatives", "customers", "contacts", "accounts", "phone"],
)
def test_there_is_no_such_field(field: str) -> None:
    assert field not in SupportEntry.model_fields
    with pytest.raises(ValidationError):
        support_claim(**{field: "x"})


def test_the_closed_lists_are_those_of_the_law() -> None:
    assert {*Excluded} == {"humanitarian", "legal_aid", "media", "human_rights", "religion"}
    assert not {*Support} & {*Excluded} and "praise" not in {*Support}


def test_nothing_that_leads_to_another_entry_is_published() -> None:
    assert set(SupportEntry.model_fields) > SupportEntry.PUBLISHABLE
    assert not {"supported", "acts", "assertions", "statement_of_case"} & SupportEntry.PUBLISHABLE
