from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import Any, cast

import pytest

from comity import acts
from comity.acts import Head, SignedAct
from comity.engine import Question, Unit
from comity.errors import Refused
from comity.matters import Done, Matter
from comity.watchlists import adopting, synthetic, un
from comity.watchlists.procedures import PROCEDURES

OLD = un.read(BytesIO(synthetic.make(date(2026, 3, 1))))
NEW = un.read(BytesIO(synthetic.make(date(2026, 3, 2), without=("ZZe.004",))))


def matter(terms: dict[str, Any]) -> Matter:
    done = Done("1" * 32, "import.adopt", 1, "2026-03-02T00:00:00Z", "o", "a", "EC", "ECA", "k", "s", terms)
    return Matter("2" * 32, "import", "adopted", "EC", (), (done,))


class Imports:
    def __init__(self, *adopted: dict[str, Any]) -> None:
        self.adopted = tuple(map(matter, adopted))

    def of_procedure(self, *procedures: str) -> tuple[Matter, ...]:
        assert procedures == ("import",)
        return self.adopted


def check(terms: dict[str, Any], *adopted: dict[str, Any]) -> None:
    made = Head("3" * 32, "import.adopt", "import", "4" * 32, "", "o", "a", "ECA", "5" * 32, "6" * 32,
                "2026-03-02T00:00:00Z", terms)  # fmt: skip
    question = Question("", made, None, cast(Any, None), acts.from_time(made.signed_at))
    adopting.check(question, SignedAct(b"", b"", b""), cast(Unit, Imports(*adopted)))


FIRST, SECOND = adopting.terms(OLD, None), adopting.terms(NEW, OLD)


def test_a_first_list_is_all_new() -> None:
    counts: Any = FIRST["counts"]
    assert (counts["added"], counts["delisted"], FIRST["added"]) == (12, 0, [])


def test_the_next_one_names_what_came_and_went() -> None:
    counts: Any = SECOND["counts"]
    assert (counts["added"], counts["delisted"], SECOND["delisted"]) == (0, 1, ["ZZe.004"])


def test_the_terms_are_those_of_the_table_and_fit_a_head() -> None:
    (move,) = PROCEDURES[0].moves
    assert move.terms <= set(SECOND)
    check(FIRST)
    check(SECOND, FIRST)


@pytest.mark.parametrize(
    ("terms", "adopted", "code"),
    [
        (FIRST, FIRST, "lists.adopted"),
        (FIRST, SECOND, "lists.adopt_older"),
        ({**FIRST, "source": "elsewhere"}, None, "lists.adopt_terms"),
        ({**FIRST, "source": "ofac"}, None, "lists.unilateral"),
        ({**FIRST, "source": "csv-sample"}, None, "lists.adopt_terms"),
        ({**FIRST, "digest": "short"}, None, "lists.adopt_terms"),
        ({**FIRST, "counts": 12}, None, "lists.adopt_terms"),
        ({**FIRST, "counts": {"added": "many"}}, None, "lists.adopt_terms"),
    ],
)
def test_what_is_adopted_already_or_unclear_is_refused(terms: Any, adopted: Any, code: str) -> None:
    with pytest.raises(Refused) as refused:
        check(terms, *([adopted] if adopted else []))
    assert refused.value.refusal.code == code
