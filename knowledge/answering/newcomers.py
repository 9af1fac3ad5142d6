"""Who takes whose place: "Ada Holt has left, and the music is now by Tom Wend".

A newer article seldom says again what somebody is; it says who goes and who comes. Whoever comes answers what the one
who goes was asked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from knowledge.answering.candidates import Candidate, Read
from knowledge.extraction.analysis import Value
from knowledge.language.patterns import lazy_pattern
from knowledge.language.text import tokenize
from knowledge.language.wordlists import words
from knowledge.model import ValueKind
from knowledge.questions.query import Query
from knowledge.search.matching import Sought

LEVEL = 0.05
"""How much better another name of the sentence must be to be the one that it gives for what is asked."""
MET = 0.6
"""From which strength on a word is met by the sentence about the one who goes, and so by whoever comes."""
REPLACED = 0.6
"""What the one who goes loses."""
BACK = 2
"""In how many sentences before the one about whoever comes the one who goes is named."""

_ASKS_LEAVER = lazy_pattern(
    r"\b(?:le(?:ave|ft|aves|aving)|gone|goes|resign\w*|dropp?(?:s|ed)?|withdr\w+|step(?:s|ped|ping)? (?:down|back)|"
    r"quits?|retir\w+|replac\w+|succe\w+|tak(?:es?|en|ing) over|took over|depart\w*|out|before|former\w*|first|"
    r"original\w*|initial\w*|previous\w*|outgoing|predecessor\w*|ex|last|old|used to|"
    r"no longer|injur\w+|ill|hurt|said|says|told)\b"
)
"""Questions in which the one who goes may be meant."""
_ASKS_FOLLOWER = lazy_pattern(
    r"\b(?:succe\w+|replac\w+|tak(?:es?|en|ing) over (?:from|for|as)|took over from|"
    r"step(?:s|ped|ping)? (?:in for|into)|"
    r"sub(?:s|bing|bed|stitut\w+)? (?:in )?for|stand(?:s|ing)? in for|stood in for|fill(?:s|ed|ing)? (?:in )?for|"
    r"cover(?:s|ing|ed)? for|com(?:es?|ing) after|came after|follow(?:s|ed|ing)?|inherit\w*(?: \w+){0,3} from|"
    r"shoes|in (?:the )?(?:place|stead) of|instead of)\b"
)
"""How people ask for whoever takes another's place; these words say nothing else."""
_NAMED_LEAVER = lazy_pattern(r"(?:.*[,;] )?(?:and |so )?who(?:'s|s)? (?!did|does|do )")
"""A question whose "who" does the following."""
FOLLOWS = 1.9
"""What it is worth that somebody takes the place of whom the question names."""
_GOES = lazy_pattern(
    r"(?:,[^,.;]{1,60},)?"
    r"(?: (?:has|had|have|is|was|will|who|also|now|already|again|on the other hand|himself|herself)\b,?)*"
    r",? (?:left|leaves?|leaving|dropp?(?:s|ed)? out|dropping out|withdr[ae]w\w*|pull(?:s|ed) out|out\b(?! of the)|"
    r"injured|hurt|ill\b|fell ill|gives? up|gave up|given up|had to (?:give|leave|stop|withdraw|pull|drop|cancel)|"
    r"cancel\w*|resign\w*|retir\w+|step(?:s|ped|ping)? (?:down|back|aside)|stands? down|stood down|quits?|depart\w*|"
    r"hand(?:s|ed) over|stays? on\b|stays\b|stayed\b|remains?\b|cannot|can['’]?t|(?:can )?no longer|on duty|away\b|"
    r"unable|unavailable|(?:been |was )?(?:dismissed|sacked|fired|released|replaced|succeeded|recast|suspended|banned)|"
    r"tore|broke|died|dies|go(?:es|ing)? (?:to|back)|mov(?:es|ed|ing) (?:to|on)|went|gone|sick\b|not be\b|"
    r"not (?:play|sing|direct|come|return)|become a)"
)
"""What stands behind somebody who goes."""
_PLACE = r"(?:part|role|job|post|lead|place|position|office|work|seat|duties|task|whistle|baton|chair|title)"
_DONE = (
    r"(?:played|sung|directed|written|composed|led|chaired|managed|refereed|presented|hosted|headed|run|done|conducted|"
    r"taken(?: on| over)?|filled|coached|captained|handled|voiced)"
)
_TITLE = r"(?:(?:the|an?|his|her|its|our|their|young|former|\d+-year-old|[\w-]+['’]s|[a-z][\w-]+),? ){0,5}"
_COMES_BEFORE = lazy_pattern(
    rf"(?:\b(?:succeeded|replaced|followed) by|\bnow (?:be )?(?:{_DONE} )?by|"
    rf"\b{_PLACE}s?\b[^.;]{{0,50}}? (?:goes?|went|ha(?:s|ve) gone|pass(?:es)?|passed|falls?|fell|(?:is|are) taken|"
    r"(?:was|were) taken|ha(?:s|ve) been taken|(?:is|are) given|(?:was|were) given)(?: over| on)? "
    r"(?:to|by)|\bhand(?:s|ed|ing) (?:over|on)\b[^.;]{0,40} to|"
    r"\b(?:his|her|their) (?:successor|replacement|stand-in|understudy) (?:is|will be|becomes)|"
    r"\b(?:in goal|instead|in (?:his|her|their) (?:place|stead))[^.;,]{0,20}(?:,| (?:comes?|is|will be|stands|plays))|"
    rf"\bnew [a-z][\w -]{{2,40}}?(?: (?:of|at|for) [^.;:,]{{2,50}}?)? (?:is|will be|:))(?: now| by)? {_TITLE}$",
    re.IGNORECASE,
)
"""What stands before somebody who comes."""
_DONE_BY = lazy_pattern(rf"\b(?:is|was|will be|be) {_DONE} by {_TITLE}$", re.IGNORECASE)
_STEPS_IN = (
    r"tak(?:es?|en|ing) (?:over|on|(?:his|her|their|the) (?:place|part|role|post|whistle|baton|job|lead))|"
    r"took (?:over|on|(?:his|her|their) (?:place|part|role))|step(?:s|ped|ping)? in|stand(?:s|ing)? in|stood in|"
    r"jump(?:s|ed)? in|fill(?:s|ed)? in"
)
_BY_AND_BY = r"\b[^.;]{0,40}\b(?:until|for the time being|for now)"
_THEN = (
    r"(?:, [^;.]{1,90}?,|,? (?:who|known|best)\b[^,;.]{1,60},)?"
    r"(?: (?:has|now|will|who|is|then|instead|also|therefore))*"
)
_COMES_AFTER = lazy_pattern(
    rf"{_THEN} (?:{_STEPS_IN}|succeed(?:s|ed)?|replac(?:es?|ed|ing)|followed|complet(?:es|ed)|finish(?:es|ed)|"
    rf"bec(?:omes?|ame)\b(?! an? )|"
    rf"been the (?:new )?[a-z][\w -]{{2,30}}\b|(?:runs?|running|leads?|leading){_BY_AND_BY}|runs the)"
)
"""What stands behind somebody who comes."""
_STEPS = lazy_pattern(rf"{_THEN} (?:{_STEPS_IN})")
_NAMES_LEAVER = lazy_pattern(
    r"\b(?:succeed(?:s|ed|ing)?|replac(?:es?|ed|ing)|tak(?:es?|ing) over from|took over from|follow(?:s|ed|ing)|"
    rf"instead of|in place of|stands? in for|fill(?:s|ed)? in for) (?!by\b){_TITLE}$",
    re.IGNORECASE,
)
"""What stands before somebody who is replaced."""
_HIS = lazy_pattern(
    rf"(?:^|[.;:]\s+|\b(?:and|but|so) )(?:he|she)\b|"
    rf"\b(?:his|her|their) (?:{_PLACE}s?|successor|replacement|stand-in|understudy)\b",
    re.IGNORECASE,
)
"""The one who goes, as a sentence takes them up from the one before."""
_GOES_TOO = lazy_pattern(rf"(?:He|She)(?={_GOES.pattern})")
_HANDS_OVER = lazy_pattern(
    r"\b((?:(?!He\b|She\b|They\b|We\b|I\b)[A-Z][\w'’-]+ ?)+) (?:has |had |will )?(?:hand(?:s|ed)? over)\b"
)
_NEW_ROLE = lazy_pattern(r"\bnew (?P<role>[a-z][\w -]{2,40}?)(?: (?:of|at|for) [^.;:,]{2,50}?)? (?:is|will be) $")
_BECOMES = lazy_pattern(
    r"(?:, [^;.]{1,90}?,)? (?:will )?(?:becomes?|takes? over as) (?:the )?(?:new )?"
    r"(?P<role>[a-z][\w-]*(?: [a-z][\w-]+){0,2})"
)
"""What somebody comes as."""


