"""Yes or no: whether a sentence affirms or denies what a question supposes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files

import yaml

from knowledge.candidates import Candidate, Read
from knowledge.matching import Sought
from knowledge.model import Span
from knowledge.question import Query
from knowledge.view import Line, is_heading

REASON_WORDS = 12
_BOUNDARY = re.compile(r"[;:()]|,(?=\s)|\s[–—-]\s|\b(?:but|although|though|while|whereas|however|so|because|and)\b")


class Polarity:
    """The words that turn a statement round."""

    def __init__(self, negations: Sequence[str], denials: Sequence[str], opposites: Sequence[str]) -> None:
        self._negation = _any_of(negations)
        self._denial = _any_of(denials)
        self._opposites = [tuple(_any_of(side.split(",")) for side in pair.split("/")) for pair in opposites]

    def is_negated(self, clause: str) -> bool:
        """Whether a clause denies: an odd number of negations and denials."""
        found = len(self._negation.findall(clause)) + len(self._denial.findall(clause))
        return found % 2 == 1

    def are_opposed(self, question: str, sentence: str) -> bool:
        """Whether the sentence holds the opposite of a word of the question, and not that word itself."""
        for one, other in self._opposites:
            for asked, told in ((one, other), (other, one)):
                if asked.search(question) and told.search(sentence) and not asked.search(sentence):
                    return True
        return False


def _any_of(words: Sequence[str]) -> re.Pattern[str]:
    cleaned = [re.escape(word.strip()).replace(r"\ ", r"\s+") for word in words if word.strip()]
    return re.compile("|".join(w if w == "n't" else rf"\b{w}\b" for w in cleaned), re.IGNORECASE)


@lru_cache(maxsize=1)
def load_polarity() -> Polarity:
    """The shipped words."""
    source = files("knowledge").joinpath("library/vocabulary/polarity.yaml").read_text("utf-8")
    data = yaml.load(source, Loader=yaml.CBaseLoader)  # noqa: S506
    return Polarity(data["negations"].split(","), data["denials"].split(","), data["opposites"])


def yes_no_candidates(query: Query, reads: Sequence[Read], sought: Sequence[Sought]) -> list[Candidate]:
    """Every sentence as a possible ground for yes or no."""
    polarity = load_polarity()
    found = []
    for read in reads:
        for line in read.view.lines:
            if is_heading(line.sentence.text) or len(line.tokens) < 3:
                continue
            number = line.sentence.number
            score = read.topic + 0.25 * read.named(number) + 0.6 * read.coverage(number) + 0.9 * read.own(number)
            if read.coverage(number) < 0.2:
                continue
            clause = best_clause(read, line)
            affirms = judge(query, polarity, line.sentence.text, clause)
            text = f"{'Yes' if affirms else 'No'}, {_reason(clause)}"
            found.append(Candidate(read, number, text, score, notes=["affirms" if affirms else "denies"]))
    return found


def judge(query: Query, polarity: Polarity, sentence: str, clause: str) -> bool:
    """Whether the answer is yes."""
    question = re.sub(r"^\W*(?:is|are|do|does|did|will|would|can|could|has|have|had|was|were)n't\b", "", query.text)
    negated = polarity.is_negated(clause)
    asked_negated = bool(re.search(r"\bnot\b|n't\b|\bno longer\b", question.casefold())) and "or not" not in question
    opposed = polarity.are_opposed(question.casefold(), sentence.casefold())
    return not (negated ^ asked_negated ^ opposed)


def best_clause(read: Read, line: Line) -> str:
    """The clause of a sentence that holds most of the question's weight."""
    text = line.sentence.text
    edges = [0, *(m.start() for m in _BOUNDARY.finditer(text)), len(text)]
    best, best_weight = text, -1.0
    shift = line.sentence.span.start
    for start, stop in zip(edges, edges[1:], strict=False):
        inside = [n for n, token in enumerate(line.tokens) if Span(start + shift, stop + shift).holds(token.span)]
        if len(inside) < 2:
            continue
        strengths = read.match.words[:, line.ids[inside]].max(axis=1)
        weight = float((strengths * read.weights).sum())
        if weight > best_weight + 1e-6:
            best, best_weight = text[start:stop], weight
    return best.strip(" ,;:()–—-")


def _reason(clause: str) -> str:
    words = re.sub(r"^(?:and|but|so|because|however|although|though|while|whereas)\s+", "", clause.strip(' "“”.,;'))
    kept = words.split()
    return " ".join(kept[:REASON_WORDS]) + (" …" if len(kept) > REASON_WORDS else "")
