"""What every process that serves does first.

Nothing of a request is logged: of what other libraries say, and of faults, the program log keeps the class.
"""

from __future__ import annotations

import logging
import os
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from comity import private_files
from comity.bootstrap import random_bytes
from comity.errors import Refused
from comity.language import DEFAULT
from comity.programlog import Handler, ProgramLog

UNAVAILABLE: Final = 4
_QUIET: Final = ("django", "granian", "asyncio")


def secret(state: Path) -> str:
    """The secret with which Django signs cookies: made once, read by its owner alone, never printed."""
    path = state / "desk" / "secret"
    if not path.is_file():
        private_files.create(path, random_bytes(32).hex().encode(), random_bytes)
    return path.read_text("ascii")


def program_log(path: Path) -> ProgramLog:
    """The log at ``path``, which from now on keeps what the libraries say."""
    program = ProgramLog(path, lambda: datetime.now(UTC))
    for name in _QUIET:
        logger = logging.getLogger(name)
        logger.handlers, logger.propagate = [Handler(program, logging.ERROR)], False
    return program


def say(error: BaseException) -> None:
    """Say on the terminal why nothing can be answered."""
    lang = os.environ.get("COMITY_LANG", DEFAULT)
    said = error.refusal.sentence(lang) if isinstance(error, Refused) else type(error).__name__
    print(said, file=sys.stderr, flush=True)
