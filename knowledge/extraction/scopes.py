"""How far a hedge reaches: the clauses of a sentence, quotations apart; it knows no certainty."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from knowledge.language.openers import words_of
from knowledge.language.patterns import lazy_pattern
from knowledge.model import Span
from knowledge.quotations.quotemarks import find_marked


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause as the stretches of the sentence it is made of: a relative clause may part its main clause."""

    stretches: tuple[Span, ...]
    is_quoted: bool = False

    def of(self, sentence: str) -> str:
        """The words of the clause."""
        return " … ".join(stretch.of(sentence) for stretch in self.stretches)

    def distance(self, span: Span) -> int:
        """How many characters lie between the clause and a span; 0 where they meet."""
        return min(max(0, part.start - span.stop, span.start - part.stop) for part in self.stretches)


_BREAK = lazy_pattern(
    # every break begins with one of these, at which `re` jumps from one to the next
    r"[;,\s](?:(?<=;)\s|(?<=\s)[–—]\s|(?<=[.!?]\s)\s*(?=[A-Z\"“])|(?<=,\s)\s*(?=(?:not|rather than|instead of|unlike) )"
    r"|(?:(?<=,)\s+|(?<=\s)\s*)(?=(?:but|although|though|whereas|while|however|because|since)\s)"
    r"|(?<=,)\s+(?=(?:so|and|or|yet)\s(?:we|it|they|he|she|the|that|this|there|then|not|who|which|its|his|her|is|are|will|\d|[A-Z]))"
    r"|(?<=\s)\s*(?=and\s(?:should|may|might|would|will|could|expects?|plans|hopes|said|says|we|it|they|he|she)\s)"
    r"|(?<=\s)\s*(?=and\s(?:today|now|since|yesterday)\s)"
    r"|(?<=\s)\s*(?=and\s(?:is|are|was|were|will|has|have|had|does|do|can|needs|costs|takes|stays|runs|weighs|opens|closes|starts|"
    r"begins|ends|remains|includes|contains|comes|goes|gives|offers|brings|gets|becomes|supports|adds)\s)"
    r"|(?<=\w{3}:\s)\s*(?=[a-z\x01])|(?<=it:\s)\s*"
    r"|(?<=\s)\s*(?=than\s(?:expected|foreseen|planned|forecast|the|in|last|originally|previously|it|they)\b)"
    r"|(?<=,\s)(?=the \w+ (?:said|says|added)\b))",
)
_JOINTS = frozenset("but although though whereas while however because since and than".split())
_PAUSE = lazy_pattern(r"[;,:.!?–—]\s")
_RELATIVE = lazy_pattern(r",\s+(?=(?:which|who|whose|where|whom|of which|one of which|some of which)\s)")
_UNMASKED = lazy_pattern(r"[^\x01]+")
_WHOLE = 4
"""From so many words on, a quotation that begins with a capital is a clause of its own, not a phrase in another."""


@lru_cache(maxsize=256)
def split_clauses(sentence: str) -> tuple[Clause, ...]:
    """The clauses of a sentence in the order of their beginnings; what stands in quotation marks is its own.

    >>> text = "It was rumoured, but it is official."
    >>> [clause.of(text) for clause in split_clauses(text)]
    ['It was rumoured', 'but it is official.']
    """
    frame = sentence
    found: list[Clause] = []
    for marked in find_marked(sentence):
        inner = marked.inner.of(sentence)
        if not marked.is_open and (len(inner.split()) < _WHOLE or not inner[0].isupper()):
            continue
        found.append(Clause((marked.inner,), is_quoted=True))
        mask = "\x01" * (marked.outer.stop - marked.outer.start)
        frame = frame[: marked.outer.start] + mask + frame[marked.outer.stop :]
    narrated = frame
    start = 0
    may_break = not _JOINTS.isdisjoint(words_of(sentence)) or _PAUSE.search(narrated)
    for match in [*(_BREAK.finditer(narrated) if may_break else ()), None]:
        stop = match.start() if match else len(narrated)
        if start < stop:
            found += _with_relatives(narrated, start, stop)
        start = match.end() if match else stop
    return tuple(found)


def _with_relatives(narrated: str, start: int, stop: int) -> list[Clause]:
    """The clause from start to stop, and the relative clauses inside it."""
    main: list[Span] = []
    inner: list[Clause] = []
    at = start
    for match in _RELATIVE.finditer(narrated, start, stop) if "," in narrated else ():
        if match.start() < at:
            continue
        main.append(Span(at, match.start()))
        comma = narrated.find(",", match.end(), stop)
        at = stop if comma < 0 else comma
        inner.append(Clause((Span(match.end(), at),)))
    main.append(Span(at, stop))
    stretches = tuple(Span(*m.span()) for part in main for m in _UNMASKED.finditer(narrated, part.start, part.stop))
    return [Clause(stretches), *inner] if stretches else inner


def clause_at(sentence: str, span: Span) -> Clause:
    """The clause that holds a span, or the nearest one."""
    clauses = split_clauses(sentence)
    if not clauses:
        return Clause((Span(0, len(sentence)),))
    if len(clauses) == 1:
        return clauses[0]
    return min(clauses, key=lambda clause: (clause.distance(span), not clause.is_quoted))
