"""Every kind of act, each with the node's folder as it stood just before.

A story is told through the front door; the first time that an act of a kind is submitted, the folder
is copied and the signed act is kept, so that a test can commit it again from there.
"""

from __future__ import annotations

import pickle
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import connections

from comity import acts, config, keys
from comity.acts import SignedAct
from comity.bootstrap import PROCEDURES, Node, open_node
from comity.demo.cast import Cast, Filed, StoryClock
from comity.engine import Receipt
from comity.store import database
from tests.faults import staging_told
from tests.stories.conftest import BEGINS, LIST_GATES, counted, dossier

KINDS = frozenset(move.act for procedure in PROCEDURES for move in procedure.moves)
SALT = "5a" * 16


@dataclass(frozen=True, slots=True)
class Staged:
    """An act about to be committed: the folder before it, and the time of the clock."""

    kind: str
    home: Path
    signed: SignedAct
    attachments: Mapping[str, bytes]
    now: datetime


class Recording:
    """A node that keeps, for each kind of act, the folder before the first (or a chosen) one."""

    def __init__(self, node: Node, shelf: Path) -> None:
        self.node, self.shelf = node, shelf
        self.staged: dict[str, Staged] = {}

    def __getattr__(self, name: str) -> Any:
        return getattr(self.node, name)

    def submit(self, signed: SignedAct, attachments: Mapping[str, bytes] | None = None) -> Receipt:
        kind = acts.parse_head(signed.head).kind
        if kind not in self.staged:
            database.truncate()
            database.close()
            copy = self.shelf / kind
            shutil.copytree(self.node.located.home, copy)
            self.staged[kind] = Staged(kind, copy, signed, attachments or {}, self.node.clock())
        return self.node.submit(signed, attachments)


def open_at(home: Path, clock: StoryClock) -> Node:
    """A node in ``home`` whose every act can be repeated byte by byte."""
    told = config.Config.model_validate(
        {"node": "demo", "mode": "demo", "origin": "demo.example/fictional", "profile": "sco_rats_demo"}
    )
    random_bytes = counted(7)
    node = open_node(config.Located(home, told), keys.generate(random_bytes), keys.generate(random_bytes), clock)
    return replace(node, writer=replace(node.writer, salts=lambda: SALT))


def moved(node: Node, home: Path) -> Node:
    """The same node, working on another folder."""
    located = config.Located(home, node.located.config)
    database.close()
    connections["default"].settings_dict["NAME"] = str(located.path("database"))
    return replace(
        node,
        located=located,
        writer=replace(node.writer, blobs=located.path("blobs")),
        publisher=replace(node.publisher, folder=located.path("log")),
    )


def stage(folder: Path) -> tuple[Node, dict[str, Staged]]:
    """Tell the story that has an act of every kind. Raises LookupError where a kind is missing in it."""
    clock = StoryClock(BEGINS)
    node = open_at(folder / "story", clock)
    recording = Recording(node, folder / "before")
    cast = Cast.gather(recording, counted())  # type: ignore[arg-type]
    cast.sign_safeguards()
    entry = _to_the_door(cast)
    _beside(cast, entry)
    _council(cast, entry)
    node.publish()
    staging_told.tell(cast, clock)
    _treaty(cast)
    _to_the_end(cast, entry)
    missing = KINDS - recording.staged.keys()
    if missing:
        raise LookupError(f"tests/faults/staging.py stages no {', '.join(sorted(missing))}: add it to the story")
    with (folder / "staged").open("wb") as file:
        pickle.dump(recording.staged, file)
    return node, recording.staged


def _file(cast: Cast) -> Filed:
    return cast.file(dossier("ember-column"), "XA-NLO-1", "XA-NAA-1")


def _to_the_door(cast: Cast) -> Filed:
    filed = _file(cast)
    cast.authenticate(filed, "EC-CR-1")
    cast.permit(filed, "EC-CR-1", LIST_GATES)
    for kind in ("version.return", "version.refuse"):
        other = _file(cast)
        cast.move("EC-CR-1", "CR", kind, other.version, because="Not yet.", reasons=["other"])
    again = _file(cast)
    cast.move("XA-NLO-1", "NLO", "version.correct", again.version)
    cast.move("EC-CR-1", "CR", "decision.reject", next(iter(again.decisions.values())))
    return filed


