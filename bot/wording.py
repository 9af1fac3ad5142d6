"""Every sentence the bot says, read from texts/<language>.yaml, in the language of whoever is spoken to."""

from __future__ import annotations

from contextvars import ContextVar
from datetime import date
from functools import cache
from pathlib import Path

from knowledge import Granularity, When, read_yaml

FOLDER = Path(__file__).parent / "texts"
LANGUAGES = ("en", "de", "es", "it", "ru", "zh")
language: ContextVar[str] = ContextVar("language", default="en")
"""The language of the update that is being handled."""
_SKELETONS = {Granularity.MONTH: "yMMMM", Granularity.QUARTER: "yQQQQ", Granularity.YEAR: "y"}


class Texts:
    """The sentences of one language."""

    def __init__(self, lang: str, sentences: dict[str, str]) -> None:
        self.lang, self._sentences = lang, sentences

    def __call__(self, name: str, /, **values: object) -> str:
        """One sentence with its blanks filled. Raises KeyError for a name that the catalogue lacks."""
        return self._sentences[name].format(**values) if values else self._sentences[name]

    def __contains__(self, name: str) -> bool:
        return name in self._sentences

    @property
    def is_english(self) -> bool:
        """Whether these are the English sentences, the language of the articles."""
        return self.lang == "en"

    def counted(self, name: str, number: int) -> str:
        """A sentence in the singular or the plural: "1 day ago", "3 days ago"; some languages have more forms."""
        form = f"{name}_{_plural_form(self.lang, number)}"
        return self(form if form in self else f"{name}_many", n=self.number(number))

    def day(self, day: date) -> str:
        """A day as people write it: "23 May 2022"."""
        if self.lang != "en":
            from babel.dates import format_date

            return str(format_date(day, "long", locale=self.lang))
        return self("date", day=day.day, month=self("months").split()[day.month - 1], year=day.year)

    def when(self, when: When, words: str) -> str:
        """A time that is no finer than it was announced: "July 2022". words: as English facts say it.

        Other languages say a part of a month or year by its first and last day.
        """
        if self.lang == "en":
            return words
        from babel.dates import format_interval, format_skeleton

        if when.start == when.end:
            return self.day(when.start)
        skeleton = _SKELETONS.get(when.granularity)
        said = format_interval(when.start, when.end, "yMMMd", locale=self.lang)
        if skeleton is not None:
            said = format_skeleton(skeleton, when.start, locale=self.lang)
        return f"≈ {said}" if when.is_approximate else str(said)

    def short_day(self, day: date) -> str:
        """Day and month: "23 May"."""
        from babel.dates import format_skeleton

        return str(format_skeleton("MMMd", day, locale="en_GB" if self.lang == "en" else self.lang))

    def number(self, number: int) -> str:
        """A number with its thousands apart."""
        if self.lang == "en":
            return f"{number:,}"
        from babel.numbers import format_decimal

        return str(format_decimal(number, locale=self.lang))

    def percent(self, share: float) -> str:
        """A share in per cent, without decimals."""
        from babel.numbers import format_percent

        return str(format_percent(share, locale=self.lang))

    def ago(self, day: date, today: date) -> str:
        """How long ago a day was, in the largest unit that fits: "3 years ago"."""
        days = (today - day).days
        if days < 0:
            return self("in_future")
        if days < 2:
            return self("yesterday" if days else "today")
        for unit, length, limit in (("day", 1, 14), ("week", 7, 60), ("month", 30.4375, 730)):
            if days < limit:
                return self.counted(f"ago_{unit}", int(days / length))
        years = today.year - day.year - ((today.month, today.day) < (day.month, day.day))
        return self.counted("ago_year", years)


@cache
def read_texts(lang: str = "en") -> Texts:
    """The catalogue of one language. Raises BrokenFile where it is missing or broken."""
    path = FOLDER / f"{lang}.yaml"
    entry = read_yaml(path)
    return Texts(lang, {name: entry.get_text(name) for name in entry})


def _plural_form(lang: str, number: int) -> str:
    if lang == "en":
        return "one" if number == 1 else "many"
    from babel import Locale

    return str(Locale(lang).plural_form(number))


class LocalTexts(Texts):
    """The sentences of the language that is spoken at the moment."""

    def __init__(self) -> None:
        super().__init__("en", {})

    def __call__(self, name: str, /, **values: object) -> str:
        """As Texts does, in the language of the update that is being handled."""
        return self._spoken(name, **values)

    def __contains__(self, name: str) -> bool:
        return name in self._spoken

    def counted(self, name: str, number: int) -> str:
        """As Texts does."""
        return self._spoken.counted(name, number)

    def day(self, day: date) -> str:
        """As Texts does."""
        return self._spoken.day(day)

    def when(self, when: When, words: str) -> str:
        """As Texts does."""
        return self._spoken.when(when, words)

    def short_day(self, day: date) -> str:
        """As Texts does."""
        return self._spoken.short_day(day)

    def number(self, number: int) -> str:
        """As Texts does."""
        return self._spoken.number(number)

    def percent(self, share: float) -> str:
        """As Texts does."""
        return self._spoken.percent(share)

    def ago(self, day: date, today: date) -> str:
        """As Texts does."""
        return self._spoken.ago(day, today)

    @property
    def is_english(self) -> bool:
        """Whether English is spoken."""
        return self._spoken.is_english

    @property
    def _spoken(self) -> Texts:
        return read_texts(language.get())


def known_language(code: str | None) -> str:
    """The language whose catalogue serves a client's language code best.

    >>> known_language("de-AT"), known_language("fi")
    ('de', 'en')
    """
    short = (code or "en").partition("-")[0].lower()
    return short if short in LANGUAGES else "en"
