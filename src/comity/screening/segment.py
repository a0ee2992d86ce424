"""One body of subjects in flat arrays, never changed: what they are, their words, and where each word stands.

Subjects stand in order of dataset and id, names in order of subjects, so that a number says the order. A name
may have several readings (``phrases``), each a sequence of words of the vocabulary.
"""

from __future__ import annotations

import zlib
from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from comity.screening import organisations, packed, vocabulary, wholes
from comity.screening.flat import Ints, Lists, grouped
from comity.screening.lexicon import Lexicon, Table
from comity.screening.subjects import Kind, Subject

KINDS: Final = (Kind.ANY, Kind.PERSON, Kind.ENTITY)  # by their numbers in ``kinds``


@dataclass(frozen=True, slots=True)
class Content:
    """What subjects say; ``Segment`` adds the ways to find it."""

    datasets: tuple[str, ...]  # in order
    subject_datasets: Ints
    kinds: Ints
    ids: Lists  # UTF-8
    texts: Lists  # packed subjects
    name_subjects: Ints
    name_places: Ints  # the place of the name within its subject
    weak: Ints  # 1 where the list itself calls the name weak
    ties: Ints  # a number from what the name belongs to, that says which of two equals goes first at the cut
    phrase_names: Ints
    phrases: Lists  # numbers of words
    words: Table  # the vocabulary
    whole_names: Ints  # names that have a key as a whole, or two of their words together
    whole_keys: Ints


@dataclass(frozen=True, slots=True)
class Segment:
    """``content`` and the lists that lead to it."""

    content: Content
    keys: Ints  # rising
    key_words: Lists
    postings: Lists  # word -> names
    sizes: Ints  # how many words each name has, in its first reading
    name_phrases: Ints  # first reading of each name, and the end
    wholes: Ints  # rising
    whole_postings: Lists

    @property
    def subjects(self) -> int:
        """How many subjects there are."""
        return len(self.content.ids)

    @property
    def names(self) -> int:
        """How many names there are, of all subjects."""
        return len(self.content.name_subjects)

    def subject(self, number: int) -> Subject:
        """Subject ``number``, unpacked."""
        return packed.unpack(self.content.texts[number].tobytes())

    def readings(self, names: Ints) -> Ints:
        """The numbers of all readings of ``names``."""
        if len(self.name_phrases) == len(self.content.phrases) + 1:  # each name has one, as most have
            return self.name_phrases[names].astype(np.int32)
        return Lists(self.name_phrases, np.arange(len(self.content.phrases), dtype=np.int32)).take(names).values

    def known(self, number: int) -> tuple[str, str]:
        """The dataset and id of subject ``number``."""
        held = self.content
        return held.datasets[int(held.subject_datasets[number])], _text(held.ids[number])

    def all_known(self) -> Iterator[tuple[str, str]]:
        """Dataset and id of each subject, in order."""
        held = self.content
        ids, starts = held.ids.values.tobytes(), held.ids.starts.tolist()
        for dataset, first, last in zip(held.subject_datasets.tolist(), starts, starts[1:], strict=False):
            yield held.datasets[dataset], ids[first:last].decode("utf-8", "surrogatepass")


def _text(held: Ints) -> str:
    return held.tobytes().decode("utf-8", "surrogatepass")


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def build(subjects: Iterable[Subject]) -> Segment:
    """The segment of ``subjects``; of two with one dataset and id the later one stands."""
    unique = {(one.dataset, one.id): one for one in subjects}
    held = [unique[known] for known in sorted(unique)]
    datasets = tuple(sorted({one.dataset for one in held}))
    rows = Rows()
    for number, subject in enumerate(held):
        rows.read(number, subject)
    return indexed(
        Content(
            datasets,
            np.array([datasets.index(one.dataset) for one in held], np.uint16),
            np.array([KINDS.index(one.kind) for one in held], np.uint8),
            Lists.of((_bytes(one.id) for one in held), np.uint8),
            Lists.of((packed.pack(one) for one in held), np.uint8),
            np.array(rows.subjects, np.uint32),
            np.array(rows.places, np.uint16),
            np.array(rows.weak, np.uint8),
            np.array(rows.ties, np.uint32),
            np.array(rows.phrase_names, np.uint32),
            Lists.of(rows.phrases, np.int32),
            rows.lexicon.table(),
            np.array(rows.whole_names, np.uint32),
            np.array(rows.whole_keys, np.uint64),
        )
    )


