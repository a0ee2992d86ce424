"""Each function that `comity functions` calls working is run, by the command that stands there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import pytest

from comity import acts, profile
from comity.demo import filing
from comity.interchange.telling import examples as tellings
from comity.interchange.telling.examples import EMBER_COLUMN
from comity.profile.functions import Readiness
from comity.watchlists import synthetic
from tests.functions.conftest import Desk, Failed

Command = tuple[str, ...]
Driver = Callable[[Desk, Command], None]
WORKING: Final = {f.id: f.command for f in profile.load("sco_rats").functions if f.status is Readiness.WORKING}


def search_for_prosecution(desk: Desk, command: Command) -> None:
    """A dossier on a person becomes the acts of an entry of the Register; nothing but prosecution or sentence."""
    answer = desk.perform(command, DOSSIER=desk.signed_dossier("melvik", "XB"))
    kinds = [act["after"] for act in answer["acts"]]
    assert kinds[-1] == "approved"
    assert desk.stage.cast.matter(answer["entry"]).procedure == "register.entry"


def the_list(desk: Desk, command: Command) -> None:
    """The public reads who is banned, by whom, and until when."""
    entry = desk.once("salt-brigade")
    (found,) = [one for one in desk.perform(command)["entries"] if one["id"] == entry]
    assert (found["kind"], found["claimant"], found["effect"]) == ("list", "XD", "in_force")


def the_register(desk: Desk, command: Command) -> None:
    """An officer reads the face of a wanted person's entry: claimant, effect, what it rests on."""
    entry = desk.once("sabrat")
    face = desk.perform(command, ENTRY=entry, OFFICER="XD-NLO-1")
    assert (face["id"], face["effect"], face["claimant"]) == (entry, "in_force", "XD")


def council(desk: Desk, command: Command) -> None:
    """A member objects to a proposal: an act in the Council, and the adoption is refused."""
    entry = desk.once("ember-column")
    proposal = desk.stage.cast.open("XD-NAA-1", "NAA", "proposal.open", "proposal", entry)
    file = desk.act_file()
    desk.perform(command, OFFICER="XC-CM-1", PROPOSAL=proposal, POSITION="objection", FILE=file)
    assert desk.complete(file, "XC-CM-1")["step"] == "taken"
    desk.run("act", "new", "proposal.adopt", proposal, "--as", "XA-CM-1", "-o", file)
    with pytest.raises(Failed, match="Charter Art 16"):
        desk.complete(file, "XA-CM-1")


def executive_committee(desk: Desk, command: Command) -> None:
    """The compliance reviewer attests, the door opens, and the version takes effect."""
    answer = desk.run("dossier", "submit", desk.signed_dossier("tarvek", "XA"))
    desk.now()
    for decision in answer["decisions"]:
        desk.stage.cast.move("EC-CR-1", "CR", "decision.authenticate", decision)
    check = desk.stage.cast.open("IR-1", "IR", "asylum.ask", "asylum", answer["entry"], authority="XB-ASYLUM")
    desk.stage.cast.move("XB-AA-1", "AA", "asylum.answer", check, answer="none")
    gates, file = ",".join(map(str, filing.ATTESTED)), desk.act_file()
    desk.perform(command, VERSION=answer["version"], OFFICER="EC-CR-1", GATES=gates, FILE=file)
    assert desk.complete(file, "EC-CR-1")["step"] == "permitted"


def reviewer(desk: Desk, command: Command) -> None:
    """The independent reviewer orders a suspension, and the entry is suspended at once."""
    entry, file = desk.once("querrin"), desk.act_file()
    said = {"ORDER": "suspend", "REASON": "data_error", "TEXT": "The date of birth is another person's."}
    desk.perform(command, OFFICER="IR-1", ENTRY=entry, FILE=file, **said)
    assert desk.complete(file, "IR-1")["step"] == "ordered"
    assert desk.run("entries", "show", entry, "--as", "XE-NLO-1")["effect"] == "suspended"


def un_list(desk: Desk, command: Command) -> None:
    """A file in the UN's format is checked, counted and put in force."""
    answer = desk.perform(command, FILE=_un_file(desk))
    assert (answer["individuals"], answer["entities"]) == (8, 4)


