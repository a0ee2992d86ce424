"""Telling at the desk: a form with what is wrong at its field, a question that is answered, a warning, a file."""

from __future__ import annotations

import os
import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from comity import acts
from comity.interchange.dossier import signing
from comity.interchange.telling import examples
from comity.interchange.telling.examples import EMBER_COLUMN
from comity.site.answers import tellings as answers
from comity.site.desk import keys
from tests.site.desk import told as tellings
from tests.site.desk.conftest import Browser, Served, staged_in
from tests.site.desk.test_acting import step
from tests.site.desk.test_told import opened
from tests.site.desk.told import CANARY, Told


@pytest.fixture(scope="module")
def staged(tmp_path_factory: pytest.TempPathFactory) -> Served:
    return staged_in(tmp_path_factory.mktemp("desk") / "demo")


@pytest.fixture(scope="module")
def told(staged: Served) -> Told:
    return tellings.tell(staged.stage)


def begun(drafter: Browser, kind: str, **form: str) -> str:
    answer = drafter.post("/tellings", kind=kind, **form)
    assert answer.status_code == 302, answer.content.decode()
    return str(answer.headers["Location"])


def question(drafter: Browser, served: Served, about: str = "") -> str:
    """A draft that says all that a question must."""
    path = begun(drafter, "question", about=about)
    until = (served.stage.clock() + timedelta(days=200)).date().isoformat()
    saved = drafter.post(
        path,
        stage="save",
        to="EC",
        **{
            "says.purpose": "prosecution",
            "says.case_reference": "XB-CR 2026/14",
            "says.question": "Which branches did States name, and on what does it rest?",
            "says.grounds": "On 9 October 2021 the bus station at Varsk was blown up; two nationals of Borovia died.",
            "says.necessity": "Without it the charge would be confined to one cell; nothing less would do.",
            "says.subjects": about,
            "says.kept_until": until,
            "says.lang": "ru",
            "says.conditions": ["purpose_only"],
            "says.selected_by": ["investigation_of_an_act"],
            "grade": "B2",
        },
    )
    assert saved.status_code == 302, saved.content.decode()
    return path


def fault_at(page: str, name: str) -> bool:
    """Whether something is said to be wrong at a field."""
    beside = page.partition(f'name="{name}"')[2].partition('<div class="typed')[0]
    return bool(re.search('class="(fault|want)"', beside))


def sent_from(page: str) -> str:
    found = re.search(r'href="/(?:requests|warnings|told)/([0-9a-f]{32})"', page)
    assert found, page
    return found[1]