@dataclass(frozen=True, slots=True)
class Handover:
    """Somebody who comes in the place of others who go, as one article tells it."""

    read: Read
    comes: Value
    goes: tuple[str, ...] = ()
    role: frozenset[str] = frozenset()
    """The stems of what they come as: who held that in an older article goes."""


def hand_over(query: Query, candidates: list[Candidate], reads: Sequence[Read], sought: Sequence[Sought]) -> None:
    """Scores the candidates anew where an article tells that somebody took another's place, and adds who came."""
    asked = query.text.casefold()
    follows = " ".join(match.group() for match in _ASKS_FOLLOWER.finditer(asked))
    if follows:
        candidates += _followers(query, follows, reads)
        for old in candidates:
            if _NAMED_LEAVER.match(asked) and _is_behind(old.text, asked):
                old.give_way(REPLACED, "is followed")
    if not candidates or query.is_rumour or query.is_past or query.is_bygone or _ASKS_LEAVER.search(asked):
        return
    for read in sorted(reads, key=lambda one: one.published):
        for one in handovers(read):
            _take_place(one, candidates, sought)


def _is_behind(name: str, asked: str) -> bool:
    """Whether the last thing that a question names is somebody: who follows them is another."""
    last = name.casefold().rpartition(" ")[2]
    return re.search(rf"\b{re.escape(last)}(?:s|'s)?\b", asked) is not None


