"""Which questions ask the same of the same thing, whatever their words: for gathering them, never for answering."""

from __future__ import annotations

from dataclasses import dataclass

from rapidfuzz import fuzz

from knowledge.language.text import tokenize
from knowledge.language.vocabulary import load_vocabulary
from knowledge.questions.understanding import STOP_WORDS

LIKE = 0.6
"""Share of their words, of all that either has, from which on two questions are about the same thing."""
SPELT_ALIKE = 84
"""Of 100, from which on two long words are one word spelt in two ways."""
LONG = 5


@dataclass(frozen=True, slots=True)
class Matter:
    """What a question asks for, and of what."""

    attributes: frozenset[str]
    words: frozenset[str]

    def is_like(self, other: Matter) -> bool:
        """Whether the two ask the same: an attribute in common, equal numbers and models, and most of the words.

        >>> matter_of("How heavy is the Nimbus X1?").is_like(matter_of("what does the nimbus x1 weigh"))
        True
        >>> matter_of("How heavy is the Nimbus X1?").is_like(matter_of("How heavy is the Nimbus X3?"))
        False
        """
        if (self.attributes or other.attributes) and not self.attributes & other.attributes:
            return False
        if _marked(self.words) != _marked(other.words):
            return False
        met = sum(any(_is_word(word, another) for another in other.words) for word in self.words)
        whole = len(self.words) + len(other.words) - met
        return met >= LIKE * whole if whole else bool(self.attributes)


def matter_of(question: str) -> Matter:
    """What a question asks for, by the vocabulary, and the stems of its other weighty words."""
    tokens = tokenize(question)
    asked = load_vocabulary().asked(tokens)
    words = (
        token.stem for token, names in zip(tokens, asked, strict=True) if not names and token.norm not in STOP_WORDS
    )
    return Matter(frozenset().union(*asked), frozenset(words))


def _marked(words: frozenset[str]) -> frozenset[str]:
    return frozenset(word for word in words if any(letter.isdigit() for letter in word))


def _is_word(one: str, other: str) -> bool:
    if one == other:
        return True
    is_long = min(len(one), len(other)) >= LONG and one.isalpha() and other.isalpha()
    return is_long and fuzz.ratio(one, other) >= SPELT_ALIKE
