"""Why an entity matched, in the features that clients of this field show: a score, a sentence, both values."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from comity import explaining
from comity.language import say
from comity.screening import Because, Match, Reason

_FEATURES: Final = {
    Because.KIND_DIFFERS: "kind_match",
    Because.BIRTH_AGREES: "birth_date_match",
    Because.BIRTH_NEAR: "birth_date_match",
    Because.BIRTH_DIFFERS: "birth_date_match",
    Because.DOCUMENT_AGREES: "identifier_match",
    Because.DOCUMENT_DIFFERS: "identifier_match",
}
FEATURES: Final = ("name_match", "birth_date_match", "identifier_match", "kind_match", "country")
Features = dict[str, dict[str, Any]]


def of(match: Match, countries: Sequence[str], lang: str) -> Features:
    """The features of ``match``; ``countries`` were asked with, and are shown beside the list's, with a score of 0."""
    about_name = [explaining.taken(one, lang) for one in match.taken]
    about_name += [explaining.reason(one, lang) for one in match.reasons if _is_of_name(one, bool(match.taken))]
    found: Features = {"name_match": _feature(match.score, " ".join(about_name), match.query, match.name)}
    for one in match.reasons:
        feature = _FEATURES.get(one.because)
        if feature is not None:
            values = dict(one.values)
            score = (one.speaks > 0) - (one.speaks < 0)
            shown = (values.get("query", ""), values.get("candidate", ""))
            found[feature] = _feature(float(score), explaining.reason(one, lang), *shown)
    if countries:
        shown_there = ", ".join(match.subject.countries)
        found["country"] = _feature(0.0, say("api.country", lang), ", ".join(countries), shown_there)
    return found


def _is_of_name(one: Reason, with_words: bool) -> bool:
    """The words taken for each other say more than that the names agree."""
    return one.because not in _FEATURES and not (one.because is Because.NAME and with_words)


def _feature(score: float, detail: str, query: str, candidate: str) -> dict[str, Any]:
    return {"score": score, "detail": detail or None, "query": query or None, "candidate": candidate or None}
