"""Which side of a matter a text takes, and whether it says so or denies it. Knows no articles and no candidates."""

from __future__ import annotations

import re
from collections.abc import Collection, Container, Iterable, Mapping, Sequence
from functools import lru_cache

from knowledge.language.patterns import lazy_pattern
from knowledge.language.text import tokenize
from knowledge.language.wordlists import lines
from knowledge.yamlfile import read_vocabulary

_NEGATED_VERB = lazy_pattern(r"^(?:\w+n't|can ?not)$")
_HARDLY, _UNLIKELY = (
    lazy_pattern(r"\b(?:hardly|scarcely)\b", re.IGNORECASE),
    lazy_pattern(r"\bunlikely\b", re.IGNORECASE),
)
"""Words whose stems are those of others: "hard", "unlike"."""
_NEGATIVE_OPENING = lazy_pattern(r"^\W*\w+n['’]t\b")
_TAG = lazy_pattern(
    r"\bor (?:is|was|are|were) (?:that|it|this|they|those) (?:just|only|merely|all|still|never)\b.*$|"
    r"\bor (?:did|do|does|have|has|had|was|is|will) (?:they|it|he|she|that|you|we) .*$|"
    r"\bor not\b|\byes or no\b|\byes ?/ ?no\b|\by/n\b|\b(?:right|correct|true)\s*\??$|"
    r",\s*(?:isn't|aren't|doesn't|don't|won't|is|are|does|will)\W+\w+\s*\??$",
    re.I,
)


_BEFORE_QUESTION = lazy_pattern(rf"^.*[.!?;…]\s+(?=(?:{'|'.join(lines('questions', 'auxiliaries'))})\b)", re.IGNORECASE)
"""What is told before the question is put: "I am worried about that… do they go there by themselves"."""
_INSTEAD = lazy_pattern(r"\b(?:instead of|rather than)\b[^,;:]*", re.IGNORECASE)


_OPTIONAL = lazy_pattern(r"\b(?:can|may|could)\b(?! not|not)(?: also| still| then)?(?: be)? \w+", re.IGNORECASE)
"""What may be done is not done: "orders can be cancelled" halts nothing."""

_SCENE = lazy_pattern(
    r"(?<=\w\w)\s(?:while|during|when|because of|despite|in spite of|after|before|if|once|until)\s.*$", re.IGNORECASE
)
"""What sets the scene of a question, and takes no side of what it asks: "can we pay while it is down"."""
_LIFTED = lazy_pattern(
    r"\b(?:bans?|closures?|restrictions?|limits?|curfew|warnings?|orders?|embargo|sanctions?|duty|obligation|requirement)\b"
    r"[^.;,]{0,40}\b(?:is|are|was|were|been|be) (?:now )?lifted\b",
    re.IGNORECASE,
)
_HARM = lazy_pattern(r"\b(?:stop|cut|remov|drop|chang|mov|shift|interrupt|los[es])\w*", re.IGNORECASE)
_SPARED = lazy_pattern(r"\b(?:not (?:be )?|un)(?:affected|concerned)\b", re.IGNORECASE)
"""What says that something is left as it is."""
_TOO = lazy_pattern(r"\b(?:too|also|as well)\b", re.IGNORECASE)
"""What asks whether something reaches one more: "do the lamps go dark as well"."""
_PERMISSION = lazy_pattern(r"\W*(?:can|could|may|might)\b", re.IGNORECASE)


_STILL_DUE = lazy_pattern(
    r"\b(?:still|first) (?:ha(?:s|ve)|needs?) to\b|\bstill (?:must|needs?)\b|"
    r"\b(?:is|are) (?:still )?(?:pending|awaited|to come)\b",
    re.IGNORECASE,
)
"""What is not done yet; "have you approved it" is denied by "they still have to approve it"."""
_ASKS_DONE = lazy_pattern(r"\W*(?:has|have|had|did)\b|.*\b(?:yet|already|done|final|settled|certain)\b", re.IGNORECASE)
_ASKS_DUTY = lazy_pattern(
    r"\b(?:must|ha(?:s|ve) to|needs?(?: to)?|obliged|required|necessary|got to|gotta)\b", re.IGNORECASE
)
_NO_EFFORT = lazy_pattern(
    r"\b(?:suffic\w+|(?:is|are|be)(?: not|n't)? enough|automatic(?:ally)?|(?:by|of) (?:itself|themselves)|"
    r"as (?:before|usual)|(?:can|may|could)(?: \w+ly| also| still)? (?:stay|remain|be kept|keep)|"
    r"without (?:an? )?(?:appointment|booking|registration|registering|reservation|ticket|referral|form|application)|"
    r"(?:even|with or) without)\b",
    re.IGNORECASE,
)
"""What says that nothing need be done: "a day ticket is sufficient", "the refund comes automatically"."""


