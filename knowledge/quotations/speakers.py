"""The people and parties of a text, and whom a phrase or a pronoun among them means."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.language.patterns import lazy_pattern
from knowledge.language.wordlists import words
from knowledge.model import Span
from knowledge.naming.names import Name, NameKind, learn_aliases

_TITLE_BEFORE = lazy_pattern(r"([\w-]+)\.?\s\Z")
_COURTESY = words("cues", "female_titles") | words("cues", "male_titles") | {"dr", "prof", "professor"}
_PRONOUNS = frozenset("he she they it i we who you".split())
_BARRIER = lazy_pattern(r"\s*(?:[,(–—]|\b(?:of|for|from|at|in|on|with|to|against|who|about|that|which|by)\b)")
_INDEFINITE = lazy_pattern(r"\b(?:an?|another|some|one)\s\Z", re.IGNORECASE)
_OWNER = lazy_pattern(r"['’]s?\s")
_GOVERNING = frozenset(
    "of for from at in on with to against by near about than like and or between among told asked called said named "
    "joined met".split()
)
_APPENDED = lazy_pattern(
    r"(?:(?<![\w’'-])(?!(?:of|for|from|at|in|on|with|to|against|by|about|than|like|and|or|the|an?|as|near)\s)"
    r"[a-z][\w-]+ |, )"
    r"(?:(?:Dr|Prof|Mr|Mrs|Ms|Sir|Dame)\.? )?\Z"
)
"""What stands before the name that ends a description: "head of product NAME", "the chief of Norvia, Dr NAME"."""
_OPENS = lazy_pattern(r"(?:\A|\n|[.!?…][\"”’»]?\s|, (?:so|and|but|while) )(?:(?:The|Dr|Prof|Mr|Mrs|Ms)\.? )?\Z")
"""What stands before a name that opens a sentence or its next clause: whom the next one is mostly about, too."""
_TOLD_ABOUT = lazy_pattern(r", (?:an? |the |not )?[a-z]")
"""What follows a name that is only now introduced: "led by NAME, formerly of …"; the next sentence is about them."""
_HORIZON = 1500
_SPEAKER_LEAD = 60
"""By so many characters the last speaker counts as nearer than somebody who was only named."""


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who spoke, as the text names them in full, and the words that name them here."""

    name: str
    span: Span


