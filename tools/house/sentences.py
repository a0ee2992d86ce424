"""Codes and sentences agree: what the code says exists in every language, and nothing else does."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Final

from comity import yamltext
from comity.errors import Kind, Refused

_CODE: Final = re.compile(r"[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*\Z")
_SCRIPTS: Final = {"ru": re.compile("[\u0400-\u04ff]"), "zh": re.compile("[\u4e00-\u9fff]")}
_LETTER: Final = re.compile(r"[A-Za-z]")
_WORD: Final = re.compile(r"[A-Za-z][a-z]{2}")
Sentences = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Use:
    """One place where a sentence is asked for; ``given`` is None where the values cannot be read."""

    where: str
    key: str
    given: frozenset[str] | None


def shelf(folder: Path) -> tuple[dict[str, Sentences], list[str]]:
    """All sentences of a folder of YAML files by key, and what is wrong with the files."""
    entries: dict[str, Sentences] = {}
    faults: list[str] = []
    for path in sorted(folder.glob("*.yaml")):
        try:
            data = yamltext.read(path.read_bytes(), path.name).data
        except Refused as refused:
            faults.append(str(refused))
            continue
        for name, said in (data if isinstance(data, dict) else {}).items():
            if isinstance(said, dict):
                entries[f"{path.stem}.{name}"] = {key: str(value) for key, value in said.items()}
            else:
                faults.append(f"{path.stem}.{name}: not a mapping of languages")
    return entries, faults


def placeholders(text: str) -> frozenset[str]:
    """The names in braces."""
    return frozenset(name for _, name, _, _ in Formatter().parse(text) if name is not None)


def wrong_entries(entries: Mapping[str, Sentences], refusals: bool) -> list[str]:
    """Entries that lack a language or a kind, disagree on placeholders, or were never translated."""
    return [f"{key}: {fault}" for key, said in entries.items() for fault in _faults(said, refusals)]


def _faults(said: Sentences, refusals: bool) -> Iterator[str]:
    wanted = {"en", "ru", "zh"} | ({"kind"} if refusals else set())
    if set(said) != wanted:
        yield f"has {sorted(said)}, not {sorted(wanted)}"
        return
    if refusals and said["kind"] not in set(Kind):
        yield f"unknown kind {said['kind']}"
    bare = re.sub(r"\{[^}]*}|`[^`]*`", "", said["en"])
    for lang, script in _SCRIPTS.items():
        if placeholders(said[lang]) != placeholders(said["en"]):
            yield f"{lang} has other placeholders than en"
        copied = said[lang] == said["en"] and _LETTER.search(bare)
        if copied or (_WORD.search(bare) and not script.search(said[lang])):
            yield f"{lang} is not translated"


@cache
def _parsed(text: str) -> ast.Module:
    """The tree of a module, which is asked for several sentences and never changed."""
    return ast.parse(text)


def uses(src: Path, callables: frozenset[str]) -> list[Use]:
    """Every key passed to one of ``callables``: written out, or built by a function from its argument."""
    trees = {path: _parsed(path.read_text("utf-8")) for path in sorted(src.rglob("*.py"))}
    builders = {_dotted(path, src): _builders(tree, callables) for path, tree in trees.items()}
    found = []
    for path, tree in trees.items():
        known = _imported(tree, builders) | builders[_dotted(path, src)]
        found += [*_written(path, tree, callables), *_built(path, tree, known)]
    return found


def constants(src: Path) -> frozenset[str]:
    """Every string in ``src`` that has the form of a key."""
    return frozenset(
        node.value
        for path in src.rglob("*.py")
        for node in ast.walk(_parsed(path.read_text("utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and _CODE.match(node.value)
    )


@dataclass(frozen=True, slots=True)
class _Builder:
    """A function that makes a key of ``prefix`` and its argument at ``position``."""

    prefix: str
    position: int


def _dotted(path: Path, src: Path) -> str:
    parts = path.relative_to(src).with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__")


def _builders(tree: ast.Module, callables: frozenset[str]) -> dict[str, _Builder]:
    found = {}
    for function in (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)):
        names = [argument.arg for argument in function.args.args if argument.arg not in {"self", "cls"}]
        for call in _calls(function, callables):
            prefix, parameter = _template(call.args[0]) if call.args else ("", "")
            if parameter in names:
                found[function.name] = _Builder(prefix, names.index(parameter))
    return found


def _imported(tree: ast.Module, builders: Mapping[str, Mapping[str, _Builder]]) -> dict[str, _Builder]:
    found: dict[str, _Builder] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            held = builders.get(node.module or "", {})
            found |= {name.name: held[name.name] for name in node.names if name.name in held}
    return found


def _written(path: Path, tree: ast.Module, callables: frozenset[str]) -> Iterator[Use]:
    for call in _calls(tree, callables):
        if call.args and isinstance(call.args[0], ast.Constant):
            yield Use(f"{path}:{call.lineno}", str(call.args[0].value), _given(call))


def _built(path: Path, tree: ast.Module, known: Mapping[str, _Builder]) -> Iterator[Use]:
    for name, builder in known.items():
        for call in _calls(tree, frozenset({name})):
            if len(call.args) > builder.position and isinstance(call.args[builder.position], ast.Constant):
                key = builder.prefix + str(ast.literal_eval(call.args[builder.position]))
                yield Use(f"{path}:{call.lineno}", key, None)


def _calls(tree: ast.AST, callables: frozenset[str]) -> Iterator[ast.Call]:
    for node in _every_call(tree):
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if name in callables:
            yield node


@cache
def _every_call(tree: ast.AST) -> tuple[ast.Call, ...]:
    return tuple(node for node in ast.walk(tree) if isinstance(node, ast.Call))


def _given(call: ast.Call) -> frozenset[str] | None:
    """Names of the values that a call gives; a Refusal takes them as one mapping, third or by name."""
    if len(call.args) > 2:
        return _literal_keys(call.args[2])
    names = [keyword.arg for keyword in call.keywords]
    if "evidence" in names:
        return _literal_keys(call.keywords[names.index("evidence")].value)
    return None if None in names else frozenset(name for name in names if name)


def _literal_keys(node: ast.expr) -> frozenset[str] | None:
    if isinstance(node, ast.Dict) and all(isinstance(key, ast.Constant) for key in node.keys):
        return frozenset(str(key.value) for key in node.keys if isinstance(key, ast.Constant))
    return None


def _template(node: ast.expr) -> tuple[str, str]:
    """Prefix and parameter of ``code`` or ``f"area.{code}"``; two empty strings for anything else."""
    if isinstance(node, ast.Name):
        return "", node.id
    if isinstance(node, ast.JoinedStr) and len(node.values) == 2:
        first, second = node.values
        if isinstance(first, ast.Constant) and isinstance(second, ast.FormattedValue):
            return str(first.value), getattr(second.value, "id", "")
    return "", ""


def wrong_uses(found: list[Use], entries: Mapping[str, Sentences]) -> list[str]:
    """Keys that have no sentence, and calls that leave a placeholder empty."""
    wrong = []
    for use in found:
        if use.key not in entries:
            wrong.append(f"{use.where}: {use.key} has no sentence")
        elif use.given is not None and (empty := placeholders(entries[use.key].get("en", "")) - use.given):
            wrong.append(f"{use.where}: {use.key} is not given {', '.join(sorted(empty))}")
    return wrong


def unused(src: Path, entries: Mapping[str, Sentences], callables: frozenset[str]) -> list[str]:
    """Keys of the catalogue that nothing in ``src`` names."""
    named = constants(src) | {use.key for use in uses(src, callables)}
    return sorted(entries.keys() - named)
