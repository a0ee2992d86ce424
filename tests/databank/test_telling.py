"""The builders that other tests stand on give what a node would give."""

from hypothesis import given

from comity.databank.organisation import OrganisationFile
from comity.databank.told import Told
from tests.databank.telling import of, organisation, statements


def test_an_organisation_is_told_item_by_item() -> None:
    told = of(organisation("XB", characteristics=[{"property": "founded", "day": "1984"}]))
    assert [(one.owner, one.property) for one in told] == [("XB", "names"), ("XB", "characteristics")]
    assert len({one.commitment for one in told}) == 2


@given(statements())
def test_whatever_is_drawn_is_an_item_of_an_organisation_as_it_is_stored(one: Told) -> None:
    envelope = {"claimant_state": one.owner, "claimant_authority": "XA-CENTRAL"}
    whole = OrganisationFile.model_validate({**envelope, one.property: [one.value]})
    assert whole.model_dump(mode="json", exclude_none=True)[one.property] == [one.value]
