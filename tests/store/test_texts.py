"""Every version of profile and rulebook that the log names is kept by digest (design, rules 8 and 14)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from comity.demo.cast import Cast
from comity.operations import doctor
from comity.operations.doctor import Patient
from comity.qualification.rulebook import Reach, Rulebook, bind, reached_at_once
from comity.store import texts
from tests.asking import refused


def amended(book: Rulebook) -> Rulebook:
    """A next version, in which one rule that reaches all at once says something else."""
    rule = next(rule for rule in book.rules if rule.reach is Reach.ALL_AT_ONCE)
    return bind(book.name, tuple(replace(one, source="a new source") if one is rule else one for one in book.rules))


def test_a_founded_node_keeps_what_it_was_founded_with(cast: Cast) -> None:
    folder, treaty = cast.node.located.home / texts.FOLDER, cast.node.treaty
    with cast.node.reading() as unit:
        assert texts.named(unit) == (treaty.profile.digest, treaty.rulebook.digest)
    assert texts.read(folder, treaty.rulebook.digest) == treaty.rulebook.text()
    assert texts.read(folder, treaty.profile.digest) is not None


def test_a_text_that_is_gone_or_altered_is_missed(cast: Cast) -> None:
    folder, treaty = cast.node.located.home / texts.FOLDER, cast.node.treaty
    patient = Patient(cast.node.located, cast.node.clock())
    with cast.node.reading():
        assert list(doctor.kept_texts(patient)) == []
    for digest in (treaty.profile.digest, treaty.rulebook.digest):
        kept = (folder / digest).read_bytes()
        (folder / digest).write_bytes(kept.replace(b"2026", b"1999", 1))
        with cast.node.reading():
            assert [finding.code for finding in doctor.kept_texts(patient)] == ["text_missing"]
        (folder / digest).unlink()
        with cast.node.reading():
            assert [finding.values["digest"] for finding in doctor.kept_texts(patient)] == [digest[:12]]
        texts.keep(folder, digest, lambda kept=kept: kept, cast.random_bytes)  # type: ignore[misc]


@pytest.mark.parametrize("said", [[], ["list.common"]])
def test_what_a_rulebook_reaches_at_once_is_said_as_its_text_says(cast: Cast, said: list[str]) -> None:
    folder, old = cast.node.located.home / texts.FOLDER, cast.node.treaty.rulebook
    new = amended(old)
    texts.keep(folder, new.digest, new.text, cast.random_bytes)
    with refused("rulebook.reach"):
        cast.open("XA-CM-1", "CM", "rulebook.propose", "rulebook", digest=new.digest, at_once=list(said))
    reached = sorted(reached_at_once(old, new))
    proposed = cast.open(
        "XA-CM-1", "CM", "rulebook.propose", "rulebook", digest=new.digest, at_once=[str(door) for door in reached]
    )
    cast.move("XB-CM-1", "CM", "rulebook.adopt", proposed)
    with cast.node.reading() as unit:
        assert new.digest in texts.named(unit)


def test_of_a_text_that_is_not_kept_the_two_states_word_stands(cast: Cast) -> None:
    cast.open("XA-CM-1", "CM", "rulebook.propose", "rulebook", digest="f" * 64, at_once=["list.common"])
