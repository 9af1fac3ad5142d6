"""Question → Wording: the kind of answer wanted, the words to be found and the gap that the answer fills."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from knowledge.language.patterns import lazy_pattern
from knowledge.language.text import Token, tokenize
from knowledge.language.vectors import load_vectors
from knowledge.language.wordclasses import tag

Floats = NDArray[np.float32]

KINDS = ("what", "who", "when", "where", "howmany", "howmuch", "measure", "why", "how", "yesno", "open")
PROTOTYPES = (
    "person",
    "woman",
    "city",
    "country",
    "company",
    "year",
    "number",
    "money",
    "animal",
    "reason",
    "event",
    "law",
)
"""Words whose likeness to another word says what kind of thing it is."""
EMPTY = frozenset(
    "a an the of in on at to for from by with and or but nor as is are was were be been being am do does did done "
    "have has had having will would shall should can could may might must i you he she it we they me him her us "
    "them my your his its our their this that these those there here what which who whom whose when where why how s "
    "t not no so if than then too very just also about into over after before up down out off again once only own "
    "same such both each few more most other some any all".split()
)
"""Words that say nothing about what a question asks for."""
_GENERIC_HEADS = frozenset("type kind sort name form part group set pair one number amount title".split())
_QUESTION_WORDS = frozenset("who whom whose what which when where why how".split())
_MEASURES = frozenset(
    "long old far tall high deep heavy big large wide fast often hot cold thick late early soon".split()
)
_TIME_HEADS = frozenset("year date day month decade century season quarter weekday time".split())
_PLACE_HEADS = frozenset(
    "city country town state place location region county province continent village district nation "
    "island area".split()
)
_LAST_QUESTION = lazy_pattern(r"(?:[^.?!]|[.?!](?!\s|$))*(?:\?|$)")


@dataclass(frozen=True, slots=True, eq=False)
class Wording:
    """What a question says, word by word; arrays have one row for each content word."""

    kind: str
    words: tuple[str, ...]
    stems: tuple[str, ...]
    weights: Floats
    """How much each word matters, in (0, 1]: rare words and names more."""
    units: Floats
    is_name: NDArray[np.bool_]
    is_number: NDArray[np.bool_]
    is_verb: NDArray[np.bool_]
    anchors: tuple[int, int, int, int]
    """Rows of the head noun, the main verb, the word after the gap and the word before it; -1 where there is none."""
    head_unit: Floats
    head_types: Floats
    """Likeness of the head noun, or of what the question word stands for, to each of PROTOTYPES."""
    asks_subject: bool
    """Whether the answer is the subject of the question's verb: "who built …" and not "who did … build"."""
    length: int


@lru_cache(maxsize=1)
def prototype_units() -> Floats:
    """The vectors of PROTOTYPES, one a row."""
    return load_vectors().matrix(PROTOTYPES)


@lru_cache(maxsize=256)
def word(question: str) -> Wording:
    """The wording of a question; remembered, since a question is read against several sets of passages."""
    tokens = tokenize(question)
    tags = tag(tokens)
    gap = _gap(question, tokens, tags)
    heads = _heads(tokens, tags, gap)
    rows = [place for place, token in enumerate(tokens) if token.norm not in EMPTY]
    row_of = {place: row for row, place in enumerate(rows)}
    words = [tokens[place].norm for place in rows]
    vectors = load_vectors()
    units, weights = vectors.describe(words)
    head = next((row_of[place] for place in reversed(heads) if place in row_of), -1)
    head_unit = units[head] if head >= 0 else np.zeros(units.shape[1], np.float32)
    kind = _kind(tokens, tags, gap, heads)
    return Wording(
        kind=kind,
        words=tuple(words),
        stems=tuple(tokens[place].stem for place in rows),
        weights=weights,
        units=units,
        is_name=np.array([tags[place] == "P" for place in rows], dtype=bool),
        is_number=np.array([tags[place] == "#" for place in rows], dtype=bool),
        is_verb=np.array([tags[place] in "VZDEG" for place in rows], dtype=bool),
        anchors=_anchors(tags, gap, heads, rows, head),
        head_unit=head_unit,
        head_types=_head_types(kind, head_unit),
        asks_subject=_asks_subject(tags, gap, heads),
        length=len(tokens),
    )