_MEANT = lazy_pattern(
    r"\b(?:was|were) (?:originally |first |once )?(?:to have|supposed to|meant to|due to)\b|\bshould have\b|"
    r"\bhad (?:originally |once )?(?:been )?(?:hoped|planned|intended|meant|wanted) to\b",
    re.IGNORECASE,
)
"""What was meant and has not come about."""
_ASKS_REACH = lazy_pattern(
    r"\b(?:affected|recall\w*|concern(?:s|ed)?|vulnerable|included|called back|at risk|part of)\b", re.IGNORECASE
)
_REACHES = lazy_pattern(
    r"\b(?:covers?|covered|extend(?:s|ed)? to|appl(?:y|ies|ied) to|includes?|(?:has|have) to come back)\b",
    re.IGNORECASE,
)
"""What something applies to: "it now also covers the Plus" says that the Plus is affected."""
_ASKS_STILL = lazy_pattern(r"\bstill\b", re.IGNORECASE)
_ENDED = lazy_pattern(
    r"\b(?:resign(?:s|ed)?|step(?:s|ped)? down|stood down|left|retired|dismissed|sacked|replaced|succeeded by|ended|"
    r"expired|ran out|discontinued|discharged|gone|ceased|withdrawn|lifted|removed|dissolved|sold out)\b",
    re.IGNORECASE,
)
"""What no longer is so: "is she still the director" is denied by "she resigned"."""
_WITHOUT = lazy_pattern(r"\bwithout\b", re.IGNORECASE)


_Told = tuple[int, int, tuple[str, ...]]
"""A matter, the side taken (1 or -1) and the stems that take it."""


