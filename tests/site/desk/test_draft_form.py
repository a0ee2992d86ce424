"""A dossier is filled in as a form: what is wrong stands at its field, nothing typed is lost, form and text are one."""

from __future__ import annotations

import html
import json
import os
import re
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from comity import yamltext
from comity.interchange.dossier import examples
from comity.interchange.dossier.model import KINDS
from tests.site.desk.conftest import Browser, Served
from tests.site.desk.drafted import begun, filled, sent

SECTIONS = ("subject", "basis", "decision-1", "acts", "case", "safeguards", "effect", "terms")


def folder(served: Served, what: str | examples.Negative) -> Path:
    stage = served.stage
    return examples.materialise(what, stage.home / os.urandom(4).hex(), stage.clock().date())


def text_of(drafter: Browser, path: str) -> str:
    page = drafter.get(f"{path}/text").content.decode()
    found = re.search(r"<textarea[^>]*>\n(.*)</textarea>", page, re.DOTALL)
    assert found
    return html.unescape(found[1])


def said(drafter: Browser, path: str) -> object:
    return yamltext.read(text_of(drafter, path).encode(), "dossier.yaml").data


def save(drafter: Browser, path: str, section: str, stage: str = "save", **changed: object) -> str:
    """Send a section as a browser would, with some fields changed; where one is sent on to."""
    place = f"{path}/{section}"
    form: dict[str, object] = {**sent(drafter.get(place).content.decode(), place), "stage": stage, **changed}
    if "add" in changed or "drop" in changed:
        del form["stage"]
    answer = drafter.post(place, **form)
    assert answer.status_code == 302, answer.content.decode()
    return str(answer.headers["Location"])


@pytest.mark.parametrize("lang", ["en", "ru", "zh"])
@pytest.mark.parametrize("kind", KINDS)
def test_every_section_of_an_empty_dossier_is_shown_in_each_language(
    browse: type[Browser], kind: str, lang: str
) -> None:
    drafter = browse("XA-NLO-1")
    path = begun(drafter, kind)
    for place in (path, f"{path}/text", *(f"{path}/{name}" for name in SECTIONS)):
        answer = drafter.get(place, lang)
        assert answer.status_code == 200, place
        assert len(answer.content) < 100_000
    assert drafter.get(f"{path}/nowhere").status_code == 404
    assert drafter.post(path, stage="discard").status_code == 302


@pytest.mark.parametrize("name", examples.passing())
def test_a_finished_dossier_comes_back_from_every_section_as_it_was(
    browse: type[Browser], served: Served, name: str
) -> None:
    drafter = browse("XA-NLO-1")
    path = filled(drafter, folder(served, name))
    before = said(drafter, path)
    assert isinstance(before, dict)
    for section in (*SECTIONS, *(f"decision-{n + 2}" for n in range(len(before["decisions"]) - 1))):
        save(drafter, path, section)
        assert said(drafter, path) == before, section
    assert drafter.post(path, stage="discard").status_code == 302


def test_a_page_is_light_even_for_a_full_dossier(browse: type[Browser], served: Served) -> None:
    drafter = browse("XA-NLO-1")
    path = filled(drafter, folder(served, "tarvek"))
    data: Any = said(drafter, path)
    for name in ("names", "acts", "assertions", "concerned_states", "translations"):
        data["entry"][name] = [dict(data["entry"][name][0]) for _ in range(100)]
    data["decisions"] += [{**data["decisions"][0], "reference": f"R-{number}"} for number in range(7)]
    data["entry"]["decisions"] = [one["reference"] for one in data["decisions"]]
    drafter.post(path, stage="save", text=json.dumps(data, ensure_ascii=False))
    overview = drafter.get(path).content.decode()
    further = re.findall(rf'href="{path}/([a-z]+_[0-9]+)"', overview)
    assert {one.partition("_")[0] for one in further} == {"subject", "acts", "case", "terms"}
    for lang, sections in (("ru", SECTIONS), ("en", ("subject_2", "acts_2", "case_2")), ("zh", ("acts",))):
        for section in sections:
            answer = drafter.get(f"{path}/{section}", lang)
            assert answer.status_code == 200
            assert len(answer.content) < 100_000, (lang, section)
    first = drafter.get(f"{path}/acts").content.decode()
    assert "stand on further pages" in first
    assert f'href="{path}/acts_2"' in first
    last = max((one for one in further if one.startswith("acts_")), key=lambda one: int(one[5:]))
    for section in ("acts", "acts_2", last):
        save(drafter, path, section)
        assert said(drafter, path) == data, "what a page does not show stays"
    added = save(drafter, path, "acts", add="entry.acts")
    place, _, item = added.partition("#")
    assert item == "f-entry-acts-100"
    assert 'name="entry.acts.100.kind"' in drafter.get(place).content.decode(), "the new item is on the page that opens"
    assert drafter.post(path, stage="discard").status_code == 302


