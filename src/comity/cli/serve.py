"""``comity serve``: answer over HTTP until it is stopped.

This process only watches; the one that answers is its child, and is replaced by nobody when it fails: what is
wrong then is said once, and the command ends.
"""

from __future__ import annotations

import errno
import os
import socket
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Final

import typer

from comity.cli import output
from comity.cli.output import Output
from comity.errors import Refused
from comity.home import FILE_NAME, home

TARGET: Final = "comity.site.wsgi:application"
OWN_TARGET: Final = "comity.site.authority.wsgi:application"
OWN_ROUTES: Final = "comity.site.authority.urls"
SETTINGS: Final = "comity.site.settings"
THREADS: Final = 16  # one computes; the others wait for the journal or for a client that sends its body slowly
WAITING: Final = 256  # connections
HEADERS_WITHIN: Final = 10_000  # milliseconds, also for a connection that is kept alive
STOPS_WITHIN: Final = 10  # seconds
app = output.commands("cli.help_serve")


@app.command(help="serve.help")
def serve(
    ctx: typer.Context,
    host: Annotated[str, typer.Option("--host", metavar="ADDRESS", help="serve.help_host")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", metavar="NUMBER", min=1, max=65535, help="serve.help_port")] = 8000,
    name: Annotated[list[str] | None, typer.Option("--name", metavar="HOST", help="serve.help_name")] = None,
    authority: Annotated[str, typer.Option("--authority", metavar="AUTHORITY", help="authority.help_authority")] = "",
    registry: Annotated[str, typer.Option("--registry", metavar="URL", help="authority.help_registry")] = "",
    log_key: Annotated[str, typer.Option("--log-key", metavar="KEY", help="authority.help_log_key")] = "",
    keys: Annotated[Path | None, typer.Option("--keys", metavar="FOLDER", help="authority.help_keys")] = None,
) -> int:
    """Serve what is here, or the desk of an authority; 0 when stopped, 70 where the server ended by itself."""
    if authority or registry or log_key or keys:
        if not (authority and registry and log_key):
            raise Refused("authority.options", "design, rule 4")
        return serving_own(output.of(ctx), (authority, registry, log_key), keys, host, port, name or ())
    return serving(output.of(ctx), home(), host, port, name or ())


def serving(out: Output, state: Path, host: str, port: int, name: Iterable[str] = ()) -> int:
    """Serve the state directory ``state`` until stopped. Raises Refused (``serve.*``)."""
    if not _anything(state):
        raise Refused("serve.nothing", folder=str(state))
    names = _ready(out, state, host, port, name)
    at = f"http://{_in_address(host)}:{port}"
    out.answer({"serving": at, "names": names}, lambda: out.lines([out.word("serve.serving", at=at)]))
    return _run(TARGET, host, port)


def serving_own(
    out: Output, whose: tuple[str, str, str], keys: Path | None, host: str, port: int, name: Iterable[str] = ()
) -> int:
    """Serve the desk of an authority (``whose``: it, the registry's address, the key of its log) until stopped.

    Everything is looked at before anything is served. Raises Refused (``authority.*``, ``log.vkey``, ``serve.*``).
    """
    from comity.operations.authority import folder, knowing  # noqa: PLC0415  `comity --help` does without

    desk = folder.desk(*whose, home(), keys)
    knowing.check(desk)
    names = _ready(out, desk.home, host, port, name)
    os.environ |= {**desk.to_environment(), "COMITY_ROUTES": OWN_ROUTES}
    at = f"http://{_in_address(host)}:{port}"
    told = {"serving": at, "names": names, "authority": desk.authority}
    out.answer(told, lambda: out.lines([out.word("authority.serving", at=at, authority=desk.authority)]))
    return _run(OWN_TARGET, host, port)


def _ready(out: Output, state: Path, host: str, port: int, name: Iterable[str]) -> list[str]:
    """The names under which it will be called, once the address is known to be free and the settings are told."""
    _check_free(host, port)
    names = called(host, name)
    os.environ |= {"COMITY_HOME": str(state), "COMITY_HOSTS": ",".join(names)}
    os.environ |= {"COMITY_LANG": out.lang, "DJANGO_SETTINGS_MODULE": SETTINGS}
    return names


def called(host: str, names: Iterable[str]) -> list[str]:
    """The hosts under which it may be called: those named, the address itself, this machine."""
    return [*dict.fromkeys([*names, _in_address(host), "127.0.0.1", "localhost", "[::1]"])]


def _in_address(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _anything(state: Path) -> bool:
    """Whether a list was imported or a node stands here."""
    return (state / FILE_NAME).is_file() or any((state / "watchlists").glob("*/in_force"))


def _check_free(host: str, port: int) -> None:
    """Raises Refused: ``serve.taken``, ``serve.address``."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((host, port))
        except OSError as error:
            code = "serve.taken" if error.errno == errno.EADDRINUSE else "serve.address"
            raise Refused(code, host=host[:100], port=port, problem=error.strerror or "") from None


def _run(target: str, host: str, port: int) -> int:
    from granian.constants import HTTPModes, Interfaces  # noqa: PLC0415  `comity --help` does without
    from granian.http import HTTP1Settings  # noqa: PLC0415
    from granian.server import Server  # noqa: PLC0415

    server = Server(
        target,
        host,
        port,
        interface=Interfaces.WSGI,
        factory=True,
        workers=1,
        blocking_threads=THREADS,
        runtime_threads=1,
        runtime_blocking_threads=THREADS,
        http=HTTPModes.http1,
        websockets=False,
        backpressure=WAITING,
        http1_settings=HTTP1Settings(header_read_timeout=HEADERS_WITHIN, max_buffer_size=64 << 10),
        log_enabled=False,
        workers_kill_timeout=STOPS_WITHIN,
    )
    try:
        server.serve()
    except SystemExit:  # the child ended by itself, and has said why
        return 70
    return 0
