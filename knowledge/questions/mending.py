"""Misspelt words of a question, set right before it is understood: question words, names of articles, English words."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from knowledge.language.patterns import lazy_pattern
from knowledge.language.text import Token, stem, tokenize
from knowledge.language.vectors import load_vectors
from knowledge.language.vocabulary import load_vocabulary
from knowledge.language.wordclasses import usual_tag
from knowledge.language.wordlists import lines
from knowledge.questions.gluedwords import part
from knowledge.questions.nearwords import FindKnown, Near, Respell, everyday, near_words, prior, slang

LEADS = frozenset(
    "when what which who whose whom where why how is are was were will would does did do can could should has have "
    "what is who is when is where is how is".split()
)
"""Words that open a question."""
LEADING = 0.3
"""What a word costs less that opens a question, where one is opened."""
AFTER_HOW = frozenset("much many long often far old big fast high tall large soon deep wide heavy".split())
LONG_ENDING = 4
"""From so many letters of ending on, what is left of a strange word may be another word: "com" of "comming"."""
DOUBT = 0.4
"""From which rarity on an English word that no article holds may be a slip on another word."""
SURELY = 0.0
"""How much cheaper another word must be than a word that is English as it stands."""
NEAR_AS_GOOD = 0.45
"""Up to how much dearer another reading of a word is worth a second try."""
TRIES = 2
"""How many other readings of a question are offered."""
_TAILS = frozenset(("", "s", "d", "ll", "re", "ve", "t", "m"))
_NEGATED = frozenset(word for word in lines("questions", "auxiliaries") if word.endswith("n't"))
_MENTION = lazy_pattern(r"(?<!\w)@\w{3,}")
_OPENS = lazy_pattern(r"(?:^|[.?!,;]\s|\b(?:and|so|but|hi|hello|hey|ok|please)\s)\W*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Mended:
    """A question with its misspelt words set right."""

    text: str
    fixes: dict[str, str]
    """Folded words as typed → what was put instead."""
    others: tuple[str, ...] = ()
    """The question with less likely readings of a word, likeliest first."""


@dataclass(frozen=True, slots=True)
class Words:
    """What is asked of the articles' words while a question is mended."""

    find_known: FindKnown
    """Which of some stems articles hold."""
    respell: Respell
    """The articles' stems that a strange stem may stand for, best first."""
    find_around: Callable[[Sequence[str]], Collection[str]]
    """The stems of the articles that some stems find."""


_GLUED = lazy_pattern(r"(\d+)(gb|tb|mb|kg|km|cm|mm|mah|wh|kwh|hz|mp|watts?|inch)")
"""A figure with its unit run on, which articles part."""
_MODEL = lazy_pattern(r"([^\W\d_]{2,})(\d{1,4})")
"""A name with its number run on: "orbit3" for what articles call Orbit 3."""


def mend(question: str, words: Words) -> Mended:
    """The question with misspelt words replaced."""
    text = _MENTION.sub(lambda match: " " * len(match.group()), question)
    tokens = tokenize(text)
    known = words.find_known([stem(_head(token)) for token in tokens])
    fixes: dict[int, list[Near]] = {}
    doubtful = []
    for place, token in enumerate(tokens):
        word = _head(token)
        meant = slang().get(word, "")
        if meant and not (len(word) == 1 and _is_joined(text, token)):
            fixes[place] = [Near(0.0, meant)]
        elif "'" in token.norm and token.norm not in _NEGATED and token.norm.split("'")[-1] not in _TAILS:
            fixes[place] = [Near(0.0, _parted_behind(token) or word)]
        elif stem(word) not in known and (glued := _GLUED.fullmatch(word)):
            fixes[place] = [Near(0.0, f"{glued[1]} {glued[2]}")]
        elif stem(word) not in known and (model := _MODEL.fullmatch(word)) and words.find_known([stem(model[1])]):
            fixes[place] = [Near(0.0, f"{model[1]} {model[2]}")]
        elif _is_possessive(tokens, place, known):
            fixes[place] = [Near(0.0, f"{word[:-1]}'s")]
        elif _is_doubtful(word, token, known) and not _is_hyphened(text, token):
            doubtful.append(place)
    if doubtful:
        offered = words.respell(sorted({key for n in doubtful for key in _keys(_head(tokens[n]))}))
        around = words.find_around([token.stem for token in tokens if token.stem in known])
    for place in doubtful:
        names = [name for key in _keys(_head(tokens[place])) for name, _ in offered.get(key, ())]
        near = near_words(_head(tokens[place]), names, words.find_known, around)
        readings = _readings(tokens, place, text, near, words)
        if readings:
            fixes[place] = readings
    return _rewritten(text, tokens, fixes)


def _parted_behind(token: Token) -> str:
    """What a word with an apostrophe and another word run on stands for: "can'tmy" → "can't my"; or ""."""
    run_on = re.match(r"(.+'(?:t|s|d|ll|re|ve|m))(\w{2,})$", token.norm)
    return f"{run_on.group(1)} {run_on.group(2)}" if run_on and run_on.group(2) in everyday() else ""


