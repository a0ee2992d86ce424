"""The domain asks nobody for the time and draws no lots: clock and randomness are arguments."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import Final

#: Where a clock and a source of randomness are taken from the system, once, and handed on.
EDGES: Final = frozenset({"bootstrap.py", "cli", "programlog.py", "settings.py", "site", "store"})
_ASKED: Final = frozenset(
    {
        "date.today",
        "datetime.now",
        "datetime.today",
        "datetime.utcnow",
        "os.getrandom",
        "os.urandom",
        "time.monotonic",
        "time.time",
        "time.time_ns",
        "timezone.now",
        "uuid.uuid1",
        "uuid.uuid4",
    }
)
_WHOLE: Final = frozenset({"random", "secrets"})


def impure(package: Path) -> list[str]:
    """Places in ``package``, edges apart, that name the system's clock or its randomness."""
    found = []
    for path in sorted(package.rglob("*.py")):
        if path.relative_to(package).parts[0] not in EDGES:
            found += [f"{path}:{line}: {name}" for line, name in _names(ast.parse(path.read_text("utf-8")))]
    return found


def _names(tree: ast.Module) -> list[tuple[int, str]]:
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            dotted = ".".join(ast.unparse(node).split(".")[-2:])
            if dotted in _ASKED:
                found.append((node.lineno, dotted))
        elif isinstance(node, ast.Import):
            found += [(node.lineno, a.name) for a in node.names if a.name in _WHOLE]
        elif isinstance(node, ast.ImportFrom):
            module = node.module or ""
            names = [module] if module in _WHOLE else [f"{module}.{a.name}" for a in node.names]
            found += [(node.lineno, name) for name in names if name in _ASKED | _WHOLE]
    return found
