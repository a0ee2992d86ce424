"""Facts that rest on one another, and how many independent sources a fact has (law.md E16).

What one State took from another and gave back to it looks like two voices and is one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from comity.canonical import Json
from comity.databank.findings.facts import Fact, by_fact, fact
from comity.databank.findings.finding import Finding, Kind, as_told, commitments, ordered
from comity.databank.told import Told

_Node = tuple[str, Fact]
"""An owner, and a fact that it tells."""


def circles(told: Iterable[Told], superseded: Iterable[Told] = ()) -> tuple[Finding, ...]:
    """Every circle of facts of two or more owners, with the statements that close it.

    ``superseded``: statements that the reader may see and that their owners have replaced. What rests on
    one of them rests on the same fact of its owner, where that is still told.
    """
    every = {one.commitment: one for one in told}
    known = {one.commitment: one for one in superseded} | every
    nodes = {name: (one.owner, same) for name, one in known.items() if (same := fact(one)) is not None}
    rests = [(name, on) for name in every if name in nodes for on in every[name].rests_on if on in nodes]
    graph: dict[_Node, list[_Node]] = {node: [] for node in nodes.values()}
    for name, on in rests:
        graph[nodes[name]].append(nodes[on])
    wide = [one for one in components(graph) if len({owner for owner, _ in one}) > 1]
    place = {node: at for at, one in enumerate(wide) for node in one}
    behind: list[list[Told]] = [[] for _ in wide]
    for name, on in rests:
        at = place.get(nodes[name])
        if at is not None and at == place.get(nodes[on]):
            behind[at] += (every[one] for one in (name, on) if one in every)
    return ordered(_circle(one) for one in behind)


def _circle(behind: list[Told]) -> Finding:
    owners: list[Json] = [*sorted({one.owner for one in behind})]
    files = tuple(sorted({one.file for one in behind}))
    return Finding(Kind.CIRCLE, files, commitments(behind), {"owners": owners})


def components(graph: Mapping[_Node, Sequence[_Node]]) -> list[list[_Node]]:
    """The strongly connected components of more than one node, without recursion.

    ``graph`` has every node as a key. R. Tarjan, Depth-first search and linear graph algorithms,
    SIAM J. Comput. 1 (1972).
    """
    found: list[list[_Node]] = []
    low: dict[_Node, int] = {}  # the earliest node on the stack that each node is known to reach
    index: dict[_Node, int] = {}
    onward = {node: iter(following) for node, following in graph.items()}
    stack: list[_Node] = []
    for root in graph:
        walk = [] if root in index else [root]
        while walk:
            node = walk[-1]
            if node not in index:
                index[node] = low[node] = len(index)
                stack.append(node)
            following = next((one for one in onward[node] if one not in index), None)
            if following is not None:
                walk.append(following)
                continue
            walk.pop()
            low[node] = min([low[node], *(low[one] for one in graph[node] if one in low)])
            if low[node] == index[node]:
                found.append(_cut(stack, node, low))
    return [one for one in found if len(one) > 1]


def _cut(stack: list[_Node], node: _Node, low: dict[_Node, int]) -> list[_Node]:
    """Take a whole component off the stack; what has left it is no longer looked at."""
    component: list[_Node] = []
    while not component or component[-1] != node:
        component.append(stack.pop())
        del low[component[-1]]
    return component


def roots(statements: Iterable[Told], known: Mapping[str, Told]) -> frozenset[str]:
    """The sources from which ``statements`` come in the end, following what each rests on.

    ``known``: what is told, by commitment. A decision is one source whichever paragraph is cited; a
    statement that is not in ``known`` is one, for what it rests on cannot be seen.
    """
    found: set[str] = set()
    ahead = list(statements)
    seen = {one.commitment for one in ahead}
    while ahead:
        one = ahead.pop()
        if one.source:
            found.add(f"source {decision(one.source).casefold()}")
        elif not one.rests_on:
            found.add(f"owner {one.owner}")
        fresh = [on for on in one.rests_on if on not in seen]
        seen.update(fresh)
        found.update(f"statement {on}" for on in fresh if on not in known)
        ahead += [known[on] for on in fresh if on in known]
    return frozenset(found)


def decision(source: str) -> str:
    """A source without the paragraph that is cited of it."""
    return source.partition("#")[0].strip()


def independent_sources(statements: Iterable[Told], known: Mapping[str, Told]) -> int:
    """How many independent sources the statements of one fact have; none where they rest on a circle alone."""
    return len(roots(statements, known))


def single_sources(told: Iterable[Told], superseded: Iterable[Told] = ()) -> tuple[Finding, ...]:
    """The facts that two or more owners tell and that come from one independent source, or none.

    ``superseded``: as for ``circles``; what rests on them is followed through them.
    """
    every = {one.commitment: one for one in told}
    known = {one.commitment: one for one in superseded} | every
    return ordered(
        _single(told_alike, same, count)
        for told_alike, same in by_fact(every.values()).items()
        if len({one.owner for one in same}) > 1 and (count := independent_sources(same, known)) < 2
    )


def _single(told_alike: Fact, same: list[Told], count: int) -> Finding:
    owners: list[Json] = [*sorted({one.owner for one in same})]
    source = next((decision(one.source) for one in as_told(same) if one.source), "")
    evidence: dict[str, Json] = {"owners": owners, "property": told_alike[1], "independent": count, "source": source}
    return Finding(Kind.SOURCES, (told_alike[0],), commitments(same), evidence)
