"""Whom the registry takes an officer for, and with which keys of the desk's folder he acts."""

from __future__ import annotations

from comity.entries.acting import Identity
from comity.errors import Refused
from comity.keys import KeyKind
from comity.operations.authority import folder, watching
from comity.operations.authority.folder import Desk
from comity.operations.authority.remote import Remote, address
from comity.operations.authority.shapes import Node


def check(desk: Desk) -> folder.Files:
    """What must hold before the desk is served: sound key files, a registry that answers, its log the pinned one, every
    key the one that the log names. An officer whose token opens nothing is told when he signs in, unless it is all of
    them. Raises Refused as ``folder.read``, ``Remote.node`` and ``address`` do."""
    files = folder.read(desk)
    address(desk.registry)
    refused = []
    for officer in files.officers:
        try:
            known(Remote(desk, officer), files)
        except Refused as error:
            if error.refusal.code not in ("authority.token", "authority.no_token"):
                raise
            refused.append(error)
    if len(refused) == len(files.officers):
        raise refused[0]
    return files


def known(remote: Remote, files: folder.Files) -> tuple[Node, Identity]:
    """Whom the registry takes the officer for, and with which keys of this folder he acts. Raises Refused as
    ``Remote.node`` and ``watching.newest`` do, and ``authority.key`` where the log names a key that is not here."""
    before = watching.kept(remote.desk)
    told = remote.node()
    watching.newest(remote.desk, before, told.checkpoint, remote.growth)
    return told, identity(told, files, remote.desk)


def identity(told: Node, files: folder.Files, desk: Desk) -> Identity:
    """The officer with the keys of this folder that the log names. Raises Refused (``authority.key``)."""
    files.of(KeyKind.OFFICER, told.officer, told.officer_key)
    files.of(KeyKind.SEAL, told.authority, told.seal_key)
    return Identity(told.officer, told.authority, told.officer_key, told.seal_key, desk.log.name)
