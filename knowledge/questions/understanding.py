"""Query → sought words: which words of a question count, how much, and what may stand for them."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace

from knowledge.amounts.marks import ORDINALS
from knowledge.amounts.numerals import SMALL_NUMBERS
from knowledge.language.patterns import lazy_pattern
from knowledge.language.text import Token, stem, tokenize
from knowledge.language.vectors import load_vectors
from knowledge.language.vocabulary import Vocabulary
from knowledge.language.wordclasses import classes
from knowledge.language.wordlists import lines, words
from knowledge.questions.effects import kin_of
from knowledge.questions.query import Asked, Query
from knowledge.search.matching import Sought, imply, rarity, seek
from knowledge.search.view import as_compounds

CONTEXT_WEIGHT = 0.35
"""What a word said around the question counts beside one in it."""
INHERITED_WEIGHT = 0.5
"""What a word of the question before counts, in a follow-up with words of its own."""
STOP_WORDS = frozenset(
    "the a an of to in on at for is are was were be been being am do does did doing done will would can could should "
    "shall may might must have has had having i you it he she they we my your his her its their our me him them us "
    "this that these those there here and or but if so as with by from about into onto over than then what which who "
    "whom whose when where why how much many s t m re ve d ll get gets got getting any some please thanks hi hey "
    "ok just really very also too even ever actually exactly roughly quite kind sort thing things stuff let lets us "
    "tell know say said says think want need like one ones such own same both all more most between while per "
    "long often go goes going went give gives given take takes make makes made put come comes coming there's "
    "someone anyone everyone somebody anybody everybody nobody something anything everything yes no not "
    "don't doesn't vs finally mr mrs ms mx dr mister madam".split()
) | frozenset(word for word in lines("questions", "auxiliaries") if " " not in word)
_KIND_WORDS: dict[Asked, frozenset[str]] = {
    Asked.WHEN: frozenset("date day days month year time week when dates evening period".split()),
    Asked.CLOCK: frozenset("time hour hours day".split()),
    Asked.HOW_MUCH: frozenset("much price prices cost costs amount pay charge charged set back expensive".split()),
    Asked.ROLE: frozenset("job role position title function post occupation profession duty who become work".split()),
    Asked.HOW_MANY: frozenset("number numbers quantity amount count tally many".split()),
    Asked.MEASURE: frozenset("number figure figures percent percentage fraction".split()),
    Asked.WHERE: frozenset({"place"}),
    Asked.CONTACT: frozenset("number".split()),
    Asked.WHY: frozenset(
        "reason reasons cause causes caused explanation made led triggered prompted purpose impossible "
        "necessary".split()
    ),
}
_MONTHS = "january february march april may june july august september october november december".split()
CURRENCY_WORDS = frozenset(
    "euro euros eur eurozone pound pounds gbp sterling dollar dollars usd yen jpy franc francs chf canadian".split()
)
TIME_WORDS = frozenset(
    _MONTHS
    + "monday tuesday wednesday thursday friday saturday sunday jan feb mar apr jun jul aug sep "
    "sept oct nov dec".split()
)
"""Words that say when; they constrain the time of an answer and are not looked for as words."""
_DAY = lazy_pattern(r"(?:[12]?\d|3[01])(?:st|nd|rd|th)")
_WEEKDAYS = frozenset("mondays tuesdays wednesdays thursdays fridays saturdays sundays".split())
IMPLIED: dict[Asked, tuple[str, ...]] = {
    Asked.WHEN: ("release", "opening", "event"),
    Asked.HOW_MUCH: ("price",),
    Asked.WHERE: ("location",),
    Asked.CLOCK: ("opening", "event"),
}
"""Attributes that a question of a kind asks for where it names none."""
IMPLIED_WEIGHT = 0.2
SAME_EFFECT = 0.6
"""What a word is worth that tells an effect of the kind whose reason is asked for: dearer, for a hike."""
_QUARTER = stem("quarter")
SHORT_QUARTER = lazy_pattern(r"q([1-4])")
_ORDINAL = lazy_pattern(r"(\d{1,2})(?:st|nd|rd|th)")
AS_DAY = 0.8
"""What the bare figure is worth for a number that orders: "the 18th" is met by "18 March"."""
_UNIT_AFTER = frozenset(
    "day days week weeks month months year years hour hours minute minutes second seconds times people players litre "
    "litres liter liters kg km cm mm gb mb inch inches percent euros dollars pounds yen crowns francs cents pence "
    "quid th st nd rd "
    "of bit am pm "
    "o'clock".split()
    + _MONTHS
)


def seek_words(
    query: Query,
    vocabulary: Vocabulary,
    *,
    common: Callable[[str], float],
    df: Callable[[str], int],
    passages: int,
    is_known: Callable[[str], bool],
) -> tuple[Sought, ...]:
    """The words that count, weighted.

    common: a word's rarity in English, in [0, 1]. df: passages holding a stem, of `passages` in all.
    is_known: whether a folded word is English.
    """
    places, weights, identity = [], [], []
    whole = [(token, 1.0) for token in query.tokens] + [(token, CONTEXT_WEIGHT) for token in query.context]
    whole += [(token, 1.0 if is_bare(query) else INHERITED_WEIGHT) for token in query.inherited]
    dropped = words_of_asking(query)
    every = as_compounds([token for token, _ in whole], query.text)
    for place, (token, factor) in enumerate(whole):
        exact = is_identity(place, every)
        if _says_when(query, every, place) or _is_beside(every, place):
            continue
        is_idle = token.norm in STOP_WORDS and not (query.asked is Asked.WHERE and token.norm in _MAKING)
        if not exact and (is_idle or token.norm in dropped or len(token.norm) < 2):
            continue
        weight = 0.15 + 0.45 * common(token.norm) + 0.4 * rarity(df(token.stem), passages)
        places.append(place)
        weights.append(min(1.0, weight) * factor)
        identity.append(exact and factor >= INHERITED_WEIGHT)
    found = seek(every, places, vocabulary, weights, identity=identity, wanted=query.wanted)
    found = [_as_number(one, every[place - 1 : place]) for one, place in zip(found, places, strict=True)]
    found = _with_kin(found, query) if query.asked is Asked.WHY else found

    strange = [  # what is said around a question may name what it likes: "my uncle in Vienna"
        whole[place][1] >= INHERITED_WEIGHT
        and (_is_land(every, place) or (df(one.token.stem) == 0 and _may_be_name(every, place, vocabulary, is_known)))
        for one, place in zip(found, places, strict=True)
    ]
    sought = [replace(one, is_name=True) if odd else one for one, odd in zip(found, strange, strict=True)]
    implied = IMPLIED.get(query.asked)
    if implied is not None:
        sought.append(imply(implied, vocabulary, weight=IMPLIED_WEIGHT))
    return tuple(sought)


def _says_when(query: Query, tokens: Sequence[Token], place: int) -> bool:
    """Whether a word only says when, which is for an answer's time to meet."""
    word, after = tokens[place].norm, tokens[place + 1].norm if place + 1 < len(tokens) else ""
    if word in ("right", "just") and after in ("now", "away"):
        return True
    if query.asked is Asked.YES_NO and word in _WEEKDAYS:
        return True  # whether a sentence tells of that day is for its verdict
    if word in TIME_WORDS and not (word == "may" and _is_verb(tokens, place)):
        return True
    return _is_day(tokens, place)


