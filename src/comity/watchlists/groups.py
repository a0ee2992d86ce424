"""One person on several lists as one group, only where a list itself says so.

Nothing is merged and nothing is stored: groups are worked out from the lists in force and are gone with
them. A link counts while both of its ends are listed and are of one kind.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from comity.watchlists.listed import ListedKind, Snapshot

Member = tuple[str, str]
"""Source and reference."""


@dataclass(frozen=True, slots=True)
class Link:
    """The list of ``stated_by`` gives ``same_as`` as the other reference of its own entry."""

    stated_by: Member
    same_as: Member


@dataclass(frozen=True, slots=True)
class Group:
    """Two or more entries, sorted, and every statement that joins them, sorted."""

    members: tuple[Member, ...]
    links: tuple[Link, ...]

    def others(self, member: Member) -> tuple[Member, ...]:
        """The members but ``member``."""
        return tuple(one for one in self.members if one != member)


def groups(snapshots: Iterable[Snapshot]) -> tuple[Group, ...]:
    """The groups among the entries of ``snapshots``, in the order of their first members."""
    listed = {(s.source, entry.reference): entry for s in snapshots for entry in s.entries}
    kinds = {member: entry.kind for member, entry in listed.items()}
    stated = (Link(member, _member(text)) for member, entry in listed.items() for text in entry.same_as)
    links = sorted((link for link in stated if _holds(link, kinds)), key=lambda link: (link.stated_by, link.same_as))
    parents: dict[Member, Member] = {}
    for link in links:
        first, second = sorted((_root(parents, link.stated_by), _root(parents, link.same_as)))
        if first != second:
            parents[second] = first
    members: dict[Member, set[Member]] = defaultdict(set)
    joins: dict[Member, list[Link]] = defaultdict(list)
    for link in links:
        root = _root(parents, link.stated_by)
        members[root] |= {link.stated_by, link.same_as}
        joins[root].append(link)
    return tuple(Group(tuple(sorted(members[root])), tuple(joins[root])) for root in sorted(members))


def by_member(found: Iterable[Group]) -> Mapping[Member, Group]:
    """Each member's group."""
    return {member: group for group in found for member in group.members}


def _member(text: str) -> Member:
    source, _, reference = text.partition(":")
    return source, reference


def _holds(link: Link, kinds: Mapping[Member, ListedKind]) -> bool:
    return link.same_as != link.stated_by and kinds.get(link.same_as) == kinds[link.stated_by]


def _root(parents: dict[Member, Member], member: Member) -> Member:
    while (parent := parents.get(member, member)) != member:
        member = parent
    return member
