"""What stands beside a picture: the same numbers as words, for those who cannot see it."""

from __future__ import annotations

from bot.markup import Piece, Pieces, Style, clean, clip
from bot.pictures.charts import MOST_SUBJECTS
from bot.pictures.tallies import Statistics, Tally, top
from bot.wording import Texts
from knowledge import Milestone, Timeline

LONGEST_EXCERPT = 160


def timeline_words(timeline: Timeline, texts: Texts, *, left_out: int = 0) -> Pieces:
    """The rows of a timeline, numbered as in the picture, each with its article; left_out: how many there are more."""
    title = texts("picture_timeline", subject=clip(clean(timeline.subject), 100))
    pieces = [Piece(title, Style.BOLD)]
    for number, milestone in enumerate(timeline.milestones, start=1):
        pieces += _row(number, milestone, timeline, texts)
    if left_out:
        pieces.append(Piece("\n" + texts("and_more", n=left_out)))
    return tuple(pieces)


def _row(number: int, milestone: Milestone, timeline: Timeline, texts: Texts) -> Pieces:
    day = texts.when(milestone.when, clip(clean(milestone.value), 60))
    label = texts("mark_off" if milestone.is_off else f"label_{milestone.certainty}")
    moved = [slip.after for slip in timeline.slips if slip.before == number - 1]
    if moved:
        later = timeline.milestones[moved[0]]
        label = texts("moved_to", day=texts.when(later.when, clip(clean(later.value), 60)))
    cited = milestone.citation
    sentence = clip(clean(" ".join(cited.sentence.split()).removeprefix("- ")), LONGEST_EXCERPT)
    article = texts("picture_article", date=texts.day(cited.date))
    return (
        Piece(f"\n{number}. {day}", Style.BOLD),
        Piece(f" – {label}, "),
        Piece(article, url=cited.url),
        Piece(f": {sentence}"),
    )


def statistics_words(statistics: Statistics, texts: Texts) -> Pieces:
    """The numbers in all, by subject and by day; days without questions are left out."""
    first, last = statistics.days[0][0], statistics.days[-1][0]
    span = texts("between", oldest=texts.day(first), newest=texts.day(last))
    pieces = [Piece(texts("picture_questions"), Style.BOLD), Piece(f" {span}\n{tally_words(statistics.whole, texts)}")]
    named, others = top(statistics.subjects, MOST_SUBJECTS)
    pieces.append(Piece("\n" + texts("picture_by_subject"), Style.BOLD))
    rows = [(clip(clean(subject), 60), tally) for subject, tally in named]
    rows += [(texts("others"), others)] if others is not None else []
    pieces += [Piece(f"\n– {subject}: {tally_words(tally, texts)}") for subject, tally in rows]
    pieces.append(Piece("\n" + texts("picture_by_day"), Style.BOLD))
    days = [(day, tally) for day, tally in statistics.days if tally != Tally()]
    pieces += [Piece(f"\n– {texts.short_day(day)}: {tally_words(tally, texts)}") for day, tally in days]
    return tuple(pieces)


def tally_words(tally: Tally, texts: Texts) -> str:
    """The numbers that are not 0: "12 asked, 9 answered, 3 not answered"."""
    names = ("asked", "answered", "offered", "abstained", "reported")
    counts = [(name, int(getattr(tally, name))) for name in names]
    return ", ".join(
        f"{texts.number(count)} {texts(f'tally_{name}')}" for name, count in counts if count or name == "asked"
    )
