"""The shipped vocabulary: real groups, no stop words; pairs that belong together meet, dangerous ones do not."""

from __future__ import annotations

from collections import Counter

import pytest

from knowledge.language.text import stem, tokenize
from knowledge.language.vocabulary import Vocabulary, load_vocabulary
from knowledge.model import ValueKind
from knowledge.questions.understanding import STOP_WORDS

GENERAL = frozenset("be have do get make go come take give put set let keep use see run".split())
"""Verbs that say too little to stand for another word by themselves."""
GENERIC = {("colour",), ("color",), ("anim",), ("dog",)}
"""Names of kinds, each paired with its kinds one by one, so that the kinds do not meet one another."""


def _groups_of(vocabulary: Vocabulary, phrase: str) -> frozenset[str]:
    """The groups that hold exactly this word or phrase."""
    tokens = tokenize(phrase)
    key = tuple(token.stem for token in tokens)
    found = frozenset.union(*vocabulary.groups(tokens))
    return frozenset(group for group in found if key in vocabulary.members(frozenset([group])))


def _all_groups(vocabulary: Vocabulary) -> list[frozenset[tuple[str, ...]]]:
    names = (f"g{number}" for number in range(100_000))
    groups = (vocabulary.members(frozenset([name])) for name in names)
    return list(iter(lambda: next(groups), frozenset()))


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return load_vocabulary()


@pytest.fixture(scope="module")
def groups(vocabulary: Vocabulary) -> list[frozenset[tuple[str, ...]]]:
    return _all_groups(vocabulary)


def test_the_thesaurus_is_large(groups: list[frozenset[tuple[str, ...]]]) -> None:
    assert len(groups) > 900


def test_every_group_has_two_members_or_more(groups: list[frozenset[tuple[str, ...]]]) -> None:
    assert [group for group in groups if len(group) < 2] == []


def test_no_group_stands_twice(groups: list[frozenset[tuple[str, ...]]]) -> None:
    assert [group for group, count in Counter(groups).items() if count > 1] == []


def test_no_word_by_itself_is_a_stop_word_or_a_very_general_verb(vocabulary: Vocabulary) -> None:
    refused = {word for word in STOP_WORDS | GENERAL if stem(word) == word}
    assert [word for word in sorted(refused) if vocabulary.groups_of_stem(word)] == []


def test_phrases_are_short_enough_to_be_found_in_questions(groups: list[frozenset[tuple[str, ...]]]) -> None:
    assert [key for group in groups for key in group if len(key) > 4] == []


def test_no_word_reaches_so_many_others_that_it_means_nothing(groups: list[frozenset[tuple[str, ...]]]) -> None:
    places = Counter(key for group in groups for key in group)
    assert [key for key, count in places.items() if count > 9 and key not in GENERIC] == []


def test_every_attribute_takes_a_kind_of_value_and_has_words_that_state_it(vocabulary: Vocabulary) -> None:
    kinds = set(ValueKind)
    assert [a.name for a in vocabulary.attributes.values() if not a.kinds or not a.kinds <= kinds] == []
    assert [name for name in vocabulary.attributes if not vocabulary.telling(name)] == []


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("skipper", "captain"),
        ("set me back", "costs"),
        ("clicks", "presses"),
        ("jam", "stuck"),
        ("still on", "goes ahead"),
        ("kids", "children"),
        ("telly", "television"),
        ("flick", "film"),
        ("gig", "concert"),
        ("pic", "photograph"),
        ("skint", "broke"),
        ("autumn", "fall"),
        ("trousers", "pants"),
        ("colour", "color"),
        ("decision", "decided"),
        ("arrival", "arrives"),
        ("weight", "weighs"),
        ("choice", "chose"),
        ("bought", "buys"),
        ("call off", "cancelled"),
        ("fall through", "cancelled"),
        ("hold up", "delayed"),
        ("thrown in", "included"),
        ("step down", "resigned"),
        ("in charge", "led"),
        ("pull the plug", "discontinued"),
        ("foot the bill", "paid for"),
        ("give the nod", "approved"),
        ("look into", "investigates"),
        ("iron out", "fixed"),
        ("gadget", "phone"),
        ("vehicle", "bus"),
        ("animal", "elephant"),
        ("loo", "toilets"),
        ("old", "year-old"),
        ("deadline", "until"),
        ("duration", "lasts"),
        ("capacity", "room for"),
        ("staff", "employs"),
        ("cops", "police"),
        ("jab", "vaccination"),
        ("stole", "theft"),
    ],
)
def test_words_that_people_ask_with_meet_the_words_that_announcements_use(
    vocabulary: Vocabulary, asked: str, told: str
) -> None:
    assert _groups_of(vocabulary, asked) & _groups_of(vocabulary, told)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("semi-final", "final"),
        ("director", "producer"),
        ("start", "end"),
        ("open", "close"),
        ("price", "discount"),
        ("euro", "pound"),
        ("win", "lose"),
        ("buy", "sell"),
        ("increase", "decrease"),
        ("arrival", "departure"),
        ("successor", "predecessor"),
        ("appoint", "resign"),
        ("approve", "reject"),
        ("allowed", "banned"),
        ("before", "after"),
        ("north", "south"),
        ("morning", "evening"),
        ("gold", "silver"),
        ("black", "white"),
        ("daughter", "son"),
        ("phone", "tablet"),
        ("profit", "loss"),
        ("profit", "revenue"),
        ("injured", "killed"),
        ("first", "second"),
        ("height", "width"),
        ("confirmed", "rumour"),
        ("king", "queen"),
        ("included", "excluded"),
        ("hottest", "coldest"),
        ("guilty", "acquitted"),
        ("goalkeeper", "striker"),
        ("several", "serious"),
        ("delayed", "cancelled"),
        ("lend", "borrow"),
        ("storage", "ram"),
        ("theatre", "cinema"),
        ("author", "translator"),
        ("developer", "publisher"),
        ("fine", "jail"),
        ("tram", "bus"),
        ("pupil", "teacher"),
        ("host", "guest"),
        ("bug", "vulnerability"),
        ("temporary", "permanent"),
    ],
)
def test_words_that_answer_different_questions_do_not_meet(vocabulary: Vocabulary, one: str, other: str) -> None:
    assert not _groups_of(vocabulary, one) & _groups_of(vocabulary, other)
