"""Refusals are answers: a stable code, a kind, a sentence in three languages."""

import pytest

from comity import language
from comity.errors import ComityError, Fault, Kind, Refusal, Refused

REFUSED = Refused("yaml.duplicate", "design, rule 5", file="a.yaml", line=3, key="name")


def test_a_refusal_carries_code_provision_and_evidence() -> None:
    refusal = REFUSED.refusal
    assert (refusal.code, refusal.provision, refusal.kind) == ("yaml.duplicate", "design, rule 5", Kind.MALFORMED)
    assert refusal.evidence == {"file": "a.yaml", "line": 3, "key": "name"}


@pytest.mark.parametrize("lang", language.LANGUAGES)
def test_a_sentence_shows_the_evidence_and_the_provision(lang: str) -> None:
    sentence = REFUSED.refusal.sentence(lang)
    assert "a.yaml" in sentence
    assert "name" in sentence
    assert sentence.endswith("[design, rule 5]")


def test_the_three_languages_differ_and_an_unknown_one_is_english() -> None:
    assert len({REFUSED.refusal.sentence(lang) for lang in language.LANGUAGES}) == len(language.LANGUAGES)
    assert REFUSED.refusal.sentence("fr") == REFUSED.refusal.sentence("en") == str(REFUSED)


def test_a_list_is_shown_with_commas_and_no_provision_leaves_no_brackets() -> None:
    sentence = Refusal("statement.grade", "", {"grade": ["E1", "E2"]}).sentence()
    assert "E1, E2" in sentence
    assert "[" not in sentence


def test_braces_in_evidence_are_shown_and_never_read() -> None:
    assert "{line.__class__}" in Refusal("statement.grade", "", {"grade": "{line.__class__}"}).sentence()


def test_a_code_without_a_sentence_is_a_programming_error() -> None:
    with pytest.raises(language.UnknownSentence):
        _ = Refusal("yaml.no_such").kind


def test_one_tree() -> None:
    assert issubclass(Refused, ComityError)
    assert issubclass(Fault, ComityError)
    assert not issubclass(Fault, Refused)
