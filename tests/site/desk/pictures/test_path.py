"""The drawn path of an entry: where it stands, and which clock runs there."""

from __future__ import annotations

import re

from tests.site.desk.conftest import Browser, Served


def test_a_permitted_entry_shows_its_term_as_the_clock(browse: type[Browser], served: Served) -> None:
    page = browse("XC-NLO-1").get(f"/entries/{served.entries['salt-brigade']}").content.decode()
    drawn = page.partition('<ol class="path"')[2]
    assert drawn.partition('aria-current="step">')[2].startswith("permitted")
    clock = drawn.partition('<p class="clock">')[2].partition("</p>")[0]
    assert "lapses on" in clock
    assert "review due from" in clock


def test_every_jump_on_the_page_of_an_entry_lands(browse: type[Browser], served: Served) -> None:
    page = browse("XC-NLO-1").get(f"/entries/{served.entries['salt-brigade']}").content.decode()
    jumps = re.findall(r'href="#([a-z]+)"', page.partition('<nav class="jump"')[2].partition("</nav>")[0])
    assert len(jumps) >= 4
    assert all(page.count(f'id="{one}"') == 1 for one in jumps)
