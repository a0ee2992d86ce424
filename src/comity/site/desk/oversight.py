"""The page of the journal in figures."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import Final

from django.http import HttpRequest, HttpResponse

from comity.entries import wording
from comity.language import UnknownSentence, entry, say
from comity.site.answers import oversight
from comity.site.desk.page import shown, visit
from comity.store.tallies import Tally

OTHER: Final = "other"
KINDS: Final = tuple(f"query read print disposition refusal sign_in sign_in_refused credential erased {OTHER}".split())
"""The columns, in the order in which one asks; what has none of its own, such as a clock confirmed, is an other."""
_BY_CAPACITY: Final = frozenset({"query", "read", "print"})
_BY_CODE: Final = frozenset({"refusal", "sign_in_refused"})
_HOLE: Final = re.compile(r"\{[^}]*\}")
_FIRST: Final = re.compile(r"(.+?)(?:[.;] |[。;]|[.]?$)")


def journal(request: HttpRequest) -> HttpResponse:
    """What was asked, opened, refused and made in a period: by what, by day, and beside the quotas."""
    with visit(request) as made:
        found = oversight.figures(made, request.GET.get("since", ""), request.GET.get("until", ""))
        every = {kind: [(_word(one, made.lang), one) for one in found.totals if _kind(one) == kind] for kind in KINDS}
        kinds = {kind: rows for kind, rows in every.items() if rows}
        values = {
            "found": found,
            "since": str(found.since),
            "until": str(found.until),
            "kinds": [(kind, rows, sum(one.lines for _, one in rows)) for kind, rows in kinds.items()],
            "coded": _BY_CODE,
            "days": [(day, [counts[kind] for kind in kinds]) for day, counts in _days(found.rows).items()],
        }
        return shown(request, made, "journal.html", values)


def _days(rows: Iterable[Tally]) -> dict[str, Counter[str]]:
    """How many lines of each kind each day has, the newest day first; days without any are left out."""
    found: dict[str, Counter[str]] = {}
    for one in rows:
        found.setdefault(one.day, Counter())[_kind(one)] += one.lines
    return dict(sorted(found.items(), reverse=True))


def _kind(one: Tally) -> str:
    return one.kind if one.kind in KINDS else OTHER


def _word(one: Tally, lang: str) -> str:
    """What tells these lines apart, in words."""
    if one.kind in _BY_CAPACITY:
        return wording.capacity(one.of, lang) if one.of else say("desk_oversight.public", lang)
    if _kind(one) == OTHER:
        return one.kind
    if one.kind in _BY_CODE:
        return _gist(one.of, lang)
    if not one.of:
        return ""
    if one.kind == "disposition":
        return say(f"checks.decision_{one.of}", lang)
    return say(f"desk_oversight.{one.kind}_{one.of}", lang)


def _gist(code: str, lang: str) -> str:
    """How the sentence of a refusal begins, without whom and what it named; empty where the code is an older one."""
    try:
        sentence = entry("refusals", code)[lang]
    except UnknownSentence:
        return ""
    found = _FIRST.match(_HOLE.sub("…", sentence))
    return found[1] if found else sentence
