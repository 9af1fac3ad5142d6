"""Times are found where they stand, resolved against the day of publication, and never finer than their words."""

from __future__ import annotations

from datetime import date

import pytest

from knowledge.model import Granularity, When
from knowledge.times.dates import TimeKind, TimeMention, find_times, say_when
from knowledge.times.lexicon import lexicon
from tests.benchmarks import measure_dates

TUESDAY = date(2025, 4, 8)


def the_time(text: str, *, anchor: date = TUESDAY, lang: str = "en") -> TimeMention:
    (mention,) = find_times(text, anchor=anchor, lang=lang)
    return mention


def days(when: When | None) -> str:
    return f"{when.start}..{when.end}" if when else "none"


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("It opens on 23 May 2026.", "23 May 2026", "2026-05-23"),
        ("It opens on February 27th, 2025.", "February 27th, 2025", "2025-02-27"),
        ("It opens on Friday the 13th of February, 2026.", "Friday the 13th of February, 2026", "2026-02-13"),
        ("Date: Thursday 13.11.2025", "Thursday 13.11.2025", "2025-11-13"),
        ("It launches on 14/11/2024.", "14/11/2024", "2024-11-14"),
        ("Final: 2025-03-03", "2025-03-03", "2025-03-03"),
        ("It starts in Q2 2025.", "Q2 2025", "2025-Q2"),
        ("It closes in the second quarter of 2025.", "second quarter of 2025", "2025-Q2"),
        ("It arrives in spring 2031.", "spring 2031", "2031-SP"),
        ("Songs of the 1990s.", "the 1990s", "199X"),
        ("He was born in the 19th century.", "the 19th century", "18XX"),
        ("It grew in fiscal 2025.", "fiscal 2025", "2025"),
        ("The first half of 2026 looks good.", "first half of 2026", "2026-H1"),
        ("The 2024-25 season was long.", "2024-25", "2024/2025"),
    ],
)
def test_reads_a_date_that_names_its_year(text: str, words: str, value: str) -> None:
    mention = the_time(text)
    assert (mention.text, mention.value, mention.is_relative) == (words, value, False)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It said so today.", "2025-04-08..2025-04-08"),
        ("It opens tomorrow.", "2025-04-09..2025-04-09"),
        ("It opened last night.", "2025-04-07..2025-04-07"),
        ("It opened last Friday.", "2025-04-04..2025-04-04"),
        ("It opens next Monday.", "2025-04-14..2025-04-14"),
        ("It said on Tuesday that it is done.", "2025-04-08..2025-04-08"),
        ("It will answer on Wednesday.", "2025-04-09..2025-04-09"),
        ("It closes by the end of the week.", "2025-04-08..2025-04-13"),
        ("It comes next week.", "2025-04-14..2025-04-20"),
        ("It came last month.", "2025-03-01..2025-03-31"),
        ("It comes later this quarter.", "2025-04-08..2025-06-30"),
        ("It comes early next year.", "2026-01-01..2026-04-30"),
        ("It comes at the end of next year.", "2026-12-01..2026-12-31"),
        ("It comes this summer.", "2025-06-01..2025-08-31"),
        ("It opens the day after tomorrow.", "2025-04-10..2025-04-10"),
        ("It opens on the first Monday of May.", "2025-05-05..2025-05-05"),
        ("It ends by year-end.", "2025-12-01..2025-12-31"),
    ],
)
def test_counts_from_the_day_of_publication(text: str, expected: str) -> None:
    assert days(the_time(text).when) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The studio dated the film for November 7.", "2025-11-07"),
        ("It has been shut since 6 July.", "2024-07-06"),
        ("It will be shown on 29 January.", "2026-01-29"),
        ("The flaw was reported on 14 March.", "2025-03-14"),
        ("It was due to open on 18 April.", "2025-04-18"),
        ("He retires on 31 May.", "2025-05-31"),
        ("The board, which met on Friday, agreed.", "2025-04-04"),
        ("The dairy is widening its recall of 28 March.", "2025-03-28"),
        ("Notice of 30 June: the pool stays shut.", "2024-06-30"),
    ],
)
def test_a_date_without_a_year_follows_the_tense(text: str, expected: str) -> None:
    assert the_time(text).value == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It comes in July.", "2025-07-01..2025-07-31"),
        ("It comes in early July.", "2025-07-01..2025-07-10"),
        ("It comes in mid-July.", "2025-07-11..2025-07-20"),
        ("It comes in late July.", "2025-07-21..2025-07-31"),
        ("It comes in the second half of July.", "2025-07-16..2025-07-31"),
        ("It comes two weeks from now.", "2025-04-21..2025-04-27"),
        ("It came two months ago.", "2025-02-01..2025-02-28"),
        ("It comes a few months from now.", "none"),
        ("It opens on 30 February 2026.", "none"),
    ],
)
def test_no_day_is_invented(text: str, expected: str) -> None:
    assert [days(mention.when) for mention in find_times(text, anchor=TUESDAY) or ()] in ([expected], [])


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        (
            "Closed from Saturday 6 July to Sunday 25 August 2024.",
            "Saturday 6 July to Sunday 25 August 2024",
            "2024-07-06..2024-08-25",
        ),
        ("Friday 17 to Sunday 19 October 2025", "Friday 17 to Sunday 19 October 2025", "2025-10-17..2025-10-19"),
        ("The weekend of January 18–19, 2026", "January 18–19, 2026", "2026-01-18..2026-01-19"),
        ("It flies between 12 and 29 October 2026.", "12 and 29 October 2026", "2026-10-12..2026-10-29"),
        ("Sold March 2022 to August 2023.", "March 2022 to August 2023", "2022-03-01..2023-08-31"),
        ("From 30 December to 2 January 2026.", "30 December to 2 January 2026", "2025-12-30..2026-01-02"),
        ("The works last from June through August.", "June through August", "2025-06-01..2025-08-31"),
    ],
)
def test_a_range_is_one_time(text: str, words: str, expected: str) -> None:
    mention = the_time(text)
    assert (mention.text, days(mention.when)) == (words, expected)


