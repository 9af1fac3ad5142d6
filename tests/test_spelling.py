"""Misspelt words of a closed list."""

from __future__ import annotations

import pytest

from knowledge.language.spelling import ClosedSpeller

WORDS = (
    "who what which where when why how whose the is are was were will with in on at of and much many long price cost "
    "does did may december september february july monday wednesday announcement"
).split()


@pytest.fixture
def speller() -> ClosedSpeller:
    return ClosedSpeller(WORDS)


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        *[("wen", "when"), ("whn", "when"), ("wehn", "when"), ("whenn", "when"), ("teh", "the"), ("hte", "the")],
        *[("wat", "what"), ("waht", "what"), ("whta", "what"), ("wjat", "what"), ("wich", "which"), ("whre", "where")],
        *[("mcuh", "much"), ("pirce", "price"), ("cots", "cost"), ("thw", "the"), ("hwo", "who")],
        *[
            ("febuary", "february"),
            ("wendesday", "wednesday"),
            ("setpembre", "september"),
            ("anouncemnt", "announcement"),
        ],
    ],
)
def test_a_slip_is_corrected(speller: ClosedSpeller, word: str, meant: str) -> None:
    assert speller.correct(word) == meant


@pytest.mark.parametrize("word", WORDS)
def test_a_known_word_is_never_turned_into_another(speller: ClosedSpeller, word: str) -> None:
    assert speller.correct(word) is None


@pytest.mark.parametrize("word", ["car", "hen", "x1", "2022", "wh", "", "leica", "phone", "whatever"])
def test_a_word_that_is_not_near_stays(speller: ClosedSpeller, word: str) -> None:
    assert speller.correct(word) is None


def test_short_words_may_be_one_edit_away_and_long_ones_two() -> None:
    speller = ClosedSpeller(["price", "december"])
    assert [speller.correct(word) for word in ("prcie", "rpcie", "decmebr", "dcmbr")] == [
        "price",
        None,
        "december",
        None,
    ]


def test_all_that_may_be_meant_comes_likeliest_first(speller: ClosedSpeller) -> None:
    assert speller.near("hwo") == ("who", "how")
    assert speller.near("wher")[:2] == ("where", "when")


def test_of_equally_near_words_the_earlier_is_meant() -> None:
    assert ClosedSpeller(["boats", "coats"]).correct("oats") == "boats"
    assert ClosedSpeller(["coats", "boats"]).correct("oats") == "coats"


def test_nothing_is_corrected_towards_an_empty_list() -> None:
    assert ClosedSpeller([]).correct("wen") is None
