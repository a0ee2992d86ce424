"""Two authorities ask, answer, warn and tell, each at its own desk: three processes, and no key but theirs."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from comity.interchange.telling import examples
from comity.interchange.telling.examples import EMBER_COLUMN
from comity.language import LANGUAGES
from comity.operations.authority import folder
from comity.operations.authority.remote import Remote
from tests.site.authority.conftest import Own, Registry, Sitter, furnished, serving
from tests.site.authority.test_story import BECAUSE, BOTH, acts_of, sign, words
from tests.site.authority.test_told import read

CASE = "XA-CR 2026/14"


@pytest.fixture(scope="module")
def other(registry: Registry, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Own]:
    """The desk of another State's authority."""
    home = furnished(
        tmp_path_factory.mktemp("other") / "desk", registry, "XB-NLO-1", "XB-NAA-1", authority="XB-CENTRAL"
    )
    with serving(home, registry, authority="XB-CENTRAL") as served:
        yield served


def begun(me: Sitter, kind: str, **form: str) -> str:
    """The path of a new draft."""
    me.get("/tellings")
    me.post("/tellings", kind=kind, **form)
    assert re.search(r"/tellings/[0-9a-f]{32}$", me.at), (me.status, me.page)
    return me.at.removeprefix(me.own.address)


def question(me: Sitter, registry: Registry, **other: str) -> str:
    """A draft of XA's question to XB that says all that it must."""
    path, until = begun(me, "question"), (registry.served.stage.clock() + timedelta(days=200)).date().isoformat()
    form: dict[str, str | list[str]] = {
        "to": "XB-CENTRAL",
        "says.purpose": "prosecution",
        "says.case_reference": CASE,
        "says.question": "Which branches did States name, and on what does it rest?",
        "says.grounds": "On 9 October 2021 the bus station at Varsk was blown up; two nationals of Borovia died.",
        "says.necessity": "Without it the charge would be confined to one cell; nothing less would do.",
        "says.subjects": registry.told.organisation,
        "says.kept_until": until,
        "says.lang": "ru",
        "says.conditions": ["purpose_only"],
        "says.selected_by": ["investigation_of_an_act"],
        "grade": "B2",
        **other,
    }
    me.post(path, stage="save", **form)
    assert "The form is whole" in me.page, me.page
    return path


def signed(me: Sitter, path: str, attests: list[str] | None = None, **other: str) -> None:
    """Read what would be signed, and sign all of it."""
    me.post(path, stage="words", attests=attests or [])
    assert me.status == 200, me.page
    me.post(path, stage="sign", mark=me.hidden("mark"), **{**BOTH, **other})


def place(page: str) -> str:
    """The page of what was told."""
    found = re.search(r'href="(/(?:requests|warnings|told)/[0-9a-f]{32})"', page)
    assert found, page
    return found[1]


def moved(me: Sitter, where: str, kind: str, **form: str | list[str]) -> None:
    """Make a move that the page ``where`` offers."""
    found = re.search(rf"{where}/act/{kind}/[0-9a-f]{{32}}", read(me, where))
    assert found, (kind, me.page)
    words(me, found[0], **form)
    sign(me, found[0])
    assert "Done, and in the log" in me.page, me.page


def test_a_question_is_asked_sent_composed_answered_and_closed(own: Own, other: Own, registry: Registry) -> None:
    drafter, head = Sitter(own, "XA-NLO-1"), Sitter(own, "XA-NAA-1")
    asked, answering = Sitter(other, "XB-NLO-1"), Sitter(other, "XB-NAA-1")
    before, path = acts_of(registry, "XA-NLO-1"), question(drafter, registry)
    assert path in drafter.get("/tellings")
    drafter.post(path, stage="ask")
    assert "By the registry" in drafter.page
    drafter.post(path, stage="words")
    assert "Which branches" in drafter.page
    assert CASE in drafter.page
    assert "XB-CENTRAL" in drafter.page
    assert acts_of(registry, "XA-NLO-1") == before, "nothing reaches the registry before it is signed"
    signed(drafter, path)
    assert "Done, and in the log" in drafter.page, drafter.page
    where = place(drafter.page)
    assert "request.send" not in read(drafter, where)
    assert where in head.get("/desk"), "it waits for the head"
    moved(head, where, "request.send", attests=["13", "42", "43"])
    assert where in asked.get("/requests")
    assert where in answering.get("/desk"), "it is due"
    moved(asked, where, "request.receive")
    moved(answering, where, "request.clarify", because=BECAUSE)
    assert BECAUSE in read(drafter, where)
    moved(drafter, where, "request.clarified", because="The branch of Varsk.")
    assert "Compose an answer" not in read(asked, where)
    assert "Compose an answer" in read(answering, where)
    answering.post(f"{where}/answer")
    if 'name="case"' in answering.page:
        answering.post(f"{where}/answer", case="XB-2026/8", reason="analysis")
    draft = answering.at.removeprefix(other.address)
    assert draft.startswith("/tellings/"), answering.page
    text = re.search(r'<textarea id="f-text"[^>]*>\s*([^<]*)</textarea>', answering.page)
    assert text
    answering.post(draft, stage="words")
    assert "desk_acting.attests" in answering.page or "not ticked" in answering.page
    signed(answering, draft, ["13", "43"])
    assert "Done, and in the log" in answering.page, answering.page
    assert place(answering.page) == where
    assert "What is told in answer" in read(drafter, where)
    moved(drafter, where, "request.close", use="used")
    registry.served.stage.node.publish()
    assert "Verified here" in answering.get(draft)


