"""The guided ceremony at a terminal: each custodian sees one part, types it back, and nobody sees both."""

from __future__ import annotations

import os
import pty
import re
import select
import sys
import time
from pathlib import Path

from comity import config, custody
from comity.operations import opening
from tests.operations import nodes

GROUP = re.compile(r"\d{1,2}\. ([0-9A-Z]{5})")
_WAIT = 30.0


class Terminal:
    """A command at a terminal of its own."""

    def __init__(self, folder: Path, home: Path, line: list[str]) -> None:
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            os.chdir(folder)
            code = "import sys; from comity.cli import main; sys.exit(main(sys.argv[1:]))"
            source = Path(config.__file__).parents[1]
            os.execve(
                sys.executable,
                [sys.executable, "-c", code, *line],
                {**os.environ, "COMITY_HOME": str(home), "PYTHONPATH": str(source), "COLUMNS": "200"},
            )
        self.seen = ""

    def until(self, words: str) -> str:
        """What was shown up to ``words``."""
        ends = time.monotonic() + _WAIT
        while words not in self.seen:
            ready, _, _ = select.select([self.fd], [], [], max(0.0, ends - time.monotonic()))
            assert ready, f"no {words!r} in {self.seen!r}"
            self.seen += os.read(self.fd, 4096).decode("utf-8", "replace")
        shown, _, self.seen = self.seen.partition(words)
        return shown

    def type(self, text: str) -> None:
        os.write(self.fd, text.encode() + b"\n")

    def end(self) -> int:
        return os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])


def test_two_custodians_found_a_node(tmp_path: Path) -> None:
    nodes.database_is_closed()
    (tmp_path / "founders.yaml").write_text(nodes.founders_text(), "utf-8")
    terminal = Terminal(tmp_path, tmp_path / "home", ["init"])
    for question, answer in (
        ("Profile of the treaty", nodes.PROFILE),
        ("Mode: demo or production", "demo"),
        ("Name of this node", "n-1"),
        ("Origin of the log", "fictional.example/pty"),
        ("Founders file", "founders.yaml"),
        ("State of custodian 1", "QM"),
        ("State of custodian 2", "QN"),
    ):
        terminal.until(question)
        terminal.type(answer)
    parts = []
    for number in (1, 2):
        terminal.until("press Enter. ")
        terminal.type("")
        groups = GROUP.findall(terminal.until("Copy the groups"))
        assert len(groups) == 14
        terminal.until("type them back. ")
        terminal.type("")
        terminal.until("your part of the node's passphrase")
        if number == 1:
            terminal.type(" ".join([*groups[:-1], "00000"]))
            terminal.until("your part of the node's passphrase")  # asked again, with the reason
        terminal.type(" ".join(groups))
        parts.append(" ".join(groups))
    terminal.until("The node is founded")
    assert terminal.end() == 0
    os.close(terminal.fd)
    located = opening.locate(tmp_path / "home")
    assert opening.open_node(located, custody.join(*map(custody.read_part, parts))).publish().size == 1
