"""Styled pieces of a message, written as Telegram's HTML or as plain text; cleans what strangers wrote."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from html import escape

LIMIT = 4096
"""Longest message Telegram takes, after parsing; counted here in UTF-16 units, never more than it counts."""

_CONTROLS = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]"
)
_SURROGATES = re.compile("[\ud800-\udfff]")
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff]")
_SUMMONS = re.compile(r"(?<!\w)@(?=\w|\Z)|(?<![\w/])/(?=\w|\Z)", re.ASCII)  # what follows may be another piece
_PILED_MARKS = re.compile(
    "([\u0300-\u036f\u0483-\u0489\u0e31-\u0e4e\u20d0-\u20ff]{4})[\u0300-\u036f\u0483-\u0489\u0e31-\u0e4e\u20d0-\u20ff]+"
)
_LINKABLE = re.compile(r"(?:https?|tg)://[^\s\x00-\x20]+", re.IGNORECASE)


class Style(StrEnum):
    """How a piece looks; the value is its HTML element."""

    PLAIN = ""
    BOLD = "b"
    ITALIC = "i"
    CODE = "code"
    QUOTE = "blockquote expandable"


@dataclass(frozen=True, slots=True)
class Piece:
    """Text of one style; `url` makes it a link."""

    text: str
    style: Style = Style.PLAIN
    url: str | None = None


Pieces = tuple[Piece, ...]


def clean(text: str) -> str:
    """Text by strangers without what could disturb the text around it.

    Control and direction characters go, half surrogate pairs become U+FFFD, right-to-left text is isolated, and
    a word joiner keeps "@somebody" from calling that person and "/word" from being a command.

    >>> clean("safe\\u202egnp.exe")
    'safegnp.exe'
    """
    kept = _PILED_MARKS.sub(r"\1", _SURROGATES.sub("\ufffd", _CONTROLS.sub("", text)))
    kept = _SUMMONS.sub("\\g<0>\u2060", kept)
    return f"\u2068{kept}\u2069" if _RIGHT_TO_LEFT.search(kept) else kept


def units(text: str) -> int:
    """Length in UTF-16 units, as Telegram's offsets count."""
    return len(text) + sum(character > "\uffff" for character in text)


def clip(text: str, room: int) -> str:
    """The text, or its beginning and "…" within `room` UTF-16 units, cut between words where there are any.

    >>> clip("one two three", 9)
    'one two…'
    """
    if units(text) <= room:
        return text
    cut, used = "", 1
    for character in text:
        used += 2 if character > "\uffff" else 1
        if used > room:
            break
        cut += character
    head, space, _ = cut.rpartition(" ")
    cut = head if space and len(head) > len(cut) // 2 else cut
    isolated = "\u2069" if cut.startswith("\u2068") and units(cut) + 2 <= room else ""
    return cut.rstrip() + "…" + isolated


def to_html(pieces: Iterable[Piece]) -> str:
    """Telegram's HTML; nothing in a piece's text can become markup, a mention or a command."""
    return "".join(_element(piece) for piece in pieces if piece.text)


def _element(piece: Piece) -> str:
    inner = escape(piece.text, quote=False)
    if piece.url and is_link(piece.url):
        inner = f'<a href="{escape(piece.url)}">{inner}</a>'
    return f"<{piece.style}>{inner}</{piece.style.partition(' ')[0]}>" if piece.style else inner


def is_link(url: str) -> bool:
    """Whether Telegram would keep a link to it."""
    return len(url) <= 2048 and bool(_LINKABLE.fullmatch(url)) and not _SURROGATES.search(url)


def to_plain(pieces: Iterable[Piece]) -> str:
    """The same words for a chat that refused the markup; links stand behind their text."""
    return "".join(_plainly(piece) for piece in pieces if piece.text)


def to_terminal(pieces: Iterable[Piece]) -> str:
    """The same for a terminal, where no mention calls anybody."""
    return to_plain(pieces).replace("\u2060", "")


def _plainly(piece: Piece) -> str:
    text = f"“{piece.text}”" if piece.style is Style.QUOTE else piece.text
    return f"{text} <{piece.url}>" if piece.url else text


def size(pieces: Iterable[Piece]) -> int:
    """UTF-16 units that Telegram counts: the words without markup and without the addresses of links."""
    return sum(units(piece.text) for piece in pieces)


def fit(pieces: Iterable[Piece], room: int = LIMIT) -> Pieces:
    """The pieces within `room` UTF-16 units: quotations give way first, then the longest pieces."""
    kept = list(pieces)
    while (excess := size(kept) - room) > 0:
        quotes = [piece for piece in kept if piece.style is Style.QUOTE and units(piece.text) > 80]
        longest = max(quotes or kept, key=lambda piece: units(piece.text))
        length = units(longest.text)
        target = max(length - excess, 80 if quotes else 0, 1 if length > 1 else 0)
        place = kept.index(longest)
        kept[place] = replace(longest, text=clip(longest.text, target) if length > 1 else "")
    return tuple(kept)
