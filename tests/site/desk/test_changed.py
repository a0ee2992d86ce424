"""What changed stands on the desk with the act that changed it, and what is new since the last visit."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.models import User

from comity.entries import wording
from comity.entries.procedures import RESTS_ON, VERSION_OF
from comity.language import say
from tests.site.desk.conftest import Browser, Served, staged_in
from tests.site.desk.test_acting import matter_of, step

OFFICER = "XC-NLO-1"


@pytest.fixture(scope="module")
def staged(tmp_path_factory: pytest.TempPathFactory) -> Served:
    return staged_in(tmp_path_factory.mktemp("changed") / "demo")


def signed_in_before(days: float) -> None:
    """As if ``OFFICER`` had signed in so many days ago."""
    User.objects.filter(username=OFFICER).update(last_login=datetime.now(UTC) - timedelta(days=days))


def line(page: str, entry: str) -> str:
    found = re.search(rf'<tr><th scope="row"><a href="/entries/{entry}".*?</tr>', page)
    assert found, page
    return found[0]


def test_whoever_never_signed_in_finds_nothing_called_new(browse: type[Browser], served: Served) -> None:
    page = browse(OFFICER).get("/desk").content.decode()
    assert served.entries["salt-brigade"] in page
    assert say("desk.new") not in re.findall(r'class="tag">(.*?)<', page)


def test_an_entry_is_new_once_something_was_done_to_it_since_the_last_visit(
    browse: type[Browser], served: Served
) -> None:
    entry, own = served.entries["salt-brigade"], browse("XD-NLO-1")
    assert step(own, f"/act/suspension.begin/{entry}", reason="data_error").status_code == 200
    browse(OFFICER)
    signed_in_before(1)
    shown = line(browse(OFFICER).get("/desk").content.decode(), entry)
    assert wording.done("suspension.begin", "en") in shown
    assert wording.choice("effect", "suspended", "en") in shown
    assert say("desk.new") in shown
    signed_in_before(-1)
    assert say("desk.new") not in line(browse(OFFICER).get("/desk").content.decode(), entry)
    lifted = matter_of(own.get(f"/entries/{entry}").content.decode(), "suspension.lift")
    assert step(own, f"/act/suspension.lift/{lifted}").status_code == 200
    assert wording.done("suspension.lift", "en") in line(browse(OFFICER).get("/desk").content.decode(), entry)


def test_what_opens_with_a_case_shows_when_it_changed_and_not_by_which_act(
    browse: type[Browser], served: Served
) -> None:
    shown = line(browse(OFFICER).get("/desk").content.decode(), served.entries["melvik"])
    assert say("entries.with_case") in shown
    assert "Melvik" not in shown
    assert wording.done("version.permit", "en") not in shown
    owner = line(browse("XB-NLO-1").get("/desk").content.decode(), served.entries["melvik"])
    assert wording.done("version.permit", "en") in owner


def test_what_a_court_did_to_a_decision_counts_as_a_change_of_what_rests_on_it(
    browse: type[Browser], served: Served
) -> None:
    entry, cast = served.entries["ember-column"], served.stage.cast
    with cast.node.reading() as unit:
        decision = unit.linking(entry, VERSION_OF)[0].linked(RESTS_ON)
    cast.open("XA-NLO-1", "NLO", "ruling.record", "ruling", decision, outcome="quashed")
    shown = line(browse("XE-NLO-1").get("/desk").content.decode(), entry)
    assert wording.done("ruling.record", "en") in shown
    assert wording.choice("effect", "suspended", "en") in shown
