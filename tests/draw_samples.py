"""Draws the pictures of the README anew: `python -m tests.draw_samples [FOLDER]`; the same bytes on every run."""

from __future__ import annotations

import sys
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.pictures.charts import draw_statistics
from bot.pictures.tallies import add_up
from bot.pictures.timelines import draw_timeline, shown_part
from bot.wording import read_texts
from knowledge import Article, AskedCount, KnowledgeBase

FOLDER = Path(__file__).parents[1] / ".github"
TODAY = date(2026, 5, 30)
ARTICLES = (
    Article(
        "leak",
        "What the leaks say about the Halden 5",
        date(2026, 1, 12),
        "According to a leak, the Halden 5 will be sold from May 2026.",
        "The Spare Part",
    ),
    Article(
        "launch",
        "Halden unveils the Halden 5",
        date(2026, 3, 3),
        "Halden today unveiled the Halden 5. The Halden 5 will be released on 18 June 2026. "
        "Orders for the Halden 5 open on 4 March 2026.",
        "Halden Newsroom",
    ),
    Article(
        "delay",
        "The Halden 5 comes later",
        date(2026, 5, 20),
        "The Halden 5 will be released on 2 September 2026 instead of 18 June. "
        "The Halden 5 is expected to be released in Japan in October 2026.",
        "Halden Newsroom",
    ),
)
SUBJECTS = (("Halden 5", 7), ("Brook bridge", 4), ("Line 7", 3), ("Clock Museum", 2), ("Quill 6.0", 1), ("", 1))


def main(folder: Path = FOLDER) -> None:
    """Draw both into a folder."""
    folder.mkdir(exist_ok=True)
    with TemporaryDirectory() as data, KnowledgeBase(Path(data), library=False) as base:
        list(base.add_many(ARTICLES))
        timeline = shown_part(base.timeline("Halden 5"))
    drawn = draw_timeline(timeline, today=TODAY, texts=read_texts(), theme="light")
    (folder / "timeline.png").write_bytes(drawn.png)
    statistics = add_up(_counts(), today=TODAY, days=30)
    (folder / "statistics.png").write_bytes(draw_statistics(statistics, texts=read_texts(), theme="dark").png)


def _counts() -> list[AskedCount]:
    """A month of questions, made up: fewer at weekends, most about the newest subject."""
    counts = []
    for back in range(30):
        day = TODAY - timedelta(days=back)
        for place, (subject, weight) in enumerate(SUBJECTS):
            chance = ((back * 37 + place * 101 + 5) * 2654435761 % 2**32) / 2**32
            asked = round(weight * chance * (0.5 if day.weekday() > 4 else 1.2))
            declined = asked if not subject else round(asked * 0.45 * (1 - chance))
            offered = int(asked - declined > 2 and place % 2 == 0)
            counts += [
                AskedCount(day, subject, "answered", asked - declined - offered),
                AskedCount(day, subject, "abstained", declined),
                AskedCount(day, subject, "offered", offered),
                AskedCount(day, subject, "reported", int(asked > 2 and chance > 0.93)),
            ]
    return counts


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:2]))