def _followers(query: Query, asking: str, reads: Sequence[Read]) -> list[Candidate]:
    """Whoever comes in the place of somebody whom the question names, however it says so; asking: how it does."""
    asks = {token.norm for token in tokenize(asking)}
    names = {token.norm.removesuffix("'s").removesuffix("s") for token in query.tokens} - {
        word.removesuffix("s") for word in asks
    }
    found = []
    for read in reads:
        for one in handovers(read):
            left = [token.norm for name in one.goes for token in tokenize(name)[-1:]]
            if names.isdisjoint(word.removesuffix("s") for word in left):
                continue
            value = one.comes
            text = read.analysis.aliases.get(value.text, value.text)
            found.append(
                Candidate(
                    read, value.line, text, read.topic + FOLLOWS, value, None, value.certainty, value.speaker,
                    does=1.0, met=frozenset(asks.union(*({word, f"{word}s", f"{word}'s"} for word in left))),
                    notes=["follows"],
                )
            )  # fmt: skip
    return found


def handovers(read: Read) -> Iterator[Handover]:
    """Who comes for whom in an article. Who goes is replaced once, by whoever is named next."""
    people = [value for value in read.analysis.values if value.kind is ValueKind.PERSON]
    replaced: set[str] = set()
    for value in people:
        is_plain = not _comes(read, value)
        if is_plain and not _is_done_by(read, value):
            continue
        role = _role(read, value)
        within = people if not role else [v for v in people if v.line == value.line]
        goes = tuple(name for name in _leavers(read, value, within, is_plain=is_plain) if name not in replaced)
        if goes or role:
            replaced.update(goes)
            yield Handover(read, value, goes, role)


def _leavers(read: Read, comes: Value, people: Sequence[Value], *, is_plain: bool) -> list[str]:
    """Those in whose place somebody comes: named in the sentence or shortly before it."""
    line = read.line(comes.line).sentence
    back = 0 if is_plain else BACK
    near = [v for v in people if -back <= v.line - comes.line <= 0 and not is_same(v.text, comes.text)]
    goes = [v.text for v in near if _goes(read, v)]
    handing = _HANDS_OVER.search(line.text)
    if handing is not None and not is_same(handing[1], comes.text):
        goes.append(handing[1].strip())
    if not goes and not is_plain:
        goes = _last_named(read, comes, people)
    return list(dict.fromkeys(goes))


