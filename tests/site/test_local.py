"""The real service over a node of fictional States: what is public is answered at once, nothing else ever."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from comity.demo.cast import Cast, Filed, StoryClock
from comity.errors import Refused
from comity.site import local, service
from comity.site.local import Local
from comity.watchlists import index, registry, subjects, synthetic
from comity.watchlists.lines import Lines
from comity.watchlists.store import Store
from tests.asking import rows
from tests.cli.conftest import cast, circulated, clock, named  # fixtures: a node that the commands find
from tests.site.conftest import Caller, person

__all__ = ["cast", "circulated", "clock", "named"]

BODY = "Ember Column"
REGISTERED = "Muhiban Sabrat"


class Moments:
    """A clock that moves a second at each look, so that nothing is kept from before."""

    def __init__(self) -> None:
        self.at = 0.0

    def __call__(self) -> float:
        self.at += 1
        return self.at


def take_in(home: Path, day: date = date(2026, 3, 1), **how: Any) -> None:
    data = synthetic.make(day, **how)
    Store(home, registry.source("un")).take_in(
        BytesIO(data), datetime(2026, 3, 2, 9, tzinfo=UTC), "They were delisted."
    )


@pytest.fixture
def served(cast: Cast, clock: StoryClock) -> Iterator[Caller]:
    home = cast.node.located.home
    take_in(home)
    made = Local(home, Moments(), clock)
    with pytest.raises(Refused):
        made.now()
    made.warm()
    service.use(made)
    yield Caller()
    service.use(None)


def ids(call: Caller, name: str, schema: str = "Organization", **params: Any) -> list[str]:
    found = call.match({"q": {"schema": schema, "properties": {"name": name}}}, **params)["responses"]["q"]
    return [one["id"] for one in found["results"]]


def test_an_act_is_answered_with_at_once(served: Caller, cast: Cast, circulated: Filed) -> None:
    entry = f"list-{circulated.entry}"
    assert ids(served, BODY) == [entry]
    code, one = served.get(f"/entities/{entry}")
    assert code == 200
    assert one["properties"]["topics"] == ["crime.terror"]
    assert "sanctions" not in one["properties"]
    assert served.get(f"/entities/{circulated.entry}")[0] == 308
    _, rows_ = served.get("/catalog")
    assert {one["name"]: one["entity_count"] for one in rows_["datasets"]} == {"default": 13, "un": 12, "list": 1}


def test_what_a_person_of_the_register_is_called_is_answered_nowhere(served: Caller, named: Filed) -> None:
    before = served.get("/catalog")[1]
    assert ids(served, REGISTERED, "Person", threshold=0.5) == []
    assert ids(served, REGISTERED, "LegalEntity", threshold=0.5) == []
    assert served.get("/search/default", q=REGISTERED, fuzzy="true")[1]["total"]["value"] == 0
    for name in (named.entry, f"register-{named.entry}", f"list-{named.entry}", named.version):
        assert served.get(f"/entities/{name}")[0] == 404
        assert served.get("/search/default", q=name)[1]["total"]["value"] == 0
    for dataset in ("register", "Register", "list%00", "register/../list"):
        assert served.try_match({"q": person(REGISTERED)}, dataset)[0] == 404
        assert served.try_match({"q": person(REGISTERED)}, "default", include_dataset=dataset)[0] in (404, 422)
    assert all("register" not in json.dumps(one) for one in before["datasets"])


def test_each_call_is_one_line_of_the_journal_without_the_name(served: Caller) -> None:
    lines = len(rows("SELECT idx FROM journal"))
    served.match({"a": person("Vymyshlen Primerov"), "b": person("Quixote Zimmermann")})
    served.get("/search/default", q="Quixote Zimmermann")
    kept = rows("SELECT content FROM journal ORDER BY idx")[lines:]
    assert len(kept) == 2
    assert all(b"Quixote" not in bytes(content) for (content,) in kept)
    assert json.loads(bytes(kept[0][0]))["content"]["names"] == 2


def test_a_newer_list_counts_at_once(served: Caller, cast: Cast) -> None:
    assert ids(served, "Nemo Outis", "Person") == ["un-ZZi.007"]
    take_in(cast.node.located.home, date(2026, 3, 2), without=("ZZi.007", "ZZi.008"))
    assert ids(served, "Nemo Outis", "Person") == []
    assert served.get("/entities/un-ZZi.007")[0] == 404
    assert served.get("/catalog")[1]["datasets"][1]["updated_at"] == "2026-03-02T12:00:00"


def test_entities_are_kept_only_as_they_are(served: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(local, "SHOWN", 2)
    first = [served.get(f"/entities/un-ZZi.00{n}") for n in range(1, 8)]
    assert [served.get(f"/entities/un-ZZi.00{n}") for n in range(1, 8)] == first
    assert "sanctions" in first[0][1]["properties"]
    assert "sanctions" not in served.get("/entities/un-ZZi.001", nested="false")[1]["properties"]


def test_without_a_node_lists_alone_are_answered(tmp_path: Path) -> None:
    take_in(tmp_path)
    made = Local(tmp_path, Moments())
    made.warm()
    service.use(made)
    try:
        call = Caller()
        assert ids(call, "Vymyshlen Primerov", "Person") == ["un-ZZi.001"]
        assert [one["name"] for one in call.get("/catalog")[1]["datasets"]] == ["default", "un"]
    finally:
        service.use(None)


def test_one_on_several_lists_is_named_where_a_list_says_so(tmp_path: Path) -> None:
    """A second list that gives the UN's reference, imported by its operator; nothing is merged."""
    take_in(tmp_path)
    made = Local(tmp_path, Moments())
    made.warm()
    (lines,) = made.now().lines.values()
    un = lines.entry("ZZi.001")
    assert un is not None
    other = replace(un, reference="XA-1", same_as=("un:ZZi.001", "un:ZZi.404"))
    (tmp_path / "other").write_bytes(index.write(replace(lines.list, source="eu", issuer="eu", entries=(other,))))
    view = replace(made.now(), groups=local._groups({"un": lines, "eu": Lines(tmp_path / "other")}), shown={})
    assert view.entity(subjects.subject("un", un))["referents"] == ["eu-XA-1"]
    lone = lines.entry("ZZi.002")
    assert lone is not None
    assert view.entity(subjects.subject("un", lone))["referents"] == []