def test_a_warning_told_orally_is_confirmed_in_the_same_words_and_extended(
    own: Own, other: Own, registry: Registry, tmp_path: Path
) -> None:
    examples.materialise("warning-oral", tmp_path / "warning", registry.served.stage.clock().date())
    drafter, head, named = Sitter(own, "XA-NLO-1"), Sitter(own, "XA-NAA-1"), Sitter(other, "XB-NLO-1")
    drafter.get("/tellings")
    drafter.upload("/tellings", {"telling": [("telling.yaml", (tmp_path / "warning" / "telling.yaml").read_bytes())]})
    path = drafter.at.removeprefix(own.address)
    signed(drafter, path)
    where = place(drafter.page)
    assert where in named.get("/warnings")
    confirm = re.search(rf"{where}/act/danger.confirm/[0-9a-f]{{32}}", read(head, where))
    assert confirm
    words(head, confirm[0], attests=["13", "43"])
    assert "план автостанции" in head.page, "what is confirmed is read before it is signed"
    sign(head, confirm[0])
    assert "Done, and in the log" in head.page, head.page
    late = (registry.served.stage.clock() + timedelta(days=90)).date().isoformat()
    moved(head, where, "danger.extend", attests=["13", "43"], until=late, because=BECAUSE)
    assert late in read(named, where)
    moved(drafter, where, "danger.end")


def test_a_written_warning_is_attested_by_the_head_alone(own: Own, registry: Registry, tmp_path: Path) -> None:
    day = registry.served.stage.clock().date()
    content = (examples.materialise("warning-bus", tmp_path / "warning", day) / "telling.yaml").read_bytes()
    for officer, attests in (("XA-NLO-1", ["13", "43"]), ("XA-NAA-1", ["13"]), ("XA-NAA-1", ["13", "43"])):
        me = Sitter(own, officer)
        me.get("/tellings")
        me.upload("/tellings", {"telling": [("telling.yaml", content)]})
        path = me.at.removeprefix(own.address)
        me.post(path, stage="words", attests=attests)
        may = (officer, len(attests)) == ("XA-NAA-1", 2)
        assert ('type="password"' in me.page) is may, (officer, me.page)
        if may:
            me.post(path, stage="sign", mark=me.hidden("mark"), **BOTH)
            assert "Done, and in the log" in me.page, me.page


def test_what_is_told_is_approved_by_another_and_taken_back(
    own: Own, other: Own, registry: Registry, tmp_path: Path
) -> None:
    file = registry.told.organisation
    examples.materialise(
        "ember-column-xa", tmp_path / "told", registry.served.stage.clock().date(), {EMBER_COLUMN: file}
    )
    drafter, head = Sitter(own, "XA-NLO-1"), Sitter(own, "XA-NAA-1")
    drafter.get("/tellings")
    content = (tmp_path / "told" / "telling.yaml").read_bytes()
    drafter.upload("/tellings", {"telling": [("telling.yaml", content)]})
    path = drafter.at.removeprefix(own.address)
    for document in sorted((tmp_path / "told").glob("documents/*")):
        drafter.upload(path, {"document": [(document.name, document.read_bytes())]}, stage="attach")
        assert drafter.status == 200, drafter.page
    signed(drafter, path)
    assert "Done, and in the log" in drafter.page, drafter.page
    where = place(drafter.page)
    assert where in head.get("/told")
    assert where in head.get("/desk")
    moved(head, where, "contribution.approve", attests=["13", "43"])
    moved(head, where, "consent.give", to=["XB-CENTRAL"], because=BECAUSE)
    moved(head, where, "consent.withdraw")
    moved(drafter, where, "contribution.withdraw")
    moved(head, where, "erasure.own", reason="data_error")
    Sitter(other, "XB-NAA-1").get(where)


@pytest.mark.parametrize(("kind", "example"), [("trend", "trend-cases"), ("result", "result-convicted")])
def test_a_trend_and_a_result_are_told_from_a_text_and_mended_in_the_form(
    own: Own, registry: Registry, tmp_path: Path, kind: str, example: str
) -> None:
    drafter, head, day = Sitter(own, "XA-NLO-1"), Sitter(own, "XA-NAA-1"), registry.served.stage.clock().date()
    content = (examples.materialise(example, tmp_path / "told", day) / "telling.yaml").read_text("utf-8")
    path = begun(drafter, kind)
    assert 'name="says.kept_until"' in drafter.page
    drafter.post(path, stage="write", text=re.sub("(?m)^  kept_until: .*$", "  kept_until: soon", content))
    assert "Not whole yet" in drafter.page
    drafter.post(path, stage="words")
    assert 'type="password"' not in drafter.page
    drafter.post(path, stage="write", text=content)
    drafter.post(path, stage="save", **filled(drafter.page))
    assert "The form is whole" in drafter.page, drafter.page
    signed(drafter, path)
    assert "Done, and in the log" in drafter.page, drafter.page
    moved(head, place(drafter.page), f"{kind}.approve", attests=["13", "43"])


