"""What opens the desk and the API beside passkeys: enrolment words, officers known to an OpenID provider, tokens.

They lie in the desk's own database, in tables of their own, and are no part of the register. A word or a token is
shown once and kept as a SHA-256 of its 120 or more random bits (NIST SP 800-63B, 5.1.2.2: what has that much
entropy needs no slow hash). Times are seconds since 1970.
"""

from __future__ import annotations

import base64
import hashlib
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from comity import private_files
from comity.bootstrap import random_bytes
from comity.canonical import Json
from comity.errors import Refused
from comity.store import journal
from comity.store.journal import Line

RULE: Final = "design, Custodians"
TOKEN_MADE, TOKEN_ENDED = "token_made", "token_ended"
WORD_LASTS: Final = 24 * 3600  # seconds
SCOPES: Final = ("read", "act", "screen")
MAX_DAYS: Final = 366
_PREFIX: Final = "comity_"
_TABLES: Final = """
CREATE TABLE IF NOT EXISTS access_word (
    hash TEXT PRIMARY KEY, officer TEXT NOT NULL, ends INTEGER NOT NULL, used INTEGER);
CREATE TABLE IF NOT EXISTS access_subject (
    issuer TEXT NOT NULL, subject TEXT NOT NULL, officer TEXT NOT NULL, PRIMARY KEY (issuer, subject));
CREATE TABLE IF NOT EXISTS access_token (
    id TEXT PRIMARY KEY, hash TEXT NOT NULL UNIQUE, officer TEXT NOT NULL, authority TEXT NOT NULL,
    scopes TEXT NOT NULL, label TEXT NOT NULL, made INTEGER NOT NULL, ends INTEGER NOT NULL, revoked INTEGER);
"""


@dataclass(frozen=True, slots=True)
class Token:
    """A token without its secret. ``made``, ``ends`` and ``revoked`` (None: it stands) are seconds since 1970."""

    id: str
    officer: str
    authority: str
    scopes: frozenset[str]
    label: str
    made: int
    ends: int
    revoked: int | None

    def stands(self, now: int) -> bool:
        """Whether it opens anything at ``now``."""
        return self.revoked is None and now < self.ends


@dataclass(frozen=True, slots=True)
class Credentials:
    """The tables in the database at ``path``, which is made for its owner alone where it is missing."""

    path: Path
    random_bytes: Callable[[int], bytes] = random_bytes

    def invite(self, officer: str, now: int) -> str:
        """A new enrolment word for ``officer``, who may use it once within a day; older words of his end."""
        word = base64.b32encode(self.random_bytes(15)).decode().lower()
        with self._open() as db:
            db.execute("DELETE FROM access_word WHERE officer = ? AND used IS NULL", (officer,))
            db.execute("INSERT INTO access_word VALUES (?, ?, ?, NULL)", (_hash(word), officer, now + WORD_LASTS))
        return "-".join(word[at : at + 4] for at in range(0, len(word), 4))

    def enrol(self, word: str, now: int) -> str:
        """The officer for whom ``word`` was made; it is used up. Case, spaces and hyphens do not matter.

        Raises Refused (``desk.word``) alike for a word that never was, was used, or is over.
        """
        plain = "".join(word.lower().split()).replace("-", "")
        with self._open() as db:
            found = db.execute(
                "UPDATE access_word SET used = ? WHERE hash = ? AND used IS NULL AND ends > ? RETURNING officer",
                (now, _hash(plain), now),
            ).fetchall()
        if not found:
            raise Refused("desk.word", RULE)
        return str(found[0][0])

    def bind(self, officer: str, issuer: str, subject: str) -> None:
        """``subject`` of the OpenID provider ``issuer`` is ``officer`` from now on."""
        with self._open() as db:
            db.execute("INSERT OR REPLACE INTO access_subject VALUES (?, ?, ?)", (issuer, subject, officer))

    def officer_of(self, issuer: str, subject: str) -> str:
        """The officer who is ``subject`` there. Raises Refused (``desk.subject``) where nobody is."""
        with self._open() as db:
            found = db.execute(
                "SELECT officer FROM access_subject WHERE issuer = ? AND subject = ?", (issuer, subject)
            ).fetchone()
        if found is None:
            raise Refused("desk.subject", RULE)
        return str(found[0])

    def new_token(self, officer: str, authority: str, scopes: frozenset[str], label: str, days: int, now: int) -> str:
        """A new token, shown this once. Raises Refused (``desk.token_form``)."""
        if not scopes or not scopes <= set(SCOPES) or not 1 <= days <= MAX_DAYS or not 1 <= len(label.strip()) <= 80:
            raise Refused("desk.token_form", RULE, scopes=list(SCOPES), days=MAX_DAYS)
        secret = _PREFIX + base64.urlsafe_b64encode(self.random_bytes(32)).decode().rstrip("=")
        row = (
            self.random_bytes(8).hex(), _hash(secret), officer, authority, " ".join(sorted(scopes)), label.strip(),
            now, now + days * 24 * 3600,
        )  # fmt: skip
        with self._open() as db:
            db.execute("INSERT INTO access_token VALUES (?, ?, ?, ?, ?, ?, ?, ?, NULL)", row)
        return secret

    def token(self, secret: str, now: int) -> Token | None:
        """The token that ``secret`` is, where it stands at ``now``."""
        found = self._tokens("hash = ?", _hash(secret))
        return found[0] if found and found[0].stands(now) else None

    def tokens(self, authority: str) -> tuple[Token, ...]:
        """All tokens of an authority, the newest first."""
        return self._tokens("authority = ?", authority)

    def revoke(self, token: str, authority: str, now: int) -> Token:
        """End a token of ``authority``; which it was. Raises Refused (``desk.token``) where it has none of that id."""
        with self._open() as db:
            done = db.execute(
                "UPDATE access_token SET revoked = COALESCE(revoked, ?) WHERE id = ? AND authority = ?",
                (now, token, authority),
            ).rowcount
        if not done:
            raise Refused("desk.token", RULE, token=token[:40])
        return self._tokens("id = ?", token)[0]

    def _tokens(self, where: str, value: str) -> tuple[Token, ...]:
        with self._open() as db:
            rows = db.execute(
                "SELECT id, officer, authority, scopes, label, made, ends, revoked FROM access_token"
                f" WHERE {where} ORDER BY made DESC, id",
                (value,),
            ).fetchall()
        return tuple(Token(row[0], row[1], row[2], frozenset(row[3].split()), *row[4:]) for row in rows)

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        private_files.make_empty(self.path)
        with closing(sqlite3.connect(self.path, timeout=10)) as db, db:
            db.executescript("PRAGMA secure_delete=ON;" + _TABLES)
            yield db


def of_home(home: Path) -> Credentials:
    """Those of the node in ``home``."""
    return Credentials(home / "desk" / "desk.db")


def line(by: str, what: str, token: Token) -> Line:
    """The line of the journal that ``by`` (an officer; empty: the operator) made or ended ``token``. Its label, which
    is free text, stays out."""
    ids: dict[str, Json] = {"token": token.id, "scopes": [*sorted(token.scopes)], "ends": day(token.ends)}
    return journal.credential(by, what, token.officer, **ids)


def day(seconds: int) -> str:
    """The UTC day of a time in seconds since 1970."""
    return datetime.fromtimestamp(seconds, UTC).date().isoformat()


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
