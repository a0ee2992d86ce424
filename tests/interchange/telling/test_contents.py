"""What is told is divided by who may see it and for how long; nothing is lost and nothing is moved to others."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity import yamltext
from comity.errors import Refused
from comity.interchange.dossier.making import Content
from comity.interchange.telling import contents
from comity.interchange.telling.contents import divided
from comity.interchange.telling.model import OrganisationTelling
from comity.interchange.telling.reading import Telling
from tests.interchange.telling.conftest import NOW, Desk, read
from tests.planted import caught

ITEM = st.fixed_dictionaries(
    {"text": st.sampled_from(["один", "два", "три"])},
    optional={
        "own": st.sampled_from(
            [
                {"handling": "MEMBER"},
                {"handling": "NAMED", "recipients": ["EC"]},
                {"handling": "NAMED", "recipients": ["XB-CENTRAL"]},
                {"handling": "EYES_OF_REVIEW"},
            ]
        ),
        "kept_until": st.sampled_from(["2026-12-31", "2027-03-01"]),
        "rests_on": st.lists(st.sampled_from(["a" * 64, "b" * 64]), max_size=2, unique=True),
    },
)


def telling(remarks: list[dict[str, object]], **envelope: object) -> Telling:
    items = [{**{k: v for k, v in one.items() if k != "own"}, **one.get("own", {})} for one in remarks]  # type: ignore[dict-item]  # hypothesis knows no shapes
    says = {
        "claimant_state": "XA",
        "claimant_authority": "XA-CENTRAL",
        "handling_code": "MEMBER",
        "conditions": ["purpose_only"],
        "kept_until": "2027-03-01",
        "remarks": items,
        **envelope,
    }
    text = OrganisationTelling.model_validate({"kind": "organisation", "new_file": True, "says": says})
    return Telling(text, {}, yamltext.Document("telling.yaml", None, {}))


def check(parts: tuple[Content, ...], whole: Telling) -> None:
    """Every item stands in exactly one body, whose head says what the item asks, and no less."""
    seen = [one for part in parts for one in part.statements]
    assert len(seen) == len(whole.says.statements("XA", "", seen[0].standing, "B2", NOW.date()))
    for part in parts:
        for one in part.statements:
            own = one.value if isinstance(one.value, dict) else {}
            assert part.code == (own.get("handling") or "MEMBER")
            assert part.recipients == tuple(own.get("recipients") or ())
            assert part.kept_until == f"{own.get('kept_until') or '2027-03-01'}T00:00:00Z"
            assert part.conditions == ("purpose_only",)
            assert set(own.get("rests_on") or ()) <= set(part.derived_from)


@settings(max_examples=60, deadline=None)
@given(st.lists(ITEM, max_size=8))
def test_every_item_stands_where_its_handling_says(remarks: list[dict[str, object]]) -> None:
    whole = telling(remarks)
    check(divided(whole, NOW, ("f", "m")), whole)


def test_the_property_finds_an_item_in_another_body(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = telling([{"text": "один", "own": {"handling": "NAMED", "recipients": ["EC"]}}])
    monkeypatch.setattr(contents, "_handled", lambda says, name, own: ("MEMBER", (), "2027-03-01T00:00:00Z"))
    caught(lambda: check(divided(whole, NOW, ("f", "m")), whole))


def test_what_has_the_handling_of_the_whole_stays_in_the_main_body() -> None:
    parts = divided(telling([{"text": "один", "own": {"handling": "MEMBER"}}, {"text": "два"}]), NOW, ("f", "m"))
    assert [len(part.statements) for part in parts] == [6 + 2]


def test_public_reaches_only_what_may_be_published(desk: Desk) -> None:
    parts = divided(read(desk.write("bus-station-xa")), NOW, ("f", "m"))
    public = [part for part in parts if part.code == "PUBLIC"]
    assert [one.property for part in public for one in part.statements] == ["support"]
    assert {part.code for part in parts} == {"PUBLIC", "MEMBER"}


def test_what_is_told_without_a_term_is_refused() -> None:
    with pytest.raises(Refused) as refused:
        divided(telling([], kept_until=None), NOW, ("f", "m"))
    assert refused.value.refusal.code == "folder.term"


def test_a_warning_without_a_term_is_kept_for_ninety_days(desk: Desk) -> None:
    folder = desk.edit("warning-bus", "  kept_until: 2026-05-30\n", "")
    (part,) = divided(read(folder), NOW, ("m",))
    assert part.kept_until[:10] == (NOW + timedelta(days=90)).date().isoformat()
    assert any(one.property == "kept_until" for one in part.statements)


def test_what_is_told_orally_is_kept_for_72_hours_and_brings_no_documents(desk: Desk) -> None:
    folder = desk.edit("question-to-ec", "to: EC", "to: EC\noral: true\ndocuments: [case.txt]")
    (folder / "documents").mkdir()
    (folder / "documents" / "case.txt").write_text("case")
    parts = divided(read(folder), NOW, ("m",), oral=True)
    assert [(part.schema, part.kept_until) for part in parts] == [("assistance.question/1", "2026-03-05T09:00:00Z")]
    assert len(divided(read(folder), NOW, ("m",))) == 2
