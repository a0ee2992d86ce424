"""Any sequence of acts, allowed or not: what must hold at each turn, and a planted bug that each property catches."""

from __future__ import annotations

import copy
import random
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity import acts, matters
from comity.acts import Head, SignedAct, Stamp
from comity.bootstrap import PROCEDURES
from comity.effect import ACTED_UPON, Effect, standing
from comity.engine import Accepted, Charter, Unit
from comity.entries.grounds import effect_of, grounds
from comity.entries.procedures import KIND, SUPPORT_ENTRY, SUPPORTED
from comity.errors import Refused
from comity.matters import Matter
from tests.planted import MODEST, caught
from tests.properties.games import PLAYED, Game
from tests.properties.memory import Memory, charter, commit

TURNS = 150
SEEDS = st.integers(0, 10**9)
GAMES = 25  # a planted bug shows in six of ten games or more
FEW = settings(MODEST, max_examples=GAMES)
TABLE = {p.name: p for p in PROCEDURES}
Effects = Callable[[Memory, Matter, str], Effect]
RAISING = frozenset({"version.permit", "suspension.lift", "reviewer.lift"})


def _raising(node: Memory, entry: Matter) -> frozenset[str]:
    """What may raise ``entry``; one on support is suspended while its judgment is not final, and while the
    listed organisation that was supported is."""
    versions = node.linking(entry.id, "version_of")
    on = (entry.id, *(listed for version in versions for listed in version.all_linked(SUPPORTED)))
    suspensions = (m.opened.kind for one in on for m in node.linking(one, "on"))
    timed = {"time"} if "suspension.urgent" in suspensions else set()
    settled = {"ruling.authenticate"} if entry.procedure == SUPPORT_ENTRY else set()
    return RAISING | timed | settled


def of_entry(node: Memory, entry: Matter, at: str) -> Effect:
    return effect_of(node, entry, at).effect


def _play(game: Game, each: Callable[[Game, Head, Accepted | Refused], None]) -> Game:
    game.found()
    for _ in range(TURNS):
        game.wait()
        head, answer = game.turn()
        each(game, head, answer)
    return game


def every_step_stands_in_the_table(game: Game) -> None:
    def check(game: Game, head: Head, answer: Accepted | Refused) -> None:
        if isinstance(answer, Accepted):
            move = TABLE[head.procedure].find(head.kind, answer.stamp.before)
            assert move is not None, f"{head.kind} from {answer.stamp.before!r}"
            assert answer.stamp.after == move.after
            assert head.capacity in move.capacities
            assert bool(answer.stamp.door) is bool(move.door)

    _play(game, check)


def a_refusal_changes_nothing(game: Game) -> None:
    before = copy.copy(game.node.held), game.node.people, len(game.node.log)

    def check(game: Game, head: Head, answer: Accepted | Refused) -> None:
        nonlocal before
        now = copy.copy(game.node.held), game.node.people, len(game.node.log)
        if isinstance(answer, Refused):
            assert now == before, f"{head.kind} was refused with {answer.refusal.code} and changed something"
        before = now

    game.found()
    before = copy.copy(game.node.held), game.node.people, len(game.node.log)
    for _ in range(TURNS):
        game.wait()
        check(game, *game.turn())


def state_equals_the_log_replayed(game: Game) -> None:
    played = _play(game, lambda *turn: None).node
    again = played.replayed()
    assert again.held == played.held
    assert again.people == played.people


def effect_rises_only_by_a_permit_or_a_lift(game: Game, effects: Effects) -> None:
    """Nor by time: only a term that was set when a suspension began may end by itself."""
    game.found()
    counted: dict[str, bool] = {}

    def look(kind: str) -> None:
        at = acts.to_time(game.now)
        for entry in game.node.of_procedure(*KIND):
            counts = effects(game.node, entry, at) in ACTED_UPON
            if counts and not counted.get(entry.id, False):
                assert kind in _raising(game.node, entry), f"{kind} raised {entry.id}"
            counted[entry.id] = counts

    for _ in range(TURNS):
        game.wait()
        look("time")
        head, answer = game.turn()
        look(head.kind if isinstance(answer, Accepted) else "refused")


