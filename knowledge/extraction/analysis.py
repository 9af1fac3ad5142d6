"""Article → Analysis: its repaired text, sentences and every typed value in them; can be stored and read back."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from operator import attrgetter
from typing import Any

from knowledge.language.text import Sentence
from knowledge.model import Certainty, Granularity, Span, ValueKind, When


@dataclass(frozen=True, slots=True)
class Value:
    """One typed value as a sentence states it: what may become a fact and an answer."""

    kind: ValueKind
    span: Span
    """In the repaired text."""
    line: int
    """The number of its sentence."""
    text: str
    """What a person would text back."""
    when: When | None = None
    measure: str = ""
    """Finer than kind: the kind of amount, the relation of a time ("until"), the name's kind."""
    unit: str = ""
    noun: str = ""
    per: str = ""
    modifier: str = ""
    low: float | None = None
    who: str = ""
    """The person of a role, the speaker of a quotation."""
    organisation: str = ""
    certainty: Certainty = Certainty.CONFIRMED
    is_denied: bool = False
    is_former: bool = False
    """Whether it is what held before a change that the sentence tells."""
    condition: str = ""
    speaker: str = ""
    """Who is quoted as saying it, where it stands inside a quotation."""
    parts: tuple[Span, ...] = ()
    """The items of a list, the pieces of a broken quotation."""


@dataclass(frozen=True, slots=True)
class Analysis:
    """What was found in one article."""

    text: str
    inserted: tuple[tuple[int, int], ...]
    sentences: tuple[Sentence, ...]
    values: tuple[Value, ...]
    aliases: dict[str, str] = field(default_factory=dict)
    """Other name → name as the article gives it in full."""
    speakers: dict[int, str] = field(default_factory=dict)
    """Sentence → whose words it is, where it lies inside a quotation."""
    headings: dict[int, int] = field(default_factory=dict)
    """Sentence → the sentence (a heading or a question) it stands under."""
    is_rumour: bool = False

    def to_bytes(self) -> bytes:
        """The analysis as JSON; `from_bytes` reads it back."""
        return json.dumps(
            [
                self.text,
                self.inserted,
                [[s.paragraph, s.span.start, s.span.stop] for s in self.sentences],
                [_pack(value) for value in self.values],
                self.aliases,
                list(self.speakers.items()),
                list(self.headings.items()),
                self.is_rumour,
            ],
            ensure_ascii=False,
            separators=(",", ":"),
        ).encode()

    @classmethod
    def from_bytes(cls, data: bytes) -> Analysis:
        """An analysis as `to_bytes` wrote it."""
        return StoredAnalysis(data).analysis


class StoredAnalysis:
    """An analysis as it was stored; its values are made when they are first asked for, since many never are."""

    def __init__(self, data: bytes) -> None:
        """data: as `Analysis.to_bytes` wrote it."""
        self.text: str
        self.text, self._inserted, sentences, self._values, *self._rest = json.loads(data)
        text = self.text
        self.sentences = tuple(
            [
                Sentence(number, paragraph, Span(start, stop), text[start:stop])
                for number, (paragraph, start, stop) in enumerate(sentences)
            ]
        )

    def spans(self, kinds: Collection[str]) -> list[Span]:
        """Where its values of some kinds stand, in their order."""
        return [Span(start, stop) for kind, start, stop, *_ in self._values if kind in kinds]

    @cached_property
    def analysis(self) -> Analysis:
        """The whole of it."""
        aliases, speakers, headings, is_rumour = self._rest
        return Analysis(
            self.text,
            tuple((at, count) for at, count in self._inserted),
            self.sentences,
            tuple(map(_unpack, self._values)),
            aliases,
            dict(speakers),
            dict(headings),
            is_rumour,
        )


_DEFAULTS: dict[str, Any] = {
    "measure": "",
    "unit": "",
    "noun": "",
    "per": "",
    "modifier": "",
    "low": None,
    "who": "",
    "organisation": "",
    "is_denied": False,
    "is_former": False,
    "condition": "",
    "speaker": "",
}


_KINDS = {kind.value: kind for kind in ValueKind}
_CERTAINTIES = {certainty.value: certainty for certainty in Certainty}
_details = attrgetter(*_DEFAULTS)


def _pack(value: Value) -> list[Any]:
    given = zip(_DEFAULTS.items(), _details(value), strict=True)
    rest = {name: got for (name, default), got in given if got != default}
    when = value.when
    if when is not None:
        rest["when"] = [when.start.isoformat(), when.end.isoformat(), when.granularity.value, when.is_approximate]
    if value.parts:
        rest["parts"] = [[part.start, part.stop] for part in value.parts]
    return [value.kind.value, value.span.start, value.span.stop, value.line, value.text, value.certainty.value, rest]


def _unpack(packed: Sequence[Any]) -> Value:
    kind, start, stop, line, text, certainty, rest = packed
    when = rest.pop("when", None)
    parts = rest.pop("parts", ())
    return Value(
        _KINDS[kind],
        Span(start, stop),
        line,
        text,
        certainty=_CERTAINTIES[certainty],
        when=None
        if when is None
        else When(date.fromisoformat(when[0]), date.fromisoformat(when[1]), Granularity(when[2]), when[3]),
        parts=tuple(Span(a, b) for a, b in parts),
        **rest,
    )