def test_from_a_form_to_an_answer(browse: type[Browser], served: Served, told: Told) -> None:
    drafter, head, committee = browse("XB-NLO-1"), browse("XB-NAA-1"), browse("EC-ECA-1")
    path = question(drafter, served, told.organisation)
    assert path in drafter.get("/desk").content.decode()
    page = drafter.get(path).content.decode()
    assert "The form is whole" in page
    assert "act of the reviewer" in page or "What it still waits for" in page
    words = drafter.post(path, stage="words").content.decode()
    assert "Which branches" in words
    done = drafter.post(path, stage="send").content.decode()
    assert "in the log" in done
    request = sent_from(done)
    assert drafter.get(path).status_code == 404
    assert f"/requests/{request}" in head.get("/desk").content.decode()
    assert step(head, f"/act/request.send/{request}", attests=["13", "42", "43"]).status_code == 200
    assert "Compose an answer" in opened(committee, f"/requests/{request}")
    assert "Compose an answer" not in head.get(f"/requests/{request}").content.decode(), "who asked does not answer"
    assert head.post(f"/requests/{request}/answer").status_code == 404
    asked = committee.post(f"/requests/{request}/answer")
    assert b'name="case"' in asked.content
    made = committee.post(f"/requests/{request}/answer", case="EC-2026/8", reason="analysis")
    assert made.status_code == 302, made.content.decode()
    draft = made.headers["Location"]
    page = committee.get(draft).content.decode()
    assert CANARY not in page
    rows = page.count('name="drop" value="says.given.')
    assert rows > 1
    fields = {"says.outcome": "partial", "says.reply": "See below.", "says.applied_law": "Law on information 12"}
    kept = dict.fromkeys(("says.kept_until", "says.lang"), "")
    for name in kept:
        found = re.search(rf'name="{re.escape(name)}"[^>]* value="([^"]*)"', page)
        kept[name] = found[1] if found else ""
    conditions = re.findall(r'name="says.conditions" value="(\w+)" checked', page)
    chosen = re.findall(r'name="says.selected_by" value="(\w+)" checked', page)
    more = {"says.conditions": conditions, "says.selected_by": chosen, "grade": "B2"}
    assert committee.post(draft, drop="says.given.0", **fields, **kept, **more).status_code == 302
    page = committee.get(draft).content.decode()
    assert page.count('name="drop" value="says.given.') == rows - 1
    held = committee.post(draft, stage="send", attests=["13"])
    assert held.status_code != 200
    done = committee.post(draft, stage="send", attests=["13", "43"])
    assert done.status_code == 200, done.content.decode()
    assert f"/requests/{request}" in done.content.decode()
    assert "Law on information" not in drafter.get("/requests").content.decode()
    assert "See below." in opened(drafter, f"/requests/{request}")


def test_what_is_wrong_stands_at_its_field(browse: type[Browser]) -> None:
    drafter = browse("XB-NLO-1")
    path = begun(drafter, "question")
    page = drafter.get(path).content.decode()
    assert "Not whole yet" in page
    assert fault_at(page, "to")
    assert "This is needed." in page
    assert drafter.post(path, stage="words").status_code == 400
    assert drafter.post(path, stage="send").status_code == 400
    assert drafter.post(path, stage="save", to="EC", **{"says.grounds": "Yes."}).status_code == 302
    page = drafter.get(path).content.decode()
    assert "gates refuse it" in page
    for name in ("says.necessity", "says.purpose", "says.case_reference", "says.kept_until"):
        assert fault_at(page, name), name
    assert not fault_at(page, "says.answer_by")


def test_a_form_brings_only_its_own_fields(browse: type[Browser]) -> None:
    drafter = browse("XB-NLO-1")
    path = begun(drafter, "question")
    for name in ("says.claimant_state", "says.handling_code", "officer", "says.question.0", "kind"):
        assert drafter.post(path, stage="save", **{name: "XA"}).status_code == 400
    assert drafter.post(path, stage="publish").status_code == 400
    assert drafter.post(path, stage="write", text="kind: warning\nsays: {}\n").status_code == 400
    assert drafter.post(path, stage="write", text="kind: question\nsays: 7\n").status_code == 302
    assert "Not whole yet" in drafter.get(path).content.decode()
    assert drafter.post(path, stage="write", text="kind: question\nsays: [\n").status_code == 302
    assert drafter.get(path).status_code == 200
    assert drafter.post(path, stage="discard").status_code == 302
    assert drafter.get(path).status_code == 404


def test_a_draft_is_seen_by_whoever_may_tell_it_in_its_authority_alone(browse: type[Browser]) -> None:
    asking, warning = begun(browse("XB-NLO-1"), "question"), begun(browse("XB-NAA-1"), "warning")
    assert browse("XB-NLO-1").get(warning).status_code == 200
    assert browse("XB-NAA-1").get(asking).status_code == 404
    for stranger in ("XA-NLO-1", "EC-ECA-1"):
        for path in (asking, warning):
            assert browse(stranger).get(path).status_code == 404
            assert browse(stranger).post(path, stage="discard").status_code == 404
    assert browse("XB-NAA-1").post("/tellings", kind="question").status_code == 400
    assert browse("EC-ECA-1").post("/tellings", kind="warning").status_code == 400
    assert browse("XB-NLO-1").get(asking.replace("tellings", "drafts")).status_code in {404}


