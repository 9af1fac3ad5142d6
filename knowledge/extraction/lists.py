"""Enumerations: inside a sentence ("rails, drainage and lighting"), after a label and over lines; knows no facts."""

from __future__ import annotations

import re
from dataclasses import dataclass

from knowledge.extraction.layout import FaqItem, Labelled, find_faq, find_headings, find_labelled_lines
from knowledge.extraction.series import find_series
from knowledge.language.patterns import lazy_pattern
from knowledge.language.wordlists import words
from knowledge.model import Span

__all__ = [
    "FaqItem",
    "Labelled",
    "ListMention",
    "find_faq",
    "find_headings",
    "find_labelled_lines",
    "find_lists",
    "split_items",
]


@dataclass(frozen=True, slots=True)
class ListMention:
    """Two or more things told in one breath."""

    span: Span
    items: tuple[Span, ...]
    """Each thing with its determiner, in order and apart."""
    conjunction: str
    """"and", "or", or "" where lines or commas alone join the items."""

    def __post_init__(self) -> None:
        if len(self.items) < 2:
            raise ValueError(f"a list has two items or more: {self.items}")


_BOUNDARY = lazy_pattern(r"[.!?](?=[\s”\"’)]|$)|[;:()\n“”\"«»|]|[ ][–—-][ ]|[ ][’‘']|\?")
_COORDINATOR = lazy_pattern(r",? (?P<word>and|or|nor|and/or|as well as)(?: also| even| finally| the)?(?= )")
_DETERMINER = (
    r"(?:an?|the|its|his|her|their|our|my|your|some|any|this|that|these|those|both|either|each|every|no|all|another)"
)
_STOP = words("enumeration", "not_in_items")
_ALLOWED = words("enumeration", "may_be_inside")
_PAST = words("enumeration", "not_an_item")
_PREPOSITION = lazy_pattern(r"(?:to|in|on|for|from|with|by|at|against|about|into|of) ")
_WORD = lazy_pattern(r"[^\s,]+(?:,\d+)*")
_YEAR_NOTE = lazy_pattern(r"\((?=\d{4}\)|[^()]{1,18}\)(?:,| and | or |[.]))([^()]+)\)")
_MODALS = frozenset("will would can could may might must should to shall not".split())
_BRANDS = lazy_pattern(r"(?P<first>[A-Z][\w’'-]+ [a-z-]+) (?P<word>and|or) (?P<last>[A-Z][\w’'-]+ [a-z-]+)")
_ADJUNCT = lazy_pattern(
    r" (?:(?:on|until|from|by|this|next|last|every)(?: the)? (?:early |late )?(?:Monday|Tuesday|Wednesday"
    r"|Thursday|Friday|Saturday|Sunday|"
    r"January|February|March|April|May|June|July|August|September|October|November|December|\d{1,2}[ :.])|"
    r"at \d|in (?:January|February|March|April|May|June|July|August|September|October|November|December|(?:19|20)\d\d)|"
    r"yesterday|today|tomorrow|respectively|alike|among others|too\b).*\Z"
)
_OPENER = lazy_pattern(
    r"(?:and|or|but|which|who|where|when|in|on|at|with|for|from|by|to|of|mostly|especially|most|including"
    r"|named|called|citing|"
    r"[a-z]+ing (?!(?:and|or)\b)[a-z]+$|part)\b"
)
_NUMBERS_ONLY = lazy_pattern(
    r"[\d.,:%€£$ –-]+(?:st|nd|rd|th|am|pm)?|(?:(?:an?|one|two|three|four|five|six|seven|eight|nine|ten"
    r"|hundred|thousand|million|half|more|"
    r"so|less|so on|\w+ ago)\s?)+|later|above|older|over|so|not|then|forth|others?"
)