@FEW
@given(SEEDS)
def test_no_step_outside_the_table(seed: int) -> None:
    every_step_stands_in_the_table(Game(random.Random(seed)))


@FEW
@given(SEEDS)
def test_a_refusal_writes_nothing(seed: int) -> None:
    a_refusal_changes_nothing(Game(random.Random(seed)))


@FEW
@given(SEEDS)
def test_state_equals_replay(seed: int) -> None:
    state_equals_the_log_replayed(Game(random.Random(seed)))


@FEW
@given(SEEDS)
def test_effect_never_rises_by_itself(seed: int) -> None:
    effect_rises_only_by_a_permit_or_a_lift(Game(random.Random(seed)), of_entry)


def test_the_games_are_worth_playing() -> None:
    """Enough is allowed, enough is refused, every procedure is played, entries come into force and fall."""
    tried, played, refused, effects = set[str](), set[str](), set[str](), set[Effect]()
    wanted = {Effect.IN_FORCE, Effect.SUSPENDED, Effect.WITHDRAWN, Effect.LAPSED, Effect.NONE}

    def note(game: Game, head: Head, answer: Accepted | Refused) -> None:
        tried.add(head.procedure)
        if isinstance(answer, Refused):
            refused.add(answer.refusal.code)
        else:
            played.add(head.kind)
        at = acts.to_time(game.now)
        entries = game.node.of_procedure(*KIND)
        effects.update(of_entry(game.node, entry, at) for entry in entries)

    for seed in range(GAMES):
        _play(Game(random.Random(seed)), note)
    assert {p.name for p in PLAYED} == tried - {"treaty"}
    assert {"version.permit", "ruling.record", "suspension.lift", "key.revoke", "member.adopt"} <= played, sorted(
        played
    )
    assert len(refused) >= 8
    assert wanted <= effects, effects


# --- planted bugs ---------------------------------------------------------------------------


def in_some_game(held: Callable[..., None], plant: Callable[[Game], Game], *more: object) -> None:
    """As many games as a property plays."""
    for seed in range(GAMES):
        held(plant(Game(random.Random(seed))), *more)


def _loose_table(game: Game) -> Game:
    """A move that the table does not have: a permit straight from ``submitted``."""
    (version,) = [p for p in PROCEDURES if p.name == "version"]
    loose = replace(
        version,
        moves=tuple(
            replace(m, before=m.before | {"submitted"}) if m.act == "version.permit" else m for m in version.moves
        ),
    )
    game.tables = charter([*(p for p in PROCEDURES if p is not version), loose])
    return game


def _writes_too_early(game: Game) -> Game:
    def early(signed: SignedAct, unit: Unit, tables: Charter, now: datetime) -> Accepted:
        head = acts.parse_head(signed.head)
        held = unit.matter(head.matter)
        if held is not None:
            game.node.held[head.matter] = replace(held, step="touched")
        return commit(signed, unit, tables, now)

    game.commit = early
    return game


def _forgets_terms(game: Game) -> Game:
    def forgetful(matter: Matter | None, head: Head, stamp: Stamp, participant: str) -> Matter:
        return matters.fold(matter, replace(head, terms={}) if matter else head, stamp, participant)

    game.fold = forgetful
    return game


def _ends_by_itself(node: Memory, entry: Matter, at: str) -> Effect:
    """Every suspension and order ends after 72 hours, not only the urgent one."""
    found = grounds(node, entry, at)
    over = tuple(
        replace(hold, until=hold.until or acts.to_time(acts.from_time(hold.since) + timedelta(hours=72)))
        for hold in found.holds
    )
    return standing(replace(found, holds=over), at).effect


@pytest.mark.parametrize(
    ("held", "plant", "more"),
    [
        (every_step_stands_in_the_table, _loose_table, ()),
        (a_refusal_changes_nothing, _writes_too_early, ()),
        (state_equals_the_log_replayed, _forgets_terms, ()),
        (effect_rises_only_by_a_permit_or_a_lift, lambda game: game, (_ends_by_itself,)),
    ],
)
def test_a_planted_bug_is_caught(held: Callable[..., None], plant: Callable[[Game], Game], more: tuple[object]) -> None:
    caught(in_some_game, held, plant, *more)
