"""Every term stands in three languages with its provision, and what nobody reviewed is counted."""

from __future__ import annotations

import re

import pytest

from comity.language import LANGUAGES, glossary
from comity.language.glossary import Term


@pytest.mark.parametrize("term", glossary.terms(), ids=lambda term: term.name)
def test_a_term_is_whole(term: Term) -> None:
    for said in (term.term, term.means):
        assert set(said) == set(LANGUAGES)
        assert len(set(said.values())) == len(LANGUAGES), "a translation equals its source"
    assert re.search(r"[А-Яа-я]", term.term["ru"])
    assert re.search(r"[\u4e00-\u9fff]", term.term["zh"])
    assert term.provision
    assert term.reviewed <= set(LANGUAGES)


def test_no_two_terms_share_a_word() -> None:
    for lang in LANGUAGES:
        words = [one.term[lang] for one in glossary.terms()]
        assert len(words) == len(set(words)), lang


def test_what_nobody_reviewed_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = dict.fromkeys(LANGUAGES, "x")
    held = (Term("a", whole, whole, "Art 1", frozenset({"ru"})), Term("b", whole, whole, "Art 2", frozenset()))
    monkeypatch.setattr(glossary, "terms", lambda: held)
    assert glossary.counts() == {"en": 2, "ru": 1, "zh": 2}


def test_the_terms_that_the_law_needs_are_there() -> None:
    assert {one.name for one in glossary.terms()} >= {
        "entry", "claim", "decision", "finality", "effect", "suspension", "lapse", "contest", "handling_code",
        "four_eyes", "gate", "basis_t_a", "basis_t_b", "basis_s", "basis_e", "blind_asylum_check",
        "safeguards_protocol", "common_entry", "consensus", "disposition", "receipt", "checkpoint", "inclusion_proof",
    }  # fmt: skip