def find_lists(text: str) -> tuple[ListMention, ...]:
    """The lists of a sentence or paragraph, in order and apart.

    >>> text = "They sell tea, coffee and fresh bread."
    >>> [item.of(text) for item in find_lists(text)[0].items]
    ['tea', 'coffee', 'fresh bread']
    """
    found: list[ListMention] = []
    if "\n" in text and len(lines := split_items(text)) > 1:
        found.append(
            ListMention(Span(lines[0].start, lines[-1].stop), tuple(_first_sentence(text, line) for line in lines), "")
        )
    taken = [found[0].span] if found else []
    if ": " in text:
        found.extend(mention for mention in _find_labelled_lists(text) if not any(mention.span.meets(s) for s in taken))
    if _COORDINATOR.search(text):
        plain = _YEAR_NOTE.sub(r"‹\1›", text)
        for start, stop in _clauses(plain):
            if not any(span.start <= start and stop <= span.stop for span in taken):
                found.extend(_find_in_clause(plain, start, stop))
    if ", " in text:
        found.extend(ListMention(Span(items[0].start, items[-1].stop), items, "and") for items in find_series(text))
    found.sort(key=lambda mention: (mention.span.start, -len(mention.items)))
    kept: list[ListMention] = []
    for mention in found:
        if not kept or not kept[-1].span.meets(mention.span):
            kept.append(mention)
        elif len(mention.items) > len(kept[-1].items):
            kept[-1] = mention
    return tuple(kept)


_BULLET = lazy_pattern(r"^[ \t]*(?:[-*•–—·‣▪●○]|\(?\d{1,2}[.)]|\(?[a-z]\))[ \t]+(?=\S)", re.MULTILINE)


def split_items(text: str) -> tuple[Span, ...]:
    """The items of an enumeration over lines ("- …", "1. …"), each without its mark; () where there is none."""
    items: list[Span] = []
    for mark in _BULLET.finditer(text):
        stop = text.find("\n", mark.end())
        stop = len(text) if stop < 0 else stop
        items.append(Span(mark.end(), mark.end() + len(text[mark.end() : stop].rstrip(" \t;,"))))
    return tuple(items) if len(items) > 1 else ()


def _first_sentence(text: str, item: Span) -> Span:
    match = re.compile(r"[.!?;](?= [A-Z“\"]|$)|[.;,]?$").search(text, item.start, item.stop)
    return Span(item.start, match.start()) if match and match.start() > item.start else item


def _clauses(text: str) -> list[tuple[int, int]]:
    """The stretches between boundaries that a list does not cross."""
    edges = [0]
    for match in _BOUNDARY.finditer(text):
        edges.extend((match.start(), match.end()))
    edges.append(len(text))
    return [(a, b) for a, b in zip(edges[::2], edges[1::2], strict=True) if b - a > 4]


_LABEL_LINE = lazy_pattern(r"^(?P<label>[A-Z][^:.\n]{1,40}): (?P<value>[^\n]+)$", re.MULTILINE)


def _find_labelled_lists(text: str) -> list[ListMention]:
    """Lists that commas alone join, after a label: "Streets: Long Lane, Mill Lane (part), Abbey Road"."""
    found = []
    for line in _LABEL_LINE.finditer(text):
        pieces = _split_commas(text, line.start("value"), line.end("value"))
        last = pieces[-1].of(text)
        coordinator = re.search(r" (and|or) (?=\S+(?: \S+){0,3}$)", last)
        if len(pieces) < 3 or any(_is_clause(piece.of(text)) or len(piece.of(text)) > 60 for piece in pieces):
            continue
        if coordinator and not last.startswith((coordinator[1] + " ", "the ")):
            continue
        if any(_NUMBERS_ONLY.fullmatch(piece.of(text)) or _OPENER.match(piece.of(text)) for piece in pieces):
            continue
        if coordinator is None and re.match(r"(?:and|or) ", last):
            pieces[-1] = Span(pieces[-1].start + last.index(" ") + 1, pieces[-1].stop)
        found.append(ListMention(Span(pieces[0].start, pieces[-1].stop), tuple(pieces), ""))
    return found


