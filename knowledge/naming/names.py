"""Names in an article with the kind of thing each names; it knows no facts and decides from this one text."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from knowledge.model import Span
from knowledge.naming.aliases import learn_aliases
from knowledge.naming.namekinds import NameKind, kinds_of
from knowledge.naming.nameruns import find_runs

__all__ = ["Name", "NameKind", "find_names", "learn_aliases"]


@dataclass(frozen=True, slots=True)
class Name:
    """A name as it stands at one place of a text."""

    span: Span
    text: str
    kind: NameKind

    @property
    def is_person(self) -> bool:
        """Whether it names a human being."""
        return self.kind is NameKind.PERSON


@lru_cache(maxsize=4)
def find_names(text: str) -> tuple[Name, ...]:
    """The names of an article, in order; each carries the kind that all its places in the text speak for.

    Words that only open a sentence, months, weekdays and titles before a name are left out.

    >>> [(n.text, n.kind.value) for n in find_names("Marit Osgood, chief of Norvia AG, lives in Osterby.")]
    [('Marit Osgood', 'person'), ('Norvia AG', 'organisation'), ('Osterby', 'place')]
    """
    runs = find_runs(text)
    kinds = kinds_of(text, runs)
    return tuple(Name(Span(run.start, run.stop), run.text, kinds[run.text]) for run in runs)
