"""The deed that a who-question asks about: its verb, what else tells it, and the nouns for whoever does it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

from knowledge.language.patterns import lazy_pattern
from knowledge.language.text import Token, stem, tokenize
from knowledge.language.vocabulary import Vocabulary
from knowledge.language.wordclasses import lemma, tag
from knowledge.language.wordlists import lines
from knowledge.questions.query import Query
from knowledge.search.matching import Sought
from knowledge.yamlfile import read_vocabulary

VERBS = "VZDEG"
"""The letters of word classes of verbs."""
_PARTICLES = frozenset("together up over out off down away back".split())
SIBLING = 0.55
"""What another deed of the same doer is worth: a composer's "score" for "music"."""
ALIKE = 0.85
"""What a word or a phrase of the same meaning is worth."""
SHOWN = 0.75
"""What a deed is worth that only shows who did what is asked about: who reports a fault found it."""
_WHO = lazy_pattern(r"who|whom|whose|which|what")


@dataclass(frozen=True, slots=True)
class Deed:
    """What the question says that somebody does, or that is done to somebody."""

    verb: str
    """Its base form, or "" where the question has only nouns: "who is the contractor"."""
    row: int | None = None
    """The sought word that it is, if it is one."""
    stems: dict[str, float] = field(default_factory=dict)
    """Stems that tell it, with their strength: its forms and synonyms."""
    phrases: frozenset[tuple[str, ...]] = frozenset()
    """Several stems that tell it together: "cut the ribbon" for "inaugurate"."""
    doers: frozenset[str] = frozenset()
    """Stems of the nouns for whoever does it."""
    works: frozenset[str] = frozenset()
    """Stems of what comes of it, whose maker is told by a mere "by": "a play by Ada Holt"."""
    inverse: frozenset[str] = frozenset()
    """Stems of the verbs that tell it the other way round: "sell … to" for "buy"."""
    is_gift: bool = False
    is_contact: bool = False
    """Whether it is asked to whom one turns: "whom do I write to"."""
    to_whom: bool = False
    """Whether it is done to whoever is asked for: "who was appointed", "who will she replace"."""


@cache
def _tables() -> tuple[dict[str, frozenset[str]], dict[str, frozenset[str]], dict[str, frozenset[str]]]:
    """Deed stem → stems of its doers; → stems of its inverse verbs; → stems of the same doers' other deeds."""
    data = read_vocabulary("doers")
    doers: dict[str, set[str]] = {}
    siblings: dict[str, set[str]] = {}
    for noun, deeds in data["doers"].items():
        stems = {stem(deed) for deed in deeds.split(", ")}
        for deed in stems:
            doers.setdefault(deed, set()).add(stem(noun))
            siblings.setdefault(deed, set()).update(stems)
    inverse = {stem(verb): frozenset(stem(v) for v in others.split(", ")) for verb, others in data["given_to"].items()}
    frozen = {deed: frozenset(nouns) for deed, nouns in doers.items()}
    return frozen, inverse, {deed: frozenset(others) for deed, others in siblings.items()}


@cache
def _works() -> dict[str, frozenset[str]]:
    """Deed stem → stems of what comes of it."""
    found: dict[str, frozenset[str]] = {}
    for deeds, nouns in read_vocabulary("doers")["works"].items():
        for deed in deeds.split(", "):
            found[stem(deed)] = found.get(stem(deed), frozenset()) | {stem(noun) for noun in nouns.split()}
    return found


@cache
def _shown_by() -> dict[str, frozenset[str]]:
    """Deed stem → stems of what its doer does next."""
    table = read_vocabulary("doers")["shown_by"]
    return {stem(deed): frozenset(stem(verb) for verb in verbs.split(", ")) for deed, verbs in table.items()}


@cache
def deed_stems(section: str) -> frozenset[str]:
    return frozenset(stem(word) for word in lines("doers", section))