def _last_named(read: Read, comes: Value, people: Sequence[Value]) -> list[str]:
    """Whoever was named last, where the sentence goes on about them or the newcomer only steps in."""
    line = read.line(comes.line).sentence
    last = next(
        (v for v in reversed(people) if v.span.stop <= comes.span.start and not is_same(v.text, comes.text)), None
    )
    if last is None or comes.line - last.line > BACK + 1:
        return []
    if last.line == comes.line:
        return [last.text] if _STEPS.match(read.view.text[comes.span.stop : line.span.stop]) else []
    between = [read.line(number).sentence.text for number in range(last.line + 1, comes.line)]
    return [last.text] if _HIS.search(line.text) or any(_GOES_TOO.match(text) for text in between) else []


def _role(read: Read, value: Value) -> frozenset[str]:
    span = read.line(value.line).sentence.span
    text = read.view.text
    found = _NEW_ROLE.search(text[span.start : value.span.start]) or _BECOMES.match(text[value.span.stop : span.stop])
    named = list(tokenize(found["role"])) if found else []
    if not any(token.norm in words("roles", "heads") for token in named):
        return frozenset()
    return frozenset(token.stem for token in named if token.norm in words("roles", "heads") or len(token.norm) > 3)


def _is_done_by(read: Read, value: Value) -> bool:
    """Whether somebody is only said to do something, which tells of a change beside somebody who goes."""
    span = read.line(value.line).sentence.span
    return _DONE_BY.search(read.view.text[max(span.start, value.span.start - 100) : value.span.start]) is not None


def _comes(read: Read, value: Value) -> bool:
    span = read.line(value.line).sentence.span
    text = read.view.text
    if _COMES_BEFORE.search(text[max(span.start, value.span.start - 160) : value.span.start]):
        return True
    return _COMES_AFTER.match(text[value.span.stop : span.stop]) is not None


def _goes(read: Read, value: Value) -> bool:
    span = read.line(value.line).sentence.span
    text = read.view.text
    if _NAMES_LEAVER.search(text[max(span.start, value.span.start - 100) : value.span.start]):
        return True
    return _GOES.match(text[value.span.stop : span.stop]) is not None


def _take_place(one: Handover, candidates: list[Candidate], sought: Sequence[Sought]) -> None:
    olds = [c for c in candidates if c.read.published <= one.read.published and _is_old(one, c)]
    if not olds:
        return
    best = max(olds, key=lambda c: c.score)
    if any(c.read is best.read and c.line == best.line and c.score > best.score + LEVEL for c in candidates):
        return  # the sentence names somebody else for what is asked
    news = [
        c for c in candidates if c.read is one.read and c.line == one.comes.line and is_same(c.text, one.comes.text)
    ]
    if not news:
        news = [_of(one, best)]
        candidates += news
    met = frozenset().union(*(_met(old, sought) for old in olds))
    for new in news:
        new.does = max(new.does, best.does)
        new.take_place(best, met, "takes the place")
    for old in olds:
        old.give_way(REPLACED, "is replaced")


def _is_old(one: Handover, candidate: Candidate) -> bool:
    """Whether a candidate is somebody who goes: by name, or as who held the role in an older article."""
    if any(is_same(candidate.text, who) for who in one.goes):
        return True
    if not one.role or candidate.read.published >= one.read.published or is_same(candidate.text, one.comes.text):
        return False
    return any(
        value.kind is ValueKind.ROLE
        and is_same(value.who, candidate.text)
        and one.role <= {token.stem for token in tokenize(value.text)}
        for value in candidate.read.analysis.values
    )


def _of(one: Handover, old: Candidate) -> Candidate:
    value = one.comes
    text = one.read.analysis.aliases.get(value.text, value.text)
    return Candidate(
        one.read, value.line, text, old.score, value, None, value.certainty, value.speaker, old.asking, old.naming,
        notes=list(old.notes[:1]), parts=old.parts,
    )  # fmt: skip


def _met(candidate: Candidate, sought: Sequence[Sought]) -> frozenset[str]:
    strengths = candidate.read.match.strengths[:, candidate.line]
    return candidate.met | {one.token.norm for n, one in enumerate(sought) if strengths[n] >= MET}


def is_same(one: str, other: str) -> bool:
    """Whether two names may be one person's: all words of the shorter one are the longer one's."""
    first, second = (set(re.findall(r"[\w'’-]+", name.casefold())) for name in (one, other))
    return bool(first and second) and (first <= second or second <= first)