def _is_beside(tokens: Sequence[Token], place: int) -> bool:
    """Whether a word stands in no article: "so far", and whoever belongs to the asker."""
    word, before = tokens[place].norm, tokens[place - 1].norm if place else ""
    return (word == "far" and before == "so") or (word in words("questions", "kin") and before in ("my", "our"))


def _with_kin(found: Sequence[Sought], query: Query) -> list[Sought]:
    """The words of a why-question, with what tells the same kinds of effect."""
    kin = kin_of(query.clause) or kin_of(" ".join(token.text for token in query.inherited))
    return [_of_effect(one, kin.get(one.token.stem, frozenset())) for one in found]


def _of_effect(one: Sought, kin: Collection[tuple[str, ...]]) -> Sought:
    """A word by which the reason of something is asked for, to be met by what tells an effect of the same kind."""
    if one.is_identity or not kin:
        return one
    stems = {key[0]: SAME_EFFECT for key in kin if len(key) == 1}
    phrases = {f" {' '.join(key)} ": SAME_EFFECT for key in kin if len(key) > 1}
    return replace(one, stems={**stems, **one.stems}, phrases=tuple({**phrases, **dict(one.phrases)}.items()))


def is_bare(query: Query) -> bool:
    """Whether a question has no weighty word of its own: "why?", "and in pounds?", "what time?"."""
    idle = STOP_WORDS | words_of_asking(query)
    return all(token.norm in idle or len(token.norm) < 2 for token in (*query.tokens, *query.context))