@pytest.mark.parametrize(
    ("text", "value", "clock", "zone"),
    [
        ("Pre-orders open tomorrow at 09:00 CET.", "2025-04-09T09:00", "09:00", "cet"),
        ("A refund is due by 5pm on Friday 25 April.", "2025-04-25T17:00", "17:00", None),
        ("It starts on Saturday 12 April, from 17:00 to 21:00.", "2025-04-12", "17:00/21:00", None),
        ("It goes live next Monday at 10 a.m. Pacific time.", "2025-04-14T10:00", "10:00", "pacific time"),
        ("Kick-off is at 7.45 pm.", "T19:45", "19:45", None),
        ("Registration closes at noon.", "T12:00", "12:00", None),
        ("Doors open at half past seven on Saturday.", "2025-04-12T07:30", "07:30", None),
        ("It ends at six pm.", "T18:00", "18:00", None),
        ("It ends at 8 in the evening.", "T20:00", "20:00", None),
        ("The tie is played on Tuesday at 7.45 pm UTC.", "2025-04-15T19:45", "19:45", "utc"),
        ("The water is off from 22:00 to 05:00.", "T22:00/T05:00", "22:00/05:00", None),
    ],
)
def test_a_time_of_day_joins_its_date(text: str, value: str, clock: str, zone: str | None) -> None:
    mention = the_time(text)
    assert (mention.value, mention.clock, mention.zone) == (value, clock, zone)


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("The battery lasts six weeks.", TimeKind.DURATION, "P6W"),
        ("A two-year deal.", TimeKind.DURATION, "P2Y"),
        ("It stays for an hour and a half.", TimeKind.DURATION, "PT1.5H"),
        ("Buses run every 8 minutes.", TimeKind.SET, "PT8M"),
        ("Open Mon–Fri.", TimeKind.SET, "XXXX-WXX-1/XXXX-WXX-5"),
        ("It is published monthly.", TimeKind.SET, "P1M"),
        ("The lamp is currently dark.", TimeKind.REFERENCE, "PRESENT_REF"),
        ("It was talked about a few months ago.", TimeKind.REFERENCE, "PAST_REF"),
    ],
)
def test_tells_durations_sets_and_references_apart(text: str, kind: TimeKind, value: str) -> None:
    mention = the_time(text)
    assert (mention.kind, mention.value, mention.when) == (kind, value, None)


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("Claims can be made until 31 May.", "until"),
        ("Apply by 30 April.", "by"),
        ("Apply no later than 30 April.", "by"),
        ("It has run since 2019.", "since"),
        ("Before the end of 2027 nothing closes.", "before"),
        ("With effect from 1 May.", "from"),
        ("It streams no earlier than 45 days in.", "after"),
        ("Repairs are done within three weeks.", "within"),
        ("It opens on 3 May.", ""),
    ],
)
def test_the_preposition_becomes_the_relation(text: str, relation: str) -> None:
    assert the_time(text).relation == relation


@pytest.mark.parametrize(
    "text",
    [
        "You may march on, second to none.",
        "Theresa May said April Jones had left.",
        "It costs 2000 euros and seats 1,500.",
        "The team won the Winter Cup at the Spring Hotel.",
        "Model 2000 weighs 2024 grams.",
        "Version 6.0.1 fixes a 4:3 picture.",
        "The quarter-final was long.",
        "Call 0800 555 0142.",
        "The code is 133-03-03-2020.",
        "A redesigned spring is in production.",
        "",
        "Children up to 12 may travel free.",
    ],
)
def test_finds_no_time_where_there_is_none(text: str) -> None:
    assert find_times(text, anchor=TUESDAY) == ()


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Trams run from Monday 8 September. Until the 15th they are slow.", ["2025-09-08", "2025-09-15"]),
        ("They return on 16 September. That was wrong. 16 September is late.", ["2025-09-16", "2025-09-16"]),
        ("Friday 17 to Sunday 19 October 2025. The choir sings on Saturday.", ["2025-10-17/2025-10-19", "2025-10-18"]),
        ("Net rose in the third quarter of 2024. A year earlier it fell.", ["2024-Q3", "2023-Q3"]),
    ],
)
def test_a_text_gives_its_later_times_their_context(text: str, values: list[str]) -> None:
    assert [mention.value for mention in find_times(text, anchor=TUESDAY)] == values


