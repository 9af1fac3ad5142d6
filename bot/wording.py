"""Every sentence the bot says, read from texts/<language>.yaml; knows nothing of markup."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

from knowledge import read_yaml

FOLDER = Path(__file__).parent / "texts"


class Texts:
    """The sentences of one language."""

    def __init__(self, lang: str, sentences: dict[str, str]) -> None:
        self.lang, self._sentences = lang, sentences

    def __call__(self, name: str, /, **values: object) -> str:
        """One sentence with its blanks filled. Raises KeyError for a name that the catalogue lacks."""
        return self._sentences[name].format(**values) if values else self._sentences[name]

    def __contains__(self, name: str) -> bool:
        return name in self._sentences

    def counted(self, name: str, number: int) -> str:
        """A sentence in the singular or the plural: "1 day ago", "3 days ago"."""
        return self(f"{name}_{'one' if number == 1 else 'many'}", n=number)

    def day(self, day: date) -> str:
        """A day as people write it: "23 May 2022"."""
        return self("date", day=day.day, month=self("months").split()[day.month - 1], year=day.year)

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
