"""Words that lost the space between them, parted again: "atnorvia" → "at norvia", one of the two misspelt or not."""

from __future__ import annotations

from collections.abc import Collection

from knowledge.language.patterns import lazy_pattern
from knowledge.language.text import fold, stem
from knowledge.language.vectors import load_vectors
from knowledge.language.wordclasses import usual_tag
from knowledge.questions.nearwords import FindKnown, Near, Respell, everyday, everyday_near, prior, slips, surface

PARTING = 0.75
"""What a space left out costs beside a slip within a word."""
LEAST = 5
"""Letters of a word that may be two; two of the smallest words may be fewer."""
_SMALL = frozenset(
    "a i an at am as be by do go he hi if in is it me my no of on or so to up us we and any are can did for get had "
    "has how its new now off old one our out she the too was who why yes you day way use see get pay run buy man men "
    "end set his her him him let may two ten per say try job top big far few bad its".split()
)
"""Words of up to three letters that others are run together with."""
_PLAIN = 0.55
"""Up to this rarity an English word that no article holds may be one of the two."""
_CAMEL = lazy_pattern(r"(?<=[a-z])(?=[A-Z])")


def part(text: str, find_known: FindKnown, respell: Respell) -> Near | None:
    """The two words that a word as typed most likely stands for, with what that costs; None where none fit."""
    camel = [cut.start() for cut in _CAMEL.finditer(text)]
    word = fold(text)
    if not word.isalpha():
        return None
    if word[-1] in "ia" and usual_tag(word[:-1]) in "AMIW":
        return Near(PARTING, f"{word[:-1]} {word[-1]}")
    if len(word) < LEAST:
        return None
    cuts = camel or range(1, len(word))
    known = find_known(sorted({stem(part) for at in cuts for part in (word[:at], word[at:])}))
    found: list[Near] = []
    for at in cuts:
        one, other = word[:at], word[at:]
        costs = [_cost(one, known), _cost(other, known)]
        if None not in costs:
            found.append(Near(PARTING + sum(cost or 0.0 for cost in costs), f"{one} {other}"))
        elif camel:
            found.append(Near(PARTING + 1.0, f"{text[:at]} {text[at:]}"))
    best = min(found, default=None)
    if best is not None and best.cost <= PARTING + 0.5:
        return best
    return min([*([best] if best else []), *_with_a_slip(word, known, respell)], default=None)


def _cost(part: str, known: Collection[str]) -> float | None:
    """What it costs to take some letters for a word; None where they are none."""
    if len(part) <= 3:
        if part in _SMALL and len(part) > 1:
            return 0.1
        return 0.3 if len(part) == 3 and stem(part) in known else None
    vectors = load_vectors()
    if stem(part) in known and (vectors.is_known(part) or len(part) - len(stem(part)) <= 1 or part[-1] != "s"):
        return 0.0
    return 0.2 + vectors.rarity(part) / 2 if vectors.is_known(part) and vectors.rarity(part) <= _PLAIN else None


def _with_a_slip(word: str, known: Collection[str], respell: Respell) -> list[Near]:
    """Pairs of which one is a word as it stands and the other one slip away from one."""
    pairs = [
        (one, other)
        for at in range(2, len(word) - 1)
        for one, other in ((word[:at], word[at:]), (word[at:], word[:at]))
        if len(other) >= 3 and (one in _SMALL if len(one) <= 3 else one in everyday() or stem(one) in known)
    ]
    offered = respell(sorted({stem(other) for _, other in pairs if len(other) > 3})) if pairs else {}
    found = []
    for one, other in pairs:
        near = [surface(name, other) for name, _ in offered.get(stem(other), ())]
        near += [everyday()[typed] for typed in everyday_near(other, 1)]
        for meant in dict.fromkeys(near):
            slip = slips(other, meant)
            if other != meant and slip <= (1.0 if len(other) > 3 else 0.8):
                whole = f"{one} {meant}" if word.startswith(one) else f"{meant} {one}"
                found.append(Near(PARTING + 0.1 + slip + (prior(meant) if meant in everyday() else 0.1), whole))
    return found
