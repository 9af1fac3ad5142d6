"""Patterns tried only at their opening words find what they would find by themselves."""

from __future__ import annotations

import re

import pytest

from knowledge.extraction.causes import find_causes
from knowledge.language.openers import Opened, words_of

PATTERN = re.compile(r"(?<![\w-])(?:due to|due|can['’]t|rumou?r\w*)(?![\w-])", re.IGNORECASE)
OPENERS = ("due to", "due", "can't", "rumo*")


@pytest.mark.parametrize(
    "text",
    [
        "Due to rain the fair, due in May, is off.",
        "Residue to be removed, over-due as it is.",
        "We CAN’T tell; can't you? A Rumour, rumored twice, rumours.",
        "due due due to due",
        "The étude to come; naïve rumourmongers.",
        "Nothing of the kind.",
        "",
    ],
)
def test_it_finds_what_the_pattern_finds(text: str) -> None:
    found = [match.span() for match in Opened(PATTERN, OPENERS).finditer(text)]
    assert found == [match.span() for match in PATTERN.finditer(text)]


def test_it_replaces_what_the_pattern_replaces() -> None:
    assert Opened(PATTERN, OPENERS).sub("–", "It is due, a rumour.") == "It is –, a –."


def test_the_first_place_is_found_and_none_where_there_is_none() -> None:
    first = Opened(PATTERN, OPENERS).search("No rumour is due.")
    assert (first and first.group(), Opened(PATTERN, OPENERS).search("Residue.")) == ("rumour", None)


def test_words_are_told_in_lower_case() -> None:
    assert words_of("Tea, TEA and X3") == {"tea", "and", "x3"}


@pytest.mark.parametrize(
    "cue",
    "just because of|because of|partly because|owing to|thanks to|as a result of|on account of|caused by|triggered by|"
    "prompted by|brought about by|in response to|blamed on|attributed to|attributable to|given that|seeing that|"
    "now that|in view of|in the light of|in the wake of|by reason of|amid|citing|due to|so that|in order to|aimed at|"
    "with the aim of|designed to|intended to|meant to|in an effort to|for the purpose of|to avoid".split("|"),
)
def test_every_cue_of_a_cause_opens_one(cue: str) -> None:
    sentence = f"The pool stays closed {cue} the works at the old mill are late."
    assert len(find_causes(sentence)) == 1
