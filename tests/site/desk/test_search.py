"""Names asked at the desk: both sides shown, kept out of addresses and records, the Register for a checker alone."""

from __future__ import annotations

import base64
import re

import pytest
from django.http import HttpResponse

from comity.site.answers import checking
from tests.site.desk.conftest import Browser, Served

CANARY = "Orsolin Vadrekke Canarygate"
REASON = {"register": "1", "purpose": "border", "reference": "crossing-7/2026-11"}
MELVIK = "يوستينا ملفيك"


def text(answer: HttpResponse) -> str:
    return bytes(answer.content).decode()


def test_a_name_in_another_script_is_shown_beside_the_listed_one(browse: type[Browser]) -> None:
    page = text(browse().post("/search", name="Лива аль-Мильх аль-Асвад"))
    assert "Liwa al-Milh al-Aswad" in page
    assert "Лива аль-Мильх аль-Асвад" in page
    assert re.search(r"\d+ / 100 · (the same|very alike|alike|somewhat)", page)
    assert "it sounds alike" in page
    assert re.search(r"The claim of X[A-E] \w+\.", page)
    assert "it is no probability" in page


def test_nothing_found_says_what_was_searched_and_when(browse: type[Browser]) -> None:
    page = text(browse().post("/search", name=CANARY))
    assert "Nothing found for" in page
    assert re.search(r"Searched on \d+ \w+ \d{4}, \d\d:\d\d UTC: The List <time datetime=\"\d{4}-\d\d-\d\d\">", page)


def test_a_name_in_an_address_is_not_a_search(browse: type[Browser]) -> None:
    page = text(browse().get("/search", name="Liwa al-Milh al-Aswad"))
    assert "Liwa" not in page.split("<main")[1]


def test_a_name_asked_stands_in_no_address_record_or_other_page(browse: type[Browser], served: Served) -> None:
    me = browse("XA-CK-1")
    found = [me.post("/search", name=CANARY), me.post("/names", names=f"{CANARY}\nZelmira Canarygate")]
    found.append(me.post("/search", name=CANARY, dataset="list", **REASON))
    assert all(CANARY in text(one) for one in found)
    for one in found:
        assert "Canarygate" not in "".join(re.findall(r'(?:href|action)="([^"]*)"', text(one)))
    for officer in ("XA-CK-1", "XA-NLO-1", "AU-1"):
        other = browse(officer)
        for path in ("/search", "/names", "/desk", "/log", "/usage", "/matches", "/receipts"):
            assert "Canarygate" not in text(other.get(path)), path
    for file in served.stage.home.rglob("*"):
        if file.is_file():
            assert b"Canarygate" not in file.read_bytes(), file


def test_the_register_answers_a_checker_with_a_reason(browse: type[Browser]) -> None:
    page = text(browse("XA-CK-1").post("/search", name=MELVIK, dataset="list", **REASON))
    assert "Юстина Мельвик" in page
    assert re.search(r"\d+ of \d+ names asked today", page)


