"""How long deciding 3,000 entries by the whole rulebook takes, with the facts gathered for each.

Run: python bench/gates.py. The entries vary one fictional dossier that passes; what signed acts say
of it is read once, from a node.
"""

from __future__ import annotations

import os
import tempfile
import time
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path

from comity import config, keys
from comity.bootstrap import Doors, open_node
from comity.canonical import Json
from comity.demo.cast import Cast
from comity.engine import Question
from comity.entries.doors import DoorKeeper, Weighing
from comity.errors import Fault
from comity.qualification.facts import gather
from comity.qualification.gates import weigh
from comity.qualification.rulebook import Outcome
from comity.store import database

GATES = (6, 7, 8, 13, 16, 17, 27, 33, 43)
ENTRIES = 3_000
NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
ON = NOW.date()
MEASURED = 0.24  # seconds, by the prototype that the design tells of


def at_the_door(home: Path) -> tuple[Weighing, DoorKeeper]:
    """A dossier brought to its door on a fictional node, and all that is weighed there."""
    told = config.Config.model_validate(
        {"node": "bench", "mode": "demo", "origin": "bench.example/fictional", "profile": "sco_rats_demo"}
    )
    node = open_node(config.Located(home, told), keys.generate(os.urandom), keys.generate(os.urandom), lambda: NOW)
    cast = Cast.gather(node, os.urandom)
    cast.sign_safeguards()
    folder = files("comity.profiles") / "sco_rats_demo" / "dossiers" / "ember-column"
    filed = cast.file(Path(str(folder)), "XA-NLO-1", "XA-NAA-1")
    cast.authenticate(filed, "EC-CR-1")
    doors = node.charter.ask_door
    if not isinstance(doors, Doors):
        raise Fault("the charter has another door keeper; weigh with that one")
    keeper = doors.entries
    terms: dict[str, Json] = {"attests": [*GATES]}
    with node.reading() as unit:
        head = cast.head("EC-CR-1", "CR", "version.permit", "version", filed.version, terms)
        officer = unit.directory().officers["EC-CR-1"]
        asked = Question("list.circulate", head, unit.matter(filed.version), officer, node.clock())
        return keeper.weigh(asked, unit), keeper


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory(prefix="comity-bench-") as folder:
        first, keeper = at_the_door(Path(folder) / "home")
        database.close()
    decisions = [body for _, body in first.decisions.values()]
    if first.decision.outcome is not Outcome.PERMIT:
        raise Fault("the dossier does not pass; its figures would be those of another question")
    names = [f"{getattr(first.claim, 'official_name', 'Entry')} {number}" for number in range(ENTRIES)]
    claims = [first.claim.model_copy(update={"official_name": name}) for name in names]
    rules = len(keeper.rulebook.at(first.door, ON))
    started = time.perf_counter()
    permitted = 0
    for claim in claims:
        facts = gather(first.door, claim, decisions, first.ports, ON)
        permitted += weigh(first.door, facts, keeper.rulebook, ON).outcome is Outcome.PERMIT
    seconds = time.perf_counter() - started
    if permitted != ENTRIES:
        raise Fault(f"{ENTRIES - permitted} of the entries did not pass")
    print(f"{ENTRIES:,} entries by {rules} rules: {seconds:.2f} s ({ENTRIES / seconds:,.0f}/s); prototype {MEASURED} s")


if __name__ == "__main__":
    main()
