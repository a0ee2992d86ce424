"""Rule 22: jobs, program logs, cache keys and addresses hold ids only."""

from __future__ import annotations

import json
import re
from pathlib import Path

from django.apps import apps
from django.db import models as fields

from comity.demo.cast import Cast, Filed
from tests.asking import refused, rows
from tests.planted import caught

TOKEN = re.compile(r"[A-Za-z0-9._:/+@-]{0,128}")


def only_ids(value: object) -> None:
    if isinstance(value, dict):
        for key, inner in value.items():
            only_ids(key)
            only_ids(inner)
    elif isinstance(value, list):
        for inner in value:
            only_ids(inner)
    else:
        assert value is None or isinstance(value, bool | int) or (isinstance(value, str) and TOKEN.fullmatch(value)), (
            value
        )


def test_a_job_has_no_room_for_more(cast: Cast) -> None:
    job = apps.get_model("store", "Job")
    texts = [f for f in job._meta.get_fields() if isinstance(f, fields.CharField)]
    assert {f.name for f in texts} == {"kind", "target", "due", "claimed"}
    assert all(f.max_length <= 64 for f in texts)
    assert not any(isinstance(f, fields.TextField | fields.BinaryField) for f in job._meta.get_fields())


def test_the_journal_and_every_head_and_stamp_hold_ids_only(cast: Cast, circulated: Filed) -> None:
    with refused("actor.capacity"):
        cast.open("XA-NLO-1", "IR", "case.open", "case", circulated.entry, reason="other")
    lines = [row[0] for row in rows("SELECT content FROM journal")]
    assert lines
    for (content,) in [*((line,) for line in lines), *rows("SELECT head FROM act"), *rows("SELECT stamp FROM act")]:
        only_ids(json.loads(bytes(content)))


def test_a_name_is_caught() -> None:
    caught(only_ids, {"target": ["Ember Column"]})
    caught(only_ids, {"имя": 1})


def test_no_file_is_named_after_anyone(cast: Cast, circulated: Filed, home: Path) -> None:
    cast.node.publish()
    documents = {json.loads(bytes(row[0]))["value"]["name"] for row in rows(
        "SELECT content FROM statement WHERE instr(content, '\"property\":\"attachment\"') > 0"
    )}  # fmt: skip
    assert documents
    for path in home.rglob("*"):
        only_ids(path.relative_to(home).as_posix())
        assert path.name not in documents
    for path in (home / "blobs").rglob("*"):
        assert path.is_dir() or re.fullmatch(r"[0-9a-f]{64}", path.name)