def field(page: str, name: str) -> str:
    """What stands on a page around a field."""
    return page.partition(f'name="{name}"')[2].partition('<div class="typed')[0]


def test_nothing_typed_is_lost_by_a_fault(browse: type[Browser]) -> None:
    drafter = browse("XA-NLO-1")
    path = begun(drafter, "register")
    typed = {"entry.born": "the spring of 1979", "entry.names.0.name": "Ann", "entry.names.0.lang": "English"}
    place = save(drafter, path, "subject", **typed)
    assert place == f"{path}/subject"
    page = drafter.get(place).content.decode()
    assert "the spring of 1979" in page
    assert "Write a day, a month or a year" in field(page, "entry.born")
    assert "Two or three small letters" in field(page, "entry.names.0.lang")
    assert '<a href="#f-entry-born">' in page
    assert 'id="f-entry-born"' in page
    assert f'href="{path}/subject#f-entry-born"' in drafter.get(path).content.decode()
    assert drafter.post(path, stage="discard").status_code == 302


def test_items_come_and_go_without_javascript(browse: type[Browser]) -> None:
    drafter = browse("XA-NLO-1")
    path = begun(drafter)
    place = save(drafter, path, "acts", add="entry.acts", **{"entry.acts.0.place": "Varsk"})
    assert place == f"{path}/acts#f-entry-acts-1"
    assert 'name="entry.acts.1.kind"' in drafter.get(f"{path}/acts").content.decode()
    save(drafter, path, "acts", drop="entry.acts.1")
    data = said(drafter, path)
    assert isinstance(data, dict)
    assert data["entry"]["acts"] == [{"place": "Varsk"}]
    assert drafter.post(path, stage="decide").headers["Location"] == f"{path}/decision-2"
    save(drafter, path, "decision-2", **{"decisions.1.reference": "CC-XA-1"})
    assert 'value="CC-XA-1"' in drafter.get(f"{path}/basis").content.decode()
    assert save(drafter, path, "decision-2", drop="decisions.1") == path
    assert drafter.get(f"{path}/decision-2").status_code == 404
    assert drafter.post(path, stage="discard").status_code == 302


def test_a_form_brings_only_its_own_fields(browse: type[Browser]) -> None:
    drafter = browse("XA-NLO-1")
    path = begun(drafter)
    before = text_of(drafter, path)
    for name in ("entry.effect_by_approver.words", "kind", "entry.sunset", "decisions.0.court", "officer"):
        assert drafter.post(f"{path}/subject", stage="save", **{name: "x"}).status_code == 400
    assert text_of(drafter, path) == before
    assert drafter.post(path, stage="discard").status_code == 302


def test_a_document_is_attached_at_the_field_that_cites_it(browse: type[Browser]) -> None:
    drafter = browse("XA-NLO-1")
    path = begun(drafter)
    place = f"{path}/decision-1"
    form = {**sent(drafter.get(place).content.decode(), place), "stage": "save", "decisions.0.court": "Supreme Court"}
    file = {"file.decisions.0.documents": SimpleUploadedFile("ruling.txt", b"x")}
    assert drafter.post(place, **{**form, **file}).status_code == 302
    page = drafter.get(place).content.decode()
    assert re.search(r'name="decisions.0.documents" value="ruling.txt" checked', page)
    assert "ruling.txt" in field(page, "decisions.0.reasons_document")
    assert f'href="{place}#f-decisions-0-documents"' in drafter.get(path).content.decode()
    wrong = {"file.decisions.0.documents": SimpleUploadedFile("run.exe", b"x")}
    form = {**sent(page, place), "stage": "save", "decisions.0.court": "Court of Appeal"}
    refused = drafter.post(place, **{**form, **wrong})
    assert refused.status_code == 400
    assert 'value="Court of Appeal"' in refused.content.decode()
    assert 'value="Court of Appeal"' in drafter.get(place).content.decode(), "what was typed is kept"
    assert drafter.post(path, stage="discard").status_code == 302


