"""Several States tell of one organisation: side by side, each its own, and nobody by a free name (law.md A2)."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from comity import acts
from comity.acts import Link
from comity.databank.face import FileFace, face
from comity.databank.organisation import OrganisationFile
from comity.demo.cast import Cast, Filed, StoryClock
from comity.provenance import Standing, Statement, seal
from tests import telling
from tests.asking import held_by, refused
from tests.stories.conftest import gather


def seen(cast: Cast, officer: str, file: str) -> FileFace:
    return face(file, telling.read(cast, officer, file))


def founded(year: str) -> dict[str, Any]:
    return {"property": "founded", "day": year, "standing": "assessed", "grade": "B2", "source": "report 1"}


def leader(**by: Any) -> dict[str, Any]:
    return {"role": "leader", "standing": "alleged", "grade": "B2", **by}


def told_of(cast: Cast, state: str, file: str, *names: str, **more: Any) -> str:
    """What ``state`` tells in ``file``."""
    links = more.pop("links", ())
    return telling.contribute(cast, state, telling.organisation(cast, f"{state}-NLO-1", *names, **more), file, links)


# --- several States -------------------------------------------------------------------------


def test_three_states_differ_and_none_is_made_the_truth(cast: Cast) -> None:
    file = telling.open_file(cast)
    told_of(cast, "XA", file, "Ember Column", characteristics=[founded("1998")])
    told_of(cast, "XB", file, "Угольная колонна", characteristics=[founded("2001")])
    un = {"reference": "none", "standing": "found_by_court", "grade": "A1"}
    told_of(cast, "XC", file, "Ember Column", un_status=[un])
    shown = seen(cast, "XD-NLO-1", file)
    assert shown.owners == ("XA", "XB", "XC")
    assert shown.names == ("Ember Column", "Угольная колонна")
    assert shown.sections[0].property == "un_status"
    (years,) = [section for section in shown.sections if section.property == "characteristics"]
    assert {one.part()["day"] for one in years.told} == {"1998", "2001"}
    assert years.differ == {one.commitment for one in years.told}


def test_two_states_tell_of_one_incident_and_their_tolls_differ(cast: Cast) -> None:
    incident = telling.open_file(cast, kind="incident")
    telling.contribute(cast, "XA", telling.incident(cast, "XA-NLO-1"), incident)
    toll = {"outcome": "wounded", "least": 20, "most": 25, "standing": "assessed", "grade": "B3"}
    telling.contribute(cast, "XB", telling.incident(cast, "XB-NLO-1", toll=[toll]), incident)
    (tolls,) = [s for s in seen(cast, "XC-NLO-1", incident).sections if s.property == "toll"]
    assert [(one.owner, one.part()["least"]) for one in tolls.told] == [("XA", 3), ("XB", 20)]
    assert tolls.differ == {one.commitment for one in tolls.told}


def test_a_telling_counts_until_its_state_replaces_or_withdraws_it(cast: Cast) -> None:
    file = telling.open_file(cast)
    old = told_of(cast, "XA", file, "Ember Colum")
    new = telling.submit(
        cast, "XA-NLO-1", telling.organisation(cast, "XA-NLO-1", "Ember Column"), file, (Link("replaces", old),)
    )
    assert seen(cast, "XB-NLO-1", file).names == ("Ember Colum",)  # until another officer has approved the new one
    telling.approve(cast, "XA-NAA-1", new)
    assert seen(cast, "XB-NLO-1", file).names == ("Ember Column",)
    with refused("actor.claimant_only"):
        cast.move("XB-NLO-1", "NLO", "contribution.withdraw", new)
    cast.move("XA-NLO-1", "NLO", "contribution.withdraw", new)
    assert seen(cast, "XB-NLO-1", file).names == ("Ember Colum",)
    with refused("act.links"):
        told_of(cast, "XB", file, "Ember Column", links=(Link("replaces", old),))


def test_nobody_but_an_authenticated_party_tells(cast: Cast) -> None:
    file = telling.open_file(cast)
    for officer, capacity in (("EC-ECA-1", "ECA"), ("XB-AA-1", "AA"), ("XA-CM-1", "CM"), ("IR-1", "IR")):
        model = telling.organisation(cast, officer, "Ember Column")
        bodies, opened = telling.body(cast, model, (file,))
        head = cast.head(
            officer, capacity, "contribution.submit", "contribution", cast.new_id(), {}, (Link("in", file),), bodies
        )
        with refused("actor.capacity"):
            cast.node.submit(cast.sign(head, opened))
    matter = telling.submit(cast, "XA-NLO-1", telling.organisation(cast, "XA-NLO-1", "Ember Column"), file)
    with refused("actor.capacity"):  # nor one officer alone
        cast.move("XA-NLO-1", "NAA", "contribution.approve", matter, attests=[13, 43])


def test_what_one_state_tells_for_another_does_not_count(cast: Cast) -> None:
    with held_by(1):
        told_of(cast, "XB", telling.open_file(cast), "Ember Column", claimant_state="XA")


# --- persons --------------------------------------------------------------------------------


def test_a_person_has_no_field_for_a_free_name(cast: Cast) -> None:
    for by in ({"name": "Toren Vasko"}, {}, {"named_in": "0" * 32}):  # a decision wants its paragraph
        with pytest.raises(ValidationError):
            telling.organisation(cast, "XA-NLO-1", "Ember Column", persons=[leader(**by)])
    file, matter = telling.open_file(cast), cast.new_id()
    said = [Statement("persons", {"role": "leader", "name": "Toren Vasko"}, "XA", "-", Standing.ALLEGED, "B2")]
    opened = (seal(said, lambda: cast.random_bytes(16)),)
    (whole,), _ = telling.body(cast, telling.organisation(cast, "XA-NLO-1", "Ember Column"), (matter, file))
    head = replace(whole, statements=tuple(one.commitment for one in opened[0]))
    act = cast.head("XA-NLO-1", "NLO", "contribution.submit", "contribution", matter, {}, (Link("in", file),), (head,))
    with refused("databank.person"):
        cast.node.submit(cast.sign(act, opened))


def test_a_leader_stands_by_an_entry_in_force_and_goes_when_it_falls(cast: Cast, named: Filed) -> None:
    file = telling.open_file(cast)
    told_of(cast, "XD", file, "Ember Column", persons=[leader(entry=named.entry)])

    def persons(officer: str) -> int:
        return sum(one.property == "persons" for one in telling.read(cast, officer, file))

    assert [persons(officer) for officer in ("XD-NLO-1", "XE-NLO-1", "XF-NLO-1")] == [1, 1, 1]
    assert [persons(officer) for officer in ("XA-NLO-1", "XB-NLO-1", "EC-ECA-1")] == [0, 0, 0]  # not named there
    suspension = cast.open("XD-NLO-1", "NLO", "suspension.begin", "suspension", named.entry, reason="data_error")
    assert persons("XE-NLO-1") == persons("XD-NLO-1") == 0
    with refused("databank.person"):
        told_of(cast, "XD", file, "Ember Column", persons=[leader(entry=named.entry)])
    cast.move("XD-NLO-1", "NLO", "suspension.lift", suspension)
    assert persons("XE-NLO-1") == 1
    cast.open("XD-NLO-1", "NLO", "entry.withdraw", "withdrawal", named.entry, reason="decision_fell")
    assert persons("XE-NLO-1") == 0


def test_an_entry_that_was_not_circulated_to_the_teller_names_nobody(cast: Cast, named: Filed) -> None:
    with refused("databank.person"):
        told_of(cast, "XA", telling.open_file(cast), "Ember Column", persons=[leader(entry=named.entry)])


def test_a_person_named_by_a_judgment_goes_when_it_is_quashed(cast: Cast, circulated: Filed) -> None:
    decision, file = next(iter(circulated.decisions.values())), telling.open_file(cast)
    by = {"named_in": decision, "paragraph": "48", "decision": "SC-XA-2022-17"}
    told_of(cast, "XA", file, "Ember Column", persons=[leader(**by)])
    assert "persons" in [one.property for one in telling.read(cast, "XB-NLO-1", file)]
    ruling = cast.open("XA-NLO-1", "NLO", "ruling.record", "ruling", decision, outcome="quashed")
    cast.move("EC-CR-1", "CR", "ruling.authenticate", ruling)
    assert "persons" not in [one.property for one in telling.read(cast, "XB-NLO-1", file)]
    with refused("databank.person"):
        told_of(cast, "XA", file, "Ember Column", persons=[leader(**by)])


# --- gates ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("gate", "more"),
    [
        (13, {"remarks": [{"text": "A sectarian group.", "standing": "assessed", "grade": "B2"}]}),
        (14, {"remarks": [{"text": "It has two branches.", "grade": "B2"}]}),
        (15, {"remarks": [{"text": "It has two branches.", "standing": "assessed"}]}),
        (34, {"kept_until": "2032-03-02"}),
        (35, {"lang": "kk"}),
        (43, {"selected_by": ["nationality"]}),
    ],
)
def test_a_gate_holds_what_it_must(cast: Cast, gate: int, more: dict[str, Any]) -> None:
    with held_by(gate):
        told_of(cast, "XA", telling.open_file(cast), "Ember Column", **more)


def test_what_has_no_term_is_not_even_submitted(cast: Cast) -> None:
    with refused("telling.term"):
        told_of(cast, "XA", telling.open_file(cast), "Ember Column", kept_until=None)


def test_nothing_goes_to_one_who_has_not_signed_the_safeguards(home: Path, clock: StoryClock) -> None:
    """All but the Executive Committee have signed: what is for it waits; what is not, does not."""
    gathered = gather(home, clock)
    for officer in gathered.node.treaty.profile.officers:
        if officer.head_or_deputy == "head" and "NAA" in officer.capacities:
            gathered.open(officer.id, "NAA", "safeguards.sign", "safeguards", digest=gathered.node.treaty.safeguards)
    file = telling.open_file(gathered)
    to_ec = {"handling_code": "NAMED", "recipients": ["EC"]}
    with held_by(40):
        told_of(gathered, "XA", file, "Ember Column", **to_ec)
    told_of(gathered, "XA", file, "Ember Column", handling_code="NAMED", recipients=["XB-CENTRAL"])
    gathered.open("EC-ECA-1", "ECA", "safeguards.sign", "safeguards", digest=gathered.node.treaty.safeguards)
    told_of(gathered, "XA", file, "Ember Column", **to_ec)


def test_a_body_says_in_its_head_what_it_rests_on(cast: Cast) -> None:
    file = telling.open_file(cast)
    told_of(cast, "XA", file, "Ember Column", handling_code="NAMED", recipients=["XB"], conditions=["consult_first"])
    (source,) = telling.read(cast, "XB-NLO-1", file)
    name = telling.name("Ember Column", rests_on=[source.commitment])
    model = OrganisationFile(**telling.envelope(cast, "XB-NLO-1", names=[name]))
    matter = cast.new_id()
    bodies, opened = telling.body(cast, model, (matter, file), derived_from=())
    links = (Link("in", file),)
    head = cast.head("XB-NLO-1", "NLO", "contribution.submit", "contribution", matter, {}, links, bodies)
    cast.node.submit(cast.sign(head, opened))
    with refused("telling.disagrees") as why:
        telling.approve(cast, "XB-NAA-1", matter)
    assert why().refusal.evidence["fields"] == ["rests_on"]


def test_a_result_says_what_it_counts(cast: Cast) -> None:
    telling.contribute(cast, "XA", telling.result(cast, "XA-NLO-1"))
    for more in ({"indicator": "neutralised"}, {"ladder": []}, {"actor": None}, {"indicator": "attacks_prevented"}):
        with held_by(41):
            telling.contribute(cast, "XA", telling.result(cast, "XA-NLO-1", **more))
    with held_by(41):
        telling.contribute(cast, "XA", telling.trend(cast, "XA-NLO-1", counting_rule=None))


def test_what_ended_is_read_by_nobody_from_that_second(cast: Cast, clock: StoryClock) -> None:
    file = telling.open_file(cast)
    told_of(cast, "XA", file, "Ember Column", kept_until="2026-04-01")
    for now, read in (("2026-03-31T23:59:59Z", 1), ("2026-04-01T00:00:00Z", 0)):
        clock.now = acts.from_time(now)
        assert [len(telling.read(cast, officer, file)) for officer in ("XA-NLO-1", "XB-NLO-1")] == [read, read]