def _split_commas(text: str, start: int, stop: int) -> list[Span]:
    """The pieces between the commas that stand outside brackets."""
    pieces, depth, begin = [], 0, start
    for at in range(start, stop):
        depth += (text[at] in "([") - (text[at] in ")]")
        if text[at] == "," and depth == 0 and text[at + 1 : at + 2] == " ":
            pieces.append(_strip(text, begin, at))
            begin = at + 1
    pieces.append(_strip(text, begin, stop))
    return [piece for piece in pieces if piece.stop > piece.start]


def _strip(text: str, start: int, stop: int) -> Span:
    while start < stop and text[start] in " ,.;":
        start += 1
    while stop > start and text[stop - 1] in " ,.;":
        stop -= 1
    return Span(start, stop)


def _is_clause(said: str) -> bool:
    """Whether the words state something rather than name something."""
    parts = said.lower().split()
    return not parts or parts[0] in _PAST or any(part in _STOP and part not in _ALLOWED for part in parts[:6])


def _find_in_clause(text: str, start: int, stop: int) -> list[ListMention]:
    found: list[ListMention] = []
    for match in _COORDINATOR.finditer(text, start, stop):
        if found and match.start() < found[-1].span.stop:
            continue
        begin = found[-1].span.stop if found else start
        mention = _read_list(text, begin, match, stop)
        if mention is not None:
            found.append(mention)
    return found


def _read_list(text: str, start: int, joint: re.Match[str], stop: int) -> ListMention | None:
    """The list around one "and" or "or", or None where it joins clauses."""
    pieces = _split_commas(text, start, joint.start())
    if not pieces:
        return None
    after = joint.start("word") + len(joint["word"]) + 1
    parallel = _PREPOSITION.match(text, after)
    if parallel is not None:
        return _read_parallel(text, pieces, after, stop, parallel[0], joint["word"])
    if (brands := _read_brands(text, pieces[-1], after)) is not None:
        return brands
    last = _last_item(text, after, stop)
    if last is None:
        return None
    middle: list[Span] = []
    for piece in reversed(pieces[1:]):
        said = piece.of(text)
        if _OPENER.match(said) and len(last.of(text).split()) < 6:
            break
        if _is_clause(said) or len(said.split()) > 8 or _NUMBERS_ONLY.fullmatch(said):
            break
        middle.insert(0, piece)
    opening = pieces[len(pieces) - len(middle) - 1]
    if (not middle and text[joint.start()] == ",") or opening.of(text).startswith("which "):
        return None
    others = [*(item.of(text) for item in middle), last.of(text)]
    first = _first_item(text, opening, others)
    if first is None and middle and not _is_proper(opening.of(text)):
        first, middle = _first_item(text, middle[0], others[1:]), middle[1:]
    items = [item for item in (first, *middle, last) if item is not None]
    items = [_without_adjunct(text, item) for item in items]
    if (
        len(items) > 2
        and re.match(r"(?!The )[A-Z][\w-]+ [A-Z]", items[0].of(text))
        and not any(item.of(text)[0].isupper() for item in items[1:-1])
    ):
        items = items[1:]
    elif len({_is_proper(item.of(text)) for item in items}) == 1 and _is_proper(last.of(text)):
        items = [_bare(text, item, items) for item in items]
    if len(items) < 2 or first is None or not _is_list([item.of(text) for item in items]):
        return None
    return ListMention(Span(items[0].start, items[-1].stop), tuple(items), "or" if "or" in joint["word"] else "and")


def _bare(text: str, item: Span, items: list[Span]) -> Span:
    """The name without the "the" that it shares with the others: "the Welsh and Finnish versions"."""
    said = item.of(text)
    others = [other.of(text) for other in items if other != item]
    is_shared = re.match(r"the [A-Z][\w-]+$", said) and not any(other.lower().startswith("the ") for other in others)
    return Span(item.start + 4, item.stop) if is_shared else item


