"""A real node takes real keys only, starts before the safeguards are signed, and says what it holds back."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from comity import bootstrap, keyfiles
from comity.bootstrap import Treaty
from comity.config import Config, Mode
from comity.errors import Refused
from comity.keyfiles import Label
from comity.keys import KeyKind
from comity.operations import ceremony, keyring, opening, status
from tests.operations import nodes


@pytest.fixture
def real(monkeypatch: pytest.MonkeyPatch) -> None:
    """The fictional treaty, made to say that it is real: the project ships no real authority."""
    fictional = bootstrap.treaty(nodes.PROFILE)
    header = fictional.profile.header.model_copy(update={"fictional": False})
    treaty = Treaty(dataclasses.replace(fictional.profile, header=header), fictional.rulebook, fictional.safeguards)
    monkeypatch.setattr(bootstrap, "treaty", lambda name: treaty)


@pytest.mark.usefixtures("real")
def test_a_real_node(tmp_path: Path) -> None:
    nodes.database_is_closed()
    founders = tmp_path / "f.yaml"
    founders.write_text(nodes.founders_text().replace("fictional: true", "fictional: false"), "utf-8")
    config = Config(node="n", mode=Mode.PRODUCTION, origin="registry.example/list", profile=nodes.PROFILE)
    plan = ceremony.plan(tmp_path / "home", config, founders, ["QM", "QN"])
    passphrase, _, _ = ceremony.parts(nodes.Dice("real"))
    ceremony.carry_out(plan, passphrase, nodes.Dice("real"), lambda: nodes.NOW)
    node = opening.open_node(plan.located, passphrase, lambda: nodes.NOW)
    found = status.standing(plan.located, node, nodes.NOW)
    assert not found.circulates and found.signed == ()
    for kind in (KeyKind.LOG, KeyKind.NODE):
        header = keyfiles.read_header(opening.key_file(plan.located, kind))
        assert not header.fictional and header.cost == keyfiles.REAL_COST
    with pytest.raises(Refused) as caught:
        keyring.is_fictional(plan.located.home, True)
    assert caught.value.refusal.code == "key.fictional"
    label = Label(KeyKind.OFFICER, "QM-A", True)
    demo = keyfiles.write(tmp_path / "k", nodes.officer_key("QM-A"), nodes.PASSPHRASE, label, nodes.Dice("k"))
    with pytest.raises(Refused) as caught:
        status.confirm_time(plan.located, demo, nodes.PASSPHRASE, lambda: nodes.NOW)
    assert caught.value.refusal.code == "key.fictional"
