"""The usual classes of English words and simple phrases found by them; the table is made by
`python -m tests.training.make_wordclasses` and lies beside the word vectors, whose word list it shares.

A tag is one letter, so that a phrase is a regular expression over a sentence's tags: N noun, S plural noun, P name,
J adjective, R adverb, V base verb, Z verb in -s, D past (and the participle after be or have), E past participle
beside its noun, G form in -ing, M modal, A form of be, have or do, T determiner, O pronoun, I preposition,
C conjunction, W question word, # number, X other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from knowledge.language.patterns import lazy_pattern
from knowledge.language.text import Token, fold
from knowledge.language.vectors import WEIGHTS, load_vectors

WORDCLASSES_FILE = WEIGHTS / "wordclasses.npz"
POSSIBLE = "NSVZDEGJRP"
"""The letters whose bits, lowest first, say what a word can be at all."""
NO_LEMMA = 0xFFFF
_NAMES = {
    "noun": "NS",
    "verb": "VZDEG",
    "adjective": "J",
    "adverb": "R",
    "name": "P",
    "number": "#",
    "function": "MATOICW",
}
_CLOSED = {
    "A": "be am is are was were been being have has had having do does did done",
    "M": "will would shall should can could may might must cannot won't can't couldn't shouldn't wouldn't",
    "T": "the a an this these those my your his her its our their every each some any no another such both all "
    "either neither",
    "O": "i you he she it we they me him us them himself herself itself themselves myself yourself ourselves there",
    "C": "and or but nor yet plus",
    "W": "who whom whose which what when where why how",
    "I": "of in on at by for with from to as about into over after before under between against during without "
    "within through among towards toward upon off since until till per via despite than that if because while although "
    "though unless whether like along across behind beyond near around amid",
    "#": "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million "
    "billion trillion dozen half",
    "R": "not also just only even still already again now then here very too never always often soon ago away once "
    "more most less least",
}
NUMBER_WORDS = frozenset(_CLOSED["#"].split())
_CLOSED_TAGS = {word: tag for tag, words in _CLOSED.items() for word in words.split()}
_ENDINGS = (("ing", "G"), ("ed", "E"), ("ly", "R"), ("ous", "J"), ("ful", "J"), ("ive", "J"), ("al", "J"), ("s", "S"))
_PHRASE = lazy_pattern(r"T?(?:R?[JE]|(?<=[TJNR])G|[#NSP])*[NSP#]")
_PLAIN_GAP = lazy_pattern(r"[\s\-‐‑/&$€£¥]*\Z")


@dataclass(frozen=True, slots=True, eq=False)
class _Table:
    usual: str
    possible: NDArray[np.uint16]
    noun: NDArray[np.uint16]
    verb: NDArray[np.uint16]


@lru_cache(maxsize=1)
def _table() -> _Table:
    with np.load(WORDCLASSES_FILE) as data:
        return _Table(data["usual"].tobytes().decode("ascii"), data["possible"], data["noun"], data["verb"])


def is_number(word: str) -> bool:
    """Whether a folded word is a whole number, in digits or written out.

    >>> is_number("9"), is_number("nine"), is_number("x9")
    (True, True, False)
    """
    return word.isdigit() or word in NUMBER_WORDS


@lru_cache(maxsize=65536)
def usual_tag(word: str) -> str:
    """The tag a folded word has most often, judged by its ending where it is unknown."""
    if word in _CLOSED_TAGS:
        return _CLOSED_TAGS[word]
    if any(c.isdigit() for c in word):
        return "#"
    row = load_vectors().index.get(word)
    if row is not None:
        return _table().usual[row]
    for ending, tag in _ENDINGS:
        if len(word) > len(ending) + 2 and word.endswith(ending):
            return tag
    return "N"


@lru_cache(maxsize=65536)
def possible_tags(word: str) -> str:
    """Every tag an open-class word can have; for other words the usual one.

    >>> possible_tags("costs")
    'SZ'
    """
    row = load_vectors().index.get(word)
    if word in _CLOSED_TAGS or row is None:
        return usual_tag(word)
    bits = int(_table().possible[row])
    found = "".join(tag for place, tag in enumerate(POSSIBLE) if bits >> place & 1)
    return found or usual_tag(word)


def classes(word: str) -> frozenset[str]:
    """What a word can be: noun, verb, adjective, adverb, name, number, function."""
    tags = possible_tags(fold(word))
    return frozenset(name for name, letters in _NAMES.items() if any(tag in letters for tag in tags))


def is_verb(word: str) -> bool:
    """Whether the word is most often a verb (auxiliaries and modals count)."""
    return usual_tag(fold(word)) in "VZDEGMA"


def lemma(word: str, kind: str = "") -> str:
    """The base form of a word, as a noun or as a verb if `kind` says so; the word itself where none is known.

    >>> lemma("bought"), lemma("saw", "verb"), lemma("saw", "noun")
    ('buy', 'see', 'saw')
    """
    word = fold(word)
    vectors, table = load_vectors(), _table()
    row = vectors.index.get(word)
    if row is None:
        return word
    as_verb = kind == "verb" or (not kind and usual_tag(word) in "VZDEGA")
    for column in (table.verb, table.noun) if as_verb else (table.noun, table.verb):
        if column[row] != NO_LEMMA:
            return vectors.words[int(column[row])]
        if kind:
            break
    return word


def tag(tokens: Sequence[Token]) -> str:
    """One tag letter for each token of a sentence: its usual one, mended by its neighbours."""
    tags = [_first_tag(token.text, token.norm, place == 0) for place, token in enumerate(tokens)]
    for place, token in enumerate(tokens):
        if tags[place] not in _SETTLED and len(possible_tags(token.norm)) > 1:
            tags[place] = _mended(tags, place, tokens)
    return "".join(tags)


_SETTLED = frozenset("PMATOICW#X")


@lru_cache(maxsize=65536)
def _first_tag(text: str, word: str, leads: bool) -> str:
    """The tag of a word by itself. word: folded. leads: whether a sentence begins with it."""
    if word in _CLOSED_TAGS and not (text.isupper() and len(word) > 1 and word in ("us", "it", "who")):
        return "P" if word == "may" and text[0].isupper() and not leads else _CLOSED_TAGS[word]
    if any(c.isdigit() for c in word):
        return "#" if word[0].isdigit() else "P"
    if text[0].isupper():
        row = load_vectors().index.get(word)
        if not leads or row is None or _table().usual[row] == "P":
            return "P"
    return usual_tag(word)


def _mended(tags: list[str], place: int, tokens: Sequence[Token]) -> str:
    now, can = tags[place], possible_tags(tokens[place].norm)
    before = tags[place - 1] if place else ""
    after = tags[place + 1] if place + 1 < len(tags) else ""
    possessive = place > 0 and fold(tokens[place - 1].text) != tokens[place - 1].text.casefold().strip("'")
    if now in "VZ" and (before in ("T", "J", "#") or possessive or (place and tokens[place - 1].norm == "of")):
        noun = "S" if now == "Z" else "N"
        return noun if noun in can else now
    if before == "M" or (place and _calls_for_a_verb(tokens[place - 1].norm)):
        return "V" if "V" in can and now in "NDEJ" and not (now == "N" and after in ("N", "S", "C", "")) else now
    if now in "NS" and before in ("O", "P", "S", "N") and after in ("T", "#", "O", "I") and after:
        verb = "V" if now == "N" else "Z"
        if verb in can and before != ("N" if now == "N" else "S") and after in ("T", "#", "O"):
            return verb
        return verb if verb in can and before == "O" else now
    if now in "DE" and "E" in can:
        return _past_or_participle(tags, place)
    return now


def _calls_for_a_verb(word: str) -> bool:
    return word in ("to", "do", "does", "did", "not") or word.endswith("n't")


def _past_or_participle(tags: list[str], place: int) -> str:
    back = place - 1
    while back >= 0 and tags[back] == "R":
        back -= 1
    before = tags[back] if back >= 0 else ""
    if before in ("T", "J", "I", "#"):
        return "E"
    return "D" if before in ("A", "N", "S", "P", "O", "W") else tags[place]


def noun_phrases(text: str, tokens: Sequence[Token], tags: str = "") -> tuple[tuple[int, int], ...]:
    """The noun phrases of a sentence, each as a half-open range of token numbers; brackets and commas part them.

    text: what the tokens' spans refer to. tags: what `tag` gave, if it is at hand.
    """
    tags = tags or tag(tokens)
    found = []
    start = 0
    for place in range(1, len(tokens) + 1):
        closed = place == len(tokens) or not _PLAIN_GAP.match(
            text[tokens[place - 1].span.stop : tokens[place].span.start]
        )
        if closed:
            found += [(start + m.start(), start + m.end()) for m in _PHRASE.finditer(tags[start:place])]
            start = place
    return tuple(found)