def test_a_warning_is_signed_by_the_head_alone_and_goes_at_once(browse: type[Browser], served: Served) -> None:
    head = browse("XA-NAA-1")
    path = begun(head, "warning")
    until = (served.stage.clock() + timedelta(days=30)).date().isoformat()
    fields = {
        "says.act": "bombing",
        "says.where": "Koswar",
        "says.recipients": ["XB-CENTRAL"],
        "says.conditions": ["purpose_only"],
        "says.selected_by": ["investigation_of_an_act"],
        "says.kept_until": until,
        "says.lang": "ru",
        "grade": "A2",
    }
    assert head.post(path, add="says.told", **fields).status_code == 302
    row = {"says.told.0.text": "Forty kilograms of explosives were stolen.", "says.told.0.standing": "assessed"}
    row |= {"says.told.0.grade": "A2", "says.told.0.source": "urgent note 3/2026"}
    assert head.post(path, stage="save", **fields, **row).status_code == 302
    words = head.post(path, stage="words").content.decode()
    assert re.findall(r'name="attests" value="(\d+)"', words) == ["13", "43"]
    held = head.post(path, stage="send")
    assert held.status_code != 200
    assert "13" in held.content.decode()
    done = head.post(path, stage="send", attests=["13", "43"])
    assert done.status_code == 200, done.content.decode()
    warning = sent_from(done.content.decode())
    assert "Forty kilograms" in opened(browse("XB-NLO-1"), f"/warnings/{warning}")
    assert browse("XC-NLO-1").get(f"/warnings/{warning}").status_code == 404


def test_a_file_is_brought_signed_approved_and_read(browse: type[Browser], served: Served, told: Told) -> None:
    drafter, head, other = browse("XB-NLO-1"), browse("XB-NAA-1"), browse("XE-NLO-1")
    stage = served.stage
    folder = stage.home / os.urandom(4).hex()
    examples.materialise("ember-column-xb", folder, stage.clock().date(), {EMBER_COLUMN: told.organisation})
    text = (folder / "telling.yaml").read_bytes()
    mine = drafter.post("/tellings", telling=SimpleUploadedFile("telling.yaml", text))
    assert mine.status_code == 302, mine.content.decode()
    path = mine.headers["Location"]
    page = drafter.get(path).content.decode()
    assert "The form is whole" in page
    assert 'value="Тлеющая колонна"' in page
    done = drafter.post(path, stage="send").content.decode()
    contribution = sent_from(done)
    assert f"/told/{contribution}" in head.get("/desk").content.decode()
    assert "Отряд приграничья" in head.get(f"/told/{contribution}").content.decode()
    assert browse("XA-NAA-1").get(f"/told/{contribution}").status_code == 404
    before = opened(other, f"/databank/{told.organisation}").count("Отряд приграничья")
    assert drafter.get(f"/act/contribution.approve/{contribution}").status_code in {400, 403}
    assert step(head, f"/act/contribution.approve/{contribution}", attests=["13", "43"]).status_code == 200
    assert opened(other, f"/databank/{told.organisation}").count("Отряд приграничья") > before
    assert contribution in drafter.get("/told").content.decode()
    assert step(head, f"/act/contribution.withdraw/{contribution}").status_code == 200
    assert opened(other, f"/databank/{told.organisation}").count("Отряд приграничья") == before


def test_a_file_that_is_no_telling_is_not_kept(browse: type[Browser]) -> None:
    drafter = browse("XB-NLO-1")
    for content in (b"\xff\xfe", b"kind: poem\n", b"", b"kind: answer\n"):
        upload = SimpleUploadedFile("telling.yaml", content)
        assert drafter.post("/tellings", telling=upload).status_code in {400, 404, 422}, content


