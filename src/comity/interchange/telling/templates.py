"""Write an empty telling: every field with its help, visibly incomplete until someone fills it in."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from comity.errors import Refused
from comity.interchange.dossier import templates
from comity.interchange.telling.model import KINDS, TEXT, json_schema
from comity.language import say

_SAYS: Final = "says"
_KIND: Final = "kind"
_GRADE: Final = "grade"
_WORDS: Final = "telling.field"


def text(kind: str, lang: str) -> str:
    """The text of an empty ``telling.yaml``, with help in ``lang``. Raises Refused (``dossier.no_kind``)."""
    if kind not in KINDS:
        raise Refused("dossier.no_kind", "law.md A2", given=kind[:40], known=sorted(KINDS))
    model, definitions = KINDS[kind], json_schema()["$defs"]
    says = getattr(model.model_fields[_SAYS].annotation, "__name__", "")
    lines = [f"# {say('telling.intro', lang)}", f"{_KIND}: {kind}"]
    lines += templates.fields(model.__name__, _WORDS, definitions, lang, without={_KIND, _SAYS, _GRADE})
    lines += [f"# {say('telling.field_grade', lang)}", f"{_GRADE}: {model.model_fields[_GRADE].default}"]
    lines += ["", f"# {say('telling.field_says', lang)}", f"{_SAYS}:"]
    lines += [f"  {line}" for line in templates.fields(says, _WORDS, definitions, lang, without={_KIND})]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def write(folder: Path, kind: str, lang: str) -> None:
    """Make the folder of an empty telling. Raises Refused (``dossier.exists``, ``dossier.unwritten``)."""
    templates.write_folder(folder, TEXT, text(kind, lang))
