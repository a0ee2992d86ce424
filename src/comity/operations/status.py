"""How the node stands: its log, its clock, what counts, and what it may not do yet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from django.db import transaction

from comity import acts, keyfiles
from comity.bootstrap import Node, utc_now
from comity.canonical import Json
from comity.config import Located
from comity.engine import check_clock
from comity.errors import Refused
from comity.keys import KeyKind
from comity.operations import opening
from comity.operations.effects import reckon
from comity.store import journal, publishing, reading
from comity.store.records import SqlRecords
from comity.store.unit import SqlUnit
from comity.translog.vkeys import VerifierKey

CONFIRMED_FOR: Final = timedelta(hours=1)  # rule 15: long enough for the next act, short enough to mean this clock
COMPETENT: Final = "competent"


@dataclass(frozen=True, slots=True)
class Standing:
    """``effects``: how many entries of List and Register have which effect now; ``unsigned``: competent
    authorities that have not signed the safeguards protocol in force; ``clock``: empty, or the code
    of what holds stamping; ``vkey``: the log's public key, for `comity log verify`."""

    mode: str
    node: str
    profile: str
    origin: str
    vkey: str
    acts: int
    last_act: str
    published: int
    effects: dict[str, int]
    signed: tuple[str, ...]
    unsigned: tuple[str, ...]
    circulates: bool
    clock: str


def standing(located: Located, node: Node, now: datetime) -> Standing:
    """Read everything in one transaction."""
    with transaction.atomic():
        unit = SqlUnit()
        size, last, _, directory = reading.directory()
        day = acts.to_time(now)[:10]
        competent = {a.id for a in directory.authorities.values() if a.duty == COMPETENT and a.valid_on(day)}
        signed = SqlRecords(unit, node.treaty.safeguards).signed_safeguards() & competent
        effects = Counter(one.effect.value for one in reckon(unit, acts.to_time(now)).of.values())
        held = _held(unit, now, located.config.clock.hold_after)
    newest = publishing.newest()
    unsigned = tuple(sorted(competent - signed))
    key = VerifierKey(located.config.origin, opening.recorded_key(KeyKind.LOG))
    config = located.config
    return Standing(
        mode=config.mode.value,
        node=config.node,
        profile=config.profile,
        origin=config.origin,
        vkey=key.vkey(),
        acts=size,
        last_act=last,
        published=newest.size if newest else 0,
        effects=dict(sorted(effects.items())),
        signed=tuple(sorted(signed)),
        unsigned=unsigned,
        circulates=not unsigned,
        clock=held,
    )


def _held(unit: SqlUnit, now: datetime, hold_after: timedelta) -> str:
    try:
        check_clock(unit.position(), now, hold_after)
    except Refused as refused:
        return refused.refusal.code
    return ""


def confirm_time(
    located: Located, officer_file: Path, passphrase: bytes, clock: Callable[[], datetime] = utc_now
) -> str:
    """An officer of the log says that the clock is right; stamping goes on for an hour. Returns until when.

    The officer's key must count now; its signature over the statement is journaled (rule 15).
    Raises Refused: ``node.not_an_officer``, ``act.clock_behind``, ``key.*``, ``file.*``.
    """
    key = keyfiles.open_key(officer_file, passphrase, kind=KeyKind.OFFICER, fictional=opening.is_demo(located))
    now = clock()
    until = acts.to_time(now + CONFIRMED_FOR)
    with transaction.atomic():
        size, last, _, directory = reading.directory()
        held = directory.keys.get(key.key_id)
        officer = directory.officers.get(held.holder) if held and held.valid_at(size) else None
        if officer is None or not officer.valid_on(until[:10]):
            raise Refused("node.not_an_officer", "design, rule 15", key=key.key_id)
        if acts.to_time(now) < last:
            raise Refused("act.clock_behind", "design, rule 15", now=acts.to_time(now), last=last)
        reading.confirm_time(until)
        said = f"comity time v1\n{located.config.origin}\n{size}\n{until}\n".encode()
        content: Json = {"log_size": size, "signature": key.sign(said).hex(), "signer": key.key_id, "until": until}
        journal.append([journal.Line("confirm_time", officer.id, content)], now)
    return until
