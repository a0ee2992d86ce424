"""Small bodies of visibly fictional subjects for properties of the index: few words, so that names collide."""

from hypothesis import strategies as st

from comity.screening import Alias, Index, Kind, Query, Subject

PARTS = (
    "Vymyshlen Primerov Primyerov Вымышлен Примеров Obraztsovich Fulan Fulaan فلان Mithali المثالي المثالی Nekto Некто"
    " Bezymyannyi Безымянный Majhoul مجهول Khayali الخيالي Abdul Rahman Abdurrahman عبدالرحمن Sample Paper Moon Order"
    " Papier Q. 虚构人 홍길동 Ø"
).split()

NAMES = st.lists(st.sampled_from(PARTS), min_size=1, max_size=4).map(" ".join)
IDS = st.integers(0, 11).map(str)
DATASETS = st.sampled_from(["a", "b"])


def _subject(known: tuple[str, str], kind: Kind, names: list[str], weak: int) -> Subject:
    aliases = tuple(Alias(name, place == weak) for place, name in enumerate(names))
    return Subject(known[1], known[0], kind, names[0], aliases)


SUBJECTS = st.builds(
    _subject,
    st.tuples(DATASETS, IDS),
    st.sampled_from([Kind.PERSON, Kind.ENTITY]),
    st.lists(NAMES, min_size=1, max_size=4),
    st.integers(0, 8),
)
WORLDS = st.lists(SUBJECTS, max_size=14, unique_by=lambda one: (one.dataset, one.id))
QUERIES = st.lists(NAMES, min_size=8, max_size=8)


def answers(index: Index, queries: list[str], **how: object) -> list[object]:
    """What ``index`` answers to each of ``queries``, low scores too; None where it refuses."""
    found: list[object] = []
    for name in queries:
        for kind in (Kind.ANY, Kind.PERSON):
            try:
                found.append(index.search(Query((name,), kind), limit=4, threshold=0.3, **how))  # type: ignore[arg-type]
            except ValueError:
                found.append(None)
    return found
