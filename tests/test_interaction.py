"""The network that tells which sentence answers: what its shares keep to, whatever is asked."""

from __future__ import annotations

import numpy as np
import pytest

from knowledge.language.text import tokenize
from knowledge.language.vectors import load_vectors
from knowledge.reader.interaction import CAPITAL, FEATURES, INTERACTION_FILE, LOWER, Posed, Worded, interact

SENTENCES = (
    "The Brook Hall opens its doors again at nine.",
    "Its director, Ida Marl, thanked all helpers.",
    "Zzyqx.",
    "A leaking roof had shut the hall in spring, because rain ran down the walls.",
)


def posed(question: str) -> Posed:
    tokens = tokenize(question)
    words = tuple(token.norm for token in tokens)
    return Posed(words, tuple(token.stem for token in tokens), tuple(word == "hall" for word in words))


def worded(sentence: str) -> Worded:
    tokens = tokenize(sentence)
    marks = np.array([CAPITAL if token.text[:1].isupper() else LOWER for token in tokens])
    return Worded(load_vectors().rows([t.norm for t in tokens]), tuple(t.stem for t in tokens), marks)


def shares(question: str, sentences: tuple[str, ...] = SENTENCES) -> np.ndarray:
    features = np.zeros((len(sentences), len(FEATURES)), np.float32)
    features[:, FEATURES.index("length")] = [len(tokenize(one)) / 20 for one in sentences]
    features[:, FEATURES.index("topic")] = 1.0
    features[:, FEATURES.index("read")] = -0.5
    features[:, FEATURES.index("score")] = 1.0
    return np.exp(interact(posed(question), [worded(one) for one in sentences], features))


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


def test_the_weights_stay_small() -> None:
    assert INTERACTION_FILE.stat().st_size < 2_000_000
