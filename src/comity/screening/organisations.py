"""Names of organisations: their own words, what thousands share, legal forms, and acronyms.

A legal form says little (Ltd, ООО and GmbH are forms of one kind) and so do company, trading or group; what is
left tells one body from another. An acronym that the list itself gives is a name. One made here of first letters
is weak evidence: of three letters it never suffices. Nothing is translated: a translated name counts where a
list gives it as an alias.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache, lru_cache
from pathlib import Path
from typing import Final, NamedTuple

from comity.screening import equivalents
from comity.screening.scripts import Script
from comity.screening.subjects import Kind
from comity.screening.words import LONGEST_FIELD, MOST_READINGS, MOST_WORDS, Reading, Role, Word, parts, texts, word_of
from comity.screening.words import readings as of_person

_DOTTED: Final = re.compile(r"(?<!\w)(?:[^\W\d_]{1,2}\.[ ]?){2,}(?:[^\W\d_]{1,2}(?!\w))?")
_BRACKETS: Final = re.compile(r"[(\[]\s*([^()\[\]]{2,16})\s*[)\]]")
_ANYWHERE: Final = frozenset(
    "ltd limited llc inc gmbh plc ooo oao zao pao jsc ojsc pjsc cjsc srl sarl pte pvt ооо оао зао пао тоо тов".split()
)
_AT_START: Final = frozenset("ао ип ao pt cv fgup гуп фгуп муп зат ват".split())
_SHORT_AT_END: Final = frozenset("sa ag ab bv nv oy kg lp ao ад ао ae sc jv kk sl rt zs ou".split())
_TELLING: Final = (
    4  # letters of a shared word that shows an organisation; shorter ones only at the end, else they may be a person's
)
_LONG: Final = 6  # letters of a shared word that is known with one typing error too
_MADE_FROM: Final = 3  # words of which an acronym is made


_SPOKEN: Final = re.compile(r"\w+")
_NO: Final = (Role.NONE, "")


class _Lists(NamedTuple):
    stops: frozenset[str]
    shared: dict[str, tuple[Role, str]]  # spelling -> what it is, and the spelling that stands for it
    forms: dict[tuple[str, ...], str]  # words of a legal form -> its generic kind
    longest: int
    telling: frozenset[str]  # words that no person's name has
    long: dict[str, str]  # long shared words and forms, whole and with a letter left out -> the word


def names(field: str, kind: Kind, listed: bool = False) -> tuple[Reading, ...]:
    """The readings of ``field`` as a name of ``kind``; of any kind as both, where it reads like an organisation.

    ``listed``: it stands in a list, so that an acronym of it may be asked for.
    """
    if kind is Kind.PERSON:
        return of_person(field)
    if kind is Kind.ENTITY:
        return readings(field, listed)
    bodies = readings(field, listed) if reads_like_one(field) else ()
    if not bodies:
        return of_person(field)
    return tuple(dict.fromkeys((*of_person(field), *bodies)))[:MOST_READINGS]


@lru_cache(1 << 14)
def readings(field: str, listed: bool = False) -> tuple[Reading, ...]:
    """The names of an organisation in ``field``; empty where it holds no letter or digit. Never raises."""
    found: list[Reading] = []
    for part in parts(field):
        text, given = _acronym_given(part)
        words = _words(text)
        if not words:
            continue
        shown = " ".join(part.split())
        found.append(Reading(shown, words[:MOST_WORDS]))
        if given is not None:
            found.append(Reading(shown, (given,)))
        elif listed:
            found += [Reading(shown, (word,)) for word in _acronyms(_tokens(text))]
    return tuple(dict.fromkeys(found))[:MOST_READINGS]


@lru_cache(1 << 14)
def reads_like_one(field: str) -> bool:
    """Whether a name of unknown kind has a legal form or a word that organisations share and persons do not have."""
    # Every query of unknown kind is asked this, so it takes no words apart.
    said = _SPOKEN.findall(field[:LONGEST_FIELD].replace(".", "").casefold())
    lists = _lists()
    return not lists.telling.isdisjoint(said) or (len(said) > 1 and lists.shared.get(said[-1], _NO)[0] is Role.FEW)


def tells(text: str) -> bool:
    """Whether a piece of a name may make the whole read like an organisation's."""
    said = _SPOKEN.findall(text.replace(".", "").casefold())
    lists = _lists()
    return not lists.telling.isdisjoint(said) or (bool(said) and lists.shared.get(said[-1], _NO)[0] is Role.FEW)


def _tokens(text: str) -> list[Word]:
    """The words of one name, S.A. and G.m.b.H. each as one."""
    joined = _DOTTED.sub(lambda found: found[0].replace(".", "").replace(" ", "") + " ", text)
    return [word for word in map(word_of, texts(joined)) if word.plain]


def _words(text: str) -> tuple[Word, ...]:
    """The words that count, each with its role; a name of nothing but stop words and forms is kept as it is."""
    tokens = _tokens(text)
    words = [word for word in _with_forms(tokens) if word.role is Role.FORM or word.plain not in _lists().stops]
    if all(word.role is Role.FORM for word in words):
        return tuple(replace(word, role=Role.CORE) for word in tokens)
    found = [word if word.role else _shared(word) for word in words]
    # In a name of shared words alone, those that say most are what tells it from others: Ministry of Defence.
    most = min(word.role for word in found)
    return tuple(replace(word, role=Role.CORE) if word.role is most else word for word in found)


