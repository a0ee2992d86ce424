"""The registry, asked over its API with one officer's token. What it says is judged before it is used.

No redirect is followed and no proxy asked, since either would see the token; without TLS only this machine is called.
"""

from __future__ import annotations

import base64
import http.client
import json
import ssl
from collections.abc import Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass
from typing import Any, Final, Generic, TypeVar
from urllib.parse import SplitResult, urlsplit

from pydantic import BaseModel, ValidationError

from comity import acts, canonical
from comity.acts import Head, SignedAct
from comity.errors import Refused
from comity.interchange.dossier import signing
from comity.operations.authority import folder
from comity.operations.authority.folder import RULE, Desk
from comity.operations.authority.shapes import (
    Findings,
    Growth,
    Move,
    Moves,
    Node,
    Problem,
    Proof,
    Receipt,
    Renewal,
    Review,
    Sealed,
    Waiting,
    Whom,
)
from comity.provenance import Opened
from comity.translog import checkpoint
from comity.translog.errors import TranslogError

LOOPBACK: Final = frozenset({"127.0.0.1", "localhost", "::1"})
WITHIN: Final = 30  # seconds
MAX_ANSWER: Final = 8 << 20  # bytes
MAX_DOCUMENTS: Final = 24 << 20  # bytes of an answer that brings all documents of a dossier
MAX_SENT: Final = 16 << 20  # bytes that a registry takes of one act with its documents
_FAILING: Final = 500  # the status from which on it is the registry that fails
_NOBODY_THERE: Final = frozenset({502, 503, 504})  # what stands before a registry says of one that is not there
_LATER: Final = 429
_Shape = TypeVar("_Shape", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Rows(Generic[_Shape]):
    """One page of a list: its rows, how many there are in all, and the cursor of the next page."""

    rows: list[_Shape]
    total: int
    next: str


@dataclass(frozen=True, slots=True)
class Remote:
    """The registry of ``desk`` as ``officer`` asks it, in the language ``lang``."""

    desk: Desk
    officer: str
    lang: str = "en"

    def whole(self, path: str, body: Any = None, most: int | None = None) -> dict[str, Any]:
        """The JSON object that GET (or, with ``body``, POST) of ``path`` under ``/api/v1`` answers, in ``most`` bytes.

        Raises Refused: ``authority.unreachable``, ``authority.answer``, ``authority.token`` where the token opens
        nothing, ``authority.refused`` with what the registry said and its code.
        """
        status, kind, content = self._asked(path, body, most or MAX_ANSWER)
        try:
            said = json.loads(content)
        except (ValueError, RecursionError):
            said = None
        if not isinstance(said, dict) and status in _NOBODY_THERE:
            raise self._unreachable(f"HTTP {status}")
        if not isinstance(said, dict):
            raise _no_answer(f"HTTP {status} {kind[:40]}")
        if status == 200:
            return said
        raise self._refused(status, said)

    def page(self, path: str, name: str, row: type[_Shape]) -> Rows[_Shape]:
        """A page of a list; ``name``: what its rows are called, each of the form ``row``."""
        told = self.whole(path)
        listed, total, after = told.get(name), told.get("total"), told.get("next")
        if not (isinstance(listed, list) and isinstance(total, int) and isinstance(after, str)):
            raise _no_answer(name)
        return Rows([_shaped(row, one) for one in listed], total, after)

    def shaped(self, shape: type[_Shape], told: Mapping[str, Any]) -> _Shape:
        """What of an answer has this form. Raises Refused (``authority.answer``)."""
        return _shaped(shape, told)

    def node(self) -> Node:
        """Whom the registry takes the officer for, and that its log is the one whose key was handed over.

        Raises Refused (``authority.log``, ``authority.other``) besides what ``whole`` raises.
        """
        told = _shaped(Node, self.whole("/node"))
        key = self.desk.log
        try:
            if told.checkpoint:
                checkpoint.open_checkpoint(told.checkpoint.encode(), key, key.name)
        except TranslogError as error:
            raise Refused("authority.log", RULE, found=str(error)[:200], pinned=key.vkey()) from None
        if told.vkey != key.vkey():
            raise Refused("authority.log", RULE, found=told.vkey[:300], pinned=key.vkey())
        if (told.officer, told.authority) != (self.officer, self.desk.authority):
            raise Refused(
                "authority.other", RULE, officer=self.officer, found=f"{told.officer[:80]}, {told.authority[:80]}"
            )
        return told

    def moves(self, entry: str) -> list[Move]:
        """The open moves on an entry."""
        return _shaped(Moves, self.whole(f"/entries/{entry}/moves")).moves

    def moves_on(self, matter: str) -> list[Move]:
        """The open moves on something told, asked or warned of, and on what hangs on it."""
        return _shaped(Moves, self.whole(f"/matters/{matter}/moves")).moves

    def waiting(self) -> Waiting:
        """What waits for the officer."""
        return _shaped(Waiting, self.whole("/desk"))

    def review(self, version: str) -> Review:
        """A version before its reviewer."""
        return _shaped(Review, self.whole(f"/versions/{version}/review"))

    def prepare(self, kind: str, matter: str, fields: Mapping[str, list[str]]) -> SignedAct:
        """The unsigned act of a move; whether it is the one that was asked for is not judged here."""
        told = self.whole("/moves", {"kind": kind, "matter": matter, "fields": dict(fields)})
        try:
            return signing.parse(canonical.dump(told.get("act")), "act")
        except (Refused, TypeError, ValueError, RecursionError):
            raise _no_answer("act") from None

    def findings(self, what: str, text: str, documents: Iterable[str]) -> Findings:
        """What the record says of a draft that nobody signed, one of ``what``: dossiers or tellings; its text is sent,
        of its documents the names alone."""
        return _shaped(Findings, self.whole(f"/{what}/findings", {"text": text, "documents": sorted(documents)}))

    def authorities(self) -> Whom:
        """Whom one may ask, answer, warn or name."""
        return _shaped(Whom, self.whole("/authorities"))

    def renewal(self, entry: str) -> tuple[str, dict[str, bytes]]:
        """The text of a renewal of an entry, from the version in effect, and its documents by name."""
        told = _shaped(Renewal, self.whole(f"/entries/{entry}/renewal", most=MAX_DOCUMENTS))
        try:
            return told.text, {name: base64.b64decode(one, validate=True) for name, one in told.documents.items()}
        except ValueError:
            raise _no_answer("documents") from None

    def submit(self, signed: SignedAct, documents: Mapping[str, bytes] | None = None) -> Receipt:
        """Send a signed act with the documents that it promises, by digest; the same bytes sent again get the same
        receipt."""
        receipt = _shaped(Receipt, self.whole("/acts", submission(signed, documents or {})))
        if receipt.act != acts.parse_head(signed.head).id:
            raise _no_answer("act")
        return receipt

    def receipt(self, act: str) -> Receipt:
        """The receipt of an act of one's own authority."""
        return _shaped(Receipt, self.whole(f"/acts/{act}"))

    def proof(self, act: str) -> Proof:
        """The proof of such an act."""
        return _shaped(Proof, self.whole(f"/acts/{act}/proof"))

    def growth(self, size: int) -> Growth:
        """The newest checkpoint with the proof that the log still begins with its first ``size`` acts; not judged."""
        return _shaped(Growth, self.whole(f"/log/{size}/growth"))

    def sealed(self, act: str, key: str, case: str, reason: str) -> tuple[Head, tuple[Opened, ...]]:
        """What an act sealed to the key of this id, for a case and a reason: its head, and the envelopes."""
        told = _shaped(Sealed, self.whole(f"/acts/{act}/sealed", {"case": case, "reason": reason, "key": key}))
        try:
            head = acts.parse_head(told.head.encode())
            held = tuple(Opened(bytes.fromhex(one.salt), one.content.encode()) for one in told.envelopes)
        except (Refused, ValueError):
            raise _no_answer("sealed") from None
        if (head.id, head.origin) != (act, self.desk.log.name):
            raise _no_answer("sealed")
        return head, held

    def _refused(self, status: int, said: Mapping[str, Any]) -> Refused:
        if status == 401 or said.get("code") == "api.token":
            return Refused("authority.token", RULE, officer=self.officer)
        try:
            return RefusedThere(Problem.model_validate({**said, "status": status}))
        except ValidationError:
            return _no_answer(f"HTTP {status}")

    def _unreachable(self, problem: str) -> Refused:
        return Refused("authority.unreachable", registry=self.desk.registry, problem=problem)

    def _asked(self, path: str, body: Any, most: int) -> tuple[int, str, bytes]:
        where = address(self.desk.registry)
        headers = {
            "Accept": "application/json",
            "Accept-Language": self.lang,
            "Authorization": f"Bearer {folder.token(self.desk.home, self.officer)}",
        }
        sent = None if body is None else json.dumps(body).encode()
        if sent is not None:
            headers["Content-Type"] = "application/json"
        try:
            with closing(_connection(where)) as line:
                line.request("GET" if sent is None else "POST", f"{where.path}/api/v1{path}", sent, headers)
                with line.getresponse() as answer:
                    content = answer.read(most + 1)
                    kind = answer.headers.get("Content-Type", "")
        except (OSError, http.client.HTTPException) as error:
            problem = error.strerror if isinstance(error, OSError) and error.strerror else type(error).__name__
            raise self._unreachable(str(problem)[:200]) from None
        if len(content) > most:
            raise _no_answer(f"> {most} bytes")
        return answer.status, kind, content


def submission(signed: SignedAct, documents: Mapping[str, bytes]) -> dict[str, Any]:
    """An act with the documents that it promises, as they are sent."""
    sent = {digest: base64.b64encode(content).decode() for digest, content in documents.items()}
    return {"act": json.loads(signing.dump(signed)), "attachments": sent}


class RefusedThere(Refused):
    """What the registry itself refused (``authority.refused``), with all that it said."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        super().__init__("authority.refused", said=problem.detail[:2000], refusal=problem.code[:80])


def refused_by(refused: Refused) -> str:
    """The code of what the registry itself refused; empty for what was refused here."""
    return refused.problem.code if isinstance(refused, RefusedThere) else ""


def is_final(refused: Refused) -> bool:
    """Whether it is certain that the registry took nothing, and that asking again would change nothing."""
    return isinstance(refused, RefusedThere) and refused.problem.status < _FAILING and refused.problem.status != _LATER


def address(registry: str) -> SplitResult:
    """The parts of the registry's address. Raises Refused (``authority.address``) unless it is https, or http on this
    machine, and nothing but scheme, host, port and path."""
    try:
        parts = urlsplit(registry)
        _ = parts.port
    except ValueError:
        parts = SplitResult("", "", "", "", "")
    safe = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK)
    if not safe or not parts.hostname or parts.query or parts.fragment or "@" in parts.netloc:
        raise Refused("authority.address", RULE, registry=registry[:200])
    return parts


def _connection(where: SplitResult) -> http.client.HTTPConnection:
    assert where.hostname is not None
    if where.scheme == "https":
        context = ssl.create_default_context()
        return http.client.HTTPSConnection(where.hostname, where.port, timeout=WITHIN, context=context)
    return http.client.HTTPConnection(where.hostname, where.port, timeout=WITHIN)


def _shaped(shape: type[_Shape], told: Mapping[str, Any]) -> _Shape:
    try:
        return shape.model_validate(told)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        raise _no_answer(".".join(map(str, first["loc"]))[:80]) from None


def _no_answer(problem: str) -> Refused:
    return Refused("authority.answer", problem=problem)
