"""A segment as it is searched: what is taken out of it, what an asker may see of it, and what it remembers."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np

from comity.screening.flat import Ints
from comity.screening.retrieve import Source
from comity.screening.segment import KINDS
from comity.screening.subjects import Kind

Among = Mapping[str, Collection[str] | None]
"""Which datasets are searched, and in each which ids: None for all of them. What is not named here takes no
part: it is neither found, nor counted, nor does it push another out."""

MASKS_KEPT: Final = 32


@dataclass(frozen=True, slots=True)
class Seen:
    """What of a part takes part in one search: ``mask`` by name, None for every name; and how many names."""

    mask: Ints | None
    names: int


class Part:
    """A source without the subjects that are ``gone`` (by number, None for none). Never changed."""

    def __init__(self, source: Source, gone: Ints | None = None) -> None:
        self.source = source
        self.segment = source.segment
        self.gone = gone
        self._seen = lru_cache(MASKS_KEPT)(self._masked)

    def seen(self, kind: Kind, among: Among | None) -> Seen:
        """What takes part where ``kind`` is asked for ``among`` these. Sets of ids that are frozen are remembered."""
        if among is None:
            return self._seen(kind, None)
        chosen = tuple(sorted(among.items(), key=lambda item: item[0]))
        try:
            return self._seen(kind, chosen)
        except TypeError:  # ids in a set or list, which may change
            return self._masked(kind, chosen)

    def _masked(self, kind: Kind, among: tuple[tuple[str, Collection[str] | None], ...] | None) -> Seen:
        segment = self.segment
        kept = np.ones(segment.subjects, bool) if self.gone is None else ~self.gone
        if kind is not Kind.ANY:
            kept &= (segment.content.kinds == KINDS.index(kind)) | (segment.content.kinds == KINDS.index(Kind.ANY))
        if among is not None:
            kept &= self._among(among)
        if kept.all():
            return Seen(None, segment.names)
        mask = kept[segment.content.name_subjects].astype(np.uint8)
        return Seen(mask, int(mask.sum()))

    def _among(self, among: tuple[tuple[str, Collection[str] | None], ...]) -> Ints:
        segment = self.segment
        chosen = np.zeros(segment.subjects, bool)
        for dataset, ids in among:
            if ids is not None:
                numbers = self.source.numbers()
                chosen[[n for n in (numbers.get((dataset, one)) for one in ids) if n is not None]] = True
            elif dataset in segment.content.datasets:
                chosen |= segment.content.subject_datasets == segment.content.datasets.index(dataset)
        return chosen

    def kept(self) -> Ints:
        """Which subjects are not gone."""
        return np.ones(self.segment.subjects, bool) if self.gone is None else ~self.gone

    def without(self, known: Collection[tuple[str, str]]) -> Part:
        """The same part, with the subjects of these datasets and ids gone too."""
        numbers = self.source.numbers()
        places = [numbers[one] for one in known if one in numbers]
        if not places:
            return self
        gone = np.zeros(self.segment.subjects, bool) if self.gone is None else self.gone.copy()
        gone[places] = True
        return Part(self.source, gone)
