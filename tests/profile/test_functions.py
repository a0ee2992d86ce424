from comity import profile
from comity.profile import Profile
from comity.profile.functions import FunctionKind, Readiness


def test_each_line_answers(found: Profile) -> None:
    for function in found.functions:
        match function.status:
            case Readiness.WORKING:
                assert function.command[0] == "comity"
            case Readiness.PLANNED:
                assert function.issue
            case Readiness.REFUSED:
                assert function.refusal and found.provision(function.provision)


def test_the_twelve_functions_of_article_6_are_listed() -> None:
    functions = profile.load("sco_rats").functions_of(FunctionKind.FUNCTION)
    assert [function.id for function in functions] == [f"F{n}" for n in range(1, 13)]
    assert [f.id for f in functions if f.status is Readiness.REFUSED] == ["F7"]
