"""The stage: a fresh node of fictional States in a folder, with keys made for this run."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from comity import config, keys
from comity.bootstrap import Node, open_node
from comity.demo.cast import Cast, StoryClock
from comity.demo.leaving import leave_keys
from comity.errors import Refused
from comity.home import FILE_NAME

PROFILE: Final = "sco_rats_demo"
ORIGIN: Final = "demo.comity.example/fictional"
_MARK: Final = "DEMO"
_BEFORE: Final = timedelta(hours=6)


@dataclass(frozen=True, slots=True)
class Stage:
    """A node with its cast and the clock of the story."""

    home: Path
    node: Node
    cast: Cast
    clock: StoryClock


def build(home: Path, now: datetime, random_bytes: Callable[[int], bytes], takes: timedelta = timedelta()) -> Stage:
    """Make a fresh demo node in ``home``, in the place of an earlier demo. ``takes``: how long the story lasts,
    which ends before the clock of whoever watches.

    Raises Refused (``demo.not_a_demo``) where ``home`` holds anything else: a demo never touches it.
    """
    if home.exists() and any(home.iterdir()):
        if not (home / _MARK).is_file():
            raise Refused("demo.not_a_demo", folder=str(home))
        shutil.rmtree(home)
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    (home / _MARK).write_text("Made by `comity demo`. Fictional; replaced at the next run.\n", "utf-8")
    told = config.Config.model_validate({"node": "demo", "mode": "demo", "origin": ORIGIN, "profile": PROFILE})
    (home / FILE_NAME).write_text(config.template(told.language, told), "utf-8")
    clock = StoryClock((now - takes - _BEFORE).replace(microsecond=0))
    log_key, node_key = keys.generate(random_bytes), keys.generate(random_bytes)
    node = open_node(config.Located(home, told), log_key, node_key, clock)
    cast = Cast.gather(node, random_bytes)
    leave_keys(node.located, (log_key, node_key), cast, random_bytes)
    return Stage(home, node, cast, clock)
