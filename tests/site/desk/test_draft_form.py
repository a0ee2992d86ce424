"""A dossier is filled in as a form: what is wrong stands at its field, nothing typed is lost, form and text are one."""

from __future__ import annotations

import html
import os
import re
from pathlib import Path

import pytest

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
