"""My desk shows each capacity its own work, and nothing of another's."""

from __future__ import annotations

import pytest

from comity.language import say
from tests.site.desk.conftest import ONE_OF_EACH, Browser, Served


def test_an_asylum_authority_finds_its_question_alone(browse: type[Browser], served: Served) -> None:
    page = browse("XB-AA-1").get("/desk").content.decode()
    assert not any(entry in page for entry in served.entries.values())
    assert "Melvik" not in page


@pytest.mark.parametrize("capacity", ONE_OF_EACH)
def test_no_desk_names_a_person_of_the_register_to_who_may_not_read_it(
    browse: type[Browser], served: Served, capacity: str
) -> None:
    page = browse(ONE_OF_EACH[capacity]).get("/desk").content.decode()
    if capacity in ("AU", "CK", "AA"):
        assert served.entries["melvik"] not in page
    if capacity in ("AU", "CK", "AA", "CM"):
        assert "Melvik" not in page


@pytest.mark.parametrize("capacity", ONE_OF_EACH)
def test_cases_stand_on_the_reviewers_desk_alone(browse: type[Browser], capacity: str) -> None:
    page = browse(ONE_OF_EACH[capacity]).get("/desk").content.decode()
    assert (say("desk_help.cases_none") in page) == (capacity == "IR")
    assert ('class="button" href="/search"' in page) == (capacity == "CK")
    assert (say("desk_help.can_usage") in page) == (capacity == "AU")
