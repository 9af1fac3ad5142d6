"""The words of announcements: attributes with the kinds of value they take, and groups of interchangeable words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from knowledge.language.text import SpelledWords, Token, stem
from knowledge.model import ValueKind
from knowledge.yamlfile import read_vocabulary

_PHRASE_LIMIT = 4
_NONE: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Attribute:
    """What a fact can state of its subject: a name, and the kinds of value that fill it."""

    name: str
    kinds: frozenset[ValueKind]
    is_exact: bool = False
    """Whether an answer must stand beside one of its own words."""


class Vocabulary:
    """Looks up the attributes and the groups of synonyms that a word or phrase belongs to."""

    def __init__(
        self, attributes: dict[str, dict[str, str]], synonyms: Sequence[str], verbs: Sequence[str] = ()
    ) -> None:
        """attributes: name → {kinds, words, ask?, exact?}, comma-separated; synonyms: one such group each.

        verbs: the forms of one verb each that its stem does not show, parted by spaces, the base form first.
        """
        self._forms: dict[str, tuple[str, ...]] = {}
        self._bases: dict[str, str] = {}
        for verb in verbs:
            base, *others = [stem(form) for form in verb.split()]
            self._forms[base] = tuple(others)
            self._bases.update(dict.fromkeys(others, base))
        self.attributes: dict[str, Attribute] = {}
        self._groups: dict[tuple[str, ...], frozenset[str]] = {}
        self._told: dict[tuple[str, ...], frozenset[str]] = {}
        self._asked: dict[tuple[str, ...], frozenset[str]] = {}
        self._members: dict[str, frozenset[tuple[str, ...]]] = {}
        self._telling: dict[str, frozenset[tuple[str, ...]]] = {}
        self._longest: dict[str, int] = {}
        spelled = SpelledWords()
        for name, entry in attributes.items():
            kinds = frozenset(ValueKind(kind) for kind in _parts(entry["kinds"]))
            self.attributes[name] = Attribute(name, kinds, entry.get("exact") == "yes")
            told = self._telling[name] = self._keys(entry["words"], spelled)
            self._enter(self._told, name, told)
            self._enter(self._asked, name, told | self._keys(entry.get("ask", ""), spelled))
        for number, group in enumerate(synonyms):
            members = self._members[f"g{number}"] = self._keys(group, spelled)
            self._enter(self._groups, f"g{number}", members)
        self.words = {norm for norm, _ in spelled.values() if norm.isalpha()}

    def _keys(self, phrases: str, spelled: SpelledWords) -> frozenset[tuple[str, ...]]:
        """Comma-separated phrases as tuples of stems, and the same with their first words in their other forms:
        "come out", "came out"."""
        found = set()
        for phrase in phrases.split(","):
            key = tuple([spelled[word][1] for word in _find_words(phrase)])
            if key:
                found.add(key)
                if key[0] in self._forms:
                    found.update((form, *key[1:]) for form in self._forms[key[0]])
        return frozenset(found)

    def _enter(self, table: dict[tuple[str, ...], frozenset[str]], name: str, keys: Iterable[tuple[str, ...]]) -> None:
        """Note under each key that it is of a name, and how long the phrases that begin with a word become."""
        alone = frozenset((name,))
        for key in keys:
            table[key] = table[key] | alone if key in table else alone
            if len(key) > self._longest.get(key[0], 0):
                self._longest[key[0]] = min(len(key), _PHRASE_LIMIT)

    def forms(self, word_stem: str) -> tuple[str, ...]:
        """The stems of a verb's other forms, where they differ: of "bring" that of "brought"."""
        base = self._bases.get(word_stem, word_stem)
        return tuple(form for form in (base, *self._forms.get(base, ())) if form != word_stem)

    def groups(self, tokens: Sequence[Token]) -> list[frozenset[str]]:
        """Per token, the synonym groups that it, or a phrase it belongs to, is in."""
        return self._spread([token.stem for token in tokens], self._groups)

    def groups_of_stem(self, word_stem: str) -> frozenset[str]:
        """The groups of a single word."""
        return self._groups.get((word_stem,), _NONE)

    def told(self, stems: Sequence[str]) -> list[frozenset[str]]:
        """Per stem of a text, the attributes that it states in an article."""
        return self._spread(stems, self._told)

    def asked(self, tokens: Sequence[Token]) -> list[frozenset[str]]:
        """Per token, the attributes that it asks for in a question."""
        return self._spread([token.stem for token in tokens], self._asked)

    def members(self, groups: frozenset[str]) -> frozenset[tuple[str, ...]]:
        """All words and phrases of some groups, as tuples of stems."""
        found: set[tuple[str, ...]] = set()
        for group in groups:
            found.update(self._members.get(group, ()))
        return frozenset(found)

    def telling(self, name: str) -> frozenset[tuple[str, ...]]:
        """The words and phrases that state an attribute, as tuples of stems."""
        return self._telling.get(name, frozenset())

    def knows(self, token: Token) -> bool:
        """Whether a word, inflected or not, stands in the vocabulary by itself."""
        key = (token.stem,)
        return key in self._groups or key in self._asked

    def is_asking(self, token: Token) -> bool:
        """Whether a single word asks for an attribute."""
        return (token.stem,) in self._asked

    def _spread(self, stems: Sequence[str], table: Mapping[tuple[str, ...], frozenset[str]]) -> list[frozenset[str]]:
        spread = [_NONE] * len(stems)
        for start, first in enumerate(stems):
            if first not in self._longest:
                continue
            for length in range(1, min(self._longest[first], len(stems) - start) + 1):
                names = table.get(tuple(stems[start : start + length]))
                if names:
                    for position in range(start, start + length):
                        spread[position] = spread[position] | names
        return spread


_find_words = re.compile(r"[^\W_]+(?:'[^\W\d_]+)?").findall
"""The words of a phrase: what tokenize finds in it, without the work of keeping places."""


def _parts(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]


@lru_cache(maxsize=1)
def load_vocabulary() -> Vocabulary:
    """The shipped vocabulary."""
    verbs = read_vocabulary("verbforms")["forms"]
    return Vocabulary(read_vocabulary("attributes"), read_vocabulary("synonyms")["groups"], verbs)
