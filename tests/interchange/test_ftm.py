"""A file goes out as FollowTheMoney with its handling, and comes in as drafts; a person does neither."""

from __future__ import annotations

import json
from typing import Any

import pytest

from comity.databank.told import Told
from comity.errors import Refused
from comity.interchange import ftm
from comity.provenance import Standing

FILE, ENTRY, OTHER, DECISION = "f" * 32, "e" * 32, "a" * 32, "d" * 32
TERM = "2027-01-01T00:00:00Z"
CONSTANTS = {
    "claimant_state": "XA",
    "claimant_authority": "XA-CENTRAL",
    "handling_code": "MEMBER",
    "kept_until": "2027-12-31",
    "standing": "alleged",
    "grade": "C3",
}


def told(number: int, owner: str, name: str, value: dict[str, Any], **more: Any) -> Told:
    """One statement of a fictional State."""
    given = {"standing": Standing.ASSESSED, "grade": "B2", "source": "report 1", "code": "MEMBER", **more}
    return Told(
        file=FILE,
        contribution=f"{number:032x}",
        owner=owner,
        schema="databank.organisation/1",
        property=name,
        value=value,
        commitment=f"{number:064x}",
        rests_on=(),
        index=number,
        time="2026-03-02T09:00:00Z",
        **given,
    )


STATEMENTS = (
    told(1, "XA", "names", {"name": "Колонна Тлеющих Углей", "official": True}, standing=Standing.FOUND),
    told(2, "XA", "names", {"name": "Ember Column"}),
    told(3, "XA", "characteristics", {"property": "founded", "day": "2019-04"}),
    told(4, "XB", "characteristics", {"property": "founded", "day": "2018"}, conditions=("purpose_only",)),
    told(5, "XB", "names", {"name": "Тлеющая колонна"}, standing=Standing.ALLEGED, conditions=("purpose_only",)),
    told(6, "XA", "structure", {"kind": "branch", "name": "Ячейка", "region": "XA-VAR", "valid_from": "2020"}),
    told(7, "XA", "structure", {"kind": "part_of", "file": OTHER}),
    told(8, "XA", "persons", {"role": "leader", "entry": ENTRY}),
    told(9, "XA", "persons", {"role": "member", "named_in": DECISION, "paragraph": "12"}),
    told(10, "XB", "persons", {"role": "member", "entry": ENTRY}, code="NAMED", recipients=("EC",), kept_until=TERM),
    told(11, "XA", "financing", {"flow": "channel", "described": "наличные", "least": 1, "most": 2, "currency": "XTS"}),
    told(12, "XA", "un_status", {"reference": "none"}),
)  # fmt: skip


def test_each_states_word_stays_its_own_with_its_handling() -> None:
    found = list(ftm.entities(FILE, STATEMENTS))
    mains = [one for one in found if one.get("referents") == [f"comity-{FILE}"]]
    assert [(one["datasets"], one["properties"]["publisher"]) for one in mains] == [
        (["comity_xa_member"], ["XA"]),
        (["comity_xb_member"], ["XB"]),
        (["comity_xb_named"], ["XB"]),
    ]
    alderia, borovia, named = (one["properties"] for one in mains)
    assert (alderia["name"], alderia["alias"]) == (["Колонна Тлеющих Углей"], ["Ember Column"])
    assert (alderia["incorporationDate"], borovia["incorporationDate"]) == (["2019-04"], ["2018"])
    assert borovia["weakAlias"] == ["Тлеющая колонна"]
    assert borovia["notes"][0] == "handling: MEMBER; conditions: purpose_only; kept until: no term"
    assert named["notes"][0] == "handling: NAMED (EC); conditions: none; kept until: 2027-01-01T00:00:00Z"
    assert "un_status: reference none [assessed, B2, report 1]" in alderia["notes"]


