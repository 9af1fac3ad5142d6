"""Who does what in a sentence: the doers of the deed that a who-question asks about, found by the order of words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge.answering.candidates import Read
from knowledge.answering.deeds import ALIKE, VERBS, Deed, deed_stems, opposites
from knowledge.language.wordclasses import noun_phrases
from knowledge.model import Span, ValueKind
from knowledge.search.view import Line

MEANT = 0.4
"""From which strength on a word of the article tells the deed asked about."""
WORK = 0.9
"""What it is worth that a work is by somebody."""
REACH = 9
"""How many words behind its verb a doer named with "by" may stand."""


@dataclass(frozen=True, slots=True)
class Doer:
    """A stretch of a sentence that names who does it."""

    span: Span
    strength: float
    """How surely the word beside it tells the deed, in [0, 1]."""


def find_doers(deed: Deed, read: Read, line: Line) -> list[Doer]:
    """The stretches of a sentence that name who does it, each with its strength."""
    if not line.words:
        return []
    told = np.array([deed.stems.get(stem, 0.0) for _, stem in line.spelled], np.float32)
    if deed.row is not None:
        told = np.maximum(told, read.match.words[deed.row, line.ids])
    for phrase in deed.phrases:
        if f" {' '.join(phrase)} " in line.stems:
            told[_places_of(phrase, line)] = ALIKE
    against = opposites(deed.verb)
    told[[stem in against for _, stem in line.spelled]] = 0.0
    if float(told.max()) < MEANT and not deed.is_gift and not deed.is_contact:
        nouns = deed.works | deed.inverse | deed.doers
        if not any(stem in nouns for _, stem in line.spelled):
            return []
    within = read.values_in(line.sentence.number)
    times = [v.span for v in within if v.kind is ValueKind.TIME and line.sentence.span.holds(v.span)]
    return list(_Sentence(read.view.text, line, times).doers(deed, told))


def _places_of(phrase: Sequence[str], line: Line) -> list[int]:
    """Where some stems begin in a sentence that may hold them in a row."""
    stems = [stem for _, stem in line.spelled]
    return [n for n in range(len(stems)) if tuple(stems[n : n + len(phrase)]) == tuple(phrase)]


class _Sentence:
    """The word classes, noun phrases and gaps of one sentence."""

    def __init__(self, text: str, line: Line, times: Sequence[Span]) -> None:
        self._text, self._tokens, self._times = text, line.tokens, times
        self._tags = line.tags
        self._phrases = noun_phrases(text, line.tokens, self._tags)

    def doers(self, deed: Deed, told: NDArray[np.float32]) -> Iterator[Doer]:
        """Whoever does the deed, by verbs, by nouns and by labels."""
        for place, token in enumerate(self._tokens):
            strength, letter = float(told[place]), self._tags[place]
            if letter in VERBS and strength >= MEANT:
                yield from self._by_verb(place, strength, deed)
            if strength >= MEANT and letter in "NSEDGV":
                yield from self._after(place, ("by",), strength)
            if token.stem in deed.works and [t.norm for t in self._tokens[place + 1 : place + 2]] == ["by"]:
                yield from self._after(place, ("by",), WORK)
            if deed.is_contact and token.stem in deed_stems("enquiries"):
                yield from self._after(place, ("to", "with"), WORK)
            if token.stem in deed.inverse:
                yield from self._after(place, ("to",), 0.9)
            if deed.is_gift and token.stem in deed_stems("gifts"):
                yield from self._after(place, ("from", "by"), 0.9)
            if token.stem in deed.doers or (not deed.verb and strength >= 0.6 and letter in "NS"):
                yield from self._labelled(place, 0.9 if token.stem in deed.doers else strength)

    def _by_verb(self, place: int, strength: float, deed: Deed) -> Iterator[Doer]:
        passive = self._is_passive(place)
        if passive != deed.to_whom:
            if passive:
                return  # "by …" is found after the verb
            yield from self._object(place, strength)
        elif not (passive and not deed.to_whom):
            yield from self._subject(place, strength)

    def _is_passive(self, place: int) -> bool:
        if self._tags[place] not in "DEV":
            return False
        back = place - 1
        while back >= 0 and self._tags[back] == "R":
            back -= 1
        if back >= 0 and self._tokens[back].norm in ("is", "are", "was", "were", "be", "been", "being", "got", "gets"):
            return True
        return self._tags[place] != "V" and any(t.norm == "by" for t in self._tokens[place + 1 : place + 3])

    def _subject(self, place: int, strength: float) -> Iterator[Doer]:
        """Who stands before an active verb, past auxiliaries, adverbs, other verbs and what is put between commas."""
        back, is_relative = place - 1, False
        for _ in range(8):
            if back < 0:
                return
            if self._tags[back] in "RMA" or self._tokens[back].norm in ("to", "then", "later"):
                back -= 1
            elif self._tags[back] == "W" or (self._tokens[back].norm == "that" and self._tags[back] == "I"):
                is_relative, back = True, back - 1
            elif self._tags[back] == "C" and (other := self._verb_before(back)) is not None:
                back = other - 1
            elif not is_relative and "," in self._gap(back) and (comma := self._comma_before(back)) is not None:
                back = comma
            elif any(self._tokens[back].span.meets(time) for time in self._times):
                back -= 2 if back and self._tags[back - 1] == "I" else 1
            else:
                break
        phrase = next((p for p in self._phrases if p[0] <= back < p[1]), None)
        if phrase is None:
            return
        if not is_relative:
            phrase = self._whole(phrase)
        elif (named := self._named_before(phrase)) is not None:
            phrase = named
        yield Doer(self._span(self._by_name(self._with_fellows(phrase))), strength)

    def _whole(self, phrase: tuple[int, int]) -> tuple[int, int]:
        """A noun phrase with the one that it hangs on: "a jury [of nine]", "engineers [at Valmont]"."""
        start = phrase[0]
        if start and self._tokens[start - 1].norm in ("of", "at", "from", "in", "for"):
            before = next((p for p in self._phrases if p[1] == start - 1), None)
            if before is not None:
                return before[0], phrase[1]
        return phrase

    def _by_name(self, phrase: tuple[int, int]) -> tuple[int, int]:
        """The name that explains a phrase without one: "her brother, Sami Abadi"."""
        if any(self._tags[n] == "P" for n in range(*phrase)) or self._gap(phrase[1] - 1).strip() != ",":
            return phrase
        named = next((p for p in self._phrases if p[0] == phrase[1]), None)
        return named if named is not None and all(self._tags[n] == "P" for n in range(*named)) else phrase

    def _named_before(self, phrase: tuple[int, int]) -> tuple[int, int] | None:
        """The name that a phrase between commas explains: "Ada Holt, the porter [who heard it]"."""
        start = phrase[0]
        if not start or self._gap(start - 1).strip() != "," or self._is_name(phrase):
            return None
        before = next((p for p in self._phrases if p[1] == start), None)
        return before if before is not None and self._is_name(before) else None

    def _with_fellows(self, phrase: tuple[int, int]) -> tuple[int, int]:
        """The phrase with those joined to it by "and" or "or"."""
        start = phrase[0]
        if start > 1 and self._tags[start - 1] == "C" and "," not in self._gap(start - 1):
            before = next((p for p in self._phrases if p[1] == start - 1), None)
            if before is not None and self._is_name(before) and self._is_name(phrase):
                return before[0], phrase[1]
        return phrase

    def _is_name(self, phrase: tuple[int, int]) -> bool:
        return self._tags[phrase[1] - 1] == "P"

    def _verb_before(self, place: int) -> int | None:
        for back in range(place - 1, max(-1, place - 9), -1):
            if self._tags[back] in "VZD":
                return back
            if self._tags[back] == "W":
                return None
        return None

    def _comma_before(self, place: int) -> int | None:
        """The last word before the comma that opens what ends with the word at `place`."""
        return next((back for back in range(place - 1, -1, -1) if "," in self._gap(back)), None)

    def _object(self, place: int, strength: float) -> Iterator[Doer]:
        """Whom an active verb is done to."""
        after = next((p for p in self._phrases if p[0] in (place + 1, place + 2)), None)
        if after is not None and not any(mark in self._gap(place) for mark in ",;:"):
            yield Doer(self._span(after), strength)

    def _after(self, place: int, words: Sequence[str], strength: float) -> Iterator[Doer]:
        """Who stands behind the first of some prepositions after a word."""
        for ahead in range(place + 1, min(len(self._tokens), place + 1 + REACH)):
            if any(mark in self._gap(ahead - 1) for mark in ";:"):
                return
            if self._tokens[ahead].norm in words and self._tokens[ahead - 1].norm != "not":
                phrase = next((p for p in self._phrases if p[0] == ahead + 1), None)
                if phrase is not None and not self._is_time(phrase):
                    yield Doer(self._span(self._by_name(phrase)), strength)
                    return

    def _is_time(self, phrase: tuple[int, int]) -> bool:
        return all(self._tags[n] == "#" for n in range(*phrase)) or self._tags[phrase[0]] == "#"

    def _labelled(self, place: int, strength: float) -> Iterator[Doer]:
        """Who is called by a noun: "Contractor: X", "the contractor is X", "X, the contractor", "contractor X"."""
        phrase = next((p for p in self._phrases if p[0] <= place < p[1]), (place, place + 1))
        last = phrase[1] - 1
        if ":" in self._gap(last) and last <= 4:
            rest = Span(self._tokens[last].span.stop, self._tokens[-1].span.stop)
            stop = next((i for i in range(rest.start, rest.stop) if self._text[i] in ";\n("), rest.stop)
            if phrase[1] < len(self._tokens):
                yield Doer(Span(self._tokens[phrase[1]].span.start, stop), strength)
            return
        if place < last and all(letter == "P" for letter in self._tags[place + 1 : last + 1]):
            yield Doer(Span(self._tokens[place + 1].span.start, self._tokens[last].span.stop), strength)
        ahead = phrase[1]
        while ahead < len(self._tokens) and self._tokens[ahead].norm in ("for", "of", "at", "on", "in"):
            ahead = next((p[1] for p in self._phrases if p[0] == ahead + 1), len(self._tokens))
        while ahead < len(self._tokens) and self._tags[ahead] in "AMR":
            ahead += 1
        following = next((p for p in self._phrases if p[0] == ahead), None)
        if ahead > phrase[1] and self._tags[ahead - 1] in "AMR" and following and not self._gap(last).strip():
            yield Doer(self._span(following), strength)
        start = phrase[0]
        if start and "," in self._gap(start - 1) and (self._tags[start] == "T" or start == place):
            before = next((p for p in self._phrases if p[1] == start), None)
            if before is not None and self._is_name(before):
                yield Doer(self._span(before), strength)

    def _gap(self, place: int) -> str:
        """What stands between a word and the next."""
        if place + 1 >= len(self._tokens):
            return ""
        return self._text[self._tokens[place].span.stop : self._tokens[place + 1].span.start]

    def _span(self, phrase: tuple[int, int]) -> Span:
        return Span(self._tokens[phrase[0]].span.start, self._tokens[phrase[1] - 1].span.stop)
