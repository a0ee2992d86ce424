"""The drawn path of an entry: where it stands, and which clock runs there."""

from __future__ import annotations

from tests.site.desk.conftest import Browser, Served


def test_a_permitted_entry_shows_its_term_as_the_clock(browse: type[Browser], served: Served) -> None:
    page = browse("XC-NLO-1").get(f"/entries/{served.entries['salt-brigade']}").content.decode()
    drawn = page.partition('<ol class="path"')[2]
    assert drawn.partition('aria-current="step">')[2].startswith("permitted")
    clock = drawn.partition('<p class="clock">')[2].partition("</p>")[0]
    assert "lapses on" in clock
    assert "review due from" in clock