def words_of_asking(query: Query) -> frozenset[str]:
    """Folded words that only say what kind of thing is asked for, or what the query's flags have taken in."""
    found = _said_otherwise(query) | _KIND_WORDS.get(query.asked, frozenset())
    return found | CURRENCY_WORDS if query.currency else found


def fold_words(question: str) -> tuple[str, ...]:
    """The stems of a question's weighty words, in their order: what two questions of one meaning share.

    >>> fold_words("When will the X1 ship?")
    ('x1', 'ship')
    """
    return tuple(token.stem for token in tokenize(question) if token.norm not in STOP_WORDS)


def _as_number(one: Sought, before: Sequence[Token]) -> Sought:
    """A word with what stands for it by its number: a version, an order, the model of a family."""
    return _as_variant(_as_cardinal(_as_ordinal(_as_version(_as_quarter(one, before)))), before)


def _as_quarter(one: Sought, before: Sequence[Token]) -> Sought:
    """A quarter of a year in short, to be met written out, and the other way round: "Q3", "third-quarter results"."""
    quarter = SHORT_QUARTER.fullmatch(one.token.norm)
    if quarter is not None:
        order = stem(ORDINALS[int(quarter[1]) - 1])
        return replace(one, phrases=(*one.phrases, (f" {order} {_QUARTER} ", 1.0)))
    if one.token.stem == _QUARTER and before and before[0].norm in ORDINALS[:4]:
        return replace(one, stems={**one.stems, f"q{ORDINALS.index(before[0].norm) + 1}": 1.0})
    return one


def _as_variant(one: Sought, before: Sequence[Token]) -> Sought:
    """A word that makes another model of the number before it, to be met by both or as a name: "3 Plus", "the Plus"."""
    if one.token.norm not in words("questions", "variants") or not before or not before[0].norm[-1:].isdigit():
        return one
    phrases = tuple((f" {word} {one.token.stem} ", 1.0) for word in (before[0].stem, "the"))
    return replace(one, stems={}, phrases=phrases, is_identity=True)


def _as_version(one: Sought) -> Sought:
    """A version, to be met without its letter and by the whole line: "v8" by "8", "4.8" by "4.x"."""
    version = re.fullmatch(r"v?(\d+)((?:\.\d+)*)", one.token.norm)
    if version is None or not (one.is_identity or one.token.norm[0] == "v"):
        return one
    if one.token.norm.isdigit():
        return one
    phrases = (*one.phrases, (f" {version[1]} x ", 1.0)) if version[2] else one.phrases
    return replace(one, stems={**one.stems, one.token.stem: 1.0, version[1] + version[2]: 1.0}, phrases=phrases)


def _as_ordinal(one: Sought) -> Sought:
    """A number that orders, to be met by its word, and as the day of a month by its figure: 5th, fifth, 5 March."""
    figure = _ORDINAL.fullmatch(one.token.norm)
    if figure is None:
        return one
    number = int(figure[1])
    stems = {one.token.stem: 1.0, str(number): AS_DAY}
    if 0 < number <= len(ORDINALS):
        stems[stem(ORDINALS[number - 1])] = 1.0
    return replace(one, stems={**one.stems, **stems})


def _as_cardinal(one: Sought) -> Sought:
    """A small number, to be met in figures and in words: "round 2" by "Round two"."""
    number = SMALL_NUMBERS.index(one.token.norm) if one.token.norm in SMALL_NUMBERS else one.token.norm
    if str(number) == one.token.norm and not (one.token.norm.isdigit() and int(one.token.norm) < len(SMALL_NUMBERS)):
        return one
    stems = {str(number): 1.0, stem(SMALL_NUMBERS[int(number)]): 1.0}
    return replace(one, stems={**one.stems, one.token.stem: 1.0, **stems})


