"""Headings in three languages are guessed, shown, and put right by the reader."""

import pytest

from comity.errors import Refused
from comity.interchange.batch import columns


@pytest.mark.parametrize(
    ("headings", "fields"),
    [
        (["Ref", "Name", "DOB", "Nationality"], ["id", "name", "birth_date"]),
        (["№", "ФИО", "Дата рождения", "Гражданство", "Паспорт"], ["name", "birth_date", "document"]),
        (["编号", "姓名", "出生日期", "国籍", "护照号码"], ["id", "name", "birth_date", "document"]),
        (["First Name", "LAST_NAME", "father's name"], ["first_name", "middle_name", "last_name"]),
        (["Фамилия", "Имя", "Отчество"], ["first_name", "middle_name", "last_name"]),
        (["姓", "名"], ["first_name", "last_name"]),
        (["Alias 1", "alias_2", "Full name"], ["name", "alias", "alias"]),
        (["Company", "First name", "Last name"], ["first_name", "last_name"]),
        (["Клиент", "Код", "ФИО"], ["id", "name"]),
        (["Клиент", "Код"], ["id", "name"]),
        (["Full name", "First name", "Last name"], ["name"]),  # the parts say nothing more
    ],
)
def test_headings_are_guessed(headings: list[str], fields: list[str]) -> None:
    chosen = columns.choose(headings)
    assert [field for field, _ in chosen.taken] == fields
    assert set(chosen.left) == set(headings) - {heading for _, heading in chosen.taken}


@pytest.mark.parametrize("heading", ["Nationality", "Гражданство", "宗教", "Religion", "Ethnicity", "Country name"])
def test_what_is_not_a_field_is_left_out(heading: str) -> None:
    assert columns.choose(["Name", heading]).left == (heading,)


def test_the_reader_has_the_last_word() -> None:
    headings = ["Name", "Kunde", "geb.", "Passport"]
    chosen = columns.choose(headings, ["name=Kunde", "birth_date=geb.", "document=", "alias=Name"])
    assert chosen.taken == (("name", "Kunde"), ("alias", "Name"), ("birth_date", "geb."))
    assert chosen.left == ("Passport",)


@pytest.mark.parametrize(
    ("headings", "told", "code"),
    [
        (["A", "B"], [], "batch.no_name"),
        (["Name"], ["name="], "batch.no_name"),
        (["Name"], ["nationality=Name"], "batch.column"),
        (["Name"], ["name"], "batch.column"),
        (["Name"], ["name=Kunde"], "batch.no_column"),
    ],
)
def test_what_cannot_be_is_refused(headings: list[str], told: list[str], code: str) -> None:
    with pytest.raises(Refused) as refused:
        columns.choose(headings, told)
    assert refused.value.refusal.code == code


def test_no_word_means_two_fields() -> None:
    from comity import yamltext  # noqa: PLC0415

    text = columns.files("comity.interchange.batch").joinpath("headings.yaml").read_bytes()
    data = yamltext.read(text, "headings.yaml").data
    assert isinstance(data, dict)
    for part in data.values():
        words = [word for own in part.values() for word in own]  # type: ignore[union-attr, union-attr]
        assert sorted({word for word in words if words.count(word) > 1}) == []


def test_kinds_are_understood() -> None:
    assert [columns.kind(one) for one in ("Физ. лицо", "Юр лицо", "Individual", "公司", "Tree")][2:] == [
        "person", "entity", "Tree",
    ]  # fmt: skip
