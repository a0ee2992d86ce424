"""Sending a draft: what was signed is kept exactly as long as sending again would repeat nothing."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any, cast

import pytest

from comity.acts import SignedAct
from comity.engine import Receipt
from comity.errors import Refused
from comity.site import registry
from comity.site.answers import held
from comity.site.answers.held import Held
from comity.site.answers.visit import visiting
from tests.asking import refused
from tests.site.desk.conftest import Served, served, staged

__all__ = ["served", "staged"]

DRAFT = Held("kind: question\n", form=held.TELLING)


@dataclass
class Node:
    """A node that takes so many acts and refuses the next."""

    takes: int
    taken: list[SignedAct] = field(default_factory=list)

    def submit(self, act: SignedAct, files: Any) -> Receipt:
        if len(self.taken) == self.takes:
            raise Refused("act.stale")
        self.taken.append(act)
        return Receipt("0" * 32, 1, "2031-03-02T00:00:00Z", "sent")


def acts(served: Served) -> tuple[SignedAct, ...]:
    them = served.stage.cast
    heads = (them.head("XB-NLO-1", "NLO", "request.draft", "request", them.new_id()) for _ in range(2))
    return tuple(them.sign(head) for head in heads)


@pytest.mark.parametrize(("takes", "is_kept"), [(0, False), (1, True)])
def test_what_was_signed_is_kept_once_an_act_of_it_stands(served: Served, takes: int, is_kept: bool) -> None:
    node, signed = Node(takes), acts(served)
    with visiting(registry.current(), "XB-NLO-1", "en") as made:
        visit = replace(made, registry=replace(made.registry, node=cast(Any, node)))
    name = held.begin(visit, DRAFT)
    with refused("act.stale"):
        held.send(visit, name, DRAFT, signed, {})
    assert held.opened(visit, name, held.TELLING).signed == (signed if is_kept else ())
    node.takes = 9
    held.send(visit, name, DRAFT, signed, {})
    with refused("draft.unknown"):
        held.opened(visit, name, held.TELLING)
