"""The words before or behind a verb of saying that name who speaks."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from knowledge.language.patterns import lazy_pattern
from knowledge.language.wordlists import words
from knowledge.model import Span
from knowledge.naming.names import Name
from knowledge.quotations.speakers import Cast

_WORD = lazy_pattern(
    r"(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen|St|Prof|Lt|Col|Capt|Sgt|Rev|Jr|Sr|[A-Z])\.(?=[\s,])|[^\W_](?:[\w’'-]|\.(?=\w))*|[,;:()–—\x01]+|\.\.\.|[.!?]"
)
_AUXILIARIES = frozenset(
    "has have had is was are were be been being will would shall should can could may might must do does did to".split()
)
_FORMS_OF_BE = frozenset("is are was were be been being isn't aren't wasn't weren't".split())
_FINITE_AUXILIARIES = frozenset("has have had is was are were will would could should may might must did does".split())
_MODALS = frozenset("may can could should must might would cannot can't to".split())
_ADVERBS = frozenset(
    "also then later again once now just still already never ever often always even only first further "
    "meanwhile however soon twice yesterday today simply further too instead both himself herself themselves itself "
    "not repeatedly famously".split()
)
_DETERMINERS = frozenset(
    "the a an this that these those its his her their our my your some many most several two three four five six few "
    "one another all both every each no other".split()
)
_BREAKS = frozenset(
    "and but or because although though while whereas as if when that which than so after before".split()
)
_PREPOSITIONS = frozenset(
    "of for from at in on with to against by near inside outside under over into via about around behind within among "
    "beyond between without".split()
)
_PRONOUNS = frozenset("he she they it i we you".split())
_OBJECTS = frozenset("me us him them".split())
_AFTER_STOPS = _PREPOSITIONS - {"of", "for", "from", "with"} | frozenset(
    "during after before when while as last this that whose where adding noting referring speaking asked".split()
)
_MARKS = frozenset(",;:()–—")


@dataclass(slots=True)
class Token:
    """A word or a mark of a clause."""

    start: int
    stop: int
    text: str
    lower: str


def tokens_of(text: str, start: int, stop: int) -> list[Token]:
    """The words and marks of a stretch of text, in order."""
    return [
        Token(match.start(), match.end(), match.group(), match.group().lower())
        for match in _WORD.finditer(text, start, stop)
    ]


@cache
def strong_verbs() -> frozenset[str]:
    """Verbs that report speech wherever they stand."""
    return words("cues", "saying") - words("cues", "weak")


@cache
def saying_verbs() -> frozenset[str]:
    """Verbs that report speech beside a quotation."""
    return words("cues", "saying")


def _is_verb(token: Token) -> bool:
    return token.lower in saying_verbs() and not token.text[0].isupper()


def is_finite(tokens: list[Token], at: int) -> bool:
    """Whether the word is a verb: no name's part ("Post") and no noun behind an article or an owner."""
    if at and tokens[at].text[0].isupper():
        return False
    before = tokens[at - 1].text if at else ""
    return before.lower() not in (
        "the",
        "a",
        "an",
        "this",
        "his",
        "her",
        "their",
        "its",
        "to",
        "of",
        "any",
        "no",
    ) and (not before.endswith(("'s", "’s")))


def is_passive(tokens: list[Token], at: int) -> bool:
    """Whether it is "was asked", "is not planned": the grammatical subject does not speak."""
    if tokens[at].lower.endswith(("ing", "says", "tells")):
        return False
    index = at - 1
    while index >= 0 and (tokens[index].lower in _ADVERBS or tokens[index].lower.endswith("ly")):
        index -= 1
    return index >= 0 and tokens[index].lower in _FORMS_OF_BE


def is_hypothetical(tokens: list[Token], at: int) -> bool:
    """Whether it is "may ask", "would say": nothing has been said."""
    return at > 0 and tokens[at - 1].lower in _MODALS


def is_participle(tokens: list[Token], at: int) -> bool:
    """Whether the verb is a bare -ing form: its subject is the sentence's."""
    if not tokens[at].lower.endswith("ing"):
        return False
    before = tokens[at - 1].lower if at else ""
    return before not in _AUXILIARIES


