"""The operator's one file, ``$COMITY_HOME/config.yaml``: read, checked, and written with comments.

Every key stands in the file that ``comity init`` writes, explained in the operator's language.
Unknown keys are refused, so that a misspelt one is never silently without effect. ``check`` tells
all problems at once, each with its line. No secret stands here.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Final, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from comity import language, yamltext
from comity.errors import Evidence, Refusal, Refused
from comity.language import say

FICTIONAL: Final = "fictional"  # stands in the origin of every demo log and of no other
_OTHERS_WRITE: Final = 0o002


class Mode(StrEnum):
    """Whether the node works with real acts."""

    DEMO = "demo"
    PRODUCTION = "production"


def _plain_path(text: str) -> str:
    if not text or not text.isprintable():
        raise ValueError("not a path")
    return text


PathText = Annotated[str, StringConstraints(max_length=1000), AfterValidator(_plain_path)]


class _Section(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Paths(_Section):
    """Where the node keeps what; relative paths start at the folder of the file."""

    database: PathText = "comity.sqlite3"
    blobs: PathText = "blobs"
    keys: PathText = "keys"
    log: PathText = "log"
    watchlists: PathText = "watchlists"
    program_log: PathText = "program.log"
    backups: PathText = "backups"


class Clock(_Section):
    """``hold_after_hours``: a leap of the clock over this holds stamping until an officer confirms (rule 15)."""

    hold_after_hours: Annotated[int, Field(ge=1, le=24)] = 24

    @property
    def hold_after(self) -> timedelta:
        return timedelta(hours=self.hold_after_hours)


class Screening(_Section):
    """``names_a_day``: how many names of the Register one checker may ask in a day. It can be tightened only."""

    names_a_day: Annotated[int, Field(ge=1, le=500)] = 500


class Config(_Section):
    """The configuration of one node. ``origin`` names its log (C2SP tlog-checkpoint)."""

    node: Annotated[str, StringConstraints(pattern=r"^[a-z0-9]([a-z0-9.-]{0,61}[a-z0-9])?$")]
    mode: Annotated[Mode, Field(strict=False)]  # strict would want the enum itself, not its word
    origin: Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9./_-]{0,198}[a-z0-9]$")]
    profile: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,63}$")]
    language: Literal["en", "ru", "zh"] = "en"
    paths: Paths = Field(default_factory=Paths)
    clock: Clock = Field(default_factory=Clock)
    screening: Screening = Field(default_factory=Screening)


@dataclass(frozen=True, slots=True)
class Located:
    """A configuration and the folder from which its relative paths start."""

    home: Path
    config: Config

    def path(self, name: Literal["database", "blobs", "keys", "log", "watchlists", "program_log", "backups"]) -> Path:
        """The absolute path of one of ``Paths``."""
        text: str = getattr(self.config.paths, name)
        return self.home / text


def load(path: Path) -> Located:
    """Read the file at ``path``. Raises Refused with the first problem that ``check`` finds."""
    found = _read(path)
    if isinstance(found, Config):
        return Located(path.parent.absolute(), found)
    raise Refused(found[0].code, found[0].provision, **found[0].evidence)


def check(path: Path) -> list[Refusal]:
    """All problems of the file at ``path``, by line; an empty list where it is sound. Raises nothing."""
    found = _read(path)
    return [] if isinstance(found, Config) else found


def template(lang: str, config: Config) -> str:
    """The text of a file that says ``config``, each key under a comment in ``lang``."""
    lines = [*_comment("config.about", lang), ""]
    for name, value in config.model_dump(mode="json").items():
        lines += _comment(f"config.{name}", lang)
        if isinstance(value, dict):
            lines.append(f"{name}:")
            for inner, setting in value.items():
                lines += [f"  {line}" for line in _comment(f"config.{name}_{inner}", lang)]
                lines.append(f"  {inner}: {_scalar(setting)}")
        else:
            lines.append(f"{name}: {_scalar(value)}")
        lines.append("")
    return "\n".join(lines[:-1]) + "\n"


def _comment(key: str, lang: str) -> list[str]:
    return [f"# {line}" for line in say(key, lang).splitlines()]


def _scalar(value: str | int) -> str:
    """A plain word where YAML reads one, else a quoted string (JSON's form is YAML's double-quoted form)."""
    if isinstance(value, int):
        return str(value)
    plain = re.fullmatch(r"[a-z][a-z0-9._/-]*", value) and value not in ("true", "false", "null")
    return value if plain else json.dumps(value, ensure_ascii=False)


def _read(path: Path) -> Config | list[Refusal]:
    try:
        document = _document(path)
        config = Config.model_validate(document.data)
    except Refused as refused:
        return [refused.refusal]
    except ValidationError as error:
        return sorted(_problems(document, error), key=_line)
    marked = FICTIONAL in config.origin
    if marked != (config.mode is Mode.DEMO):
        code = "config.marked" if marked else "config.unmarked"
        return [_problem(document, code, ("origin",), origin=config.origin, mark=FICTIONAL)]
    return config


def _document(path: Path) -> yamltext.Document:
    try:
        if path.stat().st_mode & _OTHERS_WRITE:
            raise Refused("config.writable", file=str(path))
        with path.open("rb") as file:
            text = file.read(yamltext.MAX_BYTES + 1)
    except FileNotFoundError:
        raise Refused("config.missing", file=str(path)) from None
    except OSError as error:
        raise Refused("config.unread", file=str(path), reason=str(error.strerror)) from None
    document = yamltext.read(text, path.name)
    if not isinstance(document.data, dict):
        raise Refused("config.empty", file=path.name)
    return document


def _problems(document: yamltext.Document, error: ValidationError) -> Iterator[Refusal]:
    for detail in error.errors(include_url=False, include_context=False, include_input=False):
        where = detail["loc"]
        key = ".".join(str(step) for step in where)[:80].encode("utf-8", "replace").decode()
        if detail["type"] == "extra_forbidden":
            yield _problem(document, "config.extra", where, key=key, known=_known(where))
        elif detail["type"] == "missing":
            yield _problem(document, "config.needed", where, key=key)
        else:
            yield _problem(document, "config.value", where, key=key, wanted=_wanted(where))


_EXAMPLES: Final[dict[tuple[str | int, ...], str]] = {
    ("node",): "a-z 0-9 . - (registry-1)",
    ("mode",): " | ".join(Mode),
    ("origin",): "a-z 0-9 . / _ - (registry.example/list)",
    ("profile",): "a-z 0-9 _ (sco_rats)",
    ("language",): " | ".join(language.LANGUAGES),
    ("paths",): "keys | /var/lib/comity/keys",
    ("clock",): "hold_after_hours: 24",
    ("clock", "hold_after_hours"): "1-24",
    ("screening",): "names_a_day: 500",
    ("screening", "names_a_day"): "1-500",
}


def _known(where: tuple[str | int, ...]) -> list[str]:
    sections: dict[str, type[_Section]] = {"paths": Paths, "clock": Clock, "screening": Screening}
    section = sections.get(str(where[0]), Config) if len(where) > 1 else Config
    return list(section.model_fields)


def _wanted(where: tuple[str | int, ...]) -> str:
    """What the key may hold, shown as it is written in the file: the same in every language."""
    return _EXAMPLES.get(where[:1] if where[:1] == ("paths",) else where, "…")


def _problem(document: yamltext.Document, code: str, where: tuple[str | int, ...], **evidence: Evidence) -> Refusal:
    return Refusal(code, evidence={"file": document.name, "line": document.line(where), **evidence})


def _line(problem: Refusal) -> int:
    return int(str(problem.evidence["line"]))
