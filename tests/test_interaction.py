"""The network that tells which sentence answers: what its shares keep to, whatever is asked."""

from __future__ import annotations

import numpy as np
import pytest

from knowledge.language.text import tokenize
from knowledge.reader.interaction import FEATURES, INTERACTION_FILE, Belief, interact
from make import posed, worded

SENTENCES = (
    "The Brook Hall opens its doors again at nine.",
    "Its director, Ida Marl, thanked all helpers.",
    "Zzyqx.",
    "A leaking roof had shut the hall in spring, because rain ran down the walls.",
)


def believed(question: str, sentences: tuple[str, ...] = SENTENCES) -> Belief:
    features = np.zeros((len(sentences), len(FEATURES)), np.float32)
    features[:, FEATURES.index("length")] = [len(tokenize(one)) / 20 for one in sentences]
    features[:, FEATURES.index("topic")] = 1.0
    features[:, FEATURES.index("score")] = 1.0
    return interact(posed(question, "hall"), [worded(one) for one in sentences], features)


def shares(question: str, sentences: tuple[str, ...] = SENTENCES) -> np.ndarray:
    return np.exp(believed(question, sentences).shares)


def likeliest(question: str, place: int) -> str:
    """The likeliest word of the answer in one of the sentences."""
    words = [token.text for token in tokenize(SENTENCES[place])]
    return words[int(np.argmax(believed(question).by_sentence[place]))]


@pytest.mark.parametrize("question", ["why did the hall close", "who runs it", "zzyqx", "hall hall hall"])
def test_the_shares_of_all_sentences_leave_room_for_none(question: str) -> None:
    assert 0.0 < shares(question).sum() < 1.0


def test_what_no_sentence_has_to_do_with_is_told_nowhere() -> None:
    assert shares("zzyqx price in yen", SENTENCES[:2]).sum() < shares("why was it shut").sum()


def test_a_question_without_words_prefers_no_sentence() -> None:
    assert shares("") == pytest.approx([0.25] * 4)


def test_the_order_of_the_sentences_does_not_matter() -> None:
    turned = shares("why was the hall shut", SENTENCES[::-1])
    assert turned[::-1] == pytest.approx(shares("why was the hall shut"), rel=1e-4)


def test_what_is_asked_decides_which_sentence_is_believed() -> None:
    why, when = shares("why was it shut"), shares("at what time does it open")
    assert why.argmax() == 3
    assert when.argmax() == 0


def test_each_word_of_each_sentence_is_judged() -> None:
    by_sentence = believed("who thanked the helpers").by_sentence
    assert [len(parts) for parts in by_sentence] == [len(tokenize(one)) for one in SENTENCES]


def test_what_is_asked_decides_which_words_are_the_answer() -> None:
    assert likeliest("who thanked the helpers", 1) in ("Ida", "Marl")
    assert likeliest("at what time does the hall open", 0) == "nine"


def test_the_weights_stay_small() -> None:
    assert INTERACTION_FILE.stat().st_size < 3_000_000


@pytest.mark.parametrize("question", ["will the hall open again", "is the hall still open"])
def test_a_sentence_that_denies_is_the_less_likely_yes(question: str) -> None:
    told = ("The Brook Hall opens its doors again at nine.", "The Brook Hall will not open again this year.")
    affirms, denies = believed(question, told).sides
    assert affirms > denies
