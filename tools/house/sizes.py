"""No file over 300 non-blank lines, no function over 50: a newcomer reads a module in one sitting."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Final

MAX_FILE: Final = 300
MAX_FUNCTION: Final = 50


def too_long(src: Path) -> list[str]:
    """Files and functions under ``src`` that are longer than the house allows."""
    return [finding for path in sorted(src.rglob("*.py")) for finding in _of_file(path)]


def _of_file(path: Path) -> Iterator[str]:
    text = path.read_text("utf-8")
    lines = sum(1 for line in text.splitlines() if line.strip())
    if lines > MAX_FILE:
        yield f"{path}: {lines} non-blank lines (at most {MAX_FILE})"
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno:
            length = node.end_lineno - node.lineno + 1
            if length > MAX_FUNCTION:
                yield f"{path}:{node.lineno}: {node.name} has {length} lines (at most {MAX_FUNCTION})"
