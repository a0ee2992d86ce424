"""What fictional States tell, ask and warn on the stage that the pages are tested against."""

from __future__ import annotations

from dataclasses import dataclass

from comity.demo import telling
from comity.demo.stage import Stage
from comity.interchange.telling.examples import BUS_STATION, EMBER_COLUMN
from comity.store import database

CANARY = "Хозяйственная группа"
"""What Dorvia told the Executive Committee alone."""


@dataclass(frozen=True, slots=True)
class Told:
    """The matters of what was told."""

    organisation: str
    twin: str
    incident: str
    request: str
    answer: str
    warning: str


def tell(stage: Stage) -> Told:
    """Four States on one organisation, one on its twin, two on an incident; a question, an answer, a warning."""
    database.use(stage.node.located.path("database"))  # another module may have a node of its own open
    organisation = telling.tell(stage, "ember-column-xa").file
    for name in ("ember-column-xb", "ember-column-xc", "ember-column-xd"):
        telling.tell(stage, name, {EMBER_COLUMN: organisation})
    twin = telling.tell(stage, "ember-column-xf").file
    incident = telling.tell(stage, "bus-station-xa", {EMBER_COLUMN: organisation}).file
    telling.tell(stage, "bus-station-xb", {BUS_STATION: incident, EMBER_COLUMN: organisation})
    request = telling.tell(stage, "question-to-ec", {EMBER_COLUMN: organisation}).matter
    answer, _ = telling.answer(stage, request, "EC-ECA-1")
    warning = telling.submit(stage, telling.read(stage, "warning-oral"))
    return Told(organisation, twin, incident, request, answer, warning.matter)
