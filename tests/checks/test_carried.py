"""What is carried into a batch tells a pair again, says little, and is never of the Register."""

from __future__ import annotations

import json
import pickle
from dataclasses import replace

from comity.checks import dispositions
from comity.checks.carried import Carried
from comity.checks.dispositions import Decision, Disposition, Ground
from comity.checks.rules import REGISTER
from comity.screening import Alias, Kind, Query, Subject
from tests.checks.test_dispositions import asker
from tests.planted import caught

AT = "2026-03-02T09:00:00Z"
LISTED = Subject("ZZi.001", "un", Kind.PERSON, "Nemo Nullus", (Alias("Nemo Nullus"),))
NEMO = Query(("Nemo Nullus",), Kind.PERSON)


def made(
    query: Query = NEMO,
    subject: Subject = LISTED,
    decision: Decision = Decision.FALSE_POSITIVE,
    salt: bytes = b"s" * 16,
) -> Disposition:
    return dispositions.decide(asker(), query, subject, decision, Ground.BIRTH, salt, AT)


def carried(*held: Disposition) -> Carried:
    return Carried("XE-CENTRAL", AT, held)


def test_a_pair_is_told_again_with_its_ground_and_day_until_either_side_changes() -> None:
    held = carried(made())
    assert held.of(NEMO, LISTED) == ("false_positive", "birth", "2026-03-02", True)
    assert held.of(replace(NEMO, names=("NEMO  nullus",)), LISTED)
    for query in (replace(NEMO, names=("Nemo Nulus",)), replace(NEMO, documents=("P 12345",))):
        assert held.of(query, LISTED) is None
    for subject in (
        replace(LISTED, names=(Alias("Nemo Nulus"),)),
        replace(LISTED, id="ZZi.002"),
        replace(LISTED, dataset="eu"),
    ):
        assert held.of(NEMO, subject) is None


def test_a_pair_is_the_same_whether_or_not_a_row_says_the_kind() -> None:
    anyone = replace(NEMO, kind=Kind.ANY)
    for before in (NEMO, anyone):
        for now in (NEMO, anyone):
            assert carried(made(before)).of(now, LISTED)
    body = replace(LISTED, kind=Kind.ENTITY)
    assert carried(made()).of(anyone, body) is None  # another version
    assert carried(made(subject=body)).of(anyone, body) is None  # it was decided of a person


def test_the_newest_counts_and_only_a_false_match_is_cleared() -> None:
    for decision in Decision:
        found = carried(made(decision=decision, salt=b"n" * 16), made()).of(NEMO, LISTED)
        assert found is not None and found.cleared == (decision is Decision.FALSE_POSITIVE)
        assert found.decision == decision.value


def holds_little(held: Carried) -> None:
    """Nothing of the Register, of another authority; no officer, no case."""
    text = json.dumps(held.content())
    for word in (REGISTER, "XA-CENTRAL", "XE-CK-1", "CP-7", "Nemo"):
        assert word not in text, word


def test_it_holds_nothing_of_the_register_and_no_officer() -> None:
    person = replace(LISTED, dataset=REGISTER)
    held = carried(made(subject=person), replace(made(), authority="XA-CENTRAL"), made())
    assert len(held) == 1
    holds_little(held)
    held._of["register", "ZZi.001"] = [made(subject=person)]
    caught(holds_little, held)


def test_it_goes_through_a_file_and_to_another_process() -> None:
    held = carried(made(decision=Decision.TRUE_MATCH, salt=b"n" * 16), made())
    for there in (Carried.read(json.loads(json.dumps(held.content()))), pickle.loads(pickle.dumps(held))):
        assert there.content() == held.content()
        assert there.of(NEMO, LISTED) == ("true_match", "birth", "2026-03-02", False)
