"""docs/generated/errors.md: every refusal, from the catalogue."""

from __future__ import annotations

from comity import language
from tools.pages.markdown import table


def page() -> str:
    """Every refusal code with its kind and its English sentence, one table for each area."""
    parts = [
        "# Refusals\n\nA refusal is an answer: a stable code, a kind, a sentence and, where law stands against it, "
        "the provision. The same sentences exist in Russian and Chinese (`--lang ru`, `--lang zh`).\n"
    ]
    for area in language.areas("refusals"):
        rows = [(f"`{area}.{name}`", said["kind"], said["en"]) for name, said in _entries(area)]
        parts.append(f"## {area}\n\n" + table(("code", "kind", "sentence"), rows))
    return "\n".join(parts)


def _entries(area: str) -> list[tuple[str, dict[str, str]]]:
    return sorted((name, dict(said)) for name, said in language.catalogue("refusals", area).items())
