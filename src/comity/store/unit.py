"""The unit of work: one transaction, read by the engine and written at once or not at all.

The head row (``tree``) is read under the lock that ``BEGIN IMMEDIATE`` takes, so the index of an
act is its place in the log, without gaps.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from comity import acts
from comity.acts import BodyHead
from comity.deriving import Cited
from comity.engine import Accepted, Position
from comity.handling import Reader
from comity.matters import Matter
from comity.participants import Directory
from comity.store import folded, names
from comity.store.citing import cited, readable
from comity.store.cursor import Cursor, marks, portions
from comity.store.documents import attachment
from comity.translog.tree import Frontier, leaf_hash

_MATTER = "SELECT id, procedure, step, participant, folded FROM matter"

_LINKED = (
    "SELECT l.target, m.id, m.procedure, m.step, m.participant, m.folded"
    " FROM link l JOIN matter m ON m.id = l.source WHERE l.relation = %s"
)


class SqlUnit:
    """Implements ``engine.Unit`` over the open transaction of Django's default connection."""

    def __init__(self) -> None:
        self._cursor = Cursor()
        self._matters: dict[str, Matter | None] = {}
        self._linking: dict[tuple[str, str], tuple[Matter, ...]] = {}
        self._opened: dict[str, tuple[tuple[BodyHead, tuple[bytes, ...]], ...]] = {}
        self._directory: Directory | None = None
        self._load_tree()

    def _load_tree(self) -> None:
        row = self.one("SELECT size, frontier, last_time, confirmed_until FROM tree WHERE id = 1")
        if row is None:
            self._frontier, self._position = Frontier(), Position(0, "")
            self.run("INSERT INTO tree VALUES (1, 0, %s, '', '')", [self._frontier.to_bytes()])
        else:
            self._frontier = Frontier.from_bytes(bytes(row[1]))
            self._position = Position(row[0], row[2], row[3])

    def run(self, sql: str, values: Sequence[Any] = ()) -> None:
        self._cursor.execute(sql, values)

    def one(self, sql: str, values: Sequence[Any] = ()) -> Any:
        self._cursor.execute(sql, values)
        return self._cursor.fetchone()

    def all(self, sql: str, values: Sequence[Any] = ()) -> list[Any]:
        self._cursor.execute(sql, values)
        return self._cursor.fetchall()

    def position(self) -> Position:
        return self._position

    def directory(self) -> Directory:
        if self._directory is None:
            row = self.one("SELECT folded FROM directory WHERE id = 1")
            self._directory = folded.directory_from_text(row[0] if row else "")
        return self._directory

    def matter(self, matter: str) -> Matter | None:
        if matter not in self._matters:
            row = self.one(f"{_MATTER} WHERE id = %s", [matter])
            self._matters[matter] = folded.matter_from_row(row) if row else None
        return self._matters[matter]

    def linking(self, matter: str, relation: str) -> tuple[Matter, ...]:
        """The matters linked to ``matter`` by ``relation``, in the order they were opened."""
        asked = (matter, relation)
        if asked not in self._linking:
            rows = self.all(
                f"{_MATTER} WHERE id IN (SELECT source FROM link WHERE target = %s AND relation = %s) ORDER BY opened",
                asked,
            )
            self._linking[asked] = tuple(folded.matter_from_row(row) for row in rows)
        return self._linking[asked]

    def fetch(self, matters: Sequence[str], *relations: str) -> None:
        """Read these matters, and what is linked to each, at once: whoever asks one by one then waits for nothing."""
        for some in portions(matters):
            among = f"IN ({marks(some)})"
            for row in self.all(f"{_MATTER} WHERE id {among}", some):
                self._matters[row[0]] = folded.matter_from_row(row)
            for relation in relations:
                found: dict[str, list[Matter]] = {matter: [] for matter in some}
                for target, *row in self.all(f"{_LINKED} AND l.target {among} ORDER BY opened", [relation, *some]):
                    found[target].append(folded.matter_from_row(tuple(row)))
                self._linking |= {(matter, relation): tuple(linked) for matter, linked in found.items()}

    def of_procedure(self, *procedures: str) -> tuple[Matter, ...]:
        """All matters of these procedures, in the order they were opened."""
        rows = self.all(f"{_MATTER} WHERE procedure IN ({marks(procedures)}) ORDER BY opened", procedures)
        return tuple(folded.matter_from_row(row) for row in rows)

    def at_step(self, procedure: str, *steps: str) -> tuple[Matter, ...]:
        """The matters of one procedure that stand at one of these steps, in the order they were opened."""
        rows = self.all(
            f"{_MATTER} WHERE procedure = %s AND step IN ({marks(steps)}) ORDER BY opened", [procedure, *steps]
        )
        return tuple(folded.matter_from_row(row) for row in rows)

    def is_purged(self, matter: str) -> bool:
        return self.one("SELECT 1 FROM purged WHERE matter = %s", [matter]) is not None

    def is_erased(self, commitment: str) -> bool:
        return self.one("SELECT 1 FROM erased WHERE commitment = %s", [commitment]) is not None

    def are_fresh(self, commitments: Sequence[str]) -> bool:
        """Whether none of these statements is held or was erased."""
        for some in portions(commitments):
            among = f"IN ({marks(some)})"
            known = (f"SELECT 1 FROM {table} WHERE commitment {among}" for table in ("statement", "erased"))
            if self.one(f"{' UNION ALL '.join(known)} LIMIT 1", [*some, *some]) is not None:
                return False
        return True

    def ended(self, at: str) -> list[tuple[str, str]]:
        """The matters of which something is still held whose term came at ``at`` or before, each with its last
        such term."""
        rows = self.all(
            "SELECT b.matter, MAX(b.kept_until) FROM body b WHERE b.kept_until <> '' AND b.kept_until <= %s"
            " AND EXISTS (SELECT 1 FROM statement s WHERE s.body = b.id) GROUP BY b.matter ORDER BY MIN(b.id)",
            [at],
        )
        return [(row[0], row[1]) for row in rows]

    def has_file(self, digest: str) -> bool:
        return self.one("SELECT 1 FROM blob WHERE digest = %s", [digest]) is not None

    def opened(self, matter: str) -> tuple[tuple[BodyHead, tuple[bytes, ...]], ...]:
        """The bodies given on ``matter``, oldest first: what the head says, and the statements held."""
        if matter not in self._opened:
            self._opened[matter] = self._read_opened(matter)
        return self._opened[matter]

    def _read_opened(self, matter: str) -> tuple[tuple[BodyHead, tuple[bytes, ...]], ...]:
        held: dict[tuple[int, int], list[bytes]] = {}
        for act, position, content in self.all(
            'SELECT b.act, b."position", s.content FROM body b JOIN statement s ON s.body = b.id'
            ' WHERE b.matter = %s ORDER BY b.id, s."position"',
            [matter],
        ):
            held.setdefault((act, position), []).append(bytes(content))
        return tuple(
            (body, tuple(held.get((index, position), ())))
            for index, head in self.all("SELECT idx, head FROM act WHERE matter = %s ORDER BY idx", [matter])
            for position, body in enumerate(acts.trusted_head(bytes(head)).bodies)
        )

    def cited(self, commitments: Sequence[str]) -> dict[str, Cited]:
        """The statements held among ``commitments``, with what binds whatever is made of them."""
        return cited(self, commitments)

    def readable(self, commitments: Sequence[str], reader: Reader) -> frozenset[str]:
        """Those of ``commitments`` that ``reader`` may see."""
        return readable(self, commitments, reader)

    def stored(self, act: str) -> tuple[bytes, bytes, bytes, int, bytes] | None:
        """Head, signatures, index and stamp of an act that is in the log already."""
        row = self.one("SELECT head, officer_signature, seal_signature, idx, stamp FROM act WHERE id = %s", [act])
        return row and (bytes(row[0]), bytes(row[1]), bytes(row[2]), int(row[3]), bytes(row[4]))

    def confirm_time(self, until: str) -> None:
        """An officer says that the clock is right up to ``until`` (rule 15)."""
        self.run("UPDATE tree SET confirmed_until = %s WHERE id = 1", [until])
        self._load_tree()

    def append(self, accepted: Accepted, blobs: Mapping[str, tuple[str, int]]) -> None:
        """Write everything that ``accepted`` says. ``blobs``: digest to (path, size) of attachments
        whose bytes are durable already."""
        head, stamp = accepted.head, accepted.stamp
        self._opened.clear()  # an act adds bodies, an erasure takes some
        self._linking.clear()
        self.run(
            "INSERT INTO act (idx, id, kind, matter, participant, head, officer_signature, seal_signature, stamp)"
            " VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s)",
            [
                stamp.index,
                head.id,
                head.kind,
                head.matter,
                accepted.participant,
                accepted.signed.head,
                accepted.signed.officer_signature,
                accepted.signed.seal_signature,
                accepted.stamp_bytes,
            ],
        )
        for position, body in enumerate(head.bodies):
            self._append_body(accepted, position, body, blobs)
        self._append_leaf(accepted)
        self.write_matter(accepted.matter, stamp.index)
        for link in head.links:
            self.run(
                "INSERT INTO link (source, relation, target) VALUES (%s, %s, %s)", [head.matter, link.relation, link.to]
            )

    def _append_body(
        self, accepted: Accepted, position: int, body: BodyHead, blobs: Mapping[str, tuple[str, int]]
    ) -> None:
        index, matter = accepted.stamp.index, accepted.head.matter
        self.run(
            'INSERT INTO body (act, "position", schema, code, owner, matter, conditions, kept_until)'
            " VALUES (%s, %s, %s, %s, %s, %s, %s, %s)",
            [
                *(index, position, body.schema, body.code, accepted.participant, matter),
                " ".join(body.conditions),
                body.kept_until,
            ],
        )
        row = self._cursor.lastrowid
        opened = accepted.signed.bodies[position]
        self.many(
            'INSERT INTO statement (commitment, body, "position", salt, content) VALUES (%s, %s, %s, %s, %s)',
            [(c, row, n, o.salt, o.content) for n, (c, o) in enumerate(zip(body.statements, opened, strict=True))],
        )
        self.many(
            "INSERT INTO name (body, key) VALUES (%s, %s)",
            [(row, key) for one in opened for key in names.keys_of(body.schema, one)],
        )
        self.many("INSERT INTO about (body, matter) VALUES (%s, %s)", [(row, m) for m in body.about])
        self.many("INSERT INTO derived (body, commitment) VALUES (%s, %s)", [(row, c) for c in body.derived_from])
        self.many("INSERT INTO audience (body, recipient) VALUES (%s, %s)", [(row, r) for r in body.recipients])
        self.many(
            "INSERT INTO blob (digest, body, path, size) VALUES (%s, %s, %s, %s)",
            [
                (promised.digest, row, *blobs[promised.digest])
                for promised in (attachment(one.content) for one in opened)
                if promised is not None
            ],
        )

    def many(self, sql: str, rows: Iterable[Sequence[Any]]) -> None:
        listed = list(rows)
        if listed:
            self._cursor.executemany(sql, listed)

    def _append_leaf(self, accepted: Accepted) -> None:
        index = accepted.stamp.index
        self.run("INSERT INTO leaf (idx, data) VALUES (%s, %s)", [index, accepted.leaf])
        self._frontier.append(leaf_hash(accepted.leaf))
        self.run(
            "UPDATE tree SET size = %s, frontier = %s, last_time = %s WHERE id = 1",
            [index + 1, self._frontier.to_bytes(), accepted.stamp.time],
        )
        self._position = Position(index + 1, accepted.stamp.time, self._position.confirmed_until)
        if accepted.directory is not self.directory():
            self.run(folded.WRITE_DIRECTORY, [folded.directory_to_text(accepted.directory)])
            self._directory = accepted.directory

    def write_matter(self, matter: Matter, index: int) -> None:
        """Insert or replace the folded row."""
        self.run(
            "INSERT INTO matter (id, procedure, step, participant, opened, last, due, folded)"
            " VALUES (%s, %s, %s, %s, %s, %s, %s, %s)"
            " ON CONFLICT (id) DO UPDATE SET step = excluded.step, last = excluded.last, folded = excluded.folded",
            [
                matter.id,
                matter.procedure,
                matter.step,
                matter.participant,
                matter.opened.index,
                index,
                matter.text("sunset"),
                folded.matter_to_text(matter),
            ],
        )
        self._matters[matter.id] = matter