class Cast:
    """The names of one text and who has spoken so far."""

    def __init__(self, text: str, names: Sequence[Name]) -> None:
        self.text = text
        self.names = [name for name in names if name.kind is not NameKind.PRODUCT]
        self._starts = [name.span.start for name in self.names]
        self._by_start = {name.span.start: name for name in self.names}
        self._by_stop: dict[int, Name] = {}
        for name in self.names:
            self._by_stop[name.span.stop] = name
        self.aliases = learn_aliases(text, names)
        self._persons = [name for name in self.names if name.is_person]
        self._person_starts = [name.span.start for name in self._persons]
        self.people = frozenset(self.full(name.text) for name in self._persons)
        self.genders = self._learn_genders()
        self._spoken: list[tuple[int, str]] = []

    def _learn_genders(self) -> dict[str, str]:
        genders: dict[str, str] = {}
        for name in self._persons:
            before = _TITLE_BEFORE.search(self.text, max(0, name.span.start - 16), name.span.start)
            word = before.group(1).lower() if before else ""
            if word in words("cues", "female_titles"):
                genders[self.full(name.text)] = "she"
            elif word in words("cues", "male_titles"):
                genders[self.full(name.text)] = "he"
        return genders

    def full(self, name: str) -> str:
        """The fullest form in which this text gives the name."""
        return self.aliases.get(name, name)

    def starting_at(self, position: int) -> Name | None:
        """The name that starts at a position."""
        return self._by_start.get(position)

    def ending_at(self, position: int) -> Name | None:
        """The name that ends at a position."""
        return self._by_stop.get(position)

    def owns(self, name: Name) -> bool:
        """Whether "'s" follows the name: the phrase is about something of theirs."""
        return bool(_OWNER.match(self.text, name.span.stop))

    def within(self, span: Span) -> list[Name]:
        """The names that lie in a span, in order."""
        low, high = (
            bisect_left(self._starts, span.start),
            bisect_left(self._starts, span.stop),
        )
        return [name for name in self.names[low:high] if name.span.stop <= span.stop]

    def resolve(self, phrase: Span) -> Speaker | None:
        """The speaker that a noun phrase names; None where a pronoun leads nowhere."""
        text = phrase.of(self.text)
        parts = text.split()
        if not parts:
            return None
        if len(parts) == 1 and parts[0].lower() in _PRONOUNS:
            found = self.antecedent(parts[0].lower(), phrase.start)
            return Speaker(found, phrase) if found else None
        name = self._head_name(phrase, text)
        return Speaker(self._whole(name) if name else text, phrase)

    def _whole(self, name: Name) -> str:
        """The full name; behind "Ms" and the like it is a person's, though a firm may have the same: "Holt & Rook"."""
        full = self.full(name.text)
        before = _TITLE_BEFORE.search(self.text, max(0, name.span.start - 16), name.span.start)
        if full != name.text or before is None or before.group(1).lower() not in _COURTESY:
            return full
        bearers = [who for who in self.people if who.endswith(f" {name.text}")]
        return bearers[0] if len(bearers) == 1 else full

    def _head_name(self, phrase: Span, text: str) -> Name | None:
        """The name that heads the phrase: not one inside "of …", nor before a noun of its own ("Norvia officials")."""
        inside = [name for name in self.within(phrase) if not self.owns(name)]
        if not inside:
            return None
        barrier = _BARRIER.search(text)
        stop = phrase.start + (barrier.start() if barrier else len(text))
        last = inside[-1]
        if last.is_person and last.span.stop == phrase.stop and _APPENDED.search(self.text, 0, last.span.start):
            return last
        heads = [name for name in inside if name.span.start < stop]
        if heads and heads[-1].span.stop >= stop:
            return None if _INDEFINITE.search(self.text, phrase.start, heads[-1].span.start) else heads[-1]
        appended = [n for n in inside if n.is_person and self.text[n.span.start - 2 : n.span.start] == ", "]
        return appended[0] if appended else None

    def antecedent(self, pronoun: str, at: int) -> str | None:
        """The person or party a pronoun at a position most likely means."""
        if pronoun in ("i", "we", "you"):
            return None
        if pronoun in ("he", "she"):
            return next(
                (who for who in self._recent(at) if self.genders.get(who, pronoun) == pronoun),
                None,
            )
        before = [who for position, who in self._spoken if position < at]
        return before[-1] if before else None

    def _recent(self, at: int) -> list[str]:
        """People before a position, the likeliest first: who spoke or acted last, then who was only mentioned."""
        # who spoke in an earlier paragraph has no lead on who acts in this one
        paragraph = self.text.rfind("\n", 0, at)
        placed = [
            (position + _SPEAKER_LEAD * (position > paragraph), who)
            for position, who in self._spoken
            if at - _HORIZON < position < at and who in self.people
        ]
        low = bisect_left(self._person_starts, at)
        mentioned = self._persons[max(0, low - 8) : low]
        placed += [(self._place(name, paragraph), self.full(name.text)) for name in mentioned if self._acts(name)]
        placed.sort(key=lambda pair: pair[0], reverse=True)
        return [who for _, who in placed] + [self.full(name.text) for name in reversed(mentioned)]

    def _place(self, name: Name, paragraph: int) -> int:
        """Where a name counts to stand: whoever opens a sentence of the paragraph is as near as who speaks in it."""
        start = name.span.start
        return start + _SPEAKER_LEAD * (start > paragraph and self._opens(name))

    def _opens(self, name: Name) -> bool:
        return _OPENS.search(self.text, max(0, name.span.start - 12), name.span.start) is not None

    def _acts(self, name: Name) -> bool:
        """Whether a name may be what the next clause is about.

        It is the subject of its own, without a preposition before it or "'s" behind it, or is introduced at its end.
        """
        if self.owns(name):
            return False
        before = _TITLE_BEFORE.search(self.text, max(0, name.span.start - 24), name.span.start)
        is_governed = before is not None and before.group(1).lower() in _GOVERNING
        return not is_governed or (self._is_first(name) and bool(_TOLD_ABOUT.match(self.text, name.span.stop)))

    def _is_first(self, name: Name) -> bool:
        """Whether the text names somebody here for the first time."""
        whole = self.full(name.text)
        return next(other for other in self._persons if self.full(other.text) == whole) is name

    def note(self, at: int, speaker: str) -> None:
        """Remember that `speaker` spoke at a position."""
        self._spoken.append((at, speaker))

    def last_speaker(self, at: int, *, since: int = 0) -> str | None:
        """Who spoke last before a position, and not before another."""
        return next(
            (who for position, who in reversed(self._spoken) if since <= position < at),
            None,
        )