def test_what_a_colleague_saved_meanwhile_is_not_overwritten_unseen(browse: type[Browser]) -> None:
    drafter = browse("XA-NLO-1")
    path = begun(drafter)
    place = f"{path}/subject"
    mine = {**sent(drafter.get(place).content.decode(), place), "stage": "save", "entry.official_name": "Mine"}
    save(drafter, path, "subject", **{"entry.official_name": "Theirs"})
    save(drafter, path, "terms", **{"entry.review_owner": "XA-NLO-1"})
    answer = drafter.post(place, **mine)
    assert answer.status_code == 409
    page = answer.content.decode()
    assert 'value="Mine"' in page
    assert "official_name: Theirs" in text_of(drafter, path)
    assert drafter.post(place, **{**sent(page, place), "stage": "save"}).status_code == 302
    assert "official_name: Mine" in text_of(drafter, path)
    assert "review_owner: XA-NLO-1" in text_of(drafter, path)
    assert drafter.post(path, stage="discard").status_code == 302


def test_text_and_form_are_one_draft_and_notes_stay(browse: type[Browser]) -> None:
    drafter = browse("XA-NLO-1")
    path = begun(drafter)
    typed = "# ask the court again\nkind: list\nverse: 3\nentry:\n  official_name: One  # or Two?\n"
    assert drafter.post(f"{path}/text", stage="save", text=typed).headers["Location"] == f"{path}/text"
    assert 'value="One"' in drafter.get(f"{path}/subject").content.decode()
    assert "verse" in drafter.get(path).content.decode(), "what the form does not show is said"
    save(drafter, path, "subject")
    assert text_of(drafter, path) == typed, "what nobody changed stays to the letter"
    save(drafter, path, "subject", **{"entry.official_name": "Two"})
    text = text_of(drafter, path)
    assert text.startswith("# ask the court again\n# or Two?\nkind: list\nverse: 3\n")
    assert "official_name: Two" in text
    assert drafter.post(f"{path}/text", stage="save", text="kind: list\nentry: [\n").status_code == 302
    page = drafter.get(path).content.decode()
    assert "Mend it in the text" in page
    assert drafter.get(f"{path}/subject").status_code == 404
    assert "entry: [" in text_of(drafter, path)
    assert drafter.post(path, stage="discard").status_code == 302


def test_the_refusing_gate_stands_beside_its_field_and_another_state_beside_the_claimant(
    browse: type[Browser], served: Served
) -> None:
    drafter = browse("XA-NLO-1")
    path = filled(drafter, folder(served, examples.negative("party-leader")))
    page = drafter.get(f"{path}/acts").content.decode()
    assert "Gate 8 " in field(page, "entry.protected_conduct.0.reliance")
    assert "Gate 8 " not in field(page, "entry.protected_conduct.1.reliance")
    page = drafter.get(f"{path}/basis").content.decode()
    assert "speaks for another State" in field(page, "entry.claimant_state")
    assert "Nothing is missing in this section" in drafter.get(f"{path}/terms").content.decode()
    assert drafter.post(path, stage="discard").status_code == 302


def test_nobody_else_opens_a_section_or_the_text(browse: type[Browser]) -> None:
    path = begun(browse("XA-NLO-1"))
    for place in (f"{path}/subject", f"{path}/text"):
        assert browse("XB-NLO-1").get(place).status_code == 404
        assert browse("XB-NLO-1").post(place, stage="save").status_code == 404
        assert browse("XA-NAA-1").get(place).status_code == 403
    assert browse("XA-NLO-1").post(path, stage="discard").status_code == 302


@pytest.mark.parametrize(
    ("lang", "words"), [("en", "What will happen to"), ("ru", "Что произойдёт"), ("zh", "将发生什么")]
)
def test_what_will_happen_is_said_in_words_before_anything_is_signed(
    browse: type[Browser], served: Served, lang: str, words: str
) -> None:
    drafter = browse("XA-NLO-1")
    path = filled(drafter, folder(served, "tarvek"))
    drafter.post("/language", lang=lang, next="/")
    page = drafter.post(path, stage="words").content.decode()
    heading = page.partition("<h1>")[2]
    assert words in heading
    assert heading.index(words) < heading.index('value="send"')
    drafter.post("/language", lang="en", next="/")
    assert drafter.post(path, stage="discard").status_code == 302
