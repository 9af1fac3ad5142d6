"""Amounts: values, units, modifiers and what they are given for; numbers that are no amounts stay out."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import pytest

from knowledge.amounts import Amount, AmountKind, find_amounts, find_free, parse_number, say_amount
from knowledge.model import Span


def only(text: str) -> Amount:
    (amount,) = find_amounts(text)
    return amount


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("twenty-three", "23"),
        ("fifty-three", "53"),
        ("two hundred and six", "206"),
        ("half a dozen", "6"),
        ("a hundred", "100"),
        ("one thousand two hundred", "1200"),
        ("two and a half million", "2500000"),
        ("1.5 million", "1500000"),
        ("2,400", "2400"),
        ("21 400", "21400"),
        ("1.234,56", "1234.56"),
        ("1.234.567", "1234567"),
        ("3½", "3.5"),
        ("640m", "640000000"),
        ("three-quarters", "0.75"),
        ("–3", "-3"),
    ],
)
def test_a_number_in_digits_or_words_has_its_value(words: str, value: str) -> None:
    assert parse_number(words) == Decimal(value)


@pytest.mark.parametrize("words", ["", "a", "tea", "6.0.1", "€5", "twenty tea"])
def test_what_is_not_wholly_a_number_has_no_value(words: str) -> None:
    assert parse_number(words) is None


@pytest.mark.parametrize(
    ("text", "said", "unit", "value"),
    [
        ("The lamp costs €249 in shops.", "€249", "EUR", 249),
        ("It sells for CA$369 there.", "CA$369", "CAD", 369),
        ("They paid CHF 410 million for it.", "CHF 410 million", "CHF", 410_000_000),
        ("They paid EUR 640 million for it.", "EUR 640 million", "EUR", 640_000_000),
        ("A sale worth 640m euros failed.", "640m euros", "EUR", 640_000_000),
        ("The firm raised $1.2bn from banks.", "$1.2bn", "USD", 1_200_000_000),
        ("Riders get 18 crowns back.", "18 crowns", "crown", 18),
        ("The set is fifteen dollars more.", "fifteen dollars", "USD", 15),
        ("It is Rs 500 at the door.", "Rs 500", "INR", 500),
        ("A ride is 99p now.", "99p", "penny", 99),
        ("The fine is 4 million Ugandan shillings now.", "4 million Ugandan shillings", "shilling", 4_000_000),
        ("It is ¥5,900 in Japan.", "¥5,900", "JPY", 5900),
    ],
)
def test_money_is_read_with_its_currency_before_or_after(text: str, said: str, unit: str, value: int) -> None:
    amount = only(text)
    assert (amount.text, amount.kind, amount.unit, amount.low) == (said, AmountKind.MONEY, unit, value)


@pytest.mark.parametrize(
    ("text", "said", "kind", "unit"),
    [
        ("The autonomy is of 55 km only.", "55 km", "length", "km"),
        ("It has a 7.8-inch screen.", "7.8-inch", "length", "inch"),
        ("The shaft is 60 centimetres deep.", "60 centimetres", "length", "cm"),
        ("A 1,140-kilogram craft took off.", "1,140-kilogram", "mass", "kg"),
        ("The 7-litre pot stays.", "7-litre", "volume", "l"),
        ("It holds 5 l in all.", "5 l", "volume", "l"),
        ("The speed is limited, by law, to 20 km/h there.", "20 km/h", "speed", "km/h"),
        ("A motor of 500 W drives it.", "500 W", "power", "W"),
        ("The battery holds 5,000 mAh now.", "5,000 mAh", "energy", "mAh"),
        ("It stores 32 GB of books.", "32 GB", "data", "GB"),
        ("The panel runs at 120 Hz now.", "120 Hz", "data", "Hz"),
        ("It fell to –3 °C at dawn.", "–3 °C", "temperature", "°C"),
        ("A query took 1.9 s before.", "1.9 s", "time", "second"),
        ("The tour lasts six weeks.", "six weeks", "time", "week"),
        ("It needs under a minute of downtime.", "a minute", "time", "minute"),
        ("The song lasts 4 minutes and 11 seconds.", "4 minutes and 11 seconds", "time", "minute"),
        ("Shares closed 2.1 percent higher.", "2.1 percent", "percent", "%"),
        ("It shows 1920x1080 pixels.", "1920x1080 pixels", "length", "px"),
    ],
)
def test_measures_have_a_kind_and_a_canonical_unit(text: str, said: str, kind: str, unit: str) -> None:
    amount = only(text)
    assert (amount.text, amount.kind.value, amount.unit) == (said, kind, unit)


@pytest.mark.parametrize(
    ("text", "said", "noun"),
    [
        ("About 230 households were cut off.", "230 households", "households"),
        ("All 912 Polar Lamp employees will move.", "912 Polar Lamp employees", "Polar Lamp employees"),
        ("Fifty-three people wrote code.", "Fifty-three people", "people"),
        ("They send 12,000 US troops home.", "12,000 US troops", "US troops"),
        ("It has one comet on board.", "one comet", "comet"),
        ("We let 300 of you in.", "300", "people"),
        ("A 10-floor house stands there.", "10-floor", "floor"),
    ],
)
def test_a_count_goes_with_the_noun_that_it_counts(text: str, said: str, noun: str) -> None:
    amount = only(text)
    assert (amount.kind, amount.text, amount.noun) == (AmountKind.COUNT, said, noun)


@pytest.mark.parametrize(
    ("text", "modifier"),
    [
        ("About 230 households pay.", "about"),
        ("Roughly 230 households pay.", "about"),
        ("Nearly 230 households pay.", "nearly"),
        ("Just under 230 households pay.", "nearly"),
        ("More than 230 households pay.", "over"),
        ("No more than 230 households pay.", "up to"),
        ("At least 230 households pay.", "at least"),
        ("It takes 230 households or more.", "at least"),
        ("A price from 230 euros is fair.", "from"),
        ("They answer within 48 hours.", "within"),
        ("There is a limit of four tickets.", "up to"),
        ("It counts little more than thirty people.", "over"),
    ],
)
def test_words_that_weaken_a_number_come_to_one_modifier(text: str, modifier: str) -> None:
    assert only(text).modifier == modifier


@pytest.mark.parametrize(
    ("text", "per"),
    [
        ("It is $5 per month.", "month"),
        ("It is €9.99/month.", "month"),
        ("They earn €20 million a year.", "year"),
        ("There are four tickets per person.", "person"),
        ("We allow 20 litres per household.", "household"),
        ("It takes twelve people each.", "each"),
    ],
)
def test_what_an_amount_is_given_for_is_kept(text: str, per: str) -> None:
    assert only(text).per == per


@pytest.mark.parametrize(
    ("text", "said", "low", "high"),
    [
        ("It will be €30 to €40 at first.", "€30 to €40", 30, 40),
        ("They want $120,000 to $170,000 now.", "$120,000 to $170,000", 120_000, 170_000),
        ("Bring between 20 and 30 people.", "between 20 and 30 people", 20, 30),
        ("It is for one to four players.", "one to four players", 1, 4),
        ("It may reach 5 to 10 million people.", "5 to 10 million people", 5_000_000, 10_000_000),
        ("They cancel 8% to 10% of flights.", "8% to 10%", 8, 10),
    ],
)
def test_a_range_is_one_amount_with_two_ends(text: str, said: str, low: int, high: int) -> None:
    amount = only(text)
    assert (amount.text, amount.low, amount.high) == (said, low, high)


def test_a_change_is_two_amounts_of_one_unit() -> None:
    found = find_amounts("The refund was raised from 18 to 30 crowns.")
    assert [(amount.low, amount.unit, amount.high) for amount in found] == [(18, "crown", None), (30, "crown", None)]


@pytest.mark.parametrize(
    ("text", "said", "per"),
    [
        ("It runs every 8 minutes at noon.", "every 8 minutes", "minute"),
        ("We hold five a day.", "five a day", "day"),
        ("It sends one picture a week home.", "one picture a week", "week"),
        ("They meet twice a week there.", "twice a week", "week"),
        ("It rains 12 times a year there.", "12 times a year", "year"),
        ("They meet every other day.", "every other day", "day"),
    ],
)
def test_how_often_is_a_frequency(text: str, said: str, per: str) -> None:
    amount = only(text)
    assert (amount.kind, amount.text, amount.per) == (AmountKind.FREQUENCY, said, per)


@pytest.mark.parametrize(
    ("text", "said", "low"),
    [
        ("The keys on roughly one reader in forty stuck.", "one reader in forty", "0.025"),
        ("The fault hits 1 in 40 of them.", "1 in 40", "0.025"),
        ("It costs about a fifth more.", "a fifth", "0.2"),
        ("The council pays half of it.", "half of it", "0.5"),
        ("Two-thirds of them agreed.", "Two-thirds of them", "0.6667"),
        ("Nine out of ten schools agreed.", "Nine out of ten", "0.9"),
    ],
)
def test_parts_of_a_whole_are_ratios(text: str, said: str, low: str) -> None:
    amount = only(text)
    assert (amount.kind, amount.text, round(amount.low, 4)) == (AmountKind.RATIO, said, Decimal(low))


@pytest.mark.parametrize(
    ("text", "said", "kind"),
    [
        ("The guests beat us 2–1 in May.", "2–1", "score"),
        ("The bug is rated 8.1 out of 10.", "8.1 out of 10", "score"),
        ("Please install 6.0.1 today.", "6.0.1", "version"),
        ("The writing says alpha 0.3 there.", "alpha 0.3", "version"),
        ("It needs 5.2 or later to run.", "5.2", "version"),
        ("Lamplight 6.0 is out.", "6.0", "version"),
        ("The 19-year-old Ada Moor plays.", "19-year-old", "age"),
        ("Ada Moor, 45, runs the firm.", "45", "age"),
        ("For under-16s only.", "under-16s", "age"),
        ("Children under 6 pay nothing.", "6", "age"),
        ("It is her third feature by now.", "third", "ordinal"),
    ],
)
def test_scores_versions_ages_and_places_are_told_apart(text: str, said: str, kind: str) -> None:
    amount = only(text)
    assert (amount.text, amount.kind.value) == (said, kind)


@pytest.mark.parametrize(
    "text",
    [
        "It opens on 18 April 2024 at 09:00.",
        "It opens on 14/11/2024 or 2024-11-14.",
        "It runs between 12 and 29 October 2026.",
        "It opens on April 27th, 2025.",
        "They met in 1962 and since 2019.",
        "Gates open at 1.30.",
        "Call 0900 555 0188 today.",
        "Line 7 and bus 14 stop at platform 3.",
        "The Aquilon 4 flew with Covid-19 on board.",
        "See BW/25/3307 and model NB-50.",
        "Write to lamp22@example.com.",
        "In the 1980s it was loved.",
        "Two years ago it closed.",
        "It was one of those days, and no one came.",
    ],
)
def test_dates_times_names_and_codes_are_no_amounts(text: str) -> None:
    assert find_amounts(text) == ()


def test_spans_that_are_taken_are_left_out() -> None:
    text = "Pay €5 or €6."
    assert [amount.text for amount in find_amounts(text, taken=[Span(4, 6)])] == ["€6"]


def test_amounts_are_in_order_and_apart() -> None:
    text = "It costs $39.99, €39.99 or ¥5,900, 118 MB for the server and 36 MB for the rest; 5 of 7 agreed."
    spans = [amount.span for amount in find_amounts(text)]
    assert spans == sorted(spans)
    assert not any(first.meets(second) for first, second in pairwise(spans))


def test_an_amount_is_said_with_its_modifier_and_per() -> None:
    assert say_amount(only("They allow at most 20 litres per household.")) == "up to 20 litres per household"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Entry is free.", "free"),
        ("The pen comes free of charge.", "free of charge"),
        ("Children pay nothing.", "pay nothing"),
        ("It is added at no extra cost.", "at no extra cost"),
    ],
)
def test_what_costs_nothing_is_found(text: str, said: str) -> None:
    assert [span.of(text) for span in find_free(text)] == [said]


@pytest.mark.parametrize(
    "text", ["Feel free to ask.", "A sugar-free drink.", "The bird was set free.", "It has free will."]
)
def test_free_in_other_senses_is_left_alone(text: str) -> None:
    assert find_free(text) == ()
