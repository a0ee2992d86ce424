"""The key ceremony: a node's configuration, its two keys, the custodians' parts, the log's first act.

What can be refused is refused before anything is written. The configuration is written last, so a
home without it is not a node yet.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from comity import bootstrap, config, custody, keyfiles, keys, private_files
from comity.bootstrap import Treaty, utc_now
from comity.config import Config, Located, Mode
from comity.custody import Part
from comity.engine import Receipt
from comity.errors import Refused
from comity.home import FILE_NAME, private_directory
from comity.keyfiles import Label
from comity.keys import KeyKind
from comity.operations import founders, opening
from comity.operations.founders import FoundersFile
from comity.profile.founding import Founders
from comity.store import database

_RULE: Final = "design, Custodians"
_OURS: Final = ("database", "blobs", "log")
CUSTODIANS: Final = 2


@dataclass(frozen=True, slots=True)
class Plan:
    """A ceremony that can be carried out: everything was checked, nothing is written."""

    located: Located
    treaty: Treaty
    founders: FoundersFile
    custodians: tuple[str, ...]


def plan(home: Path, wanted: Config, founders_file: Path, custodians: Sequence[str]) -> Plan:
    """Check everything that the ceremony needs.

    ``custodians``: the States that the two come from. Raises Refused: ``init.exists`` where the
    home holds a node or a part of one, ``init.custodians``, ``init.mixed``, ``custody.state``,
    ``founders.*``, ``profile.*``.
    """
    located = Located(home, wanted)
    _require_empty(located)
    treaty = bootstrap.treaty(wanted.profile)
    if treaty.profile.fictional != (wanted.mode is Mode.DEMO):
        raise Refused("init.mixed", "design, What it is not", profile=wanted.profile, mode=wanted.mode.value)
    if len(custodians) != CUSTODIANS:
        raise Refused("init.custodians", _RULE, found=len(custodians))
    for state in custodians:
        treaty.profile.participant(state)
    custody.require_two_states(*custodians)
    return Plan(located, treaty, founders.read(founders_file, treaty.profile), tuple(custodians))


def _require_empty(located: Located) -> None:
    held = [located.home / FILE_NAME, *(located.path(name) for name in _OURS)]
    found = [path.name for path in held if path.exists()]
    found += [path.name for kind in (KeyKind.LOG, KeyKind.NODE) for path in located.path("keys").glob(f"{kind}-*.key")]
    mode = located.home.stat().st_mode & 0o777 if located.home.exists() else private_files.FOLDER_MODE
    if mode & ~private_files.FOLDER_MODE:
        wanted = f"{private_files.FOLDER_MODE:04o}"
        raise Refused("file.permissions", file=str(located.home), mode=f"{mode:04o}", wanted=wanted)
    if found:
        raise Refused("init.exists", _RULE, home=str(located.home), found=sorted(found))


def parts(random_bytes: Callable[[int], bytes] = bootstrap.random_bytes) -> tuple[bytes, Part, Part]:
    """A new passphrase and its two parts."""
    passphrase = custody.make_passphrase(random_bytes)
    return (passphrase, *custody.split(passphrase, random_bytes))


def write_sheet(
    path: Path, part: Part, node: str, lang: str, random_bytes: Callable[[int], bytes] = bootstrap.random_bytes
) -> None:
    """Write a custodian's sheet into a private file, for instance on a stick that the custodian takes away.

    Raises Refused (``file.*``).
    """
    private_files.create(path.absolute(), custody.sheet(part, node, lang).encode(), random_bytes)


def carry_out(
    plan: Plan,
    passphrase: bytes,
    random_bytes: Callable[[int], bytes] = bootstrap.random_bytes,
    clock: Callable[[], datetime] = utc_now,
) -> Receipt:
    """Make the keys, write the first act and the first checkpoint, then the configuration. Raises Refused."""
    located, demo = plan.located, plan.located.config.mode is Mode.DEMO
    private_directory(located.home)
    for kind in (KeyKind.LOG, KeyKind.NODE):
        label = Label(kind, located.config.origin if kind is KeyKind.LOG else located.config.node, demo)
        keyfiles.write(located.path("keys"), keys.generate(random_bytes), passphrase, label, random_bytes)
    node = opening.open_node(located, passphrase, clock)
    rows = Founders(
        {},
        {},
        tuple(authority.row() for authority in plan.founders.authorities),
        tuple(officer.row() for officer in plan.founders.officers),
    )
    receipt = bootstrap.found(node, rows, random_bytes)
    node.publish()
    database.close()
    text = config.template(located.config.language, located.config)
    private_files.create(located.home / FILE_NAME, text.encode(), random_bytes)
    return receipt
