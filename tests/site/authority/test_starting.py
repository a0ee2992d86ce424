"""What an authority's desk refuses to start with, and what it says when the registry is not what it was."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

import pytest

from comity import acts, keyfiles
from comity.cli import main
from comity.cli.looking import free_port
from comity.cli.looking import serving as serving_registry
from comity.demo.leaving import PASSPHRASE
from comity.errors import Refused
from comity.keyfiles import Label
from comity.keys import KeyKind, generate
from comity.language import LANGUAGES
from comity.operations import credentials
from comity.operations.authority import acting, folder, knowing
from comity.operations.authority.remote import Remote
from comity.translog.vkeys import VerifierKey
from tests.site.authority.conftest import Registry, Sitter, furnished, refused_start, serving
from tests.site.authority.test_story import lift, path_of, sign, words


def code(home: Path, registry: Registry, /, **other: str) -> str:
    """Why it does not start; "" where it would."""
    told = {"authority": "XA-CENTRAL", "registry": registry.address, "log_key": registry.log_key, **other}
    try:
        knowing.check(folder.desk(**told, home=home))
    except Refused as refused:
        for lang in LANGUAGES:
            said = refused.refusal.sentence(lang)
            assert not any(one.read_text() in said for one in home.glob("tokens/*"))
        return refused.refusal.code
    return ""


@pytest.fixture
def home(registry: Registry, tmp_path: Path) -> Path:
    return furnished(tmp_path / "desk", registry, "XA-NLO-1")


def _seal_of_another(home: Path, registry: Registry) -> None:
    shutil.copy(registry.officers / "XB-CENTRAL.seal", home / "keys")


def _officer_of_another(home: Path, registry: Registry) -> None:
    shutil.copy(registry.officers / "XB-NLO-1.key", home / "keys")
    folder.keep_token(home, "XB-NLO-1", registry.token("XB-NLO-1"))


def _token_of_another(home: Path, registry: Registry) -> None:
    folder.keep_token(home, "XA-NLO-1", registry.token("XA-NAA-1"))


def _key_that_the_log_does_not_name(home: Path, registry: Registry) -> None:
    (home / "keys" / "XA-NLO-1.key").unlink()
    label = Label(KeyKind.OFFICER, "XA-NLO-1", True)
    keyfiles.write(home / "keys", generate(os.urandom), keyfiles.typed(PASSPHRASE), label, os.urandom)


def _real_key(home: Path, registry: Registry) -> None:
    label = Label(KeyKind.OFFICER, "XA-NLO-1", False)
    keyfiles.write(home / "keys", generate(os.urandom), keyfiles.typed(PASSPHRASE), label, os.urandom)


def _key_of_the_log(home: Path, registry: Registry) -> None:
    shutil.copy(next((registry.home / "keys").glob("log-*.key")), home / "keys")


def _key_of_the_node(home: Path, registry: Registry) -> None:
    shutil.copy(next((registry.home / "keys").glob("node-*.key")), home / "keys")


def _node(home: Path, registry: Registry) -> None:
    shutil.copy(registry.home / "config.yaml", home)


def _no_seal(home: Path, registry: Registry) -> None:
    (home / "keys" / "XA-CENTRAL.seal").unlink()


def _no_token(home: Path, registry: Registry) -> None:
    (home / "tokens" / "XA-NLO-1").unlink()


def _token_that_ended(home: Path, registry: Registry) -> None:
    folder.keep_token(home, "XA-NLO-1", registry.token("XA-NLO-1", ago=2))


def _open_token(home: Path, registry: Registry) -> None:
    (home / "tokens" / "XA-NLO-1").chmod(0o644)


def _no_token_at_all(home: Path, registry: Registry) -> None:
    (home / "tokens" / "XA-NLO-1").write_text("letmein\r\nX-Other: 1")


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (_seal_of_another, "authority.holder"),
        (_officer_of_another, "authority.other"),
        (_token_of_another, "authority.other"),
        (_key_that_the_log_does_not_name, "authority.key"),
        (_real_key, "key.real"),
        (_key_of_the_log, "authority.node_key"),
        (_key_of_the_node, "authority.node_key"),
        (_node, "authority.node_here"),
        (_no_seal, "authority.no_keys"),
        (_no_token, "authority.no_token"),
        (_token_that_ended, "authority.token"),
        (_open_token, "file.permissions"),
        (_no_token_at_all, "authority.token_form"),
    ],
)
def test_it_does_not_start(home: Path, registry: Registry, change: Callable[..., None], expected: str) -> None:
    assert code(home, registry) == ""
    change(home, registry)
    assert code(home, registry) == expected


def test_the_command_says_why_and_leaves_nothing(home: Path, registry: Registry) -> None:
    _key_of_the_log(home, registry)
    status, said = refused_start(home, registry)
    assert (status, "is a key of a node" in said) == (1, True)
    status, said = refused_start(home, registry, "--json", authority="")
    assert (status, json.loads(said)["code"]) == (2, "authority.options")
    assert not (home / "desk").exists()


def test_it_does_not_start_before_another_registry_or_none(home: Path, registry: Registry) -> None:
    name = registry.log_key.partition("+")[0]
    another = VerifierKey(name, generate(os.urandom).public_key).vkey()
    renamed = VerifierKey("other.example/fictional", generate(os.urandom).public_key).vkey()
    assert code(home, registry, log_key=another) == "authority.log"
    assert code(home, registry, log_key=renamed) == "authority.log"
    assert code(home, registry, log_key="nothing") == "log.vkey"
    assert code(home, registry, registry=f"http://127.0.0.1:{free_port()}") == "authority.unreachable"
    for wrong in ("http://registry.example", "ftp://127.0.0.1", "https://me:secret@registry.example", "https://x/?a=b"):
        assert code(home, registry, registry=wrong) == "authority.address", wrong


def test_one_officer_s_token_that_ended_closes_the_desk_to_him_alone(registry: Registry, tmp_path: Path) -> None:
    home = furnished(tmp_path / "desk", registry, "XA-NLO-1", "XA-NAA-1")
    folder.keep_token(home, "XA-NAA-1", registry.token("XA-NAA-1", ago=2))
    with serving(home, registry) as own:
        late = Sitter(own, "XA-NAA-1")
        assert (late.status, "does not accept the token of XA-NAA-1" in late.page) == (403, True)
        me = Sitter(own, "XA-NLO-1")
        assert me.at.endswith("/desk")
        held, now = credentials.of_home(registry.home), int(datetime.now(UTC).timestamp())
        known = held.token(folder.token(home, "XA-NLO-1"), now)
        assert known is not None
        held.revoke(known.id, "XA-CENTRAL", now)
        me.get("/list")
        assert (me.status, "does not accept the token" in me.page) == (403, True)
        folder.keep_token(home, "XA-NLO-1", registry.token("XA-NLO-1"))
        assert "Black Salt" in me.get("/list")
        (home / "keys" / "XA-NLO-1.key").rename(tmp_path / "aside.key")
        me.get("/list")
        assert me.at.endswith("/sign-in")


@pytest.mark.slow
def test_a_registry_that_does_not_answer_is_said_and_nothing_is_signed(home: Path, registry: Registry) -> None:
    port, path = free_port(), path_of(registry, "flag.raise")
    with ExitStack() as stack:
        there = stack.enter_context(ExitStack())
        there.enter_context(serving_registry(registry.home, port))
        me = Sitter(stack.enter_context(serving(home, registry, registry=f"http://127.0.0.1:{port}")), "XA-NLO-1")
        words(me, path, ground="R1")
        there.close()
        sign(me, path)
        assert (me.status, "does not answer" in me.page) == (503, True)
        assert not (home / "sent").exists()


@pytest.mark.slow
def test_what_was_signed_and_did_not_arrive_is_sent_again(home: Path, registry: Registry) -> None:
    """As after a stop between keeping and sending."""
    desk = folder.desk("XA-CENTRAL", registry.address, registry.log_key, home)
    asked, files, phrase = Remote(desk, "XA-NLO-1"), folder.read(desk), keyfiles.typed(PASSPHRASE)
    unsigned = asked.prepare("flag.raise", registry.served.entries["salt-brigade"], {"ground": ["R1"]})
    (signed,) = acting.sign(desk, files, [unsigned], phrase, phrase)
    acting.keep(home, signed)
    path = f"/sent/{acts.parse_head(signed.head).id}"
    with serving(home, registry) as own:
        me = Sitter(own, "XA-NLO-1")
        assert "Signed, and not in the log" in me.get(path)
        assert "Done, and in the log" in me.post(path)
        assert "Done, and in the log" in me.post(path)
        lift(me, registry)


def test_ten_wrong_passphrases_close_the_door(home: Path, registry: Registry) -> None:
    with serving(home, registry) as own:
        for _ in range(10):
            assert Sitter(own, "XA-NLO-1", "wrong").status == 403
        assert Sitter(own, "XA-NLO-1").status == 429


def test_a_token_is_kept_for_its_owner_alone_and_never_shown(
    tmp_path: Path, registry: Registry, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COMITY_HOME", str(tmp_path / "desk"))
    for secret in (registry.token("XA-NLO-1"), registry.token("XA-NLO-1")):
        read, write = os.pipe()
        os.write(write, f"{secret}\n".encode())
        os.close(write)
        assert main(["desk", "keep", "XA-NLO-1", "--secrets-fd", str(read)]) == 0
        os.close(read)
        file = tmp_path / "desk" / "tokens" / "XA-NLO-1"
        assert (file.read_text(), file.stat().st_mode & 0o777) == (secret, 0o600)
        assert list(file.parent.iterdir()) == [file]
        said = capsys.readouterr()
        assert secret not in said.out + said.err