def test_an_ambiguous_date_in_figures_follows_the_order_the_text_shows() -> None:
    mentions = find_times("Published on 5 March 2025. It opens on 03/04/2025.", anchor=TUESDAY)
    assert [mention.value for mention in mentions] == ["2025-03-05", "2025-04-03"]


def test_reads_a_month_with_the_next_word_stuck_to_it() -> None:
    text = "It will see the light in Julyit seems."
    mention = the_time(text)
    assert (mention.span.of(text), mention.value) == ("July", "2025-07")


def test_a_weakened_time_is_approximate() -> None:
    mention = the_time("It opens around 3 May.")
    assert mention.is_approximate
    assert mention.when == When(date(2025, 5, 3), date(2025, 5, 3), is_approximate=True)


@pytest.mark.parametrize(
    ("lang", "text", "value"),
    [
        ("de", "Es öffnet am 28. Oktober 2025.", "2025-10-28"),
        ("de", "Es beginnt am Dienstag, 3. Juni.", "2025-06-03"),
        ("fr", "L'exposition ouvre le 1er juillet 2025.", "2025-07-01"),
        ("fr", "Il arrive la semaine prochaine.", "2025-W16"),
        ("es", "Abre el 9 de mayo de 2025.", "2025-05-09"),
        ("es", "Llegó hace dos días.", "2025-04-06"),
        ("it", "Apre il 12 gennaio 2026.", "2026-01-12"),
        ("pt", "Abre em 2 de outubro de 2025.", "2025-10-02"),
        ("nl", "Het opent op 15 juni 2025.", "2025-06-15"),
        ("nl", "Het komt volgende week.", "2025-W16"),
    ],
)
def test_reads_dates_in_six_more_languages(lang: str, text: str, value: str) -> None:
    assert the_time(text, lang=lang).value == value


@pytest.mark.parametrize("lang", ["en", "de", "fr", "es", "it", "pt", "nl"])
def test_the_words_of_every_language_can_be_read(lang: str) -> None:
    assert len([word for word, tags in lexicon(lang).words.items() if "month" in tags]) >= 12


def test_a_text_that_leaves_the_calendar_gives_no_day() -> None:
    assert [mention.when for mention in find_times("It was 9999 decades ago.", anchor=TUESDAY) if mention.when] == []


def test_a_language_without_words_of_its_own_is_read_as_english() -> None:
    assert the_time("3 May 2025", lang="xx").value == "2025-05-03"


@pytest.mark.parametrize(
    ("start", "end", "granularity", "text"),
    [
        ("2024-05-23", "2024-05-23", Granularity.DAY, "23 May 2024"),
        ("2022-07-01", "2022-07-31", Granularity.MONTH, "July 2022"),
        ("2024-07-01", "2024-07-10", Granularity.PART, "early July 2024"),
        ("2026-01-11", "2026-01-20", Granularity.PART, "mid-January 2026"),
        ("2024-07-06", "2024-08-25", Granularity.PART, "6 July to 25 August 2024"),
        ("2026-10-12", "2026-10-29", Granularity.PART, "12 to 29 October 2026"),
        ("2031-03-01", "2031-05-31", Granularity.SEASON, "spring 2031"),
        ("2025-12-01", "2026-02-28", Granularity.SEASON, "winter 2025/26"),
        ("2025-04-01", "2025-06-30", Granularity.QUARTER, "second quarter of 2025"),
        ("2024-03-16", "2024-03-31", Granularity.PART, "second half of March 2024"),
        ("2025-03-21", "2025-03-31", Granularity.PART, "end of March 2025"),
        ("2027-12-01", "2027-12-31", Granularity.PART, "end of 2027"),
        ("1998-01-01", "1998-12-31", Granularity.YEAR, "1998"),
        ("1990-01-01", "1999-12-31", Granularity.DECADE, "1990s"),
        ("2022-03-01", "2023-08-31", Granularity.PART, "March 2022 to August 2023"),
    ],
)
def test_says_a_time_in_words(start: str, end: str, granularity: Granularity, text: str) -> None:
    assert say_when(When(date.fromisoformat(start), date.fromisoformat(end), granularity)) == text


def test_leaves_the_year_out_when_asked() -> None:
    assert say_when(When(date(2024, 5, 23), date(2024, 5, 23)), year=False) == "23 May"


@pytest.mark.skipif(not measure_dates.EVAL.exists(), reason="the evaluation sets are not beside the repository")
def test_stays_above_the_floors_of_the_evaluation_sets() -> None:
    right, total, _ = measure_dates.measure_news()
    assert right["relative"] / total["relative"] > 0.9
    right, total, _ = measure_dates.measure_phrases("en")
    assert (right["en date"] + right["en daterange"]) / (total["en date"] + total["en daterange"]) > 0.8
    assert right["en none"] == total["en none"]
