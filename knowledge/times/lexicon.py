"""The words of time of one language, read from YAML: each word's tags and what it stands for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path

from knowledge.language.patterns import lazy_pattern
from knowledge.yamlfile import Entry, read_yaml

_FOLDER = Path(__file__).parent.parent / "library" / "vocabulary"
_NAME = lazy_pattern(r"\{(\w+)\}")
_PIECE = lazy_pattern(r"[^\W\d_]+(?:['’][^\W\d_]+)*\d*|\d+|[^\w\s]")
_LISTS = {"months": "month", "weekdays": "weekday", "many weekdays": "weekdays"}
_TABLES = {
    "seasons": "season",
    "units": "unit",
    "many units": "units",
    "clock units": "clockunit",
    "parts of a day": "daypart",
    "days": "deictic",
    "references": "reference",
    "quantities": "vague",
    "sets": "set",
    "holidays": "holiday",
}
_KEYS = (
    "order", "numbers", "tens", "ordinals", "ordinals too", "ordinal endings", "decades", "roles", "tense", "zones",
    "year ends", "glued", "glued before", "doubtful in lower case", "doubtful with a capital", *_LISTS, *_TABLES,
)  # fmt: skip
SIGNS = {
    ",": "comma", ".": "dot", "-": "dash", "–": "dash", "—": "dash", "~": "dash", "/": "slash", "(": "open",
    ")": "close", "&": "and", "@": "at", "'": "quote", "’": "quote", "‘": "quote", "\n": "stop", "!": "stop",
    "?": "stop", ";": "stop", "…": "stop", ":": "colon",
}  # fmt: skip
SHAPES = (
    ("int", "day", "hour", "monthnumber"), ("int", "day", "hour"), ("int", "day"), ("int", "hour"), ("int",),
    ("int", "year"), ("ord", "ordday"), ("ord",), ("decimal",), ("iso",), ("numeric",), ("daymonth",), ("clock",),
    ("decade",), ("shortyear",), ("yearmonth",), ("century",), ("isoweek",),
)  # fmt: skip

_DOUBTS = ("in lower case", "with a capital")
TENSES = tuple(
    "future, planned, past, past endings, present, plural present, infinitive, ongoing, ongoing endings, perfect, "
    "shortened, certain, boundaries, pronouns, past auxiliaries, relatives, reporting".split(", ")
)  # fmt: skip

Tags = dict[str, object]


class Lexicon:
    """Words to tags, and patterns over tags to regular expressions.

    Every combination of tags is one character, so that a sentence becomes a short string and `{month}` in a pattern
    becomes the class of all characters whose combination has that tag.
    """

    def __init__(self, source: Entry) -> None:
        source.allow(*_KEYS)
        self.words: dict[str, Tags] = {}
        self.phrases: dict[str, list[tuple[list[str], Tags]]] = {}
        self.month_first = source.find_text("order") == "month day"
        self.ordinal_endings = frozenset(_split(source.find_text("ordinal endings") or ""))
        self.doubtful = tuple(frozenset(_split(source.find_text(f"doubtful {how}") or "")) for how in _DOUBTS)
        """Words that need support when written in lower case, and with a capital."""
        self.glued, self.stuck, self.stems = _glued(source)
        """A month or season with the next word stuck to it, or the one before, as careless texts have it: "a Julyit
        seems", "fromJuly"."""
        tense = source.get_entry("tense").allow(*TENSES)
        self.tense = {key: frozenset(_split(tense.find_text(key) or "")) for key in TENSES}
        for words, tag, value in _entries(source):
            self._learn(words, tag, value)
        self._chars: dict[frozenset[str], str] = {}
        for names in (*map(frozenset, SHAPES), *(frozenset([name]) for name in SIGNS.values())):
            self.char(names)
        for tags in [*self.words.values(), *(tags for list_ in self.phrases.values() for _, tags in list_)]:
            self.char(tags)
        for list_ in self.phrases.values():
            list_.sort(key=lambda item: -len(item[0]))

    def char(self, names: Iterable[str]) -> str:
        """The character of a combination of tags."""
        key = frozenset(names)
        return self._chars.setdefault(key, chr(0x100 + len(self._chars)))

    def compile(self, pattern: str) -> re.Pattern[str]:
        """The expression over tag strings for a pattern with {tag} names; an unused tag matches nothing."""
        return re.compile(_NAME.sub(lambda found: self._class(found[1]), pattern.replace(" ", "")))

    def having(self, name: str) -> frozenset[str]:
        """The characters whose combination has a tag."""
        return frozenset(char for names, char in self._chars.items() if name in names)

    def _class(self, name: str) -> str:
        return f"[{''.join(self.having(name)) or chr(0xFF)}]"

    def _learn(self, phrase: str, tag: str, value: object) -> None:
        if tag == "numberword" and not self.month_first:
            self._learn(phrase, "dayword", value)
        if tag == "clockunit" and phrase.endswith("s"):
            self._learn(phrase, "many_clockunits", value)
        if tag == "units":
            self._learn(phrase, "unit", value)
        if tag == "unit":
            self._learn(phrase, f"unit_{value}", value)
        pieces = _PIECE.findall(phrase.lower())
        if "number" in tag or "ordword" in tag:
            self._learn_pieces([piece for piece in pieces if piece != "-"], tag, value)
        self._learn_pieces(pieces, tag, value)

    def _learn_pieces(self, pieces: list[str], tag: str, value: object) -> None:
        if len(pieces) == 1:
            self.words.setdefault(pieces[0], {})[tag] = value
            return
        known = self.phrases.setdefault(pieces[0], [])
        tags: Tags = next((tags for words, tags in known if words == pieces), {})
        if not tags:
            known.append((pieces, tags))
        tags[tag] = value


