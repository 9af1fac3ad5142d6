"""The timeline of a subject as a picture: one row a time, marked by how sure it is, with an arrow where it moved."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from math import log2

from bot.pictures.canvas import BODY, LARGE, MARGIN, SMALL, THEMES, WIDTH, Canvas, Picture, Theme, can_draw
from bot.wording import Texts, read_texts
from knowledge import Certainty, Milestone, Slip, Timeline

MOST = 6
"""Rows of a picture."""
AXIS, TEXT = 178, 232
ROOM = WIDTH - MARGIN - TEXT
HEAD, FOOT, TODAY = 150, 100, 64
_LINE = 44
_LETTERS = 88
"""About what two lines hold."""
_DATE, _SOURCE, _GAP = 56, 44, 30
_KINDS = {Certainty.CONFIRMED: "full", Certainty.EXPECTED: "hollow", Certainty.RUMOUR: "dashed"}


def draw_timeline(timeline: Timeline, *, today: date, texts: Texts, theme: str = "light") -> Picture:
    """The picture of a timeline that was cut to at most `MOST` rows (`shown_part`)."""
    return _Drawing(timeline, today, drawn_words(texts), THEMES[theme]).finish()


def shown_part(timeline: Timeline, most: int = MOST) -> Timeline:
    """The timeline cut to what a picture can hold: what moved first, then what was announced last."""
    moved = {place for slip in timeline.slips for place in (slip.before, slip.after)}
    order = sorted(
        range(len(timeline.milestones)),
        key=lambda place: (
            place in moved,
            timeline.milestones[place].citation.date,
            timeline.milestones[place].when.end,
        ),
        reverse=True,
    )
    return _cut(timeline, sorted(order[:most]))


def without_rumours(timeline: Timeline) -> Timeline:
    """The timeline without the times that only rumours name."""
    rows = enumerate(timeline.milestones)
    return _cut(timeline, [place for place, milestone in rows if milestone.certainty is not Certainty.RUMOUR])


def _cut(timeline: Timeline, kept: list[int]) -> Timeline:
    """The timeline with these rows, and with the slips between them."""
    places = {old: new for new, old in enumerate(kept)}
    slips = [
        Slip(places[slip.before], places[slip.after], slip.citation)
        for slip in timeline.slips
        if slip.before in places and slip.after in places
    ]
    return Timeline(timeline.subject, tuple(timeline.milestones[place] for place in kept), tuple(slips))


def excerpt(milestone: Milestone, letters: int) -> str:
    """The part of the sentence that holds the time: its beginning where that does, else what stands around it."""
    sentence, span = milestone.citation.sentence, milestone.evidence
    words = sentence.split()
    if span.stop <= letters - 3 or len(sentence) <= letters:
        return " ".join(words).removeprefix("- ")
    start = sentence.rfind(" ", 0, max(0, span.stop - letters + 8)) + 1
    after_comma = max(sentence.rfind(f"{mark} ", start, span.start) for mark in ",;:") + 2
    start = after_comma if after_comma > 1 else start
    return "… " + " ".join(sentence[start:].split())


def drawn_words(texts: Texts) -> Texts:
    """The sentences, or the English ones where no installed font can draw the language."""
    words = [texts("picture_timeline", subject=""), texts("mark_confirmed"), texts.day(date(2022, 5, 23))]
    return texts if can_draw(words) else read_texts()


class _Drawing:
    """One picture that is being drawn."""

    def __init__(self, timeline: Timeline, today: date, texts: Texts, theme: Theme) -> None:
        self._timeline, self._today, self._texts, self._theme = timeline, today, texts, theme
        probe = Canvas(HEAD, theme)
        self._lines = [
            probe.lines(excerpt(milestone, _LETTERS), size=BODY, room=ROOM, most=2) for milestone in timeline.milestones
        ]
        rows = [_DATE + len(lines) * _LINE + _SOURCE + _GAP for lines in self._lines]
        self._places: list[float] = []
        y = float(HEAD)
        self._today_at = self._find_today()
        self._today_y = 0.0
        for number, height in enumerate(rows):
            if number == self._today_at:
                self._today_y = y + TODAY / 2 - _GAP / 2
                y += TODAY
            self._places.append(y + _DATE / 2)
            y += height + self._pause(number)
        self._end = y
        self._canvas = Canvas(int(y + FOOT), theme)

    def finish(self) -> Picture:
        canvas, theme = self._canvas, self._theme
        title = self._texts("picture_timeline", subject=self._timeline.subject)
        canvas.text(MARGIN, 66, title, size=LARGE, bold=True)
        canvas.rule(AXIS, self._places[0], AXIS, self._places[-1] + 4, colour=theme.rule, width=5)
        if self._today_y:
            self._draw_today()
        for number, milestone in enumerate(self._timeline.milestones):
            self._draw_row(number, milestone, self._places[number])
        for slip, depth in zip(self._timeline.slips, _depths(self._timeline.slips), strict=True):
            canvas.arrow(AXIS - 22, self._places[slip.before], self._places[slip.after], depth)
        self._draw_legend()
        return canvas.finish()

    def _pause(self, number: int) -> float:
        """Pixels below a row: more where more time passes until the next."""
        milestones = self._timeline.milestones
        if number + 1 >= len(milestones):
            return 0.0
        days = (milestones[number + 1].when.start - milestones[number].when.start).days
        return min(36.0, 6 * log2(1 + max(0, days) / 7))

    def _find_today(self) -> int | None:
        """The row that today stands above; None where all rows are on one side of it."""
        for number, (one, other) in enumerate(pairwise(self._timeline.milestones), start=1):
            if one.when.end < self._today <= other.when.end:
                return number
        return None

    def _draw_today(self) -> None:
        words = f"{self._texts('today')}, {self._texts.day(self._today)}"
        wide = self._canvas.text(
            WIDTH - MARGIN, self._today_y, words, size=SMALL, colour=self._theme.muted, align="right"
        )
        end = WIDTH - MARGIN - wide - 20
        self._canvas.rule(AXIS - 60, self._today_y, end, self._today_y, colour=self._theme.muted, width=2, dash=True)

    def _draw_row(self, number: int, milestone: Milestone, y: float) -> None:
        canvas, theme = self._canvas, self._theme
        kind, colour = _mark(milestone, theme)
        canvas.mark(AXIS, y, kind, colour, size=34)
        canvas.text(MARGIN, y, f"{number + 1}", size=SMALL, colour=theme.muted)
        is_moved = any(slip.before == number for slip in self._timeline.slips)
        label = self._texts("mark_moved" if is_moved else _name(milestone))
        day = self._texts.when(milestone.when, milestone.value)
        wide = canvas.text(TEXT, y, day, bold=True, size=38, room=ROOM * 0.66)
        canvas.text(TEXT + wide + 22, y, label, size=SMALL, colour=colour, room=ROOM - wide - 22)
        y += _DATE / 2 + _LINE / 2
        for line in self._lines[number]:
            canvas.text(TEXT, y, line, room=ROOM)
            y += _LINE
        source = milestone.citation.source
        cited = self._texts("picture_article", date=self._texts.day(milestone.citation.date))
        canvas.text(TEXT, y, f"{cited} · {source}" if source else cited, size=SMALL, colour=theme.muted, room=ROOM)

    def _draw_legend(self) -> None:
        canvas, theme = self._canvas, self._theme
        y, x = self._end + 40, float(MARGIN + 14)
        canvas.rule(MARGIN, self._end - 4, WIDTH - MARGIN, self._end - 4, colour=theme.rule, width=2)
        seen = {_name(milestone): _mark(milestone, theme) for milestone in self._timeline.milestones}
        entries = [(name, *seen[name]) for name in _NAMES if name in seen]
        for name, kind, colour in entries:
            canvas.mark(x, y, kind, colour)
            x += 30 + canvas.text(x + 30, y, self._texts(name), size=SMALL, colour=theme.muted) + 44
        if self._timeline.slips:
            canvas.legend_arrow(x, y)
            canvas.text(x + 40, y, self._texts("mark_moved"), size=SMALL, colour=theme.muted)


_NAMES = ("mark_confirmed", "mark_expected", "mark_rumour", "mark_off")


def _name(milestone: Milestone) -> str:
    """The sentence that says how sure a time is, or that it no longer holds."""
    return "mark_off" if milestone.is_off else f"mark_{milestone.certainty}"


def _mark(milestone: Milestone, theme: Theme) -> tuple[str, str]:
    """The kind of mark and its colour."""
    if milestone.is_off:
        return "cross", theme.off
    colours = {
        Certainty.CONFIRMED: theme.confirmed,
        Certainty.EXPECTED: theme.expected,
        Certainty.RUMOUR: theme.rumour,
    }
    return _KINDS[milestone.certainty], colours[milestone.certainty]


def _depths(slips: Sequence[Slip]) -> list[float]:
    """How far each arrow bends out: those that overlap differ."""
    depths: list[float] = []
    for number, slip in enumerate(slips):
        span = sorted((slip.before, slip.after))
        taken = {
            depths[other]
            for other in range(number)
            if max(span[0], min(slips[other].before, slips[other].after))
            < min(span[1], max(slips[other].before, slips[other].after))
        }
        depths.append(next((depth for depth in (52.0, 68.0, 84.0) if depth not in taken), 60.0))
    return depths