class Rows:
    """The names of subjects, as they are read."""

    def __init__(self) -> None:
        self.lexicon = Lexicon()
        self.subjects, self.places, self.weak, self.ties = array("I"), array("H"), array("B"), array("I")
        self.phrase_names, self.phrases = array("I"), list[list[int]]()
        self.whole_names, self.whole_keys = array("I"), array("Q")

    def read(self, number: int, subject: Subject) -> None:
        """Add the names of one subject; a name that is given twice counts once."""
        seed = zlib.crc32(_bytes(f"{subject.dataset}\x00{subject.id}"))
        first: dict[str, int] = {}
        for place, alias in enumerate(subject.names):
            first.setdefault(alias.value, place)
        for value, place in first.items():
            name = len(self.subjects)
            self.subjects.append(number)
            self.places.append(place)
            self.weak.append(subject.names[place].weak)
            self.ties.append(zlib.crc32(place.to_bytes(4, "little"), seed))
            for reading in organisations.names(value, subject.kind, listed=True):
                self.phrase_names.append(name)
                self.phrases.append(self.lexicon.ids(reading.words))
                for key in wholes.keys_of(reading.words):
                    self.whole_names.append(name)
                    self.whole_keys.append(key)


def indexed(content: Content) -> Segment:
    """``content`` with the lists that lead to it."""
    content = _ordered(content)
    found, words = vocabulary.keys_of(content.words)
    unique, key_words = grouped(found, words)
    names = content.phrase_names[content.phrases.owners()]
    present, listed = grouped(content.phrases.values, names)
    sizes = np.zeros(len(content.words), np.int64)
    sizes[present] = listed.sizes()
    starts = np.zeros(len(sizes) + 1, np.uint32)
    np.cumsum(sizes, out=starts[1:])
    found_wholes, names_of = grouped(content.whole_keys, content.whole_names)
    firsts = np.searchsorted(content.phrase_names, np.arange(len(content.name_subjects) + 1)).astype(np.uint32)
    lengths = np.append(content.phrases.sizes(), 0)[firsts[:-1]]
    lengths[firsts[:-1] == firsts[1:]] = 0
    name_sizes = lengths.astype(np.uint8)
    return Segment(content, unique, key_words, Lists(starts, listed.values), name_sizes, firsts, found_wholes, names_of)


def _ordered(content: Content) -> Content:
    order = vocabulary.by_key(content.words)
    number = np.empty(len(order), np.int32)
    number[order] = np.arange(len(order), dtype=np.int32)
    phrases = Lists(content.phrases.starts, number[content.phrases.values])
    return replace(content, words=vocabulary.take(content.words, order), phrases=phrases)


def merged(base: Segment, kept: Ints, more: Segment) -> Segment:
    """One segment of the subjects of ``base`` that are ``kept`` and of all of ``more``: no word is read again."""
    old, new = base.content, more.content
    datasets = tuple(sorted({*old.datasets, *new.datasets}))
    known = [*base.all_known(), *more.all_known()]
    present = [*np.flatnonzero(kept).tolist(), *range(base.subjects, len(known))]
    order = np.array(sorted(present, key=known.__getitem__), np.int64)
    number = np.full(len(known), -1, np.int64)
    number[order] = np.arange(len(order))
    one = _joined(old, new)
    owners = number[one.name_subjects]
    names = np.flatnonzero(owners >= 0)
    names = names[np.argsort(owners[names], kind="stable")]
    renamed = np.full(len(owners), -1, np.int64)
    renamed[names] = np.arange(len(names))
    by_name = renamed[one.phrase_names]
    phrases = np.flatnonzero(by_name >= 0)
    phrases = phrases[np.argsort(by_name[phrases], kind="stable")]
    wholes = np.flatnonzero(renamed[one.whole_names] >= 0)
    said = one.phrases.take(phrases)
    bare = one.words.arrays["other"][said.values]
    used = np.unique(np.concatenate([said.values, bare[bare >= 0]]))
    return indexed(
        Content(
            datasets,
            np.array([datasets.index(known[at][0]) for at in order], np.uint16),
            one.kinds[order],
            one.ids.take(order),
            one.texts.take(order),
            owners[names].astype(np.uint32),
            one.name_places[names],
            one.weak[names],
            one.ties[names],
            by_name[phrases].astype(np.uint32),
            Lists(said.starts, np.searchsorted(used, said.values).astype(np.int32)),
            vocabulary.take(one.words, used),
            renamed[one.whole_names[wholes]].astype(np.uint32),
            one.whole_keys[wholes],
        )
    )


def _joined(old: Content, new: Content) -> Content:
    """``new`` behind ``old``, with each word once; numbers of subjects and names of ``new`` follow those of ``old``."""
    words, renumbered = vocabulary.joined(old.words, new.words)
    names = np.uint32(len(old.name_subjects))
    return Content(
        (),
        np.empty(0, np.uint16),
        np.concatenate([old.kinds, new.kinds]),
        old.ids.then(new.ids),
        old.texts.then(new.texts),
        np.concatenate([old.name_subjects, new.name_subjects + np.uint32(len(old.ids))]),
        np.concatenate([old.name_places, new.name_places]),
        np.concatenate([old.weak, new.weak]),
        np.concatenate([old.ties, new.ties]),
        np.concatenate([old.phrase_names, new.phrase_names + names]),
        old.phrases.then(Lists(new.phrases.starts, renumbered[new.phrases.values].astype(np.int32))),
        words,
        np.concatenate([old.whole_names, new.whole_names + names]),
        np.concatenate([old.whole_keys, new.whole_keys]),
    )
