"""From an approving officer's own words to the reviewer's permit, in the browser."""

from __future__ import annotations

import os

import pytest

from comity.demo.cast import Cast
from comity.entries.procedures import VERSION_OF
from comity.interchange.dossier import acting, examples, reading
from comity.qualification.vocabulary import EffectCode, HumanGate
from comity.store import journal
from tests.asking import journaled
from tests.site.desk.conftest import Browser, Served, staged_in
from tests.site.desk.test_acting import step

DRAFTERS_WORDS = "The organisation may not operate in Alderia"


@pytest.fixture(scope="module")
def staged(tmp_path_factory: pytest.TempPathFactory) -> Served:
    return staged_in(tmp_path_factory.mktemp("desk") / "demo")


def submitted(cast: Cast, folder: object) -> tuple[str, str, dict[str, str]]:
    """Draft a dossier as its officer would; the entry, the version, and the decisions by reference."""
    dossier = reading.read(folder, lambda name: os.urandom(16))  # type: ignore[arg-type]  a path
    files = {one.digest: one.content for one in dossier.attachments.values()}
    state = dossier.entry.claimant_state
    drafted = acting.prepare_draft(dossier, cast.identity(f"{state}-NLO-1"), cast.node.clock(), os.urandom)
    for prepared in drafted:
        cast.node.submit(cast.sign(prepared.head, prepared.bodies), files)
    head = drafted[-1].head
    entry = next(link.to for link in head.links if link.relation == VERSION_OF)
    return entry, head.matter, {link.to: link.relation for link in head.links if link.relation == "rests_on"}


@pytest.fixture
def version(served: Served) -> tuple[str, str, list[str]]:
    stage = served.stage
    folder = examples.materialise("ember-column", stage.home / os.urandom(4).hex(), stage.clock().date())
    entry, name, decisions = submitted(stage.cast, folder)
    return entry, name, [*decisions]


def test_from_approval_to_permit(browse: type[Browser], served: Served, version: tuple[str, str, list[str]]) -> None:
    entry, name, decisions = version
    approver, reviewer = browse("XA-NAA-1"), browse("EC-CR-1")
    assert f"/act/version.approve/{name}" in approver.get("/desk").content.decode()
    page = approver.get(f"/entries/{entry}").content.decode()
    drafters = "effect_by_drafter"
    with served.stage.node.reading() as unit:
        said = [one for body, held in unit.opened(name) for one in held if drafters.encode() in one]
    assert said
    words = said[0].decode().split('"words":"')[1].split('"')[0]
    assert words[:40] not in page
    assert browse("XA-NLO-1").get(f"/act/version.approve/{name}").status_code == 403
    assert browse("XB-NAA-1").get(f"/act/version.approve/{name}").status_code == 404
    assert "Колонна" in approver.get(f"/act/version.approve/{name}").content.decode(), "whom it is about"
    assert approver.post(f"/act/version.approve/{name}", stage="words", effects=["arrest_on_sight"]).status_code == 400
    effects = ["national_ban_shown_to_members"]
    assert effects[0] in {one.value for one in EffectCode}
    approve = step(approver, f"/act/version.approve/{name}", effects=effects, words="Members will see the ban.")
    done = approve.content.decode()
    assert "in the log" in done
    assert "Колонна" in done.partition("<main")[2]
    assert "waits on the desk of a compliance reviewer" in done
    assert f"/review/{name}" in reviewer.get("/desk").content.decode()
    shown = reviewer.get(f"/review/{name}").content.decode()
    assert "I checked gate 8 myself" in shown
    assert shown.count('type="checkbox"') >= 8
    holding, waiting = shown.partition("These hold it")[2].split("These wait for what you attest")
    assert "Not protected conduct alone" not in holding, "nothing but the reviewer's own word is missing there"
    assert "Not so here" not in waiting.partition("<details>")[0]
    assert "attested_" not in shown
    attests = [str(one.value) for one in HumanGate]
    held = step(reviewer, f"/act/version.permit/{name}", attests=attests)
    assert held.status_code == 400
    assert "authentic" in held.content.decode() or "verified" in held.content.decode()
    for decision in decisions:
        assert step(reviewer, f"/act/decision.authenticate/{decision}").status_code == 200
    few = step(reviewer, f"/act/version.permit/{name}", attests=["6"])
    assert few.status_code == 400
    assert "What held it" in few.content.decode()
    assert "in the log" in step(reviewer, f"/act/version.permit/{name}", attests=attests).content.decode()
    assert "in force" in browse("XC-NLO-1").get(f"/entries/{entry}").content.decode()


def test_a_reviewer_returns_with_reasons(browse: type[Browser], version: tuple[str, str, list[str]]) -> None:
    _, name, _ = version
    effects = ["national_ban_shown_to_members"]
    step(browse("XA-NAA-1"), f"/act/version.approve/{name}", effects=effects, words="Members will see the ban.")
    reviewer = browse("EC-CR-1")
    none = reviewer.post(f"/act/version.return/{name}", stage="words", reasons=["form"])
    assert none.status_code == 400
    assert "entry.reasons" not in none.content.decode()
    assert 'role="alert"' in none.content.decode()
    done = step(reviewer, f"/act/version.return/{name}", reasons=["form", "identity"], because="The form is wanting.")
    assert "in the log" in done.content.decode()
    assert reviewer.get(f"/act/version.permit/{name}").status_code in {403, 409, 400, 404}


def test_a_review_is_for_reviewers_of_another_state(
    browse: type[Browser], served: Served, version: tuple[str, str, list[str]]
) -> None:
    _, name, _ = version
    assert browse("XB-NLO-1").get(f"/review/{name}").status_code == 403
    assert browse("EC-CR-1").get("/review/" + "0" * 32).status_code == 404
    assert browse("EC-CR-1").get(f"/review/{served.entries['melvik']}").status_code == 404


def test_opening_a_person_s_version_for_review_is_recorded(browse: type[Browser], served: Served) -> None:
    with served.stage.node.reading() as unit:
        version = unit.linking(served.entries["melvik"], VERSION_OF)[0].id
    mine, sent_by_the_claimant = browse("EC-CR-2"), browse("EC-CR-1")
    before = journal.check()[0]
    assert mine.get(f"/review/{version}").status_code == 200
    assert sent_by_the_claimant.get(f"/review/{version}").status_code == 404
    (line,) = journaled(before)
    assert (line["kind"], line["officer"], line["content"]["case"]) == ("read", "EC-CR-2", version)