def test_a_person_is_only_the_far_end_of_a_link() -> None:
    found = list(ftm.entities(FILE, STATEMENTS))
    assert {one["schema"] for one in found} == {"Organization", "UnknownLink", "Directorship", "Membership"}
    (leads,) = [one for one in found if one["schema"] == "Directorship"]
    assert leads["properties"]["director"] == [f"comity-{ENTRY}"]
    assert [one["properties"]["member"] for one in found if one["schema"] == "Membership"] == [[f"comity-{ENTRY}"]]
    assert f"comity-{ENTRY}" not in {one["id"] for one in found}


def test_every_entity_carries_the_handling_of_what_it_was_made_of() -> None:
    for one in ftm.entities(FILE, STATEMENTS):
        said = one["properties"].get("notes", []) + one["properties"].get("summary", [])
        assert any(text.startswith("handling: ") for text in said)


def test_ids_do_not_depend_on_the_order_and_nothing_else_is_told() -> None:
    assert list(ftm.lines(FILE, STATEMENTS)) == list(ftm.lines(FILE, tuple(reversed(STATEMENTS))))
    assert all(json.loads(line) for line in ftm.lines(FILE, STATEMENTS))
    other = told(13, "XA", "title", {"name": "x"})
    assert len(list(ftm.entities(FILE, (*STATEMENTS, other)))) == len(list(ftm.entities(FILE, STATEMENTS)))


def line(schema: str, **properties: list[str]) -> bytes:
    return json.dumps({"id": "x", "schema": schema, "properties": properties}).encode() + b"\n"


def test_organisations_become_drafts_with_their_publisher_as_source() -> None:
    data = line("Organization", name=["Ember Column"], alias=["EC"], incorporationDate=["2019-04-02T00:00:00"],
                publisher=["Registry of Alderia"], notes=["said to have a branch"])  # fmt: skip
    (draft,), ignored = ftm.read(data + line("Vessel", name=["x"]), "a.json", CONSTANTS)
    says = draft.says
    assert [(one.name, one.official) for one in says.names] == [("Ember Column", True), ("EC", False)]
    assert says.characteristics[0].day == "2019-04-02" and says.remarks[0].text == "said to have a branch"
    assert {(one.source, one.standing, one.grade) for one in says.items()} == {("Registry of Alderia", "alleged", "C3")}
    assert ignored == ("Vessel",)


def test_what_goes_out_comes_in_again() -> None:
    text = "\n".join(ftm.lines(FILE, [one for one in STATEMENTS if one.property in ("names", "characteristics")]))
    drafts, _ = ftm.read(text.encode(), "a.json", CONSTANTS)
    assert [[one.name for one in draft.says.names] for draft in drafts] == [
        ["Колонна Тлеющих Углей", "Ember Column"],
        ["Тлеющая колонна"],
    ]


@pytest.mark.parametrize("schema", ftm.PERSONS)
def test_a_person_is_refused_with_the_provision(schema: str) -> None:
    with pytest.raises(Refused) as refused:
        ftm.read(line("Organization", name=["x"]) + line(schema, name=["Вымышленное Лицо"]), "a.json", CONSTANTS)
    no = refused.value.refusal
    assert (no.code, no.provision, no.evidence["line"]) == ("ftm.person", "law.md A2, D1", 2)
    assert "Вымышленное" not in no.sentence("ru")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"{", "ftm.form"),
        (b"[]", "ftm.form"),
        (b"[" * 100_000, "ftm.form"),
        (b'{"schema": "Organization"}', "ftm.form"),
        (line("Organization", name=["x"]) * 1_001, "ftm.size"),
        (line("Organization", name=["x" * 301]), "ftm.draft"),
        (line("Organization", incorporationDate=["long ago"]), "ftm.draft"),
    ],
)
def test_what_is_no_entity_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(Refused) as refused:
        ftm.read(data, "a.json", CONSTANTS)
    assert refused.value.refusal.code == code
    assert all(refused.value.refusal.sentence(lang) for lang in ("en", "ru", "zh"))
