"""How sure a clause is."""

from __future__ import annotations

import pytest

from knowledge.extraction.hedges import Label, is_rumour_article, label
from knowledge.model import Certainty, Span


def judge(sentence: str, words: str, *, inside_quote: bool = False, context: str = "") -> Label:
    start = sentence.index(words)
    return label(sentence, Span(start, start + len(words)), inside_quote=inside_quote, context=context)


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("The Quill goes on sale on 3 May.", "3 May"),
        ("It will open on Friday, 5 June.", "5 June"),
        ("Owners may claim 20 euros back.", "20 euros"),
        ("Visitors should buy tickets from 10 am.", "10 am"),
        ("It was rumoured for months, but the deal was signed on Monday.", "Monday"),
        ("The price is 20 euros; a cheaper model is expected in June.", "20 euros"),
        ("The run cost 5 million, a fifth more than expected.", "5 million"),
        ("Ada Holt, who expects a long night, opened the fair on 4 May.", "4 May"),
        ("The clinic opened in May.", "May"),
        ("She said the refund would be raised to 30 euros.", "30 euros"),
        ("The seal leaks when the tank is full, at 5 bar.", "5 bar"),
        ("The new hull of 9 kilograms does not leak.", "9 kilograms"),
        ("The recall covers pots with a possible fault sold in 2023.", "2023"),
        ("He talked about his 30 years at sea.", "30 years"),
        ("The poem was set to music in 1931.", "1931"),
    ],
)
def test_a_flat_statement_is_confirmed(sentence: str, words: str) -> None:
    assert judge(sentence, words).certainty is Certainty.CONFIRMED


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("Completion is expected in June.", "June"),
        ("The probe is due to lift off on 12 May.", "12 May"),
        ("Version 7 is pencilled in for autumn.", "autumn"),
        ("It should bring dark mode.", "dark mode"),
        ("Deliveries are planned for 7 May.", "7 May"),
        ("If all goes well it lands in 2031.", "2031"),
        ("It seems that the first one comes in July.", "July"),
        ("The sale is probably over by Friday.", "Friday"),
        ("The deal is subject to approval in June.", "June"),
        ("It might slip to June.", "June"),
        ("The final comes on 3 March, provided no fault is open.", "3 March"),
        ("The band is set to return on 7 May.", "7 May"),
        ("The office expects to publish it “in the first quarter”.", "first quarter"),
    ],
)
def test_a_reservation_makes_it_expected(sentence: str, words: str) -> None:
    assert judge(sentence, words).certainty is Certainty.EXPECTED


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("According to rumours the price is 230 euros.", "230 euros"),
        ("The tipster inkblot_joe says it has a 7-inch screen.", "7-inch"),
        ("The sale is worth 700 million, according to people familiar with the matter.", "700 million"),
        ("The film is said to run three hours.", "three hours"),
        ("The most likely hypothesis is that it is the Quill 3.", "Quill 3"),
        ("It will be called Quill One, although the name has not been confirmed.", "Quill One"),
        ("It reportedly costs 50 dollars.", "50 dollars"),
    ],
)
def test_hearsay_is_a_rumour(sentence: str, words: str) -> None:
    assert judge(sentence, words).certainty is Certainty.RUMOUR


def test_what_a_named_person_says_is_confirmed_of_that_person() -> None:
    assert judge("We should be ready by May.", "May", inside_quote=True).certainty is Certainty.CONFIRMED


def test_words_in_quotation_marks_do_not_weaken_the_frame() -> None:
    sentence = "“We might be late by weeks,” hardware chief Ada Holt wrote on Monday."

    assert judge(sentence, "Monday").certainty is Certainty.CONFIRMED


def test_in_a_piece_about_leaks_what_sources_mention_is_a_rumour() -> None:
    judged = judge("On money, Joe mentions 230 euros.", "230 euros", context="Quill 3: all the leaks so far. Hm.")

    assert judged.certainty is Certainty.RUMOUR


def test_a_report_goes_on_into_the_next_sentence() -> None:
    before = "Norvia in talks. The Gazette had reported a sale, citing sources familiar with the plan."

    assert judge("The report also named Wren Foods.", "Wren", context=before).certainty is Certainty.RUMOUR


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("The match will not be televised.", "televised"),
        ("Norvia denied reports that it would sell the brand.", "sell"),
        ("Contrary to what some outlets wrote, it will not return.", "return"),
        ("A version with 5G is not planned.", "5G"),
        ("There are no plans for a sequel.", "sequel"),
        ("It runs in Osterby, not in Teal.", "Teal"),
    ],
)
def test_a_denial_is_confirmed_and_denied(sentence: str, words: str) -> None:
    judged = judge(sentence, words)

    assert (judged.certainty, judged.is_denied) == (Certainty.CONFIRMED, True)


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("Anyone who can't come may ask for a refund by 5 May.", "5 May"),
        ("If you cannot come, call 555.", "555"),
        ("The lift is back and is not affected.", "back"),
        ("It opens no later than 3 May.", "3 May"),
        ("Not only the Quill 3 is blue.", "Quill 3"),
        ("It runs in Osterby, not in Teal.", "Osterby"),
    ],
)
def test_a_no_elsewhere_denies_nothing_here(sentence: str, words: str) -> None:
    assert not judge(sentence, words).is_denied


def test_a_condition_is_told() -> None:
    judged = judge("If the wind is strong, the parade moves to Sunday.", "Sunday")

    assert judged.condition == "If the wind is strong"


def test_the_words_that_decided_are_told() -> None:
    assert judge("Completion is expected in June.", "June").cue == "expected"


@pytest.mark.parametrize(
    ("title", "text", "is_about_leaks"),
    [
        ("Quill 3: everything the leaks agree on", "It has been a noisy week.", True),
        ("Quill 3", "Nothing below has been acknowledged by the company.", True),
        ("Norvia would be working on a new scooter", "According to what emerged on the net, it folds.", True),
        ("Norvia announces the Quill 3", "It had been talked about in some rumors, but today it is official.", False),
        ("Line 7 closed", "Trams do not run.", False),
        ("Norvia denies rumours of a sale", "There is no buyer.", False),
    ],
)
def test_a_piece_about_leaks_is_known_by_its_opening(title: str, text: str, is_about_leaks: bool) -> None:
    assert is_rumour_article(title, text) is is_about_leaks