def subject_before(cast: Cast, tokens: list[Token], at: int, *, is_strict: bool = False) -> Span | None:
    """The words before the verb `tokens[at]` that name its subject, None if there are none.

    is_strict: whether a comma before the verb must close an apposition that another comma opened.
    """
    end = at - 1
    while end >= 0 and _is_filler(tokens[end].text):
        end -= 1
    if end < 0:
        return None
    last = tokens[end]
    if last.lower in _PRONOUNS:
        return Span(last.start, last.stop)
    if last.lower in ("what", "which", "that", "it's"):
        return None
    if last.lower == "who":
        return _antecedent_of_who(cast, tokens, end)
    if last.text in (",", ")", "—", "–"):
        return _before_apposition(cast, tokens, end, is_strict=is_strict)
    if last.lower == "and":
        comma = max((at for at in range(end) if tokens[at].text == ","), default=-1)
        return _first_subject(cast, tokens[comma + 1 : end], end - comma - 1) or _first_subject(cast, tokens, end)
    if last.text in _MARKS or last.text[0] == "\x01" or last.lower in _BREAKS or last.lower in _PREPOSITIONS:
        return None
    return _noun_phrase(cast, tokens, end)


def _is_filler(word: str) -> bool:
    return word in _AUXILIARIES or word in _ADVERBS or (word.endswith("ly") and len(word) > 4)


def _noun_phrase(cast: Cast, tokens: list[Token], end: int) -> Span | None:
    """The noun phrase that ends with `tokens[end]`, with a phrase like "of Norvia" behind its head."""
    name = cast.ending_at(tokens[end].stop)
    begin = end
    if name is not None:
        while begin > 0 and tokens[begin].start > name.span.start:
            begin -= 1
    elif tokens[end].lower in words("cues", "not_names") and not tokens[end].lower.endswith("s"):
        return None
    steps = 0
    while begin > 0 and steps < 9:
        before = tokens[begin - 1]
        if before.text[0] in ",;:()–—.!?\x01" or before.lower in _BREAKS:
            break
        if _is_verb(before) and not before.lower.endswith("ing") and before.lower not in words("roles", "heads"):
            break
        begin -= 1
        steps += 1
        if tokens[begin].lower in _DETERMINERS and not _owned_by_phrase(tokens, begin):
            break
    is_relative = name is None and begin > 0 and tokens[begin - 1].lower in ("that", "which")
    if tokens[begin].lower in ("no", "what") or is_relative:
        return None
    while begin < end and (tokens[begin].lower in _PREPOSITIONS or _is_filler(tokens[begin].text)):
        begin += 1
    return _before_open_apposition(cast, tokens, begin, end) or Span(tokens[begin].start, tokens[end].stop)


def _follows_comma(tokens: list[Token], start: int) -> bool:
    at = _begin_of(tokens, start)
    return at > 0 and tokens[at - 1].text == ","


def _before_open_apposition(cast: Cast, tokens: list[Token], begin: int, end: int) -> Span | None:
    """The person before a role that no comma closes: "Ada Holt, head of Norvia said"."""
    at = begin
    while at > 1 and tokens[at - 1].text in (",", "and"):
        name = cast.ending_at(tokens[at - 2].stop)
        if name is not None and name.is_person:
            is_role = any(token.lower in words("roles", "heads") for token in tokens[begin:end])
            return name.span if is_role else None
        at -= 2
    return None


def _owned_by_phrase(tokens: list[Token], begin: int) -> bool:
    """Whether a preposition before the determiner ties it to an earlier noun: "director of the museum"."""
    return begin > 0 and tokens[begin - 1].lower in _PREPOSITIONS


def _antecedent_of_who(cast: Cast, tokens: list[Token], who: int) -> Span | None:
    end = who - 1
    while end >= 0 and tokens[end].text in (",", "—", "–"):
        end -= 1
    return _noun_phrase(cast, tokens, end) if end >= 0 else None


def _before_apposition(cast: Cast, tokens: list[Token], end: int, *, is_strict: bool) -> Span | None:
    """The noun in front of ", role," or ", who …,": the nearest name that a comma or bracket follows."""
    index = end - 1
    while index > 0:
        if tokens[index].text in (",", "(", "—", "–", ")"):
            name = cast.ending_at(tokens[index - 1].stop)
            if name is not None and _hangs_on_preposition(cast, tokens, index - 1):
                name = _governor(cast, tokens, name)
            if name is not None:
                return name.span
        index -= 1
    name = cast.ending_at(tokens[end - 1].stop) if end else None
    if name is not None:
        return None if is_strict and not _follows_comma(tokens, name.span.start) else name.span
    return None if is_strict else _first_subject(cast, tokens, end)


