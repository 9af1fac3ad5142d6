"""Whether an article names in another form what a question names: a person by surname alone, a body by initials."""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.answering.candidates import Read
from knowledge.language.patterns import lazy_pattern
from knowledge.language.wordclasses import usual_tag
from knowledge.language.wordlists import words
from knowledge.search.matching import Sought

_INITIALS = lazy_pattern(r"\b[A-Z]{3,6}\b")
_WRITTEN_OUT = lazy_pattern(r"\b(?!(?:The|An?) )[A-Z][\w'’.-]*(?:(?: of| for| and| the)*[ -][A-Z][\w'’.-]*){2,6}")
"""Three letters or more: two ("PM") may be anything's."""
_APART = lazy_pattern(r"[ -]")


def is_called_otherwise(read: Read, sought: Sequence[Sought], place: int) -> bool:
    """Whether an article has a name of the question, one of letters only, in another form; looked up once for all of
    its candidates."""
    key = ("called otherwise", str(place))
    if key not in read.models:
        is_word = sought[place].token.norm.isalpha()
        read.models[key] = is_word and (_is_first_name(read, sought, place) or _is_shortened(read, sought, place))
    return bool(read.models[key])


def _is_first_name(read: Read, sought: Sequence[Sought], place: int) -> bool:
    """Whether a name only stands before a surname by which alone the article calls a person: "Joe" of Joe Biden."""
    if not _is_joined(sought, place) or usual_tag(sought[place].token.norm) != "P":
        return False
    surname = sought[place + 1].token.norm
    before = [
        word
        for line in read.view.lines
        for word, (norm, _) in zip(("", *line.words), line.spelled, strict=False)
        if norm == surname
    ]
    titles = words("cues", "titles") | words("roles", "heads")
    return bool(before) and not any(word[:1].isupper() and word.lower().rstrip(".") not in titles for word in before)


def _is_joined(sought: Sequence[Sought], place: int) -> bool:
    """Whether the next word continues a name: a name as well, or written with a capital as this one is."""
    if place + 1 >= len(sought):
        return False
    one, other = sought[place], sought[place + 1]
    if not other.token.norm.isalpha() or other.token.span.start - one.token.span.stop > 1:
        return False
    return (one.is_name and other.is_name) or (one.token.text[:1].isupper() and other.token.text[:1].isupper())


def _is_shortened(read: Read, sought: Sequence[Sought], place: int) -> bool:
    """Whether the article has the initials of a name that is written out in the question, or the other way round."""
    first = last = place
    while first and _is_joined(sought, first - 1):
        first -= 1
    while _is_joined(sought, last):
        last += 1
    initials = "".join(one.token.norm[0] for one in sought[first : last + 1])
    return initials in _shortened(read) if first < last else sought[place].token.norm in _written_out(read)


def _shortened(read: Read) -> frozenset[str]:
    """The words of an article in capitals only, folded."""
    key = ("initials", "")
    if key not in read.models:
        read.models[key] = frozenset(word.lower() for word in _INITIALS.findall(read.view.text))
    return frozenset(read.models[key])


def _written_out(read: Read) -> frozenset[str]:
    """The initials of the names of several words in an article."""
    key = ("written out", "")
    if key not in read.models:
        names = (_APART.split(name) for name in _WRITTEN_OUT.findall(read.view.text))
        read.models[key] = frozenset("".join(p[0].lower() for p in parts if p[:1].isupper()) for parts in names)
    return frozenset(read.models[key])