def _is_name(word: str) -> bool:
    """Whether a word is a name though it has synonyms: a Swiss branch is no British one."""
    return classes(word) == {"name"} or word in words("questions", "nations")


def _is_land(tokens: Sequence[Token], place: int) -> bool:
    """Whether a word tells a country or its language, and is not part of the name of a currency."""
    after = tokens[place + 1].norm if place + 1 < len(tokens) else ""
    return tokens[place].norm in words("questions", "nations") and after not in CURRENCY_WORDS


def _may_be_name(tokens: Sequence[Token], place: int, vocabulary: Vocabulary, is_known: Callable[[str], bool]) -> bool:
    """Whether a word that no article holds looks like a name: unknown, usually one, or written with a capital."""
    token = tokens[place]
    if not token.norm.isalpha() or (vocabulary.knows(token) and not _is_name(token.norm)):
        return False
    written = place > 0 and token.text[0].isupper() and not token.text.isupper()
    return written or not (is_known(token.norm) or _is_inflected(token.norm)) or classes(token.norm) == {"name"}


def _is_inflected(word: str) -> bool:
    """Whether a word that is not known as it is spelt is the form of an English word: herrings, goofed, no Gerds."""
    vectors = load_vectors()
    row = vectors.find(word)
    return row is not None and classes(vectors.words[row]) != {"name"}


def _said_otherwise(query: Query) -> frozenset[str]:
    """Words that the query's flags have taken in already: they are not looked for."""
    found = _NOW if query.is_latest else frozenset()
    if query.is_past:
        found |= _BYGONE
    return found | _HEARSAY if query.is_rumour else found


_MAKING = frozenset("make makes made".split())
"""Verbs that say little elsewhere, and with "where" ask for another place than "sold"."""
_NOW = frozenset("now still yet currently current latest newest new today again anymore actually".split())
_BYGONE = frozenset(
    "original originally initial initially previous previously formerly before announced first planned plan plans "
    "meant supposed old earlier".split()
)
_HEARSAY = frozenset(
    "leak leaks leaked rumour rumours rumoured rumor rumors rumored gossip tipped tipster said".split()
)


def _is_verb(tokens: Sequence[Token], place: int) -> bool:
    """Whether "may" is the verb, not the month."""
    return place > 0 and tokens[place - 1].norm not in ("in", "since", "by", "of", "back", "until", "last", "next")


def _is_day(tokens: Sequence[Token], place: int) -> bool:
    """Whether an ordinal dates ("no game on the 18th?") and counts nothing: "the 18th game"."""
    after = tokens[place + 1].norm if place + 1 < len(tokens) else ""
    return bool(_DAY.fullmatch(tokens[place].norm)) and (not after or after in STOP_WORDS | TIME_WORDS)


def _is_letter_name(place: int, tokens: Sequence[Token]) -> bool:
    """Whether a single capital names a variant: "Pella L", "zone B", "the S"; "I" and an article do not."""
    letter, before = tokens[place].text, tokens[place - 1] if place else None
    if not letter.isupper() or letter == "I" or before is None or before.text.isupper():
        return False
    return letter != "A" or (before.norm not in STOP_WORDS and not before.text.endswith("."))


def is_identity(place: int, tokens: Sequence[Token]) -> bool:
    """Whether a word with a digit names a thing (X3, 7E, "line 9", 6.0.1) rather than counts or dates it."""
    word = tokens[place].norm
    if len(word) == 1 and word.isalpha():
        return _is_letter_name(place, tokens)
    if not any(c.isdigit() for c in word):
        return False
    if not word.isdigit():
        return not re.fullmatch(
            r"\d{1,2}[:.]\d\d(?:am|pm)?|\d+(?:st|nd|rd|th|am|pm|g|kg|k|m|s|l|x|gb|mb|mm|cm)|[\d.,/:]*[,/:][\d.,/:]*|"
            r"k?m[23]",
            word,
        )
    if re.fullmatch(r"(?:19|20)\d\d", word):
        return False
    following = tokens[place + 1].norm if place + 1 < len(tokens) else ""
    before = tokens[place - 1].norm if place else ""
    return (
        following not in _UNIT_AFTER
        and not {before, following} & TIME_WORDS
        and (before == "the" or before not in STOP_WORDS)
    )
