"""Bodies: what is read, with which line it is refused, and that statements give it back."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.databank.support import SupportEntry
from comity.errors import Refused
from comity.judiciary.bodies import JudicialDecision
from comity.listing.bodies import ListEntry
from comity.provenance import Standing, parse
from comity.qualification import lexicon
from comity.qualification.body import Body, Part
from comity.register.bodies import RegisterEntry
from comity.yamltext import read
from tests.qualification.fixtures import (
    convicted_claim,
    decisions,
    financing_claim,
    list_claim,
    register_claim,
    support_claim,
)

BODIES: tuple[Body, ...] = (
    list_claim(),
    register_claim(),
    financing_claim(),
    convicted_claim(),
    support_claim(),
    *decisions(),
)
MODELS: tuple[type[Body], ...] = (ListEntry, RegisterEntry, SupportEntry, JudicialDecision)
SEEN = date(2026, 11, 21)


@pytest.mark.parametrize("body", BODIES, ids=lambda body: body.SCHEMA)
def test_statements_give_the_body_back(body: Body) -> None:
    statements = body.statements("XA", "dossier", Standing.ALLEGED, "B2", SEEN)
    again = [parse(statement.content()) for statement in statements]
    assert type(body).from_statements(again) == body
    assert {statement.property for statement in statements} <= set(type(body).model_fields)


def test_an_item_keeps_its_own_source_standing_and_grade() -> None:
    statements = list_claim().statements("XA", "dossier", Standing.ALLEGED, "B2", SEEN)
    act = next(statement for statement in statements if statement.property == "acts")
    name = next(statement for statement in statements if statement.property == "official_name")
    assert (act.source, act.standing, act.grade) == ("XA-SC-2024-17#48", Standing.FOUND, "A1")
    assert (name.source, name.standing, name.grade) == ("dossier", Standing.ALLEGED, "B2")
    assert act.first_seen == act.last_seen == "2026-11-21"


def test_half_a_body_is_refused() -> None:
    statements = list_claim().statements("XA", "dossier", Standing.ALLEGED, "B2", SEEN)
    with pytest.raises(Refused) as refused:
        ListEntry.from_statements(s for s in statements if s.property != "official_name")
    assert refused.value.refusal.code == "claim.body"
    assert refused.value.refusal.evidence["field"] == "official_name"


ENTRY = b"""official_name: Iron Lantern Front
claimant_state: XA
claimant_authority: XA-MOI
sunset: 2027-05-01
acts:
  - kind: bombing
    involvement: done
    date: 2024-05
"""


def test_an_entry_is_read_from_text() -> None:
    entry = ListEntry.read(read(ENTRY, "dossier.yaml"))
    assert entry.sunset == date(2027, 5, 1)
    assert entry.acts[0].date == "2024-05"


@pytest.mark.parametrize(
    ("old", "new", "line", "field"),
    [
        (b"bombing", b"preaching", 6, "acts.0.kind"),
        (b"2024-05", b"2024-13", 8, "acts.0.date"),
        (b"2024-05", b"2023-02-30", 8, "acts.0.date"),
        (b"2027-05-01", b"20270501", 4, "sunset"),
        (b"sunset", b"religion", 4, "religion"),
        (b"kind: bombing", b"method: poison\n    kind: bombing", 6, "acts.0.method"),
        (b"XA-MOI", b"a b", 3, "claimant_authority"),
        (b"Iron Lantern Front", b'""', 1, "official_name"),
    ],
)
def test_a_fault_is_refused_with_its_line(old: bytes, new: bytes, line: int, field: str) -> None:
    with pytest.raises(Refused) as refused:
        ListEntry.read(read(ENTRY.replace(old, new, 1), "dossier.yaml"))
    evidence = refused.value.refusal.evidence
    assert (evidence["line"], evidence["field"]) == (line, field)


@settings(max_examples=150, deadline=None)
@given(st.integers(0, len(ENTRY) - 1), st.binary(max_size=6), st.integers(0, 8))
def test_a_damaged_dossier_never_ends_in_a_traceback(at: int, put: bytes, cut: int) -> None:
    try:
        ListEntry.read(read(ENTRY[:at] + put + ENTRY[at + cut :], "dossier.yaml"))
    except Refused as refused:
        assert str(refused)


def _parts(model: type[Part], seen: set[type[Part]]) -> set[type[Part]]:
    seen.add(model)
    for info in model.model_fields.values():
        for inner in _inner(info.annotation):
            if inner not in seen:
                _parts(inner, seen)
    return seen


def _inner(annotation: object) -> list[type[Part]]:
    if isinstance(annotation, type) and issubclass(annotation, Part):
        return [annotation]
    return [part for inner in getattr(annotation, "__args__", ()) for part in _inner(inner)]


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.SCHEMA)
def test_every_field_is_explained_bounded_and_none_is_forbidden(model: type[Body]) -> None:
    for part in _parts(model, set()):
        assert part.model_config.get("extra") == "forbid" and part.model_config.get("frozen")
        for name, info in part.model_fields.items():
            assert info.description, f"{part.__name__}.{name} is not explained"
            assert not [term for term, _ in lexicon.terms() if term in name.replace("_", " ")], name
            assert name not in {"race", "health", "opinion", "methods", "means", "risk_score"}
    schema = str(model.model_json_schema())
    assert schema.count("'type': 'array'") == schema.count("'maxItems'")


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.SCHEMA)
def test_publishable_names_fields_and_nothing_that_identifies_by_accident(model: type[Body]) -> None:
    assert set(model.model_fields) >= model.PUBLISHABLE
    assert not model.PUBLISHABLE & {
        "statement_of_case",
        "questionnaire",
        "nationality",
        "documents",
        "photo",
        "parents",
        "effect_by_drafter",
        "recipients",
        "assertions",
        "reasons_document",
    }


def test_a_body_is_frozen() -> None:
    with pytest.raises(ValueError, match="frozen"):
        list_claim().basis = None  # type: ignore[misc]  # that is the test
