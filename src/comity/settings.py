"""Django's settings: one SQLite file under ``$COMITY_HOME/node``, made durable; and what `comity serve` answers.

They import without secrets, because type checking runs them. ``COMITY_DATABASE`` names another
file; tests use it. ``COMITY_HOSTS`` names the hosts under which the service may be called.
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
SECRET_KEY: Final = ""  # nothing is signed by Django: no sessions, no cookies

DEBUG: Final = False  # no answer shows a trace
ROOT_URLCONF: Final = "comity.site.urls"
MIDDLEWARE: Final = ["comity.site.edge.Edge"]
HOSTS_VARIABLE: Final = "COMITY_HOSTS"
ALLOWED_HOSTS: Final = [name for name in os.environ.get(HOSTS_VARIABLE, "127.0.0.1,localhost,[::1]").split(",") if name]
DATA_UPLOAD_MAX_MEMORY_SIZE: Final = 1 << 20  # bytes of a body, known before it is read
APPEND_SLASH: Final = False
USE_I18N: Final = False  # our own sentences, in the language that the client accepts
LOGGING_CONFIG: Final = None  # Django would log addresses, and a search has its name in there

DATABASES: Final = {
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
