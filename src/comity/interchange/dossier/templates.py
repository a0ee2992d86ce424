"""Write an empty dossier: every field with its help, visibly incomplete until someone fills it in."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from comity.errors import Refused
from comity.interchange.dossier.folder import DOCUMENTS, SIGNATURES, TEXT
from comity.interchange.dossier.model import KINDS, AttachedDecision, json_schema
from comity.language import say

_FORMS: Final = {"boolean": "true | false", "integer": "12"}
_DAY: Final = "2026-01-31"
Node = Mapping[str, Any]


def text(kind: str, lang: str, known: Mapping[str, str] = MappingProxyType({})) -> str:
    """The text of an empty ``dossier.yaml`` of ``kind`` (``list``, ``register`` or ``support``), with help in ``lang``;
    empty but for what is ``known`` of the entry, by field.

    Raises Refused (``dossier.no_kind``).
    """
    if kind not in KINDS:
        raise Refused("dossier.no_kind", "law.md D(i)", given=kind[:40], known=sorted(KINDS))
    definitions = json_schema()["$defs"]
    entry = KINDS[kind].model_fields["entry"].annotation
    lines = [f"# {say('template.intro', lang)}", f"# {say('template.kind', lang)}", f"kind: {kind}", ""]
    lines += [f"# {say('template.decisions', lang)}", "decisions:"]
    decision = list(fields(AttachedDecision.__name__, "template.decision", definitions, lang))
    lines += [f"  {'-' if number == 0 else ' '} {line}" for number, line in enumerate(_first_field_first(decision))]
    lines += ["", f"# {say('template.entry', lang)}", "entry:"]
    model = getattr(entry, "__name__", "")
    lines += [f"  {line}" for line in fields(model, "template.entry", definitions, lang, known=known)]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def write(folder: Path, kind: str, lang: str) -> None:
    """Make the folder of an empty dossier. Raises Refused (``dossier.exists``, ``dossier.unwritten``)."""
    write_folder(folder, TEXT, text(kind, lang))


def write_folder(folder: Path, name: str, content: str) -> None:
    """Make a folder with the text ``name`` in it. Raises Refused (``dossier.exists``, ``dossier.unwritten``)."""
    try:
        folder.mkdir(parents=True)
        (folder / DOCUMENTS).mkdir()
        (folder / SIGNATURES).mkdir(mode=0o700)
        (folder / name).write_text(content, "utf-8")
    except FileExistsError:
        raise Refused("dossier.exists", file=str(folder)) from None
    except OSError as error:
        raise Refused("dossier.unwritten", file=str(folder), reason=error.strerror or "") from None


def _first_field_first(lines: list[str]) -> list[str]:
    """An item of a list begins with its dash, so its first key comes before the help of that key."""
    first = next(number for number, line in enumerate(lines) if not line.startswith("#"))
    return [lines[first], *lines[:first], *lines[first + 1 :]]


def fields(
    model: str,
    prefix: str,
    definitions: Node,
    lang: str,
    without: Container[str] = (),
    known: Mapping[str, str] = MappingProxyType({}),
) -> Iterator[str]:
    """The lines of an empty ``model``: each field with its help, the word ``<prefix>_<field>``, and its form; those
    that are ``known`` with their value, a plain word."""
    node = definitions[model]
    required = set(node.get("required", ()))
    for name, value in node["properties"].items():
        if name in without:
            continue
        note = f" {say('template.required', lang)}" if name in required else ""
        yield f"# {say(f'{prefix}_{name}', lang)}{note}"
        hint = _hint(value, definitions, lang)
        if hint:
            yield f"#   {hint}"
        yield (
            f"{name}: {known[name]}" if name in known else f"{name}: []" if value.get("type") == "array" else f"{name}:"
        )


def _hint(value: Node, definitions: Node, lang: str) -> str:
    node = _known(value, definitions)
    if node.get("type") == "array":
        item = _known(node["items"], definitions)
        if "enum" in item:
            return say("template.some_of", lang, values=", ".join(item["enum"]))
        return say("template.each", lang, form=_form(item, definitions)) if "properties" in item else ""
    if "enum" in node:
        return say("template.one_of", lang, values=", ".join(node["enum"]))
    form = _form(node, definitions)
    return say("template.form", lang, form=form) if form else ""


def _form(node: Node, definitions: Node) -> str:
    """How a value is written: empty for plain text."""
    if "properties" in node:
        fields = (
            f"{name}: {_inner(_known(value, definitions), definitions)}".rstrip()
            for name, value in node["properties"].items()
        )
        return "{" + ", ".join(fields) + "}"
    if node.get("format") == "date":
        return _DAY
    return _FORMS.get(str(node.get("type")), "")


def _inner(node: Node, definitions: Node) -> str:
    if "enum" in node:
        return " | ".join(node["enum"])
    if node.get("type") == "array":
        return f"[{_inner(_known(node['items'], definitions), definitions)}]"
    return _form(node, definitions)


def _known(node: Node, definitions: Node) -> Node:
    """The node itself, without references and without the choice of leaving it empty."""
    if "anyOf" in node:
        node = next(one for one in node["anyOf"] if one.get("type") != "null")
    if "$ref" in node:
        return _known(definitions[node["$ref"].rpartition("/")[2]], definitions)
    return node