class Valence:
    """The words that turn a statement round, and the matters on which statements take sides."""

    def __init__(
        self,
        turns: Sequence[Sequence[str]],
        idle: Sequence[str],
        bad: Sequence[str],
        matters: Sequence[str],
        *,
        modes: Sequence[str],
        halts: Sequence[str],
        untrue: Sequence[str],
        goods: int,
    ) -> None:
        """turns: negations and denials. matters: "so, so / not so, not so" each, or "so, so" where there is no other
        side. modes: further such pairs that do not show what a text is about. halts: words for what does not happen for
        now. untrue: words that deny what the rest of their clause tells. goods: how many of the matters, the first, are
        good on their first side and bad on the other."""
        self._turns = [_Phrases(words) for words in turns]
        self._bad = _Phrases(bad)
        self._goods = goods
        self._halts, self._untrue, self._first_mode = _Phrases(halts), _Phrases(untrue), len(matters)
        matters = [*matters, *modes]
        self._last_mode = len(matters)
        self._two_sided = frozenset(number for number, matter in enumerate(matters) if "/" in matter)
        self._by_first = _by_first_stem(matters)
        # a question is held against many sentences, a sentence is asked for its sides, its words and its lean
        self._told = lru_cache(maxsize=4096)(self._find_told)
        self._untrue_matter = frozenset(self.sides("untrue"))
        self._idle = _Phrases(idle)
        # "pay nothing" takes a side as a whole: its "nothing" turns nothing, where that matter is asked about
        self._whole, self._denied = (
            {
                number: _Phrases(keys)
                for number, matter in enumerate(matters)
                if (keys := [key for key in map(_stems, re.split("[,/]", matter)) if turning.all_in(key)])
            }
            for turning in self._turns
        )

    def sides(self, text: str) -> dict[int, int]:
        """Matter → 1 where the text says that it is so, -1 where that it is not, 0 where it says both."""
        told: dict[int, set[int]] = {}
        for number, side, _ in self._told(text):
            told.setdefault(number, set()).add(side)
        return {number: sum(sides) for number, sides in told.items()}

    def _find_told(self, text: str) -> list[_Told]:
        """Matter, side and phrase of whatever a text says of the matters: leftmost, longest, not overlapping."""
        stems = tuple(_stems(text).split())
        found: list[_Told] = []
        free: dict[int, int] = {}
        for place, word in enumerate(stems):
            for number, side, phrase in self._by_first.get(word, ()):
                stop = place + len(phrase)
                if free.get(number, 0) <= place and stems[place:stop] == phrase:
                    found.append((number, side, phrase))
                    free[number] = stop
        return found

    def shared(self, question: str, text: str) -> dict[int, bool]:
        """The matters that both speak on, and whether each has two sides."""
        both = {n for n in self.sides(question).keys() & self.sides(text).keys() if n < self._first_mode}
        return {number: number in self._two_sided for number in sorted(both)}

    def words(self, text: str, matters: Iterable[int]) -> frozenset[str]:
        """The stems of the words by which a text speaks on some matters."""
        wanted = frozenset(matters)
        return frozenset(word for number, _, phrase in self._told(text) if number in wanted for word in phrase)

    def is_turned(self, text: str, asked: Collection[int] | None = None) -> bool:
        """Whether a clause is negated or denied, but not both.

        asked: the matters of the question, if there is one: a phrase that takes a side of another of them by a negation
        is negated.

        >>> load_valence().is_turned("The night service is not affected")
        True
        """
        stems = self._idle.cut_from(_stems(_INSTEAD.sub("", text)))
        for number, phrases in self._whole.items():
            # what is good or bad by itself speaks to any question
            if asked is None or number in asked or number < self._goods:
                stems = phrases.cut_from(stems)
        for number in self._denied.keys() & set(asked or ()):
            stems = self._denied[number].cut_from(stems)  # "declined to comment" is the other side of commenting
        negated, denied = (bool(phrases.all_in(stems)) for phrases in self._turns)
        denied |= _LIFTED.search(text) is not None
        negated |= any(_NEGATED_VERB.match(word) for word in stems.split()) or _HARDLY.search(text) is not None
        return negated != denied

    def is_bad(self, text: str) -> bool:
        """Whether a clause says that something does not hold, happen or go well, negations apart."""
        return bool(self._bad.all_in(_stems(text))) or _UNLIKELY.search(text) is not None

    def question(self, clause: str) -> str:
        """A question without what is polite or makes no difference: "isn't it …", "… or not", "…, right?"."""
        clause = _BEFORE_QUESTION.sub("", clause)
        return re.sub(r"\bout\s*$", "out yet", _TAG.sub("", _NEGATIVE_OPENING.sub("", clause).strip(" ?")).strip(" ?"))

    def agree(self, question: str, clause: str) -> bool:
        """Whether the clause answers the question (as `question` gives it) with yes: by a matter that both speak on,
        else by their negations."""
        question = _SCENE.sub("", question)
        asked, told = self.sides(question), self.sides(clause)
        turned = self.is_turned(question) != self.is_turned(clause, asked)
        if self._untrue.all_in(_stems(clause)) and not self._untrue_matter & asked.keys():
            turned = not turned
        if _STILL_DUE.search(clause) and _ASKS_DONE.match(question) and not _ASKS_DUTY.search(question):
            turned = not turned
        if _ASKS_DUTY.search(question) and _NO_EFFORT.search(clause):
            return self.is_turned(question) != self._denies_ease(clause)
        both = {
            n: asked[n] * told[n] for n in asked.keys() & told.keys() if n in self._two_sided and asked[n] * told[n]
        }
        if any(n < self._goods and asked[n] < 0 and told[n] < 0 for n in both):
            # "the start may slip" tells of a delay that is asked for; it does not say that anything has started
            both = {n: sides for n, sides in both.items() if n < self._goods}
        if all(n < self._first_mode for n in both) and self._eases(asked, told, clause):
            return False
        if not both and _REACHES.search(clause) and _ASKS_REACH.search(question):
            return not turned
        if not both and _ASKS_STILL.search(question) and _ENDED.search(clause):
            return turned
        if _MEANT.search(clause) and not _MEANT.search(question):
            turned = not turned
        if both:
            # where the matter is whether it is halted, the halt is the side that the clause takes, and turns no other
            turns = self._is_halted(clause, beside=both) and not self._is_halted(question)
            opposed = (min(both.values()) < 0) != turns
        else:
            halted = self._is_halted(clause) and any(n in told for n in asked if n in self._two_sided)
            asks_bad, leans_bad = self._leans_bad(question), self._leans_bad(clause)
            if _SPARED.search(clause):
                is_good = any(side > 0 and n < self._goods for n, side in asked.items())
                asks_harm = self._asks_harm(question, asked) or (_TOO.search(question) is not None and not is_good)
                return not (asks_bad or (not _PERMISSION.match(question) and asks_harm))
            if leans_bad and not asks_bad and self._turns[1].all_in(_stems(clause)):
                leans_bad = False  # what is denied is not so, good or bad
            opposed = asks_bad != (leans_bad or halted)
        return turned == opposed

    def _denies_ease(self, clause: str) -> bool:
        """Whether a clause denies that what it names is enough, or happens by itself."""
        return self.is_turned(_WITHOUT.sub("", clause))

    def _asks_harm(self, question: str, asked: Mapping[int, int]) -> bool:
        """Whether a question asks for a burden, or for what is bad, stopped or changed."""
        is_bad = any(side < 0 and (n < self._goods or n >= self._first_mode) for n, side in asked.items())
        return is_bad or _HARM.search(question) is not None

    def _eases(self, asked: Mapping[int, int], told: Mapping[int, int], clause: str) -> bool:
        """Whether a question asks for what one must do, and a clause says that all is well as it is."""
        is_burden = any(asked.get(n, 0) < 0 for n in range(self._first_mode, self._last_mode))
        return is_burden and any(told.get(n, 0) > 0 for n in range(self._goods)) and not self.is_turned(clause, asked)

    def _is_halted(self, text: str, *, beside: Container[int] = ()) -> bool:
        """Whether a text says that something is halted, otherwise than by what it says on the matters `beside`."""
        halts = {stem for phrase in self._halts.all_in(_stems(_OPTIONAL.sub("", text))) for stem in phrase.split()}
        return bool(halts) and not any(n in beside and halts & {*phrase} for n, _, phrase in self._told(text))

    def _leans_bad(self, text: str) -> bool:
        denied = {phrase for found in self._turns[1].all_in(_stems(text)) for phrase in found.split()}
        goods = [side for number, side, phrase in self._told(text) if number < self._goods and not denied & {*phrase}]
        return self.is_bad(text) or (bool(goods) and max(goods) < 0)


