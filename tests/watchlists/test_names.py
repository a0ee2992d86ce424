import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.watchlists.names import split


@pytest.mark.parametrize(
    ("field", "names"),
    [
        ("Alpha Beta; Gamma; Alpha Beta", ["Alpha Beta", "Gamma"]),
        ("Nekto b) M. Sample; M. Sampel", ["Nekto", "M. Sample", "M. Sampel"]),
        ("Abu Waraq (original script: أبو ورق)", ["Abu Waraq", "أبو ورق"]),
        ("Primerov (Примеров)", ["Primerov", "Примеров"]),
        ("أبو ورق (Abu Waraq; Abou Warak)", ["أبو ورق", "Abu Waraq", "Abou Warak"]),
        ("Agha Namuna نمونه آغا", ["Agha Namuna", "نمونه آغا"]),
        ("Sample (Hong Kong) Trading Co.", ["Sample (Hong Kong) Trading Co."]),
        ("Army of Nobody (AON) (جيش لا أحد (original script); Nobody's Army)",
         ["Army of Nobody (AON)", "جيش لا أحد", "Nobody's Army"]),
        ("Nekto (birth name)", ["Nekto"]),
        ("Nekto, born 1 Jan. 1953 (Nowhere passport no.0123)", ["Nekto"]),
        ("Nekto\n      Bezymyannyi , ", ["Nekto Bezymyannyi"]),
        ("(unclosed sample", ["unclosed sample"]),
        ("", []),
        ("-; ()", []),
    ],
)  # fmt: skip
def test_split(field: str, names: list[str]) -> None:
    assert [name.strip("()") if field.startswith("(") else name for name in split(field)] == names


@given(st.text(alphabet="ab ();,ابБв\n)(b", max_size=80))
@settings(max_examples=150)
def test_any_field_gives_clean_names(field: str) -> None:
    for name in split(field):
        assert name == " ".join(name.split())
        assert any(map(str.isalpha, name))
