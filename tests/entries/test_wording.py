"""Every act, step, capacity and choice has words in three languages."""

from __future__ import annotations

import pytest

from comity import bootstrap, language
from comity.effect import Effect
from comity.entries import guards, wording
from comity.judiciary import procedures as judicial
from comity.participants import Capacity
from comity.qualification.vocabulary import Basis

MOVES = [move for table in bootstrap.PROCEDURES for move in table.moves]
KINDS = {move.act for move in MOVES}
STEPS = {step for move in MOVES for step in (*move.before, move.after)}
FALLS_BY_DATE_OR_LOG = {"expired", "membership", "key", "rulebook"}
REASONS = {"withdrawn", "sunset", "review_due", "not_final", "order", "suspension"} | FALLS_BY_DATE_OR_LOG
CHOICES = {(term, word) for terms in guards.CHOICES.values() for term, words in terms.items() for word in words}
KEYS = (
    {f"acts.{kind.replace('.', '_')}" for kind in KINDS}
    | {f"acts.step_{step or 'opening'}" for step in STEPS}
    | {f"acts.capacity_{capacity.lower()}" for capacity in Capacity}
    | {f"entries.effect_{effect}" for effect in Effect}
    | {f"entries.because_{reason}" for reason in REASONS | judicial.FALLS}
    | {f"entries.outcome_{state}" for state in judicial.OUTCOMES | {"in_force"}}
    | {f"entries.finality_{word}" for word in judicial.FINALITIES | {"stayed"}}
    | {f"entries.basis_{basis.value.lower().replace('-', '_')}" for basis in Basis}
    | {f"entries.{term}_{word}" for term, word in CHOICES if term != "answer"}
)


@pytest.mark.parametrize("key", sorted(KEYS))
def test_nothing_is_shown_without_words(key: str) -> None:
    assert all(language.say(key, lang, ref="x") for lang in language.LANGUAGES)


def test_what_has_no_words_is_shown_as_it_is() -> None:
    assert wording.act("entry.invent", "ru") == "entry.invent"
    assert wording.choice("position", "elsewhere", "zh") == "elsewhere"
