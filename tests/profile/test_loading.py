from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from comity import profile
from comity.errors import Refused
from comity.profile import Profile
from comity.profile.model import SECTIONS

Plant = Callable[[str, str, str], Path]


def test_three_profiles_are_built_in() -> None:
    assert profile.names() == ("example_union", "sco_rats", "sco_rats_demo")


def test_every_built_in_profile_is_sound(name: str) -> None:
    assert [(p.file, p.line, p.sentence()) for p in profile.check(name)] == []


def test_every_profile_answers_the_same_questions(found: Profile) -> None:
    assert found.members_on(date(2020, 1, 1))
    assert found.admissible_bases()
    assert found.functions and found.instruments and found.provisions and found.scales
    assert len(found.digest) == 64
    for provision in found.provisions:
        assert found.instrument(provision.instrument) in found.instruments


def test_every_lookup_refuses_what_is_not_there(found: Profile) -> None:
    for lookup in (found.participant, found.instrument, found.provision, found.basis, found.officer, found.court):
        with pytest.raises(Refused, match="nothing-here"):
            lookup("nothing-here")


def test_an_unknown_profile_is_refused() -> None:
    for wanted in ("atlantis", "../etc", "\0", "x" * 5000):
        with pytest.raises(Refused) as refused:
            profile.load(wanted)
        assert refused.value.refusal.code == "profile.unknown"


def test_a_faulty_profile_is_not_loaded(plant: Plant) -> None:
    folder = plant("vocabulary.yaml", "means: prosecution", "means: monitoring")
    with pytest.raises(Refused) as refused:
        profile.load(folder)
    assert refused.value.refusal.code == "profile.faulty"
    assert "vocabulary.yaml:" in refused.value.refusal.sentence("zh")


def test_a_path_reads_as_a_name_does(plant: Plant) -> None:
    copied = profile.load(plant("profile.yaml", "version", "version"))
    assert copied == profile.load("example_union")


def test_the_digest_sees_values_and_not_comments(plant: Plant) -> None:
    before = profile.load("example_union").digest
    commented = plant("scales.yaml", "scales:", "# a comment\nscales:")
    assert profile.load(commented).digest == before
    changed = plant("scales.yaml", "Dues of 2003", "Dues of the year 2003")
    assert profile.load(changed).digest != before


def test_the_digest_covers_the_rulebook(plant: Plant) -> None:
    folder = plant("profile.yaml", "version", "version")
    before = profile.load(folder).digest
    (folder / "rulebook").mkdir(exist_ok=True)
    (folder / "rulebook" / "gate.yaml").write_text("rules: [one]\n")
    with_rule = profile.load(folder).digest
    assert with_rule != before
    (folder / "rulebook" / "gate.yaml").write_text("rules: [two]\n")
    assert profile.load(folder).digest not in (before, with_rule)


def test_the_digest_follows_what_is_extended(tmp_path: Path, plant: Plant) -> None:
    plant("profile.yaml", "version", "version")
    upper = tmp_path / "upper"
    upper.mkdir()
    names = "{en: Upper, ru: Верхний, zh: 上层}"
    (upper / "profile.yaml").write_text(
        f"profile: {{id: upper, version: '1.0', names: {names}, summary: {names},"
        " fictional: true, extends: planted, working_languages: [fr]}\n",
        "utf-8",
    )
    before = profile.load(upper)
    assert before.members_on(date(2020, 1, 1)) == profile.load("example_union").members_on(date(2020, 1, 1))
    plant("scales.yaml", "Dues of 2003", "Dues of the year 2003")
    assert profile.load(upper).digest != before.digest


def test_the_demonstration_adds_to_the_treaty_and_changes_nothing() -> None:
    base, demo = profile.load("sco_rats"), profile.load("sco_rats_demo")
    for section in SECTIONS:
        kept = getattr(demo, section)[: len(getattr(base, section))]
        assert kept == getattr(base, section)
    assert base.digest != demo.digest