def _by_first_stem(matters: Sequence[str]) -> dict[str, list[_Told]]:
    """First stem → matter, side and stems of each phrase that begins with it, the longest first."""
    found: dict[str, list[_Told]] = {}
    for number, matter in enumerate(matters):
        for side, phrases in zip((1, -1), matter.split("/"), strict=False):
            for stems in (tuple(_stems(phrase).split()) for phrase in phrases.split(",")):
                if stems:
                    found.setdefault(stems[0], []).append((number, side, stems))
    for entries in found.values():
        entries.sort(key=lambda told: -len(told[2]))
    return found


class _Phrases:
    """Phrases as runs of stems, the longest first."""

    def __init__(self, phrases: Sequence[str]) -> None:
        keys = sorted({_stems(phrase) for phrase in phrases if phrase.strip()}, key=len, reverse=True)
        joined = "|".join(re.escape(key.strip()) for key in keys)
        self._pattern = re.compile(rf"(?<= )(?:{joined})(?= )") if joined else re.compile(r"(?!)")

    def all_in(self, stems: str) -> list[str]:
        """The phrases in a run of stems, each with a space around."""
        return [f" {found} " for found in self._pattern.findall(stems)]

    def cut_from(self, stems: str) -> str:
        """The run without the phrases."""
        return self._pattern.sub("", stems)


@lru_cache(maxsize=4096)
def _stems(text: str) -> str:
    return f" {' '.join(token.stem for token in tokenize(text))} "


@lru_cache(maxsize=1)
def load_valence() -> Valence:
    """The shipped words."""
    data = read_vocabulary("polarity")
    turns = [data[name].split(",") for name in ("negations", "denials")]
    matters = [*data["goods"], *data["contrasts"], *data["topics"]]
    return Valence(
        turns,
        data["idle"].split(","),
        data["bad"].split(","),
        matters,
        modes=data["modes"],
        halts=data["halts"].split(","),
        untrue=data["untrue"].split(","),
        goods=len(data["goods"]),
    )
