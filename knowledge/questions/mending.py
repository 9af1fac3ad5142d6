"""Misspelt words of a question, set right before it is understood: question words, names of articles, English words."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from knowledge.language.text import Token, fold, stem, tokenize
from knowledge.language.vectors import load_vectors
from knowledge.yamlfile import read_vocabulary

CLOSED = (
    "when what which who whose whom where why how the is are was were will would does did can could should has have "
    "much many long often date price cost first last new about there with from people"
).split()
"""Words that say what kind of question it is: misspelt, they are set right even where the misspelling is a word."""
COMMON = 16_000
"""How many of the commonest English words a misspelling may stand for."""
RARE = 0.7
"""From which rarity on a word may be a misspelt closed-class word."""
LONG = 6
"""From how many letters on two edits are allowed."""


def mend(
    question: str,
    *,
    find_known: Callable[[Sequence[str]], Collection[str]],
    respell: Callable[[Sequence[str]], Mapping[str, Sequence[tuple[str, float]]]],
) -> tuple[str, dict[str, str]]:
    """The question with misspelt words replaced, and what was replaced.

    find_known: which of some stems articles hold. respell: the articles' stems that a strange stem may stand for, best
    first.
    """
    tokens = tokenize(question)
    known = find_known([token.stem for token in tokens])
    fixes: dict[str, str] = {}
    strange = []
    for token in tokens:
        closed = _slang().get(token.text.casefold(), "")
        if not closed and token.stem not in known:
            closed = _closed(token.norm)
        if closed:
            fixes[token.norm] = closed
        elif _is_strange(token, known):
            strange.append(token)
    offered = respell([token.stem for token in strange]) if strange else {}
    for token in strange:
        fixed = _choose(token, offered.get(token.stem, ()), find_known)
        if fixed:
            fixes[token.norm] = fixed
    out, at = [], 0
    for token in tokens:
        if token.norm in fixes:
            out += [question[at : token.span.start], fixes[token.norm]]
            at = token.span.stop
    return "".join([*out, question[at:]]), fixes


def _is_strange(token: Token, known: Collection[str]) -> bool:
    word = token.norm
    if not word.isalpha() or len(word) < 3 or token.stem in known:
        return False
    return load_vectors().find(word) is None


@lru_cache(maxsize=4096)
def _closed(word: str) -> str:
    """The question word that a short rare word stands for, or ""."""
    if not 2 < len(word) <= 6 or word in CLOSED or load_vectors().rarity(word) < RARE:
        return ""
    best = [other for other in CLOSED if OSA.distance(word, other, score_cutoff=1) <= 1]
    best += [other for other in CLOSED if sorted(other) == sorted(word) and other not in best and other[0] == word[0]]
    return best[0] if best else ""


def _choose(
    token: Token, offered: Sequence[tuple[str, float]], find_known: Callable[[Sequence[str]], Collection[str]]
) -> str:
    """Of the articles' words and the English ones the nearest; or the two words that are run together."""
    word, reach = token.norm, 2 if len(token.norm) >= LONG else 1
    ranked = [(_cost(token.stem, other), n, other) for n, (other, _) in enumerate(offered)]
    ranked += [(_cost(word, other) + 0.3, n, other) for n, other in enumerate(_english(word, reach))]
    ranked = [entry for entry in ranked if entry[0] <= reach + 0.75]
    best = min(ranked, default=None)
    if best is None or best[0] > 1.35:
        parted = _part(word, find_known)
        if parted:
            return parted
    return best[2] if best is not None else ""


def _part(word: str, find_known: Callable[[Sequence[str]], Collection[str]]) -> str:
    """The two known words that a word without its space stands for, the commonest pair of them; or ""."""
    pairs = [(word[:at], word[at:]) for at in range(2, len(word) - 1)]
    if len(word) < LONG or not pairs:
        return ""
    known = find_known([stem(part) for pair in pairs for part in pair])
    vectors = load_vectors()

    def is_word(part: str) -> bool:
        return (len(part) > 3 and stem(part) in known) or (
            vectors.is_known(part) and vectors.rarity(part) < (0.35 if len(part) < 4 else 0.75)
        )

    fitting = [pair for pair in pairs if is_word(pair[0]) and is_word(pair[1])]
    best = min(fitting, key=lambda pair: sum(vectors.rarity(part) / len(part) for part in pair), default=None)
    return " ".join(best) if best is not None else ""


def _cost(word: str, other: str) -> float:
    """Edits, a changed first letter and a length that differs costing a little more."""
    return OSA.distance(word, other) + 0.4 * (word[0] != other[0])


@lru_cache(maxsize=4096)
def _english(word: str, reach: int) -> tuple[str, ...]:
    words = _common_words()
    found = process.extract(word, words, scorer=OSA.distance, score_cutoff=reach, limit=12)
    return tuple(other for other, _, place in sorted(found, key=lambda hit: (hit[1], hit[2])))


@lru_cache(maxsize=1)
def _slang() -> dict[str, str]:
    """Spellings of chats, with what they stand for."""
    return read_vocabulary("slang")


@lru_cache(maxsize=1)
def _common_words() -> tuple[str, ...]:
    return tuple(word for word in load_vectors().words[:COMMON] if len(word) > 2 and fold(word) == word)
