"""The index: which subjects are worth comparing, and how they score. Immutable; a change gives another index."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from pathlib import Path

from comity.screening.answers import THRESHOLD, Answer, Match, Versions
from comity.screening.find import Index as Old
from comity.screening.find import Named
from comity.screening.subjects import Query, Subject

VERSIONS = Versions("placeholder-0", "none", "none", "none")
Among = Mapping[str, Collection[str] | None]
"""Which datasets are searched, and in each which ids: None for all of them. What is not named here takes no
part: it is neither found, nor counted, nor does it push another out."""


class Index:
    """Subjects in memory, searched by any number of threads at once."""

    def __init__(self, subjects: Iterable[Subject] = ()) -> None:
        self._subjects = {(one.dataset, one.id): one for one in subjects}
        self._old = Old.build(
            Named(f"{d}\x00{i}", tuple(n.value for n in s.names), s.kind.value, d, s.caption)
            for (d, i), s in self._subjects.items()
        )

    def __len__(self) -> int:
        """How many subjects there are."""
        return len(self._subjects)

    def changed(self, put: Iterable[Subject] = (), gone: Iterable[tuple[str, str]] = ()) -> Index:
        """Another index: ``gone`` (dataset, id) taken out, then ``put`` added or put in place of their namesakes."""
        kept = dict(self._subjects)
        for key in gone:
            kept.pop(key, None)
        kept.update({(one.dataset, one.id): one for one in put})
        return Index(kept.values())

    def search(
        self, query: Query, *, limit: int = 5, threshold: float = THRESHOLD, among: Among | None = None
    ) -> Answer:
        """The ``limit`` best subjects for ``query`` that score ``threshold`` or more. Raises QueryTooShort."""
        best: dict[tuple[str, str], Match] = {}
        for name in query.names:
            for found in self._old.find(name, 50):
                subject = self._subjects[(found.dataset, found.id.split("\x00")[1])]
                ids = among.get(subject.dataset, ()) if among is not None else None
                if (ids is not None and subject.id not in ids) or found.score < threshold:
                    continue
                key = (subject.dataset, subject.id)
                if key not in best or best[key].score < found.score:
                    best[key] = Match(subject, found.score, name, found.name)
        ranked = sorted(best.values(), key=lambda m: (-m.score, m.subject.dataset, m.subject.id))
        return Answer(tuple(ranked[:limit]), len(ranked), VERSIONS)

    def save(self, path: Path) -> None:
        """Write the index to ``path``, whole or not at all."""
        raise NotImplementedError

    @classmethod
    def load(cls, path: Path) -> Index:
        """Read a saved index. Raises ValueError where it is damaged or of another version."""
        raise NotImplementedError
