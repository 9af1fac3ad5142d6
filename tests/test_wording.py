"""The catalogues of all languages: complete, with the same blanks and the plural forms that each language has."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from babel import Locale
from babel.dates import format_timedelta

from bot.ranks import COMMANDS
from bot.render import render_plain
from bot.wording import FOLDER, LANGUAGES, LocalTexts, language, read_texts
from knowledge import Abstention, Granularity, Reason, When, read_yaml

OTHERS = LANGUAGES[1:]
UNITS = {"minute": 60, "day": 86_400, "week": 604_800, "month": 2_629_800, "year": 31_557_600}
NUMBERS = (*range(1, 200), 1000, 1001, 1_000_000)
BLANK = re.compile(r"\{(\w+)\}")


def sentences(lang: str) -> dict[str, str]:
    entry = read_yaml(FOLDER / f"{lang}.yaml")
    return {name: entry.get_text(name) for name in entry}


def expected_names(lang: str) -> set[str]:
    names = set(sentences("en"))
    counted = {name.removesuffix("_one") for name in names if name.endswith("_one")}
    plural = Locale(lang).plural_form
    # "other" and what only fractions have stand as "many"
    extra = {plural(number) for number in NUMBERS} - {"one", "many", "other"}
    return names | {f"{name}_{form}" for name in counted for form in extra}


@pytest.mark.parametrize("lang", OTHERS)
def test_a_catalogue_has_every_sentence_and_no_other(lang: str) -> None:
    assert set(sentences(lang)) == expected_names(lang)


@pytest.mark.parametrize("lang", OTHERS)
def test_a_translation_has_the_blanks_of_the_english_sentence(lang: str) -> None:
    english = sentences("en")
    wrong = {
        name: text
        for name, text in sentences(lang).items()
        if sorted(BLANK.findall(text)) != sorted(BLANK.findall(english[name.replace("_few", "_many")]))
    }
    assert wrong == {}


@pytest.mark.parametrize("lang", OTHERS)
def test_translations_are_translated(lang: str) -> None:
    english = sentences("en")
    same = {name for name, text in sentences(lang).items() if english.get(name) == text}
    assert same <= {f"value_{code}" for code in LANGUAGES} | {"value_normal", "date"}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_menu_texts_fit_telegram(lang: str) -> None:
    texts = read_texts(lang)
    assert [name for name in COMMANDS if len(texts(f"command_{name}")) > 256] == []


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("en", "23 May 2022, 3 years ago, 21 minutes"),
        ("de", "23. Mai 2022, vor 3 Jahren, 21 Minuten"),
        ("es", "23 de mayo de 2022, hace 3 años, 21 minutos"),
        ("it", "23 maggio 2022, 3 anni fa, 21 minuti"),
        ("ru", "23 мая 2022 г., 3 года назад, 21 минута"),
        ("zh", "2022年5月23日, 3 年前, 21 分钟"),
    ],
)
def test_days_and_numbers_are_said_as_the_language_does(lang: str, said: str) -> None:
    texts, day = read_texts(lang), date(2022, 5, 23)
    told = f"{texts.day(day)}, {texts.ago(day, date(2025, 6, 1))}, {texts.counted('minute', 21)}"
    assert " ".join(told.split()) == said


@pytest.mark.parametrize("lang", LANGUAGES)
def test_how_long_ago_is_said_as_the_language_does(lang: str) -> None:
    texts, asked = read_texts(lang), [(unit, n) for unit in UNITS for n in (1, 2, 3, 5, 11, 21, 22)]
    said = {(unit, n): texts.counted(f"ago_{unit}", n) for unit, n in asked}
    # Chinese is said with or without spaces
    assert {key: "".join(text.split()) for key, text in said.items()} == {
        (unit, n): "".join(babel_ago(unit, n, lang).split()) for unit, n in asked
    }


def babel_ago(unit: str, n: int, lang: str) -> str:
    span = timedelta(seconds=-n * UNITS[unit] * 1.0001)
    return str(format_timedelta(span, unit, 99, add_direction=True, locale=lang))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_sentence_holds_what_should_have_been_a_line_break(lang: str) -> None:
    assert [name for name, text in sentences(lang).items() if "\\" in text or text != text.strip()] == []


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("en", "12,345 articles"),
        ("de", "12.345 Artikel"),
        ("es", "12.345 artículos"),
        ("it", "12.345 articoli"),
        ("ru", "12 345 статей"),
        ("zh", "12,345 篇文章"),
    ],
)
def test_large_numbers_have_their_thousands_apart(lang: str, said: str) -> None:
    assert " ".join(read_texts(lang).counted("article", 12345).split()) == said


@pytest.mark.parametrize(
    ("lang", "day", "month", "part", "short"),
    [
        ("en", "23 May 2022", "July 2022", "mid-July 2022", "23 May"),
        ("de", "23. Mai 2022", "Juli 2022", "11.–20. Juli 2022", "23. Mai"),
        ("es", "23 de mayo de 2022", "julio de 2022", "11–20 jul 2022", "23 may"),
        ("it", "23 maggio 2022", "luglio 2022", "11–20 lug 2022", "23 mag"),
        ("ru", "23 мая 2022 г.", "июль 2022 г.", "11–20 июл. 2022 г.", "23 мая"),
        ("zh", "2022年5月23日", "2022年7月", "2022年7月11日至20日", "5月23日"),
    ],
)
def test_a_time_is_said_no_finer_than_it_was_announced(lang: str, day: str, month: str, part: str, short: str) -> None:
    texts, may, july = read_texts(lang), date(2022, 5, 23), (date(2022, 7, 1), date(2022, 7, 31))
    middle = When(date(2022, 7, 11), date(2022, 7, 20), Granularity.PART)
    told = (
        texts.when(When(may, may), "23 May 2022"),
        texts.when(When(*july, Granularity.MONTH), "July 2022"),
        texts.when(middle, "mid-July 2022"),
        texts.short_day(may),
    )
    assert tuple(" ".join(text.split()) for text in told) == (day, month, part, short)


@pytest.mark.parametrize(
    ("number", "said"), [(1, "1 день"), (3, "3 дня"), (5, "5 дней"), (21, "21 день"), (12, "12 дней")]
)
def test_russian_has_three_forms(number: int, said: str) -> None:
    assert read_texts("ru").counted("ago_day", number) == f"{said} назад"


def test_what_is_spoken_follows_the_update() -> None:
    texts = LocalTexts()
    token = language.set("de")
    try:
        assert texts("button_source") == "Quelle"
    finally:
        language.reset(token)
    assert texts("button_source") == "Source"


@pytest.mark.parametrize("lang", OTHERS)
def test_a_question_that_is_not_understood_is_told_so_politely(lang: str) -> None:
    texts = read_texts(lang)
    for reason in set(Reason) - {Reason.OTHER_LANGUAGE}:
        said = render_plain(Abstention(reason, "English words"), today=date(2026, 1, 1), texts=texts)
        assert (said.endswith(texts("ask_in_english")), "English words" in said) == (True, False)
