"""`timeline`, and the first half of `stats`: what the pictures show, as tables in the terminal."""

from __future__ import annotations

import argparse
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.commands import open_base, settings_of
from bot.console import say, today
from bot.markup import clean
from bot.wording import known_language, read_texts
from knowledge import BrokenFile, Milestone, Timeline, open_ledger

if TYPE_CHECKING:
    from rich.table import Table

    from bot.pictures.tallies import Statistics, Tally

NARROWEST = 60
BAR = 24
"""Letters of the longest bar."""
_MARKS = {"confirmed": "●", "expected": "○", "rumour": "◌"}
_COLOURS = {"confirmed": "green", "expected": "yellow", "rumour": "magenta"}


def timeline(options: argparse.Namespace) -> int:
    """Print the times that were announced for a subject; 1 where there are none."""
    subject = " ".join(options.subject)
    texts = read_texts()
    with open_base(options) as base:
        found = base.timeline(subject)
    if not found.milestones:
        say(texts("timeline_nothing", subject=_plain(subject)))
        return 1
    if options.picture is not None:
        _draw(options, found)
        return 0
    say(texts("picture_timeline", subject=_plain(found.subject)))
    table = _table("", "")
    for number, milestone in enumerate(found.milestones):
        table.add_row(*_row(number, milestone, found))
    _print(table)
    return 0


def _draw(options: argparse.Namespace, found: Timeline) -> None:
    from bot.pictures.timelines import draw_timeline, shown_part

    picture = draw_timeline(
        shown_part(found), today=today(), texts=read_texts(known_language(options.lang)), theme=options.theme
    )
    try:
        options.picture.write_bytes(picture.png)
    except OSError as error:
        raise BrokenFile(options.picture, f"cannot be written: {error.strerror}") from error
    say(f"drawn into {options.picture} ({picture.width} × {picture.height} pixels)")


def _row(number: int, milestone: Milestone, found: Timeline) -> tuple[str, ...]:
    texts, cited = read_texts(), milestone.citation
    moved = [found.milestones[slip.after].value for slip in found.slips if slip.before == number]
    mark, colour = ("✕", "dim") if milestone.is_off else (_MARKS[milestone.certainty], _COLOURS[milestone.certainty])
    label = texts("mark_off" if milestone.is_off else f"mark_{milestone.certainty}")
    if moved:
        label = texts("moved_to", day=_escaped(moved[0]))
    source = f", {_plain(cited.source)}" if cited.source else ""
    article = texts("picture_article", date=texts.day(cited.date)) + _escaped(source)
    sentence = _escaped(_plain(cited.sentence.removeprefix("- ")))
    head = f"[bold]{_escaped(milestone.value)}[/]  [{colour}]{label}[/]  [dim]{article}[/]"
    return f"[{colour}]{mark}[/]", f"{head}\n{sentence}"


def print_asked(options: argparse.Namespace) -> None:
    """Print how much was asked in the last days, and how much of it was answered; nothing where nothing was."""
    from bot.pictures.tallies import add_up, top
    from bot.usage import SHOWN_DAYS

    day = today()
    with open_ledger(settings_of(options).data) as ledger:
        statistics = add_up(ledger.asked(since=day - timedelta(days=SHOWN_DAYS - 1)), today=day, days=SHOWN_DAYS)
    if not statistics.whole.asked:
        return
    texts = read_texts()
    first, last = statistics.days[0][0], statistics.days[-1][0]
    say(f"{texts('picture_questions')} {texts('between', oldest=texts.day(first), newest=texts.day(last))}")
    named, others = top(statistics.subjects, 20)
    rows = [(_plain(subject), tally) for subject, tally in named]
    rows += [(texts("others"), others)] if others is not None else []
    _print(_tallies([*rows, ("in all", statistics.whole)]))
    _print(_days(statistics))


def _tallies(rows: list[tuple[str, Tally]]) -> Table:
    texts = read_texts()
    names = ("asked", "answered", "offered", "abstained", "reported")
    table = _table(texts("picture_by_subject"), *(texts(f"tally_{name}") for name in names), numbers=True)
    for subject, tally in rows:
        table.add_row(_escaped(subject), *(f"{getattr(tally, name):,}" for name in names))
    return table


def _days(statistics: Statistics) -> Table:
    texts = read_texts()
    most = max(tally.asked for _, tally in statistics.days)
    table = _table(texts("picture_by_day"), texts("tally_asked"), "")
    for day, tally in statistics.days:
        if tally.asked:
            answered = round(BAR * tally.answered / most)
            rest = round(BAR * tally.asked / most) - answered
            told = f"{tally.answered:,} {texts('tally_answered')}"
            bar = f"[green]{'█' * answered}[/][dim]{'░' * max(0, rest)}[/] {told}"
            table.add_row(texts.short_day(day), f"{tally.asked:,}", bar)
    return table


def _table(*heads: str, numbers: bool = False) -> Table:
    from rich.table import Table

    table = Table(box=None, show_header=any(heads), pad_edge=False, header_style="dim")
    for place, head in enumerate(heads):
        table.add_column(head, justify="right" if numbers and place else "left")
    return table


def _print(table: Table) -> None:
    from rich.console import Console

    console = Console(highlight=False, emoji=False)
    console.print(table, width=max(console.width, NARROWEST))


def _plain(text: str) -> str:
    return clean(" ".join(text.split())).replace("\u2060", "")


def _escaped(text: str) -> str:
    from rich.markup import escape

    return escape(text)
