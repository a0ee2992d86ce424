"""What Comity is not: names that must not exist in the program, clause by clause.

A person who builds a refused thing must call it something. So every name in ``src`` is read: of
modules, functions, classes, arguments and fields; of options of the command line; of keys in
YAML; and of packages in the lock. This does not prove that the thing is absent, and review
remains; it makes it impossible to add one under its own name without a failing test.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

_CAMEL: Final = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_SLUG: Final = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:[ _.-][A-Za-z0-9]+){0,4}\Z")
_KEY: Final = re.compile(r"^[ -]*([A-Za-z_][A-Za-z0-9_-]*):", re.MULTILINE)
_QUERYING: Final = re.compile(r"find|search|quer|select|filter|screen|criteri", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Name:
    """A name found in the tree: ``kind`` is identifier, field, query, option, text, key or package."""

    where: str
    kind: str
    text: str

    @property
    def words(self) -> str:
        """The name as spaced lower-case words: ``RiskScore`` and ``risk_score`` are both `` risk score ``."""
        return f" {re.sub('[^a-z0-9]+', ' ', _CAMEL.sub(' ', self.text).lower()).strip()} "


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause of "What it is not": a pattern over spaced words, and the kinds of names it reads."""

    name: str
    pattern: str
    kinds: frozenset[str] = frozenset({"identifier", "field", "query", "option", "key", "package"})

    def broken_by(self, names: list[Name]) -> list[str]:
        """The names that break this clause, with where they stand."""
        pattern = re.compile(rf" (?:{self.pattern}) ")
        return [f"{n.where}: {n.text}" for n in names if n.kind in self.kinds and pattern.search(n.words)]


_QUERIES: Final = frozenset({"query", "option"})
_HELD: Final = frozenset({"field", "query", "option", "key"})
_NAMED: Final = frozenset({"identifier", "field", "query", "option", "key", "text"})

CLAUSES: Final = (
    Clause(
        "crawler", r"crawl|crawler|crawling|spider|scrape|scraper|scraping|scrapy|beautifulsoup4|playwright|selenium"
    ),
    Clause(
        "social-media intake",
        r"social (?:media|network|post|account)s?|tweets?|twitter|facebook|instagram|telegram|tiktok|weibo|vkontakte|vk"
        r"|tweepy|telethon|praw",
    ),
    Clause(
        "content blocking",
        r"(?:block|filter|remove|take down) (?:content|site|sites|url|urls|website|websites|page|pages|domain)"
        r"|(?:content|site|url|website|domain) (?:block|blocking|blocker|filter|filtering|removal|takedown)|takedowns?",
    ),
    Clause(
        "risk score",
        r"(?:risk|threat|danger|suspicion|extremism|radicali[sz]ation) (?:score|scores|scoring|rating|level|index|rank)"
        r"|(?:score|rate|rank) (?:risk|threat|danger|suspicion)|dangerousness|scikit learn|xgboost|lightgbm",
    ),
    Clause(
        "face or voice matching",
        r"faces|facial|faceprint|(?:match|compare|find) face|face (?:id|image|match|matcher|matching|search|vector)"
        r"|voice|voiceprint|speaker|gait|iris"
        r"|face recognition|dlib|opencv python|insightface",
    ),
    Clause(
        "ranking of people in networks",
        r"centrality|page ?rank|betweenness|influencers?|kingpin|associates?|(?:network|graph) (?:rank|score|analysis)"
        r"|networkx|python igraph|igraph",
    ),
    Clause(
        "search or selection by religion, ethnicity, nationality or origin",
        r"religion|religious|faith|belief|beliefs|sect|ethnic|ethnicity|race|racial|tribe|nationality|nationalities"
        r"|citizenship|origin|country of birth|birth country|mother tongue",
        _QUERIES,
    ),
    Clause(
        "a field that records religion or ethnicity",
        r"religion|religious|faith|ethnic|ethnicity|race|racial|tribe|sexuality|sexual orientation|political opinion",
        _HELD,
    ),
    Clause(
        "selection by a named trait",
        r"(?:by|per|group by|select by|search by|filter by) (?:religion|faith|ethnicity|race|nationality"
        r"|citizenship|origin)",
    ),
    Clause(
        "bulk export of personal data",
        r"(?:bulk|mass) (?:export|download|extract)|(?:export|dump|download|extract) (?:all|everything|people|persons?"
        r"|names|register|entries|databank)",
    ),
    Clause(
        "alert to monitor or to question",
        r"monitor|to monitor|monitoring alert|discreet(?: check)?|covert|surveil|surveillance|shadow|tail person"
        r"|to question|questioning|for questioning|to interrogate|interrogation",
        _NAMED,
    ),
    Clause(
        "field for operational methods",
        r"(?:methods|sources) and (?:means|methods)|modus operandi|operational (?:methods?|means|measures?)"
        r"|tradecraft|informants?|undercover|wiretaps?|interception",
    ),
    Clause(
        "capacity that reads everything",
        r"super ?users?|is superuser|super ?admins?|administrator|root officer|god mode|(?:read|reads|see|sees) (?:all"
        r"|everything|anything)|(?:bypass|skip|ignore|disable) (?:visibility|handling|gates?|audience)"
        r"|all capacities",
        _NAMED,
    ),
)


def names(src: Path) -> list[Name]:
    """Every name in the Python and YAML under ``src``; the sentences themselves are not names."""
    found = [name for path in sorted(src.rglob("*.py")) for name in _of_python(path)]
    for path in sorted(p for suffix in ("*.yaml", "*.yml") for p in src.rglob(suffix)):
        if "language" not in path.parts and not path.name.startswith("lexicon"):
            found += [Name(str(path), "key", key) for key in _KEY.findall(path.read_text("utf-8"))]
    return found


def packages(locked: list[str]) -> list[Name]:
    """Packages of a lock file as names."""
    return [Name("requirements.lock", "package", package) for package in locked]


def _of_python(path: Path) -> Iterator[Name]:
    yield Name(str(path), "identifier", path.stem)
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        where = f"{path}:{getattr(node, 'lineno', 1)}"
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield Name(where, "identifier", node.name)
            yield from _arguments(where, node)
        elif isinstance(node, ast.ClassDef):
            yield Name(where, "identifier", node.name)
            yield from _fields(where, node)
        elif isinstance(node, ast.Name):
            yield Name(where, "identifier", node.id)
        elif isinstance(node, ast.Attribute):
            yield Name(where, "identifier", node.attr)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            if node.value.startswith("--"):
                yield Name(where, "option", node.value)
            elif _SLUG.match(node.value):
                yield Name(where, "text", node.value)


def _arguments(where: str, node: ast.FunctionDef | ast.AsyncFunctionDef) -> Iterator[Name]:
    kind = "query" if _QUERYING.search(node.name) else "identifier"
    for argument in (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs):
        yield Name(where, kind, argument.arg)


def _fields(where: str, node: ast.ClassDef) -> Iterator[Name]:
    kind = "query" if _QUERYING.search(node.name) else "field"
    for statement in node.body:
        if isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name):
            yield Name(where, kind, statement.target.id)
