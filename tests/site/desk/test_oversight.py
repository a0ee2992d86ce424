"""The journal in figures: auditor and reviewer read counts, and nobody's name, case or entry."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from django.http import HttpResponse

from comity.language import LANGUAGES, say
from comity.site.desk import throttle
from comity.store import journal
from comity.store.journal import Line
from tests.site.api.conftest import Program
from tests.site.desk.conftest import Browser, Served, served, staged_in

__all__ = ["served"]

REASON = {"register": "1", "purpose": "border", "reference": "CP-7/2026-03"}


@pytest.fixture(scope="module")
def staged(tmp_path_factory: pytest.TempPathFactory) -> Served:
    return staged_in(Path(tmp_path_factory.mktemp("oversight")) / "demo")


@pytest.fixture(autouse=True)
def forgiven() -> Iterator[None]:
    throttle.ONE.forget()
    yield
    throttle.ONE.forget()


def text(answer: HttpResponse) -> str:
    return unescape(bytes(answer.content).decode())


def counts(page: str, kind: str) -> dict[str, int]:
    """The figures under one heading of the first table, by the code or the word beside each."""
    table = page.split("</table>", maxsplit=1)[0]
    body = next((one for one in table.split("<tbody>") if f">{say(f'desk_oversight.kind_{kind}')}</th>" in one), "")
    row = r'<th scope="row">([^<]*?)(?: <span class="id">([^<]*)</span>)?</th><td[^>]*>(\d+)</td>'
    return {code or word: int(count) for word, code, count in re.findall(row, body)}


def changed(before: dict[str, int], after: dict[str, int]) -> dict[str, int]:
    return {word: count - before.get(word, 0) for word, count in after.items() if count != before.get(word, 0)}


def test_what_was_done_is_counted_by_what_and_by_whom(browse: type[Browser], served: Served) -> None:
    auditor, checker, liaison = browse("AU-1"), browse("XA-CK-1"), browse("XC-NLO-1")
    person = f"/entries/{served.entries['melvik']}"
    before = text(auditor.get("/journal"))
    checker.post("/search", name="Zelmira Canarygate", dataset="list", **REASON)
    browse().post("/search", name="Zelmira Canarygate")
    checker.post("/search", name="Zelmira Canarygate", dataset="list", **{**REASON, "reference": "?"})
    liaison.post(person, case="XC-2026/4", reason="prosecution")
    liaison.post(f"{person}/print", case="XC-2026/4", reason="prosecution")
    browse().post("/sign-in/enrol", word="guessed")
    journal.append([Line("confirm_time", "XA-NAA-1", {})], served.stage.clock())
    after = text(auditor.get("/journal"))
    found = {
        kind: changed(counts(before, kind), counts(after, kind))
        for kind in ("query", "read", "print", "refusal", "sign_in", "sign_in_refused", "other")
    }
    assert found == {
        "query": {"checker": 1, "the public": 1},
        "read": {"liaison officer": 1},
        "print": {"liaison officer": 1},
        "refusal": {"screen.case": 1},
        "sign_in": {},
        "sign_in_refused": {"desk.word": 1},
        "other": {"confirm_time": 1},
    }
    assert "This enrolment word opens nothing: it was mistyped" in after
    assert counts(after, "sign_in")[say("desk_oversight.sign_in_demo")] >= 3
    assert re.search(
        r'<th scope="row">XA-CK-1</th><td[^>]*>1</td><td[^>]*>1</td><td[^>]*>1 / 500</td><td[^>]*>0</td>', after
    )
    for word in ("Canarygate", "Melvik", "XC-2026", "CP-7", served.entries["melvik"], "guessed"):
        assert word not in after, word


def test_a_program_of_the_auditor_reads_the_same_by_day(browse: type[Browser], served: Served) -> None:
    browse().post("/search", name="Zelmira Canarygate")
    status, told = Program(served, "AU-1").get("/journal")
    assert (status, told["until"]) == (200, served.stage.clock().date().isoformat())
    shown = counts(text(browse("AU-1").get("/journal")), "query")
    asked = [row for row in told["rows"] if (row["kind"], row["of"]) == ("query", "")]
    assert sum(row["lines"] for row in asked) == shown["the public"] > 0
    assert {row["day"] for row in told["rows"]} == {told["until"]}
    assert Program(served, "AU-1").get("/journal?since=2001-01-01&until=2001-01-02")[1]["rows"] == []


@pytest.mark.parametrize("params", [{"since": "soon"}, {"since": "2001-01-01"}, {"until": "0000"}])
def test_a_period_that_is_none_is_refused(browse: type[Browser], params: dict[str, str]) -> None:
    assert browse("IR-1").get("/journal", **params).status_code == 400


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_kind_and_word_has_its_name_in_each_language(browse: type[Browser], served: Served, lang: str) -> None:
    ways = [journal.sign_in("XA-NLO-1", way) for way in ("demo", "passkey", "enrolled", "provider")]
    made = ("invited", "bound", "key_added", "key_removed", "token_made", "token_ended")
    decided = [Line("disposition", "", {"decision": one}) for one in ("true_match", "false_positive", "unresolved")]
    journal.append(
        [*ways, *decided, *(journal.credential("", what, "XA-NLO-1") for what in made)], served.stage.clock()
    )
    page = browse("AU-1").get("/journal", lang=lang)
    assert page.status_code == 200
    assert say("desk_oversight.credential_token_made", lang) in text(page)
    assert say("checks.decision_unresolved", lang) in text(page)


def test_a_time_without_a_line_says_so(browse: type[Browser]) -> None:
    page = text(browse("AU-1").get("/journal", since="2001-01-01", until="2001-01-02"))
    assert say("desk_oversight.none", since="1 January 2001", until="2 January 2001") in page
    assert "<table" not in page