def _read_brands(text: str, piece: Span, after: int) -> ListMention | None:
    """ "Dunlop tyres and Slazenger rackets": two names, each with its noun."""
    match = _BRANDS.search(text, piece.start)
    if match is None or match.start("last") != after:
        return None
    if any(match[group].split()[1] in _STOP for group in ("first", "last")):
        return None
    items = (Span(*match.span("first")), Span(*match.span("last")))
    return ListMention(Span(items[0].start, items[1].stop), items, match["word"])


def _read_parallel(
    text: str, pieces: list[Span], after: int, stop: int, preposition: str, word: str
) -> ListMention | None:
    """ "to clearance by the board and to consultation": phrases that the same preposition opens."""
    middle: list[Span] = []
    while len(pieces) > 1 and pieces[-1].of(text).lower().startswith(preposition):
        last = pieces.pop()
        middle.insert(0, Span(last.start + len(preposition), last.stop))
    piece = pieces[-1]
    at = (" " + text[piece.start : piece.stop].lower()).rfind(" " + preposition) + piece.start
    if at < piece.start:
        if not middle:
            return None
        first = middle.pop(0)
    else:
        first = _strip(text, at + len(preposition), piece.stop)
    is_word = preposition != "to " and first.of(text).isalpha() and first.of(text) not in _STOP
    if middle and not is_word and _is_clause(first.of(text)):
        first, is_word = middle.pop(0), False
    comma = text.find(",", after, stop)
    last = _strip(text, after + len(preposition), comma if comma >= 0 else stop)
    if (
        _is_clause(last.of(text))
        or (not is_word and _is_clause(first.of(text)))
        or _NUMBERS_ONLY.fullmatch(first.of(text))
    ):
        return None
    return ListMention(Span(first.start, last.stop), (first, *middle, last), word)


def _last_item(text: str, start: int, stop: int) -> Span | None:
    """The noun phrase that begins at `start`: up to a verb, a preposition other than "of", or a plural noun."""
    parts = list(_WORD.finditer(text, start, stop))
    end, is_name = start, False
    for number, word in enumerate(parts[:9]):
        lowered = word[0].lower()
        if lowered in _STOP or lowered in ("and", "or"):
            break
        if number and text[word.start() - 1] == ",":
            break
        if number and is_name and word[0][0].islower() and lowered not in ("of", "the", "de", "la", "van", "von", "&"):
            break
        if number and text[word.start() - 2] == ",":
            break
        is_name = (
            lowered != "of" and word[0][0].isupper()
            if number == 0 or is_name or re.fullmatch(_DETERMINER, parts[number - 1][0].lower())
            else False
        )
        end = word.end()
        if word[0][0].islower() and lowered.endswith("s") and not lowered.endswith(("ss", "us", "’s", "'s")) and number:
            following = text[end : end + 4]
            if following != " of ":
                break
        if not number and lowered in _PAST:
            return None
    trimmed = _strip(text, start, end)
    while trimmed.of(text).endswith((" of", " the", " &")):
        trimmed = Span(trimmed.start, trimmed.stop - len(trimmed.of(text).rsplit(" ", 1)[1]) - 1)
    return trimmed if trimmed.stop > trimmed.start else None