def un_list_adopted(desk: Desk, command: Command) -> None:
    """The imported file becomes an act of the Executive Committee."""
    desk.run("lists", "import", "un", _un_file(desk))
    file = desk.act_file()
    desk.perform(command, OFFICER="EC-ECA-1", FILE=file)
    assert desk.complete(file, "EC-ECA-1")["step"] == "adopted"


def positions(desk: Desk, command: Command) -> None:
    """Another State does not recognise an entry, and its face says so."""
    entry, file = desk.once("oshrani"), desk.act_file()
    desk.perform(command, OFFICER="XB-NAA-1", ENTRY=entry, POSITION="does_not_recognise", FILE=file)
    desk.complete(file, "XB-NAA-1")
    said = desk.run("entries", "show", entry, "--as", "XD-NLO-1")["positions"]
    assert {one["participant"]: one["position"] for one in said}["XB"] == "does_not_recognise"


def names(desk: Desk, command: Command) -> None:
    """A name typed in Cyrillic finds the banned organisation that is written in Latin letters."""
    entry = desk.once("salt-brigade")
    (match, *_) = desk.perform(command, NAME="Лива аль-Мильх аль-Асвад")["matches"]
    assert (match["id"], match["name"]) == (entry, "Liwa al-Milh al-Aswad")


def assistance(desk: Desk, command: Command) -> None:
    """A question with its purpose and case is signed and sealed, and only the two authorities know of it."""
    file = desk.told("ember-column-xa", "XA")["file"]
    folder = desk.signed_telling("question-to-ec", "XB", "13,42,43", **{EMBER_COLUMN: file})
    request = desk.perform(command, QUESTION=folder)["told"]
    assert _request(desk, "EC-ECA-1", request)["step"] == "sent"
    assert request not in [one["request"] for one in desk.run("ask", "list", "--as", "XC-NLO-1")["requests"]]


def collecting_and_analysing(desk: Desk, command: Command) -> None:
    """Two States tell differently when an organisation was founded; the finding opens both statements."""
    file = _file(desk)
    answer = desk.perform(command, FILE=file, OFFICER="EC-ECA-1", CASE="EC-1")
    founded = [one for one in answer["findings"] if one["kind"] == "contradiction" and "2018 (XB)" in one["sentence"]]
    (finding,) = founded
    opened = [desk.run("databank", "statement", one, "--as", "XE-NLO-1") for one in finding["statements"]]
    assert {one["said_by"] for one in opened} == {"XA", "XB"}


def the_databank(desk: Desk, command: Command) -> None:
    """An officer of a third State reads on one face what two States told, differing where they differ."""
    face = desk.perform(command, FILE=_file(desk), OFFICER="XE-NLO-1")
    assert face["told_by"] == ["XA", "XB"]
    assert {one["said_by"] for one in face["sections"]["characteristics"] if one["differs"]} == {"XA", "XB"}


def information_on_request(desk: Desk, command: Command) -> None:
    """An answer is composed of what may go to the asker; sources, dissent, conditions and terms go with it."""
    file = _file(desk)
    told = desk.told("ember-column-xd", "XD", **{EMBER_COLUMN: file})["told"]
    asks = desk.signed_telling("question-to-ec", "XB", "13,42,43", **{EMBER_COLUMN: file})
    request, folder = desk.run("databank", "submit", asks)["told"], str(desk.folder / "answer")
    made = desk.perform(command, REQUEST=request, OFFICER="EC-ECA-1", CASE="EC-2", FOLDER=folder)
    assert {"purpose_only", "no_onward_transfer"} <= set(made["conditions"])
    desk.sign_telling(folder, "EC-ECA-1", "--capacity", "ECA", "--attests", "13,43")
    desk.run("databank", "submit", folder)
    said = ("--as", "XB-NLO-1", "--case", "XB-2026/14", "--reason", "prosecution")
    (answer,) = [one for one in desk.run("ask", "show", request, *said)["told"] if one["kind"] == "answer"]
    assert "XA" in {one["said_by"] for one in answer["given"]}
    assert any(one["dissent"] for one in answer["given"])
    assert "XD" not in {one["said_by"] for one in answer["given"]}, f"{told} was given to EC alone"


