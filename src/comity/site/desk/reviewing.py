"""The page of a compliance review."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from comity.entries import as_json
from comity.entries.face import names_of
from comity.qualification.rulebook import Outcome
from comity.site.answers import review
from comity.site.answers.review import Gate
from comity.site.desk.page import shown, visit


def version(request: HttpRequest, version: str) -> HttpResponse:
    """One version before the reviewer: every finding beside what he attests, one by one."""
    with visit(request) as made:
        found = review.of(made, version)
        values = {
            "review": found,
            "name": next(iter(names_of(found.part)), ""),
            "part": as_json.part(found.part),
            "decisions": [(one, as_json.part(one.part)) for one in found.decisions],
            "sentence": found.refusal.sentence(made.lang) if found.refusal else "",
            "kinds": [one.kind for one in found.moves],
            "gates": _sorted(found.gates),
        }
        return shown(request, made, "review.html", values)


def _sorted(gates: tuple[Gate, ...]) -> dict[str, list[Gate]]:
    """What holds the version, then what waits for the reviewer alone, then what opens."""
    held = [one for one in gates if one.stands is not Outcome.PERMIT]
    waiting = [one for one in gates if one.waiting and one not in held]
    return {"held": held, "waiting": waiting, "open": [one for one in gates if one not in (*held, *waiting)]}