def test_a_telling_of_another_state_is_not_signed(
    browse: type[Browser], served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = served.stage.home / os.urandom(4).hex()
    examples.materialise("ember-column-xc", folder, served.stage.clock().date())
    drafter = browse("XB-NLO-1")
    text = (folder / "telling.yaml").read_bytes()
    path = drafter.post("/tellings", telling=SimpleUploadedFile("telling.yaml", text)).headers["Location"]
    checked, check = list[object](), answers.check
    monkeypatch.setattr(answers, "check", lambda made, held: checked.append(held) or check(made, held))
    assert drafter.post(path, stage="words").status_code == 403
    assert len(checked) == 1, "what was weighed is shown, not weighed again"
    assert drafter.post(path, stage="send").status_code == 403


def test_a_question_is_signed_elsewhere(browse: type[Browser], served: Served, told: Told) -> None:
    drafter = browse("XB-NLO-1")
    path = question(drafter, served, told.organisation)
    keys.use(None)
    assert "comity act sign" in drafter.post(path, stage="words").content.decode()
    assert drafter.post(path, stage="send").status_code == 403
    file = drafter.post(path, stage="download")
    act = signing.parse(file.content, "act")
    assert acts.parse_head(act.head).kind == "request.draft"
    assert not act.officer_signature
    text = drafter.post(path, stage="take")
    assert text.headers["Content-Disposition"] == 'attachment; filename="telling.yaml"'
    assert b"kind: question" in text.content


@pytest.mark.parametrize(("lang", "words"), [("ru", "Кто, для чего"), ("zh", "谁可查看")])
def test_the_form_is_read_in_each_language(browse: type[Browser], lang: str, words: str) -> None:
    drafter = browse("XB-NLO-1")
    assert words in drafter.get(begun(drafter, "organisation"), lang=lang).content.decode()


def test_what_was_asked_orally_is_sent_by_confirming_it(browse: type[Browser], served: Served, told: Told) -> None:
    drafter, head, committee = browse("XB-NLO-1"), browse("XB-NAA-1"), browse("EC-ECA-1")
    path = question(drafter, served, told.organisation)
    text = drafter.post(path, stage="take").content.decode()
    assert drafter.post(path, stage="write", text=f"{text}oral: true\n").status_code == 302
    assert re.search(r'name="oral" value="true" checked', drafter.get(path).content.decode())
    assert 'name="attests"' not in drafter.post(path, stage="words").content.decode()
    request = sent_from(drafter.post(path, stage="send").content.decode())
    assert f"/requests/{request}" in head.get("/desk").content.decode()
    assert "Which branches" in opened(committee, f"/requests/{request}")
    confirm = f"/act/request.confirm/{request}"
    held = head.post(confirm, stage="words", attests=["13", "43"])
    assert "not ticked: 42" in held.content.decode()
    assert step(head, confirm, attests=["13", "42", "43"]).status_code == 200
    page = opened(committee, f"/requests/{request}")
    assert "Which branches" in page
    assert f"/act/request.receive/{request}" in page


def test_a_telling_begins_in_a_working_language(browse: type[Browser]) -> None:
    drafter = browse("XB-NLO-1")
    for lang, begins in (("en", "ru"), ("zh", "zh"), ("ru", "ru")):
        drafter.post("/language", lang=lang, next="/")
        page = drafter.get(begun(drafter, "question")).content.decode()
        assert f'name="says.lang" value="{begins}"' in page, lang
    drafter.post("/language", lang="en", next="/")


@pytest.mark.parametrize("kind", ["organisation", "incident"])
def test_what_is_told_of_no_file_opens_a_new_one(browse: type[Browser], told: Told, kind: str) -> None:
    drafter = browse("XB-NLO-1")
    fresh = drafter.get(begun(drafter, kind)).content.decode()
    assert re.search(r'name="new_file"[^>]* checked', fresh)
    assert "say where it is told" not in fresh
    of_file = drafter.get(begun(drafter, kind, about=getattr(told, kind))).content.decode()
    assert not re.search(r'name="new_file"[^>]* checked', of_file)