def danger_now(desk: Desk, command: Command) -> None:
    """A warning is read by whom it names, and to others there is none."""
    folder = _warning(desk)
    warning = desk.run("databank", "submit", folder)["told"]
    assert warning in [one["warning"] for one in desk.perform(command, OFFICER="XB-NLO-1")["warnings"]]
    assert warning not in [one["warning"] for one in desk.perform(command, OFFICER="XC-NLO-1")["warnings"]]


def uses(desk: Desk, command: Command) -> None:
    """The auditor sees each use; a giver no single one, only counts that come late."""
    file = _file(desk)
    desk.told("ember-column-xd", "XD", **{EMBER_COLUMN: file})
    desk.run("databank", "show", file, "--as", "EC-ECA-1", "--case", "EC-3", "--reason", "analysis")
    each = desk.perform(command, OFFICER="AU-1")["uses"]
    assert {"owner": "XD", "what": "read", "by": "EC-ECA-1"}.items() <= each[-1].items()
    assert desk.perform(command, OFFICER="XD-NLO-1") == {"months": []}


def results(desk: Desk, command: Command) -> None:
    """The figures of the two articles stand side by side, and the unit of one is refused."""
    groups = desk.perform(command)
    authors = [{one["author"] for one in group["claims"]} for group in groups]
    assert {"S0 L51", "S3 L122, L126"} in [found & {"S0 L51", "S3 L122, L126"} for found in authors]
    assert any(one["refused"] for group in groups for one in group["claims"])


def trends(desk: Desk, command: Command) -> None:
    """Counts by region and quarter with their rule; a count of seven and what would give it away are withheld."""
    desk.told("trend-cases", "XA")
    (table,) = desk.perform(command, OFFICER="XE-NLO-1")["tables"]
    assert table["counting_rule"] and 7 not in [one["count"] for one in table["counts"]]
    assert any(one["withheld"] for one in table["counts"]) and not all(one["withheld"] for one in table["counts"])


def _file(desk: Desk) -> str:
    """A file in which two States told of one organisation."""
    file = str(desk.told("ember-column-xa", "XA")["file"])
    desk.told("ember-column-xb", "XB", **{EMBER_COLUMN: file})
    return file


def _request(desk: Desk, officer: str, request: str) -> dict[str, str]:
    (found,) = [one for one in desk.run("ask", "list", "--as", officer)["requests"] if one["request"] == request]
    return dict(found)


def _warning(desk: Desk) -> str:
    folder = str(tellings.materialise("warning-bus", desk.folder / "warning", datetime.now(UTC).date()))
    desk.sign_telling(folder, "XA-NAA-1", "--attests", "13,43")
    return folder


def instruments(desk: Desk, command: Command) -> None:
    """The words of the provision, as they were seen."""
    answer = desk.perform(command)
    assert "intended to cause death" in answer["gist"]["en"] and answer["confidence"] == "seen"


def scales(desk: Desk, command: Command) -> None:
    """Every scale that somebody claims, with who claims it."""
    assert len(desk.perform(command)) >= 4


def _un_file(desk: Desk) -> str:
    file = Path(desk.folder) / "un.xml"
    file.write_bytes(synthetic.make(acts.from_time(acts.to_time(desk.stage.clock())).date()))
    return str(file)


DRIVERS: Final[dict[str, Driver]] = {
    "F2": assistance,
    "F3": collecting_and_analysing,
    "F4": the_databank,
    "F5": information_on_request,
    "F8": search_for_prosecution,
    "LIST": the_list,
    "REGISTER": the_register,
    "COUNCIL": council,
    "EXECUTIVE-COMMITTEE": executive_committee,
    "REVIEWER": reviewer,
    "UN-LIST": un_list,
    "UN-LIST-ADOPTED": un_list_adopted,
    "POSITIONS": positions,
    "NAMES": names,
    "DANGER-NOW": danger_now,
    "RESULTS": results,
    "TRENDS": trends,
    "USES": uses,
    "INSTRUMENTS": instruments,
    "SCALES": scales,
}


def test_every_working_function_has_a_driver_and_no_other() -> None:
    assert DRIVERS.keys() == WORKING.keys()


@pytest.mark.parametrize("function", WORKING)
def test_a_working_function_does_what_it_says(desk: Desk, function: str) -> None:
    DRIVERS[function](desk, WORKING[function])
