"""What an officer's commands share: the node of this machine, the keys, and the act's file.

Reading and committing need no private key of the node: an officer's act carries the officer's
signature and the authority's seal.
"""

from __future__ import annotations

import getpass
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from django.db import transaction

from comity import acts, bootstrap, config, keyfiles
from comity.acts import SignedAct
from comity.bootstrap import LEDGER, Node, utc_now
from comity.config import FILE_NAME, Located, Mode
from comity.errors import Fault, Refused
from comity.home import home
from comity.interchange.dossier import signing
from comity.keys import KeyId, KeyKind, SoftSigner, key_id
from comity.participants import NODE
from comity.profile import loading
from comity.store import database, erasing
from comity.store.unit import SqlUnit
from comity.watchlists import registry
from comity.watchlists.listed import Snapshot
from comity.watchlists.store import Store

now = utc_now  # the clock of these commands; tests bring their own
_MAX_SECRETS: Final = 8192


@dataclass(frozen=True, slots=True)
class _Locked:
    """Stands for a key of the node that was not opened: it shows its public half and never signs."""

    public_key: bytes

    @property
    def key_id(self) -> KeyId:
        return key_id(self.public_key)

    def sign(self, data: bytes) -> bytes:
        raise Fault("a command of an officer asked the node to sign; only the node's own commands may")


def located() -> Located:
    """The configuration of the node here. Raises Refused (``face.no_node``, ``config.*``)."""
    file = home() / FILE_NAME
    if not file.is_file():
        raise Refused("face.no_node", "design, rule 8", folder=str(home()))
    return config.load(file)


def founded() -> bool:
    """Whether a node with a database stands here."""
    return (home() / FILE_NAME).is_file() and located().path("database").is_file()


@contextmanager
def reading() -> Iterator[SqlUnit]:
    """One consistent view of the node; what a stop left of an erasure is finished first."""
    here = located()
    path = here.path("database")
    if not path.is_file():
        raise Refused("face.no_node", "design, rule 8", folder=str(home()))
    database.use(path)
    erasing.replay(here.home / LEDGER)
    erasing.finish(path, here.path("blobs"), here.home / LEDGER)
    with transaction.atomic():
        yield SqlUnit()


def committing() -> Node:
    """The node, ready to commit what others signed. Raises Refused as ``reading`` does."""
    with reading() as unit:
        (treaty,) = unit.of_procedure("treaty")
        node_key = next(key for key in unit.directory().keys.values() if key.holder == NODE)
    return bootstrap.open_node(located(), _Locked(bytes.fromhex(treaty.text("log_key"))), _Locked(node_key.public), now)


def un_list(unit: SqlUnit, at: str) -> Snapshot | None:
    """The list of the UN Security Council that counts at ``at``: the last one adopted, else the one imported."""
    store = Store(home(), registry.source("un"))
    adopted = [m for m in unit.of_procedure("import") if m.text("source") == "un" and m.opened.time <= at]
    return store.load(adopted[-1].text("digest")) if adopted else store.in_force()


def read_act(file: Path) -> SignedAct:
    """The act in ``file``, signed or not. Raises Refused (``cli.file``, ``dossier.signature_form``)."""
    try:
        with file.open("rb") as stream:
            data = stream.read(signing.MAX_FILE + 1)
    except OSError as error:
        raise Refused("cli.file", file=str(file), problem=error.strerror or "") from None
    return signing.parse(data[: signing.MAX_FILE], file.name)


def write_act(file: Path, signed: SignedAct) -> None:
    """Write the act for its author alone (0600); an existing file is replaced whole."""
    part = file.with_name(f".{file.name}.part")
    part.unlink(missing_ok=True)  # in a folder that others write, it may be theirs, or a link to what is ours
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600), "wb") as stream:
        stream.write(signing.dump(signed))
    part.replace(file)


def open_key(file: Path, kind: KeyKind, passphrase: bytes) -> SoftSigner:
    """An officer's key or an authority's seal; on a node's machine, one that fits the node's mode."""
    fictional = keyfiles.read_header(file).fictional
    if (home() / FILE_NAME).is_file():
        fictional = located().config.mode is Mode.DEMO
    return keyfiles.open_key(file, passphrase, kind=kind, fictional=fictional)


def signed_with(signed: SignedAct, signer: SoftSigner, kind: KeyKind) -> SignedAct:
    """``signed`` with one more signature. Raises Refused (``dossier.wrong_key``) for a key the head does not name."""
    head = acts.parse_head(signed.head)
    seal = kind is KeyKind.SEAL
    holder, named = (head.authority, head.seal_key) if seal else (head.officer, head.officer_key)
    if signer.key_id != named:
        raise Refused("dossier.wrong_key", "Conv. Art 8(4)", holder=holder, key=named[:12])
    signature = signer.sign(acts.signing_bytes(signed.head))
    return replace(signed, seal_signature=signature) if seal else replace(signed, officer_signature=signature)


def passphrases(files: list[Path], fd: int | None, question: str) -> list[bytes]:
    """One passphrase for each of ``files``: from descriptor ``fd``, one a line, else asked on the terminal.

    ``question``: what is asked, with ``{file}``. Raises Refused (``face.no_passphrase``).
    """
    if fd is None:
        if not sys.stdin.isatty():
            raise Refused("face.no_passphrase", file=files[0].name)
        return [keyfiles.typed(getpass.getpass(question.format(file=file.name) + ": ")) for file in files]
    try:
        with os.fdopen(os.dup(fd), "rb") as stream:
            lines = stream.read(_MAX_SECRETS).decode("utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        lines = []
    if len(lines) < len(files):
        raise Refused("face.no_passphrase", file=files[len(lines)].name)
    return [keyfiles.typed(line) for line in lines[: len(files)]]


def names(lang: str) -> Callable[[str], str]:
    """What the treaty calls a participant, in ``lang``; empty for one that it does not know."""
    profile = loading.load(located().config.profile)
    known = {one.id: one.names.read(lang) for one in profile.participants}
    return lambda participant: known.get(participant, "")