def _keys(word: str) -> tuple[str, ...]:
    """The stems by which the articles are searched for words near one."""
    return tuple(dict.fromkeys((stem(word), word, word.rstrip("e"))))


def _head(token: Token) -> str:
    """The folded word before an apostrophe."""
    return token.norm.split("'")[0]


def _is_hyphened(text: str, token: Token) -> bool:
    """Whether a real word is part of a name with a hyphen."""
    return _is_joined(text, token) and load_vectors().is_known(token.norm)


def _is_joined(text: str, token: Token) -> bool:
    """Whether a hyphen joins a word to another one: the "y" of Llanfair-y-Cwm is no "why"."""
    return "-" in text[max(0, token.span.start - 1) : token.span.start] + text[token.span.stop : token.span.stop + 1]


def _is_possessive(tokens: Sequence[Token], place: int, known: Collection[str]) -> bool:
    """Whether an articles' name lost its apostrophe before a noun: "norvias price"."""
    word = tokens[place].norm
    if not re.fullmatch(r"\w{3,}[^s\W]s", word) or place + 1 == len(tokens) or load_vectors().find(word) is not None:
        return False
    return stem(word) in known and stem(word[:-1]) == stem(word) and usual_tag(tokens[place + 1].norm) in "NSJP"


def _is_doubtful(word: str, token: Token, known: Collection[str]) -> bool:
    """Whether a word may be misspelt: neither articles nor the vocabulary have it, and it is no usual English word."""
    if not word.isalpha() or len(word) < 2 or word in load_vocabulary().words:
        return False
    if stem(word) in known and (len(word) - len(stem(word)) < LONG_ENDING or load_vectors().is_known(word)):
        return False
    if (token.text.isupper() and len(word) < 5) or token.norm in _NEGATED:
        return False
    return word not in everyday() and load_vectors().rarity(word) >= DOUBT


def _readings(tokens: Sequence[Token], place: int, text: str, near: Sequence[Near], words: Words) -> list[Near]:
    """What a doubtful word may stand for, likeliest first; empty where it is best left as it is."""
    token, word = tokens[place], _head(tokens[place])
    opens = _OPENS.search(text[: token.span.start]) is not None
    after_how = place > 0 and tokens[place - 1].norm == "how"
    near = sorted(
        Near(one.cost - LEADING, one.word)
        if (opens and one.word.split()[0] in LEADS) or (after_how and one.word in AFTER_HOW)
        else one
        for one in near
        if one.word != word
    )
    vectors = load_vectors()
    as_typed = prior(word) if vectors.is_known(word) else _derived(word)
    if vectors.is_known(word):
        # a word as it stands gives way at once only to a word of grammar; to others where it leads nowhere
        better = [one for one in near if one.cost < as_typed]
        if not opens:  # amid a question, "how many watts" asks for no "what is"
            better = [one for one in better if usual_tag(one.word.split()[0]) != "W"]
        plain = [one for one in better if usual_tag(one.word.split()[0]) in "AMTOICW"]
        return [*plain, *(one for one in better if one not in plain)][:3] if plain else [Near(as_typed, word), *better]
    if near and near[0].cost <= 0.9:
        return [one for one in near if one.cost + SURELY < as_typed][:3]
    parted = part(token.text.split("'")[0], words.find_known, words.respell)
    return [one for one in sorted([*near, *([parted] if parted else [])]) if one.cost + SURELY < as_typed][:3]


def _derived(word: str) -> float:
    """What it costs to take an unknown word as it stands: little where it is a known word with an ending."""
    row = load_vectors().find(word)
    known = "" if row is None else load_vectors().words[row]
    return prior(known) + 0.3 if known and stem(known) == stem(word) else 9.0


def _rewritten(text: str, tokens: Sequence[Token], fixes: dict[int, list[Near]]) -> Mended:
    chosen = {place: readings[0].word for place, readings in fixes.items()}
    others = sorted(
        (other.cost - readings[0].cost, place, other.word)
        for place, readings in fixes.items()
        for other in readings[1:]
        if other.cost - readings[0].cost <= NEAR_AS_GOOD
    )
    return Mended(
        _replaced(text, tokens, chosen),
        {_head(tokens[place]): word for place, word in chosen.items()},
        tuple(_replaced(text, tokens, {**chosen, place: word}) for _, place, word in others[:TRIES]),
    )


def _replaced(text: str, tokens: Sequence[Token], chosen: dict[int, str]) -> str:
    out, at = [], 0
    for place, word in sorted(chosen.items()):
        token = tokens[place]
        mark = re.search(r"['’]", token.text)
        rest = token.text[mark.start() :] if mark and "'" not in word else ""
        if rest[1:].casefold() not in _TAILS:
            rest = "'s"
        written = word[:1].upper() + word[1:] if token.text[:1].isupper() else word
        out += [text[at : token.span.start], written + rest]
        at = token.span.stop
    return "".join([*out, text[at:]])
