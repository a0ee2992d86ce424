"""Rule 8: folding never consults today's tables, profile or gates; only ``commit`` does.

The log's first act carries the profile's digest and the founding keys; profiles and rulebooks change by acts.
"""

from __future__ import annotations

import ast
from dataclasses import replace
from pathlib import Path

import pytest

import comity
from comity import acts, bootstrap
from comity.demo.cast import Cast, Filed
from comity.store import rebuilding
from tests.asking import refused, rows
from tests.stories.conftest import LIST_GATES, dossier

_FOLDING = ("acts.py", "matters.py", "appointments.py", "participants.py", "effect.py", "store/rebuilding.py")


def test_what_folds_imports_no_table_profile_or_gate() -> None:
    forbidden = ("procedures", "comity.profile", "qualification", "bootstrap", "engine", "doors", "guards")
    for name in _FOLDING:
        tree = ast.parse((Path(comity.__file__).parent / name).read_text("utf-8"))
        imported = [ast.unparse(node) for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom)]
        assert not [line for line in imported if any(word in line for word in forbidden)], name


def test_rebuilt_equals_live_though_no_procedure_exists_any_more(
    cast: Cast, circulated: Filed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bootstrap, "PROCEDURES", ())
    monkeypatch.setattr(bootstrap, "TABLES", {})
    charter = replace(cast.node.charter, procedures={})
    cast.node = replace(cast.node, charter=charter, writer=replace(cast.node.writer, charter=charter))
    assert rebuilding.differences() == []
    with refused("act.unknown_procedure"):
        cast.open("XA-NLO-1", "NLO", "entry.claim", "list.entry")


def test_the_first_act_carries_profile_and_founding_keys(cast: Cast) -> None:
    ((head,),) = rows("SELECT head FROM act WHERE idx = 0")
    founded = acts.parse_head(bytes(head))
    assert founded.kind == "treaty.found"
    assert founded.terms["profile_digest"] == cast.node.treaty.profile.digest
    assert founded.terms["rulebook"] == cast.node.treaty.rulebook.digest
    officers = founded.terms["officers"]
    assert isinstance(officers, list)
    assert len(officers) == len(cast.officers) + 1


def test_nothing_comes_before_the_founding_and_nothing_founds_twice(cast: Cast) -> None:
    ((head,),) = rows("SELECT head FROM act WHERE idx = 0")
    again = replace(acts.parse_head(bytes(head)), id=cast.new_id(), matter=cast.new_id())
    signature = cast.node.node_key.sign(acts.signing_bytes(again.to_bytes()))
    with refused("act.founded"):
        cast.node.submit(acts.SignedAct(again.to_bytes(), signature, signature))


def test_a_rulebook_that_the_log_did_not_adopt_opens_no_door(cast: Cast) -> None:
    filed = cast.file(dossier("ember-column"), "XA-NLO-1", "XA-NAA-1")
    cast.authenticate(filed, "EC-CR-1")
    matter = cast.open("XA-CM-1", "CM", "rulebook.propose", "rulebook", digest="f" * 64, at_once=[])
    cast.move("XB-CM-1", "CM", "rulebook.adopt", matter)
    with refused("act.rulebook"):
        cast.permit(filed, "EC-CR-1", LIST_GATES)
