"""What a command does before anything else, so that nothing it makes or holds is left for others."""

from __future__ import annotations

import os
import resource


def harden() -> None:
    """New files and folders are their owner's alone whatever the umask was, and a crash leaves no image of
    memory: keys and what was opened with them are in it. numpy starts no thread a core for linear algebra, which
    nothing here does: they would wait busily."""
    os.umask(0o077)
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))
