"""Two databases that never mix: the node's, and the desk's with sessions and credentials."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from django.core.management import call_command
from django.db import connections
from django.db.models import Model

from comity import private_files

ALIAS: Final = "desk"
_STORE: Final = "store"


class Router:
    """Everything but the store's tables lies in the desk's database."""

    def db_for_read(self, model: type[Model], **hints: Any) -> str:
        """The database of ``model``."""
        return "default" if model._meta.app_label == _STORE else ALIAS

    db_for_write = db_for_read

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool:
        """Whether ``app_label`` has tables in ``db``."""
        return (app_label == _STORE) == (db == "default")


def use(path: Path) -> None:
    """Keep sessions and credentials at ``path`` from now on; a new file gets its tables. Only its owner may read."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    private_files.make_empty(path)
    connections[ALIAS].close()
    connections[ALIAS].settings_dict["NAME"] = str(path)
    call_command("migrate", database=ALIAS, verbosity=0, interactive=False)
