"""What own, other, named and not named participants may open; the cells are written by hand from law.md D(iv).

A restricted thing that may be opened answers 200 with the question for which case; what may not be known of answers
as what is not there. Officers of XB-ASYLUM read their question alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from comity.demo import filing, telling
from comity.interchange.dossier import examples
from tests.site.desk import told as tellings
from tests.site.desk.conftest import Browser, Served, staged_in

OPEN, NOT_THERE, NOT_HIS = 200, 404, 403
ASKED_TO_SIGN_IN = 302


@dataclass(frozen=True, slots=True)
class Scene:
    """The address of each thing."""

    addresses: dict[str, str]


@pytest.fixture(scope="module")
def staged(tmp_path_factory: pytest.TempPathFactory) -> Served:
    return staged_in(tmp_path_factory.mktemp("desk") / "demo")


@pytest.fixture(scope="module")
def _made(staged: Served) -> Scene:
    stage = staged.stage
    named = filing.circulate(stage, "sabrat").filed
    folder = examples.materialise("tarvek", stage.home / "dossiers" / "tarvek", stage.clock().date())
    pending = filing.file(stage, folder)
    assert named is not None
    told = tellings.tell(stage)
    question = telling.read(stage, "question-to-ec", {tellings.EMBER_COLUMN: told.organisation})
    drafted = telling.submit(stage, question)
    return Scene(
        {
            "published ban of XD": f"/entries/{staged.entries['salt-brigade']}",
            "person of XB, all members": f"/entries/{staged.entries['melvik']}",
            "person of XD, XE and XF named": f"/entries/{named.entry}",
            "version of XA, not yet permitted": f"/entries/{pending.entry}",
            "review of it": f"/review/{pending.version}",
            "permitted ban on paper": f"/entries/{staged.entries['salt-brigade']}/print",
            "request of XB to EC": f"/requests/{told.request}",
            "request of XB to EC, not yet sent": f"/requests/{drafted.matter}",
            "warning of which many know": f"/warnings/{told.warning}",
            "file of the databank": f"/databank/{told.organisation}",
        }
    )


@pytest.fixture
def scene(served: Served, _made: Scene) -> Iterator[Scene]:
    """The same while it is served."""
    yield _made


# thing: officer and answer, by hand. XA-NLO-1 is a liaison officer of XA, and so on; "" is the public.
EXPECTED: dict[str, dict[int, str]] = {
    "published ban of XD": {OPEN: "public XD-NLO-1 XA-NLO-1 XA-NAA-1 EC-ECA-1 EC-CR-1 XA-CM-1 IR-1 AU-1 XA-CK-1"},
    "permitted ban on paper": {OPEN: "public XD-NLO-1 XA-NLO-1 XA-NAA-1 EC-ECA-1 EC-CR-1 XA-CM-1 IR-1 AU-1 XA-CK-1"},
    "person of XB, all members": {
        OPEN: "XB-NLO-1 XB-NAA-1 XA-NLO-1 XE-NAA-1 EC-ECA-1 EC-CR-1",
        NOT_THERE: "public AU-1 XA-CK-1",
    },
    "person of XD, XE and XF named": {
        OPEN: "XD-NLO-1 XD-NAA-1 XE-NLO-1 XF-NAA-1 EC-CR-1",
        NOT_THERE: "public XA-NLO-1 XB-NAA-1 XC-NLO-1 EC-ECA-1 XA-CM-1 XE-CM-1 IR-1 AU-1 XE-CK-1",
    },
    "version of XA, not yet permitted": {
        OPEN: "XA-NLO-1 XA-NAA-1 EC-CR-1",
        NOT_THERE: "public XB-NLO-1 XC-NAA-1 EC-ECA-1 XA-CM-1 XB-CM-1 IR-1 AU-1 XA-CK-1",
    },
    "review of it": {
        OPEN: "EC-CR-1 EC-CR-2",
        NOT_HIS: "XA-NLO-1 XA-NAA-1 XB-NLO-1 EC-ECA-1 XA-CM-1 IR-1 AU-1 XA-CK-1",
        ASKED_TO_SIGN_IN: "public",
    },
    "request of XB to EC": {
        OPEN: "XB-NLO-1 XB-NAA-1 EC-ECA-1",
        NOT_THERE: "XA-NLO-1 XC-NAA-1 IR-1",
        NOT_HIS: "EC-CR-1 XB-CM-1 AU-1 XB-CK-1",
        ASKED_TO_SIGN_IN: "public",
    },
    "request of XB to EC, not yet sent": {
        OPEN: "XB-NLO-1 XB-NAA-1",
        NOT_THERE: "EC-ECA-1 XA-NLO-1 XC-NAA-1 IR-1",
    },
    "file of the databank": {
        OPEN: "XA-NLO-1 XB-NAA-1 XE-NLO-1 EC-ECA-1",
        NOT_HIS: "AU-1 XA-CK-1",
        ASKED_TO_SIGN_IN: "public",
    },
    "warning of which many know": {
        NOT_HIS: "EC-CR-1 XA-CM-1 AU-1 XA-CK-1",
        ASKED_TO_SIGN_IN: "public",
    },
}
CELLS = [
    (thing, officer, answer)
    for thing, answers in EXPECTED.items()
    for answer, officers in answers.items()
    for officer in officers.split()
]


@pytest.mark.parametrize(("thing", "officer", "answer"), CELLS)
def test_each_opens_what_is_his_to_open(
    browse: type[Browser], scene: Scene, thing: str, officer: str, answer: int
) -> None:
    me = browse("" if officer == "public" else officer)
    assert me.get(scene.addresses[thing]).status_code == answer


def test_the_table_names_everything(scene: Scene) -> None:
    assert set(EXPECTED) == set(scene.addresses)


# move on a circulated entry of XA (law.md D(iv): edit, suspend, delete, flag, COMMON): who is offered it, by hand.
OFFICERS = "XA-NLO-1 XA-NAA-1 XA-CM-1 XA-CK-1 XC-NLO-1 XC-NAA-1 XC-CM-1 XC-CK-1 EC-ECA-1 EC-CR-1 IR-1 AU-1 XB-AA-1"
ACTS = {
    "entry.narrow": "XA-NLO-1 XA-NAA-1",
    "entry.withdraw": "XA-NLO-1 XA-NAA-1",
    "suspension.begin": "XA-NLO-1 XA-NAA-1 EC-CR-1",
    "suspension.urgent": "EC-ECA-1",
    "flag.raise": "XC-NLO-1 XC-NAA-1",
    "position.take": "XC-NLO-1 XC-NAA-1",
    "proposal.open": "XA-NAA-1 XA-CM-1 XC-NAA-1 XC-CM-1",
    "case.open": "IR-1",
    "asylum.ask": "IR-1",
    "reviewer.order": "IR-1",
    "erasure.declare": "IR-1",
}


@pytest.mark.parametrize("kind", ACTS)
def test_each_is_offered_the_moves_that_are_his(browse: type[Browser], served: Served, kind: str) -> None:
    page = f"/act/{kind}/{served.entries['ember-column']}"
    offered = {officer for officer in OFFICERS.split() if browse(officer).get(page).status_code == OPEN}
    assert offered == set(ACTS[kind].split())
    answer = browse().get(page)
    assert answer.headers["Location"].startswith("/sign-in?next=")
