"""Makes announcement-like sentences and misspelt questions about them: seeded, Zipfian, invented, any number."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate
from random import Random

from knowledge.model import Article, Fact, Span, ValueKind
from knowledge.store import Bundle, Passage

STOP_WORDS = 120
"""The commonest words of the language: in sentences about every second word, in the index none."""
SENTENCES = 20
"""Sentences of an article."""
MONTHS = "january february march april may june july august september october november december".split()
QUESTION_WORDS = ("when", "what", "which", "how", "who", "does", "the", "is", "about", "did")
STARTS = "b c d f g h j k l m n p r s t v w z br cl cr dr fl gr pl pr sl sp st str th tr".split()
MIDDLES = "a e i o u ai ea ee io oa ou".split()
ENDS = ["", *"l m n r s t ck ll nd ng nt rd rn ss st".split()]
KEYS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")


@dataclass(frozen=True, slots=True)
class Asked:
    """A question and the passage it was made from."""

    words: tuple[str, ...]
    article_id: str
    number: int


class Generator:
    """Sentences of 8 to 30 words: common words by Zipf's law, a rare name, often a date or a number."""

    def __init__(self, seed: int = 1, *, vocabulary: int = 40_000) -> None:
        self._random = Random(seed)  # noqa: S311
        self._words = self._invent(vocabulary)
        self._stop_words = frozenset(self._words[:STOP_WORDS])
        self._weights = list(accumulate(1 / (rank + 2) for rank in range(vocabulary)))

    def bundles(self, passages: int, *, start: int = 0) -> Iterator[Bundle]:
        """Articles with that many passages together, one fact to a passage; numbered from `start`."""
        for number in range(0, passages, SENTENCES):
            yield self._bundle(start + number // SENTENCES, min(SENTENCES, passages - number))

    def ask(self, bundle: Bundle, number: int, *, typos: int) -> Asked:
        """A question about a passage: half of its words, shuffled, question words added, letters slipped."""
        random = self._random
        terms = list(bundle.passages[number].terms)
        words = random.sample(terms, min(len(terms), max(4, len(terms) // 2)))
        long = [place for place, word in enumerate(words) if len(word) >= 4 and word.isalpha()]
        for place in random.sample(long, min(typos, len(long))):
            words[place] = self._slip(words[place])
        words += random.sample(QUESTION_WORDS, 2)
        random.shuffle(words)
        return Asked(tuple(words), bundle.article.id, number)

    def _bundle(self, number: int, sentences: int) -> Bundle:
        article_id = f"a{number:07}"
        names = [self._name() for _ in range(4)]
        spans, texts, start = [], [], 0
        for _ in range(sentences):
            text = self._sentence(names)
            spans.append(Span(start, start + len(text)))
            texts.append(text)
            start += len(text) + 1
        day = date(2015, 1, 1) + timedelta(days=number % 4000)
        article = Article(article_id, texts[0][:60], day, " ".join(texts), source="generated")
        passages = [
            Passage(article_id, place, span, self._terms(text))
            for place, (span, text) in enumerate(zip(spans, texts, strict=True))
        ]
        return Bundle(article, passages, [self._fact(article_id, p) for p in passages])

    def _terms(self, text: str) -> tuple[str, ...]:
        words = text.lower().rstrip(".").split()
        return tuple(dict.fromkeys(word for word in words if word not in self._stop_words))

    def _fact(self, article_id: str, passage: Passage) -> Fact:
        evidence = Span(passage.span.start, passage.span.start + 10)
        value = passage.terms[0]
        key = f"{article_id}#{passage.number}"
        return Fact(key, article_id, passage.terms[-1], "release", value, ValueKind.NAME, evidence, passage.span)

    def _sentence(self, names: list[str]) -> str:
        random = self._random
        words = random.choices(self._words, cum_weights=self._weights, k=random.randint(7, 24))
        words.insert(0, random.choice(names))
        if random.random() < 0.5:
            words += [str(random.randint(1, 28)), random.choice(MONTHS), str(random.randint(2015, 2026))]
        if random.random() < 0.3:
            words += [str(random.randint(2, 9999))]
        return " ".join(words).capitalize() + "."

    def _invent(self, count: int) -> list[str]:
        words = dict[str, None]()
        while len(words) < count:
            words[self._syllables(1 if len(words) < 300 else self._random.randint(2, 3))] = None
        return list(words)

    def _name(self) -> str:
        return self._syllables(3) + self._random.choice(("", "", "x", "o", "ia"))

    def _syllables(self, count: int) -> str:
        pick = self._random.choice
        return "".join(pick(STARTS) + pick(MIDDLES) + pick(ENDS) for _ in range(count))

    def _slip(self, word: str) -> str:
        random = self._random
        at = random.randrange(1, len(word) - 1)
        kind = random.randrange(4)
        if kind == 0:
            return word[:at] + word[at + 1 :]
        if kind == 1:
            return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
        if kind == 2:
            return word[:at] + word[at] + word[at:]
        row = next((keys for keys in KEYS if word[at] in keys), KEYS[0])
        return word[:at] + row[(row.index(word[at]) + 1) % len(row)] + word[at + 1 :]
