"""A small founded node for tests: made once, copied for each test. All of it is fictional."""

from __future__ import annotations

import atexit
import functools
import hashlib
import shutil
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from comity import acts, keyfiles, keys
from comity.acts import BodyHead, Head, Link, SignedAct
from comity.bootstrap import Node
from comity.canonical import Json
from comity.config import Config, Located, Mode
from comity.keyfiles import Label
from comity.keys import KeyKind, SoftSigner
from comity.operations import ceremony, opening
from comity.profile import loading
from comity.provenance import Opened, Standing, Statement, seal
from comity.store import database
from comity.store.documents import blob_digest

PROFILE = "example_union"
PASSPHRASE = b"correct horse battery"
NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
TODAY = datetime.now(UTC).replace(microsecond=0) - timedelta(minutes=1)  # for commands, which have the real clock


class Dice:
    """The same 'random' bytes at every run."""

    def __init__(self, seed: str) -> None:
        self._seed, self._count = seed, 0

    def __call__(self, size: int) -> bytes:
        self._count += 1
        return bytes.fromhex(hashlib.shake_256(f"{self._seed}/{self._count}".encode()).hexdigest(size))


def officer_key(name: str) -> SoftSigner:
    return keys.generate(Dice(f"officer {name}"))


def seal_key(name: str) -> SoftSigner:
    return keys.generate(Dice(f"seal {name}"))


def founders_text() -> str:
    profile = loading.load(PROFILE)
    lines = ["fictional: true", "authorities:"]
    for a in profile.authorities:
        seal = seal_key(a.id).public_key.hex()
        lines.append(f'  - {{id: {a.id}, participant: {a.participant}, duty: {a.duty.value}, seal: "{seal}"}}')
    lines.append("officers:")
    for o in profile.officers:
        more = f", head_or_deputy: {str(o.head_or_deputy is not None).lower()}"
        more += f", seconded_by: {o.seconded_by}" if o.seconded_by else ""
        key = officer_key(o.id).public_key.hex()
        held = ", ".join(c.value for c in o.capacities)
        lines.append(f'  - {{id: {o.id}, authority: {o.authority}, capacities: [{held}]{more}, key: "{key}"}}')
    return "\n".join(lines) + "\n"


def config() -> Config:
    return Config(node="test-node", mode=Mode.DEMO, origin="fictional.example/test", profile=PROFILE)


