"""Whether a text is in English, the one language that facts are drawn from; by its small words and its letters."""

from __future__ import annotations

import re

_SMALL = {
    "en": "the of and to in is for on with that by at from as it was be are this will has its an said not".split(),
    "de": "der die das und in den von zu mit ist im für auf ein eine nicht sich dem des wird sie er".split(),
    "es": "el la de que y en los las un una por con del se para es al lo como más su".split(),
    "it": "il di che e la in un per una del con non i le della è si al dei gli da".split(),
    "fr": "le la les de des et en un une du que pour dans est sur au par avec il ce qui".split(),
    "nl": "de het een van en in is op te dat voor met zijn aan er niet door".split(),
    "pt": "o a os as de que e do da em um uma para com não por no na se mais".split(),
}
FEWEST = 15
"""Words of a text that is judged; a shorter one may be anything."""
LATIN = 0.5
"""Share of Latin letters below which a text is in another script."""


def other_tongue(text: str) -> str | None:
    """The code of the language that a text is in, "?" for another script; None for English or too few words.

    >>> other_tongue("Die Halle wird am 3. Mai in der Stadt von der Gemeinde und dem Land mit " + "der Post " * 10)
    'de'
    """
    letters = [letter for letter in text if letter.isalpha()]
    if len(letters) >= FEWEST and sum(letter < "\u0250" for letter in letters) < LATIN * len(letters):
        return "?"
    words = re.findall(r"[^\W\d_]+", text.lower())[:2000]
    if len(words) < FEWEST:
        return None
    counts = {lang: sum(word in small for word in words) for lang, small in _SMALL.items()}
    best = max(counts, key=lambda lang: (counts[lang], lang == "en"))
    return best if best != "en" and counts[best] > 1.5 * counts["en"] and counts[best] >= len(words) / 12 else None
