"""Pictures: their size, every label inside the frame and on no other, and the same numbers in the words beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from bot.markup import size, to_plain
from bot.outgoing import CAPTION
from bot.pictures.canvas import DARK, LIGHT, SMALL, TALLEST, WIDTH, Canvas, Picture, drawable
from bot.pictures.charts import draw_statistics, ticks
from bot.pictures.tallies import Statistics, Tally, add_up
from bot.pictures.timelines import MOST, draw_timeline, shown_part
from bot.pictures.words import statistics_words, timeline_words
from bot.wording import LANGUAGES, read_texts
from knowledge import AskedCount, Certainty, Citation, Milestone, Slip, Span, Timeline, When

TODAY = date(2026, 11, 29)
HOSTILE = (
    "Nimbus X1",
    "$x_1$ costs 50$ and \\frac{a}{b} ^_{}",
    "حفل الإطلاق الكبير في الرياض",
    "הטלפון הראשון של נימבוס",
    "小米与徕卡影像旗舰新品发布会",
    "W" * 300,
    "Pneumonoultramicroscopicsilicovolcanoconiosis " * 8,
    "a\nb\tc\x00\u202e\u2066d\ud800",
    "👩‍👩‍👧‍👦 🏳️‍🌈 e" + "\u0301" * 40,
    "%s {0} <b>&amp;</b>",
)


def make_milestone(
    number: int, words: str, *, certainty: Certainty = Certainty.CONFIRMED, off: bool = False
) -> Milestone:
    day = date(2026, 1, 5) + timedelta(days=29 * number)
    sentence = f"{words} comes on {day:%d %B %Y}."
    cited = Citation("a", words, day - timedelta(days=90), sentence, 0, len(sentence), words, "https://a.example/1")
    return Milestone(When(day, day), f"{day.day} {day:%B %Y}", "release", certainty, off, cited, Span(0, 0))


def make_timeline(words: str = "Nimbus X1", *, rows: int = MOST) -> Timeline:
    kinds = [*Certainty] * rows
    rows_ = tuple(make_milestone(n, words, certainty=kinds[n], off=n % 4 == 1) for n in range(rows))
    slips = tuple(Slip(n, n + 1, rows_[n].citation) for n in range(1, rows - 1, 4))
    return Timeline(words, rows_, slips)


def make_statistics(words: str = "Nimbus X1", *, scale: int = 1) -> Statistics:
    counts = [
        AskedCount(TODAY - timedelta(days=day), f"{words} {day % 9}" if day % 5 else "", outcome, scale * hits)
        for day in range(0, 30, 2)
        for outcome, hits in (
            ("answered", 1 + day % 4),
            ("offered", day % 3),
            ("abstained", day % 2 + 1),
            ("reported", day % 7 == 0),
        )
    ]
    return add_up(counts, today=TODAY, days=30)


def drawn(words: str, theme: str = "light", lang: str = "en") -> Iterator[Picture]:
    texts = read_texts(lang)
    yield draw_timeline(make_timeline(words), today=date(2026, 3, 1), texts=texts, theme=theme)
    yield draw_statistics(make_statistics(words), texts=texts, theme=theme)


def outside(picture: Picture) -> list[str]:
    return [
        label.text
        for label in picture.labels
        if label.left < 0 or label.top < 0 or label.right > picture.width or label.bottom > picture.height
    ]


def overlapping(picture: Picture) -> list[tuple[str, str]]:
    return [
        (one.text, other.text)
        for one, other in combinations(picture.labels, 2)
        if one.left < other.right
        and other.left < one.right
        and one.top < other.bottom - 1
        and other.top < one.bottom - 1
    ]


@pytest.mark.parametrize("words", HOSTILE)
def test_every_label_is_inside_the_frame_and_on_no_other(words: str) -> None:
    assert [(outside(picture), overlapping(picture)) for picture in drawn(words)] == [([], [])] * 2


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_language_fits(lang: str) -> None:
    assert [(outside(picture), overlapping(picture)) for picture in drawn("Nimbus X1", "dark", lang)] == [([], [])] * 2


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_picture_is_as_wide_as_a_phone_and_telegram_takes_it(theme: str) -> None:
    for picture in drawn("Nimbus X1", theme):
        with Image.open(BytesIO(picture.png)) as image:
            assert (image.format, image.size) == ("PNG", (picture.width, picture.height))
        assert (picture.width, picture.height <= TALLEST, len(picture.png) < 400_000) == (WIDTH, True, True)


def test_no_letter_is_smaller_than_ten_points_of_a_phone() -> None:
    assert SMALL * 360 / WIDTH >= 10
    assert min(label.bottom - label.top for picture in drawn("Nimbus X1") for label in picture.labels) > 15


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_words_stand_out_from_the_paper(theme: object) -> None:
    assert {
        name: contrast(theme, name) >= 4.5 for name in ("ink", "muted", "confirmed", "expected", "rumour", "moved")
    } == (dict.fromkeys(("ink", "muted", "confirmed", "expected", "rumour", "moved"), True))


def contrast(theme: object, name: str) -> float:
    one, other = sorted((luminance(getattr(theme, name)), luminance(getattr(theme, "paper"))), reverse=True)  # noqa: B009
    return (one + 0.05) / (other + 0.05)


def luminance(colour: str) -> float:
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4 for channel in channels]
    return float(np.dot(linear, (0.2126, 0.7152, 0.0722)))


def test_light_and_dark_have_their_own_paper() -> None:
    papers = [
        Image.open(BytesIO(picture.png)).convert("RGB").getpixel((3, 3))
        for theme in ("light", "dark")
        for picture in drawn("Nimbus X1", theme)
    ]
    assert papers == [(252, 252, 250)] * 2 + [(23, 33, 43)] * 2


def test_the_timelines_words_name_every_time_of_the_picture_with_its_article() -> None:
    timeline, texts = make_timeline(), read_texts()
    picture, words = draw_timeline(timeline, today=TODAY, texts=texts), timeline_words(timeline, texts)
    shown, told = {label.text for label in picture.labels}, to_plain(words)
    for number, milestone in enumerate(timeline.milestones, start=1):
        assert {str(number), milestone.value} <= shown
        assert f"\n{number}. {milestone.value} – " in told
    days = [texts.day(milestone.citation.date) for milestone in timeline.milestones]
    assert [f"announced {day}" in told and any(f"announced {day}" in text for text in shown) for day in days] == [
        True
    ] * MOST


def test_the_statistics_words_have_the_numbers_of_the_picture() -> None:
    statistics, texts = make_statistics(), read_texts()
    picture, told = draw_statistics(statistics, texts=texts), to_plain(statistics_words(statistics, texts))
    shares = [text for label in picture.labels if (text := label.text) and re.match(r"[\d,]+ / ", text)]
    subjects = [label.text for label in picture.labels if label.text.startswith("Nimbus X1 ")]
    for subject, share in zip([*subjects, "other questions"], shares, strict=True):
        answered, asked = re.findall(r"\d+", share)[:2]
        assert f"– {subject}: {asked} asked, {answered} answered" in told
    whole = statistics.whole
    assert {str(whole.asked), str(whole.answered), str(whole.abstained), str(whole.reported)} <= {
        label.text for label in picture.labels
    }
    assert f"{whole.asked} asked, {whole.answered} answered, {whole.offered} choices offered" in told


def test_days_and_subjects_add_up_to_the_same() -> None:
    statistics = make_statistics()
    for tallies in (statistics.days, statistics.subjects):
        assert sum(tally.asked for _, tally in tallies) == statistics.whole.asked
        assert sum(tally.reported for _, tally in tallies) == statistics.whole.reported


def test_days_outside_are_left_out_and_days_without_questions_are_there() -> None:
    old = AskedCount(TODAY - timedelta(days=30), "a", "answered", 5)
    statistics = add_up([old, replace(old, day=TODAY, hits=2)], today=TODAY, days=30)
    assert (len(statistics.days), statistics.whole, statistics.days[0][1]) == (30, Tally(answered=2), Tally())


def test_a_million_questions_fit() -> None:
    picture = draw_statistics(make_statistics(scale=1_000_000), texts=read_texts())
    assert (outside(picture), overlapping(picture)) == ([], [])


@pytest.mark.parametrize("most", [1, 2, 3, 7, 10, 11, 99, 100, 12345])
def test_a_chart_has_few_lines_and_room_for_its_highest_column(most: int) -> None:
    lines = ticks(most)
    assert (lines[-1] >= most, 1 <= len(lines) <= 4, lines[-1] <= 2 * most + 1) == (True, True, True)


def test_of_many_times_those_that_moved_are_shown_and_the_newest() -> None:
    timeline = make_timeline(rows=40)
    part = shown_part(timeline)
    assert (len(part.milestones), len(part.slips) >= 2) == (MOST, True)
    for slip in part.slips:
        assert Slip(slip.before, slip.after, part.milestones[slip.before].citation) == slip
    days = [milestone.when.start for milestone in part.milestones]
    assert days == sorted(days)


def test_a_timeline_fits_under_its_picture() -> None:
    assert size(timeline_words(make_timeline(), read_texts(), left_out=34)) <= CAPTION


def test_one_time_alone_is_drawn() -> None:
    picture = draw_timeline(make_timeline(rows=1), today=TODAY, texts=read_texts())
    assert outside(picture) == []


def test_what_no_font_can_draw_is_left_to_the_words() -> None:
    assert [drawable("\U000e0041\ue000"), drawable("X1\ue000 ships"), drawable("a\u202eb\nc")] == [
        "",
        "X1 ships",
        "ab c",
    ]


def test_nothing_is_read_as_a_formula() -> None:
    canvas = Canvas(200, LIGHT)
    canvas.text(40, 100, "$x^2$")
    assert [label.text for label in canvas.finish().labels] == ["$x^2$"]


def test_the_same_picture_is_drawn_twice_alike() -> None:
    assert [picture.png for picture in drawn("Nimbus X1")] == [picture.png for picture in drawn("Nimbus X1")]


def test_no_door_is_opened_for_a_picture_that_is_not_drawn(tmp_path: Path) -> None:
    import subprocess
    import sys

    code = "import sys, bot.app, bot.pictures.words; print('matplotlib' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=Path(__file__).parents[1]
    )
    assert done.stdout == "False\n"


def test_the_readmes_pictures_are_what_their_command_draws(tmp_path: Path) -> None:
    from draw_samples import FOLDER, main

    main(tmp_path)
    for name in ("timeline.png", "statistics.png"):
        with Image.open(tmp_path / name) as drawn, Image.open(FOLDER / name) as shown:
            assert (shown.size, (FOLDER / name).stat().st_size < 100_000) == (drawn.size, True)
            assert np.abs(np.asarray(drawn.convert("L"), int) - np.asarray(shown.convert("L"), int)).mean() < 4


def test_right_to_left_names_are_isolated_in_the_words() -> None:
    timeline, statistics = make_timeline("نيمبوس"), make_statistics("نيمبوس")
    told = to_plain(timeline_words(timeline, read_texts())) + to_plain(statistics_words(statistics, read_texts()))
    assert (told.count("نيمبوس") > 8, re.search("(?<!\u2068)نيمبوس", told)) == (True, None)
