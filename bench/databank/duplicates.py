"""Two files of one organisation, and files of two organisations that look like one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from bench.databank.names import Script, another_hand, slip
from bench.databank.plan import Plan
from bench.databank.truth import Truth, cited
from comity.databank.organisation import StructureLink

_SAME: Final = (
    "another hand;Latin and Cyrillic;Latin and Arabic;Cyrillic and Arabic;a slip;a slip, Latin and Cyrillic"
    ";the UN reference".split(";")
)
_SLIP: Final = "a slip, "
_LINKS: Final = "body branch front part_of successor_of".split()


def plant(plan: Plan) -> None:
    """Make the first half of the paired organisations duplicates two by two, the others near-misses."""
    pairs = list(zip(plan.paired[::2], plan.paired[1::2], strict=True))
    half = len(pairs) // 2
    for turn, pair in enumerate(pairs[:half]):
        _same(plan, pair, _SAME[turn % len(_SAME)])
    for turn, pair in enumerate(pairs[half:]):
        _unlike(plan, pair, turn)


def _same(plan: Plan, pair: tuple[Truth, Truth], how: str) -> None:
    one, other = pair
    one.un_reference = other.un_reference = "none"
    if how == "the UN reference":
        one.un_reference = other.un_reference = f"XQe.{7_000 + plan.desk.number()}"
    elif how == "a slip":
        other.name = slip(one.name, plan.desk.rng)
        one.scripts = other.scripts = frozenset({Script.LATIN})
    elif how == "another hand":
        other.name = another_hand(one.name, plan.desk.rng)
        one.scripts = other.scripts = frozenset({Script.LATIN})
    else:
        other.name = one.name
        if how.startswith(_SLIP):
            other.name = slip(one.name, plan.desk.rng)
        scripts = {"Latin": Script.LATIN, "Cyrillic": Script.CYRILLIC, "Arabic": Script.ARABIC}
        first, _, second = how.removeprefix(_SLIP).partition(" and ")
        one.scripts, other.scripts = frozenset({scripts[first]}), frozenset({scripts[second]})
    _note(plan, True, how, pair)


def _unlike(plan: Plan, pair: tuple[Truth, Truth], turn: int) -> None:
    one, other = pair
    one.un_reference = other.un_reference = "none"
    if turn % 3 == 0:
        how = "two UN references"
        other.name = one.name if turn % 2 else slip(one.name, plan.desk.rng)
        one.un_reference, other.un_reference = (f"XQe.{7_000 + plan.desk.number()}" for _ in pair)
    elif turn % 3 == 1:
        kind = _LINKS[turn // 3 % len(_LINKS)]
        how = f"linked: {kind}"
        other.name = one.name
        (owner,) = plan.states(1)
        plan.desk.tell(
            plan.by(owner, one.file), StructureLink, cited(plan.desk, one, owner), kind=kind, file=other.file
        )
    else:
        how = "a common word"
        for truth in pair:
            truth.name = " ".join(["Liberation", *truth.name.split()[:2], "Front"][turn % 2 :])
    if turn % 3 != 2:
        one.scripts = other.scripts = frozenset({Script.LATIN})
    _note(plan, False, how, pair)


def _note(plan: Plan, guilty: bool, how: str, pair: Sequence[Truth]) -> None:
    plan.add(guilty, "duplicate", how, [one.file for one in pair], slots=["names", "un_status"])
