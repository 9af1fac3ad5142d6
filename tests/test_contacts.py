"""Contacts: phone numbers, addresses and handles, without the punctuation around them."""

from __future__ import annotations

import pytest

from knowledge.extraction.contacts import find_contacts


@pytest.mark.parametrize(
    ("text", "said", "kind"),
    [
        ("Ring 0800 555 0142 (Mon–Fri).", "0800 555 0142", "phone"),
        ("Call +49 (0)30 1234-567 now.", "+49 (0)30 1234-567", "phone"),
        ("Dial (020) 7946 0958.", "(020) 7946 0958", "phone"),
        ("It is 1-800-555-0199 there.", "1-800-555-0199", "phone"),
        ("In danger call 112 at once.", "112", "phone"),
        ("Write to lamps@fair.example.com.", "lamps@fair.example.com", "email"),
        ("Register at lamps.example.com/lid by May.", "lamps.example.com/lid", "url"),
        ("See https://www.example.org/a?b=c).", "https://www.example.org/a?b=c", "url"),
        ("Follow @lamp_fair for more.", "@lamp_fair", "handle"),
    ],
)
def test_a_contact_is_found_as_written(text: str, said: str, kind: str) -> None:
    assert [(contact.text, contact.kind.value) for contact in find_contacts(text)] == [(said, kind)]


@pytest.mark.parametrize(
    "text",
    [
        "It opens on 01.02.2024 at 08:00.",
        "From 2024-05-06 to 2024-05-09.",
        "The U.S. team won 3-0, e.g. in May.",
        "It costs 0.50 euros.",
        "Between 1999-2004 it was closed.",
    ],
)
def test_dates_scores_and_abbreviations_are_no_contacts(text: str) -> None:
    assert find_contacts(text) == ()


def test_contacts_come_in_order_with_their_spans() -> None:
    text = "Write to a@example.com or ring 0700 555 017."
    assert [contact.span.of(text) for contact in find_contacts(text)] == ["a@example.com", "0700 555 017"]
