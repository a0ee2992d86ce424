"""A registry whose log went back: every page says so, and the desk does not start before it."""

from __future__ import annotations

import json
from pathlib import Path

from comity.operations.authority import folder, knowing
from comity.operations.authority.remote import Remote
from tests.asking import refused
from tests.site.authority.between import between
from tests.site.authority.conftest import Registry, Sitter, furnished, serving
from tests.site.authority.test_story import path_of, sign, words

NODE = "/api/v1/node"


def test_a_log_that_went_back_is_said_on_every_page(registry: Registry, tmp_path: Path) -> None:
    home, node = furnished(tmp_path / "desk", registry, "XA-NLO-1"), registry.served.stage.node
    node.publish()
    desk = folder.desk("XA-CENTRAL", registry.address, registry.log_key, home)
    old = Remote(desk, "XA-NLO-1").whole("/node")
    with between(registry.address) as line, serving(home, registry, registry=line.address) as served:
        me, path = Sitter(served, "XA-NLO-1"), path_of(registry, "flag.raise")
        words(me, path, ground="R5")
        sign(me, path)
        node.publish()
        assert "Verified here" in me.get(me.at.removeprefix(served.address))
        assert any(asked.endswith("/growth") for asked, _ in line.sent)
        line.answers[NODE] = json.dumps(old).encode()
        for address in ("/desk", "/list", path, "/dossiers"):
            me.get(address)
            assert (me.status, "authority.rolled_back" in me.page) == (403, True), address
        (file,) = (home / "log" / "alarms").iterdir()
        assert old["checkpoint"] in file.read_text()
        with refused("authority.rolled_back"):
            knowing.check(folder.desk("XA-CENTRAL", line.address, registry.log_key, home))
        line.answers.clear()
        assert str(file) in me.get("/desk")
        assert me.status == 200
        file.unlink()
        assert "goes back" not in me.get("/desk")
