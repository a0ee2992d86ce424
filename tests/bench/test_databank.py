"""The bench that judges the finder can tell a good finder from a bad one."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

import pytest

from bench.databank.generator import SMALL, generate
from bench.databank.scene import KINDS, Planted, Scene, judge


@dataclass(frozen=True)
class Found:
    kind: str
    files: tuple[str, ...]
    statements: tuple[str, ...]


@pytest.fixture(scope="module")
def scene() -> Scene:
    return generate(1, SMALL)


def told(planted: Iterable[Planted]) -> list[Found]:
    """What a finder would say that takes all of ``planted`` for faults."""
    return [Found(one.kind, tuple(one.files), tuple(one.needed or one.allowed)) for one in planted]


def test_a_seed_gives_one_scene_and_another_seed_another(scene: Scene) -> None:
    assert generate(1, SMALL) == scene
    assert generate(2, SMALL).faults != scene.faults


def test_near_misses_are_as_many_as_faults_of_each_kind(scene: Scene) -> None:
    for kind in KINDS:
        faults = [one for one in scene.faults if one.kind == kind]
        assert faults and len(faults) == sum(one.kind == kind for one in scene.near)


def test_everything_planted_is_told(scene: Scene) -> None:
    names = {one.commitment for one in scene.told}
    assert len(names) == len(scene.told) == SMALL.statements
    assert all(one.needed <= one.allowed <= names for one in (*scene.faults, *scene.near))


def test_who_knows_every_fault_is_perfect(scene: Scene) -> None:
    assert all(score.perfect for score in judge(scene, told(scene.faults)).values())


def test_who_finds_nothing_recalls_nothing(scene: Scene) -> None:
    for score in judge(scene, []).values():
        assert (score.recall, score.precision, score.perfect) == (0, 1, False)


def test_who_takes_near_misses_for_faults_is_not_precise(scene: Scene) -> None:
    for score in judge(scene, told((*scene.faults, *scene.near))).values():
        assert score.recall == 1 and score.precision < 1 and not score.perfect
        assert len(score.fooled) >= score.near


def test_a_fault_found_twice_is_once_invented(scene: Scene) -> None:
    scores = judge(scene, told((*scene.faults, scene.faults[0])))
    assert scores[scene.faults[0].kind].precision < 1


def test_a_finding_that_names_a_statement_of_another_matter_is_not_the_fault(scene: Scene) -> None:
    right = told(scene.faults)
    strange = next(one.commitment for one in scene.told if one.file not in right[0].files)
    wrong = replace(right[0], statements=(*right[0].statements, strange))
    assert judge(scene, [wrong])[wrong.kind].right == 0
