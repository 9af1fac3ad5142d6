"""The network that is shown a possible answer in its sentence: what its word keeps to, whatever is asked."""

from __future__ import annotations

import numpy as np
import pytest

from knowledge.deciding.weighing import TRAITS
from knowledge.language.text import tokenize
from knowledge.reader.verifying import Offer, load_verifiers, verify
from make import posed, worded

SENTENCES = (
    "Entry to the Brook Hall costs nine euros, parking costs four.",
    "Its director, Ida Marl, thanked all helpers.",
)
TRAIT = (0, 1, 2, 3)


def offer(sentence: int, answer: str) -> Offer:
    words = [token.text for token in tokenize(SENTENCES[sentence])]
    wanted = answer.split()
    start = next(n for n in range(len(words)) if words[n : n + len(wanted)] == wanted)
    return Offer(sentence, frozenset(range(start, start + len(wanted))), TRAIT)


def chances(question: str, *offers: Offer) -> list[float]:
    found = verify(posed(question, "hall"), [worded(one) for one in SENTENCES], offers)
    return [float(chance) for chance in found]


OFFERS = (offer(0, "nine euros"), offer(0, "four"), offer(1, "Ida Marl"))


def test_what_is_asked_decides_which_words_are_right() -> None:
    assert int(np.argmax(chances("how much is entry to the hall", *OFFERS))) == 0
    assert int(np.argmax(chances("who thanked the helpers", *OFFERS))) == 2


def test_an_answer_is_judged_by_itself() -> None:
    together = chances("how much is entry to the hall", *OFFERS)
    turned = chances("how much is entry to the hall", *OFFERS[::-1])
    assert turned[::-1] == pytest.approx(together, rel=1e-4)
    assert chances("how much is entry to the hall", OFFERS[1]) == pytest.approx(together[1:2], rel=1e-4)


@pytest.mark.parametrize("question", ["", "zzyqx", "hall hall hall"])
def test_whatever_is_asked_each_answer_gets_a_number(question: str) -> None:
    told = Offer(1, frozenset(), TRAIT)  # in words of its own: none of the sentence's
    assert np.isfinite(chances(question, *OFFERS, told)).all()


def test_every_trait_is_known_to_each_network() -> None:
    assert {len(verifier.traits) for verifier in load_verifiers()} == {TRAITS}