@functools.cache
def _founded(now: datetime) -> tuple[Path, bytes]:
    folder = Path(tempfile.mkdtemp(prefix="comity-test-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    founders = folder / "founders.yaml"
    founders.write_text(founders_text(), "utf-8")
    plan = ceremony.plan(folder / "home", config(), founders, ["QM", "QN"])
    passphrase, _, _ = ceremony.parts(Dice("parts"))
    ceremony.carry_out(plan, passphrase, Dice("ceremony"), lambda: now)
    return folder / "home", passphrase


@dataclass
class Home:
    """A copy of the founded node; its clock moves on a second with every question."""

    path: Path
    passphrase: bytes
    now: datetime = NOW + timedelta(hours=1)

    @property
    def located(self) -> Located:
        return Located(self.path, config())

    def clock(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now

    def open(self, unlocked: bool = True) -> Node:
        opening.read(self.located)  # whose log names the keys of a node that stays locked
        return opening.open_node(self.located, self.passphrase if unlocked else None, self.clock)

    def key_files(self, *names: str) -> dict[str, Path]:
        """Write the key files of officers (QM-A) and seals (QM-WARD) into the node's folder of keys."""
        found = {}
        for name in names:
            seal = name.endswith("WARD")
            label = Label(KeyKind.SEAL if seal else KeyKind.OFFICER, name, True)
            signer = seal_key(name) if seal else officer_key(name)
            found[name] = keyfiles.write(self.path / "keys", signer, PASSPHRASE, label, Dice(name))
        return found


def copy(folder: Path, founded: datetime = NOW) -> Home:
    """A fresh copy of the founded node in ``folder``/home; commands need one founded ``TODAY``."""
    database_is_closed()
    home, passphrase = _founded(founded)
    database_is_closed()
    shutil.copytree(home, folder / "home")
    return Home(folder / "home", passphrase, founded + timedelta(hours=1))


def database_is_closed() -> None:
    """Let go of whatever an earlier test worked on."""
    database.close_if_used()


def act(
    node: Node,
    kind: str,
    procedure: str,
    officer: str,
    authority: str,
    capacity: str,
    *,
    matter: str,
    after: str = "",
    terms: dict[str, Json] | None = None,
    links: tuple[Link, ...] = (),
    bodies: tuple[tuple[BodyHead, tuple[Opened, ...]], ...] = (),
    number: int = 0,
) -> SignedAct:
    """A signed act of a fictional officer."""
    head = Head(
        id=Dice(f"act {kind} {matter} {number}")(16).hex(),
        kind=kind,
        procedure=procedure,
        matter=matter,
        after=after,
        officer=officer,
        authority=authority,
        capacity=capacity,
        officer_key=officer_key(officer).key_id,
        seal_key=seal_key(authority).key_id,
        signed_at=acts.to_time(node.clock()),
        terms=terms or {},
        links=links,
        bodies=tuple(head for head, _ in bodies),
        origin=node.located.config.origin,
    )
    data = head.to_bytes()
    message = acts.signing_bytes(data)
    signed = officer_key(officer).sign(message), seal_key(authority).sign(message)
    return SignedAct(data, *signed, tuple(opened for _, opened in bodies))


ENTRY = "e0" * 16
CANARY = "Canary Zilpha Quandry"  # a name that no real person bears


def list_an_entry(node: Node, canary: str = CANARY) -> None:
    """An entry of Marisol Isle, and the reviewer's order about it whose reasons and attachment hold ``canary``."""
    node.submit(act(node, "entry.claim", "list.entry", "QM-L", "QM-WARD", "NLO", matter=ENTRY))
    document, salt = f"attached: {canary}".encode() * 20, Dice("salt")(16)
    digest = blob_digest(salt, document)
    opened = seal(
        [
            _statement("reasons", f"Because {canary} asked."),
            _statement("attachment", {"digest": digest, "name": "a.txt", "salt": salt.hex(), "size": len(document)}),
        ],
        lambda: Dice("statement")(16),
    )
    head = BodyHead("reasons/1", "EYES_OF_REVIEW", (), (ENTRY,), (), tuple(one.commitment for one in opened))
    order = act(
        node,
        "reviewer.order",
        "order",
        "GU-1",
        "GUARDIAN",
        "IR",
        matter="0f" * 16,
        terms={"order": "suspend", "reason": "data_error"},
        links=(Link("on", ENTRY),),
        bodies=((head, opened),),
    )
    node.submit(order, {digest: document})


def erasure(node: Node) -> SignedAct:
    """Marisol Isle erases its entry, which never took effect."""
    return act(
        node,
        "erasure.own",
        "erasure",
        "QM-A",
        "QM-WARD",
        "NAA",
        matter="ee" * 16,
        terms={"reason": "claimant_asks"},
        links=(Link("on", ENTRY),),
    )


def erase_the_entry(node: Node) -> None:
    node.submit(erasure(node))


def _statement(name: str, value: Json) -> Statement:
    return Statement(name, value, "LI-OMBUDS", "a fictional file", Standing.RECORDED, "A1")


def holding(folder: Path, canary: str = CANARY) -> list[str]:
    """The files below ``folder`` that hold the canary, in any of the ways that text is kept."""
    forms = [form for text in (canary, canary.casefold()) for form in (text.encode(), text.encode("utf-16-le"))]
    forms.append(" ".join(sorted(canary.casefold().split())).encode())  # as the table of names keeps it
    return [
        str(path.relative_to(folder))
        for path in sorted(folder.rglob("*"))
        if path.is_file() and any(form in path.read_bytes() for form in forms)
    ]
