"""What an officer's commands share: the node of this machine, the keys, and the act's file.

Reading and committing need no private key of the node: an officer's act carries the officer's
signature and the authority's seal.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from django.db import transaction

from comity import acts, keyfiles
from comity.acts import SignedAct
from comity.bootstrap import Node, utc_now
from comity.config import Located, Mode
from comity.errors import Refused
from comity.home import FILE_NAME, home
from comity.interchange.dossier import signing
from comity.keys import KeyKind, SoftSigner
from comity.operations import opening
from comity.profile import loading
from comity.sealing import SealingKey
from comity.store.unit import SqlUnit

now = utc_now  # the clock of these commands; tests bring their own


def located() -> Located:
    """The configuration of the node here. Raises Refused (``node.none``, ``config.*``)."""
    return opening.locate(home())


def founded() -> bool:
    """Whether a node with a database stands here."""
    return (home() / FILE_NAME).is_file() and located().path("database").is_file()


@contextmanager
def reading() -> Iterator[SqlUnit]:
    """One consistent view of the node. Raises Refused as ``opening.read`` does."""
    opening.read(located())
    with transaction.atomic():
        yield SqlUnit()


def committing() -> Node:
    """The node, ready to commit what others signed. Raises Refused as ``reading`` does."""
    here = located()
    opening.read(here)
    return opening.open_node(here, clock=now)


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
    write_file(file, signing.dump(signed))


def write_file(file: Path, content: bytes) -> None:
    """Write for oneself alone (0600); an existing file is replaced whole."""
    part = file.with_name(f".{file.name}.part")
    part.unlink(missing_ok=True)  # in a folder that others write, it may be theirs, or a link to what is ours
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600), "wb") as stream:
        stream.write(content)
    part.replace(file)


def open_key(file: Path, kind: KeyKind, passphrase: bytes) -> SoftSigner:
    """An officer's key or an authority's seal; on a node's machine, one that fits the node's mode."""
    return keyfiles.open_key(file, passphrase, kind=kind, fictional=_is_fictional(file))


def open_sealing_key(file: Path, passphrase: bytes) -> SealingKey:
    """An authority's sealing key; on a node's machine, one that fits the node's mode."""
    return keyfiles.open_sealing_key(file, passphrase, fictional=_is_fictional(file))


def _is_fictional(file: Path) -> bool:
    if (home() / FILE_NAME).is_file():
        return located().config.mode is Mode.DEMO
    return keyfiles.read_header(file).fictional


def signed_with(signed: SignedAct, signer: SoftSigner, kind: KeyKind) -> SignedAct:
    """``signed`` with one more signature. Raises Refused (``dossier.wrong_key``) for a key the head does not name."""
    head = acts.parse_head(signed.head)
    seal = kind is KeyKind.SEAL
    holder, named = (head.authority, head.seal_key) if seal else (head.officer, head.officer_key)
    if signer.key_id != named:
        raise Refused("dossier.wrong_key", "Conv. Art 8(4)", holder=holder, key=named[:12])
    signature = signer.sign(acts.signing_bytes(signed.head))
    return replace(signed, seal_signature=signature) if seal else replace(signed, officer_signature=signature)


def names(lang: str) -> Callable[[str], str]:
    """What the treaty calls a participant, in ``lang``; empty for one that it does not know."""
    profile = loading.load(located().config.profile)
    known = {one.id: one.names.read(lang) for one in profile.participants}
    return lambda participant: known.get(participant, "")
