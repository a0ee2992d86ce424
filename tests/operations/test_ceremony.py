"""The ceremony founds a whole node, or writes nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from comity import config, keyfiles
from comity.config import Config, Mode
from comity.errors import Refused
from comity.home import FILE_NAME
from comity.keys import KeyKind
from comity.operations import ceremony, opening
from comity.store import checking, reading
from tests.operations import nodes


def refused(code: str, *arguments: object) -> None:
    with pytest.raises(Refused) as caught:
        ceremony.plan(*arguments)  # type: ignore[arg-type]  # the cases give what the row says
    assert caught.value.refusal.code == code
    for lang in ("en", "ru", "zh"):
        assert caught.value.refusal.sentence(lang)


def test_a_founded_node_opens_and_its_log_is_whole(tmp_path: Path) -> None:
    home = nodes.copy(tmp_path)
    assert config.check(home.path / FILE_NAME) == []
    opening.read(opening.locate(home.path))
    assert checking.check().faults == []
    assert reading.founding_terms()["log_key"] == opening.public_key(home.located, KeyKind.LOG).hex()
    assert (home.path / "log" / "checkpoint").read_text().startswith("fictional.example/test\n1\n")


def test_the_keys_open_with_the_custodians_passphrase_only(tmp_path: Path) -> None:
    home = nodes.copy(tmp_path)
    for kind in (KeyKind.LOG, KeyKind.NODE):
        path = opening.key_file(home.located, kind)
        assert keyfiles.open_key(path, home.passphrase, kind=kind, fictional=True).public_key
        with pytest.raises(Refused):
            keyfiles.open_key(path, b"not the passphrase", kind=kind, fictional=True)


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    home = nodes.copy(tmp_path)
    founders = tmp_path / "f.yaml"
    founders.write_text(nodes.founders_text(), "utf-8")
    refused("init.exists", home.path, nodes.config(), founders, ["QM", "QN"])
    (home.path / FILE_NAME).unlink()
    refused("init.exists", home.path, nodes.config(), founders, ["QM", "QN"])


def test_a_home_that_others_can_open_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    founders = tmp_path / "f.yaml"
    founders.write_text(nodes.founders_text(), "utf-8")
    (tmp_path / "h").mkdir()
    (tmp_path / "h").chmod(0o755)
    refused("file.permissions", tmp_path / "h", nodes.config(), founders, ["QM", "QN"])
    assert list((tmp_path / "h").iterdir()) == []


def test_custodians_come_from_two_states(tmp_path: Path) -> None:
    founders = tmp_path / "f.yaml"
    founders.write_text(nodes.founders_text(), "utf-8")
    refused("custody.state", tmp_path / "h", nodes.config(), founders, ["QM", "QM"])
    refused("init.custodians", tmp_path / "h", nodes.config(), founders, ["QM"])
    refused("profile.no_such", tmp_path / "h", nodes.config(), founders, ["QM", "ZZ"])
    assert not (tmp_path / "h").exists()


def test_fictional_and_real_never_mix(tmp_path: Path) -> None:
    founders = tmp_path / "f.yaml"
    founders.write_text(nodes.founders_text(), "utf-8")
    real = Config(node="n", mode=Mode.PRODUCTION, origin="real.example/x", profile=nodes.PROFILE)
    refused("init.mixed", tmp_path / "h", real, founders, ["QM", "QN"])
    founders.write_text(nodes.founders_text().replace("fictional: true", "fictional: false"), "utf-8")
    refused("founders.mixed", tmp_path / "h", nodes.config(), founders, ["QM", "QN"])


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("duty: audit", "duty: espionage", "founders.form"),
        ("duty: audit", "duty: audit, name: X", "founders.form"),
        ("participant: QM", "participant: ZZ", "founders.unknown"),
        ("authority: QM-WARD", "authority: ZZ-WARD", "founders.unknown"),
        ("seconded_by: QM", "seconded_by: ZZ", "founders.unknown"),
        ("id: QN-L", "id: QM-L", "founders.twice"),
        ("id: QN-L", "id: node", "founders.twice"),
        ("capacities: [NLO]", "capacities: [NLO, NAA]", "founders.capacities"),
        ("capacities: [NLO]", "capacities: [IR]", "founders.capacities"),
        ('key: "', 'key: "00', "key.public"),
        ("authorities:", "authorities: []\nothers:", "founders.form"),
        ("authorities:", "\tauthorities:", "yaml"),
    ],
)
def test_a_wrong_founders_file_is_refused(tmp_path: Path, old: str, new: str, code: str) -> None:
    text = nodes.founders_text()
    assert old in text
    founders = tmp_path / "f.yaml"
    founders.write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(Refused) as caught:
        ceremony.plan(tmp_path / "h", nodes.config(), founders, ["QM", "QN"])
    assert caught.value.refusal.code.startswith(code)


def test_a_locked_node_signs_nothing(tmp_path: Path) -> None:
    node = nodes.copy(tmp_path).open(unlocked=False)
    with pytest.raises(Refused) as caught:
        node.node_key.sign(b"")
    assert caught.value.refusal.code == "node.locked"
