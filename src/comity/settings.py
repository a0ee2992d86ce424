"""Django's settings for the store: one SQLite file under ``$COMITY_HOME/node``, made durable.

They import without secrets and load no more than a command needs; ``site.settings`` adds what a served page
needs. ``COMITY_DATABASE`` names another file; tests use it.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any, Final

HOME: Final = Path(os.environ.get("COMITY_HOME", "~/.comity")).expanduser()
DATABASE: Final = Path(os.environ.get("COMITY_DATABASE", HOME / "node" / "comity.db"))

INSTALLED_APPS = ["comity.store"]
USE_TZ: Final = True
TIME_ZONE: Final = "UTC"
DEFAULT_AUTO_FIELD: Final = "django.db.models.BigAutoField"
SECRET_KEY = ""  # a command signs nothing with it

DEBUG: Final = False  # no answer shows a trace
USE_I18N: Final = False  # our own sentences, in the language that the client accepts
LOGGING_CONFIG: Final = None  # Django would log addresses, and a search has its name in there

DATABASES: dict[str, dict[str, Any]] = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": DATABASE,
        "CONN_MAX_AGE": None,  # each thread that serves keeps its own
        "OPTIONS": {
            "timeout": 30,
            "transaction_mode": "IMMEDIATE",  # the head row's lock orders all writing
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON; PRAGMA temp_store=MEMORY;"
                # one act touches some 23 pages: fewer, larger checkpoints, and a group of acts stays in memory
                "PRAGMA wal_autocheckpoint=4000; PRAGMA cache_size=-32000;"
            ),
        },
    }
}
