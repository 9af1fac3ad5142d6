"""The statistics of what was asked as a picture: four numbers, a column a day, a bar a subject."""

from __future__ import annotations

from dataclasses import dataclass

from bot.pictures.canvas import BODY, LARGE, MARGIN, SMALL, THEMES, WIDTH, Canvas, Picture, Theme
from bot.pictures.tallies import Statistics, Tally, top
from bot.pictures.timelines import drawn_words
from bot.wording import Texts

MOST_SUBJECTS = 5
RIGHT = WIDTH - MARGIN
LEFT = MARGIN + 70
DAYS_TOP, DAYS_BOTTOM = 470, 800
BARS_TOP = 1000
_BAR = 96


def draw_statistics(statistics: Statistics, *, texts: Texts, theme: str = "light") -> Picture:
    """The picture of some days, of which at least one has a question."""
    return _Chart(statistics, drawn_words(texts), THEMES[theme]).finish()


def ticks(most: int) -> tuple[int, ...]:
    """Round heights for the lines of a chart whose highest column is `most`, 0 left out.

    >>> ticks(3), ticks(7), ticks(130)
    ((1, 2, 3), (2, 4, 6, 8), (50, 100, 150))
    """
    step = 1
    while step * 4 < most:
        step = step * 5 // 2 if str(step)[0] == "2" else step * 2
    return tuple(step * number for number in range(1, max(1, -(-most // step)) + 1))


@dataclass(frozen=True, slots=True)
class _Part:
    """An outcome with its name and look."""

    name: str
    colour: str
    hatch: str = ""


class _Chart:
    """One picture that is being drawn."""

    def __init__(self, statistics: Statistics, texts: Texts, theme: Theme) -> None:
        self._statistics, self._texts, self._theme = statistics, texts, theme
        self._named, self._others = top(statistics.subjects, MOST_SUBJECTS)
        rows = len(self._named) + (self._others is not None)
        self._parts = (
            _Part("answered", theme.confirmed),
            _Part("offered", theme.expected, "//"),
            _Part("abstained", theme.silent),
        )
        self._canvas = Canvas(BARS_TOP + rows * _BAR + 30, theme)

    def finish(self) -> Picture:
        first, last = self._statistics.days[0][0], self._statistics.days[-1][0]
        title = self._texts("picture_questions")
        span = self._texts("between", oldest=self._texts.day(first), newest=self._texts.day(last))
        self._canvas.text(MARGIN, 62, title, size=LARGE, bold=True)
        self._canvas.text(MARGIN, 116, span, size=SMALL, colour=self._theme.muted)
        self._draw_numbers()
        self._draw_days()
        self._draw_subjects()
        return self._canvas.finish()

    def _draw_numbers(self) -> None:
        whole, theme = self._statistics.whole, self._theme
        numbers = (
            ("asked", whole.asked, theme.ink),
            ("answered", whole.answered, theme.confirmed),
            ("abstained", whole.abstained, theme.muted),
            ("reported", whole.reported, theme.moved),
        )
        room = (WIDTH - 2 * MARGIN) / len(numbers)
        for number, (name, count, colour) in enumerate(numbers):
            x = MARGIN + number * room
            self._canvas.text(x, 202, self._texts.number(count), size=64, bold=True, colour=colour, room=room - 16)
            words = self._texts(f"tally_{name}")
            self._canvas.text(x, 258, words, size=SMALL, colour=theme.muted, room=room - 12)

    def _draw_days(self) -> None:
        canvas, theme, days = self._canvas, self._theme, self._statistics.days
        canvas.text(MARGIN, 350, self._texts("picture_by_day"), size=BODY, bold=True)
        self._draw_legend(406)
        lines = ticks(max(tally.asked for _, tally in days))
        scale = (DAYS_BOTTOM - DAYS_TOP) / lines[-1]
        for line in (0, *lines):
            y = DAYS_BOTTOM - line * scale
            canvas.rule(LEFT, y, RIGHT, y, colour=theme.rule, width=2)
            words = self._texts.number(line)
            canvas.text(LEFT - 16, y, words, size=SMALL, colour=theme.muted, align="right")
        step = (RIGHT - LEFT) / len(days)
        for number, (_, tally) in enumerate(days):
            x, y = LEFT + (number + 0.14) * step, float(DAYS_BOTTOM)
            for part in self._parts:
                height = getattr(tally, part.name) * scale
                y -= height
                if height:
                    canvas.bar(x, y, step * 0.72, height, part.colour, hatch=part.hatch)
            if tally.reported:
                canvas.mark(x + step * 0.36, DAYS_BOTTOM + 18, "diamond", theme.moved, size=15)
        middle = len(days) // 2
        for place, align in ((0, "left"), (middle, "center"), (len(days) - 1, "right")):
            x = (LEFT, LEFT + (middle + 0.5) * step, RIGHT)[("left", "center", "right").index(align)]
            words = self._texts.short_day(days[place][0])
            canvas.text(x, DAYS_BOTTOM + 56, words, size=SMALL, colour=theme.muted, align=align)

    def _draw_legend(self, y: float) -> None:
        x = float(MARGIN)
        for part in self._parts:
            self._canvas.bar(x, y - 13, 26, 26, part.colour, hatch=part.hatch)
            x += 38
            x += self._canvas.text(x, y, self._texts(f"tally_{part.name}"), size=SMALL, colour=self._theme.muted) + 34
        if self._statistics.whole.reported:
            self._canvas.mark(x + 8, y, "diamond", self._theme.moved, size=15)
            words = self._texts("tally_reported")
            self._canvas.text(x + 28, y, words, size=SMALL, colour=self._theme.muted)

    def _draw_subjects(self) -> None:
        self._canvas.text(MARGIN, BARS_TOP - 62, self._texts("picture_by_subject"), size=BODY, bold=True)
        rows = [*self._named]
        if self._others is not None:
            rows.append((self._texts("others"), self._others))
        most = max(tally.asked for _, tally in rows) or 1
        for number, (subject, tally) in enumerate(rows):
            self._draw_bar(BARS_TOP + number * _BAR, subject, tally, most)

    def _draw_bar(self, y: float, subject: str, tally: Tally, most: int) -> None:
        canvas, theme = self._canvas, self._theme
        share = f" ({self._texts.percent(tally.answered / tally.asked)})" if tally.asked else ""
        told = f"{self._texts.number(tally.answered)} / {self._texts.number(tally.asked)}{share}"
        wide = canvas.text(RIGHT, y, told, size=SMALL, colour=theme.muted, align="right")
        canvas.text(MARGIN, y, subject, size=SMALL, room=RIGHT - MARGIN - wide - 30)
        x, scale = float(MARGIN), (RIGHT - MARGIN) / most
        for part in self._parts:
            length = getattr(tally, part.name) * scale
            if length:
                canvas.bar(x, y + 26, length, 24, part.colour, hatch=part.hatch)
            x += length
