import pytest

from comity.watchlists import references


@pytest.mark.parametrize(
    ("remark", "found"),
    [
        ("UN Ref ZZi.018.  Passport no: Z0000013", ("un:ZZi.018",)),
        ("(UK Sanctions List Ref):ZZZ0183 (UN Ref):ZZi.263. Leader of a sample (ZZe.118).", ("un:ZZi.263",)),
        ("Of a sample. UN Ref: ZZi.001.", ("un:ZZi.001",)),
        ("Leader of a sample (ZZe.118)", ()),
        ("Leader of a sample (UN Ref ZZe.118)", ()),
        ("Leader of a sample (UN Ref: ZZe.118)", ()),
        ("Works for a body with UN Ref ZZe.118", ()),
        ("Linked To: A SAMPLE UN Ref ZZe.118", ()),
        ("UN Ref ZZi.001. UN Ref ZZi.002.", ()),
        ("UN/LOCODE ZZ YAL", ()),
        ("UN Ref ZZi.0180000000", ()),
        ("", ()),
    ],
)
def test_only_what_a_list_calls_its_own_reference_counts(remark: str, found: tuple[str, ...]) -> None:
    assert references.stated(remark) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [("ZZi.001", ("un:ZZi.001",)), (" ZZi.001. ", ("un:ZZi.001",)), ("ZZi.001 and others", ()), ("", ()), ("n/a", ())],
)
def test_a_field_of_its_own_holds_a_reference_alone(text: str, found: tuple[str, ...]) -> None:
    assert references.un_id(text) == found
