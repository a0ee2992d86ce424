"""The command line: ``comity COMMAND ...``. The table of commands is in ``app``; ``main`` runs one."""

from comity.cli.app import main

__all__ = ["main"]
