"""What the demo leaves beside its node: key files, so that a reader can act and publish there.

Every key is made for this run and fictional; a real node refuses such files.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from comity import custody, keyfiles, private_files
from comity.config import Located
from comity.demo.cast import Cast
from comity.keyfiles import Label
from comity.keys import KeyKind, SoftSigner
from comity.sealing import SealingKey

PASSPHRASE: Final = "a fictional passphrase"  # of every officer's key, seal and sealing key that a demo leaves
OFFICERS: Final = "officers"
CUSTODIANS: Final = "custodians"


def leave_keys(
    located: Located, own: tuple[SoftSigner, SoftSigner], cast: Cast, random_bytes: Callable[[int], bytes]
) -> None:
    """Write ``officers/ID.key``, ``ID.seal`` and ``ID.sealing`` of the whole cast, and the node's ``own`` keys
    (the log's and the node's), whose passphrase stands in two parts in ``custodians/1`` and ``custodians/2``."""
    home, told = located.home, located.config
    passphrase = custody.make_passphrase(random_bytes)
    for part in custody.split(passphrase, random_bytes):
        groups = "-".join(custody.printed(part)) + "\n"
        private_files.create(home / CUSTODIANS / str(part.number), groups.encode(), random_bytes)
    for kind, holder, key in zip((KeyKind.LOG, KeyKind.NODE), (told.origin, told.node), own, strict=True):
        keyfiles.write(located.path("keys"), key, passphrase, Label(kind, holder, True), random_bytes)
    for name, label, held in _of(cast):
        written = keyfiles.write(home / OFFICERS, held, keyfiles.typed(PASSPHRASE), label, random_bytes)
        written.rename(written.with_name(name))


def _of(cast: Cast) -> Iterator[tuple[str, Label, SoftSigner | SealingKey]]:
    for officer, key in cast.officers.items():
        yield f"{officer}.key", Label(KeyKind.OFFICER, officer, True), key
    for authority, key in cast.seals.items():
        yield f"{authority}.seal", Label(KeyKind.SEAL, authority, True), key
    for authority, opener in cast.sealing.items():
        yield f"{authority}.sealing", Label(KeyKind.SEALING, authority, True), opener