def find_deed(query: Query, sought: Sequence[Sought], vocabulary: Vocabulary) -> Deed:
    """The deed that a who-question asks about."""
    tokens = tokenize(query.clause)
    tags = tag(tokens)
    start = next((n for n, token in enumerate(tokens) if _WHO.match(token.norm)), -1)
    place = next(
        (n for n in range(start + 1, len(tokens)) if tags[n] in VERBS and not _is_noun_here(tags, n, start)), None
    )
    if start >= 0 and tokens[start].norm == "who" and tags[start + 1 : start + 2] in tuple("NSJ"):
        place = start + 1  # right behind "who" a noun is a verb: "who chairs the board"
    if place is None or _is_general(tokens, tags, place):
        if tags[start + 1 : start + 2] in tuple("NSJ"):  # "which firm is the contractor", "which firm does the roof"
            start = next((n for n in range(start + 1, len(tokens)) if tags[n] in "AM" + VERBS), start)
        return _make_deed(_called(tokens, tags, start), "", False, sought, vocabulary)
    groups = vocabulary.groups(tokens)[place]
    verb = lemma(tokens[place].norm, "verb")
    if lemma(verb, "verb") != verb:  # "founded" is of "found", which is of "find"
        verb = tokens[place].stem
    return _make_deed([tokens[place]], verb, _to_whom(tags, start, place), sought, vocabulary, groups)


def _is_general(tokens: Sequence[Token], tags: str, place: int) -> bool:
    """Whether a verb says nothing by itself, nor with a particle ("put together") behind it."""
    if lemma(tokens[place].norm, "verb") not in lines("doers", "general_verbs"):
        return False
    return place + 1 >= len(tokens) or tokens[place + 1].norm not in _PARTICLES


def _called(tokens: Sequence[Token], tags: str, start: int) -> list[Token]:
    """The noun that a question without a verb of its own hangs on: "who is the treasurer", "who does the music"."""
    place = start + 1
    while place < len(tokens) and tags[place] in "AMVZDEGTJR":
        place += 1
    first = place
    while place < len(tokens) and tags[place] in "NSP":
        place += 1
    return [tokens[place - 1]] if place > first else []


def _is_noun_here(tags: str, place: int, start: int) -> bool:
    """Whether a word that can be a verb is part of "which company": it stands right behind it, before the verb."""
    return place == start + 1 and tags[place] in "NS"


def _to_whom(tags: str, start: int, place: int) -> bool:
    """Whether the question asks for whom something is done to: an auxiliary, then another doer or a participle."""
    between = tags[start + 1 : place]
    if not between or between[0] not in "AM":
        return False
    return any(letter in "OPNS" for letter in between) or (tags[place] in "DE" and "A" in between)


def _make_deed(
    words: Sequence[Token],
    verb: str,
    to_whom: bool,
    sought: Sequence[Sought],
    vocabulary: Vocabulary,
    groups: frozenset[str] = frozenset(),
) -> Deed:
    doing, inverses, siblings = _tables()
    stems: dict[str, float] = {}
    doers: set[str] = set()
    inverse: set[str] = set()
    works: set[str] = set()
    phrases: set[tuple[str, ...]] = set()
    row = None
    for token in words:
        keys = {token.stem, stem(verb)} if verb else {token.stem}
        stems.update(dict.fromkeys(keys, 1.0))
        for key in keys:
            for member in vocabulary.members(vocabulary.groups_of_stem(key) | groups):
                if len(member) == 1:
                    stems.setdefault(member[0], ALIKE)
                else:
                    phrases.add(member)
        row = next((n for n, one in enumerate(sought) if verb and one.token.norm == token.norm), row)
    for key, strength in list(stems.items()):
        if strength == 1.0:
            doers |= doing.get(key, frozenset())
            for sibling in siblings.get(key, ()):
                stems.setdefault(sibling, SIBLING)
        inverse |= inverses.get(key, frozenset())
        works |= _works().get(key, frozenset()) if strength == 1.0 else frozenset()
        for shown in _shown_by().get(key, ()) if strength == 1.0 else ():
            stems[shown] = max(SHOWN, stems.get(shown, 0.0))
    is_gift = bool(deed_stems("giving") & {key for key, strength in stems.items() if strength == 1.0})
    return Deed(
        verb,
        row,
        stems,
        frozenset(phrases),
        frozenset(doers),
        frozenset(works),
        frozenset(inverse),
        is_gift,
        is_contact=to_whom and stem(verb) in deed_stems("turning_to"),
        to_whom=to_whom,
    )


@cache
def opposites(verb: str) -> frozenset[str]:
    """Stems of the deeds that a deed's direction is all that parts it from."""
    pairs = [pair.split() for pair in lines("doers", "opposites")]
    return frozenset(stem(word) for pair in pairs if verb in pair for word in pair if word != verb)