def _first_item(text: str, piece: Span, others: list[str]) -> Span | None:
    """The end of the piece before the first comma that is built like the other items."""
    parts = list(_WORD.finditer(text, piece.start, piece.stop))
    longest = max(len(other.split()) for other in others)
    has_determiner = any(re.match(_DETERMINER + r" ", other, re.IGNORECASE) for other in others)
    are_names = all(_is_proper(other) for other in others)
    if (whole := _whole_opening(text, piece, others)) is not None:
        return whole
    opener = others[-1].split()[0].lower() if len({other.split()[0].lower() for other in others}) == 1 else ""
    begin = None
    for count, word in enumerate(reversed(parts), start=1):
        lowered = word[0].lower()
        if lowered in _STOP or lowered in ("and", "or", "both", "either", "neither"):
            break
        before = parts[-count - 1][0].lower() if count < len(parts) else ""
        if before in _MODALS and word[0][0].islower() and not (before == "to" and lowered.endswith("s")):
            break
        if are_names and word[0][0].islower() and not (count > 1 and lowered in _INSIDE_NAMES):
            break
        spare = 3 if has_determiner else 2 if are_names else 0
        if count > (max(longest, 2) if spare else longest) + spare:
            break
        begin = word.start()
        if re.fullmatch(_DETERMINER, lowered) or (opener and lowered == opener):
            break
    if begin is None:
        return None
    if (phrase := _AFTER_PREPOSITION.search(text, piece.start, begin)) is not None and text[begin].islower():
        begin = phrase.start("words")
    if (figure := re.search(r"(?<!\S)[€£$]?\d[\d.,]* \Z", text[piece.start : begin])) is not None:
        begin = piece.start + figure.start()
    item = _strip(text, begin, piece.stop)
    said = item.of(text)
    if said.startswith(("of ", "and ", "& ")):
        return None
    return None if _NUMBERS_ONLY.fullmatch(said.lower()) else item


_AFTER_PREPOSITION = lazy_pattern(r"(?<= )(?:in|of|with|from|for) (?P<words>(?:(?!the |an? )[a-z-]+ ){1,2})\Z")
"""What describes the first item, back to the preposition that brings it: "in (moss) green, sand and black"."""
_INSIDE_NAMES = frozenset(("of", "the", "de", "la", "van", "von", "da", "&"))
_WITH_PHRASE = lazy_pattern(
    r"(?:.*\b(?:with|including|offers|such as|provide|provides|features) )(?P<item>(?:\w[\w-]* ){1,4}(?:in"
    r"|for|of|at) [\w -]+)\Z"
)


def _whole_opening(text: str, piece: Span, others: list[str]) -> Span | None:
    """The opening piece with its prepositional phrase, where the others have one or a verb like "with" opens it."""
    said = piece.of(text)
    shared = {
        word for other in others[:-1] for word in other.split()[1:] if word in ("on", "in", "at", "for", "from", "by")
    }
    if shared and any(f" {word} " in said for word in shared) and len(said.split()) <= 8 and not _is_clause(said):
        return piece
    match = _WITH_PHRASE.match(said) if len(others) > 1 and not all(_is_proper(other) for other in others) else None
    if match is None or any(word in _STOP - _ALLOWED for word in match["item"].split()):
        return None
    return Span(piece.start + match.start("item"), piece.stop)


def _is_proper(said: str) -> bool:
    """Whether the words are a name: a capital at their beginning, after a determiner if any."""
    bare = re.sub(rf"^{_DETERMINER} (?=[A-Z])", "", said, flags=re.IGNORECASE)
    return bare[:1].isupper()


def _without_adjunct(text: str, item: Span) -> Span:
    match = _ADJUNCT.search(item.of(text))
    return Span(item.start, item.start + match.start()) if match and match.start() else item


def _is_list(items: list[str]) -> bool:
    """Whether the items name things: no clauses, no bare numbers, not all verbs."""
    if any(_NUMBERS_ONLY.fullmatch(item.lower()) or item.split()[0].lower() in _PAST for item in items):
        return False
    if any(
        re.match(r"(?:then|later|now|more|finally|instead|therefore|subsequently|eventually)\b", item) for item in items
    ):
        return False
    verbs = sum(bool(re.fullmatch(r"[a-z]+ed(?: .*)?", item)) for item in items)
    if verbs == len(items) or (len(items) == 2 and re.match(r"[a-z]+ed\b(?! [a-z]+s?$)", items[1])):
        return False
    return len({item.lower() for item in items}) == len(items)