def _gap(question: str, tokens: tuple[Token, ...], tags: str) -> int:
    """The place of the question word; of "this" in a riddle ("this city"); -1 where there is neither."""
    asked = [m.span() for m in _LAST_QUESTION.finditer(question) if m.group().rstrip().endswith("?")]
    low, high = asked[-1] if asked else (0, len(question))
    inside = [place for place, token in enumerate(tokens) if low <= token.span.start < high]
    found = [place for place in inside if tokens[place].norm in _QUESTION_WORDS]
    strong = [p for p in found if tokens[p].norm != "that" and not (p > inside[0] and _relative(tokens, tags, p))]
    if strong or found:
        return (strong or found)[0]
    return next((place for place in inside if tokens[place].norm in ("this", "these")), -1)


def _relative(tokens: tuple[Token, ...], tags: str, place: int) -> bool:
    """Whether the word more likely opens a relative clause: "the man who …", "the year when …"."""
    return tokens[place].norm in ("who", "which", "whose", "when", "where", "whom") and tags[place - 1] in "NSP"


def _heads(tokens: tuple[Token, ...], tags: str, gap: int) -> list[int]:
    """The places of the nouns that name the thing asked for: "which phone maker", "what type of animal"."""
    if gap < 0 or tokens[gap].norm not in ("what", "which", "whose", "how", "this", "these"):
        return []
    place, heads = gap + 1, []
    if tokens[gap].norm == "how":
        if place < len(tokens) and tokens[place].norm in ("many", "much"):
            place += 1
        else:
            return []
    while place < len(tokens) and place - gap < 9:
        if tags[place] in "NSP" or (tags[place] in "JGE#" and place + 1 < len(tokens) and tags[place + 1] in "NSPJ"):
            heads.append(place)
        elif tokens[place].norm == "of" and heads and tokens[heads[-1]].stem in _GENERIC_HEADS:
            heads = []
        elif not (tags[place] in "TR" and not heads):
            break
        place += 1
    return heads or _named_by_copula(tokens, tags, gap)


def _named_by_copula(tokens: tuple[Token, ...], tags: str, gap: int) -> list[int]:
    """ "What is the capital of …" asks for a capital."""
    place = gap + 1
    if place >= len(tokens) or tokens[gap].norm not in ("what", "which") or tags[place] != "A":
        return []
    heads: list[int] = []
    for place in range(gap + 2, min(gap + 9, len(tokens))):
        if tags[place] in "NS":
            heads.append(place)
        elif tokens[place].norm == "of" and heads and tokens[heads[-1]].stem in _GENERIC_HEADS:
            heads = []
        elif heads or tags[place] not in "TJRGEP#":
            break
    return heads


def _kind(tokens: tuple[Token, ...], tags: str, gap: int, heads: list[int]) -> str:
    if gap < 0:
        return "yesno" if tags[:1] and tags[0] in "AM" else "open"
    word, after = tokens[gap].norm, tokens[gap + 1].norm if gap + 1 < len(tokens) else ""
    head = tokens[heads[-1]].norm.removesuffix("s") if heads else ""
    if word in ("who", "whom", "whose"):
        return "who"
    if word in ("when", "where", "why"):
        return word
    if word == "how":
        if after in ("many", "much"):
            return f"how{after}"
        return "measure" if after in _MEASURES else "how"
    if head in _TIME_HEADS:
        return "when"
    if head in _PLACE_HEADS or head in ("countrie", "citie"):
        return "where"
    return "what"


def _anchors(tags: str, gap: int, heads: list[int], rows: list[int], head: int) -> tuple[int, int, int, int]:
    end = heads[-1] if heads else gap
    after = next((row for row, place in enumerate(rows) if place > end and place not in heads), -1)
    before = next((row for row in reversed(range(len(rows))) if rows[row] < gap), -1)
    verbs = [row for row, place in enumerate(rows) if tags[place] in "VZDEG" and place not in heads]
    verb = next((row for row in verbs if rows[row] > gap), verbs[-1] if verbs else -1)
    return head, verb, after, before


def _head_types(kind: str, head_unit: Floats) -> Floats:
    stands_for = {
        "who": "person",
        "when": "year",
        "where": "city",
        "howmany": "number",
        "howmuch": "money",
        "why": "reason",
    }
    unit = head_unit if head_unit.any() else load_vectors().vector(stands_for.get(kind, "zzz"))
    return np.asarray(prototype_units() @ unit, np.float32)


def _asks_subject(tags: str, gap: int, heads: list[int]) -> bool:
    place = (heads[-1] if heads and heads[0] == gap + 1 else gap) + 1
    if gap < 0 or place >= len(tags):
        return False
    if tags[place] in "AM":
        following = tags[place + 1 :].lstrip("R")[:1]
        return following in ("D", "E", "V", "G")
    return tags[place] in "VZDE"
