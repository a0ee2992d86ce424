"""Make drafts of a spreadsheet: a dry run that answers for every row, and folders that nobody has signed.

A draft is a telling's folder. It is checked, corrected and signed by officers like any other; nothing here
makes an act.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import yaml
from pydantic import ValidationError

from comity.databank.organisation import OrganisationFile
from comity.errors import Refusal, Refused
from comity.interchange.dossier.templates import write_folder
from comity.interchange.spreadsheet import delimited, mapping, rows, workbook
from comity.interchange.spreadsheet.mapping import Columns
from comity.interchange.spreadsheet.rows import Yielded
from comity.interchange.spreadsheet.sheet import RULE, Sheet, content
from comity.interchange.telling.model import TEXT, OrganisationTelling

_DELIMITED: Final = (".csv", ".tsv", ".txt")
_WORKBOOK: Final = ".xlsx"


@dataclass(frozen=True, slots=True)
class Run:
    """What a sheet yields: row by row, in its order; what is refused, with row and column; columns ignored."""

    sheet: Sheet
    yielded: tuple[Yielded, ...]
    refused: tuple[Refusal, ...]
    ignored: tuple[str, ...]

    @property
    def organisations(self) -> tuple[str, ...]:
        """The organisations, in the order of their first row."""
        return tuple(dict.fromkeys(one.key for one in self.yielded))


def read(file: Path, encoding: str = "") -> Sheet:
    """Read a CSV or XLSX file. Raises Refused (``spreadsheet.kind``, and as the readers and ``sheet`` do)."""
    suffix = file.suffix.lower()
    if suffix in _DELIMITED:
        return delimited.read(content(file), file.name, encoding)
    if suffix == _WORKBOOK:
        return workbook.read(content(file), file.name)
    raise Refused("spreadsheet.kind", RULE, file=file.name[:100], known=[*_DELIMITED, _WORKBOOK])


def dry_run(sheet: Sheet, columns: Columns) -> Run:
    """What each row would yield, or why not. Raises Refused (``spreadsheet.kept_out``, ``.no_column``)."""
    mapping.check(sheet, columns)
    yielded: list[Yielded] = []
    refused: list[Refusal] = []
    for row in sheet.rows:
        try:
            yielded.append(rows.of(sheet, columns, row))
        except Refused as no:
            refused.append(no.refusal)
    return Run(sheet, tuple(yielded), tuple(refused), mapping.unknown(sheet, columns))


def drafts(run: Run, columns: Columns) -> tuple[tuple[str, str], ...]:
    """The text of ``telling.yaml`` for each organisation, by its name.

    Raises Refused (``spreadsheet.draft``) where the constants do not make a whole telling.
    """
    return tuple((key, _draft(run, columns, key)) for key in run.organisations)


def write(folder: Path, run: Run, columns: Columns) -> tuple[Path, ...]:
    """Write a folder for each organisation into ``folder``. Raises Refused (``spreadsheet.draft``,
    ``dossier.exists``, ``dossier.unwritten``)."""
    texts = drafts(run, columns)
    written: list[Path] = []
    for number, (key, text) in enumerate(texts, 1):
        plain = re.sub(r"[^a-z0-9]+", "-", key.casefold())[:40].strip("-")
        path = folder / (f"{number:04}-{plain}" if plain else f"{number:04}")
        write_folder(path, TEXT, text)
        written.append(path)
    return tuple(written)


def _draft(run: Run, columns: Columns, key: str) -> str:
    own = [one for one in run.yielded if one.key == key]
    says: dict[str, Any] = {
        name: list(value) if isinstance(value, tuple) else value
        for name, value in columns.constants.items()
        if name in mapping.envelope_fields()
    }
    says |= _lists(own)
    data = {"kind": "organisation", "new_file": True, "says": says}
    _check(run.sheet, key, data)
    numbers = ", ".join(str(one.row) for one in own[:40])
    head = (
        f"# Draft from {_comment(run.sheet.name)}, rows {numbers}. Nobody has signed it: check, correct, then sign.\n"
    )
    dumped: str = yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=110)
    return head + dumped


def _lists(own: Sequence[Yielded]) -> dict[str, list[Mapping[str, Any]]]:
    """The items of all rows of one organisation; what is repeated row by row stands once, with its first source."""
    found: dict[str, dict[str, Mapping[str, Any]]] = {}
    for one in own:
        for name, item in one.items:
            same = repr(sorted((k, repr(v)) for k, v in item.items() if k != "source"))
            found.setdefault(name, {}).setdefault(same, item)
    ordered = [name for name in OrganisationFile.model_fields if name in found]
    return {name: list(found[name].values()) for name in ordered}


def _check(sheet: Sheet, key: str, data: Mapping[str, Any]) -> None:
    try:
        OrganisationTelling.model_validate(data)
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False, include_input=False)[0]
        field = ".".join(str(step) for step in first["loc"][1:]) or "-"
        problem = first["msg"].removeprefix("Value error, ")[:200]
        raise Refused("spreadsheet.draft", RULE, file=sheet.name, key=key[:80], field=field, problem=problem) from None


def _comment(text: str) -> str:
    """A name that cannot end the comment in which it stands."""
    return "".join(c if c.isprintable() else "?" for c in text)[:100]
