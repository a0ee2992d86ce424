"""What the server may be called; how it starts and stops is in tests/site/test_served.py."""

from __future__ import annotations

import pytest

from comity.cli import serve

HERE = ["127.0.0.1", "localhost", "[::1]"]


@pytest.mark.parametrize(
    ("host", "names", "called"),
    [
        ("127.0.0.1", (), HERE),
        ("::1", (), ["[::1]", "127.0.0.1", "localhost"]),
        ("2001:db8::7", (), ["[2001:db8::7]", *HERE]),
        (
            "0.0.0.0",
            ("screening.example", "localhost"),
            ["screening.example", "localhost", "0.0.0.0", "127.0.0.1", "[::1]"],
        ),
    ],
)
def test_the_hosts_under_which_it_is_called(host: str, names: tuple[str, ...], called: list[str]) -> None:
    assert serve.called(host, names) == called
    assert "*" not in called
