"""What a network is asked while questions are answered, and what it should have said: sentences, words of answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.evaluation.goldset import GoldQuestion, GoldSet
from bot.evaluation.judging import cites
from bot.evaluation.running import ask_set
from knowledge.answering.candidates import Read
from knowledge.answering.rankedlines import READ, lines_to_read
from knowledge.deciding import lineup
from knowledge.language.text import spell_words
from knowledge.reader import interaction
from knowledge.reader.encoder import LONGEST_SENTENCE, Posed, Worded
from knowledge.reader.interaction import FEATURES, NUMBERS, Belief
from knowledge.search.view import Line
from tests.training.citing import citation_of
from tests.training.folds import Lesson
from tests.training.overhearing import overheard

BARE = frozenset(("yes", "no"))
"""Answers that stand in no sentence."""


@dataclass(frozen=True, slots=True)
class Example:
    """A question's sentences, which of them state the answer, and where in them it stands."""

    lesson: Lesson
    id: str
    posed: Posed
    sentences: tuple[Worded, ...]
    features: NDArray[np.float32]
    is_gold: NDArray[np.bool_]
    answers: dict[int, NDArray[np.bool_]]
    """By the number of a sentence that states the answer, which of its words are the answer; only where it is told."""
    says_yes: bool | None
    """Whether the expected answer is yes; None where it is neither yes nor no."""


def collect(lesson: Lesson) -> list[Example]:
    """What the network is asked while the questions are answered, last reading each."""
    gold, examples = lesson.read(), list[Example]()
    instead = None if fit() else _nothing  # to learn other features
    with overheard(interaction, "interact", instead) as met, overheard(lineup, "believe") as believed:
        for reply in ask_set(gold):
            lines = lines_to_read(believed[-1][0][1], count=READ) if believed else []
            lengths = [min(len(line.words), LONGEST_SENTENCE) for _, line in lines]
            # what was believed before of a like question is not asked of the network again
            given = next((one for one, _ in reversed(met) if [len(told.rows) for told in one[1]] == lengths), None)
            if lines and given is not None:  # where nothing is looked at, there is nothing to learn
                examples.append(_example(lesson, reply.question, gold, lines, given))
            met.clear()
            believed.clear()
    return examples


def fit() -> bool:
    """Whether the shipped networks are of today's form; while they are not, nothing is believed."""
    try:
        networks = interaction.load_networks()
    except KeyError:
        return False
    return all((one.linear.shape, one.numbers.shape) == ((len(FEATURES),), (NUMBERS,)) for one in networks)


def _nothing(_posed: Posed, sentences: Sequence[Worded], _features: NDArray[np.float32]) -> Belief:
    lengths = np.array([len(sentence.rows) for sentence in sentences])
    flat = np.zeros(int(lengths.sum()), np.float32)
    none = np.zeros(len(sentences), np.float32)
    return Belief(none, flat, np.cumsum(lengths) - lengths, none)


def _example(lesson: Lesson, question: GoldQuestion, gold: GoldSet, lines: Any, given: Any) -> Example:
    posed, sentences, features = given
    is_gold = np.array([cites(citation_of(*one), question, gold.articles) for one in lines], bool)
    is_gold &= not question.is_unanswerable
    answers = {}
    for place, (read, line) in enumerate(lines):
        if is_gold[place] and (words := answer_words(question, read, line)):
            answers[place] = np.isin(np.arange(min(len(line.words), LONGEST_SENTENCE)), words)
    return Example(lesson, question.id, posed, tuple(sentences), features, is_gold, answers, side_of(question))


def side_of(question: GoldQuestion) -> bool | None:
    """Whether the expected answer is yes; None where it is neither yes nor no."""
    first = question.answers[0].split()[0].strip(",.;:").casefold() if question.answers else ""
    return {"yes": True, "no": False}.get(first)


def answer_words(question: GoldQuestion, read: Read, line: Line) -> list[int]:
    """The words of a sentence that are the answer, by their places: its longest form that stands there, or the time
    that is the one expected."""
    norms, found = line.norms, list[int]()
    for answer in question.answers:
        wanted = [norm for norm, _ in spell_words(answer)[1]]
        if not wanted or (set(wanted) <= BARE):
            continue
        for at in range(len(norms) - len(wanted) + 1):
            if norms[at : at + len(wanted)] == wanted and len(wanted) > len(found):
                found = list(range(at, at + len(wanted)))
                break
    if not found and question.when is not None:
        for value in read.values_in(line.sentence.number):
            if value.when is not None and (value.when.start, value.when.end) == question.when:
                return line.inside(value.span)
    return found
