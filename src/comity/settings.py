"""Django's settings: one SQLite file under ``$COMITY_HOME/node``, made durable.

They import without secrets, because type checking runs them. ``COMITY_DATABASE`` names another
file; tests use it.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

HOME: Final = Path(os.environ.get("COMITY_HOME", "~/.comity")).expanduser()
DATABASE: Final = Path(os.environ.get("COMITY_DATABASE", HOME / "node" / "comity.db"))

INSTALLED_APPS: Final = ["comity.store"]
USE_TZ: Final = True
TIME_ZONE: Final = "UTC"
DEFAULT_AUTO_FIELD: Final = "django.db.models.BigAutoField"
SECRET_KEY: Final = ""  # no pages are served yet; the site sets its own

DATABASES: Final = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": DATABASE,
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
