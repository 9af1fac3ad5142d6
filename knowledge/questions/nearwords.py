"""Which words a misspelt word of a question may stand for, and how likely each: of chats, of articles, of English."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from knowledge.language.spelling import effort
from knowledge.language.text import fold, stem, tokenize
from knowledge.language.vectors import load_vectors
from knowledge.language.vocabulary import load_vocabulary
from knowledge.language.wordclasses import usual_tag
from knowledge.yamlfile import read_vocabulary

COMMON = 30_000
"""How many of the commonest English words a misspelling may stand for."""
EVERYDAY = 0.2
"""Up to this rarity a word is so common that a slip on it is likelier than a rare word that looks like it."""
TWICE_FROM = 6
"""Letters from which a word may be two slips away."""
PER_RARITY = 0.8
"""What a word's rarity costs as the word meant, beside the slips of spelling it so."""
FOREIGN = 0.4
"""What a word costs that neither articles nor the vocabulary of questions have."""
AROUND, ASKING = 0.3, 0.15
"""What a rarer word costs less that stands in the articles that the rest of the question finds; and one that asks."""
OF_ARTICLES, OF_VOCABULARY = 0.15, 0.25
"""What a word of an article, or of the vocabulary, costs at most."""

FindKnown = Callable[[Sequence[str]], Collection[str]]
Respell = Callable[[Sequence[str]], Mapping[str, Sequence[tuple[str, float]]]]


@dataclass(frozen=True, slots=True, order=True)
class Near:
    """A word that may have been meant; cost orders: slips of the finger, and how unusual the word is."""

    cost: float
    word: str


def near_words(word: str, offered: Sequence[str], find_known: FindKnown, around: Collection[str] = ()) -> list[Near]:
    """The words that a folded word may stand for, likeliest first.

    offered: the articles' stems near it. around: the stems of the articles that the rest of the question finds.
    """
    reach = 2 if len(word) >= TWICE_FROM else 1
    found: dict[str, float] = {}
    if reach > 1 and not offered:
        hits = process.extract(stem(word), list(around), scorer=OSA.distance, score_cutoff=reach, limit=3)
        offered = [name for name, _, _ in hits]
    for name in offered:
        written = surface(name, word)
        found[written] = OF_ARTICLES
    for typed in everyday_near(word, reach):
        meant = everyday()[typed]
        found[meant] = min(0.0 if typed != meant else prior(meant), found.get(meant, 9.0))
    # a long word one slip from a name of the articles at hand is that name
    is_plain = len(word) >= TWICE_FROM and any(stem(one) in around and slips(word, one) <= 1.0 for one in found)
    others = [] if is_plain else [other for other in _english(word, reach) if other not in found]
    held = find_known([stem(other) for other in others]) if others else ()
    for other in others:
        found[other] = min(prior(other), OF_ARTICLES) if stem(other) in held else prior(other)
    limit = _limit(len(word))
    near = [(slips(word, other), extra, other) for other, extra in found.items()]
    return sorted(Near(far + extra - _fitting(other, around), other) for far, extra, other in near if far <= limit)


def _fitting(word: str, around: Collection[str]) -> float:
    """What a word costs less for where it stands and what it says."""
    if load_vocabulary().asked(tokenize(word))[0]:
        return ASKING
    return AROUND if stem(word) in around and word not in everyday() else 0.0


def slips(word: str, meant: str) -> float:
    """How unlikely slips lead from a word, or from a spelling of chats for it, to what was typed."""
    return min(effort(word, typed) for typed in _typed_forms().get(meant, (meant,)))


def _limit(letters: int) -> float:
    """How many slips a word of so many letters may hold."""
    if letters < 4:
        return 0.8
    if letters < TWICE_FROM:
        return 1.0
    return 1.7 if letters < 8 else 2.0


def prior(word: str) -> float:
    """What it costs to take a word for the one meant before anything is known of the spelling."""
    rarity = PER_RARITY * load_vectors().rarity(word)
    if word in everyday():
        return 0.0 if usual_tag(word) in "AMTOICW" else min(rarity, 0.5 * EVERYDAY)
    return min(rarity, OF_VOCABULARY) if word in load_vocabulary().words else rarity + FOREIGN


@lru_cache(maxsize=1)
def everyday() -> dict[str, str]:
    """The commonest words, and spellings of chats and without apostrophe, each with the word meant."""
    vectors = load_vectors()
    common = {w: w for w in vectors.words[:1200] if vectors.rarity(w) <= EVERYDAY and len(w) > 1 and fold(w) == w}
    return {**common, **{typed: meant for typed, meant in slang().items() if len(typed) > 3}}


def everyday_near(word: str, reach: int) -> list[str]:
    """The everyday words and spellings within a number of edits, nearest first."""
    near = process.extract(word, list(_everyday_forms()), scorer=OSA.distance, score_cutoff=reach, limit=12)
    return [typed for typed, _, _ in near]


@lru_cache(maxsize=1)
def _everyday_forms() -> tuple[str, ...]:
    return tuple(everyday())


@lru_cache(maxsize=1)
def _typed_forms() -> dict[str, list[str]]:
    forms: dict[str, list[str]] = {}
    for typed, meant in everyday().items():
        forms.setdefault(meant, [meant]).append(typed)
    return forms


@lru_cache(maxsize=1)
def slang() -> dict[str, str]:
    """Spellings of chats, with what they stand for."""
    return read_vocabulary("slang")


@lru_cache(maxsize=4096)
def _english(word: str, reach: int) -> tuple[str, ...]:
    found = []
    for letters in range(len(word) - reach, len(word) + reach + 1):
        words = list(_by_length().get(letters, ()))
        found += process.extract(word, words, scorer=OSA.distance, score_cutoff=reach, limit=8)
    best = min((edits for _, edits, _ in found), default=0)
    return tuple(other for other, edits, _ in found if edits <= best or edits <= 1)


@lru_cache(maxsize=1)
def _by_length() -> dict[int, tuple[str, ...]]:
    found: dict[int, list[str]] = {}
    for word in dict.fromkeys((*load_vectors().words[:COMMON], *sorted(load_vocabulary().words))):
        if len(word) > 2 and word.isalpha() and fold(word) == word:
            found.setdefault(len(word), []).append(word)
    return {letters: tuple(words) for letters, words in found.items()}


_ENDINGS = ("", "e", "s", "es", "ed", "d", "y", "ing", "er", "ly")


@lru_cache(maxsize=4096)
def surface(name: str, typed: str) -> str:
    """The word with a given stem that is nearest to what was typed: "harrowmer" → "harrowmere".

    >>> surface("possibl", "posible")
    'possible'
    >>> surface("cooker", "cokkers")
    'cookers'
    >>> surface("core", "cofee")
    'core'
    """
    forms = list(_by_stem().get(name, ()))
    bases = () if forms else (name, f"{name[:-1]}y") if name.endswith("i") else (name,)
    forms += [base + ending for base in bases for ending in (*_ENDINGS, name[-1:]) if stem(base + ending) == name]
    if not forms:
        forms += [name + ending for ending in ("e", name[-1:]) if stem(name + ending) == name]
    else:
        inflected = [name + ending for ending in ("s", "ed", "ing") if typed.endswith(ending)]
        forms += [form for form in inflected if stem(form) == name]
    forms += [short for at in range(len(typed)) if stem(short := typed[:at] + typed[at + 1 :]) == name]
    return min(dict.fromkeys(forms), key=lambda form: effort(typed, form), default=name)


@lru_cache(maxsize=1)
def _by_stem() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for word in load_vectors().words:
        found.setdefault(stem(word), []).append(word)
    return found
