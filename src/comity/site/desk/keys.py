"""Who signs for the officer at this desk.

The registry holds no key of an officer or a seal. In a demonstration, and only there, the fictional officers' key
files lie beside the node, and this process signs with them; elsewhere the prepared act is a file that is signed where
the keys are. The desk that an authority runs with its own keys is another process (``site.authority``).
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol

from comity import keyfiles
from comity.acts import SignedAct
from comity.config import Located
from comity.demo.leaving import OFFICERS, PASSPHRASE
from comity.entries.acting import Prepared
from comity.errors import Refused
from comity.interchange.dossier import signing
from comity.keys import KeyKind, SoftSigner
from comity.operations import opening


class Keys(Protocol):
    """Something that signs prepared acts for officer and authority."""

    def sign(self, prepared: Prepared) -> SignedAct:
        """The act with both signatures. Raises Refused (``key.*``, ``file.*``, ``dossier.wrong_key``)."""
        ...


@dataclass(frozen=True, slots=True)
class Fictional:
    """The key files that a demonstration leaves in ``folder``."""

    folder: Path

    def sign(self, prepared: Prepared) -> SignedAct:
        """Open both files, sign, and forget them."""
        head = prepared.head
        officer = self._open(f"{head.officer}.key", KeyKind.OFFICER)
        seal = self._open(f"{head.authority}.seal", KeyKind.SEAL)
        return signing.sign(prepared, officer, seal)

    def _open(self, name: str, kind: KeyKind) -> SoftSigner:
        return keyfiles.open_key(self.folder / name, keyfiles.typed(PASSPHRASE), kind=kind, fictional=True)


@dataclass(slots=True)
class _Held:
    keys: Keys | None = None


_held: Final = _Held()


def use(keys: Keys | None) -> None:
    """Sign with ``keys`` from now on; None: nothing is signed here."""
    _held.keys = keys


def current() -> Keys | None:
    """What signs here; None where acts are signed elsewhere."""
    return _held.keys


def of(located: Located) -> Keys | None:
    """What signs at the node: in a demonstration its fictional keys, else nothing.

    Raises Refused (``desk_acting.mixed_keys``) where a fictional key lies beside a real node, or a real one in a demo.
    """
    demo, folder = opening.is_demo(located), located.home / OFFICERS
    files = [*sorted(folder.glob("*")), *sorted(located.path("keys").glob("*.key"))]
    strange = [one.name for one in files if keyfiles.read_header(one).fictional is not demo]
    if strange:
        raise Refused("desk_acting.mixed_keys", "design, What it is not", file=strange[0], folder=str(located.home))
    return Fictional(folder) if demo and folder.is_dir() else None
