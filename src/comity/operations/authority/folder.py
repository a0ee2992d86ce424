"""What an authority's desk is started with, and its folder: key files, a token for each officer, the acts it sent.

Nothing here is the registry's: a folder in which a node stands, or in which one of a node's keys lies, is refused.
The log's key is handed over by another way than the registry's own word; whether all is fictional, its name says.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from comity import keyfiles, private_files
from comity.bootstrap import random_bytes
from comity.config import FICTIONAL
from comity.errors import Refused
from comity.home import FILE_NAME
from comity.keyfiles import Header
from comity.keys import KeyKind
from comity.operations.keyring import HELD_BY_PERSONS
from comity.translog import vkeys
from comity.translog.errors import TranslogError
from comity.translog.vkeys import VerifierKey

RULE: Final = "design, rule 4"
AUTHORITY, REGISTRY, LOG_KEY, KEYS = "COMITY_AUTHORITY", "COMITY_REGISTRY", "COMITY_LOG_KEY", "COMITY_KEYS"
_TOKENS: Final = "tokens"
_TOKEN: Final = re.compile(r"comity_[A-Za-z0-9_-]{20,100}\Z")
_FILE_NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,79}\Z")
_MAX_TOKEN: Final = 200


@dataclass(frozen=True, slots=True)
class Desk:
    """Whose desk it is, the address of the registry, the key of its log, the folder, and where the keys lie."""

    authority: str
    registry: str
    log: VerifierKey
    home: Path
    keys: Path

    @property
    def is_fictional(self) -> bool:
        """Whether it works for a demonstration."""
        return FICTIONAL in self.log.name

    def to_environment(self) -> dict[str, str]:
        """For the process that serves it; no secret stands there."""
        told = {AUTHORITY: self.authority, REGISTRY: self.registry}
        return {**told, LOG_KEY: self.log.vkey(), KEYS: str(self.keys)}


def from_environment(environ: Mapping[str, str], home: Path) -> Desk:
    """The desk that ``Desk.to_environment`` wrote down."""
    return desk(environ[AUTHORITY], environ[REGISTRY], environ[LOG_KEY], home, Path(environ[KEYS]))


def desk(authority: str, registry: str, log_key: str, home: Path, keys: Path | None = None) -> Desk:
    """The desk of ``authority``. Raises Refused (``log.vkey``)."""
    try:
        key = vkeys.parse_vkey(log_key)
    except TranslogError as error:
        raise Refused("log.vkey", "C2SP signed-note", detail=str(error)[:200]) from None
    return Desk(authority, registry.rstrip("/"), key, home, keys or home / "keys")


@dataclass(frozen=True, slots=True)
class Files:
    """The authority's key files with what each says openly."""

    found: tuple[tuple[Path, Header], ...]

    @property
    def officers(self) -> tuple[str, ...]:
        """Whose keys lie here: they sign in."""
        return tuple(sorted({header.purpose for _, header in self.found if header.kind is KeyKind.OFFICER}))

    @property
    def sealing(self) -> tuple[tuple[Path, Header], ...]:
        """The authority's sealing keys, of which the earlier ones open what was sealed to them."""
        return tuple((path, header) for path, header in self.found if header.kind is KeyKind.SEALING)

    def of(self, kind: KeyKind, holder: str, key: str) -> Path:
        """The file of the key ``key``. Raises Refused (``authority.key``) where the log names one that is not here."""
        for path, header in self.found:
            if (header.kind, header.purpose, header.key_id) == (kind, holder, key):
                return path
        raise Refused("authority.key", RULE, kind=kind.value, holder=holder, key=key[:12])


def read(desk: Desk) -> Files:
    """The key files of the desk. Raises Refused: ``authority.node_here``, ``authority.node_key``, ``authority.holder``,
    ``authority.no_keys``, ``key.fictional``, ``key.real``, ``key.unopened``, ``file.*``."""
    if (desk.home / FILE_NAME).exists():
        raise Refused("authority.node_here", RULE, folder=str(desk.home))
    paths = sorted(desk.keys.iterdir()) if desk.keys.is_dir() else []
    found = tuple((path, keyfiles.read_header(path)) for path in paths if not path.name.startswith("."))
    for path, header in found:
        if header.kind not in HELD_BY_PERSONS:
            raise Refused("authority.node_key", "design, Custodians", file=path.name, kind=header.kind.value)
        if header.fictional is not desk.is_fictional:
            raise Refused("key.fictional" if header.fictional else "key.real", "design, What it is not", file=path.name)
        if header.kind is not KeyKind.OFFICER and header.purpose != desk.authority:
            raise Refused(
                "authority.holder", RULE, file=path.name, holder=header.purpose[:80], authority=desk.authority
            )
    kinds = {header.kind for _, header in found}
    if not {KeyKind.OFFICER, KeyKind.SEAL} <= kinds:
        raise Refused("authority.no_keys", RULE, folder=str(desk.keys), authority=desk.authority)
    return Files(found)


def token(home: Path, officer: str) -> str:
    """The officer's token of the registry's API. Raises Refused: ``authority.no_token``, ``authority.token_form``,
    ``file.*``."""
    path = of_officer(home, _TOKENS, officer)
    if not path.exists():
        raise Refused("authority.no_token", RULE, officer=officer[:80])
    return _checked(private_files.read(path, _MAX_TOKEN).decode("ascii", "replace"), officer)


def keep_token(home: Path, officer: str, typed: str, random_bytes: Callable[[int], bytes] = random_bytes) -> Path:
    """Keep a token for its owner alone; an earlier one is replaced whole. Raises Refused (``authority.token_form``,
    ``key.purpose``, ``file.*``)."""
    path = of_officer(home, _TOKENS, officer)
    private_files.replace(path, _checked(typed, officer).encode(), random_bytes)
    return path


def of_officer(home: Path, what: str, officer: str) -> Path:
    """The file that ``what`` holds for ``officer``. Raises Refused (``key.purpose``)."""
    if not _FILE_NAME.match(officer):
        raise Refused("key.purpose", "design, rule 22", purpose=officer[:40])
    return home / what / officer


def _checked(typed: str, officer: str) -> str:
    if not _TOKEN.match(typed.strip()):
        raise Refused("authority.token_form", RULE, officer=officer[:80])
    return typed.strip()