def filled(page: str) -> dict[str, str | list[str]]:
    """What the form of a telling holds, as a browser sends it."""
    form = page.partition('class="telling"')[2].partition("</form>")[0]
    sent: dict[str, list[str]] = {}
    for tag in re.findall(r"<input[^>]*>", form):
        name, value = re.search(r' name="([^"]+)"', tag), re.search(r' value="([^"]*)"', tag)
        ticked = 'type="checkbox"' not in tag and 'type="radio"' not in tag
        if name and (ticked or " checked" in tag):
            sent.setdefault(name[1], []).append(html.unescape(value[1]) if value else "on")
    for name, options in re.findall(r'<select[^>]* name="([^"]+)"[^>]*>(.*?)</select>', form, re.DOTALL):
        chosen = re.search(r'value="([^"]*)" selected', options)
        sent[name] = [chosen[1] if chosen else ""]
    for name, text in re.findall(r'<textarea[^>]* name="([^"]+)"[^>]*>\n?(.*?)</textarea>', form, re.DOTALL):
        sent[name] = [html.unescape(text)]
    return {
        name: value if len(value) > 1 else value[0] for name, value in sent.items() if name != "csrfmiddlewaretoken"
    }


def test_nobody_tells_what_is_not_his(own: Own, registry: Registry) -> None:
    head, drafter = Sitter(own, "XA-NAA-1"), Sitter(own, "XA-NLO-1")
    head.get("/tellings")
    for form in ({"kind": "question"}, {"kind": "answer"}, {"kind": "trend"}):
        assert "dossier.no_kind" in head.post("/tellings", **form)
    path = question(drafter, registry)
    assert path not in head.get("/tellings")
    assert "draft.unknown" in head.get(path)
    drafter.get(path)
    drafter.post(path, stage="save", kind="answer")
    assert drafter.status == 400
    drafter.post(path, stage="write", text="kind: answer\nanswers: x\n")
    assert "is no kind" in drafter.page or drafter.status == 400
    assert "The form is whole" in drafter.get(path)
    drafter.post(path, stage="discard")


def test_what_was_not_shown_is_not_signed_and_a_changed_draft_is_shown_again(own: Own, registry: Registry) -> None:
    me, before = Sitter(own, "XA-NLO-1"), acts_of(registry, "XA-NLO-1")
    path = question(me, registry)
    me.post(path, stage="words")
    mark = me.hidden("mark")
    me.get(path)
    me.post(path, stage="save", **{"to": "XB-CENTRAL", "says.question": "Something else entirely, asked later on?"})
    me.post(path, stage="sign", mark=mark, **BOTH)
    assert (me.status, "authority.shown" in me.page or 'type="password"' not in me.page) == (409, True)
    assert acts_of(registry, "XA-NLO-1") == before
    me.post(path, stage="discard")


def test_an_answer_that_is_to_another_question_is_not_begun(own: Own, other: Own, registry: Registry) -> None:
    answering = Sitter(other, "XB-NAA-1")
    answering.get("/requests")
    answering.post(f"/requests/{registry.told.request}/answer")
    assert "act.unknown_matter" in answering.page


@pytest.mark.parametrize("lang", LANGUAGES)
def test_each_page_speaks_each_language(own: Own, registry: Registry, lang: str) -> None:
    me = Sitter(own, "XA-NLO-1")
    path = question(me, registry)
    me.post("/language", lang=lang, next="/desk")
    for one in ("/tellings", "/told", path):
        assert 'lang="' + {"zh": "zh-Hans"}.get(lang, lang) in me.get(one)
        assert me.status == 200
    me.post(path, stage="words")
    assert me.status == 200
    me.get(path)
    me.post(path, stage="discard")
    me.post("/language", lang="en", next="/desk")


def test_a_file_is_merged_with_another_at_the_committee(registry: Registry, tmp_path: Path) -> None:
    home = furnished(tmp_path / "desk", registry, "EC-ECA-1", "EC-ECA-2", authority="EC")
    with serving(home, registry, authority="EC") as committee:
        one, two = Sitter(committee, "EC-ECA-1"), Sitter(committee, "EC-ECA-2")
        moved(one, f"/databank/{registry.told.organisation}", "merging.propose", **{"with": registry.told.twin})
        moved(two, f"/databank/{registry.told.organisation}", "merging.agree")
        moved(two, f"/databank/{registry.told.organisation}", "merging.undo")


def test_whom_one_may_ask_comes_from_the_registry(own: Own, registry: Registry) -> None:
    asked = Remote(folder.desk("XA-CENTRAL", registry.address, registry.log_key, own.home), "XA-NLO-1").authorities()
    known = {one.value for one in asked.authorities}
    assert {"EC", "XB-CENTRAL"} <= known
    assert "XA-CENTRAL" not in known