def _beside(cast: Cast, filed: Filed) -> None:
    """What others say, ask and order about an entry."""
    on, decision = filed.entry, next(iter(filed.decisions.values()))
    ruling = cast.open("XA-NLO-1", "NLO", "ruling.record", "ruling", decision, outcome="final")
    cast.move("EC-CR-1", "CR", "ruling.authenticate", ruling)
    with cast.node.reading() as unit:
        said = unit.opened(filed.version)[0][0].statements[0]
    cast.open("XA-NLO-1", "NLO", "entry.narrow", "narrowing", on, statements=[said])
    position = cast.open("XB-NLO-1", "NLO", "position.take", "position", on, position="silent")
    cast.move("XB-NLO-1", "NLO", "position.change", position, position="recognises")
    flag = cast.open("XB-NLO-1", "NLO", "flag.raise", "flag", on, ground="R1")
    cast.move("XB-NLO-1", "NLO", "flag.lift", flag)
    suspension = cast.open("XA-NLO-1", "NLO", "suspension.begin", "suspension", on, reason="other")
    cast.move("XA-NLO-1", "NLO", "suspension.lift", suspension)
    urgent = cast.open("EC-ECA-1", "ECA", "suspension.urgent", "suspension", on, reason="other")
    cast.move("EC-ECA-1", "ECA", "suspension.lift", urgent)
    case = cast.open("IR-1", "IR", "case.open", "case", on, reason="other")
    cast.move("IR-1", "IR", "case.close", case)
    cleared = cast.open("IR-1", "IR", "reviewer.clear", "clearance", on, question="child", because="Of age.")
    cast.move("IR-1", "IR", "reviewer.reconsider", cleared, because="New facts.", question="child")
    cast.open("IR-1", "IR", "reviewer.refuse", "clearance", on, question="torture", because="Not answered.")
    order = cast.open("IR-1", "IR", "reviewer.order", "order", on, order="suspend", reason="other", because="Heard.")
    cast.move("IR-1", "IR", "reviewer.lift", order, reason="other")
    cast.blind_check(filed, "XB-ASYLUM", "XB-AA-1")


def _council(cast: Cast, filed: Filed) -> None:
    """Members propose a common listing; one proposal is adopted, another closed."""
    proposal = cast.open("XA-CM-1", "CM", "proposal.open", "proposal", filed.entry)
    for state in ("XA", "XB", "XC", "XD", "XE", "XF"):
        officer = f"{state}-CM-1"
        said = cast.open(officer, "CM", "council.position", "council.position", proposal, position="no_objection")
    cast.move(officer, "CM", "council.change", said, position="no_objection")
    cast.move("XA-CM-1", "CM", "proposal.adopt", proposal)
    closed = cast.open("XA-CM-1", "CM", "proposal.open", "proposal", filed.entry)
    cast.move("XA-CM-1", "CM", "proposal.close", closed)


def _treaty(cast: Cast) -> None:
    """Authorities, officers, keys, members and rules change; a list is taken in."""
    fresh = [keys.generate(cast.random_bytes).public_key.hex() for _ in range(3)]
    day = cast.node.clock().date().isoformat()
    notified = {"authority": "XB-PORT", "participant": "XB", "duty": "competent", "since": day, "seal": fresh[0]}
    cast.open("XB-NAA-1", "NAA", "authority.notify", "authority", **notified)
    cast.open("XB-NAA-1", "NAA", "authority.end", "authority", authority="XB-PORT", until=day)
    appointed = {"officer": "XC-NLO-9", "authority": "XC-CENTRAL", "capacities": ["NLO"], "key": fresh[1]}
    for kind, terms in (("officer.appoint", appointed), ("officer.dismiss", {"officer": "XC-NLO-9"})):
        # the term ``officer`` is also the name of who acts, so the head is made here
        cast.node.submit(cast.sign(cast.head("XC-NAA-1", "NAA", kind, "officer", cast.new_id(), terms)))
    old = cast.officers["XC-NLO-1"].key_id
    cast.open("XC-NLO-1", "NLO", "key.rotate", "key", old=old, new=fresh[2])
    cast.open("XC-NAA-1", "NAA", "key.revoke", "key", key=old, suspect_from=3)
    ending = {"participant": "XF", "joins": False, "day": "2027-01-01"}
    member = cast.open("XA-CM-1", "CM", "member.propose", "membership", **ending)
    cast.move("XB-CM-1", "CM", "member.adopt", member, **ending)
    rules = cast.open("XA-CM-1", "CM", "rulebook.propose", "rulebook", digest="1" * 64, at_once=["register.renew"])
    cast.move("XB-CM-1", "CM", "rulebook.adopt", rules)
    cast.open(
        "EC-ECA-1",
        "ECA",
        "import.adopt",
        "import",
        source="un",
        digest="2" * 64,
        list_date="2026-02-27",
        parser=1,
        counts={"individuals": 1, "entities": 2},
    )


def _to_the_end(cast: Cast, filed: Filed) -> None:
    """One entry is withdrawn and erased by its State, another by the reviewer."""
    cast.open("XA-NLO-1", "NLO", "entry.withdraw", "withdrawal", filed.entry, reason="decision_fell")
    cast.open("XA-NAA-1", "NAA", "erasure.own", "erasure", filed.entry, reason="decision_fell")
    other = _file(cast)
    cast.open("IR-1", "IR", "erasure.declare", "erasure", other.entry, reason="data_error")
