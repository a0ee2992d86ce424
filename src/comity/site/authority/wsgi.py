"""What granian's worker imports for an authority's own desk. It opens no node and no register."""

from __future__ import annotations

import os
import sys
from typing import Any

from comity.errors import Refused
from comity.home import home
from comity.operations.authority import folder
from comity.site import starting


def application() -> Any:
    """For granian's factory; the command has looked before at everything that can be refused."""
    state = home()
    try:
        desk = folder.from_environment(os.environ, state)
        os.environ["COMITY_SECRET"] = starting.secret(state)
        from django.core.wsgi import get_wsgi_application  # noqa: PLC0415  reads the settings, and the secret with them

        made = get_wsgi_application()
        from comity.site import service  # noqa: PLC0415  needs Django set up
        from comity.site.authority import sitting  # noqa: PLC0415
        from comity.site.desk import databases  # noqa: PLC0415

        service.use(None, starting.program_log(state / "desk" / "program.log").failed)
        databases.use(state / "desk" / "desk.db")
        sitting.use(desk)
    except Refused as refused:
        starting.say(refused)
        sys.exit(starting.UNAVAILABLE)
    return made
