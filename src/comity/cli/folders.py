"""What the commands on folders share, be it a dossier or a telling: faults, signing, submitting.

Only to submit needs a node, only to sign needs keys.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Final

import typer

from comity import config, keyfiles
from comity.acts import SignedAct
from comity.cli.asking import Secrets
from comity.cli.output import Output
from comity.engine import Receipt
from comity.entries.acting import Identity, Prepared
from comity.errors import Refused
from comity.home import FILE_NAME, home
from comity.interchange.dossier import signing
from comity.interchange.dossier.attachments import Attachment
from comity.interchange.dossier.reading import Malformed
from comity.keys import KeyKind, SoftSigner

MALFORMED: Final = 2
"""Exit code where the folder does not have its form."""
As = Annotated[str, typer.Option("--as", metavar="OFFICER", help="dossier.help_as")]
Key = Annotated[Path, typer.Option("--key", metavar="FILE", help="dossier.help_key")]
Seal = Annotated[Path, typer.Option("--seal", metavar="FILE", help="dossier.help_seal")]
LogName = Annotated[str, typer.Option("--log-name", metavar="LOG", help="dossier.help_log")]
SecretsFd = Annotated[int | None, typer.Option("--secrets-fd", metavar="N", help="acts.help_secrets")]


def show_faults(out: Output, malformed: Malformed) -> None:
    """Every fault of form, as a sentence or as a value."""
    value = {
        "faults": [
            {"code": one.code, "sentence": one.sentence(out.lang), "evidence": dict(one.evidence)}
            for one in malformed.faults
        ]
    }
    out.answer(value, lambda: out.lines(one.sentence(out.lang) for one in malformed.faults))


@dataclass(frozen=True, slots=True)
class Pen:
    """The two keys with which an officer signs, still closed, and for which log."""

    officer: str
    key: Path
    seal: Path
    log: str
    secrets_fd: int | None

    def identity(self) -> Identity:
        """Who signs. Raises Refused (``dossier.wrong_holder``) where the key is another's."""
        own, authority = keyfiles.read_header(self.key), keyfiles.read_header(self.seal)
        if own.purpose != self.officer:
            raise Refused(
                "dossier.wrong_holder", "Conv. Art 8(4)", file=str(self.key), found=own.purpose, wanted=self.officer
            )
        return Identity(self.officer, authority.purpose, own.key_id, authority.key_id, self.log or _origin_here())

    def sign(self, out: Output, folder: Path, prepared: Sequence[Prepared], first: int) -> tuple[Path, ...]:
        """Show in words what is signed, open both keys, sign, and save the acts from number ``first``."""
        for one in prepared:
            out.note(one.words[out.lang])
        secret = Secrets(out, self.secrets_fd)
        pen, stamp = _open(secret, self.key, KeyKind.OFFICER), _open(secret, self.seal, KeyKind.SEAL)
        paths = signing.save(folder, [signing.sign(one, pen, stamp) for one in prepared], first)
        value = {"signed": [str(path) for path in paths], "words": [one.words[out.lang] for one in prepared]}
        out.answer(value, lambda: out.lines([out.word("dossier.signed", count=len(paths), folder=folder)]))
        return paths


def submit(out: Output, signed: Sequence[SignedAct], attachments: Iterable[Attachment]) -> list[Receipt]:
    """Commit signed acts in order; run again after a stop, it goes on where it stopped."""
    from comity.cli import desk  # noqa: PLC0415  the other commands on folders need no node

    contents = {one.digest: one.content for one in attachments}
    node = desk.committing()
    step: Callable[[int], None]
    with out.progress(out.word("dossier.submitting"), len(signed)) as step:
        receipts = []
        for act in signed:
            receipts.append(node.submit(act, contents))
            step(1)
    return receipts


def _origin_here() -> str:
    """The origin of the node on this machine; empty where there is none."""
    file = home() / FILE_NAME
    return config.load(file).config.origin if file.is_file() else ""


def _open(secret: Secrets, path: Path, kind: KeyKind) -> SoftSigner:
    """Open a key with its passphrase, on a machine that need not hold a node."""
    phrase = secret.passphrase("secrets.key", file=path.name)
    return keyfiles.open_key(path, phrase, kind=kind, fictional=keyfiles.read_header(path).fictional)
