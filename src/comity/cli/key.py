"""``comity key``: the keys of officers and authorities; replacing, revoking and publishing are acts."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from comity import keyfiles
from comity.acts import Head
from comity.bootstrap import Node
from comity.cli import asking, output
from comity.cli.asking import Secrets
from comity.cli.output import Output
from comity.home import home
from comity.keyfiles import Header
from comity.keys import KeyKind
from comity.operations import founders, key_acts, keyring, opening
from comity.operations.key_acts import Signers

app = output.commands("cli.help_key")
_File = Annotated[Path, typer.Argument(help="keys.help_file")]
_SecretsFd = Annotated[int | None, typer.Option("--secrets-fd", min=0, help="secrets.help_fd")]
_OfficerKey = Annotated[Path, typer.Option("--officer-key", metavar="FILE", help="keys.help_officer_key")]
_SealKey = Annotated[Path, typer.Option("--seal-key", metavar="FILE", help="keys.help_seal_key")]
_Yes = Annotated[bool, typer.Option("--yes", help="keys.help_yes")]


@app.command("new", help="keys.help_new")
def new(
    ctx: typer.Context,
    kind: Annotated[KeyKind, typer.Argument(metavar="officer|seal|sealing", help="keys.help_kind")],
    holder: Annotated[str, typer.Argument(help="keys.help_holder")],
    folder: Annotated[Path | None, typer.Option("--folder", help="keys.help_folder")] = None,
    fictional: Annotated[bool, typer.Option("--fictional", help="keys.help_fictional")] = False,
    secrets_fd: _SecretsFd = None,
) -> None:
    """Make a key."""
    out = output.of(ctx)
    keyfiles.Label(kind, holder, fictional)  # refused before anyone is asked for a passphrase
    fiction = keyring.is_fictional(home(), fictional)
    passphrase = Secrets(out, secrets_fd).new_passphrase("secrets.new", purpose=holder)
    path = keyring.make(folder or home() / "keys", kind, holder, passphrase, fiction)
    header = keyfiles.read_header(path)
    out.answer(_value(path, header), lambda: _print(out, path, header))


@app.command("show", help="keys.help_show")
def show(ctx: typer.Context, file: _File) -> None:
    """Show what a key file says openly."""
    out = output.of(ctx)
    header = keyfiles.read_header(file)
    out.answer(_value(file, header), lambda: _print(out, file, header))


@app.command("passphrase", help="keys.help_passphrase")
def passphrase(ctx: typer.Context, file: _File, secrets_fd: _SecretsFd = None) -> None:
    """Change the passphrase of a key file."""
    out = output.of(ctx)
    secrets = Secrets(out, secrets_fd)
    old = secrets.passphrase("secrets.key", file=file.name)
    header = keyring.change_passphrase(file, old, secrets.new_passphrase("secrets.new", purpose=file.name))
    out.answer(_value(file, header), lambda: out.lines([out.word("keys.changed", file=file)]))


@app.command("rotate", help="keys.help_rotate")
def rotate(
    ctx: typer.Context,
    old: Annotated[str, typer.Argument(help="keys.help_old")],
    replacement: Annotated[str, typer.Argument(metavar="NEW", help="keys.help_replacement")],
    officer_key: _OfficerKey,
    seal_key: _SealKey,
    yes: _Yes = False,
    secrets_fd: _SecretsFd = None,
) -> int:
    """Replace a key by an act."""
    out = output.of(ctx)
    public = key_acts.public_key_of(replacement)
    node, signers = _open(out, officer_key, seal_key, secrets_fd)
    return _commit(out, node, signers, key_acts.rotate(node, signers, old, public), yes)


@app.command("revoke", help="keys.help_revoke")
def revoke(
    ctx: typer.Context,
    key: Annotated[str, typer.Argument(help="keys.help_old")],
    officer_key: _OfficerKey,
    seal_key: _SealKey,
    suspect_from: Annotated[int, typer.Option("--suspect-from", min=0, metavar="INDEX", help="keys.help_suspect")],
    yes: _Yes = False,
    secrets_fd: _SecretsFd = None,
) -> int:
    """Revoke a key by an act."""
    out = output.of(ctx)
    node, signers = _open(out, officer_key, seal_key, secrets_fd)
    return _commit(out, node, signers, key_acts.revoke(node, signers, key, suspect_from), yes)


@app.command("publish", help="keys.help_publish")
def publish(
    ctx: typer.Context,
    key: Annotated[str, typer.Argument(metavar="KEY", help="keys.help_published")],
    officer_key: _OfficerKey,
    seal_key: _SealKey,
    yes: _Yes = False,
    secrets_fd: _SecretsFd = None,
) -> int:
    """Publish the key to which one seals for an authority, by an act."""
    out = output.of(ctx)
    public = key_acts.sealing_key_of(key)
    node, signers = _open(out, officer_key, seal_key, secrets_fd)
    return _commit(out, node, signers, key_acts.publish(node, signers, public), yes)


def _open(out: Output, officer_key: Path, seal_key: Path, fd: int | None) -> tuple[Node, Signers]:
    located = opening.locate(home())
    opening.read(located)
    secrets, demo = Secrets(out, fd), opening.is_demo(located)
    opened = [
        keyfiles.open_key(path, secrets.passphrase("secrets.key", file=path.name), kind=kind, fictional=demo)
        for path, kind in ((officer_key, KeyKind.OFFICER), (seal_key, KeyKind.SEAL))
    ]
    return opening.open_node(located), Signers(*opened)


def _commit(out: Output, node: Node, signers: Signers, head: Head, yes: bool) -> int:
    """Show what is signed, ask, commit; 130 where the person says no."""
    out.note(key_acts.preview(head, out.lang))
    if not yes and not asking.confirmed(out, "keys.sign"):
        out.note(out.word("keys.not_signed" if sys.stdin.isatty() else "keys.say_yes"))
        return 130
    with opening.recorded(node.located):
        receipt = key_acts.commit(node, signers, head)
    value = {"act": receipt.act, "index": receipt.index, "time": receipt.time, "after": receipt.after}
    out.answer(value, lambda: out.lines([out.word("keys.committed", index=receipt.index, act=receipt.act)]))
    return 0


def _value(path: Path, header: Header) -> dict[str, Any]:
    return {
        "file": str(path),
        "kind": header.kind.value,
        "key_id": header.key_id,
        "public_key": header.public_key,
        "purpose": header.purpose,
        "fictional": header.fictional,
    }


def _print(out: Output, path: Path, header: Header) -> None:
    heads = [out.word(f"keys.head_{head}") for head in ("what", "value")]
    rows = [(out.word(f"keys.row_{name}"), str(value)) for name, value in _value(path, header).items()]
    out.table(heads, rows)
    if header.kind is KeyKind.SEALING:
        out.lines([out.word("keys.publish_next"), f"    comity key publish {header.public_key}"])
    elif header.kind in keyring.HELD_BY_PERSONS:
        out.lines(
            [out.word("keys.send"), founders.snippet(header.kind, header.purpose, header.public_key, header.fictional)]
        )