def _governor(cast: Cast, tokens: list[Token], name: Name) -> Name | None:
    """The person whom a name with a preposition describes: Ada Holt in "Ada Holt of Norvia"."""
    at = _begin_of(tokens, name.span.start) - 2
    person = cast.ending_at(tokens[at].stop) if at >= 0 else None
    return person if person is not None and person.is_person else None


def _begin_of(tokens: list[Token], start: int) -> int:
    return next((index for index, token in enumerate(tokens) if token.start >= start), 0)


def _hangs_on_preposition(cast: Cast, tokens: list[Token], last: int) -> bool:
    name = cast.ending_at(tokens[last].stop)
    if name is None:
        return False
    begin = _begin_of(tokens, name.span.start)
    while begin > 0 and tokens[begin - 1].lower in words("cues", "titles"):
        begin -= 1
    return begin > 0 and tokens[begin - 1].lower in _PREPOSITIONS


def _first_subject(cast: Cast, tokens: list[Token], end: int) -> Span | None:
    """The subject of the sentence: its first name or pronoun that no preposition governs."""
    for index in range(end):
        token = tokens[index]
        if token.lower in ("he", "she", "they") and (index == 0 or tokens[index - 1].lower not in _PREPOSITIONS):
            return Span(token.start, token.stop)
        name = cast.starting_at(token.start)
        if name is None or cast.owns(name):
            continue
        last = next((at for at in range(index, end) if tokens[at].stop >= name.span.stop), index)
        if not _hangs_on_preposition(cast, tokens, last):
            return name.span
    return None


def sentence_subject(cast: Cast, tokens: list[Token]) -> Span | None:
    """The subject of a whole sentence: a name, "he", "she", "they", or the phrase with an article that opens it."""
    return _opening_phrase(tokens) or _first_subject(cast, tokens, len(tokens))


def _opening_phrase(tokens: list[Token]) -> Span | None:
    """ "The Republican candidate" of "The Republican candidate appeared …"."""
    if not tokens or tokens[0].lower not in _DETERMINERS:
        return None
    for index, token in enumerate(tokens[1:7], start=1):
        if token.lower in words("roles", "heads") and not token.text[0].isupper():
            following = tokens[index + 1] if index + 1 < len(tokens) else None
            if following is None or not (following.text[0].isupper() or following.lower in words("roles", "heads")):
                return Span(tokens[0].start, token.stop)
        if token.text[0] in ",;:()–—\x01" or token.lower in _PREPOSITIONS or token.lower in _AUXILIARIES:
            return None
    return None


def subject_after(cast: Cast, tokens: list[Token], at: int) -> Span | None:
    """The words behind the verb `tokens[at]` that name its subject: "said Marit Osgood, treasurer of …"."""
    begin = at + 1
    if begin < len(tokens) and tokens[begin].lower == "by":
        begin += 1
    if begin >= len(tokens) or tokens[begin].text[0] in ",;:()–—.!?\x01":
        return None
    if tokens[begin].lower in _AFTER_STOPS | _OBJECTS or tokens[begin].lower in ("of", "from", "with"):
        return None
    if tokens[begin].lower in _PRONOUNS:
        return Span(tokens[begin].start, tokens[begin].stop)
    end = begin
    while end + 1 < len(tokens):
        following = tokens[end + 1]
        if following.text[0] in ";:()–—!?\x01." or following.lower in _AFTER_STOPS or following.lower == "who":
            break
        if following.text == "," and not _name_follows(cast, tokens, begin, end + 1):
            break
        if following.lower in _FINITE_AUXILIARIES:
            return None
        if following.lower in _DETERMINERS and tokens[end].lower not in _PREPOSITIONS and tokens[end].text != ",":
            break
        end += 1
    return Span(tokens[begin].start, tokens[end].stop)


def _name_follows(cast: Cast, tokens: list[Token], begin: int, comma: int) -> bool:
    """Whether a phrase without a name of its own is completed by one: "its managing director, Jonas Wetherby"."""
    if comma + 1 >= len(tokens):
        return False
    phrase = Span(tokens[begin].start, tokens[comma].start)
    if any(not cast.owns(name) and name.is_person for name in cast.within(phrase)):
        return False
    after = comma + 1
    while after + 1 < len(tokens) and tokens[after].lower.rstrip(".") in words("cues", "titles"):
        after += 1
    name = cast.starting_at(tokens[after].start)
    return name is not None and name.is_person
