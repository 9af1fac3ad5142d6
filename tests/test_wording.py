"""The catalogues of all languages: complete, with the same blanks and the plural forms that each language has."""

from __future__ import annotations

import re
from datetime import date

import pytest

from bot.ranks import COMMANDS
from bot.render import render_plain
from bot.wording import FOLDER, LANGUAGES, LocalTexts, language, read_texts
from knowledge import Abstention, Reason, read_yaml

OTHERS = LANGUAGES[1:]
EXTRA_FORMS = {"ru": ("few",)}
BLANK = re.compile(r"\{(\w+)\}")


def sentences(lang: str) -> dict[str, str]:
    entry = read_yaml(FOLDER / f"{lang}.yaml")
    return {name: entry.get_text(name) for name in entry}


def expected_names(lang: str) -> set[str]:
    names = set(sentences("en"))
    counted = {name.removesuffix("_one") for name in names if name.endswith("_one")}
    return names | {f"{name}_{form}" for name in counted for form in EXTRA_FORMS.get(lang, ())}


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
