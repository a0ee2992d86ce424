"""What is said beside a match from a list: whose measure the list is, and where the same entry also stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from comity.checks.lists import Dataset
from comity.cli.output import Output
from comity.home import home
from comity.screening import Match
from comity.watchlists import groups, store
from comity.watchlists.groups import Group, Member
from comity.watchlists.measures import measure


class Listings:
    """Of the lists in force: their measures, and the groups that the lists themselves state."""

    def __init__(self, matches: Iterable[Match], searched: Iterable[Dataset]) -> None:
        self._issuers = {one.name: one.issuer for one in searched if one.digest}
        found = {match.subject.dataset for match in matches} & self._issuers.keys()
        self._groups: dict[Member, Group] = {}
        if found and len(self._issuers) > 1:  # a list alone has no other
            self._groups = dict(groups.by_member(groups.groups(store.held(home()).values())))

    def value(self, match: Match, lang: str) -> dict[str, Any]:
        """``measure`` and ``also_listed`` of one match, as JSON; nothing of what is not from a list."""
        dataset = match.subject.dataset
        if dataset not in self._issuers:
            return {}
        also = [{"dataset": source, "id": reference} for source, reference in self._also(match)]
        return {"measure": measure(self._issuers[dataset], lang), "also_listed": also}

    def measures(self, out: Output, matches: Iterable[Match]) -> Iterator[str]:
        """A line for each list but the UN's that ``matches`` come from: whose measure it is."""
        for dataset in dict.fromkeys(match.subject.dataset for match in matches):
            if issuer := self._issuers.get(dataset, ""):
                yield f"{dataset}: {out.word('lists.is_measure', measure=measure(issuer, out.lang))}"

    def others(self, out: Output, match: Match) -> Iterator[str]:
        """A line that names where the same entry also stands; none where it stands alone."""
        if also := self._also(match):
            yield out.word("lists.also_listed", others=", ".join(f"{source} {other}" for source, other in also))

    def _also(self, match: Match) -> tuple[Member, ...]:
        member = (match.subject.dataset, match.subject.id)
        group = self._groups.get(member)
        return group.others(member) if group else ()