def _split(line: str) -> list[str]:
    return [word.strip() for word in line.split(",") if word.strip()]


def _glued(source: Entry) -> tuple[re.Pattern[str], re.Pattern[str], tuple[str, ...]]:
    names = tuple(word for word, tag, _ in _entries(source) if tag in ("month", "season") and len(word) > 3)
    follow, lead = (_split(source.find_text(key) or "") for key in ("glued", "glued before"))
    glued, stuck = "|".join(follow), "|".join(lead)
    either = "|".join(names)
    return (
        re.compile(f"({either})(?=(?:{glued})$)"),
        re.compile(f"(?:{stuck})(?=(?:{either})$)"),
        names if follow else (),
    )


def _entries(source: Entry) -> Iterator[tuple[str, str, object]]:
    for key, tag in _LISTS.items():
        for number, line in enumerate(source.texts(key), 1):
            yield from ((word, tag, number) for word in _split(line))
    for key, tag in _TABLES.items():
        table = source.get_entry(key) if key in source else ()
        for name in table:
            yield from ((word, tag, name) for word in _split(table.get_text(name)))  # type: ignore[union-attr]
    for name in source.get_entry("roles"):
        yield from ((word, name.replace(" ", "_"), word) for word in _split(source.get_entry("roles").get_text(name)))
    yield from (
        (word, "numberword", number) for number, word in enumerate(_split(source.find_text("numbers") or ""), 1)
    )
    yield from ((word, "ordword", number) for number, word in enumerate(_split(source.find_text("ordinals") or ""), 1))
    for key, tag in (("tens", "numberword"), ("ordinals too", "ordword"), ("decades", "decadeword")):
        for item in _split(source.find_text(key) or ""):
            word, figure = item.rsplit(" ", 1)
            yield word, tag, int(figure)
    yield from ((word, "yearend", word) for word in _split(source.find_text("year ends") or ""))
    yield from ((word, "zone", word) for word in _split(source.find_text("zones") or ""))
    for number in range(1, 5):
        yield f"q{number}", "quartersign", number
    yield from (("h1", "halfsign", 1), ("h2", "halfsign", 2))


@lru_cache(maxsize=16)
def lexicon(lang: str) -> Lexicon:
    """The words of time of a language; English where the language has none of its own."""
    path = _FOLDER / f"dates_{lang}.yaml"
    return Lexicon(read_yaml(path if path.exists() else _FOLDER / "dates_en.yaml"))