def test_a_million_lines_are_counted_and_never_made_into_queries(
    browse: type[Browser], monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[object] = []
    monkeypatch.setattr(checking, "Query", lambda *told: made.append(told))
    answer = browse().post("/names", names="\n".join(["Zelmira"] * (checking.PASTED + 1)))
    assert (answer.status_code, "screen.many" in text(answer), made) == (400, True, [])
    long = browse().post("/search", name="Zelmira", document="1" * 201)
    assert (long.status_code, made) == (422, [])


@pytest.mark.parametrize(("params", "code"), [({"until": "0001-01-01"}, ""), ({"since": "0001-01-01"}, "dates.period")])
def test_a_period_before_all_days_is_answered_or_refused_and_no_fault(
    browse: type[Browser], params: dict[str, str], code: str
) -> None:
    answer = browse("AU-1").get("/usage", **params)
    assert (answer.status_code, code in text(answer)) == (400 if code else 200, True)


@pytest.mark.parametrize("left_out", ["purpose", "reference"])
def test_without_a_reason_a_checker_learns_nothing(browse: type[Browser], left_out: str) -> None:
    answer = browse("XA-CK-1").post("/search", name=MELVIK, dataset="list", **{**REASON, left_out: ""})
    assert answer.status_code == 403
    assert "Melvik" not in text(answer)
    assert {"purpose": "screen.purpose", "reference": "screen.case"}[left_out] in text(answer)


@pytest.mark.parametrize("officer", ["", "XA-NLO-1", "XA-NAA-1", "EC-ECA-1", "EC-CR-1", "XA-CM-1", "AU-1", "XB-AA-1"])
def test_nobody_else_asks_the_register_and_the_count_is_the_same(browse: type[Browser], officer: str) -> None:
    me = browse(officer)
    for forced in ({**REASON, "dataset": "list"}, {"dataset": "register"}):
        answer = me.post("/search", name=MELVIK, **forced)
        assert answer.status_code == 403
        assert "screen.capacity" in text(answer)
        assert "Melvik" not in text(answer)
    assert "Nothing found for" in text(me.post("/search", name="Justina Melvik", kind="person"))
    assert 'name="register"' not in text(me.get("/search"))


def test_a_checker_asks_the_register_unless_he_says_otherwise_and_is_told_where_he_did_not(
    browse: type[Browser],
) -> None:
    checker = browse("XA-CK-1")
    assert 'name="register" value="1" checked' in text(checker.get("/search"))
    assert "The Register was not asked" in text(checker.post("/search", name="Justina Melvik"))
    assert "The Register was not asked" not in text(checker.post("/search", name="Justina Melvik", **REASON))
    without = text(checker.post("/search", name="Justina Melvik", register="1", purpose="border"))
    assert 'name="reference" value="" autocomplete="off" aria-invalid="true" autofocus' in without
    assert without.index('role="alert"') < without.index('name="reference"')


def test_a_checker_who_does_not_ask_the_register_finds_nobody_of_it(browse: type[Browser]) -> None:
    assert "Nothing found for" in text(browse("XA-CK-1").post("/search", name="Justina Melvik", kind="person"))


@pytest.mark.parametrize("trait", ["nationality", "Country", "religion", "ethnicity"])
@pytest.mark.parametrize("path", ["/search", "/names"])
def test_a_trait_is_refused_with_the_rule(browse: type[Browser], trait: str, path: str) -> None:
    answer = browse().post(path, name="Liwa al-Milh", names="Liwa al-Milh", **{trait: "XA"})
    assert answer.status_code == 400
    assert "screen.filter" in text(answer)
    assert "nobody is searched, filtered or scored by nationality" in text(answer)


@pytest.mark.parametrize(
    ("sent", "code"),
    [
        ({"name": "ab"}, "screen.short"),
        ({"name": "abcd", "offset": "101"}, "screen.offset"),
        ({"name": "abcd", "offset": "x"}, "screen.offset"),
        ({"name": "abcd", "dataset": "nowhere"}, "screen.dataset"),
        ({"name": "abcd", "as_of": "yesterday"}, "face.day"),
        ({"name": "abcd", "kind": "ship"}, "api.form"),
    ],
)
def test_what_cannot_be_asked_is_said_beside_the_form(browse: type[Browser], sent: dict[str, str], code: str) -> None:
    answer = browse().post("/search", **sent)
    assert answer.status_code >= 400
    assert code in text(answer)
    assert 'name="name"' in text(answer)


def test_a_pasted_list_is_a_table_with_links(browse: type[Browser], served: Served) -> None:
    page = text(browse().post("/names", names=f"Liwa al-Milh al-Aswad\n\n{CANARY}\n"))
    assert f'href="/entries/{served.entries["salt-brigade"]}"' in page
    assert "nothing found" in page
    assert "Answers to 2 names" in page


def test_more_than_a_hundred_names_are_refused(browse: type[Browser]) -> None:
    answer = browse("XA-CK-1").post("/names", names="\n".join(f"Zelmira {n}" for n in range(101)), **REASON)
    assert answer.status_code == 400
    assert "screen.many" in text(answer)


def test_a_false_match_is_cleared_for_my_authority_alone(browse: type[Browser], served: Served) -> None:
    me, entry = browse("XB-NLO-1"), served.entries["ember-column"]
    said = {"name": "Колонна Тлеющих Углей", "subject_dataset": "list", "subject": entry}
    kept = text(me.post("/matches", decision="false_positive", ground="claimant", **said))
    assert "not shown this pair again" in kept
    assert "Колонна" not in kept
    assert entry in kept
    page = text(me.post("/search", name=said["name"]))
    assert "Cleared before by my authority: 1" in page
    assert "Nothing found for" in page
    assert "Cleared" not in text(browse("XC-NLO-1").post("/search", name=said["name"]))
    assert entry not in text(browse("XC-NLO-1").get("/matches"))


def test_a_match_that_was_not_found_is_not_decided(browse: type[Browser], served: Served) -> None:
    me = browse("XB-NLO-1")
    said = {"decision": "true_match", "ground": "birth", "subject_dataset": "list", "name": CANARY}
    there = me.post("/matches", subject=served.entries["ember-column"], **said)
    nowhere = me.post("/matches", subject="0" * 32, **said)
    assert there.status_code == nowhere.status_code == 404
    assert "screen.no_match" in text(there)
    hidden = {**said, "name": "Justina Melvik", "subject_dataset": "register"}
    assert "screen.capacity" in text(me.post("/matches", subject=served.entries["melvik"], **hidden))
    assert "api.form" in text(me.post("/matches", subject="x", **{**said, "ground": "a feeling"}))


def test_a_receipt_is_signed_in_a_demo_and_opens_to_its_name_alone(browse: type[Browser]) -> None:
    me = browse()
    page = text(me.post("/search", name=CANARY, receipt="1"))
    receipt, salt = (base64.b64decode(one).decode() for one in re.findall(r"base64,([^\"]+)\"", page))
    assert "Canarygate" not in receipt
    good = text(me.post("/receipts", text=receipt, name=CANARY, salt=salt))
    assert "This receipt is genuine" in good
    assert "was the query" in good
    other = me.post("/receipts", text=receipt, name="Somebody Else", salt=salt)
    assert other.status_code == 409
    changed = me.post("/receipts", text=receipt.replace('"found":0', '"found":1'))
    assert "screen.receipt" in text(changed)


def test_where_no_key_lies_there_is_no_receipt(browse: type[Browser], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checking, "signer", lambda registry: None)
    me = browse()
    assert 'name="receipt"' not in text(me.get("/search"))
    assert "screen.no_key" in text(me.post("/search", name=CANARY, receipt="1"))


def test_a_state_sees_its_own_officers_use_and_the_auditor_all(browse: type[Browser]) -> None:
    browse("XA-CK-1").post("/search", name=MELVIK, dataset="list", **REASON)
    row = '<th scope="row">XA-CK-1</th>'
    assert row in text(browse("XA-NLO-1").get("/usage"))
    assert row in text(browse("AU-1").get("/usage"))
    assert row not in text(browse("XB-NLO-1").get("/usage"))
    assert row not in text(browse("AU-1").get("/usage", since="2001-01-01", until="2001-01-02"))