def _shared(word: Word) -> Word:
    """A word with its role; one of the few is heard as the spelling that stands for its others (co, company)."""
    role, spelling = _lists().shared.get(_meant(word.plain), (Role.CORE, ""))
    if role is not Role.FEW:
        return replace(word, role=role)
    one = word_of(spelling)
    return Word(word.text, one.folded, one.plain, one.script, "", role)


@lru_cache(1 << 14)
def _meant(plain: str) -> str:
    """A long shared word or legal form that ``plain`` is, or is one typing error away from; else ``plain``."""
    meant = _lists().long
    if len(plain) < _LONG:
        return plain
    return next((meant[left] for left in (plain, *_shortened(plain)) if left in meant), plain)


def _shortened(word: str) -> list[str]:
    """``word`` with each letter left out: two words an error apart have one of these in common."""
    return [word[:at] + word[at + 1 :] for at in range(len(word))]


def _with_forms(tokens: Sequence[Word]) -> Iterable[Word]:
    """Legal forms, of one or several words, each as one word that is heard as its generic kind."""
    lists, at = _lists(), 0
    while at < len(tokens):
        for count in range(min(lists.longest, len(tokens) - at), 0, -1):
            words = tokens[at : at + count]
            said = tuple(_meant(word.plain) for word in words)
            kind = lists.forms.get(said)
            if kind and (count > 1 or _is_form(said[0], at, len(tokens))):
                text = " ".join(word.text for word in words)
                yield Word(text, kind, kind, Script.LATN, "", Role.FORM)
                at += count
                break
        else:
            yield tokens[at]
            at += 1


def _is_form(plain: str, at: int, count: int) -> bool:
    """A short form is one only where forms stand: SA at the end, АО at the start."""
    last = at == count - 1
    if plain in _ANYWHERE or (plain in _AT_START and at == 0) or (plain in _SHORT_AT_END and last):
        return count > 1
    return last and count > 1 and len(plain) > 2 and plain not in _lists().shared


def _acronym_given(part: str) -> tuple[str, Word | None]:
    """The name without the acronym in brackets behind it, and that; other brackets stay ("(Tanzania)")."""
    for found in _BRACKETS.finditer(part):
        inside = word_of("".join(texts(found[1])))
        rest = part[: found.start()] + " " + part[found.end() :]
        initials = "".join(word.plain[0] for word in _tokens(rest))
        if inside.plain.isalpha() and found[1].upper() == found[1] and _in_order(inside.plain, initials):
            return rest, replace(inside, role=Role.CORE)
    return part, None


def _in_order(letters: str, initials: str) -> bool:
    """Whether ``letters`` stand in ``initials`` in this order: NFRPC in E N F R P C; of four or more one may lack."""
    left, lacking = initials, 0
    for letter in letters:
        _, found, rest = left.partition(letter)
        left, lacking = (rest, lacking) if found else (left, lacking + 1)
    return len(letters) > 1 and lacking <= (len(letters) > _MADE_FROM)


def _acronyms(tokens: Sequence[Word]) -> list[Word]:
    """First letters of the words, without stop words, and once more with articles: IMU; AQIM."""
    spoken = [word for word in _with_forms(tokens) if word.role is not Role.FORM and word.plain[0].isalpha()]
    articles = ("al", "el", "ал", "аль")
    found = []
    for kept in (
        [word for word in spoken if word.plain not in _lists().stops],
        [word for word in spoken if word.plain not in _lists().stops or word.plain in articles],
    ):
        scripts = {word.script for word in kept}
        if len(kept) >= _MADE_FROM and len(scripts) == 1 and scripts <= {Script.LATN, Script.CYRL}:
            letters = word_of("".join(word.plain[0] for word in kept[:MOST_WORDS]))
            found.append(replace(letters, text=" ".join(word.text for word in kept), bare="", role=Role.ACRONYM))
    return list(dict.fromkeys(found))


@cache
def _lists() -> _Lists:
    stops: set[str] = set()
    shared: dict[str, tuple[Role, str]] = {}
    forms: dict[tuple[str, ...], str] = {}
    for spelling, kind in equivalents.legal_forms().items():
        forms[_key(spelling)] = equivalents.fold(kind)
    for line in Path(__file__).with_name("lists").joinpath("organisations.txt").read_text("utf-8").splitlines():
        what, _, said = line.partition("#")[0].partition(":")
        if what == "stop":
            stops |= {equivalents.fold(word) for word in said.split()}
        elif what == "form":
            kind, _, rest = said.strip().partition(" ")
            forms |= {_key(one): equivalents.fold(kind) for one in rest.split("|")}
        elif what:
            role = Role.FEW if what == "few" else Role.SOME
            for group in said.split("|"):
                spellings = [word_of(word).plain for word in group.split()]
                shared |= dict.fromkeys(spellings, (role, spellings[0]))
    few = {word for word, (role, _) in shared.items() if role is Role.FEW}
    long = {word for word in few | {words[0] for words in forms if len(words) == 1} if len(word) >= _LONG}
    near = {left: word for word in sorted(long) for left in _shortened(word)} | {word: word for word in long}
    telling = _ANYWHERE | {word for word in few if len(word) >= _TELLING}
    kept = {words: kind for words, kind in forms.items() if words and (len(words) > 1 or words[0] not in stops)}
    return _Lists(frozenset(stops), shared, kept, max(map(len, kept), default=1), telling, near)


def _key(spelling: str) -> tuple[str, ...]:
    return tuple(word.plain for word in _tokens(spelling))
